"""Check a graph by pySHACL, the reference: batch by batch, so that memory doesn't grow with the graph.

A batch is some documents with their claims, evidence and segments and what these refer to, or some
entities, or the runs. The rules that are queries (``sh:sparql``) look at the whole graph at once, which
Oxigraph does many times faster; so do those that compare two values, at which pySHACL gives up where
one is a blank node.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from itertools import chain
from typing import Any

import pyshacl
from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple
from rdflib import RDFS, SH, BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral

from sanctiongraph.model import Kind
from sanctiongraph.validation import twins
from sanctiongraph.validation.breach import Breach
from sanctiongraph.validation.graph import EVIDENCE, TYPE, Node, about, home, instances, objects, subjects
from sanctiongraph.validation.shapes import SHAPES, breach, hierarchy, shapes
from sanctiongraph.vocab import OA, PROV, sg

__all__ = ["check"]

_BATCH = 20_000
"""Triples to a batch: enough that pySHACL's start doesn't count, few enough to stay small."""

_CONTEXT = (TYPE, NamedNode(sg("countryCode")))
"""What a batch needs to know of a thing that it only refers to."""

_DOCUMENT, _EVIDENCE_CLASS = sg("Document"), sg("Evidence")
_CLAIMS = tuple(map(sg, ("SanctionAction", "Tenure", "Relationship")))
_SEGMENTS = tuple(OA + name for name in ("SpecificResource", "TextPositionSelector", "TextQuoteSelector"))
_RUNS = tuple(PROV + name for name in ("Activity", "Association", "Plan", "SoftwareAgent"))
_ENTITIES = tuple(sg(kind.value) for kind in Kind)
_GENERATED = NamedNode(PROV + "wasGeneratedBy")

_ELSEWHERE = frozenset({SH.sparql, SH.lessThan, SH.lessThanOrEquals})
"""What queries check."""

_OF_ENTITIES = ("Entity", "EntityNamed", "Coded", "Country", "Party")
_OF_STATEMENTS = (
    *("Document", "Claim", "ClaimNamed", "SanctionAction", "Tenure", "Relationship"),
    *("Evidence", "EvidenceNamed", "Segment", "Position", "Quotation", "Graph"),
)
_OF_RUNS = ("Run", "Software", "Plan")
"""The node shapes that a batch is checked against; what it only refers to is checked elsewhere."""


def check(store: Store) -> Iterator[Breach]:
    """Everything that breaks a rule."""
    with _quiet():
        yield from _check_batches(store)
    yield from twins.check(store, _ELSEWHERE)


@contextmanager
def _quiet() -> Iterator[None]:
    """Ill-formed literals are violations, which we name; rdflib would log a traceback of each."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _check_batches(store: Store) -> Iterator[Breach]:
    groups = _groups(store)
    for batch in _batches(store, (groups[key] for key in sorted(groups, key=str))):
        yield from _check(store, batch, _OF_STATEMENTS)
    for batch in _batches(store, ([entity] for entity in instances(store, _ENTITIES))):
        yield from _check(store, batch, _OF_ENTITIES)
    for batch in _batches(store, [list(instances(store, _RUNS))]):
        yield from _check(store, batch, _OF_RUNS)


def _groups(store: Store) -> dict[Node, list[Node]]:
    """Documents, each with its claims, evidence and segments: what has to be looked at together."""
    claims = dict.fromkeys(chain(instances(store, _CLAIMS), subjects(store, EVIDENCE)))
    place: dict[Node, Node] = {document: document for document in instances(store, [_DOCUMENT])}
    for claim in claims:
        evidence = sorted(objects(store, claim, EVIDENCE), key=str)
        place[claim] = next((home(store, one) for one in evidence), home(store, claim))
        place.update((one, place[claim]) for one in evidence)
    others = chain(instances(store, (_EVIDENCE_CLASS, *_SEGMENTS)), subjects(store, _GENERATED))
    for one in others:
        place.setdefault(one, home(store, one))
    groups = defaultdict(list)
    for thing, where in place.items():
        groups[where].append(thing)
    return groups


def _batches(store: Store, groups: Iterable[list[Node]]) -> Iterator[dict[Node, list[Triple]]]:
    batch: dict[Node, list[Triple]] = {}
    size = 0
    for group in groups:
        described = {thing: about(store, thing) for thing in group}
        batch |= described
        size += sum(map(len, described.values()))
        if size >= _BATCH:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


def _check(store: Store, batch: Mapping[Node, list[Triple]], names: tuple[str, ...]) -> Iterator[Breach]:
    graph = Graph()
    for pair in hierarchy():
        graph.add((_uri(pair[0]), RDFS.subClassOf, _uri(pair[1])))
    for triple in chain(*batch.values(), _context(store, batch)):
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    conforms, results, _ = pyshacl.validate(graph, shacl_graph=_aimed(names), inplace=True)
    if not conforms:
        checked = {str(_term(thing)) for thing in batch}
        yield from (one for one in _breaches(results) if one.focus in checked)


def _context(store: Store, batch: Mapping[Node, list[Triple]]) -> Iterator[Triple]:
    """What is said of the things that a batch refers to: of what class they are, and their code."""
    referred = {triple.object for triple in chain(*batch.values()) if isinstance(triple.object, NamedNode)}
    for thing in referred:
        if thing not in batch:
            for predicate in _CONTEXT:
                yield from (q.triple for q in store.quads_for_pattern(thing, predicate, None, None))


def _breaches(results: Graph) -> Iterator[Breach]:
    for result in results.objects(None, SH.result):
        value = results.value(result, SH.value)
        focus = str(results.value(result, SH.focusNode))
        yield breach(results.value(result, SH.sourceShape), focus, "" if value is None else str(value))


@cache
def _aimed(names: tuple[str, ...]) -> Graph:
    """The shapes without what is checked by queries, and with no targets but those of the named ones."""
    graph = Graph()
    kept = {URIRef(SHAPES + name) for name in names}
    for shape, predicate, value in shapes():
        elsewhere = predicate in (SH.targetClass, SH.targetSubjectsOf) and shape not in kept
        if predicate not in _ELSEWHERE and not elsewhere:
            graph.add((shape, predicate, value))
    return graph


def _term(term: NamedNode | BlankNode | Literal | Triple) -> Any:
    """The same term for rdflib, its lexical form untouched."""
    if isinstance(term, NamedNode):
        return _uri(term.value)
    if isinstance(term, Literal):
        language = term.language
        datatype = None if language else _uri(term.datatype.value)
        return RdflibLiteral(term.value, lang=language, datatype=datatype, normalize=False)
    return BNode(term.value if isinstance(term, BlankNode) else str(term))


@lru_cache(maxsize=100_000)
def _uri(iri: str) -> URIRef:
    return URIRef(iri)
