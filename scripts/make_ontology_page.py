#!/usr/bin/env python3
"""Write docs/ontology.html: every term with its definition, example, alignment and rules.

    make_ontology_page.py

The page is one file that loads nothing; it is made from ontology.ttl and shapes.ttl alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "ontology.html"
SG = Namespace("https://w3id.org/sanctiongraph/ontology#")
THE_ONTOLOGY = URIRef("https://w3id.org/sanctiongraph/ontology")

SECTIONS = (
    ("classes", "Classes", OWL.Class),
    ("relations-of-things", "Object properties: from thing to thing", OWL.ObjectProperty),
    ("values-of-things", "Datatype properties: from thing to value", OWL.DatatypeProperty),
    ("schemes", "Concept schemes", SKOS.ConceptScheme),
    ("acts", "Acts", SG.Act),
    ("modalities", "Modalities", SG.Modality),
    ("measures", "Measures", SG.Measure),
    ("relations", "Relations", SG.Relation),
)
ROWS = (
    ("example", SKOS.example),
    ("kind of", RDFS.subClassOf),
    ("implies", RDFS.subPropertyOf),
    ("nothing is also", OWL.disjointWith),
    ("from", RDFS.domain),
    ("to", RDFS.range),
    ("in scheme", SKOS.inScheme),
    ("exact match", SKOS.exactMatch),
    ("close match", SKOS.closeMatch),
    ("related", SKOS.relatedMatch),
    ("note", SKOS.scopeNote),
    ("mapping", SKOS.editorialNote),
)
"""What is said of a term, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Value:
    """A text, or a term with the address it leads to."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """All that the page says of one term."""

    anchor: str
    name: str
    label: str
    definitions: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Value, ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Terms of one kind."""

    anchor: str
    title: str
    terms: tuple[Term, ...]


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The page, the same bytes for the same ontology."""
    ontology = Graph(bind_namespaces="none").parse(ROOT / "ontology" / "ontology.ttl")
    shapes = Graph().parse(ROOT / "ontology" / "shapes.ttl")
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("ontology.html.jinja").render(
        namespace=str(SG), ontology=head(ontology), sections=tuple(sections(ontology, shapes))
    )


def head(ontology: Graph) -> dict[str, str]:
    said = {
        "title": DCTERMS.title,
        "description": DCTERMS.description,
        "version": OWL.versionInfo,
        "version_iri": OWL.versionIRI,
        "licence": DCTERMS.license,
    }
    return {name: str(ontology.value(THE_ONTOLOGY, predicate)) for name, predicate in said.items()}


def sections(ontology: Graph, shapes: Graph) -> Iterator[Section]:
    for anchor, title, kind in SECTIONS:
        ours = sorted(thing for thing in ontology.subjects(RDF.type, kind) if thing.startswith(SG))
        yield Section(anchor, title, tuple(term(ontology, shapes, thing) for thing in ours))
    foreign = {thing for thing in ontology.subjects(SKOS.scopeNote) if not thing.startswith(SG)}
    others = tuple(term(ontology, shapes, thing) for thing in sorted(foreign))
    yield Section("others", "Terms of others, and what they are used for", others)


def term(ontology: Graph, shapes: Graph, thing: URIRef) -> Term:
    name = short(ontology, thing)
    rows = ((title, values(ontology, thing, predicate)) for title, predicate in ROWS)
    return Term(
        anchor=name.removeprefix("sg:"),
        name=name,
        label=str(ontology.value(thing, RDFS.label) or name),
        definitions=tuple(map(str, ontology.objects(thing, SKOS.definition))),
        rows=(*((title, said) for title, said in rows if said), *rules(shapes, thing)),
    )


def values(ontology: Graph, thing: URIRef, predicate: URIRef) -> tuple[Value, ...]:
    return tuple(value(ontology, node) for node in sorted(ontology.objects(thing, predicate), key=str))


def value(ontology: Graph, node: Node) -> Value:
    if isinstance(node, Literal):
        return Value(str(node))
    name = short(ontology, node)
    return Value(name, f"#{name.removeprefix('sg:')}" if name.startswith("sg:") else str(node))


def rules(shapes: Graph, thing: URIRef) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """What the shapes ask of a property, with how bad it is to break it."""
    found = {
        f"{shapes.value(shape, SH.message)} ({severity(shapes, shape)})"
        for shape in shapes.subjects(SH.path, thing)
        if (shape, SH.message, None) in shapes
    }
    if found:
        yield "rules", tuple(map(Value, sorted(found)))


def severity(shapes: Graph, shape: Node) -> str:
    return str(shapes.value(shape, SH.severity) or SH.Violation).rpartition("#")[2].lower()


def short(ontology: Graph, iri: Node) -> str:
    """The IRI by the prefix that the ontology gives it, such as sg:Entity."""
    for prefix, namespace in ontology.namespaces():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return str(iri)


if __name__ == "__main__":
    main()
