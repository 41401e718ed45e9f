"""Large networks are placed by other means than small ones, and stand like them."""

from __future__ import annotations

import importlib
from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from sanctiongraph import network

placing = importlib.import_module("sanctiongraph.network.layout")

CLAIM = {"type": "action", "negated": False, "modality": "Actual", "confidence": 0.8}


def tied(*sizes: int) -> nx.MultiDiGraph[str]:
    """Trees of so many actors each; everyone but the first has a tie to one before."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for part, size in enumerate(sizes):
        names = [f"person/{part:03}-{number:03}" for number in range(size)]
        graph.add_nodes_from((name, {"label": f"Trading house {name[-7:]}"}) for name in names)
        graph.add_edges_from((names[number // 3], names[number], CLAIM) for number in range(1, size))
    return graph


def overlapping(graph, positions) -> int:
    ids = sorted(graph)
    crowd = min(1.0, max(0.35, (120 / len(ids)) ** 0.5))
    points = np.array([positions[actor] for actor in ids])
    boxes = np.array([placing._box(graph.nodes[actor]["label"], crowd) for actor in ids])
    one, two = np.array(list(combinations(range(len(ids)), 2))).T
    missing = (boxes[one] + boxes[two]) / 2 - np.abs(points[one] - points[two])
    return int((missing > 2).all(axis=1).sum())


@pytest.mark.parametrize(
    ("sizes", "allowed"),
    [((450,), 0.3), ((401, 30, 5), 0.1), ((2,) * 210, 0), ((3,) * 90 + (5,) * 40, 0), ((1,) * 410, 0)],
    ids=["one", "three", "pairs", "small", "single"],
)
def test_labels_of_a_large_network_stand_apart(sizes, allowed, monkeypatch):
    monkeypatch.setattr(placing, "_SINGLY", 20)
    graph = tied(*sizes)
    assert overlapping(graph, network.layout(graph)) <= allowed * len(graph)


def test_a_large_network_stands_where_it_stood_however_it_was_put_together():
    graph = tied(420, 2)
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(data=True))))
    assert network.layout(graph) == network.layout(turned)


def test_who_is_tied_stands_near():
    graph = tied(500)
    at = {actor: np.array(place) for actor, place in network.layout(graph).items()}
    ties = np.mean([np.hypot(*(at[a] - at[b])) for a, b in graph.edges()])
    ids = sorted(graph)
    others = np.mean([np.hypot(*(at[a] - at[b])) for a, b in zip(ids, ids[250:], strict=False)])
    assert ties < others / 3


def test_the_field_on_a_grid_pushes_like_each_pair_does():
    chance = np.random.default_rng(1)
    points, mass = chance.normal(size=(600, 2)) * 40, chance.uniform(1, 9, 600)
    exact, read = placing._pairwise(points, mass), placing._by_field(points, mass)
    assert np.corrcoef(exact.ravel(), read.ravel())[0, 1] > 0.97
    assert np.abs(read.sum(axis=0)).max() < 1e-6 * np.abs(read).sum()  # no push from nowhere


def test_the_pairs_that_are_looked_at_hold_all_that_overlap():
    chance = np.random.default_rng(2)
    points, boxes = chance.uniform(0, 300, (200, 2)), chance.uniform(10, 30, (200, 2))
    found = [
        pair for ones, twos in placing._near_pairs(points, boxes) for pair in zip(ones, twos, strict=True)
    ]
    pairs = {tuple(sorted(map(int, pair))) for pair in found}
    assert len(pairs) == len(found)
    one, two = np.array(list(combinations(range(200), 2))).T
    close = (np.abs(points[one] - points[two]) < (boxes[one] + boxes[two]) / 2).all(axis=1)
    assert set(zip(one[close].tolist(), two[close].tolist(), strict=True)) <= pairs
