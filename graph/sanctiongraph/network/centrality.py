"""Who is important? Degree, PageRank, betweenness and core of every actor."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import networkx as nx
import numpy as np

from sanctiongraph.network.betweenness import Betweenness
from sanctiongraph.network.simple import arrows, finding, reference, stands, weighted

__all__ = ["central", "page_rank"]


def central(graph: nx.MultiDiGraph[str], between: Betweenness, core: dict[str, int]) -> dict[str, Any]:
    """One row for each actor, by PageRank.

    `rows`: `id`, `label`, `targets` and `imposers` (how many others) with the `claims` that say so,
    `pagerank`, and the given `betweenness` with its standard `error`, and `core`.
    """
    plain = arrows(graph)
    rank = page_rank(plain)
    told = _told(graph)
    rows = [
        {
            "id": actor,
            "label": graph.nodes[actor]["label"],
            "targets": plain.out_degree(actor),
            "imposers": plain.in_degree(actor),
            "pagerank": round(rank[actor], 6),
            "betweenness": round(between.value[actor], 6),
            "error": round(between.error[actor], 6),
            "core": core[actor],
            "claims": told[actor],
        }
        for actor in plain
    ]
    return finding(
        "Targets and imposers: how many different actors one sanctions, and is sanctioned by. PageRank: "
        "the share of a walk, from imposer to target along the claims, that ends here; high for those "
        "whom many, or much-sanctioned sanctioners, aim at.",
        "Only claims that are not denied and are actual, planned or threatened; claims weigh by their "
        "confidence. A number compares actors within these documents and nothing beyond them.",
        rows=sorted(rows, key=lambda row: (-row["pagerank"], row["label"], row["id"])),
    )


def _told(graph: nx.MultiDiGraph[str]) -> dict[str, list[list[str]]]:
    """The actions that make the arrows from and to each actor."""
    told: dict[str, list[list[str]]] = defaultdict(list)
    for claim in graph.graph["claims"]:
        ends = {*claim["sources"], *claim["sinks"]}
        if (
            claim["type"] == "action"
            and claim["sources"]
            and claim["sinks"]
            and len(ends) > 1
            and stands(claim)
        ):
            cited = reference(claim)
            for actor in ends:
                told[actor].append(cited)
    return told


def page_rank(plain: nx.DiGraph[str], *, damping: float = 0.85) -> dict[str, float]:
    """PageRank by power iteration, weighted by `weight`; sums to 1.

    After Brin and Page 1998; actors without a target hand their share to everybody.

    >>> chain = nx.DiGraph()
    >>> chain.add_edge("a", "b", weight=1.0)
    >>> {name: round(value, 3) for name, value in page_rank(chain).items()}
    {'a': 0.351, 'b': 0.649}
    """
    size = len(plain)
    if not size:
        return {}
    place = {actor: index for index, actor in enumerate(plain)}
    ends = [(place[a], place[b], weight) for a, b, weight in weighted(plain)]
    source, target, weight = np.array(ends, dtype=float).reshape(-1, 3).T
    source, target = source.astype(int), target.astype(int)
    given = np.bincount(source, weight, size)
    rank = np.full(size, 1 / size)
    for _ in range(200):
        flow = np.bincount(target, rank[source] * weight / given[source], size)
        new = (1 - damping) / size + damping * (flow + rank[given == 0].sum() / size)
        settled = np.abs(new - rank).sum() < 1e-10
        rank = new
        if settled:
            break
    return {actor: float(rank[index]) for actor, index in place.items()}
