"""Which action that was found stands for which that is told, one for one, the best agreement first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sanctiongraph.evaluation.likeness import pairs
from sanctiongraph.evaluation.statements import Statement
from sanctiongraph.model import Act

__all__ = ["Outcome", "Verdict", "verdicts"]


class Outcome(StrEnum):
    """What came of an action."""

    MATCHED = "matched"
    MISSED = "missed"
    EXTRA = "extra"
    REPEAT = "repeat"
    """Found, and the same act as one that is matched already."""
    OPTIONAL = "optional"
    """Found where finding it is neither right nor wrong."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of an action found, of one told, or of both together."""

    outcome: Outcome
    found: Statement | None = None
    told: Statement | None = None


_AKIN = frozenset(
    map(
        frozenset,
        (
            (Act.IMPOSE, Act.EXPAND),
            (Act.IMPOSE, Act.REIMPOSE),
            (Act.IMPOSE, Act.IN_FORCE),
            (Act.EASE, Act.EXEMPT),
            (Act.EASE, Act.SUSPEND),
            (Act.EXEMPT, Act.SUSPEND),
            (Act.SUSPEND, Act.LIFT),
            (Act.MAINTAIN, Act.RENEW),
            (Act.MAINTAIN, Act.IN_FORCE),
        ),
    )
)
"""Acts that careful readers take for each other: still the same action, if the rest agrees."""

_RETOLD = {Act.IMPOSE, Act.MAINTAIN, Act.IN_FORCE}
"""How a text comes back to measures whose fate it told elsewhere."""

_SENTENCE, _TRIGGER = 1, 2
_LEAST = 1.0
"""Two actions that agree no more than this are different ones."""


def verdicts(found: Sequence[Statement], told: Sequence[Statement]) -> Iterator[Verdict]:
    """What came of every action of one document; a told optional one that is missed is passed over."""
    matched = _matched(found, told)
    for place, statement in enumerate(found):
        if place not in matched:
            yield Verdict(_unmatched(statement, told), found=statement)
    places = {told_place: found_place for found_place, told_place in matched.items()}
    for place, statement in enumerate(told):
        if place in places:
            outcome = Outcome.OPTIONAL if statement.optional else Outcome.MATCHED
            yield Verdict(outcome, found[places[place]], statement)
        elif not statement.optional:
            yield Verdict(Outcome.MISSED, told=statement)


def _matched(found: Sequence[Statement], told: Sequence[Statement]) -> dict[int, int]:
    """Places of told actions by those of the found ones; among equals the later come first."""
    agreements = ((_agreement(a, b), i, j) for i, a in enumerate(found) for j, b in enumerate(told))
    matched: dict[int, int] = {}
    for agreement, i, j in sorted(agreements, reverse=True):
        if agreement > _LEAST and i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def _agreement(found: Statement, told: Statement) -> float:
    """From 0, in different places, to 6.25: place, act, roles, modality, negation."""
    nearness = _nearness(found, told)
    if not nearness:
        return 0.0
    return (
        0.5 * nearness
        + 2.0 * _act_agreement(found.act, told.act)
        + 1.5 * _shares_targets(found, told)
        + 0.75 * (not told.imposers or pairs(found.imposers, told.imposers, for_state=True) > 0)
        + 0.5 * (found.modality == told.modality)
        + 0.5 * (found.negated == told.negated)
    )


def _nearness(found: Statement, told: Statement) -> int:
    """Whether a trigger told is one found, or stands in the sentence found; the first place that does."""
    for start, end in told.triggers:
        if any(a < end and start < b for a, b in found.triggers):
            return _TRIGGER
        if found.sentence and found.sentence[0] <= start < found.sentence[1]:
            return _SENTENCE
    return 0


def _act_agreement(one: Act, other: Act) -> float:
    if one == other:
        return 1.0
    return 0.5 if frozenset((one, other)) in _AKIN else 0.0


def _shares_targets(found: Statement, told: Statement) -> bool:
    return not told.targets or pairs(found.targets, told.targets, for_state=True) > 0


def _unmatched(found: Statement, told: Sequence[Statement]) -> Outcome:
    near = [statement for statement in told if _nearness(found, statement)]
    if any(statement.optional for statement in near):
        return Outcome.OPTIONAL
    retold = (statement for statement in near if found.act == statement.act or found.act in _RETOLD)
    if any(not found.targets or _shares_targets(found, statement) for statement in retold):
        return Outcome.REPEAT
    return Outcome.EXTRA
