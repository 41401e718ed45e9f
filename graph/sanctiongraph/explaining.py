"""Why a claim is as it is: its sentence with the words that carry each field, and its features."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sanctiongraph.model import Document, Evidence, Mention, Reading, SanctionAction

__all__ = ["ROLES", "Explanation", "Mark", "explain"]

ROLES = ("trigger", "imposer", "target", "cue", "date", "grounds", "source")
"""What words may carry, the weightier first: where two overlap, it wins."""

_CUES = ("modality: ", "negation: ")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a sentence and what they carry, one of ROLES; in characters of the quote."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One sanction action: its sentence, the marks in it, its fields and the features behind it."""

    document: str
    quote: str
    marks: tuple[Mark, ...]
    """In order, none inside another."""
    fields: tuple[tuple[str, str], ...]
    """Name and value; what the text leaves unsaid is left out."""
    confidence: float
    reasons: tuple[str, ...]
    again: tuple[str, ...] = ()
    """Other sentences that tell the same act."""


def explain(document: Document, reading: Reading) -> tuple[Explanation, ...]:
    """One explanation an action, in the order of the text."""
    mentions = {mention.id: mention for mention in reading.mentions}
    return tuple(_explained(document, action, mentions) for action in reading.actions)


def _explained(document: Document, action: SanctionAction, mentions: Mapping[str, Mention]) -> Explanation:
    first, *others = action.evidence
    return Explanation(
        document=document.id,
        quote=first.quote,
        marks=_apart(_marks(action, first, mentions)),
        fields=tuple(_fields(action, mentions)),
        confidence=action.confidence,
        reasons=action.reasons,
        again=tuple(evidence.quote for evidence in others),
    )


def _marks(action: SanctionAction, at: Evidence, mentions: Mapping[str, Mention]) -> Iterator[Mark]:
    yield Mark(at.trigger_start - at.start, at.trigger_end - at.start, "trigger")
    for role, ids in (("imposer", action.imposers), ("target", action.targets)):
        for mention in (mentions[id_] for id_ in ids):
            if at.start <= mention.start < mention.end <= at.end:
                yield Mark(mention.start - at.start, mention.end - at.start, role)
    cues = [
        reason.removeprefix(kind) for reason in action.reasons for kind in _CUES if reason.startswith(kind)
    ]
    said = [("cue", cue) for cue in cues]
    said += [("date", action.date.text)] if action.date else []
    said += [("grounds", action.grounds)] if action.grounds else []
    said += [("source", action.attribution)] if action.attribution else []
    for role, words in said:
        place = _place(words, at)
        if place >= 0:
            yield Mark(place, place + len(words), role)


def _place(words: str, at: Evidence) -> int:
    """Where words stand in the sentence, the nearest to the trigger; -1 if the line breaks are others."""
    trigger = at.trigger_start - at.start
    places = [n for n in range(len(at.quote)) if at.quote.startswith(words, n)]
    return min(places, key=lambda place: abs(place - trigger), default=-1)


def _apart(marks: Iterator[Mark]) -> tuple[Mark, ...]:
    """The marks without those that overlap a weightier one."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (ROLES.index(mark.role), mark.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda mark: mark.start))


def _fields(action: SanctionAction, mentions: Mapping[str, Mention]) -> Iterator[tuple[str, str]]:
    negated = ", denied" if action.negated else ""
    yield "act", f"{action.act}, {action.modality}{negated}"
    for name, ids in (("imposers", action.imposers), ("targets", action.targets)):
        if ids:
            yield name, "; ".join(_wording(mentions[id_]) for id_ in ids)
    if action.target_count is not None:
        yield "how many", str(action.target_count)
    yield "measures", ", ".join(action.measures)
    if action.date:
        yield "date", f"{action.date.text} = {action.date.value or 'unknown'}"
    if action.grounds:
        yield "grounds", action.grounds
    if action.attribution:
        yield "according to", action.attribution


def _wording(mention: Mention) -> str:
    """As written, and the name it stands for where that is another.

    >>> from sanctiongraph.model import Kind
    >>> capital = Mention(id="m1", start=0, end=8, text="Damascus", kind=Kind.COUNTRY, name="Syria")
    >>> _wording(capital)
    'Damascus = Syria'
    """
    text = " ".join(mention.text.split())
    return text if text == mention.name else f"{text} = {mention.name}"
