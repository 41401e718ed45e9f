"""How good is the material? What documents and claims leave unsaid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx

from sanctiongraph.network.simple import finding

__all__ = ["LOW_CONFIDENCE", "quality"]

LOW_CONFIDENCE = 0.5

_DOCUMENTS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "documents without a date": lambda document: not document["date"],
    "documents without a title": lambda document: not document["title"],
    "documents without a publisher": lambda document: not document["publisher"],
    "documents without a link": lambda document: not document["url"],
}
_ACTIONS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "actions without an imposer": lambda claim: not claim["sources"],
    "actions without a target": lambda claim: not claim["sinks"],
    "actions without a date of their own": lambda claim: not claim["date"],
    "actions whose measure is not named": lambda claim: claim["measures"] == ("UnspecifiedMeasure",),
    f"actions below confidence {LOW_CONFIDENCE}": lambda claim: claim["confidence"] < LOW_CONFIDENCE,
    "actions reported on somebody's word": lambda claim: bool(claim["attribution"]),
}


def quality(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """How many documents and actions lack what a reader would want to know."""
    documents = graph.graph["documents"]
    actions = [claim for claim in graph.graph["claims"] if claim["type"] == "action"]
    telling = {claim["document_id"] for claim in actions}
    silent = sum(document["id"] not in telling for document in documents)
    return finding(
        "What the documents and the actions read from them leave unsaid.",
        "A missing imposer, target or date was not found in the text; it may still stand there in words "
        "that the reading did not understand.",
        rows=[
            *(_row(name, sum(map(lacks, documents)), len(documents)) for name, lacks in _DOCUMENTS.items()),
            _row("documents without any sanction action", silent, len(documents)),
            *(_row(name, sum(map(lacks, actions)), len(actions)) for name, lacks in _ACTIONS.items()),
            _row("entities named but in no claim", *_left_out(graph)),
        ],
    )


def _left_out(graph: nx.MultiDiGraph[str]) -> tuple[int, int]:
    return graph.graph["counts"]["left_out"], graph.graph["counts"]["entities"]


def _row(name: str, number: int, of: int) -> dict[str, Any]:
    return {"what": name, "number": number, "of": of}
