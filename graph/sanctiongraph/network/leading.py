"""Which actors and claims come first, where not all can be shown."""

from __future__ import annotations

from typing import Any

import networkx as nx

from sanctiongraph.network.simple import reference

__all__ = ["importance", "leading", "nearness"]


def importance(graph: nx.MultiDiGraph[str]) -> dict[str, float]:
    """Claims an actor has a part in, weighted by confidence (an office counts a quarter), 0 to 1."""
    weight = dict.fromkeys(graph, 0.0)
    for claim in graph.graph["claims"]:
        worth = claim["confidence"] * (1.0 if claim["type"] == "action" else 0.25)
        for actor in {*claim["sources"], *claim["sinks"]}:
            weight[actor] += worth
    most = max(weight.values(), default=0.0) or 1.0
    return {actor: round(value / most, 4) for actor, value in weight.items()}


def nearness(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    """Ties from each actor to a sanction action: 0 for a part in one, 1 beside such an actor, else 2."""
    claims = [claim for claim in graph.graph["claims"] if claim["type"] == "action"]
    acting = {actor for claim in claims for actor in (*claim["sources"], *claim["sinks"])}
    beside = {other for actor in acting for other in nx.all_neighbors(graph, actor)}
    return {actor: 0 if actor in acting else 1 if actor in beside else 2 for actor in graph}


def leading(graph: nx.MultiDiGraph[str], most: int) -> nx.MultiDiGraph[str]:
    """The `most` claims that matter most, and who has a part in them; the graph itself if it has no more.

    Sanction actions come before all else, and of these the ones whose least important actor is the most
    important: what is left is the core of the network, not all that its leading actor ever did.
    O(claims · log claims).
    """
    claims = graph.graph["claims"]
    if len(claims) <= most:
        return graph
    weight = importance(graph)

    def rank(claim: dict[str, Any]) -> tuple[bool, float]:
        return claim["type"] != "action", -min((weight[actor] for actor in _actors(claim)), default=0.0)

    chosen = sorted(range(len(claims)), key=lambda place: (rank(claims[place]), place))[:most]
    return _cut(graph, [claims[place] for place in sorted(chosen)])


def _actors(claim: dict[str, Any]) -> tuple[str, ...]:
    return *claim["sources"], *claim["sinks"]


def _cut(graph: nx.MultiDiGraph[str], claims: list[dict[str, Any]]) -> nx.MultiDiGraph[str]:
    """A graph of some of the claims of another, with the actors they name."""
    held = {_name(claim) for claim in claims}
    named = {actor for claim in claims for actor in _actors(claim)}
    cut: nx.MultiDiGraph[str] = nx.MultiDiGraph(**{**graph.graph, "claims": tuple(claims)})
    for actor in (actor for actor in graph if actor in named):
        alone = tuple(claim for claim in graph.nodes[actor]["claims"] if _name(claim) in held)
        cut.add_node(actor, **{**graph.nodes[actor], "claims": alone})
    for source, sink, key, claim in graph.edges(keys=True, data=True):
        if _name(claim) in held:
            cut.add_edge(source, sink, key=key, **claim)
    return cut


def _name(claim: dict[str, Any]) -> tuple[str, ...]:
    return claim["type"], *reference(claim)
