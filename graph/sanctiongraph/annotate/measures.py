"""Which nouns name a restrictive measure, and which measure it is."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Span, Token

from sanctiongraph.annotate.grammar import left_words
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Measure

__all__ = [
    "is_foreign_to_us",
    "is_of_measures",
    "is_penal_text",
    "is_taken_up",
    "measure_of",
    "modifiers",
    "speaks_of_sanctions",
]

_FILE = "measures.yaml"
_PENAL = 4
"""So many words of courts and the like make a text one on them."""
_SPEAKS = "sg_speaks_of_sanctions"
_TAKING_UP = frozenset({"the", "these", "those", "both", "its", "their", "similar", "same", "such"})
_OF_A_COUNTRY = frozenset({"of", "from", "to", "in", "by", "for", "with"})


@cache
def _strong() -> dict[str, Measure]:
    return {row["lemma"]: Measure(row["measure"]) for row in lexicon(_FILE)["strong"]}


@cache
def _by_modifier() -> tuple[tuple[frozenset[str], frozenset[str], Measure], ...]:
    return tuple(
        (frozenset(row["words"]), frozenset(row["nouns"]), Measure(row["measure"]))
        for row in lexicon(_FILE)["modified"]
    )


def lemma_of(token: Token) -> str:
    """The noun's singular, also where the tagger took "Sanctions" for a name.

    The lemmatizer leaves names as they are.
    """
    lemma: str = token.lemma_.lower()
    if token.tag_ in ("NNP", "NNPS", "VBZ") and lemma.endswith("s") and not lemma.endswith("ss"):
        return lemma[:-1]
    return lemma


def modifiers(noun: Token) -> list[Token]:
    """All words to the left inside the noun phrase: "economic and travel" of "... sanctions"."""
    return [word for child in left_words(noun) for word in child.subtree]


def measure_of(noun: Token) -> tuple[Measure, ...]:
    """The measures a noun names, most specific first; empty if it names none.

    "Sanctions" and "arms embargo" do by themselves; "restrictions", "penalties" or "a ban" only
    where they bear on somebody abroad ("penalties on Iran", "the ban on Russian crude").

    >>> import spacy
    >>> measure_of(spacy.blank("en")("peace")[0])
    ()
    """
    lemma = lemma_of(noun)
    if noun.pos_ not in ("NOUN", "PROPN", "VERB") or _is_approval(noun):
        return ()
    about = {word.lower_ for word in modifiers(noun)} | {_hyphen_tail(noun), _word_before(noun)}
    found = [measure for cues, nouns, measure in _by_modifier() if lemma in nouns and cues & about]
    if lemma in _strong():
        found = found or [_strong()[lemma]]
        if "economic" in about and found and Measure.UNSPECIFIED not in found:
            found.append(Measure.UNSPECIFIED)
    if not found and lemma in words(_FILE, "weak") and noun.pos_ != "VERB":
        found = list(_weak(noun))
    return tuple(dict.fromkeys(found))


def _is_approval(noun: Token) -> bool:
    """As in "gave its tacit sanction to the plan": the singular behind a verb of giving."""
    given = noun.dep_ == "dobj" and noun.head.lemma_ in ("give", "receive", "lend", "win", "obtain", "seek")
    return noun.lower_ == "sanction" and noun.tag_ == "NN" and given


def _weak(noun: Token) -> tuple[Measure, ...]:
    """What a weak noun names, by what stands behind it; nothing if nobody abroad is concerned."""
    behind = [
        n for p in noun.children if p.lower_ in ("on", "against") for n in p.children if n.dep_ == "pobj"
    ]
    for clause in noun.children:
        if clause.dep_ in ("acl", "relcl") and clause.lemma_ in words(_FILE, "imposing"):
            behind += [n for p in clause.children if p.lower_ in ("on", "against") for n in p.children]
    concerned = [n for n in behind if _is_abroad(n) and _may_be_restricted(n)]
    if not concerned and speaks_of_sanctions(noun.doc) and lemma_of(noun) in words(_FILE, "taken_up"):
        concerned = [n for n in behind if _is_known_party(n)]
    if not concerned:
        return (Measure.UNSPECIFIED,) if is_taken_up(noun) else ()
    things = {lemma_of(word) for n in concerned for word in n.subtree}
    rows = lexicon(_FILE)["weak_on"]
    found = tuple(
        Measure(row["measure"]) for row in rows if lemma_of(noun) in row["nouns"] and things & set(row["on"])
    )
    return found[:1] or (Measure.UNSPECIFIED,)


def _is_known_party(noun: Token) -> bool:
    """As in "restrictions on the oil sector", "on the national airline, Belavia", in a text on sanctions."""
    definite = any(w.lower_ in ("the", "its") for w in noun.lefts)
    if lemma_of(noun) in words("descriptions.yaml", "sectors"):
        return definite
    return noun._.sg_actor >= 0 or any(c.dep_ == "appos" and c._.sg_actor >= 0 for c in noun.children)


def _may_be_restricted(noun: Token) -> bool:
    """A party, a good or a deal is; a candidacy, a debate or a book about a country is not."""
    lemma = lemma_of(noun)
    if noun._.sg_actor >= 0 or noun.tag_ in ("NNPS", "NNP"):
        return True
    things = (
        words("descriptions.yaml", "groups")
        | words("descriptions.yaml", "sectors")
        | words("descriptions.yaml", "assets")
    )
    return lemma in things | words("acts.yaml", "traded") | frozenset(lexicon(_FILE)["assets"]["nouns"])


def is_of_measures(noun: Token) -> bool:
    """As in "the sanctions freeze", "the designation means": the measures that the text told of."""
    lemma = lemma_of(noun)
    known = lemma in _strong() or lemma in words(_FILE, "taken_up") or lemma in ("designation", "action")
    return known and any(w.lower_ in _TAKING_UP for w in noun.lefts)


def is_taken_up(noun: Token) -> bool:
    """As in "the measures", "its own restrictions": in a text on sanctions, those told before."""
    if lemma_of(noun) not in words(_FILE, "taken_up") or not speaks_of_sanctions(noun.doc):
        return False
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma_of(noun) in ("measure", "restriction"):
        held = lemma_of(noun.head.head)
        acts = lexicon("acts.yaml")
        done = acts.act("nouns_of_acts", held) or acts.act("nouns_of_acts", noun.head.head.lower_)
        return done is not None or held in ("round", "package", "set", "raft", "batch", "tranche")
    alone = not any(p.lower_ in ("on", "against", "to") for p in noun.children)
    return alone and any(w.lower_ in _TAKING_UP for w in noun.lefts)


def _is_abroad(noun: Token, depth: int = 2) -> bool:
    """Whether a phrase names a state, its people or one of its bodies, or is of, from or with one."""
    actors = noun.doc.spans.get("sg_actors") or ()
    if any(w._.sg_actor >= 0 and actors[w._.sg_actor]._.sg_country for w in (noun, *modifiers(noun))):
        return True
    inner = [n for p in noun.children if p.lower_ in _OF_A_COUNTRY for n in p.children if n.dep_ == "pobj"]
    inner += [c for c in noun.children if c.dep_ == "conj"]
    return depth > 0 and any(_is_abroad(n, depth - 1) for n in inner)


def _word_before(noun: Token) -> str:
    """The word just before, which the parser may have torn off: "asset | freezes"."""
    return noun.nbor(-1).lower_ if noun.i > sentence_of(noun).start else ""


def _hyphen_tail(noun: Token) -> str:
    """The word before a hyphen: "visa" of "visa-ban"."""
    before = noun.nbor(-2) if noun.i >= 2 and noun.nbor(-1).text == "-" else None
    return before.lower_ if before is not None else ""


def is_foreign_to_us(noun: Token) -> bool:
    """True for court, disciplinary or sporting sanctions, which no state imposes on another."""
    if any(word.lower_ in words(_FILE, "not_ours") for word in modifiers(noun)):
        return True
    of = [t.lower_ for p in noun.children if p.lower_ == "of" for t in p.subtree]
    if words(_FILE, "penal") & set(of):
        return True  # "sanctions of up to two years in prison"
    if lemma_of(noun) != "embargo":
        return False
    behind = [n for p in noun.children if p.lower_ == "on" for n in p.children if n.dep_ == "pobj"]
    if behind:
        return any(lemma_of(n) in words(_FILE, "published") for n in behind)
    about = {t.lower_ for t in sentence_of(noun) if t.pos_ in ("NOUN", "VERB", "ADJ")}
    return not list(modifiers(noun)) and bool(about & words(_FILE, "briefings"))


def is_penal_text(doc: Doc) -> bool:
    """Whether a text is one on courts, benefits, sport or supervision, by the words it uses."""
    words_of_it = words(_FILE, "penal_texts")
    return sum(lemma_of(token) in words_of_it for token in doc) >= _PENAL


def speaks_of_sanctions(tokens: Doc | Span) -> bool:
    """True if words stand among the tokens that always name a measure; kept for a document once asked."""
    if isinstance(tokens, Span):
        return any(map(_is_sure, tokens))
    known = tokens.user_data
    if _SPEAKS not in known:
        known[_SPEAKS] = any(map(_is_sure, tokens))
    return bool(known[_SPEAKS])


def _is_sure(token: Token) -> bool:
    """As in "sanctions", "embargo", and the pairs of words in `sure`: "asset freeze"."""
    lemma = lemma_of(token)
    if lemma in _strong():
        return True
    return token.i > 0 and f"{token.nbor(-1).lower_} {lemma}" in words(_FILE, "sure")
