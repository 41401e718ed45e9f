"""Which corrections name an actor: small marks that go along when names are joined."""

from __future__ import annotations

from typing import NamedTuple

from sanctiongraph.model import Remedy

__all__ = ["NO_MARKS", "Mark", "apart", "elsewhere", "sides", "ties"]


class Mark(NamedTuple):
    """The correction `entry`, by its place in the file, names somebody as its `side`, counted from 0."""

    entry: int
    remedy: Remedy
    side: int
    here: bool
    """True for a correction of one document."""


Marks = frozenset[Mark]
NO_MARKS: Marks = frozenset()


def apart(one: Marks, other: Marks) -> bool:
    """Whether a correction calls two different.

    >>> first, second = (frozenset([Mark(4, Remedy.DIFFERENT, side, False)]) for side in (0, 1))
    >>> apart(first, second), apart(first, first), apart(first, NO_MARKS)
    (True, False, False)
    """
    return bool(one and other) and any(mark._replace(side=1 - mark.side) in other for mark in sides(one))


def sides(marks: Marks) -> Marks:
    """The marks of corrections that keep apart."""
    return frozenset(mark for mark in marks if mark.remedy is Remedy.DIFFERENT)


def ties(marks: Marks) -> frozenset[int]:
    """The corrections that make one."""
    return frozenset(mark.entry for mark in marks if mark.remedy is Remedy.SAME)


def elsewhere(one: Marks, other: Marks) -> bool:
    """Whether a correction of this document ties one to somebody, and not to the other."""
    return bool({mark.entry for mark in one if mark.here and mark.remedy is Remedy.SAME} - ties(other))
