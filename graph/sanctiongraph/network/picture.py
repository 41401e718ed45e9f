"""What a page needs to draw a network, as plain lists and mappings."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import networkx as nx

from sanctiongraph.network.communities import communities, named
from sanctiongraph.network.layout import Positions, layout
from sanctiongraph.network.leading import importance, leading, nearness
from sanctiongraph.network.ranking import state

__all__ = ["FOCUS", "material", "picture"]

FOCUS = 300
"""A network of more than 400 actors is first shown by this many of the most important."""
_WHOLE = 400
_HELD = 20_000
"""Claims in a picture, at most: as many as a browser opens in some seconds (some 15 MB)."""


def picture(graph: nx.MultiDiGraph[str], positions: Positions | None = None) -> dict[str, Any]:
    """Nodes, edges, claims and documents of a graph, JSON-able, for the map and the report.

    `nodes` (by id): `id`, `label`, `kind`, `names`, `state`, `country` (its code), `part_of`, `documents`,
    `importance` (0 to 1), `x`, `y`, `community` (its number, None for those alone), `claims` (places in
    `claims`, those without a counterpart), and in networks of more than 400 actors `first` (the place among
    the 300 most important, those in sanction actions before all others, else None).
    `edges`: `source`, `target` (places in `nodes`), `claims`: one for each ordered pair of actors.
    `claims`: attributes as in `project`, with `document` (a place in `documents`), `imposers` and
    `targets` (places in `nodes`) instead of the document's own attributes.
    `communities`: what each is called, by number from 1.
    Of more than 20,000 claims it holds the most important, with their actors; `whole` says how many
    `actors` and `claims` there are.
    """
    whole = {"actors": len(graph), "claims": len(graph.graph["claims"])}
    graph = leading(graph, _HELD)
    shown = material(graph)
    groups = communities(graph)
    positions = positions if positions is not None else layout(graph, groups)
    weight = importance(graph)
    several = [group for group in groups if len(group) > 1]
    community = {actor: number for number, group in enumerate(several, 1) for actor in group}
    for node in shown["nodes"]:
        node["x"], node["y"] = positions[node["id"]]
        node["importance"] = weight[node["id"]]
        node["community"] = community.get(node["id"])
    _foreground(graph, shown["nodes"])
    return {**shown, "edges": _edges(graph), "communities": named(graph, several), "whole": whole}


def material(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """A picture without places, importance and edges: what the report needs, in O(claims)."""
    ids = sorted(graph)
    place = {actor: number for number, actor in enumerate(ids)}
    claim_place = _claim_places(graph)
    document_place = {document["id"]: number for number, document in enumerate(graph.graph["documents"])}
    return {
        "nodes": [_node(graph, actor, claim_place) for actor in ids],
        "claims": [_claim(claim, place, document_place) for claim in graph.graph["claims"]],
        "documents": list(graph.graph["documents"]),
        "counts": dict(graph.graph["counts"]),
    }


def _claim_places(graph: nx.MultiDiGraph[str]) -> dict[tuple[str, str, str], int]:
    return {_key(claim): number for number, claim in enumerate(graph.graph["claims"])}


def _key(claim: dict[str, Any]) -> tuple[str, str, str]:
    return claim["document_id"], claim["type"], claim["id"]


def _node(
    graph: nx.MultiDiGraph[str], actor: str, claim_place: dict[tuple[str, str, str], int]
) -> dict[str, Any]:
    node = graph.nodes[actor]
    part_of = node["part_of"]
    return {
        "id": actor,
        "label": node["label"],
        "kind": node["kind"],
        "names": list(node["names"]),
        "state": state(graph, actor) if node["country"] else None,
        "country": node["country"],
        "part_of": graph.nodes[part_of]["label"] if part_of in graph else None,
        "documents": node["documents"],
        "claims": [claim_place[_key(claim)] for claim in node["claims"]],
    }


def _edges(graph: nx.MultiDiGraph[str]) -> list[dict[str, Any]]:
    place = {actor: number for number, actor in enumerate(sorted(graph))}
    claim_place = _claim_places(graph)
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for source, target, claim in graph.edges(data=True):
        pairs[place[source], place[target]].append(claim_place[_key(claim)])
    return [
        {"source": source, "target": target, "claims": sorted(claims)}
        for (source, target), claims in sorted(pairs.items())
    ]


def _claim(claim: dict[str, Any], place: dict[str, int], document_place: dict[str, int]) -> dict[str, Any]:
    kept = {name: value for name, value in claim.items() if not name.startswith("document_")}
    return {
        **kept,
        "sources": [place[actor] for actor in claim["sources"]],
        "sinks": [place[actor] for actor in claim["sinks"]],
        "document": document_place[claim["document_id"]],
    }


def _foreground(graph: nx.MultiDiGraph[str], nodes: list[dict[str, Any]]) -> None:
    """In a large network, give the most important actors positions of their own, without the rest.

    Who has a part in a sanction action comes before those who are tied to one of these, and they before all
    others: what else the news tells must not crowd out the answer to who sanctions whom.
    """
    if len(nodes) <= _WHOLE:
        return
    near = nearness(graph)
    chosen = sorted(nodes, key=lambda node: (near[node["id"]], -node["importance"], node["id"]))[:FOCUS]
    closer = layout(graph.subgraph([node["id"] for node in chosen]))
    for node in nodes:
        node["first"] = list(closer[node["id"]]) if node["id"] in closer else None
