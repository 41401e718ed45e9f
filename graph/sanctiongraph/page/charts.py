"""Geometry of the report's charts; templates draw it as SVG that reads itself out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil, sqrt
from typing import Any

__all__ = ["bars", "heat", "histories", "ranks"]

_ABOVE = ("Impose", "Reimpose", "Expand", "Renew", "Maintain")
_BELOW = ("Lift", "Suspend", "Exempt", "Ease")
_WIDTH, _HEIGHT = 720.0, 240.0
_ROWS, _COLUMNS = 20, 20
_COUNTS = ("actual", "announced", "relieved", "refused")
_PANEL_WIDTH, _PANEL_HALF = 320.0, 44.0
_RANK_WIDTH = 420.0
_STRAY = 20
"""One action in so many may be too early for a chart, where it would squeeze the rest to half its width."""


def bars(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Stacked bars of acts over time from the rows of a timeline; None without rows.

    Restricting acts rise from the axis, relieving ones hang from it, on one scale. Months become quarters
    beyond three years and years beyond twelve, so that no bar is thinner than a stroke; periods in which
    nothing happened keep their place. `earlier` counts actions too far before the others to be drawn.
    """
    if not rows:
        return None
    begin = _begin([row["month"] for row in rows for _ in range(sum(row["acts"].values()))])
    drawn = [row for row in rows if row["month"] >= begin]
    unit, name, words = _unit(begin, rows[-1]["month"])
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in drawn:
        counts[unit(row["month"])].update(row["acts"])
    first, last = min(counts), max(counts)
    up, down = (max(_total(acts, wanted) for acts in counts.values()) for wanted in (_ABOVE, _BELOW))
    step = _WIDTH / (last - first + 1)
    scale = _HEIGHT / (up + down)
    axis = up * scale
    places = range(first, last + 1)
    return {
        "rects": [
            {
                "x": round((place - first) * step + step * 0.12, 2),
                "width": round(min(step * 0.76, 46), 2),
                **rect,
            }
            for place in places
            for rect in _stack(counts[place], axis, scale, name(place))
        ],
        "ticks": [
            {"x": round((place - first) * step + min(step, 60) / 2, 2), "label": name(place)}
            for place in places[:: ceil(len(places) / 12)]
        ],
        "lines": [{"y": round(axis - value * scale, 2), "label": abs(value)} for value in _grid(-down, up)],
        "acts": [act for act in (*_ABOVE, *_BELOW) if any(acts[act] for acts in counts.values())],
        "earlier": sum(sum(row["acts"].values()) for row in rows if row["month"] < begin),
        "unit": words,
        "width": _WIDTH,
        "height": _HEIGHT,
        "axis": round(axis, 2),
        "up": up,
        "down": down,
    }


