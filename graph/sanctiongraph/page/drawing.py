"""The network as vis-network draws it: pyvis holds its nodes, edges and options."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pyvis.network import Network

from sanctiongraph.page.look import KINDS, STATES, state_of

__all__ = ["drawing"]

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 1_000_000,
        "hideEdgesOnDrag": False,
        "hoverConnectedEdges": False,
        "multiselect": False,
        "zoomSpeed": 1,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4},
    "edges": {"selectionWidth": 2, "hoverWidth": 1, "smooth": False},
}
_BY_STATE = {look.key: number for number, look in enumerate(STATES)}


def drawing(picture: Mapping[str, Any]) -> dict[str, Any]:
    """Nodes, edges and options from a `picture` of the network.

    A node's id is its place in `picture["nodes"]`. Parallel claims of one state are one edge with
    their number as `value`; strands between the same two actors bend apart by `bend`.
    """
    net = Network(directed=True)
    net.options = {**_OPTIONS, "groups": {look.key: {"shape": look.shape} for look in KINDS}}
    net.nodes = [_node(number, node) for number, node in enumerate(picture["nodes"])]
    net.edges = _edges(picture)
    nodes, edges, *_ = net.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": net.options}


def _node(number: int, node: Mapping[str, Any]) -> dict[str, Any]:
    drawn = {
        "id": number,
        "label": node["label"],
        "group": node["kind"],
        "size": round(7 + 21 * node["importance"] ** 0.5, 1),
        "x": node["x"],
        "y": node["y"],
    }
    first = node.get("first")
    return {**drawn, "first": first} if first else drawn


def _edges(picture: Mapping[str, Any]) -> list[dict[str, Any]]:
    between: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for edge in picture["edges"]:
        ends = sorted((edge["source"], edge["target"]))
        between[ends[0], ends[1]].extend(_strands(edge, picture["claims"]))
    return [strand for strands in between.values() for strand in _bent(strands)]


def _strands(edge: Mapping[str, Any], claims: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    by_state: dict[str, list[int]] = defaultdict(list)
    for number in edge["claims"]:
        by_state[state_of(claims[number])].append(number)
    return [
        {"from": edge["source"], "to": edge["target"], "state": state, "value": len(held), "claims": held}
        for state, held in sorted(by_state.items(), key=lambda item: _BY_STATE[item[0]])
    ]


def _bent(strands: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Strands spread over both sides of the straight line; a reversed one bends the other way."""
    for number, strand in enumerate(strands):
        bend = (number - (len(strands) - 1) / 2) * 0.2
        if bend:
            strand["bend"] = round(bend if strand["from"] < strand["to"] else -bend, 2)
    return strands
