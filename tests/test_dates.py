"""Date expressions against a reference date: what each resolves to, and what stays open."""

from __future__ import annotations

import pytest

from sanctiongraph.annotate.dates import find, resolve, resolve_after

TUESDAY = "2024-07-30"

PAST = {
    # absolute
    "July 28, 2024": "2024-07-28",
    "28 July 2024": "2024-07-28",
    "on July 28, 2024": "2024-07-28",
    "on 28 July 2024": "2024-07-28",
    "on June 3rd, 2021": "2021-06-03",
    "Sept. 3, 2024": "2024-09-03",
    "Monday, July 29, 2024": "2024-07-29",
    "October 2023": "2023-10",
    "in October 2023": "2023-10",
    "in October, 2023": "2023-10",
    "since January 2019": "2019-01",
    "until January 2025": "2025-01",
    "in early March 2022": "2022-03",
    "2019": "2019",
    "in 2019": "2019",
    "since 2014": "2014",
    "back in 2006": "2006",
    "late 2023": "2023",
    "in mid-2023": "2023",
    "in early 2024": "2024",
    # a month, the last one there was
    "in April": "2024-04",
    "April": "2024-04",
    "last October": "2023-10",
    "last April": "2024-04",
    "last July": "2023-07",
    "in October": "2023-10",
    "in July": "2024-07",
    "this July": "2024-07",
    "earlier in June": "2024-06",
    "since February": "2024-02",
    "in late December": "2023-12",
    "in early May": "2024-05",
    "in Sept.": "2023-09",
    "in August": "2023-08",
    # a day of a month
    "on July 21": "2024-07-21",
    "July 28": "2024-07-28",
    "28 July": "2024-07-28",
    "on 14 February": "2024-02-14",
    "on December 24": "2023-12-24",
    "on the 28 July": None,
    "July 30": "2024-07-30",
    # weekdays
    "on Monday": "2024-07-29",
    "Monday": "2024-07-29",
    "on Tuesday": "2024-07-30",
    "on Wednesday": "2024-07-24",
    "last Friday": "2024-07-26",
    "on Sunday": "2024-07-28",
    "late on Thursday": "2024-07-25",
    "early Monday": "2024-07-29",
    # days
    "today": "2024-07-30",
    "earlier today": "2024-07-30",
    "tonight": "2024-07-30",
    "this morning": "2024-07-30",
    "yesterday": "2024-07-29",
    "overnight": "2024-07-29",
    "two days ago": "2024-07-28",
    "10 days ago": "2024-07-20",
    "a day earlier": "2024-07-29",
    # weeks: the month that holds them, if it is one
    "last week": "2024-07",
    "earlier last week": "2024-07",
    "the previous week": "2024-07",
    "two weeks ago": "2024-07",
    "three weeks ago": "2024-07",
    "a week ago": "2024-07",
    "this week": "2024-07",
    "earlier this week": "2024-07",
    "as early as this week": "2024-07",
    # months and years
    "this month": "2024-07",
    "earlier this month": "2024-07",
    "last month": "2024-06",
    "late last month": "2024-06",
    "the previous month": "2024-06",
    "a month ago": "2024-06",
    "six months ago": "2024-01",
    "eight months ago": "2023-11",
    "this year": "2024",
    "earlier this year": "2024",
    "last year": "2023",
    "late last year": "2023",
    "the previous year": "2023",
    "a year ago": "2023",
    "two years ago": "2022",
    "twelve years ago": "2012",
    "12 months ago": "2023-07",
}

FUTURE = {
    "in April": "2025-04",
    "in March": "2025-03",
    "in September": "2024-09",
    "next September": "2024-09",
    "next July": "2025-07",
    "in July": "2024-07",
    "on August 22": "2024-08-22",
    "on January 10": "2025-01-10",
    "on 10 January": "2025-01-10",
    "by October 1": "2024-10-01",
    "until April 11": "2025-04-11",
    "on July 30": "2024-07-30",
    "on Monday": "2024-08-05",
    "on Thursday": "2024-08-01",
    "on Tuesday": "2024-08-06",
    "tomorrow": "2024-07-31",
    "next week": "2024-08",
    "the coming week": "2024-08",
    "next month": "2024-08",
    "next year": "2025",
    "later this year": "2024",
    "later this month": "2024-07",
    "later today": "2024-07-30",
    "by 2026": "2026",
    "in January 2025": "2025-01",
    "as soon as next week": "2024-08",
    "as early as next month": "2024-08",
    "this October": "2024-10",
}

OPEN = [
    "for months",
    "over the past decade",
    "soon",
    "recently",
    "in the coming days",
    "after the vote",
    "since the election",
    "31 June 2024",
    "February 30",
    "every Monday",
    "the 1990s",
    "two thousand",
    "May Day",
    "decades ago",
    "in due course",
]


@pytest.mark.parametrize(("expression", "value"), PAST.items())
def test_a_past_expression_resolves(expression: str, value: str | None) -> None:
    assert resolve(expression, TUESDAY) == value


@pytest.mark.parametrize(("expression", "value"), FUTURE.items())
def test_an_expression_under_a_plan_looks_ahead(expression: str, value: str) -> None:
    assert resolve(expression, TUESDAY, future=True) == value


@pytest.mark.parametrize("expression", OPEN)
def test_what_names_no_date_stays_open(expression: str) -> None:
    assert resolve(expression, TUESDAY) is None


@pytest.mark.parametrize(
    "expression", ["in April", "yesterday", "on Monday", "last year", "this week", "July 28"]
)
def test_an_undated_document_resolves_nothing_relative(expression: str) -> None:
    assert resolve(expression, None) is None


@pytest.mark.parametrize(
    ("expression", "value"),
    [("July 28, 2024", "2024-07-28"), ("in October 2023", "2023-10"), ("in 2019", "2019")],
)
def test_an_absolute_date_needs_no_reference(expression: str, value: str) -> None:
    assert resolve(expression, None) == value


def test_at_least_120_expressions_are_tried() -> None:
    assert len(PAST) + len(FUTURE) + len(OPEN) >= 120


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The EU lifted them on Monday, after the 2019 vote and in May.", ["on Monday", "2019", "in May"]),
        ("Sanctions imposed two years ago were renewed last week.", ["two years ago", "last week"]),
        ("They may march on Sunday.", ["on Sunday"]),
        ("The May government resisted.", []),
        ("It will run out on 18 April 2025.", ["on 18 April 2025"]),
        ("as early as this week", ["as early as this week"]),
        ("Resolution 1973 and 2,019 people", []),
    ],
)
def test_expressions_are_found_in_running_text(text: str, found: list[str]) -> None:
    assert [expression.text for _, expression in find(text)] == found


@pytest.mark.parametrize(
    "expression", ["999999 days ago", "9999 days ago", "9999 years ago", "9999 weeks earlier"]
)
def test_a_date_before_all_calendars_is_none(expression: str) -> None:
    value = resolve(expression, "0020-01-01")
    assert value is None or len(value.split("-")[0]) == 4


@pytest.mark.parametrize(
    ("expression", "before", "after"),
    [
        ("a week later", "2025-01-28", "2025-02"),
        ("two months later", "2024-11", "2025-01"),
        ("a year later", "2024-11-05", "2025"),
        ("ten days later", "2025-05-13", "2025-05-23"),
        ("9999 years later", "2025", None),
        ("9999 months later", "9900-01", None),
        ("two months later", "2025", None),
        ("soon", "2025", None),
    ],
)
def test_a_date_counts_from_an_earlier_act(expression: str, before: str, after: str | None) -> None:
    assert resolve_after(expression, before) == after
