"""How the analysis of the network grows with the network, as ratios of one run.

    python benchmarks/network.py [--sizes 1000 10000 100000]

A network of n actors has five ties for each; targets are drawn so that few have many, as in the news.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from random import Random
from typing import Any

import networkx as nx

from sanctiongraph.network.betweenness import betweenness
from sanctiongraph.network.brokers import brokers
from sanctiongraph.network.centrality import page_rank
from sanctiongraph.network.change import change
from sanctiongraph.network.coalitions import coalitions
from sanctiongraph.network.communities import communities, described
from sanctiongraph.network.cores import core_numbers
from sanctiongraph.network.reciprocity import reciprocity
from sanctiongraph.network.simple import SEED, arrows
from sanctiongraph.network.timeline import matrix

_TIES = 5
_STATES = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    sizes = parser.parse_args().sizes
    spent = {size: measured(network(size)) for size in sizes}
    print(f"| seconds | {' | '.join(f'{size:,} actors' for size in sizes)} |")
    print(f"| --- |{' ---: |' * len(sizes)}")
    for name in spent[sizes[0]]:
        print(f"| {name} | {' | '.join(f'{spent[size][name]:.2f}' for size in sizes)} |")
    whole = {size: sum(seconds.values()) for size, seconds in spent.items()}
    print(f"| all | {' | '.join(f'{whole[size]:.2f}' for size in sizes)} |")
    print(f"| as a ratio | {' | '.join(f'{whole[size] / whole[sizes[0]]:.0f}' for size in sizes)} |")


def network(size: int) -> nx.MultiDiGraph[str]:
    """So many actors of 200 states, and five actions for each."""
    lots = Random(SEED)
    codes = [f"S{number}" for number in range(_STATES)]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(states={code: code for code in codes})
    for number in range(size):
        graph.add_node(f"a{number}", label=f"Actor {number}", country=lots.choice(codes))
    claims = []
    for number in range(size * _TIES):
        ends = f"a{lots.randrange(size)}", f"a{int(size * lots.random() ** 2)}"
        claim = {
            "type": "action",
            "id": f"c{number}",
            "document_id": f"d{number // 3}",
            "sources": ends[:1],
            "sinks": ends[1:],
            "act": "Impose",
            "modality": "Actual",
            "negated": False,
            "confidence": 0.8,
            "date": f"20{lots.randrange(10, 26)}-{lots.randrange(1, 13):02}-{lots.randrange(1, 29):02}",
            "document_date": None,
        }
        claims.append(claim)
        graph.add_edge(*ends, **claim)
    graph.graph["claims"] = tuple(claims)
    return graph


def measured(graph: nx.MultiDiGraph[str]) -> dict[str, float]:
    """The seconds of each measure."""
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        found = work()
        seconds[name] = time.perf_counter() - began
        return found

    between = timed("betweenness", lambda: betweenness(graph))
    groups = timed("communities, one run", lambda: communities(graph))
    timed("communities, stability", lambda: described(graph, groups))
    timed("brokers", lambda: brokers(graph, between, groups))
    timed("PageRank", lambda: page_rank(arrows(graph)))
    timed("cores", lambda: core_numbers(graph))
    timed("counter-sanctions", lambda: reciprocity(graph))
    timed("coalitions", lambda: coalitions(graph))
    timed("change", lambda: change(graph))
    timed("matrix", lambda: matrix(graph))
    print(f"{len(graph):,} actors: betweenness from {between.sources:,} of them")
    return seconds


if __name__ == "__main__":
    main()
