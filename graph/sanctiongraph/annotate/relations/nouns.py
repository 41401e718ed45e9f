"""Relations that a noun states of a name: "Ana Ruiz, a member of Likud", "Likud member Ana Ruiz"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from sanctiongraph.annotate.frames import actor_at
from sanctiongraph.annotate.grammar import children, preposition_objects, prepositions, subject
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.relations.related import FILE, Related, mutual, pairs, parties, party
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.vocab import Relation

__all__ = ["CONSTRUCTIONS"]

_NEAR = 8
"""Tokens between a person and the spouse or child joined to the name."""
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))


def named(noun: Token) -> Iterator[Related]:
    """ "Ana Ruiz, a member of Likud", "Ruiz's brother, Ivo", "a spokesperson for the UN, Ana Ruiz"."""
    bearers = _apposed(_phrase(noun))
    if bearers and _is_sure(noun) and _adverb(noun) != "longer":
        yield from _stated(noun, bearers, _complements(noun), "apposition")


def title(noun: Token) -> Iterator[Related]:
    """ "Likud member Ana Ruiz", "Ruiz's brother Ivo", "the Polish presidential candidate Ana Ruiz"."""
    bearers = _right_behind(noun)
    if bearers and _is_sure(noun):
        yield from _stated(noun, bearers, _complements(noun) or _possessors(noun), "title")


def couple(noun: Token) -> Iterator[Related]:
    """ "Ana Ruiz and her husband, Ivo": the one before is the possessor."""
    head = noun.head
    owner = party(head) if noun.dep_ == "conj" and noun.i - head.i < _NEAR else None
    if owner is None or not any(t.tag_ == "PRP$" for t in children(noun, "poss")):
        return
    yield from _stated(noun, _apposed(noun) or _right_behind(noun), [owner], "couple")


def copula(noun: Token) -> Iterator[Related]:
    """ "Ana Ruiz is a member of Likud", "Ana and Ivo are rivals"."""
    verb = _phrase(noun).head
    who = subject(verb) if _phrase(noun).dep_ == "attr" and verb.lemma_ in words(FILE, "being") else None
    if who is None or not _is_sure(noun):
        return
    bearers, others = parties(who), _complements(noun)
    yield from _stated(noun, bearers, others, "copula", verb)
    relation = Relation(_entry(noun)["relation"])
    if not others and noun.tag_ == "NNS" and relation in words(FILE, "symmetric"):
        for one, two in mutual(bearers):
            yield Related(relation, one, two, noun, "copula", verb)


def _stated(
    noun: Token, bearers: list[Span], others: list[Span], pattern: str, clause: Token | None = None
) -> Iterator[Related]:
    entry = _entry(noun)
    if entry["relation"] in words(FILE, "lasting"):
        others = [other for other in others if _is_whole(other)]
    for bearer, other in pairs(bearers, others):
        one, two = (other, bearer) if "inverse" in entry else (bearer, other)
        yield Related(Relation(entry["relation"]), one, two, noun, pattern, clause)


def _is_whole(name: Span) -> bool:
    """False for a single word that no fuller name explains: "the son of Iran's last Shah"."""
    whole = " " in name._.sg_name or name._.sg_key is not None
    ending = " " + name._.sg_name
    return whole or any(actor._.sg_name.endswith(ending) for actor in name.doc.spans["sg_actors"])


def _entry(noun: Token) -> dict[str, str]:
    entry: dict[str, str] = lexicon(FILE)["nouns"][noun.lemma_]
    return entry


def _phrase(noun: Token) -> Token:
    """The head of "member state", "parent company"."""
    joined = noun.dep_ == "compound" and noun.head.lower_ in words(FILE, "after_noun")
    return noun.head if joined else noun


def _is_sure(noun: Token) -> bool:
    """False for a former member, a suspected ally; "his late wife" remains his wife."""
    if _entry(noun)["relation"] in words(FILE, "lasting"):
        return True
    if _adverb(noun) in words(FILE, "once"):
        return False
    before = noun.doc[max(sentence_of(noun).start, noun.left_edge.i, noun.i - 6) : noun.i]
    return not any(token.lower_ in words(FILE, "unsure") for token in before)


def _adverb(noun: Token) -> str:
    """The word right before the article of a noun: "once" in "was once a member"."""
    place = noun.i - 1
    while place > 0 and (noun.doc[place].pos_ in ("DET", "ADJ") and noun.doc[place].lower_ != "longer"):
        place -= 1
    return noun.doc[place].lower_ if place >= sentence_of(noun).start else ""


# --- who bears the noun


def _apposed(noun: Token) -> list[Span]:
    if noun.dep_ == "appos":
        head = noun.head
        while noun.tag_ == "NNS" and head.dep_ == "conj":
            head = head.head  # "Ana and Ivo, members of Likud"
        return parties(head) if noun.tag_ == "NNS" else [a for a in (party(head),) if a is not None]
    names = [name for name in children(noun, "appos") if name.i > noun.i]
    if noun.tag_ == "NNS":
        return [actor for name in names for actor in parties(name)]
    return [actor for actor in map(party, names[:1]) if actor is not None]


def _right_behind(noun: Token) -> list[Span]:
    place = noun.i + 1
    while place < len(noun.doc) and noun.doc[place].lower_ in words(FILE, "after_noun"):
        place += 1
    actor = actor_at(noun.doc[place]) if place < len(noun.doc) else None
    if actor is None or actor.start != place or actor._.sg_adjectival:
        return []
    return parties(actor.root) if noun.tag_ == "NNS" else [actor]


# --- to whom


def _complements(noun: Token) -> list[Span]:
    """Who stands behind "of", before "'s", or right before the noun."""
    phrase, links = _phrase(noun), _entry(noun)["links"]
    behind = [n for p in prepositions(phrase, *links) for n in preposition_objects(p)]
    found = [actor for head in (*behind, *children(phrase, "poss")) for actor in parties(head)]
    return found or _beside(noun)


def _possessors(noun: Token) -> list[Span]:
    """As in "Ruiz's brother Ivo", where the parser hangs "Ruiz" on Ivo."""
    place = noun.i - 1
    while place > 0 and noun.doc[place].pos_ == "ADJ":
        place -= 1
    if place < 1:
        return []
    if noun.doc[place].text in _POSSESSIVE:
        owner = actor_at(noun.doc[place - 1])
        return [owner] if owner is not None else []
    owner = party(noun.doc[place]) if noun.doc[place].tag_ == "PRP$" else None
    return [owner] if owner is not None else []


def _beside(noun: Token) -> list[Span]:
    """As in "Likud member", "Polish presidential candidate"."""
    if noun.lemma_ in words(FILE, "not_beside"):
        return []
    place = noun.i - 1
    while place > 0 and noun.doc[place].lower_ in words(FILE, "between_title"):
        place -= 1
    actor = actor_at(noun.doc[place]) if place >= sentence_of(noun).start else None
    return [actor] if actor is not None else []


CONSTRUCTIONS = (named, title, couple, copula)
"""Tried on every noun of the table, in this order."""
