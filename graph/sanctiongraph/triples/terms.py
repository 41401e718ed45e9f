"""Statements of one thing, in RDF terms: what every module that writes triples says them with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode

from sanctiongraph.triples.minting import clean
from sanctiongraph.vocab import RDF, XSD

__all__ = ["Statement", "boolean", "decimal", "integer", "kind", "node", "text", "to", "typed"]

Term = NamedNode | Literal
Statement = tuple[str, Term]
"""A property and its value; whose, the writer knows."""


@cache
def node(iri: str) -> NamedNode:
    """The node of an IRI that occurs again and again, such as a property's."""
    return NamedNode(iri)


def kind(iri: str) -> Statement:
    """That the thing is of a class."""
    return RDF + "type", node(iri)


def to(predicate: str, iri: str) -> Statement:
    """A property whose value is a thing."""
    return predicate, NamedNode(iri)


def text(predicate: str, words: str | None) -> Iterator[Statement]:
    """A property whose value is a text; nothing where there is none."""
    if words:
        yield predicate, Literal(clean(words))


def typed(value: str, datatype: str) -> Literal:
    """A literal of a datatype of XML Schema, by its local name."""
    return Literal(value, datatype=node(XSD + datatype))


def boolean(value: bool) -> Literal:
    return typed("true" if value else "false", "boolean")


def integer(value: int) -> Literal:
    return typed(str(value), "integer")


def decimal(value: float) -> Literal:
    """Four digits at most, in the form a store gives back: 0.85, 1."""
    digits = f"{value:.4f}".rstrip("0").rstrip(".")
    return typed("0" if digits == "-0" else digits, "decimal")
