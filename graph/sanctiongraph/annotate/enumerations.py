"""Enumerations read from the surface: parsers attach the members of long lists wrongly.

"sanctions on President A, his wife B, his son C, and Minister D, accusing them of ..." has four
targets, whichever arcs the parser draws between them.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from sanctiongraph.annotate.counts import count_of
from sanctiongraph.annotate.grammar import conjuncts
from sanctiongraph.annotate.layout import BULLETS
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import measure_of
from sanctiongraph.annotate.sentences import sentence_of

__all__ = [
    "also_after",
    "bulleted_after",
    "members_after",
    "named_after_colon",
    "named_beside",
    "named_later",
]

_FILE = "descriptions.yaml"
_SENTENCES = 3
"""Sentences after an act in which the members of its group may be named."""
_PARTLY = frozenset({"several", "some", "many", "others"})
"""Words that stand for members without saying who they are: "including several in the oil sector"."""
_WHEN = frozenset({"this", "last", "next", "yesterday", "today", "tomorrow", "earlier"})
_TOGETHER = frozenset({"with", "alongside", "together", "jointly"})
_THOSE = frozenset({"those", "them"})
_NEAR = 20
"""Tokens between a group and the "including" that names some of it."""
_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
_CLOSERS = frozenset({"IN", "TO", "WDT", "WP", "WP$", "WRB", "VBG", "VBN"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "CD"})


def members_after(opener: Token) -> list[Token]:
    """The heads of the members of the enumeration that begins after a preposition or a verb.

    Empty if what follows is no enumeration of at least two members.
    """
    segments = [segment for segment in _segments(opener) if segment]
    if len(segments) < 2:
        return []
    heads: list[Token] = []
    explaining = False
    for number, segment in enumerate(segments):
        head = _head(segment)
        if head is None or measure_of(head) or (number and _is_beside(head, segments[number - 1], heads)):
            break
        if _belongs_to_next(head, segment):
            continue
        joined = segment[0].i > 0 and segment[0].nbor(-1).lower_ in ("and", "or", "plus", "with")
        explaining = (
            bool(number)
            and not joined
            and (
                (explaining and not _is_next_member(head, segments[number - 1]))
                or _explains(segment, segments[number - 1], head)
            )
        )
        if not explaining:
            heads.append(head)
    return heads if len(heads) > 1 else []


def also_after(head: Token) -> list[Token]:
    """What "along with", "as well as" or "among them" adds later in the sentence.

    As in "a firm that ignored the police, along with two Russians who run it", "five officials
    of the ministry, among them the minister, A, and the commander".
    """
    doc, end = head.doc, sentence_of(head).end
    for index in range(head.i + 1, end - 1):
        length = _adds(doc, index)
        if length == 1 and _is_cut_off(doc[head.i + 1 : index]):
            return []
        if length and _is_set_off(doc[index], length):
            opener = doc[index + length - 1]
            after = members_after(opener) or _first_member(opener)
            partner = opener.lower_ in _TOGETHER and bool(after) and _is_state(after[0])
            return [] if partner else [t for t in after if not measure_of(t)]
    return []


def _is_state(token: Token) -> bool:
    """As in "together with Britain": a state that acts as well, not one more that bears it."""
    index = token._.sg_actor
    return index >= 0 and token.doc.spans["sg_actors"][index].label_ == "Country"


def _is_cut_off(between: Span) -> bool:
    """Whether "including" stands too far off, or behind another verb, to add to what stood before."""
    return len(between) > _NEAR or any(t.tag_ in _FINITE for t in between)


def _adds(doc: Doc, index: int) -> int:
    """How many words long the phrase is that adds members here ("as well as": three); else 0."""
    for phrase in lexicon(_FILE)["adding"]:
        parts = phrase.split()
        if [t.lower_ for t in doc[index : index + len(parts)]] == parts:
            return len(parts)
    return 0


def _is_set_off(first: Token, length: int) -> bool:
    """Whether the phrase stands behind a comma or "and": "Iran works together with Russia" adds nobody."""
    before = first.nbor(-1).lower_ if first.i else ""
    return before in (",", "and", "-", "–", "—", ")") or first.text == "(" or length == 3


def _first_member(opener: Token) -> list[Token]:
    segment = next(iter(_segments(opener)), [])
    head = _head(segment) if segment else None
    return [head] if head is not None else []


def bulleted_after(sentence: Span) -> list[Token]:
    """The heads of the items of a bulleted list that a sentence ending in a colon opens.

    Empty where the items tell acts of their own ("- Imposing visa restrictions on ...").
    """
    words_ = [t for t in sentence if not t.is_space]
    if not words_ or words_[-1].text != ":":
        return []
    heads = []
    doc = sentence.doc
    position = sentence.end
    while position < len(doc):
        item = sentence_of(doc[position])
        content = [t for t in item if not t.is_space]
        if len(content) < 2 or content[0].text not in BULLETS:
            break
        head = _head(_until_clause(content[1:]))
        if head is None or content[1].tag_ in ("VBG", "VB", "VBZ", "VBD"):
            return []
        heads.append(head)
        heads += also_after(head)
        position = item.end
    return heads


def named_later(sentence: Span) -> list[Token]:
    """Who of a group is named in the sentences right after the one that tells of it.

    "Among these individuals are A and B." "They include A, the head of X." "A and B are among
    those designated."
    """
    doc, position, found = sentence.doc, sentence.end, []
    for _ in range(_SENTENCES):
        if position >= len(doc):
            break
        following = sentence_of(doc[position])
        found += _named_in(following)
        position = following.end
    return [t for t in found if not measure_of(t)]


def _named_in(sentence: Span) -> list[Token]:
    root, members = sentence.root, lexicon(_FILE)["group_words"]
    first = next((t for t in sentence if not t.is_space), root)
    if root.lemma_ in ("include", "comprise"):
        who = next((c for c in root.children if c.dep_ == "nsubj"), None)
        about = who is not None and (who.lemma_.lower() in members or who.lower_ in members)
        return _listed(root, [c for c in root.children if c.dep_ == "dobj"]) if about else []
    if root.lemma_ != "be":
        return []
    if first.lower_ == "among":
        about = any(
            t.lower_ in members or t.lemma_.lower() in members for t in sentence.doc[first.i : root.i]
        )
        after = [c for c in root.children if c.dep_ in ("attr", "nsubj") and c.i > root.i]
        return _listed(root, after) if about else []
    among = next((c for c in root.children if c.lower_ == "among" and c.i > root.i), None)
    about = among is not None and any(t.lower_ in _THOSE or t.lemma_ in members for t in among.subtree)
    who = next((c for c in root.children if c.dep_ == "nsubj"), None)
    return conjuncts(who) if about and who is not None else []


def _listed(verb: Token, parsed: list[Token]) -> list[Token]:
    """The members behind a verb: those of the surface, else of the parse, and what "as well as" adds."""
    found = members_after(verb) or [t for each in parsed for t in _strung(each)]
    found += [t for each in parsed[:1] for t in also_after(each)]
    return list({t.i: t for t in found}.values())


def _strung(head: Token) -> Iterator[Token]:
    """A noun with what is coordinated with it or told beside it: "their chief, A, and his deputy, B"."""
    yield head
    for child in head.children:
        in_brackets = child.left_edge.i > 0 and child.left_edge.nbor(-1).text == "("
        if child.dep_ in ("conj", "appos") and not in_brackets:
            yield from _strung(child)


def _until_clause(tokens: list[Token]) -> list[Token]:
    ends = words(_FILE, "list_ends") | {","}
    for number, token in enumerate(tokens):
        if number and token._.sg_actor < 0 and (token.lower_ in ends or token.tag_ in _FINITE):
            return tokens[:number]
    return tokens


def named_after_colon(noun: Token) -> list[Token]:
    """The names that spell out a group: "two institutions ...: A and B", "five elites: C, D, and E"."""
    colon = next((t for t in noun.doc[noun.i + 1 : sentence_of(noun).end] if t.text == ":"), None)
    if colon is None or any(t.text == ":" for t in noun.doc[sentence_of(noun).start : noun.i]):
        return []
    found = members_after(colon) or _single_name(colon)
    return found if any(t._.sg_actor >= 0 for t in found) else []


def named_beside(noun: Token) -> list[Token]:
    """The names behind a counted group, as many as it has: "two traders in Oman, A and B, which", "three
    banks - A, B and C -".
    """
    size = count_of(noun) or 1
    here = sentence_of(noun)
    for token in noun.doc[noun.i + 1 : min(noun.i + _NEAR, here.end - 1)]:
        if token.tag_ in _FINITE or token.text in (";", ":"):
            return []
        if token.text == "," or _is_dash(token):
            found = [t for t in members_after(token) if t.ent_type_ not in ("DATE", "TIME")]
            if size > 1 and len(found) == size and all(map(_is_name, found)):
                return found
    return []


def _is_name(token: Token) -> bool:
    """A name, and not of a country: "two firms from Oman, Qatar and Iran" are in three."""
    actors = token.doc.spans["sg_actors"]
    return token.text[:1].isupper() and (token._.sg_actor < 0 or actors[token._.sg_actor].label_ != "Country")


def _single_name(colon: Token) -> list[Token]:
    if colon.i + 1 >= sentence_of(colon).end or colon.nbor(1)._.sg_actor < 0:
        return []
    actor = colon.doc.spans["sg_actors"][colon.nbor(1)._.sg_actor]
    return [actor.root] if actor.end + 1 >= sentence_of(colon).end else []


def _belongs_to_next(head: Token, segment: list[Token]) -> bool:
    """As in "oil and gas sector": oil is no member but says which sector."""
    return (
        head.dep_ in ("compound", "amod", "nmod", "npadvmod")
        and head.head.i > segment[-1].i
        and (head._.sg_actor < 0 or head.head._.sg_actor != head._.sg_actor)
    )


def _is_beside(head: Token, before: list[Token], heads: list[Token]) -> bool:
    """As in "the industry in response to a deal between A and B": B goes with A, not with the industry."""
    closed = any(
        t.tag_ in ("IN", "TO") and t.lower_ != "than" and t._.sg_actor < 0 and not _links_title(t, before)
        for t in before
    )
    linked = head.dep_ in ("conj", "appos") and any(
        head.head == each or head.head.head == each for each in heads
    )
    return closed and not linked


def _links_title(token: Token, segment: list[Token]) -> bool:
    """As in "Commissioner for Internal Market Thierry Breton", "leaders of groups": still one member."""
    if token.lower_ == "of":
        return True
    return token.lower_ in ("for", "at") and segment[-1]._.sg_actor >= 0 and segment[-1].text[:1].isupper()


def _segments(opener: Token) -> list[list[Token]]:
    separators, ends = words(_FILE, "list_separators"), words(_FILE, "list_ends")
    segments: list[list[Token]] = []
    segment: list[Token] = []
    depth = 0
    for token in opener.doc[opener.i + 1 : sentence_of(opener).end]:
        opened = token.text == "(" and not (token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "and")
        depth += opened - (token.text == ")" and depth > 0)
        if depth > 0 or token.text in ("(", ")"):
            continue  # what stands in brackets is told beside, but for "(and his son, B)"
        if not segment and segments and token.lower_ == opener.lower_ and opener.pos_ == "ADP":
            continue  # "on A, B and C, and on the banker D"
        if segments and segment and _is_gapped(token, segment, opener):
            return segments
        if _ends(token, segment, ends):
            if _is_finite(token) and segments:
                return _without_subject(segments, segment)  # "on A, and B said": B is the subject
            break
        if token.lower_ in separators and not _inside_name(token):
            segments.append(segment)
            segment = []
        elif token.lower_ == "with" and token.i and token.nbor(-1).lower_ == "along":
            segments.append([t for t in segment if t.lower_ != "along"])
            segment = []
        else:
            segment.append(token)
    return [*segments, segment]


def _is_gapped(token: Token, segment: list[Token], opener: Token) -> bool:
    """As in "on Rosneft, and Canada on Lukoil": what stands before the second "on" acts; not "on Monday"."""
    again = (
        token.lower_ == opener.lower_ and opener.lower_ in ("on", "against") and token.i + 1 < len(token.doc)
    )
    joined = segment[0].i > 0 and segment[0].nbor(-1).lower_ == "and"
    return again and joined and token.nbor(1).ent_type_ not in ("DATE", "TIME")


def _without_subject(segments: list[list[Token]], last: list[Token]) -> list[list[Token]]:
    """The members before a new clause, which may have two subjects: A of "on A, and B and C said"."""
    joined = bool(last) and last[0].nbor(-1).lower_ in ("and", "or")
    double = joined and len(segments) > 2 and segments[-1] and not segments[-2]
    return segments[:-1] if double else segments


def _ends(token: Token, segment: list[Token], ends: frozenset[str]) -> bool:
    if _is_finite(token):
        return True
    if token.tag_ == "VBG" and not segment and token.lower_ not in words(_FILE, "list_separators"):
        return True
    if token.lower_ in ("unlike", "like", "except") and token.pos_ == "ADP":
        return True  # "has not sanctioned Russia, unlike the EU"
    if token.lower_ in _TOGETHER and not segment and token.nbor(-1).lower_ in (",", "and"):
        return True  # "imposed sanctions on A, with Canada and Japan": who else acts
    if _is_dash(token):
        return True  # "on Acme and Bolt - the two biggest"
    if token.lower_ in ("in", "at") and not segment and not _inside_name(token):
        return True  # "on Acme and Bolt, in October"
    if token.tag_ == "VB" and not segment and token.text.islower() and token.dep_ not in ("amod", "compound"):
        return True  # "on Moscow, provide weapons and train": what else is done
    if (
        token.lower_ == "for"
        and token.i + 1 < len(token.doc)
        and token.nbor(-1).text[:1].isupper()
        and token.nbor(1).text[:1].isupper()
    ):
        return False  # "European Commissioner for Internal Market Thierry Breton"
    return token.lower_ in ends and not _inside_name(token)


def _is_dash(token: Token) -> bool:
    """A dash with blanks around, not the hyphen of a name."""
    return token.text in ("-", "–", "—") and token.i > 0 and bool(token.nbor(-1).whitespace_)


def _is_finite(token: Token) -> bool:
    if token.text[:1].isupper():
        return False  # a word of a title that the tagger took for a verb
    return token.tag_ in _FINITE and token.dep_ not in ("amod", "acl") and not _inside_name(token)


def _inside_name(token: Token) -> bool:
    """As in "Trinidad and Tobago", "Ministry of Trade, Industry and Energy": no separator."""
    index = token._.sg_actor
    return index >= 0 or (0 < token.i < len(token.doc) - 1 and _same_actor(token.nbor(-1), token.nbor(1)))


def _same_actor(one: Token, two: Token) -> bool:
    return one._.sg_actor >= 0 and one._.sg_actor == two._.sg_actor


def _head(segment: list[Token]) -> Token | None:
    """The last noun before a preposition, a relative pronoun or a participle; a whole name counts as one."""
    head = None
    for token in segment:
        if token._.sg_actor >= 0:
            actor = token.doc.spans["sg_actors"][token._.sg_actor]
            tied = actor.end < len(token.doc) and token.doc[actor.end].text in ("-", "‑")  # "Ukraine-based"
            head = token if not (actor._.sg_adjectival or tied) else head
            continue
        if token.tag_ in _CLOSERS and head is not None and not _premodifies(token, segment):
            break
        if token.lower_ in _WHEN and head is not None:
            break  # "six traders this morning"
        if (token.tag_ in _NOUNS and token.tag_ != "CD") or (head is None and token.lower_ in _PARTLY):
            head = token
    return head


def _premodifies(token: Token, segment: list[Token]) -> bool:
    """As in "state-owned enterprises": a participle before the noun."""
    return token.dep_ == "amod" and token.head in segment and token.head.i > token.i


def _is_next_member(head: Token, before: list[Token]) -> bool:
    """A name behind an apposition: "Bell, head of the court, Ruiz", but not "the first lady, Flores"."""
    if head._.sg_actor < 0:
        return False
    people = words(_FILE, "groups") | words(_FILE, "office_holders") | {"lady"}
    return bool(before) and before[-1].lemma_.lower() not in people


def _explains(segment: list[Token], before: list[Token], head: Token) -> bool:
    """As in "Karim Khan, the top prosecutor": an apposition to the member before, not a member."""
    named_before = (last := _head(before)) is not None and last._.sg_actor >= 0
    owned = any(t.tag_ == "POS" for t in segment)  # "Rosneft and Lukoil, Russia's biggest firms"
    introduced = segment[0].lower_ in ("the", "a", "an", "its") or head.tag_ == "NN" or owned
    return named_before and head._.sg_actor < 0 and introduced and segment[0].nbor(-1).text == ","
