"""Who forms the core? Actors that are tied to at least so many others who are so as well."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx

from sanctiongraph.network.simple import finding, lines

__all__ = ["core_numbers", "cores"]


def core_numbers(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    """The largest k of whose k-core each actor is part (Seidman 1983). O(ties)."""
    numbers: dict[str, int] = nx.core_number(lines(graph))
    return numbers


def cores(graph: nx.MultiDiGraph[str], numbers: dict[str, int]) -> dict[str, Any]:
    """`rows`: `core`, `actors` (in this core) and `shell` (in no deeper one); `members` of the deepest."""
    shells = Counter(numbers.values())
    deepest = max(shells, default=0)
    inner = sorted(actor for actor, core in numbers.items() if core == deepest > 0)
    return finding(
        "A core of number k holds the actors that have ties to at least k others of the same core. The "
        "deepest one is the thick of the network: those whose ties would remain if all loosely tied "
        "actors were taken away, one after the other.",
        "Ties count once for each pair, either way, and only where they are not denied. One sentence that "
        "names many imposers and many targets ties them all, and can make a core by itself.",
        deepest=deepest,
        members=[{"id": actor, "label": graph.nodes[actor]["label"]} for actor in inner],
        rows=[
            {"core": core, "actors": sum(shells[k] for k in shells if k >= core), "shell": shells[core]}
            for core in sorted(shells, reverse=True)
        ],
    )
