"""All questions asked of one network, in the order a report answers them."""

from __future__ import annotations

from typing import Any

import networkx as nx

from sanctiongraph.network.betweenness import betweenness
from sanctiongraph.network.brokers import brokers
from sanctiongraph.network.centrality import central
from sanctiongraph.network.change import change
from sanctiongraph.network.coalitions import coalitions
from sanctiongraph.network.communities import communities, described
from sanctiongraph.network.cores import core_numbers, cores
from sanctiongraph.network.quality import quality
from sanctiongraph.network.ranking import sanctioned, sanctioning
from sanctiongraph.network.reciprocity import reciprocity
from sanctiongraph.network.simple import finding
from sanctiongraph.network.timeline import histories, matrix, over_time

__all__ = ["analyze"]


def analyze(graph: nx.MultiDiGraph[str]) -> dict[str, dict[str, Any]]:
    """Answers by question; JSON-able, and the same for the same graph.

    Each answer holds a `meaning` (what the numbers say), `limits` (what they don't), and its rows:
    `summary`, `sanctioning`, `sanctioned`, `matrix`, `timeline`, `histories`, `change`, `reciprocity`,
    `coalitions`, `centrality`, `brokers`, `communities`, `cores`, `quality`. Their functions give the
    shapes. `claims` in a row are pairs of the identifiers of a document and of a claim in it.
    """
    between = betweenness(graph)
    groups = communities(graph)
    core = core_numbers(graph)
    return {
        "summary": _summary(graph),
        "sanctioning": sanctioning(graph),
        "sanctioned": sanctioned(graph),
        "matrix": matrix(graph),
        "timeline": over_time(graph),
        "histories": histories(graph),
        "change": change(graph),
        "reciprocity": reciprocity(graph),
        "coalitions": coalitions(graph),
        "centrality": central(graph, between, core),
        "brokers": brokers(graph, between, groups),
        "communities": described(graph, groups),
        "cores": cores(graph, core),
        "quality": quality(graph),
    }


def _summary(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    return finding(
        "What was read: documents, the actors they name, and the claims they make.",
        "Claims are as told by the documents; nobody has checked that they are true.",
        **graph.graph["counts"],
        actors=graph.number_of_nodes(),
        edges=graph.number_of_edges(),
    )
