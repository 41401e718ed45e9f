"""Offices that verbs give or take: "was elected president", "serves as minister", "succeeded Y as mayor"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from sanctiongraph.annotate.grammar import agent, children, controller, is_alone, is_passive
from sanctiongraph.annotate.names import is_head
from sanctiongraph.annotate.stance import Stance, is_over, stance_at
from sanctiongraph.gazetteer import words
from sanctiongraph.model import Modality

__all__ = ["Appointment", "appointments"]

_SUBJECTS = ("nsubj", "nsubjpass")
_TERMS = frozenset({"term", "office", "role", "post", "mandate"})


@dataclass(frozen=True, slots=True)
class Appointment:
    """Whom a clause gives an office or takes it from; how real it says this is."""

    holder: Token
    former: bool = False
    modality: Modality = Modality.ACTUAL
    negated: bool = False


def appointments(title: Token, before: Token | None) -> Iterator[Appointment]:
    """Who enters, holds or leaves the office that a title names; `before` is the word before its phrase.

    Nobody where the clause asks, doubts or denies that it was given. A second title ("resigned as party
    leader and chancellor") is given as the first is, to one person only.
    """
    if title.dep_ == "conj" and is_head(title.head):
        yield from (given for given in appointments(title.head, None) if is_alone(given.holder))
        return
    if title.dep_ == "attr":
        yield from _being(title)
        return
    verb = _verb_of(title)
    if verb is None:
        return
    for row, states in _STATES.items():
        if verb.lemma_ in words("offices", row):
            yield from states(verb, title, before)
            return


def _is_settled(found: Stance) -> bool:
    """Whether it is so or is sure to come: "will become", "is expected to become", not "wants to"."""
    if found.modality is Modality.ACTUAL:
        return True
    cue = found.cue
    awaited = cue is not None and (cue.tag_ == "MD" or cue.lemma_ in words("offices", "awaiting"))
    return found.modality is Modality.PLANNED and awaited


def _verb_of(title: Token) -> Token | None:
    """The verb that a title complements: "elected president", "serves as mayor", "a term as mayor"."""
    if title.dep_ in ("oprd", "dobj") and title.head.pos_ == "VERB":
        return title.head
    if title.dep_ != "pobj" or title.head.lower_ != "as":
        return None
    above: Token = title.head.head
    while above.pos_ in ("NOUN", "PROPN", "ADP") and above.head != above:
        if above.pos_ == "NOUN" and above.lemma_ not in _TERMS:
            return None
        above = above.head
    return above if above.pos_ == "VERB" and above.i < title.i else None


def _being(title: Token) -> Iterator[Appointment]:
    """ "Is the president", "has been president", "will become president"; "was" may speak of the past.

    Not "is the second minister to resign": that speaks of the others.
    """
    verb = title.head
    if children(title, "acl", "relcl"):
        return
    perfect = verb.lower_ == "been" and any(c.lower_ in ("has", "'s") for c in children(verb, "aux"))
    lasting = verb.lemma_ in words("offices", "becoming") or (verb.lemma_ == "be" and verb.tag_ == "VB")
    if not (verb.lower_ in ("is", "'s", "’s") or perfect or lasting):
        return
    who = controller(verb)
    found = stance_at(verb)
    if who is None or not _is_settled(found):
        return
    over = is_over(verb)
    if found.negated and verb.lemma_ != "be" and not over:
        return
    yield Appointment(who, over, found.modality, negated=found.negated and not over)


def _entering(verb: Token, title: Token, before: Token | None) -> Iterator[Appointment]:
    """ "Was elected president", "named Ivo Ban as minister", "appointed her minister"."""
    holder = _undergoer(verb, title)
    if holder is None and title.dep_ == "dobj":
        holder = before
    found = stance_at(verb)
    if holder is not None and not found.negated and _is_settled(found):
        yield Appointment(holder, modality=found.modality)


def _undergoer(verb: Token, title: Token) -> Token | None:
    """Who is elected or removed: the subject of the passive, the object else."""
    if is_passive(verb):
        own = next(iter(children(verb, "nsubjpass")), None)
        if own is not None or verb.dep_ in ("acl", "relcl"):
            return own if own is not None and own.tag_ not in ("WP", "WDT") else verb.head
        return controller(verb)
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative", "nsubj") and c != title]
    return next((c for c in objects if c.i > verb.i), None)


def _serving(verb: Token, title: Token, before: Token | None) -> Iterator[Appointment]:  # noqa: ARG001
    """ "Serves as minister"; "served as minister" is over, "has served as" is not."""
    who, found = controller(verb), stance_at(verb)
    if verb.lemma_ in words("offices", "taking") and not _takes_office(verb):
        return
    over = is_over(verb)
    if who is None or (found.negated and not over) or not _is_settled(found):
        return
    now = verb.tag_ != "VBD" and not any(c.lower_ == "had" for c in children(verb, "aux"))
    former = over or (not now and verb.lemma_ == "serve")
    yield Appointment(who, former=former, modality=found.modality)


def _takes_office(verb: Token) -> bool:
    return any(c.lemma_ in ("office", "oath", "over") for c in children(verb, "dobj", "prt", "advmod"))


def _leaving(verb: Token, title: Token, before: Token | None) -> Iterator[Appointment]:  # noqa: ARG001
    """ "Resigned as minister" is over; who "will resign" or "has not resigned" is still in office."""
    passive = is_passive(verb)
    who = _undergoer(verb, title) if passive or children(verb, "dobj") else controller(verb)
    found = stance_at(verb)
    if who is None or not _is_settled(found):
        return
    yield Appointment(who, former=found.modality is Modality.ACTUAL and not found.negated)


def _succeeding(verb: Token, title: Token, before: Token | None) -> Iterator[Appointment]:  # noqa: ARG001
    """ "X succeeded Y as mayor", "Y was replaced by X as mayor": X is in office, Y was."""
    found = stance_at(verb)
    if found.negated or not _is_settled(found):
        return
    passive = is_passive(verb)
    old = next(iter(children(verb, "nsubjpass" if passive else "dobj")), None)
    new = (agent(verb) or agent(title)) if passive else controller(verb)
    if new is not None:
        yield Appointment(new, modality=found.modality)
    if old is not None:
        yield Appointment(old, former=found.modality is Modality.ACTUAL)


_STATES = {
    "entering": _entering,
    "serving": _serving,
    "leaving": _leaving,
    "succeeding": _succeeding,
}
"""How the verbs of each row of offices.tsv state an office."""
