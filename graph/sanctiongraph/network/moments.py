"""When a claim is about, as far as it is known: the date of its sentence, else of its document."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

__all__ = ["before", "day", "month", "period", "when"]

_DATE = re.compile(r"(\d{4}(?:-(?:0[1-9]|1[0-2]))?)(?:(?<=-\d\d)-\d\d)?$", re.ASCII)


def when(claim: dict[str, Any]) -> str:
    """The date that the sentence gives, else that of publication, else nothing."""
    return claim["date"] or claim["document_date"] or ""


def period(given: str | None) -> str:
    """The month of a date, else its year, else nothing (also for what is no date at all).

    >>> period("2024-04-17"), period("2024"), period("soon"), period("2024-13-01")
    ('2024-04', '2024', '', '')
    """
    found = _DATE.match(given or "")
    return found[1] if found else ""


def month(claim: dict[str, Any]) -> str:
    """The month of a claim, else its year, else nothing."""
    return period(claim["date"]) or period(claim["document_date"])


def day(given: str) -> date | None:
    """The day of a full date; None for a month, a year, or what is no date.

    >>> day("2024-02-29"), day("2024-02"), day("2023-02-29")
    (datetime.date(2024, 2, 29), None, None)
    """
    try:
        return date.fromisoformat(given) if len(given) == 10 else None
    except ValueError:
        return None


def before(one: str, other: str) -> bool:
    """Whether a date is certainly before another; a year is not before a day of it.

    >>> before("2014-03", "2014-08-06"), before("2014", "2014-08-06"), before("", "2014")
    (True, False, False)
    """
    length = min(len(one), len(other))
    return one[:length] < other[:length]
