"""How does it change? What each month brought, and how dense the net of states had become by then."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product
from typing import Any

import networkx as nx

from sanctiongraph.network.moments import month
from sanctiongraph.network.ranking import UNKNOWN, state
from sanctiongraph.network.simple import RESTRICTING, actual, finding

__all__ = ["change"]

_LEADING = 3

Pair = tuple[str, str]


def change(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """One row a month in which something is told.

    `rows`: `month`, `actions`, `acts` (facts only), `modalities` (with "Denied" for what is denied),
    `new_pairs` (`imposer` and `target`, states that had not been seen so before), `pairs` and `states`
    (so far), `density` (pairs so far by pairs possible among those states, None for fewer than two) and
    `leading` (the states that imposed most that month, with their number).
    """
    months: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for claim in graph.graph["claims"]:
        if claim["type"] == "action" and len(month(claim)) == 7:
            months[month(claim)].append(claim)
    known: set[Pair] = set()
    rows = []
    for name, claims in sorted(months.items()):
        fresh = sorted({pair for claim in claims for pair in _restricts(graph, claim)} - known)
        known.update(fresh)
        rows.append({"month": name, **_counted(graph, claims), **_grown(known, fresh)})
    return finding(
        "What each month brought: actions by act and by how real they are, states that are first seen to "
        "restrict another, who led, and how dense the net had become: the share of all possible arrows "
        "between the states seen so far that are there.",
        "A month is that of the sentence, else of publication; actions without either are left out. New is "
        "what these documents had not told before, not what had never been; density falls when a new "
        "state appears.",
        rows=rows,
    )


def _restricts(graph: nx.MultiDiGraph[str], claim: dict[str, Any]) -> set[Pair]:
    """The pairs of states between which a claim states a restriction as a fact."""
    if not actual(claim) or claim["act"] not in RESTRICTING:
        return set()
    pairs = product(claim["sources"], claim["sinks"])
    named = {(state(graph, a), state(graph, b)) for a, b in pairs}
    return {(a, b) for a, b in named if a != b and UNKNOWN not in (a, b)}


def _counted(graph: nx.MultiDiGraph[str], claims: list[dict[str, Any]]) -> dict[str, Any]:
    facts = [claim for claim in claims if actual(claim)]
    imposing = Counter(
        name
        for claim in facts
        if claim["act"] in RESTRICTING
        for name in {state(graph, actor) for actor in claim["sources"]} - {UNKNOWN}
    )
    modalities = Counter("Denied" if claim["negated"] else claim["modality"] for claim in claims)
    best = sorted(imposing.items(), key=lambda item: (-item[1], item[0]))
    return {
        "actions": len(claims),
        "acts": dict(sorted(Counter(claim["act"] for claim in facts).items())),
        "modalities": dict(sorted(modalities.items())),
        "leading": [{"state": name, "number": number} for name, number in best[:_LEADING]],
    }


def _grown(known: set[Pair], fresh: list[Pair]) -> dict[str, Any]:
    states = {name for pair in known for name in pair}
    possible = len(states) * (len(states) - 1)
    return {
        "new_pairs": [{"imposer": a, "target": b} for a, b in fresh],
        "pairs": len(known),
        "states": len(states),
        "density": round(len(known) / possible, 4) if possible else None,
    }
