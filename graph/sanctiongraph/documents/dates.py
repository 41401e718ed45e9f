"""Find the day a document was published, where something says it beyond doubt.

A date that can be read in two ways, or lacks its year, is no date: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice

__all__ = ["parse_date", "text_date"]

_MONTHS = "january february march april may june july august september october november december"
_MONTH = {
    name[:length]: number for number, name in enumerate(_MONTHS.split(), 1) for length in (3, len(name))
}
_MONTH["sept"] = _MONTH["september"]
_YEARS = range(1900, 2100)

_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_MONTH_NAME = rf"(?P<month>{'|'.join(sorted(_MONTH, key=len, reverse=True))})\.?"
_YEAR = r"(?P<y>\d{4})"
_CLOCK = r"\d{1,2}[:.h]?\d{2}(?:[:.]?\d{2}(?:[.,]\d{1,9})?)?(?:\s?[ap]\.?m\.?)?"
_ZONE = r"\s?(?:[+-]\d{2}:?(?:\d{2})?|[A-Z]{1,5})(?:\s?\([\w .]{1,30}\))?"
_TIME = rf"(?:(?:T|[,\s]\s?(?:at\s)?){_CLOCK}(?:{_ZONE})?)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s)?"

_FORMS = tuple(
    re.compile(_WEEKDAY + form + _TIME, re.IGNORECASE | re.ASCII)
    for form in (
        rf"{_YEAR}(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})",
        rf"{_YEAR}(?P<m>\d{{2}})(?P<d>\d{{2}})(?:\d{{6}})?",
        rf"{_DAY}(?:\sof)?[\s-]{_MONTH_NAME},?[\s-]{_YEAR}",
        rf"{_YEAR}[\s-]{_MONTH_NAME}[\s-]{_DAY}",
        rf"{_MONTH_NAME}[\s-]{_DAY}(?:,\s?|\s){_YEAR}",
        rf"{_MONTH_NAME}\s{{1,2}}{_DAY}\s{_CLOCK}(?:{_ZONE})?\s{_YEAR}",
        r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})",
    )
)
_EPOCH = re.compile(r"1[0-8]\d{8}(?:\d{3})?", re.ASCII)
"""Seconds or milliseconds since 1970, from 2001 to 2030."""

_HEAD_LINES = 5
_LABEL = re.compile(
    r"^(?:date|published|posted|publication date)(?:\s(?:on|at))?(?:\s?:\s?|\s)", re.IGNORECASE
)
_DATE_LINE = re.compile(r"date:?\s{1,3}(\d{4}-\d{2}-\d{2})(?![\w-])", re.IGNORECASE | re.ASCII)
_IN_TEXT = (
    r"(?P<date>\d{4}-\d{2}-\d{2}"
    rf"|\d{{1,2}}\s{_MONTH_NAME},?\s\d{{4}}"
    rf"|{_MONTH_NAME.replace('<month>', '<month2>')}\s\d{{1,2}},?\s\d{{4}})"
)
_PLACE = r"(?P<place>[^\W\d_][^\d;:!?\"“”]{1,60}?)"
_DATELINE = re.compile(
    rf"{_PLACE}[,.]?\s(?:[-–—]\s)?{_WEEKDAY}{_IN_TEXT}\.?\s?(?:\([^()]{{1,40}}\)\s?)?[-–—―]{{1,2}}\s*(?P<next>.)",
    re.IGNORECASE,
)
_LINKING = frozenset("and da de del di du el la las los of the upon y".split())  # noqa: SIM905
_NO_PLACE = frozenset("after as at before between by during from in of on since the until when".split())  # noqa: SIM905


def parse_date(value: object) -> str | None:
    """The day that a date field names, as ``YYYY-MM-DD``; None if it names none for certain.

    The day is taken as written, whatever the time zone. Whole numbers of ten or thirteen
    digits are seconds or milliseconds since 1970, in UTC.

    >>> parse_date("2024-07-30T10:00:00Z"), parse_date("Tue, 30 Jul 2024 10:00:00 +0000")
    ('2024-07-30', '2024-07-30')
    >>> parse_date("03/04/2024"), parse_date("30/07/2024"), parse_date("yesterday")
    (None, '2024-07-30', None)
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = " ".join(str(value)[:200].split())
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).date().isoformat()
    matches = (form.fullmatch(text) for form in _FORMS)
    return next((_day(match.groupdict()) for match in matches if match), None)


def text_date(text: str) -> str | None:
    """The day that the first lines of a text give: a date line, or a dateline with its year.

    >>> text_date('date 2024-07-30 "We are faced with a choice," one official said.')
    '2024-07-30'
    >>> text_date("Sanctions eased\\n\\nCaracas, 3 September 2024 (Wire) - Officials said")
    '2024-09-03'
    >>> text_date("Caracas, 3 September - Officials said") is None
    True
    """
    lines = list(islice(_lines(text), _HEAD_LINES))
    found = (_DATE_LINE.match(line) for line in lines[:1])
    first = (parse_date(match[1]) for match in found if match)
    alone = (parse_date(_LABEL.sub("", line, count=1)) for line in lines if not line.isdigit())
    placed = (_dateline(line) for line in lines)
    return next((day for days in (first, alone, placed) for day in days if day), None)


def _lines(text: str) -> Iterator[str]:
    for line in text[:4000].split("\n"):
        if line.strip():
            yield line.strip()[:200]


def _dateline(line: str) -> str | None:
    match = _DATELINE.match(line)
    if not match or match["next"].islower() or not _is_place(match["place"]):
        return None  # a story opens with a capital; a headline may go on without one
    return parse_date(match["date"])


def _is_place(words: str) -> bool:
    """Whether every word is written like a name: a sentence that starts with a date is none."""
    first, *others = re.findall(r"[^\W\d_]+", words)
    if not first[0].isupper() or first.lower() in _NO_PLACE or [first, *others][-1] in _LINKING:
        return False
    return all(word[0].isupper() or word in _LINKING for word in others)


def _day(parts: dict[str, str | None]) -> str | None:
    """The calendar day of the matched parts, if there is exactly one such day."""
    year = int(parts["y"] or 0)
    if parts.get("a"):
        pairs = {(int(parts["a"] or 0), int(parts["b"] or 0)), (int(parts["b"] or 0), int(parts["a"] or 0))}
    else:
        month = parts.get("month")
        pairs = {(_MONTH[month.lower()] if month else int(parts["m"] or 0), int(parts["d"] or 0))}
    days = {day for day in (_calendar(year, *pair) for pair in pairs) if day}
    return days.pop() if len(days) == 1 else None


def _calendar(year: int, month: int, day: int) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if year in _YEARS else None
