"""When an act took place: date expressions, resolved against the document's date, never finer than said."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from sanctiongraph.model import TimeExpression

__all__ = ["find", "resolve", "resolve_after"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
            ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"),
            ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_DAYS = {
    name: number
    for number, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?P<weekday>" + "|".join(_DAYS) + r")"

Rule = Callable[[re.Match[str], date, bool], str | None]


def _iso(day: date) -> str:
    return day.isoformat()


def _full(match: re.Match[str], _said: date, _future: bool) -> str | None:
    return _day(int(match["year"]), _MONTHS[match["month"]], int(match["day"]))


def _day(year: int, month: int, day: int) -> str | None:
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year:04}-{month:02}-{day:02}"


def _month_of_year(match: re.Match[str], _said: date, _future: bool) -> str:
    return f"{match['year']}-{_MONTHS[match['month']]:02}"


def _day_of_month(match: re.Match[str], said: date, future: bool) -> str | None:
    month, day = _MONTHS[match["month"]], int(match["day"])
    years = (said.year, said.year + 1) if future else (said.year, said.year - 1)
    for year in years:
        value = _day(year, month, day)
        if value and (value >= _iso(said) if future else value <= _iso(said)):
            return value
    return _day(said.year, month, day)


def _bare_month(match: re.Match[str], said: date, future: bool) -> str:
    month = _MONTHS[match["month"]]
    if future:
        year = said.year if month >= said.month else said.year + 1
    else:
        year = said.year if month <= said.month else said.year - 1
    return f"{year:04}-{month:02}"


def _last_month_named(match: re.Match[str], said: date, _future: bool) -> str:
    month = _MONTHS[match["month"]]
    return f"{said.year if month < said.month else said.year - 1:04}-{month:02}"


def _next_month_named(match: re.Match[str], said: date, _future: bool) -> str:
    month = _MONTHS[match["month"]]
    return f"{said.year if month > said.month else said.year + 1:04}-{month:02}"


def _year_only(match: re.Match[str], _said: date, _future: bool) -> str:
    return match["year"]


def _weekday(match: re.Match[str], said: date, future: bool) -> str:
    distance = (said.weekday() - _DAYS[match["weekday"]]) % 7
    if future:
        return _iso(said + timedelta(days=(7 - distance) % 7 or 7))
    return _iso(said - timedelta(days=distance))


def _days_away(count: int) -> Rule:
    return lambda _match, said, _future: _iso(said + timedelta(days=count))


def _month_away(count: int) -> Rule:
    def rule(_match: re.Match[str], said: date, _future: bool) -> str:
        index = said.year * 12 + said.month - 1 + count
        return f"{index // 12:04}-{index % 12 + 1:02}"

    return rule


def _year_away(count: int) -> Rule:
    return lambda _match, said, _future: f"{said.year + count:04}"


def _week_away(count: int) -> Rule:
    """A week without a day: the month that holds it, if it is one month."""

    def rule(_match: re.Match[str], said: date, _future: bool) -> str | None:
        monday = said - timedelta(days=said.weekday()) + timedelta(weeks=count)
        sunday = monday + timedelta(days=6)
        if monday.month == sunday.month:
            return f"{monday.year:04}-{monday.month:02}"
        return f"{said.year:04}-{said.month:02}" if count == 0 else None

    return rule


_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_COUNTED, 1)} | {"a": 1, "an": 1}
_NUMBER = rf"(?:\d{{1,4}}|an?|{'|'.join(_COUNTED)})"
_AGO = rf"(?P<number>{_NUMBER}) (?P<unit>day|week|month|year)s? (?:ago|earlier)"


def _ago(match: re.Match[str], said: date, _future: bool) -> str | None:
    number = _NUMBERS.get(match["number"]) or int(match["number"])
    unit = match["unit"]
    if unit == "day":
        return _iso(said - timedelta(days=number))
    if unit == "week":
        then = said - timedelta(weeks=number)
        return f"{then.year:04}-{then.month:02}"
    if unit == "month":
        return _month_away(-number)(match, said, False)
    return _year_away(-number)(match, said, False)


_SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}
"""The last month of each season of the north."""


def _season(match: re.Match[str], said: date, _future: bool) -> str:
    """A season is no month: the year alone. "Last summer" is this year's if that one is over."""
    over = said.month > _SEASONS[match["season"]]
    return f"{said.year if match['which'] == 'this' or over else said.year - 1:04}"


