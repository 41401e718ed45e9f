"""Say what is wrong with a graph, rule by rule, and which document is behind it.

The rules are the shapes of ``shapes.ttl``. pySHACL checks the core shapes on rdflib graphs,
batch by batch: some documents with their claims and evidence and what these refer to, then the
entities. So time grows with the graph and memory doesn't. The rules that are queries
(``sh:sparql``) look at the whole graph at once, which Oxigraph does many times faster.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Any

import pyshacl
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple
from rdflib import RDFS, SH, BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral

from sanctiongraph.model import Kind
from sanctiongraph.resources import ontology_text
from sanctiongraph.vocab import DCTERMS, PREFIXES, SCHEMA, sg
from sanctiongraph.vocab import RDF as RDF_NAMESPACE

__all__ = ["Violation", "validate"]

_BATCH = 20_000
"""Triples to a batch: enough that pySHACL's start doesn't count, few enough to stay small."""

_TYPE = NamedNode(RDF_NAMESPACE + "type")
_EVIDENCE, _FROM = NamedNode(sg("hasEvidence")), NamedNode(sg("isFromDocument"))
_MENTIONS, _IDENTIFIER = NamedNode(SCHEMA + "mentions"), NamedNode(DCTERMS + "identifier")
_CONTEXT = (_TYPE, NamedNode(sg("countryCode")))
"""What a batch needs to know of a thing that it only refers to."""

_STATEMENTS = ("Document", "SanctionAction", "Tenure", "Relationship", "Evidence")
_ENTITIES = tuple(kind.value for kind in Kind)
_SHAPES = "https://w3id.org/sanctiongraph/shapes#"
_OF_ENTITIES = ("Entity", "EntityNamed", "Coded", "Country")
_OF_STATEMENTS = (
    *("Document", "Claim", "ClaimNamed", "SanctionAction", "Tenure", "Relationship"),
    *("Evidence", "EvidenceNamed"),
)
"""The node shapes that a batch is checked against; what it only refers to is checked elsewhere."""

_Node = NamedNode | BlankNode


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that breaks one rule.

    `document` is the id of the document behind it (for an entity: the first that mentions it),
    empty where there is none; `focus` the IRI of the thing; `shape` the name of the rule in
    ``shapes.ttl`` and `message` the rule in words; `path` the property, `value` the offending value,
    empty where something is missing. `severity` is "Violation", "Warning" or "Info".
    """

    document: str
    focus: str
    shape: str
    path: str
    value: str
    severity: str
    message: str


def validate(store: Store) -> list[Violation]:
    """All that breaks a rule, sorted by document; nothing for a valid graph. Reads the union of graphs.

    >>> validate(Store())
    []
    """
    with _quiet():
        found = set(chain(_check_batches(store), _check_queries(store)))
    documents = {violation.focus: _document_behind(store, violation.focus) for violation in found}
    return sorted(_with_document(violation, documents[violation.focus]) for violation in found)


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


def _with_document(violation: Violation, document: str) -> Violation:
    return Violation(
        document,
        violation.focus,
        violation.shape,
        violation.path,
        violation.value,
        violation.severity,
        violation.message,
    )


# Core shapes, batch by batch ----------------------------------------------------------------


def _check_batches(store: Store) -> Iterator[Violation]:
    groups = _groups(store)
    for batch in _batches(store, (groups[key] for key in sorted(groups, key=str))):
        yield from _check(store, batch, _OF_STATEMENTS)
    for batch in _batches(store, ([entity] for entity in _instances(store, _ENTITIES))):
        yield from _check(store, batch, _OF_ENTITIES)


def _groups(store: Store) -> dict[_Node, list[_Node]]:
    """Documents, each with its claims and their evidence: what has to be looked at together."""
    claims = dict.fromkeys(chain(_instances(store, _STATEMENTS[1:4]), _subjects(store, _EVIDENCE)))
    home: dict[_Node, _Node] = {document: document for document in _instances(store, _STATEMENTS[:1])}
    for claim in claims:
        evidence = sorted(_objects(store, claim, _EVIDENCE), key=str)
        home[claim] = next((_home(store, one) for one in evidence), _home(store, claim))
        home.update((one, home[claim]) for one in evidence)
    for one in _instances(store, _STATEMENTS[4:]):
        home.setdefault(one, _home(store, one))
    groups = defaultdict(list)
    for thing, place in home.items():
        groups[place].append(thing)
    return groups


def _home(store: Store, thing: _Node) -> _Node:
    """The document that evidence is from, else the one whose IRI the thing's own begins with."""
    stated = next(iter(sorted(_objects(store, thing, _FROM), key=str)), None)
    return stated or (NamedNode(thing.value.partition("#")[0]) if isinstance(thing, NamedNode) else thing)


def _batches(store: Store, groups: Iterable[list[_Node]]) -> Iterator[dict[_Node, list[Triple]]]:
    batch: dict[_Node, list[Triple]] = {}
    size = 0
    for group in groups:
        described = {thing: _about(store, thing) for thing in group}
        batch |= described
        size += sum(map(len, described.values()))
        if size >= _BATCH:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


def _check(store: Store, batch: Mapping[_Node, list[Triple]], shapes: tuple[str, ...]) -> Iterator[Violation]:
    graph = Graph()
    for triple in chain(_hierarchy(), *batch.values(), _context(store, batch)):
        graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    conforms, results, _ = pyshacl.validate(graph, shacl_graph=_aimed(shapes), inplace=True)
    if not conforms:
        checked = {str(_term(thing)) for thing in batch}
        yield from (v for v in _violations(results) if v.focus in checked)


