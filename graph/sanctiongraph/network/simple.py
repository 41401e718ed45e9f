"""The plain network that centralities need: one weighted line between two actors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import networkx as nx

__all__ = ["RESTRICTING", "SEED", "actual", "arrows", "finding", "lines", "reference", "stands", "weighted"]

_Plain = TypeVar("_Plain", bound="nx.Graph[str]")

SEED = 20_240_229
"""Wherever a method draws lots, it draws these."""

RESTRICTING = frozenset({"Impose", "Reimpose", "Expand", "Renew", "Maintain", "InForce"})
"""Acts that put measures in place or keep them; the others relieve."""

_SETTLED = frozenset({"Actual", "Planned", "Threatened"})
"""Modalities in which the actor itself acts or says that it will; the others are talk about it."""


def stands(claim: dict[str, Any]) -> bool:
    """Whether a claim counts as a tie: not negated, and actual, planned or threatened."""
    return not claim["negated"] and claim["modality"] in _SETTLED


def actual(claim: dict[str, Any]) -> bool:
    """Whether the text says that the claim is a fact."""
    return not claim["negated"] and claim["modality"] == "Actual"


def reference(claim: dict[str, Any]) -> list[str]:
    """How an answer points to a claim: the identifiers of its document and of itself."""
    return [claim["document_id"], claim["id"]]


def arrows(graph: nx.MultiDiGraph[str]) -> nx.DiGraph[str]:
    """Imposer to target: the weight is the summed confidence of the claims that stand."""
    return _collect(nx.DiGraph(), graph, frozenset({"action"}))


def lines(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Who is tied to whom, either way, by an action, an office or a relationship that stands."""
    return _collect(nx.Graph(), graph, frozenset({"action", "tenure", "relationship"}))


def weighted(plain: nx.Graph[str]) -> Iterator[tuple[str, str, float]]:
    """Every tie with its weight."""
    for one, two, tie in plain.edges(data=True):
        yield one, two, tie["weight"]


def _collect(plain: _Plain, graph: nx.MultiDiGraph[str], types: frozenset[str]) -> _Plain:
    plain.add_nodes_from(graph)
    for source, target, claim in graph.edges(data=True):
        if source != target and claim["type"] in types and stands(claim):
            held = plain.get_edge_data(source, target, {"weight": 0.0})["weight"]
            plain.add_edge(source, target, weight=held + max(claim["confidence"], 0.01))
    return plain


def finding(meaning: str, limits: str, **answer: Any) -> dict[str, Any]:
    """An answer that says what it means and what it does not say."""
    return {"meaning": meaning, "limits": limits, **answer}
