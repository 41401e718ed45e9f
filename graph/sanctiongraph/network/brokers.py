"""Who stands between others, and between whom?"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, combinations
from typing import Any

import networkx as nx

from sanctiongraph.network.betweenness import Betweenness
from sanctiongraph.network.simple import finding, lines, reference, stands

__all__ = ["brokers"]

_SHOWN = 20
_PAIRS = 3


def brokers(graph: nx.MultiDiGraph[str], between: Betweenness, groups: list[list[str]]) -> dict[str, Any]:
    """The actors with the highest betweenness, and whom they stand between.

    `rows`: `id`, `label`, `betweenness` and its standard `error`, `between` (the best tied neighbour
    from each community it touches), `pairs` (two of those that have no tie of their own), `communities`
    (how many it touches), `separates` (the pieces its part falls into without it) and `claims` (the surest
    that ties it to each of `between`). `sources` and `exact` say how the betweenness was found.
    """
    plain = lines(graph)
    group_of = {actor: number for number, group in enumerate(groups) for actor in group}
    value = between.value
    best = sorted((actor for actor in plain if value[actor] > 0), key=lambda a: (-value[a], a))[:_SHOWN]
    pieces = _pieces(plain)
    rows = []
    for actor in best:
        sides = _sides(plain, actor, group_of)
        rows.append(
            {
                "id": actor,
                "label": graph.nodes[actor]["label"],
                "betweenness": round(value[actor], 6),
                "error": round(between.error[actor], 6),
                "between": [graph.nodes[other]["label"] for other in sides],
                "pairs": [[graph.nodes[end]["label"] for end in pair] for pair in _apart(plain, sides)],
                "communities": len({group_of[other] for other in plain[actor]}),
                "separates": pieces[actor],
                "claims": [reference(_surest(graph, actor, other)) for other in sides],
            }
        )
    return finding(
        "Brokers lie on the shortest ways between others: sanctions, offices and relationships lead "
        "through them. Betweenness is the share of all pairs of others whose shortest way passes here. "
        "Beside each stands a neighbour from every community it touches, pairs of them that nothing else "
        "ties directly, and how many pieces its part of the network would fall into without it.",
        "Ties count either way and only where they are not denied. Being between others in the news is "
        "no evidence of mediating. Large networks are estimated from a sample; the standard error stands "
        "beside the number and is itself rough for low ranks.",
        sources=between.sources,
        exact=between.exact,
        rows=rows,
    )


def _sides(plain: nx.Graph[str], actor: str, group_of: dict[str, int]) -> list[str]:
    """The best tied neighbour in each community around an actor, strongest tie first, six at most."""
    sides: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for other, tie in plain[actor].items():
        sides[group_of[other]].append((-tie["weight"], other))
    return [other for _, other in sorted(min(side) for side in sides.values())][:6]


def _surest(graph: nx.MultiDiGraph[str], one: str, other: str) -> dict[str, Any]:
    """The claim that ties two actors with the highest confidence, the first of several."""
    told = [
        *(graph.get_edge_data(one, other) or {}).values(),
        *(graph.get_edge_data(other, one) or {}).values(),
    ]
    return min(filter(stands, told), key=lambda claim: (-claim["confidence"], reference(claim)))


def _apart(plain: nx.Graph[str], sides: list[str]) -> list[tuple[str, str]]:
    """Pairs of neighbours that have no tie of their own, the strongest first."""
    return [pair for pair in combinations(sides, 2) if not plain.has_edge(*pair)][:_PAIRS]


def _pieces(plain: nx.Graph[str]) -> Counter[str]:
    """Connected pieces among the neighbours of each actor once it is taken away.

    They are as many as the blocks (biconnected components) that it is part of. O(ties).
    """
    blocks: Any = nx.biconnected_components(plain)  # the stubs take a set for a list of sets
    return Counter(chain.from_iterable(blocks))
