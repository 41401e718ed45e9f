"""Write dates as precise as they are, and the first and last day that they stand for."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from sanctiongraph.triples.terms import Statement, typed
from sanctiongraph.vocab import sg

__all__ = ["day_or_span", "span", "when"]

_DATES = (
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII), "date", ""),
    (re.compile(r"[0-9]{4}-[0-9]{2}", re.ASCII), "gYearMonth", "-01"),
    (re.compile(r"[0-9]{4}", re.ASCII), "gYear", "-01-01"),
)
"""What a date looks like, its datatype, and what makes it its first day."""


def day_or_span(predicate: str, value: str | None) -> Iterator[Statement]:
    """The date as precise as it is; nothing where there is no such day, month or year."""
    for pattern, datatype, rest in _DATES:
        if value and pattern.fullmatch(value) and _exists(value + rest):
            yield predicate, typed(value, datatype)


def when(value: str | None) -> Iterator[Statement]:
    """`sg:date` with `sg:earliest` and `sg:latest`, nothing where there is no such date."""
    for statement in day_or_span(sg("date"), value):
        first, last = span(value or "")
        yield statement
        yield sg("earliest"), typed(first, "date")
        yield sg("latest"), typed(last, "date")


def span(value: str) -> tuple[str, str]:
    """First and last day of a day, a month or a year that exists.

    >>> span("2024-02"), span("2024"), span("2024-02-03")
    (('2024-02-01', '2024-02-29'), ('2024-01-01', '2024-12-31'), ('2024-02-03', '2024-02-03'))
    """
    match value.split("-"):
        case [year]:
            return f"{year}-01-01", f"{year}-12-31"
        case [year, month]:
            return f"{value}-01", f"{value}-{monthrange(int(year), int(month))[1]}"
    return value, value


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
