"""The circumstances of an act: its date, its stated grounds and who says so, each as written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from sanctiongraph.annotate import dates
from sanctiongraph.annotate.frames import Frame, actor_at
from sanctiongraph.annotate.grammar import children, conjuncts, preposition_objects, prepositions
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.measures import lemma_of
from sanctiongraph.model import Act, Modality, TimeExpression

__all__ = ["date_of", "grounds_of", "source_of", "wording"]

_FILE = "circumstances.yaml"
_AHEAD = frozenset({Modality.PLANNED, Modality.CONSIDERED, Modality.THREATENED, Modality.CALLED_FOR})


def wording(token: Token) -> str:
    """The words of a phrase as written: from the left to the right edge of its subtree."""
    start, end = token.left_edge.i, token.right_edge.i + 1
    return re.sub(r"\s+", " ", token.doc[start:end].text).strip(' ,;.:—–-\n"”“')


def _places(frame: Frame) -> list[Token]:
    """Where circumstances may hang: the trigger, then its measure nouns, then the targets."""
    return [frame.trigger, *frame.nouns, *(t for head in frame.targets for t in conjuncts(head))]


# -- date ---------------------------------------------------------------------------------------


def date_of(frame: Frame, modality: Modality, said: str | None) -> TimeExpression | None:
    """The date that the text gives to this act; None where it gives none."""
    for place in (frame.trigger, *_participles(frame)):
        for child in place.children:
            expression = _expression(child)
            if expression:
                return TimeExpression(expression, dates.resolve(expression, said, future=modality in _AHEAD))
    return None


def _participles(frame: Frame) -> Iterator[Token]:
    if frame.act is Act.IN_FORCE:
        yield from frame.nouns


def _expression(child: Token) -> str | None:
    """The date expression that a dependent of the trigger is, if it is one."""
    if child.dep_ not in ("npadvmod", "prep", "advmod", "tmod", "dep", "obl", "nmod", "pcomp"):
        return None
    text = child.doc[child.left_edge.i : child.right_edge.i + 1].text
    found = dates.find(text)
    if (
        not found
        or found[0][0] > 12
        or text.lower().startswith(("until", "for ", "over its", "after ", "before "))
    ):
        return None
    return found[0][1].text


# -- grounds ------------------------------------------------------------------------------------


def grounds_of(frame: Frame) -> str | None:
    """The stated reason, the first after the trigger, as written."""
    found = sorted(_grounds(frame), key=lambda t: (t.left_edge.i < frame.trigger.i, t.left_edge.i))
    return wording(found[0]) if found else None


def _grounds(frame: Frame) -> Iterator[Token]:
    for place in _places(frame):
        for child in place.children:
            if _is_ground(child, frame):
                yield child
    for head in frame.targets:
        for target in conjuncts(head):
            yield from (c for c in target.children if _is_conduct(c))


def _is_ground(child: Token, frame: Frame) -> bool:
    word = child.lower_
    if child.dep_ == "prep" or child.pos_ in ("ADP", "SCONJ"):
        inner = {lemma_of(n) for n in preposition_objects(child)} | {c.lower_ for c in child.children}
        if inner & set(lexicon(_FILE)["ground_phrases"].get(word, ())):
            return True
        return word in words(_FILE, "ground_prepositions") and _is_reason(child, frame)
    if child.dep_ == "advcl":
        if child.lemma_ in words(_FILE, "ground_participles") and child.tag_ == "VBG":
            return True
        return any(m.lower_ == "after" for m in children(child, "mark")) and child.i > frame.trigger.i
    return False


def _is_reason(preposition: Token, frame: Frame) -> bool:
    nouns = preposition_objects(preposition) + children(preposition, "pcomp")
    if not nouns or any(
        n.ent_type_ in ("DATE", "TIME") or lemma_of(n) in words(_FILE, "not_grounds") for n in nouns
    ):
        return False
    if preposition.lower_ == "for" and frame.act in (Act.EASE, Act.EXEMPT, Act.LIFT, Act.SUSPEND):
        return not any(actor_at(n) for n in nouns)
    return not any(n in frame.targets for n in nouns)


def _is_conduct(child: Token) -> bool:
    if child.dep_ == "relcl":
        return any(c.tag_ in ("WP", "WDT") for c in child.subtree) and child.pos_ in ("VERB", "AUX")
    return child.dep_ == "acl" and child.lemma_ in words(_FILE, "conduct")


# -- source -------------------------------------------------------------------------------------


def source_of(frame: Frame) -> Token | None:
    """The head of "X" in "according to X", anywhere in the sentence."""
    for token in frame.sentence:
        if (
            token.lower_ in words(_FILE, "sources")
            and token.i + 1 < len(token.doc)
            and token.nbor(1).lower_ == "to"
        ):
            inner = prepositions(token, "to") or [token]
            return next((n for p in inner for n in preposition_objects(p)), None)
    return None