def _month_of_a_year(match: re.Match[str], said: date, _future: bool) -> str:
    """As in "in June last year"."""
    return f"{said.year - (match['whose'] == 'last'):04}-{_MONTHS[match['month']]:02}"


_PART = "(?:earlier |later |late |early )?"
_LEAD = (
    r"(?:(?:as )?(?:early|late|soon|recently) as "
    r"|(?:back |earlier |later |early |late )?(?:in |on |since |until |by |from |of )?"
    r"(?:early[ -]|late[ -]|mid[ -])?)"
)
_RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(rf"^(?:{_LEAD})?(?:{pattern})$"), rule)
    for pattern, rule in (
        (rf"(?:{_WEEKDAY},? )?{_MONTH} {_DAY},? (?:of )?{_YEAR}", _full),
        (rf"(?:{_WEEKDAY},? )?{_DAY} (?:of )?{_MONTH},? {_YEAR}", _full),
        (rf"{_MONTH},? (?:of )?{_YEAR}", _month_of_year),
        (rf"(?:{_WEEKDAY},? )?{_MONTH} {_DAY}", _day_of_month),
        (rf"(?:{_WEEKDAY},? )?{_DAY} (?:of )?{_MONTH}", _day_of_month),
        (rf"{_MONTH},? (?:of )?(?P<whose>last|this) year", _month_of_a_year),
        (rf"last {_MONTH}", _last_month_named),
        (rf"next {_MONTH}", _next_month_named),
        (rf"(?:this )?{_MONTH}(?: this year)?", _bare_month),
        (_YEAR, _year_only),
        (rf"{_PART}(?:today|tonight|this morning|this afternoon|this evening)", _days_away(0)),
        (r"yesterday|overnight", _days_away(-1)),
        (r"tomorrow", _days_away(1)),
        (rf"(?:last |this past )?{_WEEKDAY}", _weekday),
        (rf"{_PART}this week", _week_away(0)),
        (rf"{_PART}last week|the previous week|the past week", _week_away(-1)),
        (r"next week|the coming week", _week_away(1)),
        (rf"{_PART}this month", _month_away(0)),
        (rf"{_PART}last month|the previous month", _month_away(-1)),
        (r"next month", _month_away(1)),
        (rf"{_PART}this year", _year_away(0)),
        (rf"{_PART}last year|the previous year", _year_away(-1)),
        (r"next year", _year_away(1)),
        (rf"(?:the )?(?P<which>this|last) (?P<season>{'|'.join(_SEASONS)})", _season),
        (_AGO, _ago),
    )
)
"""Tried in order on the whole expression, in lower case; the first that matches decides."""


def resolve(expression: str, said: str | None, *, future: bool = False) -> str | None:
    """The ISO value of a date expression: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, or None.

    `said` is the document's date (ISO); without it only absolute expressions resolve. `future`
    says that the clause looks ahead, so that "in March" is the next one.

    >>> resolve("last October", "2024-07-30")
    '2023-10'
    >>> resolve("in April", "2024-07-30"), resolve("in March", "2024-07-30", future=True)
    ('2024-04', '2025-03')
    >>> resolve("as early as this week", "2024-09-03")
    '2024-09'
    >>> resolve("in April", None) is None
    True
    """
    text = re.sub(r"\s+", " ", expression.strip().lower().strip(".,"))
    for pattern, rule in _RULES:
        match = pattern.match(text)
        if match is None:
            continue
        if said is None:
            return rule(match, date(1, 1, 1), future) if rule in (_full, _month_of_year, _year_only) else None
        try:
            return _within_time(rule(match, date.fromisoformat(said), future))
        except (OverflowError, ValueError):
            return None  # "999999 days ago"
    return None


def _within_time(value: str | None) -> str | None:
    """The value, unless its year is none that a calendar has."""
    year = (value or "").split("-")[0]
    return value if len(year) == len("2025") and year.isdigit() and year > "0000" else None


