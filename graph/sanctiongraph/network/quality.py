"""How good is the material? What documents and claims leave unsaid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx

from sanctiongraph.network.doubtful import contradictions, unlike
from sanctiongraph.network.simple import finding, reference

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
    """What is missing and what is doubtful.

    `rows`: `what`, `number`, `of`. `unlike`: see there. `contradictions`: see there. `unsure`: `claim`,
    `confidence` and `reasons` of actions below `LOW_CONFIDENCE`, the least sure first.
    """
    documents = graph.graph["documents"]
    actions = [claim for claim in graph.graph["claims"] if claim["type"] == "action"]
    telling = {claim["document_id"] for claim in actions}
    silent = sum(document["id"] not in telling for document in documents)
    return finding(
        "What the documents and the actions read from them leave unsaid, and what to look at twice: names "
        "that were taken for one actor though they share no word, documents that say opposite things, and "
        "the claims that are least sure.",
        "A missing imposer, target or date was not found in the text; it may still stand there in words "
        "that the reading did not understand. Unlike names may be right (an acronym, a nickname), and what "
        "seems to contradict may have changed between two reports.",
        rows=[
            *(_row(name, sum(map(lacks, documents)), len(documents)) for name, lacks in _DOCUMENTS.items()),
            _row("documents without any sanction action", silent, len(documents)),
            *(_row(name, sum(map(lacks, actions)), len(actions)) for name, lacks in _ACTIONS.items()),
            _row("entities named but in no claim", *_left_out(graph)),
        ],
        unlike=unlike(graph),
        contradictions=contradictions(actions),
        unsure=_unsure(actions),
    )


def _left_out(graph: nx.MultiDiGraph[str]) -> tuple[int, int]:
    return graph.graph["counts"]["left_out"], graph.graph["counts"]["entities"]


def _unsure(actions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    weak = [claim for claim in actions if claim["confidence"] < LOW_CONFIDENCE]
    return [
        {"claim": reference(claim), "confidence": claim["confidence"], "reasons": list(claim["reasons"])}
        for claim in sorted(weak, key=lambda claim: (claim["confidence"], reference(claim)))
    ]


def _row(name: str, number: int, of: int) -> dict[str, Any]:
    return {"what": name, "number": number, "of": of}
