"""Whom measures are meant for where no "on" says so: whose deed they answer, whom they hold to account."""

from __future__ import annotations

from spacy.tokens import Token

from sanctiongraph.annotate.frames.frame import actor_at, spread_out
from sanctiongraph.annotate.frames.nouns import tops_of
from sanctiongraph.annotate.grammar import agent, children, preposition_objects, prepositions
from sanctiongraph.annotate.lexicon import words
from sanctiongraph.annotate.measures import lemma_of, measure_of

__all__ = ["aimed_at", "answered", "held_to_account", "meant"]

_ACTS = "acts.yaml"
_REACH = 4
"""Words between the verb and what its purpose hangs on, where the parser hung it there."""


def held_to_account(verb: Token) -> tuple[Token, ...]:
    """As in "hold X accountable", "held X to account", "X will be held responsible": X."""
    if verb.lemma_ != "hold":
        return ()
    near = [*verb.children, *(c for o in children(verb, "dobj") for c in o.rights)]
    blamed = [c for c in near if c.lower_ in words(_ACTS, "answerable")]
    behind = [n for p in prepositions(verb, "to") for n in preposition_objects(p) if n.lower_ == "account"]
    if not blamed and not behind:
        return ()
    held = [*children(verb, "dobj", "nsubjpass"), *(s for c in blamed for s in children(c, "nsubj", "dobj"))]
    return tuple(t for t in spread_out(held) if not measure_of(t))


def answered(word: Token) -> tuple[Token, ...]:
    """Whose deed a word of answering is about: X of "responded to X's attack", "retaliated against X".

    Nobody where only the victim is named ("the war in X", "X's plea").
    """
    deeds = [n for p in prepositions(word, "to", "against", "at", "for") for n in preposition_objects(p)]
    return tuple(t for deed in deeds for t in _author(deed))


def meant(head: Token) -> list[Token]:
    """As in "hit X's war machine with sanctions": X, as no machine bears them; else the word itself."""
    return (_author(head) if not _is_state(head) else []) or [head]


def _author(deed: Token) -> list[Token]:
    if _is_state(deed):
        return [deed]
    if lemma_of(deed) not in words(_ACTS, "deeds"):
        return []
    by = agent(deed)
    owners = [*children(deed, "poss", "amod", "compound"), *([by] if by is not None else [])]
    if lemma_of(deed) in words(_ACTS, "deeds_at_home"):
        owners += [n for p in prepositions(deed, "in", "of") for n in preposition_objects(p)]
    return [t for t in owners if _is_state(t)]


def _is_state(token: Token) -> bool:
    actor = actor_at(token)
    return actor is not None and actor.label_ in ("Country", "Institution")


def _is_person(token: Token) -> bool:
    """A leader whom measures are to move is seldom the one who bears them."""
    actor = actor_at(token)
    return actor is not None and actor.label_ == "Person"


def aimed_at(noun: Token, verb: Token) -> tuple[Token, ...]:
    """As in "sanctions to hold X to account", "to punish X", "to disrupt X's weapons programme": X."""
    near = (*tops_of(noun), verb)
    clauses = [c for word in near for c in children(word, "acl", "advcl", "xcomp", "relcl")]
    purposes = [c for c in clauses if c.i > noun.i and c.tag_ == "VB" and _is_infinitive(c)]
    return tuple(t for clause in purposes for t in _aim(clause))


def _is_infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" for c in children(verb, "aux"))


def _aim(verb: Token) -> list[Token]:
    held = held_to_account(verb)
    if held:
        return [t for t in held if not _is_person(t)]
    objects = spread_out(
        children(verb, "dobj") or [s for c in children(verb, "ccomp") for s in children(c, "nsubj")]
    )
    if verb.lemma_ in words(_ACTS, "punishing"):
        return [t for t in objects if _is_state(t)]
    return [t for o in objects for t in _author(o)] if verb.lemma_ in words(_ACTS, "hindering") else []
