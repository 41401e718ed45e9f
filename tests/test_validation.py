"""Every shape refuses what it should and nothing else, and says which document is behind it."""

from __future__ import annotations

import pyshacl
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import RDFS, SH, Graph, URIRef

import sanctiongraph.validation
from sanctiongraph.model import Account, Act, Document, Entity, Evidence, Kind, Knowledge, SanctionAction
from sanctiongraph.resources import ontology_path
from sanctiongraph.store import read_graph
from sanctiongraph.triples import document_graph, quads
from sanctiongraph.validation import Violation, validate
from sanctiongraph.vocab import SG

EXAMPLES = ontology_path("examples")
SHAPES = Graph().parse(ontology_path("shapes.ttl"))
RULES = sorted(
    str(shape).rpartition("#")[2]
    for shape in {*SHAPES.subjects(SH.message), *SHAPES.subjects(SH.sparql)}
    if isinstance(shape, URIRef)
)


def names(folder):
    return sorted(path.stem for path in (EXAMPLES / folder).iterdir())


def test_every_rule_has_an_example_that_conforms_and_one_that_does_not():
    assert names("valid") == RULES
    assert names("invalid") == RULES


@pytest.mark.parametrize("rule", RULES)
def test_the_conforming_example_conforms(rule):
    assert validate(read_graph(EXAMPLES / "valid" / f"{rule}.ttl")) == []


@pytest.mark.parametrize("rule", RULES)
def test_the_other_example_breaks_this_rule_and_no_other(rule):
    found = validate(read_graph(EXAMPLES / "invalid" / f"{rule}.ttl"))
    assert {violation.shape for violation in found} == {rule}
    assert all(violation.message.endswith(".") for violation in found)


@pytest.mark.parametrize("rule", RULES)
def test_the_reference_validator_alone_says_the_same(rule):
    """The shapes are standard: pySHACL with the ontology agrees, queries and all."""
    for folder, conforming in (("valid", True), ("invalid", False)):
        graph = Graph().parse(EXAMPLES / folder / f"{rule}.ttl")
        for pair in Graph().parse(ontology_path("ontology.ttl")).triples((None, RDFS.subClassOf, None)):
            graph.add(pair)
        conforms, results, _ = pyshacl.validate(graph, shacl_graph=SHAPES, inplace=True)
        assert conforms == conforming
        found = (results.value(result, SH.sourceShape) for result in results.objects(None, SH.result))
        sources = {str(shape).rpartition("#")[2] for shape in found}
        assert sources == (set() if conforming else {rule})


TEXT = "Norway froze the assets of Oleg Tarn."


def world(number):
    """A document that reports one freeze; entities are shared by all documents."""
    return Account(
        document=Document(id=f"report-{number:03}", text=TEXT),
        mentions=("country/NO", "person/oleg-tarn"),
        actions=(
            SanctionAction(
                id="a1",
                evidence=(Evidence(0, len(TEXT), TEXT, 7, 12),),
                act=Act.IMPOSE,
                imposers=("country/NO",),
                targets=("person/oleg-tarn",),
            ),
        ),
    )


ENTITIES = (
    Entity(id="country/NO", kind=Kind.COUNTRY, label="Norway", country="NO"),
    Entity(id="person/oleg-tarn", kind=Kind.PERSON, label="Oleg Tarn", country="NO"),
)


@pytest.fixture
def store():
    """Twenty valid documents."""
    store = Store()
    store.extend(quads(Knowledge(entities=ENTITIES, accounts=tuple(map(world, range(20))))))
    return store


def test_what_the_system_writes_is_valid(store):
    assert validate(store) == []


def damage(store, subject, prop, value):
    graph = NamedNode(document_graph("report-007"))
    base = "https://w3id.org/sanctiongraph/id/"
    store.add(Quad(NamedNode(base + subject), NamedNode(SG + prop), value, graph))


@pytest.mark.parametrize("batch", [1, 40, 20_000])
def test_each_violation_names_the_document_behind_it_whatever_the_batch(store, monkeypatch, batch):
    monkeypatch.setattr(sanctiongraph.validation, "_BATCH", batch)
    damage(store, "document/report-007#a1", "hasAct", NamedNode(SG + "Lift"))
    damage(store, "document/report-007#a1/7", "quote", Literal("another"))
    damage(store, "person/oleg-tarn", "hasCountry", NamedNode("https://w3id.org/sanctiongraph/id/country/SE"))
    found = [(violation.document, violation.shape) for violation in validate(store)]
    assert found == [
        ("report-000", "EntityCountry"),
        ("report-000", "EntityCountry"),
        ("report-007", "ActionAct"),
        ("report-007", "EvidenceLength"),
        ("report-007", "EvidenceQuote"),
    ]


def test_a_violation_says_what_where_and_how_bad(store):
    damage(store, "document/report-007#a1", "targetCount", Literal(0))
    (violation,) = validate(store)
    assert violation == Violation(
        document="report-007",
        focus="https://w3id.org/sanctiongraph/id/document/report-007#a1",
        shape="ActionTargetCount",
        path="sg:targetCount",
        value="0",
        severity="Violation",
        message="A sanction action has at most one number of targets, a whole number from 1.",
    )


def test_a_path_of_several_steps_is_written_as_in_a_query():
    (violation,) = validate(read_graph(EXAMPLES / "invalid" / "ClaimDocument.ttl"))
    assert violation.path == "sg:hasEvidence/sg:isFromDocument"
    (violation,) = validate(read_graph(EXAMPLES / "invalid" / "ActionParties.ttl"))
    assert (violation.path, violation.severity) == ("sg:hasImposer|sg:hasTarget", "Warning")
    (violation,) = validate(read_graph(EXAMPLES / "invalid" / "EvidenceClaim.ttl"))
    assert violation.path == "^sg:hasEvidence"


def test_an_ill_formed_date_is_a_violation_and_no_traceback(tmp_path, caplog):
    (tmp_path / "bad.ttl").write_text(
        f"@prefix sg: <{SG}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        '<https://example.org/d> a sg:Document ; <https://schema.org/datePublished> "2024-13-45"^^xsd:date .'
    )
    found = validate(read_graph(tmp_path / "bad.ttl"))
    assert "2024-13-45" in {violation.value for violation in found}
    assert not caplog.records
