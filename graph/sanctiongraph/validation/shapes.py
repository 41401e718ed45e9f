"""The shapes, and what both checkers ask of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from rdflib import RDFS, SH, Graph, URIRef

from sanctiongraph.resources import ontology_text
from sanctiongraph.validation.breach import Breach
from sanctiongraph.vocab import PREFIXES, SG

__all__ = ["SHAPES", "breach", "hierarchy", "path_text", "shapes"]

SHAPES = "https://w3id.org/sanctiongraph/shapes#"


@cache
def shapes() -> Graph:
    """All shapes."""
    return Graph().parse(data=ontology_text("shapes.ttl"), format="turtle")


@cache
def hierarchy() -> tuple[tuple[str, str], ...]:
    """Pairs of a class and one above it, ours: without them no checker knows a person for an actor."""
    ontology = Graph().parse(data=ontology_text("ontology.ttl"), format="turtle")
    pairs = sorted((str(s), str(o)) for s, o in ontology.subject_objects(RDFS.subClassOf))
    return tuple((below, above) for below, above in pairs if above.startswith(SG))


def breach(shape: Any, focus: str, value: str = "") -> Breach:
    """What breaks this shape, as the shape says it."""
    constraint = shapes().value(shape, SH.sparql)
    path = shapes().value(shape, SH.path)
    return Breach(
        focus=focus,
        shape=str(shape).removeprefix(SHAPES),
        path=path_text(path) if path else "",
        value=value,
        severity=str(shapes().value(shape, SH.severity)).rpartition("#")[2],
        message=str(shapes().value(constraint or shape, SH.message)),
    )


def path_text(path: Any, short: bool = True) -> str:
    """A SHACL path as SPARQL writes it, with prefixes or in full."""
    if isinstance(path, URIRef):
        return _short(str(path)) if short else path.n3()
    if inverse := shapes().value(path, SH.inversePath):
        return f"^{path_text(inverse, short)}"
    if choice := shapes().value(path, SH.alternativePath):
        return "|".join(path_text(step, short) for step in shapes().items(choice))
    return "/".join(path_text(step, short) for step in shapes().items(path))


def _short(iri: str) -> str:
    for name, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{name}:{iri.removeprefix(namespace)}"
    return iri
