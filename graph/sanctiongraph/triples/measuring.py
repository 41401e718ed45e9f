"""Write what an analysis measured beside the graph it measured: one named graph a run.

The terms are those of SOSA (sensor, observation, sample, actuator; W3C 2017): an observation says
of one thing (`sosa:hasFeatureOfInterest`) what was measured (`sosa:observedProperty`) and the number
(`sosa:hasSimpleResult`). What a number means and what it doesn't stands on the property. Nothing is
said of the facts themselves, so that dropping the graph of a run leaves them as they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad

from sanctiongraph.model import Knowledge
from sanctiongraph.triples.minting import Mint, clean
from sanctiongraph.vocab import BASE, DCTERMS, PROV, RDF, RDFS, SKOS, SOSA, XSD

__all__ = ["measurements"]

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Property:
    """One kind of number: its name in IRIs and in words, and the column of the answer that holds it."""

    name: str
    label: str
    answer: str
    rows: str
    column: str


_OF_ACTORS = (
    _Property("restrictions-taken", "restrictions taken", "sanctioning", "actors", "restricting"),
    _Property("reliefs-given", "reliefs given", "sanctioning", "actors", "relieving"),
    _Property("restrictions-borne", "restrictions borne", "sanctioned", "actors", "restricting"),
    _Property("reliefs-received", "reliefs received", "sanctioned", "actors", "relieving"),
    _Property("pagerank", "PageRank", "centrality", "rows", "pagerank"),
    _Property("betweenness", "betweenness", "centrality", "rows", "betweenness"),
    _Property("betweenness-error", "standard error of betweenness", "centrality", "rows", "error"),
    _Property("core", "core number", "centrality", "rows", "core"),
)
_OF_THE_WHOLE = (
    _Property("states-reciprocity", "share of returned arrows between states", "reciprocity", "", "states"),
    _Property("community-stability", "stability of communities", "communities", "stability", "mean"),
    _Property("deepest-core", "number of the deepest core", "cores", "", "deepest"),
)
_MEANING = {"core": "cores", "betweenness": "brokers", "betweenness-error": "brokers"}
"""Whose answer tells what a property means, where it is not the one that holds the column."""


def measurements(answers: Answers, knowledge: Knowledge, *, base: str = BASE) -> Iterator[Quad]:
    """The numbers of an analysis (see `network.analyze`) of this knowledge, as one named graph.

    The run is ``BASE/analysis/DIGEST``, its graph ``BASE/graph/analysis/DIGEST``; the digest is that of
    numbers and documents, so that the same analysis of the same documents has the same name. Raises
    InputError where `base` can't be a base.
    """
    mint = Mint(base)
    numbers = [*_numbers(answers)]
    run = f"{base}analysis/{_digest(answers, numbers, knowledge)}"
    graph = NamedNode(f"{base}graph/{run.removeprefix(base)}")
    statements = (
        *_run(run, knowledge, mint),
        *_properties(run, answers),
        *(line for number in numbers for line in _observation(run, number, mint)),
        *_communities(run, answers, mint),
    )
    return (Quad(NamedNode(s), NamedNode(p), o, graph) for s, p, o in statements)


_Number = tuple[_Property, str | None, float]
"""A property, the id of the actor it is measured of (None for the whole), and the value."""
_Line = tuple[str, str, NamedNode | Literal]


def _numbers(answers: Answers) -> Iterator[_Number]:
    for one in _OF_ACTORS:
        for row in answers[one.answer][one.rows]:
            yield one, row["id"], row[one.column]
    for one in _OF_THE_WHOLE:
        answer = answers[one.answer]
        value = (answer[one.rows] if one.rows else answer)[one.column]
        if value is not None:
            yield one, None, value


def _digest(answers: Answers, numbers: list[_Number], knowledge: Knowledge) -> str:
    content = {
        "documents": [[account.document.id, account.document.digest] for account in knowledge.accounts],
        "numbers": sorted([one.name, actor or "", value] for one, actor, value in numbers),
        "communities": [row["members"] for row in answers["communities"]["rows"]],
    }
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def _run(run: str, knowledge: Knowledge, mint: Mint) -> Iterator[_Line]:
    yield run, RDF + "type", NamedNode(SOSA + "ObservationCollection")
    yield run, RDF + "type", NamedNode(PROV + "Entity")
    yield run, DCTERMS + "identifier", Literal(run.rpartition("/")[2])
    yield run, RDFS + "label", Literal(f"Analysis of {len(knowledge.accounts)} documents")
    for account in knowledge.accounts:
        yield run, PROV + "wasDerivedFrom", NamedNode(mint.document(account.document.id))


def _properties(run: str, answers: Answers) -> Iterator[_Line]:
    for one in (*_OF_ACTORS, *_OF_THE_WHOLE):
        iri, answer = f"{run}/{one.name}", answers[_MEANING.get(one.name, one.answer)]
        yield iri, RDF + "type", NamedNode(SOSA + "ObservableProperty")
        yield iri, RDFS + "label", Literal(one.label)
        yield iri, SKOS + "definition", Literal(answer["meaning"])
        yield iri, SKOS + "scopeNote", Literal(answer["limits"])


def _observation(run: str, number: _Number, mint: Mint) -> Iterator[_Line]:
    one, actor, value = number
    thing = mint.entity(actor) if actor else run
    iri = f"{run}/{one.name}/{thing.removeprefix(mint.base) if actor else 'all'}"
    yield iri, RDF + "type", NamedNode(SOSA + "Observation")
    yield iri, SOSA + "hasFeatureOfInterest", NamedNode(thing)
    yield iri, SOSA + "observedProperty", NamedNode(f"{run}/{one.name}")
    yield iri, SOSA + "hasSimpleResult", _literal(value)
    yield run, SOSA + "hasMember", NamedNode(iri)


def _communities(run: str, answers: Answers, mint: Mint) -> Iterator[_Line]:
    """Each community as a collection of its members, the largest first."""
    for number, row in enumerate(answers["communities"]["rows"], 1):
        iri = f"{run}/community/{number}"
        yield iri, RDF + "type", NamedNode(SKOS + "Collection")
        yield iri, RDFS + "label", Literal(clean(row["label"]))
        yield iri, PROV + "wasDerivedFrom", NamedNode(run)
        yield from _members(iri, row["members"], mint)


def _members(iri: str, members: Iterable[str], mint: Mint) -> Iterator[_Line]:
    return ((iri, SKOS + "member", NamedNode(mint.entity(actor))) for actor in members)


def _literal(value: float) -> Literal:
    """The number as it stands in the answer: an integer, or a decimal of six digits at most."""
    if isinstance(value, int):
        return Literal(str(value), datatype=NamedNode(XSD + "integer"))
    digits = f"{value:.6f}".rstrip("0")
    return Literal(f"{digits}0" if digits.endswith(".") else digits, datatype=NamedNode(XSD + "decimal"))
