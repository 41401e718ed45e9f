"""Look things up in a store: who is of a class, what is said of whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import BlankNode, NamedNode, QuerySolutions, Store, Triple

from sanctiongraph.vocab import PREFIXES, RDF, sg

__all__ = [
    "EVIDENCE",
    "FROM",
    "TYPE",
    "Node",
    "about",
    "home",
    "instances",
    "objects",
    "rows",
    "subjects",
    "text",
]

Node = NamedNode | BlankNode
TYPE = NamedNode(RDF + "type")
EVIDENCE, FROM = NamedNode(sg("hasEvidence")), NamedNode(sg("isFromDocument"))


def instances(store: Store, classes: Iterable[str]) -> Iterator[Node]:
    """Everything of these classes, sorted, each once."""
    found = {thing for iri in classes for thing in subjects(store, TYPE, NamedNode(iri))}
    return iter(sorted(found, key=str))


def subjects(store: Store, predicate: NamedNode, value: NamedNode | None = None) -> Iterator[Node]:
    """Everything that has this property, or this value of it."""
    for quad in store.quads_for_pattern(None, predicate, value, None):
        if isinstance(quad.subject, NamedNode | BlankNode):
            yield quad.subject


def objects(store: Store, subject: Node, predicate: NamedNode) -> list[Node]:
    """The things that are values of a property."""
    found = store.quads_for_pattern(subject, predicate, None, None)
    return [quad.object for quad in found if isinstance(quad.object, NamedNode | BlankNode)]


def about(store: Store, subject: Node) -> list[Triple]:
    """All that is said of a thing, each once."""
    return list({quad.triple: None for quad in store.quads_for_pattern(subject, None, None, None)})


def home(store: Store, thing: Node) -> Node:
    """The document that evidence is from, else the one whose IRI the thing's own begins with."""
    stated = next(iter(sorted(objects(store, thing, FROM), key=str)), None)
    return stated or (NamedNode(thing.value.partition("#")[0]) if isinstance(thing, NamedNode) else thing)


def rows(store: Store, query: str) -> Iterator[tuple[str, str]]:
    """What a SELECT finds in the union of all graphs: its ?this and, if it has one, its ?value."""
    found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    if isinstance(found, QuerySolutions):
        named = {name.value for name in found.variables}
        for row in found:
            yield text(row["this"]), text(row["value"]) if "value" in named else ""


def text(term: Any) -> str:
    """A term as plain text."""
    return str(getattr(term, "value", term))