_LATER = re.compile(
    rf"(?:on )?(?:(?P<same>the same day)|(?P<number>{_NUMBER}) (?P<unit>day|week|month|year)s? later)"
)


def resolve_after(expression: str, before: str) -> str | None:
    """The ISO value of "six months later" or "on the same day", counted from an earlier act's date.

    A count of days stays a day if the earlier date is one; longer spans are known to the month.

    >>> resolve_after("six months later", "2023-10"), resolve_after("ten days later", "2025-05-13")
    ('2024-04', '2025-05-23')
    >>> resolve_after("on the same day", "2025-01-10"), resolve_after("a day later", "2023-10")
    ('2025-01-10', '2023-10')
    """
    match = _LATER.fullmatch(re.sub(r"\s+", " ", expression.strip().lower()))
    if match is None:
        return None
    if match["same"]:
        return before
    number = _NUMBERS.get(match["number"]) or int(match["number"])
    try:
        return _within_time(_moved(before, number, match["unit"]))
    except OverflowError:
        return None


def _moved(before: str, number: int, unit: str) -> str | None:
    year, *rest = (int(part) for part in before.split("-"))
    if unit == "year":
        return f"{year + number:04}"
    if not rest:
        return None
    if unit == "month":
        index = year * 12 + rest[0] - 1 + number
        return f"{index // 12:04}-{index % 12 + 1:02}"
    days = number * (7 if unit == "week" else 1)
    if len(rest) == 1:
        return before if days < _MONTH_OR_SO else None
    then = date(year, rest[0], rest[1]) + timedelta(days=days)
    return _iso(then) if unit == "day" else f"{then.year:04}-{then.month:02}"


_MONTH_OR_SO = 15
"""Days that a date known to the month may be moved by and still be in it, more likely than not."""
_WEEKDAYS = "|".join(_DAYS)
_ANY_MONTH = _MONTH.replace("?P<month>", "?:")
_SEARCH = re.compile(
    r"(?<![\w-])"
    r"(?:as (?:early|late|soon) as |back in |since |until |in |on |by |from |over "
    r"|earlier |later |late |early )?(?:early |late |mid-)?"
    rf"(?:(?:{_WEEKDAYS}),? )?"
    r"(?:"
    rf"{_ANY_MONTH},? (?:of )?(?:last|this) year"
    rf"|(?:(?:last|next|this) )?{_ANY_MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?(?!\d))?"
    r"(?:,? (?:of )?(?:19|20)\d\d)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_ANY_MONTH}(?:,? (?:19|20)\d\d)?"
    r"|(?:19|20)\d\d|today|yesterday|tomorrow|tonight"
    rf"|{_PART}(?:last|this|next|the past|the previous) (?:week|month|year|decade|{_WEEKDAYS})"
    rf"|{_WEEKDAYS}"
    rf"|(?:this|last) (?:{'|'.join(_SEASONS)})|this (?:morning|afternoon|evening)"
    rf"|{_NUMBER} (?:day|week|month|year)s? (?:ago|earlier|later)|the same day"
    r")(?![\w-])",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:Resolution|Order|Act|No\.|Law|Directive|Regulation|UN|U\.N\.|UNSC)\s$")
"""Before a number that is none of a year: "Resolution 1973"."""
_NEEDS_CASE = frozenset({"may", "march", "mar", "sun", "sat"})


def find(text: str) -> list[tuple[int, TimeExpression]]:
    """Date expressions in a stretch of text, as (offset, expression without a value).

    >>> [e.text for _, e in find("The EU lifted them on Monday, after the 2019 vote and in May.")]
    ['on Monday', '2019', 'in May']
    """
    found = []
    for match in _SEARCH.finditer(text):
        expression = match.group().rstrip(".")
        words = expression.split()
        bare = words[-1] if len(words) == 1 else ""
        if _NUMBERED.search(text[: match.start()]) and expression.isdigit():
            continue
        if bare.lower() in _NEEDS_CASE or any(w in _NEEDS_CASE for w in words):
            continue
        found.append((match.start(), TimeExpression(expression)))
    return found
