"""Measures that somebody has or wields: "responds with sanctions", "holds X to account through sanctions"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from sanctiongraph.annotate.frames.aims import answered, held_to_account, meant
from sanctiongraph.annotate.frames.frame import Frame, heads_listed, is_time, spread_out, words_before
from sanctiongraph.annotate.frames.nouns import tops_of
from sanctiongraph.annotate.frames.parties_of_nouns import framed, imposers_of_noun, targets_of_noun
from sanctiongraph.annotate.frames.parties_of_verbs import imposers_of_verb
from sanctiongraph.annotate.grammar import (
    agent,
    children,
    conditions,
    conjuncts,
    controller,
    noun_head,
    preposition_objects,
    prepositions,
    subject,
)
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import lemma_of, measure_of
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Act

__all__ = ["held", "parties_of_use", "wielding"]

_ACTS = "acts.yaml"
_AHEAD = frozenset({"MD", "TO"})


def wielding(noun: Token, group: tuple[Token, ...]) -> Iterator[Frame]:
    """What is done by measures that no verb of imposing governs; the first construction that fits."""
    asked = any(token.text == "?" for token in sentence_of(noun))
    if asked or (noun.dep_ == "compound" and lemma_of(noun_head(noun)) in words(_ACTS, "talk_of")):
        return
    found = (construction(noun, group) for construction in _WAYS)
    yield from [frame for frame in found if frame is not None][:1]


def held(noun: Token) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Who has measures, and against whom: "Norway has had an embargo in place against Mali"."""
    verb = tops_of(noun)[-1].head
    if verb.lemma_ != "have" or noun not in [t for o in children(verb, "dobj") for t in o.subtree]:
        return (), ()
    places = [
        n for p in (*prepositions(verb, "in"), *prepositions(noun, "in")) for n in preposition_objects(p)
    ]
    there = [n for n in places if n.lower_ in words(_ACTS, "place_words")]
    against = [p for word in (verb, *there) for p in prepositions(word, "against", "on")]
    return imposers_of_verb(verb), tuple(n for p in against for n in heads_listed(p))


