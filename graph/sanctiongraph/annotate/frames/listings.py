"""Places on lists that are told without the list: "annulled his listing", "four more banks were added"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from sanctiongraph.annotate.frames.frame import Frame, actor_at, heads_listed, is_party, spread_out, unique
from sanctiongraph.annotate.frames.nouns import with_particle
from sanctiongraph.annotate.frames.on_lists import is_sanctions_list
from sanctiongraph.annotate.frames.parties_of_nouns import completed, country_modifiers, is_one_more
from sanctiongraph.annotate.frames.parties_of_verbs import imposers_of_verb
from sanctiongraph.annotate.grammar import children, is_passive, objects, prepositions
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import lemma_of, measure_of, speaks_of_sanctions
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Act, Measure

__all__ = ["adding", "growing", "undoing_listings"]

_ACTS = "acts.yaml"
_UNDONE = frozenset({Act.LIFT, Act.SUSPEND, Act.RENEW, Act.MAINTAIN})
_WHOSE = frozenset({"his", "her", "their"})
_BEFORE = 60
"""Words before an addition among which those already listed are told."""


def undoing_listings(verb: Token) -> Iterator[Frame]:
    """As in "annulled his EU listing", "the designation of Rosneft was lifted"."""
    act = lexicon(_ACTS).act("verbs_on_measures", with_particle(verb)) if verb.pos_ == "VERB" else None
    if act is None or act not in _UNDONE or verb.dep_ == "acl" or _is_of_shares(verb):
        return
    imposers = imposers_of_verb(verb)
    for noun in objects(verb):
        if lemma_of(noun) not in words(_ACTS, "listings") or not _are_states(imposers, verb):
            continue
        listed = [c for c in children(noun, "poss") if actor_at(c) is not None or c.lower_ in _WHOSE]
        listed += [n for p in prepositions(noun, "of") for n in heads_listed(p)]
        if listed and (country_modifiers(noun) or speaks_of_sanctions(verb.doc)):
            yield Frame(act, verb, "list", (), (Measure.UNSPECIFIED,), imposers, unique(tuple(listed)))


def adding(verb: Token) -> Iterator[Frame]:
    """As in "Four more banks were added in June", where others have just been sanctioned."""
    if verb.lemma_ != "add" or verb.pos_ != "VERB" or prepositions(verb, "to", "into", "by"):
        return
    listed = spread_out(objects(verb))
    if not listed or not all(map(_may_be_listed, listed)) or not _follows_listings(verb):
        return
    imposers = imposers_of_verb(verb)
    if _are_states(imposers, verb):
        act = Act.EXPAND if any(map(is_one_more, listed)) else Act.IMPOSE
        targets = unique(completed(tuple(listed), verb))
        yield Frame(act, verb, "added", (), (Measure.UNSPECIFIED,), imposers, targets)


def growing(verb: Token) -> Iterator[Frame]:
    """As in "Canada expanded its list by 14", in a text on sanctions."""
    act = lexicon(_ACTS).act("verbs_on_measures", with_particle(verb)) if verb.pos_ == "VERB" else None
    lists = [n for n in objects(verb) if is_sanctions_list(n)] if act is Act.EXPAND else []
    imposers = imposers_of_verb(verb) if lists else ()
    if act and lists and not any(map(measure_of, lists)) and _are_states(imposers, verb):
        yield Frame(act, verb, "list", tuple(lists), (Measure.UNSPECIFIED,), imposers)


def _may_be_listed(noun: Token) -> bool:
    return is_party(noun) or lemma_of(noun) in words(_ACTS, "listed_things")


def _follows_listings(verb: Token) -> bool:
    """Whether the words just before tell of sanctions on others."""
    before = verb.doc[max(0, verb.i - _BEFORE) : verb.i]
    table = lexicon(_ACTS)
    listing = any(t.pos_ == "VERB" and table.act("verbs_on_targets", t.lemma_.lower()) for t in before)
    return listing or speaks_of_sanctions(before)


def _are_states(imposers: tuple[Token, ...], verb: Token) -> bool:
    """Whether states, their bodies or courts act in a verb, or a passive says nobody."""
    return all(map(_acts_for_a_state, imposers)) if imposers else is_passive(verb)


def _acts_for_a_state(head: Token) -> bool:
    actor = actor_at(head)
    if actor is None:
        return head.pos_ == "PRON" or lemma_of(head) in words("measures.yaml", "referees")
    return actor.label_ == "Country" or bool(actor._.sg_key and actor._.sg_country)


def _is_of_shares(verb: Token) -> bool:
    return any(lemma_of(t) in words(_ACTS, "exchanges") for t in sentence_of(verb))
