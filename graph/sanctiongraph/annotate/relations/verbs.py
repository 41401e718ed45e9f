"""Relations that a verb states: "France accuses Iran of spying", "Rubio and Lavrov met"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from spacy.tokens import Span, Token

from sanctiongraph.annotate.frames import actor_at
from sanctiongraph.annotate.grammar import (
    agent,
    children,
    controller,
    is_passive,
    left_words,
    objects,
    preposition_objects,
    prepositions,
    spread,
    subject,
)
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.relations.related import FILE, Related, mutual, pairs, parties, party, relation_of
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.annotate.stance import stance_at
from sanctiongraph.model import Kind, Modality
from sanctiongraph.vocab import Relation

__all__ = ["CONSTRUCTIONS"]


def verb(trigger: Token) -> Iterator[Related]:
    """ "France accuses Iran of spying", "Iran was accused by France of spying"."""
    relation = relation_of("verbs").get(trigger.lemma_)
    if relation is None or not _is_verb(trigger) or not _is_complete(trigger) or _is_shared(trigger):
        return
    pattern = "passive" if is_passive(trigger) else "verb"
    for one, two in pairs(_agents(trigger), _undergoing(trigger)):
        if trigger.lemma_ not in words(FILE, "people_only") or one.label_ == two.label_ == Kind.PERSON:
            yield Related(relation, one, two, trigger, pattern, trigger)


def verb_with(trigger: Token) -> Iterator[Related]:
    """ "Kuleba met with Blinken", "Norway belongs to NATO"."""
    relation, links = _with().get(trigger.lemma_, (None, ()))
    if relation is None or not _is_verb(trigger) or is_passive(trigger):
        return
    for one, two in pairs(_agents(trigger), [a for p in prepositions(trigger, *links) for a in _behind(p)]):
        yield Related(relation, one, two, trigger, "with", trigger)


def married(trigger: Token) -> Iterator[Related]:
    """ "Ana Ruiz is married to Ivo"."""
    if trigger.lower_ not in words(FILE, "wedded"):
        return
    verb = trigger.head if trigger.dep_ == "acomp" else trigger
    who = trigger.head if trigger.dep_ == "acl" else subject(verb)
    bearers = parties(who) if who is not None else []
    for one, two in pairs(bearers, [a for p in prepositions(trigger, "to") for a in _behind(p)]):
        yield Related(Relation.SPOUSE_OF, one, two, trigger, "passive", verb)


def having(noun: Token) -> Iterator[Related]:
    """ "held talks with Blinken", "had a phone call with"."""
    above = noun.head
    if noun.lemma_ not in words(FILE, "encounters") or above.lemma_ not in words(FILE, "having"):
        return
    if noun.dep_ != "dobj" or not _is_verb(above):
        return
    places = (*prepositions(noun, "with"), *prepositions(above, "with"))
    for one, two in pairs(_agents(above), [a for p in places for a in _behind(p)]):
        yield Related(Relation.MEETS, one, two, noun, "having", above)
    if not places:
        for one, two in mutual(_agents(above)):
            yield Related(Relation.MEETS, one, two, noun, "together", above)


def together(trigger: Token) -> Iterator[Related]:
    """ "Rubio and Lavrov meet": what coordinated subjects do to each other."""
    if not _is_verb(trigger) or is_passive(trigger):
        return
    relation = relation_of("verbs").get(trigger.lemma_, Relation.MEETS)
    if trigger.lemma_ in words(FILE, "together") and not _has_another(trigger):
        for one, two in mutual(_agents(trigger)):
            yield Related(relation, one, two, trigger, "together", trigger)
    elif trigger.lemma_ in relation_of("verbs") and any(map(_is_each_other, children(trigger, "dobj"))):
        for one, two in mutual(_agents(trigger)):
            yield Related(relation, one, two, trigger, "together", trigger)
            yield Related(relation, two, one, trigger, "together", trigger)


def _has_another(trigger: Token) -> bool:
    return bool(children(trigger, "dobj", "prt")) or bool(prepositions(trigger, "with", "to"))


def _is_each_other(noun: Token) -> bool:
    return noun.i > 0 and noun.lower_ in ("other", "another") and noun.nbor(-1).lower_ in ("each", "one")


def between(noun: Token) -> Iterator[Related]:
    """ "talks between Serbia and Kosovo began", "after Kuleba's meeting with Blinken"."""
    clause = _clause_of(noun) if noun.lemma_ in words(FILE, "between") else None
    if clause is None:
        return
    for preposition in prepositions(noun, "between"):
        for one, two in mutual(_behind(preposition)):
            yield Related(Relation.MEETS, one, two, noun, "between", clause)
    owners = [a for owner in children(noun, "poss") for a in parties(owner)]
    for one, two in pairs(owners, [a for p in prepositions(noun, "with") for a in _behind(p)]):
        yield Related(Relation.MEETS, one, two, noun, "between", clause)


def _clause_of(talks: Token) -> Token | None:
    """The word that says whether talks take place; None where that is open: "ahead of talks"."""
    above = talks.head
    if talks.dep_ in ("nsubj", "nsubjpass", "dobj") and above.lemma_ in words(FILE, "taking_place"):
        return above
    if talks.dep_ == "pobj" and above.lower_ in words(FILE, "past") and above.head.pos_ in ("VERB", "AUX"):
        return talks
    return talks if stance_at(talks).modality is not Modality.ACTUAL else None


def placing(noun: Token) -> Iterator[Related]:
    """ "declared its support for Ana Ruiz", "holds a majority of Zastava"."""
    entry = lexicon(FILE)["placing"].get(noun.lemma_)
    verb = noun.head
    if entry is None or noun.dep_ != "dobj" or verb.lemma_ not in entry["verbs"] or is_passive(verb):
        return
    sizes = {t.lower_ for t in left_words(noun)}
    if "sized" in entry and not sizes & set(entry["sized"]):
        return
    places = (*prepositions(noun, *entry["links"]), *prepositions(verb, *entry["links"]))
    for one, two in pairs(_agents(verb), [a for p in places for a in _behind(p)]):
        yield Related(Relation(entry["relation"]), one, two, noun, "placing", verb)


def _behind(preposition: Token) -> list[Span]:
    return [a for noun in preposition_objects(preposition) for a in parties(noun)]


def hyphened(participle: Token) -> Iterator[Related]:
    """ "the Iran-backed Houthis", "Tencent-owned Riot"."""
    relation = relation_of("hyphened").get(participle.lower_)
    if relation is None or participle.i < 2 or participle.nbor(-1).text not in ("-", "–"):
        return
    actor = actor_at(participle.nbor(-2))
    if actor is None:
        return
    if relation == Relation.OWNS and actor._.sg_adjectival:
        return  # a "Chinese-owned" firm is not the state's
    near = (party(participle.head), _right_behind(participle), _right_behind(participle.head))
    other = next((found for found in near if found is not None), None)
    if other is not None:
        yield Related(relation, actor, other, participle, "hyphened")


def _right_behind(word: Token) -> Span | None:
    following = actor_at(word.nbor(1)) if word.i + 1 < len(word.doc) else None
    return following if following is not None and not following._.sg_adjectival else None


@cache
def _with() -> dict[str, tuple[Relation, tuple[str, ...]]]:
    table = lexicon(FILE)["verbs_with"]
    return {v: (Relation(name), tuple(links)) for name, those in table.items() for v, links in those.items()}


def _is_verb(token: Token) -> bool:
    return token.pos_ == "VERB" or bool(children(token, "nsubj"))


def _is_complete(trigger: Token) -> bool:
    """Whether the words that the verb needs stand around it: "of" behind "accuse"."""
    around = lexicon(FILE)["around"].get(trigger.lemma_)
    if around and not any(t.lemma_ in around for t in sentence_of(trigger)):
        return False
    needed = lexicon(FILE)["needed"].get(trigger.lemma_)
    if needed is None:
        return True
    return any(t.lower_ in needed and t.dep_ in ("prep", "agent") for t in trigger.subtree if t.i > trigger.i)


def _is_shared(trigger: Token) -> bool:
    """As in "EgyptAir joins Lufthansa in suspending flights": they do the same."""
    links = lexicon(FILE)["shared_in"].get(trigger.lemma_, ())
    places = (trigger, *spread(objects(trigger))) if links else ()
    return any(children(p, "pcomp") for place in places for p in prepositions(place, *links))


def _is_of_others(trigger: Token) -> bool:
    """As in "charged with owning", "jailed X after supporting", "a warrant to arrest": not what happens."""
    verb = trigger
    while verb.dep_ in ("conj", "xcomp") and verb.head.pos_ == "VERB" and verb.tag_ in ("VBG", "VB"):
        verb = verb.head
    if verb.dep_ == "pcomp":
        accused = verb.head.head.lemma_ in words(FILE, "accusing")
        told = words(FILE, "telling") | (words(FILE, "accused_behind") if accused else set())
        return verb.head.lower_ in told
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.lemma_ in words(FILE, "accusing"):
        return any(c.lower_ in words(FILE, "accused_behind") for c in children(verb, "mark", "prep"))
    to = next((c for c in children(verb, "aux") if c.lower_ == "to"), None)
    return to is not None and to.i > 0 and to.nbor(-1).lemma_.lower() in words(FILE, "bidding")


def _agents(trigger: Token) -> list[Span]:
    """Who acts: the subject of an active verb, its own or that of the verb above, and the agent of a
    passive.
    """
    if is_passive(trigger):
        by = agent(trigger)
        return parties(by) if by is not None else []
    if _is_of_others(trigger):
        return []
    who = controller(_first_verb(trigger), object_control=words("stance.yaml", "object_control"))
    return parties(who) if who is not None else []


def _undergoing(trigger: Token) -> list[Span]:
    """Whom the verb is done to; of two objects the second is a misreading."""
    if is_passive(trigger) and trigger.lemma_ in words(FILE, "active_only"):
        return []
    return [actor for noun in objects(trigger)[:1] for actor in parties(noun)]


def _first_verb(trigger: Token) -> Token:
    """As in "calls on the army to abandon X and accuses Y": calls, of the same tense."""
    if trigger.dep_ != "conj" or trigger.head.tag_ != "VB" or trigger.tag_ not in ("VBZ", "VBD"):
        return trigger
    return next((t for t in trigger.head.ancestors if t.tag_ == trigger.tag_), trigger)


CONSTRUCTIONS: tuple[Callable[[Token], Iterator[Related]], ...] = (
    verb,
    verb_with,
    married,
    having,
    together,
    between,
    placing,
    hyphened,
)
