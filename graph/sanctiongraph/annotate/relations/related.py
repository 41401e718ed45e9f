"""What a stated relation is, and who may stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from spacy.tokens import Doc, Span, Token

from sanctiongraph.annotate.frames import actor_at
from sanctiongraph.annotate.grammar import children, conjuncts, prepositions
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Kind
from sanctiongraph.vocab import Relation

__all__ = ["FILE", "Related", "fits", "is_same", "mutual", "pairs", "parties", "party", "relation_of"]

FILE = "relations.yaml"
_ANTECEDENTS = "sg_antecedents"
_TITLES = "sg_title_holders"
_OWN = frozenset({"amod", "compound", "poss", "nmod"})
_OF = ("of", "in")
_HYPHENS = ("-", "–")
_SPORTS = "sg_sentences_of_sports"
_MANY = 6
"""Coordinated actors that may each be meant in a relation to each of as many others."""


@dataclass(frozen=True, slots=True)
class Related:
    """`subject` stands in `relation` to `object`, both members of `doc.spans["sg_actors"]`.

    `trigger` carries the relation, `pattern` names the construction. `clause` is the word whose
    modality and negation are those of the claim; None where a name is only described.
    """

    relation: Relation
    subject: Span
    object: Span
    trigger: Token
    pattern: str
    clause: Token | None = None


@cache
def relation_of(table: str) -> dict[str, Relation]:
    """From a word to its relation, for a table from relations to words: "verbs", "hyphened"."""
    return {word: Relation(name) for name, those in lexicon(FILE)[table].items() for word in those}


def parties(head: Token) -> list[Span]:
    """The actors that a phrase and what is coordinated with it name."""
    first, *others = conjuncts(head)
    lead = party(first)
    joined = [actor for actor in map(party, others) if actor is not None]
    if lead is None:  # "G7 leaders and President Ruiz", but not "the condemnation of X, Y and NATO"
        return [actor for actor in joined if actor.label_ == Kind.PERSON]
    return [lead, *joined]


def party(head: Token) -> Span | None:
    """The actor that a phrase names by its head, its title, its pronoun or as an organ of its state."""
    actor = actor_at(head)
    if actor is not None:
        own = actor.root == head and not actor._.sg_adjectival and not _is_behind_hyphen(actor)
        return actor if own and (head.dep_ == "poss" or not _is_possessor(actor)) else None
    if head.pos_ == "PRON":
        return _antecedent(head)
    return _title_holders(head.doc).get(head.i) or _state_of(head) or _described(head)


def _antecedent(pronoun: Token) -> Span | None:
    if not Doc.has_extension(_ANTECEDENTS):
        return None
    found: Span | None = (pronoun.doc._.get(_ANTECEDENTS) or {}).get(pronoun.i)
    return found


def _title_holders(doc: Doc) -> dict[int, Span]:
    """Who holds the office whose title stands at a place: "the president of Peru, Ana Ruiz"."""
    if _TITLES not in doc.user_data:
        doc.user_data[_TITLES] = {t.i: held.holder for held in doc._.sg_offices for t in held.trigger}
    found: dict[int, Span] = doc.user_data[_TITLES]
    return found


def _state_of(organ: Token) -> Span | None:
    """As in "Turkish police", "a court in Chad": the country that acts by its organ."""
    if organ.lemma_.lower() not in words(FILE, "organs"):
        return None
    behind = (word for p in prepositions(organ, *_OF) for word in p.subtree)
    for word in (*children(organ, *_OWN), *behind):
        actor = actor_at(word)
        if actor is not None and actor.label_ == Kind.COUNTRY and not _is_hyphened(actor):
            return actor
    return None


def _described(noun: Token) -> Span | None:
    """As in "his predecessor, Ana Ruiz", "Zastava, a firm owned by ...": whose description a noun is."""
    if noun.dep_ == "appos" and noun.tag_ == "NN":
        actor = actor_at(noun.head)
        return actor if actor is not None and actor.root == noun.head else None
    names = [n for n in children(noun, "appos") if n.i > noun.i] if noun.tag_ in ("NN", "NNP") else []
    actor = actor_at(names[0]) if names else None
    return actor if actor is not None and actor.label_ == Kind.PERSON and actor.root == names[0] else None


def _is_possessor(actor: Span) -> bool:
    """As in "joined the UN's programme", where the parser takes the UN for the object."""
    return actor.end < len(actor.doc) and actor.doc[actor.end].tag_ == "POS"


def _is_hyphened(actor: Span) -> bool:
    """As in "pro-Russian forces", "Russian-backed forces"."""
    after = actor.doc[actor.end].text if actor.end < len(actor.doc) else ""
    return after in _HYPHENS or _is_behind_hyphen(actor)


def _is_behind_hyphen(actor: Span) -> bool:
    """As in "pro-Russian forces", which are not Russia's."""
    return actor.start > 0 and actor.doc[actor.start - 1].text in _HYPHENS and actor.label_ != Kind.PERSON


def fits(related: Related) -> bool:
    """Whether two different actors of kinds that the relation takes stand in it, outside of sports."""
    one, two = related.subject, related.object
    kinds = lexicon(FILE)["kinds"][related.relation]
    if one.label_ not in kinds[0].split() or two.label_ not in kinds[1].split() or is_same(one, two):
        return False
    played = related.relation in words(FILE, "played") and _is_of_sports(sentence_of(related.trigger))
    return _is_in_lower_case(related.trigger) and not played


def is_same(one: Span, two: Span) -> bool:
    """Whether two actors go by one name: also "Ana Ruiz" and "Ruiz"."""
    if one._.sg_key and two._.sg_key:
        return bool(one._.sg_key == two._.sg_key)
    if one.label_ != two.label_:
        return False
    first, second = sorted((one._.sg_name, two._.sg_name), key=len)
    return bool(first == second or (one.label_ == Kind.PERSON and second.endswith(" " + first)))


def _is_in_lower_case(trigger: Token) -> bool:
    """False for the words of headlines and names: "Arrested Development"."""
    return trigger.text[:1].islower() or trigger.i == sentence_of(trigger).start


def _is_of_sports(sentence: Span) -> bool:
    doc = sentence.doc
    if _SPORTS not in doc.user_data:
        played = (t for t in doc if t.lower_ in words(FILE, "sports") and actor_at(t) is None)
        doc.user_data[_SPORTS] = {sentence_of(token).start for token in played}
    return sentence.start in doc.user_data[_SPORTS]


def pairs(subjects: list[Span], objects: list[Span]) -> Iterator[tuple[Span, Span]]:
    """Each subject with each object; of two long lists nobody does something to everybody."""
    if min(len(subjects), len(objects)) > _MANY:
        return iter(())
    return product(subjects, objects)


def mutual(actors: list[Span]) -> Iterator[tuple[Span, Span]]:
    """Each with each other, the first in the text first; a crowd meets, but not each of it each other."""
    return combinations(actors, 2) if len(actors) <= _MANY else iter(())
