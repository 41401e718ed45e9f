"""When was who active? Sanction actions by month and act, and who acted against whom."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any

import networkx as nx

from sanctiongraph.network.ranking import state
from sanctiongraph.network.simple import RESTRICTING, actual, finding

__all__ = ["matrix", "over_time"]

_DATE = re.compile(r"(\d{4}(?:-(?:0[1-9]|1[0-2]))?)(?:(?<=-\d\d)-\d\d)?$", re.ASCII)


def over_time(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """Rows by month with the number of each act, and how many of them the text itself dates."""
    months: dict[str, Counter[str]] = defaultdict(Counter)
    dated: Counter[str] = Counter()
    unplaced: Counter[str] = Counter()
    for claim in graph.graph["claims"]:
        if claim["type"] == "action" and actual(claim) and claim["act"] != "InForce":
            month = _period(claim["date"]) or _period(claim["document_date"])
            if len(month) == 7:
                months[month][claim["act"]] += 1
                dated[month] += claim["date"] is not None
            else:
                unplaced[month or "undated"] += 1
    rows = [
        {"month": month, "acts": dict(sorted(acts.items())), "total": acts.total(), "dated": dated[month]}
        for month, acts in sorted(months.items())
    ]
    return finding(
        "Sanction actions that the texts state as facts, by month and act.",
        "An action stands in the month its sentence gives; one without a date of its own stands in the "
        "month of publication, and the table says how many those are. Measures merely said to be in "
        "force are left out; so are actions of which only the year is known, listed apart.",
        rows=rows,
        unplaced=dict(sorted(unplaced.items())),
    )


def _period(date: str | None) -> str:
    """The month of a date, else its year, else nothing (also for what is no date at all).

    >>> _period("2024-04-17"), _period("2024"), _period("soon"), _period("2024-13-01")
    ('2024-04', '2024', '', '')
    """
    found = _DATE.match(date or "")
    return found[1] if found else ""


def matrix(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """How many restricting actions each state took against each other; and those not yet taken."""
    done: Counter[tuple[str, str]] = Counter()
    announced: Counter[tuple[str, str]] = Counter()
    for claim in graph.graph["claims"]:
        if claim["type"] == "action" and claim["act"] in RESTRICTING and not claim["negated"]:
            cells = done if actual(claim) else announced
            cells.update(_pairs(graph, claim))
    return finding(
        "Each cell counts the restricting actions of the row's state against targets of the column's "
        "state: those stated as facts, and beside them those only planned, threatened or discussed.",
        "Institutions and people count for the state they act for. Actions with an unknown imposer or "
        "target, denied ones and reliefs are left out.",
        cells=[
            {"imposer": a, "target": b, "actual": done[a, b], "announced": announced[a, b]}
            for a, b in sorted(done.keys() | announced.keys())
        ],
    )


def _pairs(graph: nx.MultiDiGraph[str], claim: dict[str, Any]) -> set[tuple[str, str]]:
    return {(state(graph, a), state(graph, b)) for a in claim["sources"] for b in claim["sinks"]}