def parties_of_use(act: Token) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Who acts on whom "through the imposition of" measures; `act` is the imposition."""
    for above in _above_use(act):
        if above.pos_ in ("VERB", "AUX") and (blamed := _blamed(above)):
            return imposers_of_verb(above), blamed
    return (), ()


def _above_use(top: Token) -> list[Token]:
    """What stands over "with", "through" or "including" measures, up to the verb of the clause."""
    while top.dep_ == "pobj" and top.head.lower_ == "of" and _is_use(top.head.head):
        top = top.head.head
    if top.dep_ != "pobj" or top.head.lower_ not in words(_ACTS, "use_prepositions"):
        return []
    found: list[Token] = []
    for above in top.head.ancestors:
        found.append(above)
        governs = (
            above.pos_ in ("VERB", "AUX") and above.dep_ != "prep"
        )  # "including" is a verb to the tagger
        if governs and above.lemma_ not in words(_ACTS, "answerable"):
            break
    return found


def _is_use(noun: Token) -> bool:
    return lemma_of(noun) == "use" or lexicon(_ACTS).act("nouns_of_acts", lemma_of(noun)) is Act.IMPOSE


def _answering(noun: Token, group: tuple[Token, ...]) -> Frame | None:
    """As in "responded to X's attack with sanctions", "Y's response to X's attack, including sanctions"."""
    answering = words(_ACTS, "answering")
    word = next((t for t in _above_use(tops_of(noun)[-1]) if t.lemma_.lower() in answering), None)
    if word is None:
        return None
    if word.pos_ == "VERB":
        frame = framed(Act.IMPOSE, word, noun, group, "wielded")
    else:
        by = agent(word)
        owners = (*children(word, "poss"), *([by] if by is not None else []))
        frame = replace(framed(Act.IMPOSE, noun, noun, group, "stance"), imposers=owners)
    whose = answered(word)
    return frame if frame.targets else replace(frame, targets=whose, inferred=bool(whose))


def _accounting(noun: Token, group: tuple[Token, ...]) -> Frame | None:
    """As in "hold X accountable through sanctions", "pursue accountability for X through sanctions"."""
    for above in _above_use(tops_of(noun)[-1]):
        blamed = _blamed(above) if above.pos_ in ("VERB", "AUX") else ()
        if blamed:
            frame = framed(Act.IMPOSE, noun, noun, group, "stance", actor=above)
            return replace(frame, targets=targets_of_noun(group) or blamed)
    return None


def _blamed(verb: Token) -> tuple[Token, ...]:
    """Who is held to account, or for whom "accountability" is sought, or who is pressed."""
    sought = [o for o in children(verb, "dobj", "nsubjpass") if o.lower_ == "accountability"]
    near = (*sought, verb) if sought else ()
    behind = [n for word in near for p in prepositions(word, "for", "of") for n in heads_listed(p)]
    return held_to_account(verb) or tuple(behind) or _pressed(verb)


def _pressed(verb: Token) -> tuple[Token, ...]:
    """As in "imposed costs on X", "stepped up pressure on X", "went after X", "cracked down on X": X."""
    pressing = [o for o in children(verb, "dobj") if lemma_of(o) in words(_ACTS, "pressing")]
    on = [p for o in pressing for word in (o, verb) for p in prepositions(word, "on", "at")]
    on += [p for p in prepositions(verb) if f"{verb.lemma_}_{p.lower_}" in words(_ACTS, "going_after")]
    return tuple(t for p in on for n in heads_listed(p) if not measure_of(n) for t in meant(n))


def _costing(noun: Token, group: tuple[Token, ...]) -> Frame | None:
    """As in "X will pay a price, including sanctions", "there would be consequences, including sanctions"."""
    named = [t.head for t in tops_of(noun) if t.dep_ == "pobj" and t.head.lower_ in words(_ACTS, "including")]
    before = words_before(named[0]) if named else ()
    cost = next((t for t in before if lemma_of(t) in words(_ACTS, "costs")), None)
    verb = cost.head if cost is not None else noun
    if cost is None or not _is_ahead(verb):
        return None
    own = targets_of_noun(group) or tuple(n for p in prepositions(cost, "for") for n in heads_listed(p))
    if verb.lemma_ in words(_ACTS, "paying") and cost.dep_ == "dobj":
        who = controller(verb)
        own = own or (tuple(conjuncts(who)) if who is not None else ())
        return replace(_borne(noun, group, own), cue=verb)
    return replace(_borne(noun, group, own), cue=verb) if _there_is(verb) else None


def _in_store(noun: Token, group: tuple[Token, ...]) -> Frame | None:
    """As in "if X attacks, we will have sanctions", "there will be sanctions against X"."""
    top = tops_of(noun)[-1]
    verb, own = top.head, targets_of_noun(group)
    if not _is_ahead(verb) or not (own or conditions(verb)):
        return None
    if verb.lemma_ == "have" and top.dep_ == "dobj":
        return framed(Act.IMPOSE, noun, noun, group, "stance", actor=verb)
    return _borne(noun, group, own) if _there_is(verb) and top.dep_ in ("attr", "nsubj") else None


def _included(noun: Token, group: tuple[Token, ...]) -> Frame | None:
    """As in "today's measures include sanctions on two banks", "the package contains an embargo on X"."""
    top = tops_of(noun)[-1]
    verb, own = top.head, targets_of_noun(group)
    who = subject(verb) if verb.lemma_ in words(_ACTS, "containing") and top.dep_ == "dobj" else None
    if who is None or not own or lemma_of(who) not in words(_ACTS, "told_acts"):
        return None
    owners = tuple(c for c in children(who, "poss") if not is_time(c))
    frame = framed(Act.IMPOSE, noun, noun, group, "stance")
    return replace(frame, imposers=imposers_of_noun(group) or owners, targets=own)


def _borne(noun: Token, group: tuple[Token, ...], targets: tuple[Token, ...]) -> Frame:
    frame = framed(Act.IMPOSE, noun, noun, group, "stance")
    return replace(frame, imposers=imposers_of_noun(group), targets=tuple(spread_out(targets)))


def _there_is(verb: Token) -> bool:
    return verb.lemma_ == "be" and bool(children(verb, "expl"))


def _is_ahead(verb: Token) -> bool:
    """Whether a verb says what will or would be, not what is: "will have", "to pay", "faces, if"."""
    return any(c.tag_ in _AHEAD for c in children(verb, "aux")) or bool(conditions(verb))


_WAYS: tuple[Callable[[Token, tuple[Token, ...]], Frame | None], ...] = (
    _answering,
    _accounting,
    _costing,
    _in_store,
    _included,
)
