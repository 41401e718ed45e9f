"""Geometry of the report's charts; templates draw it as SVG that reads itself out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil, sqrt
from typing import Any

__all__ = ["bars", "heat", "histories"]

_ABOVE = ("Impose", "Reimpose", "Expand", "Renew", "Maintain")
_BELOW = ("Lift", "Suspend", "Exempt", "Ease")
_WIDTH, _HALF = 720.0, 130.0
_ROWS, _COLUMNS = 20, 20
_COUNTS = ("actual", "announced", "relieved", "refused")
_PANEL_WIDTH, _PANEL_HALF = 320.0, 44.0
_STRAY = 20
"""One action in so many may be too early for the small multiples: a stray date must not squeeze them."""


def bars(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Stacked bars of acts over time from the rows of a timeline; None without rows.

    Restricting acts rise from the axis, relieving ones hang from it. Months become quarters beyond
    three years and years beyond twelve, so that no bar is thinner than a stroke; periods in which
    nothing happened keep their place.
    """
    if not rows:
        return None
    unit, name = _unit(rows[0]["month"], rows[-1]["month"])
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[unit(row["month"])].update(row["acts"])
    first, last = min(counts), max(counts)
    most = max(max(_total(acts, _ABOVE), _total(acts, _BELOW)) for acts in counts.values())
    step = _WIDTH / (last - first + 1)
    scale = _HALF / most
    places = range(first, last + 1)
    return {
        "rects": [
            {
                "x": round((place - first) * step + step * 0.12, 2),
                "width": round(min(step * 0.76, 46), 2),
                **rect,
            }
            for place in places
            for rect in _stack(counts[place], scale, name(place))
        ],
        "ticks": [
            {"x": round((place - first) * step + min(step, 60) / 2, 2), "label": name(place)}
            for place in places[:: ceil(len(places) / 12)]
        ],
        "lines": [
            {"y": round(_HALF - sign * value * scale, 2), "label": value} for value, sign in _grid(most)
        ],
        "acts": [act for act in (*_ABOVE, *_BELOW) if any(acts[act] for acts in counts.values())],
        "width": _WIDTH,
        "half": _HALF,
    }


def _unit(first: str, last: str) -> tuple[Callable[[str], int], Callable[[int], str]]:
    """How a month is numbered and the number is named: by month, quarter or year."""
    span = _month(last) - _month(first)
    if span < 36:
        return _month, lambda place: f"{place // 12}-{place % 12 + 1:02}"
    if span < 144:
        return lambda month: _month(month) // 3, lambda place: f"{place // 4} Q{place % 4 + 1}"
    return lambda month: int(month[:4]), str


def _month(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _total(acts: Counter[str], wanted: Sequence[str]) -> int:
    return sum(acts[act] for act in wanted)


def _stack(acts: Counter[str], scale: float, name: str) -> Iterator[dict[str, Any]]:
    for wanted, sign in ((_ABOVE, 1), (_BELOW, -1)):
        level = 0
        for act in wanted:
            if acts[act]:
                top = level + acts[act] if sign > 0 else -level
                yield {
                    "y": round(_HALF - top * scale, 2),
                    "height": round(acts[act] * scale, 2),
                    "act": act,
                    "number": acts[act],
                    "period": name,
                }
                level += acts[act]


def _grid(most: int) -> list[tuple[int, int]]:
    step = max(1, ceil(most / 4))
    return [(value, sign) for sign in (1, -1) for value in range(step, most + 1, step)]


def heat(cells: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The matrix of states against states with the most actions; None without cells.

    `hidden` counts the actions in rows and columns that found no place.
    """
    if not cells:
        return None
    imposers = _leading(cells, "imposer")[:_ROWS]
    targets = _leading(cells, "target")[:_COLUMNS]
    shown = [cell for cell in cells if cell["imposer"] in imposers and cell["target"] in targets]
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
    begin = times[len(times) // _STRAY]
    unit, name = _unit(begin, times[-1])
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
