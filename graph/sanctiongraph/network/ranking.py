"""Who sanctions most, and who is sanctioned most? Counted by state and by act."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import networkx as nx

from sanctiongraph.network.simple import RESTRICTING, actual, finding, reference

__all__ = ["UNKNOWN", "sanctioned", "sanctioning", "state"]

UNKNOWN = "no state known"

Claim = dict[str, Any]


def state(graph: nx.MultiDiGraph[str], actor: str) -> str:
    """The state an actor is, belongs to or acts for, by its name; `UNKNOWN` where none is known."""
    code = graph.nodes[actor]["country"]
    return graph.graph["states"].get(code, UNKNOWN) if code else UNKNOWN


def sanctioning(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """States and actors by the number of sanction actions they take.

    `states` and `actors`: `id`, `label`, `known` (False for those of no known state), the numbers
    `restricting`, `relieving` (facts), `not_yet`, `refused` and their `total`, the facts by `acts`,
    all by `modalities`, with "Denied" for what is denied, and their `claims`. Those of no known state
    come last.
    """
    return finding(
        "Who takes sanction actions most often: each action counts once for its imposer and once for "
        "the imposer's state.",
        "Rank counts restricting actions the texts state as facts; planned, refused and relieving ones "
        "stand beside it. More coverage means more actions, not a harsher policy.",
        **_tables(graph, "sources"),
    )


def sanctioned(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """States and actors by the number of sanction actions that aim at them; shaped as `sanctioning`."""
    return finding(
        "Who is the target most often: each action counts once for the target and once for the state "
        "the target is, belongs to or acts for.",
        "Actions are counted as told, not as law: several reports of one decision are several actions, "
        "and a list of a hundred names told in one sentence is one.",
        **_tables(graph, "sinks"),
    )


def _tables(graph: nx.MultiDiGraph[str], role: str) -> dict[str, list[dict[str, Any]]]:
    actors: dict[str, list[Claim]] = defaultdict(list)
    states: dict[str, list[Claim]] = defaultdict(list)
    for claim in graph.graph["claims"]:
        if claim["type"] == "action":
            for actor in claim[role]:
                actors[actor].append(claim)
            for name in {state(graph, actor) for actor in claim[role]}:
                states[name].append(claim)
    return {
        "states": _rows({name: (name, claims) for name, claims in states.items()}),
        "actors": _rows({id_: (graph.nodes[id_]["label"], claims) for id_, claims in actors.items()}),
    }


def _columns(claim: Claim) -> list[str]:
    """The column of the table that an action is counted in, and its act where it is a fact."""
    if claim["negated"]:
        return ["refused"]
    if not actual(claim):
        return ["not_yet"]
    return ["restricting" if claim["act"] in RESTRICTING else "relieving", f"act {claim['act']}"]


def _modality(claim: Claim) -> str:
    return "modality Denied" if claim["negated"] else f"modality {claim['modality']}"


def _rows(told: dict[str, tuple[str, list[Claim]]]) -> list[dict[str, Any]]:
    rows = [_row(id_, label, claims) for id_, (label, claims) in told.items()]
    return sorted(
        rows,
        key=lambda row: (not row["known"], -row["restricting"], -row["total"], row["label"], row["id"]),
    )


def _row(id_: str, label: str, claims: list[Claim]) -> dict[str, Any]:
    columns = Counter(name for claim in claims for name in (*_columns(claim), _modality(claim)))
    named = ("restricting", "relieving", "not_yet", "refused")
    counted = {name: columns[name] for name in named}
    return {
        "id": id_,
        "label": label,
        "known": id_ != UNKNOWN,
        **counted,
        "total": sum(counted.values()),
        "acts": _of("act ", columns),
        "modalities": _of("modality ", columns),
        "claims": [reference(claim) for claim in claims],
    }


def _of(prefix: str, columns: Counter[str]) -> dict[str, int]:
    named = sorted(columns.items())
    return {name.removeprefix(prefix): number for name, number in named if name.startswith(prefix)}
