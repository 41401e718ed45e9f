"""Acts on lists: "added X to its blacklist", "the designation of X"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from sanctiongraph.annotate.frames.burdened import is_named_otherwise
from sanctiongraph.annotate.frames.frame import Frame, actor_at, heads_listed, is_party, spread_out, unique
from sanctiongraph.annotate.frames.nouns import act_of_verb, target_phrases
from sanctiongraph.annotate.frames.parties_of_nouns import (
    completed,
    country_modifiers,
    imposers_of_nominal,
    imposers_of_noun,
    is_one_more,
)
from sanctiongraph.annotate.frames.parties_of_verbs import imposers_of_verb
from sanctiongraph.annotate.grammar import (
    children,
    conjuncts,
    controller,
    headline_passive,
    objects,
    preposition_objects,
    prepositions,
    subject,
)
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import (
    lemma_of,
    measure_of,
    modifiers,
    speaks_of_sanctions,
)
from sanctiongraph.model import Act, Measure

__all__ = ["being_on_lists", "designating", "is_sanctions_list", "on_lists"]

_ACTS = "acts.yaml"


def designating(noun: Token) -> Iterator[Frame]:
    """As in "Trump's blacklisting of Rosneft", "the removal of X from the list"."""
    act = lexicon(_ACTS).act("designations", lemma_of(noun))
    if act is None or noun.pos_ not in ("NOUN", "PROPN") or is_named_otherwise(noun):
        return
    listed = [n for p in prepositions(noun, "of") for n in heads_listed(p) if not measure_of(n)]
    listed = listed or (target_phrases(noun) if noun.tag_ in ("NNS", "NNPS") else [])
    from_list = any(
        is_sanctions_list(n) for p in prepositions(noun, "from", "to") for n in preposition_objects(p)
    )
    named = speaks_of_sanctions(noun.doc) and any(map(is_party, listed))
    sure = lemma_of(noun) in words(_ACTS, "sure_designations") or (named and lemma_of(noun) == "designation")
    if listed and (from_list or sure):
        targets = unique(completed(tuple(listed), noun))
        by = imposers_of_nominal(noun)
        above = noun.head if noun.dep_ in ("dobj", "nsubjpass") and act is Act.IMPOSE else None
        done = act_of_verb(above) if above is not None else None
        if above is None or done is None or (done is Act.IMPOSE and by):
            yield Frame(act, noun, "nominal", (), imposers=by, targets=targets)
        else:  # "announced the designation of X", "revoked its designation of X"
            yield Frame(done, above, "nominal", (), imposers=imposers_of_verb(above), targets=targets)


def on_lists(verb: Token) -> Iterator[Frame]:
    """As in "added X to its blacklist", "removed X from the sanctions list"."""
    act = lexicon(_ACTS).act("list_verbs", verb.lemma_.lower())
    if act is None or verb.pos_ != "VERB":
        return
    passive = headline_passive(verb)
    yield from _taken_off(verb, act)
    for preposition in _list_prepositions(verb):
        if act is Act.MAINTAIN and preposition.lower_ not in ("on", "in"):
            continue  # "was left off the list"
        for lists in preposition_objects(preposition):
            if is_sanctions_list(lists) and (
                targets := tuple(
                    _bearer(t) for t in spread_out(objects(verb) or passive) if not measure_of(t)
                )
            ):
                back = preposition.nbor(-1).lower_ == "back"
                more = Act.EXPAND if any(map(is_one_more, targets)) else Act.IMPOSE
                yield Frame(
                    (Act.REIMPOSE if back else more) if act is Act.IMPOSE else act,
                    verb,
                    "list",
                    (),
                    (Measure.UNSPECIFIED,),
                    (() if passive else _who_lists(verb, lists)) or _whose_list(lists),
                    unique(completed(targets, verb)),
                )
                return


def _taken_off(verb: Token, act: Act) -> Iterator[Frame]:
    """As in "was taken off the list", where "off" was read as part of the verb."""
    off = any(c.lower_ == "off" for c in children(verb, "prt"))
    for lists in children(verb, "dobj") if off and act is Act.LIFT else ():
        targets = tuple(_bearer(t) for t in spread_out(children(verb, "nsubjpass")))
        if targets and is_sanctions_list(lists):
            imposers = _whose_list(lists)
            yield Frame(act, verb, "list", (), (Measure.UNSPECIFIED,), imposers, unique(targets))


def _bearer(listed: Token) -> Token:
    """As in "the general's name was removed": the general."""
    owners = [c for c in children(listed, "poss") if actor_at(c)] if lemma_of(listed) == "name" else []
    return next(iter(owners), listed)


def _list_prepositions(verb: Token) -> list[Token]:
    """A verb's prepositions, then those hung on its object: "put ships of Russia on its list"."""
    where = ("to", "on", "onto", "from", "off", "in")
    below = [t for o in objects(verb) for t in o.subtree if t.i > verb.i and t.dep_ == "prep"]
    return [*prepositions(verb, *where), *(t for t in below if t.lower_ in where)]


