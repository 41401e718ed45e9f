"""How are two actors linked? The shortest chain of claims between two names."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import pairwise
from typing import Any

import networkx as nx

from sanctiongraph.errors import InputError
from sanctiongraph.network.simple import finding

__all__ = ["find", "path"]


def path(graph: nx.MultiDiGraph[str], a: str, b: str) -> dict[str, Any]:
    """The shortest chain between two actors, given by id or by any of their names.

    Claims are followed either way, denied ones included: each step lists its claims so that a
    reader can judge. `steps` is empty where nothing links them. Raises InputError for a name that
    nobody bears or that several bear, naming candidates.
    """
    start, end = find(graph, a), find(graph, b)
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(graph)
    plain.add_edges_from(sorted({(min(edge), max(edge)) for edge in graph.edges()}))
    found = nx.has_path(plain, start, end)
    actors = nx.shortest_path(plain, start, end) if found else []
    return finding(
        "The fewest claims that lead from one actor to the other, each followed in either direction.",
        "One shortest chain of possibly several; that two actors are linked through a third does not "
        "make them know of each other.",
        found=found,
        actors=[{"id": actor, "label": graph.nodes[actor]["label"]} for actor in actors],
        steps=[_step(graph, one, two) for one, two in pairwise(actors)],
    )


def find(graph: nx.MultiDiGraph[str], name: str) -> str:
    """The id of the actor that bears a name (any spelling, upper or lower case) or has this id.

    A name that nobody bears may be the last word of names that one actor alone bears.
    """
    if name in graph:
        return name
    bearers = _bearers(graph)
    ids = sorted(bearers.get(name.casefold(), ()) or _by_last_word(bearers, name.casefold()))
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise InputError(f"{name!r} is the name of several actors; choose an id of: {', '.join(ids)}")
    close = get_close_matches(name.casefold(), sorted(bearers), n=5, cutoff=0.6)
    near = sorted({graph.nodes[id_]["label"] for key in close for id_ in bearers[key]})
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    raise InputError(f"{name!r} is no actor of this graph{hint}")


def _by_last_word(bearers: dict[str, set[str]], word: str) -> set[str]:
    """Those that have a name which ends in this word, as people are called in the news."""
    return {id_ for name, ids in bearers.items() if name.split()[-1:] == [word] for id_ in ids}


def _bearers(graph: nx.MultiDiGraph[str]) -> dict[str, set[str]]:
    bearers: dict[str, set[str]] = {}
    for actor, node in graph.nodes(data=True):
        for name in (node["label"], *node["names"]):
            bearers.setdefault(name.casefold(), set()).add(actor)
    return bearers


def _step(graph: nx.MultiDiGraph[str], one: str, two: str) -> dict[str, Any]:
    claims = [
        {"source": source, "target": target, **claim}
        for source, target in ((one, two), (two, one))
        for _, claim in sorted((graph.get_edge_data(source, target) or {}).items())
    ]
    return {"from": graph.nodes[one]["label"], "to": graph.nodes[two]["label"], "claims": claims}
