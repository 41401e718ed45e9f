"""The graph for those who work with rdflib: its own store, not a copy, wherever that can be."""

from __future__ import annotations

from oxrdflib import OxigraphStore
from pyoxigraph import DefaultGraph, Quad, Store
from rdflib import Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from sanctiongraph.vocab import PREFIXES

__all__ = ["dataset", "union"]


def dataset(store: Store) -> Dataset:
    """The store as an rdflib Dataset, with its named graphs; nothing is copied."""
    return _bound(Dataset(store=OxigraphStore(store=store)))


def union(store: Store) -> Graph:
    """What all graphs say together, as one rdflib Graph; a copy, so that each statement stands once."""
    together = Store()
    together.bulk_extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in store)
    return _bound(Graph(store=OxigraphStore(store=together), identifier=DATASET_DEFAULT_GRAPH_ID))


def _bound(graph: Graph) -> Graph:
    for name, namespace in PREFIXES.items():
        graph.bind(name, namespace)
    return graph
