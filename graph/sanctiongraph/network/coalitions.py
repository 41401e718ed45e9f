"""Who sanctions together? States that act on one target in one claim, or within thirty days."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import combinations
from typing import Any

import networkx as nx

from sanctiongraph.network.moments import day, when
from sanctiongraph.network.ranking import UNKNOWN, state
from sanctiongraph.network.simple import RESTRICTING, actual, finding, reference

__all__ = ["DAYS", "coalitions"]

DAYS = 30
"""Actions on one target that are further apart are not counted as taken together."""
_NAMED = 5

Pair = tuple[str, str]
Dated = dict[str, dict[str, list[tuple[date, list[str]]]]]


def coalitions(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """Pairs of states that impose together, and the sets that single claims name.

    `rows`: `one`, `other`, `jointly` (claims that name both), `near` (targets on which both acted, in
    claims of their own, within `DAYS`), `shared` and `either` (targets of both, of any), `jaccard`,
    `targets` (labels of some shared ones) and `claims`, the closest first. `groups`: `members`,
    `number` and `claims` for each set of states that one claim names.
    """
    jointly: dict[Pair, list[list[str]]] = defaultdict(list)
    groups: dict[tuple[str, ...], list[list[str]]] = defaultdict(list)
    targets: dict[str, set[str]] = defaultdict(set)
    acted: Dated = defaultdict(lambda: defaultdict(list))
    for claim in graph.graph["claims"]:
        if claim["type"] == "action" and actual(claim) and claim["act"] in RESTRICTING:
            imposers = sorted({state(graph, actor) for actor in claim["sources"]} - {UNKNOWN})
            _note(claim, imposers, targets, acted)
            if len(imposers) > 1 and claim["sinks"]:
                groups[tuple(imposers)].append(reference(claim))
                for pair in combinations(imposers, 2):
                    jointly[pair].append(reference(claim))
    near, told = _near(acted)
    rows = [
        {
            **_shared(graph, targets, pair),
            "jointly": len(jointly[pair]),
            "near": near[pair],
            "claims": sorted([*jointly[pair], *(list(one) for one in told[pair])]),
        }
        for pair in sorted(jointly.keys() | near.keys())
    ]
    return finding(
        "States that act together: both imposers of one claim, or each in a claim of its own on the same "
        f"target within {DAYS} days. Jaccard is the share of the targets of either that are targets of both: "
        "1 where they sanction the same, 0 where they share nobody.",
        "Restricting actions that the texts state as facts. Nearness needs full dates; that of publication "
        "stands in where the sentence has none, so that two reports of one week may look like one decision. "
        "To act alike is not to have agreed.",
        rows=sorted(rows, key=lambda row: (-row["jointly"] - row["near"], -row["jaccard"], row["one"])),
        groups=[
            {"members": list(members), "number": len(claims), "claims": claims}
            for members, claims in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
        ],
    )


def _note(claim: dict[str, Any], imposers: list[str], targets: dict[str, set[str]], acted: Dated) -> None:
    moment = day(when(claim))
    for imposer in imposers:
        targets[imposer].update(claim["sinks"])
        if moment:
            for target in claim["sinks"]:
                acted[target][imposer].append((moment, reference(claim)))


def _near(acted: Dated) -> tuple[Counter[Pair], dict[Pair, set[tuple[str, ...]]]]:
    """Targets by the pairs that acted on them within `DAYS` by claims of their own; and those claims."""
    number: Counter[Pair] = Counter()
    told: dict[Pair, set[tuple[str, ...]]] = defaultdict(set)
    for imposers in acted.values():
        for one, other in combinations(sorted(imposers), 2):
            close = [
                (tuple(a), tuple(b))
                for then, a in imposers[one]
                for later, b in imposers[other]
                if a != b and abs((then - later).days) <= DAYS
            ]
            number[one, other] += bool(close)
            told[one, other].update(reference for both in close for reference in both)
    return +number, told


def _shared(graph: nx.MultiDiGraph[str], targets: dict[str, set[str]], pair: Pair) -> dict[str, Any]:
    both, either = targets[pair[0]] & targets[pair[1]], targets[pair[0]] | targets[pair[1]]
    return {
        "one": pair[0],
        "other": pair[1],
        "shared": len(both),
        "either": len(either),
        "jaccard": round(len(both) / len(either), 4) if either else 0.0,
        "targets": sorted(graph.nodes[actor]["label"] for actor in both)[:_NAMED],
    }
