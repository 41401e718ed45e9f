"""Who stands between others, and between whom?"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import networkx as nx

from sanctiongraph.network.simple import finding, lines

__all__ = ["brokers"]

_SHOWN = 20


def brokers(
    graph: nx.MultiDiGraph[str], between: dict[str, float], groups: list[list[str]]
) -> dict[str, Any]:
    """The actors with the highest betweenness, and one neighbour from each side they join."""
    plain = lines(graph)
    group_of = {actor: number for number, group in enumerate(groups) for actor in group}
    best = sorted((actor for actor in plain if between[actor] > 0), key=lambda a: (-between[a], a))
    rows = [
        {
            "id": actor,
            "label": graph.nodes[actor]["label"],
            "betweenness": round(between[actor], 6),
            "between": [graph.nodes[other]["label"] for other in _sides(plain, actor, group_of)],
            "separates": _pieces(plain, actor),
        }
        for actor in best[:_SHOWN]
    ]
    return finding(
        "Brokers lie on the shortest ways between others: sanctions, offices and relationships lead "
        "through them. Beside each stands a neighbour from every community it touches, and how many "
        "pieces its part of the network would fall into without it.",
        "Ties count either way and only where they are not denied. Being between others in the news is "
        "no evidence of mediating; large networks are estimated from a sample.",
        rows=rows,
    )


def _sides(plain: nx.Graph[str], actor: str, group_of: dict[str, int]) -> list[str]:
    """The best tied neighbour in each community around an actor, strongest tie first, six at most."""
    sides: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for other, tie in plain[actor].items():
        sides[group_of[other]].append((-tie["weight"], other))
    return [other for _, other in sorted(min(side) for side in sides.values())][:6]


def _pieces(plain: nx.Graph[str], actor: str) -> int:
    """Connected pieces among an actor's neighbours once it is taken away."""
    rest = nx.restricted_view(plain, [actor], [])
    unseen = set(plain[actor])
    pieces = 0
    while unseen:
        unseen -= nx.node_connected_component(rest, min(unseen))
        pieces += 1
    return pieces
