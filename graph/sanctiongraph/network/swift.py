"""Exact betweenness of networks too large for NumPy, where rustworkx is installed (the extra `fast`)."""

from __future__ import annotations

from importlib.util import find_spec

import networkx as nx

__all__ = ["affords", "exact_betweenness"]

_STEPS = 300_000_000
"""Ties that may be looked at, over all sources (some ten seconds)."""


def affords(plain: nx.Graph[str]) -> bool:
    """Whether rustworkx is there, and can follow the paths from all actors in some seconds."""
    steps = plain.number_of_nodes() * plain.number_of_edges()
    return steps <= _STEPS and find_spec("rustworkx") is not None


def exact_betweenness(plain: nx.Graph[str], ids: list[str]) -> list[float]:
    """The betweenness of each of `ids`, which are all actors, from 0 to 1. O(actors x ties).

    On one processor: several would add up in another order each time, and so not quite to the same.
    """
    from rustworkx import PyGraph, graph_betweenness_centrality

    place = {actor: number for number, actor in enumerate(ids)}
    swift: PyGraph[str, None] = PyGraph(multigraph=False)
    swift.add_nodes_from(ids)
    swift.add_edges_from_no_data([(place[a], place[b]) for a, b in plain.edges()])
    found = graph_betweenness_centrality(swift, parallel_threshold=len(ids) + 1)
    return [found[number] for number in range(len(ids))]
