"""When was who active? Sanction actions by month and act, by target, and who acted against whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import networkx as nx

from sanctiongraph.network.moments import month, when
from sanctiongraph.network.ranking import UNKNOWN, state
from sanctiongraph.network.simple import RESTRICTING, actual, finding, reference

__all__ = ["histories", "matrix", "over_time"]

_TARGETS = 12


def over_time(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """Rows by month with the number of each act, and how many of them the text itself dates."""
    months: dict[str, Counter[str]] = defaultdict(Counter)
    dated: Counter[str] = Counter()
    unplaced: Counter[str] = Counter()
    for claim in graph.graph["claims"]:
        if claim["type"] == "action" and actual(claim) and claim["act"] != "InForce":
            name = month(claim)
            if len(name) == 7:
                months[name][claim["act"]] += 1
                dated[name] += claim["date"] is not None
            else:
                unplaced[name or "undated"] += 1
    rows = [
        {"month": name, "acts": dict(sorted(acts.items())), "total": acts.total(), "dated": dated[name]}
        for name, acts in sorted(months.items())
    ]
    return finding(
        "Sanction actions that the texts state as facts, by month and act.",
        "An action stands in the month its sentence gives; one without a date of its own stands in the "
        "month of publication, and the table says how many those are. Measures merely said to be in "
        "force are left out; so are actions of which only the year is known, listed apart.",
        rows=rows,
        unplaced=dict(sorted(unplaced.items())),
    )


def histories(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """The months of the states that are targets most often.

    `rows`: `target` and `months`, each with `month`, `kinds` (the number of actions by
    `restricting`, `announced`, `relieving`, `refused`) and `claims`, in order.
    """
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for claim in graph.graph["claims"]:
        if claim["type"] == "action" and len(month(claim)) == 7:
            for name in {state(graph, actor) for actor in claim["sinks"]} - {UNKNOWN}:
                told[name].append(claim)
    most = sorted(told, key=lambda name: (-len(told[name]), name))[:_TARGETS]
    return finding(
        "One line of time for each of the states that sanction actions aim at most often, all on the same "
        "scale: restrictions above the line, reliefs below it, and marks for what is only announced or is "
        "refused.",
        "An action stands in the month of its sentence, else of publication. Persons and bodies count for "
        "the state they are of or act for; actions that cannot be placed in a month are left out.",
        rows=[{"target": name, "months": _months(told[name])} for name in most],
    )


def _months(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_month: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: (when(claim), reference(claim))):
        by_month[month(claim)].append(claim)
    return [
        {
            "month": name,
            "kinds": dict(sorted(Counter(map(_kind, held)).items())),
            "claims": [reference(claim) for claim in held],
        }
        for name, held in sorted(by_month.items())
    ]


def _kind(claim: dict[str, Any]) -> str:
    """How a claim counts: refused, announced, restricting or relieving."""
    if claim["negated"]:
        return "refused"
    if not actual(claim):
        return "announced"
    return "restricting" if claim["act"] in RESTRICTING else "relieving"


_CELL = {"restricting": "actual", "announced": "announced", "relieving": "relieved", "refused": "refused"}


def matrix(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """Actions of each state against each other.

    `cells`: `imposer`, `target`, `actual` (restrictions stated as facts), `announced` (restrictions
    planned, threatened or discussed), `relieved`, `refused`, and `claims`; those with most restrictions
    first. `unknown` is the name of those whose state nobody knows.
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    claims: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    for claim in graph.graph["claims"]:
        kind = _kind(claim) if claim["type"] == "action" else ""
        if kind in _CELL and (kind != "announced" or claim["act"] in RESTRICTING):
            for pair in sorted(_pairs(graph, claim)):
                counts[pair][_CELL[kind]] += 1
                claims[pair].append(reference(claim))
    cells = [
        {"imposer": a, "target": b, **{name: told[name] for name in _CELL.values()}, "claims": claims[a, b]}
        for (a, b), told in counts.items()
    ]
    return finding(
        "Each cell counts the actions of the row's state against targets of the column's state: "
        "restrictions stated as facts, and beside them those only planned, threatened or discussed, reliefs "
        "stated as facts, and what is refused or denied.",
        "Institutions and people count for the state they act for. Actions with an unknown imposer or "
        "target, and reliefs that are only announced, are left out.",
        unknown=UNKNOWN,
        cells=sorted(cells, key=lambda cell: (-cell["actual"], cell["imposer"], cell["target"])),
    )


def _pairs(graph: nx.MultiDiGraph[str], claim: dict[str, Any]) -> set[tuple[str, str]]:
    return {(state(graph, a), state(graph, b)) for a in claim["sources"] for b in claim["sinks"]}