def _context(store: Store, batch: Mapping[_Node, list[Triple]]) -> Iterator[Triple]:
    """What is said of the things that a batch refers to: of what class they are, and their code."""
    referred = {triple.object for triple in chain(*batch.values()) if isinstance(triple.object, NamedNode)}
    for thing in referred:
        if thing not in batch:
            for predicate in _CONTEXT:
                yield from (q.triple for q in store.quads_for_pattern(thing, predicate, None, None))


def _violations(results: Graph) -> Iterator[Violation]:
    for result in results.objects(None, SH.result):
        shape = results.value(result, SH.sourceShape)
        yield Violation(
            document="",
            focus=str(results.value(result, SH.focusNode)),
            shape=str(shape).removeprefix(_SHAPES),
            path=_path(_shapes(), _shapes().value(shape, SH.path)),
            value=_text(results.value(result, SH.value)),
            severity=_local(results.value(result, SH.resultSeverity)),
            message=str(_shapes().value(shape, SH.message)),
        )


# Shapes that are queries, on the whole graph ------------------------------------------------


def _check_queries(store: Store) -> Iterator[Violation]:
    shapes = _shapes()
    for shape, constraint in sorted(shapes.subject_objects(SH.sparql)):
        text = str(shapes.value(constraint, SH.select))
        rows = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        columns = {name.value for name in rows.variables} if isinstance(rows, QuerySolutions) else set()
        for row in rows if isinstance(rows, QuerySolutions) else ():
            yield Violation(
                document="",
                focus=_value(row["this"]),
                shape=str(shape).removeprefix(_SHAPES),
                path="",
                value=_value(row["value"]) if "value" in columns else "",
                severity=_local(shapes.value(shape, SH.severity) or SH.Violation),
                message=str(shapes.value(constraint, SH.message)),
            )


# Which document is behind it ----------------------------------------------------------------


def _document_behind(store: Store, focus: str) -> str:
    thing = BlankNode(focus) if ":" not in focus else NamedNode(focus)
    identifiers = _identifiers(store, [thing])
    if not identifiers and isinstance(thing, NamedNode):
        evidence = _objects(store, thing, _EVIDENCE) or [thing]
        homes = [*chain.from_iterable(_objects(store, one, _FROM) for one in evidence), _home(store, thing)]
        identifiers = _identifiers(store, homes) or _identifiers(store, _subjects(store, _MENTIONS, thing))
    return min(identifiers, default="")


def _identifiers(store: Store, documents: Iterable[_Node]) -> list[str]:
    found = (
        store.quads_for_pattern(document, _IDENTIFIER, None, None) for document in dict.fromkeys(documents)
    )
    return [_value(quad.object) for quad in chain.from_iterable(found)]


# Shapes, stores and terms -------------------------------------------------------------------


@cache
def _shapes() -> Graph:
    return Graph().parse(data=ontology_text("shapes.ttl"), format="turtle")


@cache
def _aimed(names: tuple[str, ...]) -> Graph:
    """The shapes without those that are queries, and with no targets but those of the named ones."""
    graph = Graph()
    kept = {URIRef(_SHAPES + name) for name in names}
    for shape, predicate, value in _shapes():
        elsewhere = predicate in (SH.targetClass, SH.targetSubjectsOf) and shape not in kept
        if predicate != SH.sparql and not elsewhere:
            graph.add((shape, predicate, value))
    return graph


@cache
def _hierarchy() -> tuple[Triple, ...]:
    """The subclass statements among our own classes, without which no checker knows a person for an actor."""
    ontology = Graph().parse(data=ontology_text("ontology.ttl"), format="turtle")
    pairs = sorted((str(s), str(o)) for s, o in ontology.subject_objects(RDFS.subClassOf))
    subclass = NamedNode(str(RDFS.subClassOf))
    return tuple(Triple(NamedNode(s), subclass, NamedNode(o)) for s, o in pairs if o.startswith(sg("")))


def _instances(store: Store, names: Iterable[str]) -> Iterator[_Node]:
    """Everything of these classes, sorted, each once."""
    found = {thing for name in names for thing in _subjects(store, _TYPE, NamedNode(sg(name)))}
    return iter(sorted(found, key=str))


def _subjects(store: Store, predicate: NamedNode, value: NamedNode | None = None) -> Iterator[_Node]:
    for quad in store.quads_for_pattern(None, predicate, value, None):
        if isinstance(quad.subject, NamedNode | BlankNode):
            yield quad.subject


def _objects(store: Store, subject: _Node, predicate: NamedNode) -> list[_Node]:
    found = store.quads_for_pattern(subject, predicate, None, None)
    return [quad.object for quad in found if isinstance(quad.object, NamedNode | BlankNode)]


def _about(store: Store, subject: _Node) -> list[Triple]:
    return list({quad.triple: None for quad in store.quads_for_pattern(subject, None, None, None)})


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


def _path(graph: Graph, path: Any) -> str:
    """A SHACL path as SPARQL writes it."""
    if path is None or isinstance(path, URIRef):
        return _short(str(path or ""))
    if inverse := graph.value(path, SH.inversePath):
        return f"^{_path(graph, inverse)}"
    if choice := graph.value(path, SH.alternativePath):
        return "|".join(_path(graph, step) for step in graph.items(choice))
    return "/".join(_path(graph, step) for step in graph.items(path))


def _short(iri: str) -> str:
    for name, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{name}:{iri.removeprefix(namespace)}"
    return iri


def _local(iri: Any) -> str:
    return str(iri).rpartition("#")[2]


def _text(term: Any) -> str:
    return "" if term is None else str(term)


def _value(term: Any) -> str:
    return str(getattr(term, "value", term))
