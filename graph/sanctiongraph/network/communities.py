"""Who belongs together? Groups of actors with more ties among themselves than to the others."""

from __future__ import annotations

from typing import Any

import networkx as nx

from sanctiongraph.network.simple import finding, lines, weighted

__all__ = ["communities", "described"]

_SEED = 20_240_229


def communities(graph: nx.MultiDiGraph[str]) -> list[list[str]]:
    """Ids by community, the largest first; each sorted. Actors without a tie stand alone.

    Louvain (Blondel et al. 2008) with a fixed seed, over numbered nodes so that the answer does not
    hang on the hashing of names.
    """
    plain = lines(graph)
    ids = sorted(plain)
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(ids)))
    place = {actor: index for index, actor in enumerate(ids)}
    ties = sorted(
        (min(place[a], place[b]), max(place[a], place[b]), weight) for a, b, weight in weighted(plain)
    )
    numbered.add_weighted_edges_from(ties)
    if not ties:
        return [[actor] for actor in ids]
    groups = nx.community.louvain_communities(numbered, weight="weight", seed=_SEED)
    named = [[ids[index] for index in sorted(group)] for group in groups]
    return sorted(named, key=lambda group: (-len(group), group))


def described(graph: nx.MultiDiGraph[str], groups: list[list[str]]) -> dict[str, Any]:
    """The communities of at least two actors, each named after its best tied members."""
    ties = dict(lines(graph).degree(weight="weight"))
    rows = []
    for group in groups:
        if len(group) > 1:
            best = sorted(group, key=lambda actor: (-ties[actor], actor))
            labels = [graph.nodes[actor]["label"] for actor in best]
            rows.append({"size": len(group), "label": ", ".join(labels[:3]), "members": best})
    return finding(
        "Groups of actors with more ties among themselves than to the rest; each is named after its "
        "three best tied members.",
        "Found by Louvain modularity with a fixed seed over actions, offices and relationships that are "
        "not denied. A community is a pattern in the coverage, not an alliance: an imposer usually "
        "shares it with its targets.",
        rows=rows,
    )