def _who_lists(verb: Token, lists: Token) -> tuple[Token, ...]:
    """Whose list it is, where that is named; but a state that puts names on the list of a law acts itself."""
    owners, acting = _owners_of_list(lists), imposers_of_verb(verb)
    return acting if owners and acting and not any(map(actor_at, owners)) else owners or acting


def _whose_list(lists: Token) -> tuple[Token, ...]:
    """As in "its list", "the American blacklist", "US sanctions list", parsed as "US sanctions"."""
    inner = [w for c in children(lists, "compound") for w in country_modifiers(c)]
    return imposers_of_noun((lists,)) or tuple(inner)


def _owners_of_list(lists: Token) -> tuple[Token, ...]:
    """As in "a proposal to put them on the bloc's sanctions list": whose list it is, where that is named."""
    return tuple(c for c in children(lists, "poss") if c.pos_ != "PRON")


def being_on_lists(verb: Token) -> Iterator[Frame]:
    """As in "has been on the American sanctions list since 2003", "his name stays on the blacklist"."""
    lemma = verb.lemma_.lower()
    if lemma not in ("be", "remain", "stay", "appear") or verb.pos_ not in ("VERB", "AUX"):
        return
    for preposition in prepositions(verb, "on"):
        for lists in preposition_objects(preposition):
            who = subject(verb) or controller(verb)
            if who is None or not is_sanctions_list(lists) or measure_of(who):
                continue
            owner = children(who, "poss") if who.lemma_ == "name" else [who]
            act = Act.MAINTAIN if lemma in ("remain", "stay") else Act.IN_FORCE
            imposers = _whose_list(lists)
            targets = tuple(t for o in owner for t in conjuncts(o))
            yield Frame(act, verb, "list", (), (Measure.UNSPECIFIED,), imposers, targets)


def is_sanctions_list(noun: Token) -> bool:
    lemma = lemma_of(noun)
    if lemma == "blacklist" or (lemma == "sponsor" and any(w.lower_ == "state" for w in modifiers(noun))):
        return True  # "its state sponsors of terrorism list" is parsed as "sponsors of a list"
    about = {word.lower_ for word in modifiers(noun)} | {
        w.lower_ for p in prepositions(noun, "of") for n in preposition_objects(p) for w in (n, *modifiers(n))
    }
    if lemma not in words(_ACTS, "list_nouns"):
        return False
    if about & words(_ACTS, "list_words"):
        return True
    owned = any(c.dep_ == "poss" or actor_at(c) is not None for c in noun.lefts)
    bare = all(c.dep_ in ("det", "poss") for c in noun.lefts) and any(c.lower_ == "the" for c in noun.lefts)
    return (owned or bare) and speaks_of_sanctions(noun.doc)