def _begin(months: Sequence[str]) -> str:
    """The month that a chart begins in, given that of each action, in order.

    >>> _begin(["1979-11"] + ["2024-02"] * 20), _begin(["2023-11"] + ["2024-02"] * 9 + ["2024-08"] * 9)
    ('2024-02', '2023-11')
    """
    whole, most = (_month(months[-1]) - _month(month) for month in (months[0], months[len(months) // _STRAY]))
    return months[len(months) // _STRAY] if 2 * most < whole else months[0]


def _unit(first: str, last: str) -> tuple[Callable[[str], int], Callable[[int], str], str]:
    """How a month is numbered and the number is named, by month, quarter or year; and the word for these."""
    span = _month(last) - _month(first)
    if span < 36:
        return _month, lambda place: f"{place // 12}-{place % 12 + 1:02}", "month"
    if span < 144:
        return lambda month: _month(month) // 3, lambda place: f"{place // 4} Q{place % 4 + 1}", "quarter"
    return lambda month: int(month[:4]), str, "year"


def _month(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _total(acts: Counter[str], wanted: Sequence[str]) -> int:
    return sum(acts[act] for act in wanted)


def _stack(acts: Counter[str], axis: float, scale: float, name: str) -> Iterator[dict[str, Any]]:
    for wanted, sign in ((_ABOVE, 1), (_BELOW, -1)):
        level = 0
        for act in wanted:
            if acts[act]:
                top = level + acts[act] if sign > 0 else -level
                yield {
                    "y": round(axis - top * scale, 2),
                    "height": round(acts[act] * scale, 2),
                    "act": act,
                    "number": acts[act],
                    "period": name,
                }
                level += acts[act]


def _grid(least: int, most: int) -> list[int]:
    """Round numbers from a negative to a positive one, five at most, without 0.

    >>> _grid(-7, 92), _grid(0, 1), _grid(-3, 2)
    ([20, 40, 60, 80], [1], [-3, -2, -1, 1, 2])
    """
    steps = (digit * 10**power for power in range(9) for digit in (1, 2, 5))
    step = next(step for step in steps if (most - least) / step <= 5)
    return [value for value in range(-(-least // step) * step, most + 1, step) if value]


def ranks(rows: Sequence[Mapping[str, Any]], column: str) -> dict[str, Any] | None:
    """One bar a row for the number in a column, with a whisker of its standard `error` to either side.

    `bars` have the `label`, `y`, `width`, and `from` and `to` of the whisker (None without an error); None
    without rows.
    """
    most = max((row[column] + row["error"] for row in rows), default=0.0)
    if not most:
        return None
    scale = _RANK_WIDTH / most
    return {
        "bars": [
            {
                "label": row["label"],
                "value": row[column],
                "y": 22 * number,
                "width": round(row[column] * scale, 2),
                "from": round(max(row[column] - row["error"], 0.0) * scale, 2) if row["error"] else None,
                "to": round((row[column] + row["error"]) * scale, 2) if row["error"] else None,
            }
            for number, row in enumerate(rows)
        ],
        "width": _RANK_WIDTH,
        "height": 22 * len(rows),
    }


def heat(cells: Sequence[Mapping[str, Any]], unknown: str) -> dict[str, Any] | None:
    """The matrix of states against states with the most actions; None without cells.

    `hidden` counts the actions in rows and columns that found no place. The `unknown` state stands last.
    """
    if not cells:
        return None
    imposers, targets = _leading(cells, "imposer")[:_ROWS], _leading(cells, "target")[:_COLUMNS]
    shown = [cell for cell in cells if cell["imposer"] in imposers and cell["target"] in targets]
    imposers = sorted(_leading(shown, "imposer"), key=unknown.__eq__)
    targets = sorted(_leading(shown, "target"), key=unknown.__eq__)
    most = max((cell["actual"] for cell in shown), default=0) or 1
    return {
        "rows": imposers,
        "columns": targets,
        "cells": [
            {
                **cell,
                "row": imposers.index(cell["imposer"]),
                "column": targets.index(cell["target"]),
                "shade": round(sqrt(cell["actual"] / most) * 0.6, 3),
            }
            for cell in shown
        ],
        "hidden": _told(cells) - _told(shown),
    }


def _told(cells: Sequence[Mapping[str, Any]]) -> int:
    return sum(cell[count] for cell in cells for count in _COUNTS)


def _leading(cells: Sequence[Mapping[str, Any]], role: str) -> list[str]:
    sums: Counter[str] = Counter()
    for cell in cells:
        sums[cell[role]] += cell["actual"] * 1000 + sum(cell[count] for count in _COUNTS)
    return sorted(sums, key=lambda name: (-sums[name], name))


def histories(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Small multiples: one panel for each target, all on one scale of time and of numbers.

    `panels` have the `target`, `bars` (restricting up, relieving down), `marks` (announced above, refused
    below, at the edges), `totals` by kind, and how many of them are `earlier` than the panel begins; None
    without rows.
    """
    if not rows:
        return None
    times = sorted(
        month["month"] for row in rows for month in row["months"] for _ in range(sum(month["kinds"].values()))
    )
    begin = _begin(times)
    unit, name, words = _unit(begin, times[-1])
    first, last = unit(begin), unit(times[-1])
    counted = [
        (row, _by_period([month for month in row["months"] if month["month"] >= begin], unit)) for row in rows
    ]
    most = max(
        (
            max(kinds["restricting"], kinds["relieving"])
            for _, periods in counted
            for kinds in periods.values()
        ),
        default=0,
    )
    step, scale = _PANEL_WIDTH / (last - first + 1), (_PANEL_HALF - 12) / max(most, 1)
    return {
        "panels": [
            {
                "target": row["target"],
                "bars": [
                    bar
                    for place, kinds in sorted(periods.items())
                    for bar in _up_and_down(kinds, (place - first) * step, min(step * 0.8, 14), scale)
                ],
                "marks": [
                    {"x": round((place - first + 0.4) * step, 2), "kind": kind, "number": kinds[kind]}
                    for place, kinds in sorted(periods.items())
                    for kind in ("announced", "refused")
                    if kinds[kind]
                ],
                "totals": dict(sorted(_totals(row["months"]).items())),
                "earlier": sum(
                    _totals([month for month in row["months"] if month["month"] < begin]).values()
                ),
            }
            for row, periods in counted
        ],
        "first": name(first),
        "last": name(last),
        "most": most,
        "unit": words,
        "width": _PANEL_WIDTH,
        "half": _PANEL_HALF,
    }


def _totals(months: Sequence[Mapping[str, Any]]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for month in months:
        totals.update(month["kinds"])
    return totals


def _by_period(months: Sequence[Mapping[str, Any]], unit: Callable[[str], int]) -> dict[int, Counter[str]]:
    periods: dict[int, Counter[str]] = defaultdict(Counter)
    for month in months:
        periods[unit(month["month"])].update(month["kinds"])
    return periods


def _up_and_down(kinds: Counter[str], x: float, width: float, scale: float) -> Iterator[dict[str, Any]]:
    for kind, up in (("restricting", True), ("relieving", False)):
        if kinds[kind]:
            height = round(kinds[kind] * scale, 2)
            yield {
                "x": round(x, 2),
                "y": round(_PANEL_HALF - height, 2) if up else _PANEL_HALF,
                "width": round(width, 2),
                "height": height,
                "kind": kind,
            }
