"""Every shape refuses what it should and nothing else, and says which document is behind it."""

from __future__ import annotations

import random
import re

import pyshacl
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store
from rdflib import RDFS, SH, Graph, URIRef
from rdflib import Literal as RdflibLiteral

import sanctiongraph.validation.reference
from sanctiongraph.errors import GraphError
from sanctiongraph.model import (
    Account,
    Act,
    Document,
    Entity,
    Evidence,
    Kind,
    Knowledge,
    Relationship,
    Run,
    SanctionAction,
    Tenure,
    TimeExpression,
)
from sanctiongraph.resources import ontology_path
from sanctiongraph.store import read_graph
from sanctiongraph.triples import document_graph, quads
from sanctiongraph.validation import Violation, twins, validate
from sanctiongraph.vocab import BASE, OA, SG, XSD

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
        document=Document(id=f"report-{number:03}", text=TEXT, date="2024-03-09"),
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
    store.add(Quad(NamedNode(BASE + subject), NamedNode(SG + prop), value, graph))


@pytest.mark.parametrize("batch", [1, 40, 20_000])
def test_each_violation_names_the_document_behind_it_whatever_the_batch(store, monkeypatch, batch):
    monkeypatch.setattr(sanctiongraph.validation.reference, "_BATCH", batch)
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
        ("report-007", "EvidenceWords"),
        ("report-007", "EvidenceWords"),
    ]


def changed(store, subject, prop, value):
    """One thing has another value of a property."""
    [old] = store.quads_for_pattern(NamedNode(f"{BASE}document/report-007#{subject}"), NamedNode(prop), None)
    store.remove(old)
    store.add(with_object(old, value))


def number(value):
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize(
    ("changes", "broken"),
    [
        ({"char=0,37/position": {OA + "start": number(2), OA + "end": number(39)}}, {"EvidencePlace"}),
        ({"char=7,12/position": {OA + "start": number(9), OA + "end": number(14)}}, {"EvidencePlace"}),
        ({"a1/7": {SG + "start": number(2), SG + "end": number(39)}}, {"EvidencePlace", "EvidenceWords"}),
        ({"a1/7": {SG + "triggerStart": number(8), SG + "triggerEnd": number(13)}}, {"EvidencePlace"}),
        ({"a1/7": {SG + "quote": Literal(TEXT.replace("Tarn", "Tran"))}}, {"EvidenceWords"}),
        ({"char=0,37/quote": {OA + "exact": Literal(TEXT.replace("Tarn", "Tran"))}}, {"EvidenceWords"}),
        ({"char=7,12/quote": {OA + "exact": Literal("forze")}}, {"EvidenceWords"}),
    ],
)
def test_a_place_or_a_quotation_that_was_moved_is_told(store, fast, changes, broken):
    for subject, values in changes.items():
        for prop, value in values.items():
            changed(store, subject, prop, value)
    assert {one.shape for one in validate(store, fast=fast)} == broken


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
        sentence=TEXT,
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


# --- the twins in SPARQL


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("folder", ["valid", "invalid"])
def test_the_twin_says_of_every_example_what_the_reference_says(rule, folder):
    graph = read_graph(EXAMPLES / folder / f"{rule}.ttl")
    assert validate(graph, fast=True) == validate(graph)


def test_every_rule_has_a_twin():
    assert {str(rule).rpartition("#")[2] for rule, *_ in twins.selects()} == set(RULES)


def test_a_constraint_without_a_twin_is_told(monkeypatch):
    rule = URIRef("https://w3id.org/sanctiongraph/shapes#DocumentTitle")
    graph = Graph() + SHAPES
    graph.add((rule, SH.maxLength, RdflibLiteral(5)))
    with pytest.raises(GraphError, match=r"DocumentTitle> has <.*maxLength>, which has no twin"):
        list(twins._selects(graph))


RICH = "Norway froze the assets of Oleg Tarn in May 2024, said Kari Holm, the envoy, an ally of Tarn."
RUN = Run(
    version="1.2",
    model="en_core_web_md",
    fingerprint="00f1c2a37b9d5e64",
    settings=("seconds=5.0",),
    started="2026-03-01T10:00:00Z",
    ended="2026-03-01T10:00:09Z",
)


def rich(number):
    """A world with something of everything, whose ids nobody else has."""
    norway, tarn, holm = f"country/no-{number}", f"person/tarn-{number}", f"person/holm-{number}"
    shared = {"attribution": "Kari Holm", "attributed_to": holm, "confidence": 0.9, "reasons": ("frame",)}
    evidence = (Evidence(0, len(RICH), RICH, 7, 12, "", " More."),)
    account = Account(
        document=Document(id=f"d{number:03}", text=RICH, date="2024-06-01", title="A freeze", author="A. Ek"),
        mentions=(norway, tarn, holm),
        actions=(
            SanctionAction(
                id="a",
                evidence=evidence,
                act=Act.IMPOSE,
                imposers=(norway,),
                targets=(tarn,),
                date=TimeExpression("in May 2024", "2024-05"),
                grounds="for war",
                target_count=1,
                **shared,
            ),
        ),
        tenures=(Tenure(id="t", evidence=evidence, holder=holm, title="envoy", at=norway, **shared),),
        relationships=(
            Relationship(id="r", evidence=evidence, subject=holm, relation="AllyOf", object=tarn, **shared),
        ),
        run=RUN,
    )
    entities = (
        Entity(id=norway, kind=Kind.COUNTRY, label="Norway", country="NO", wikidata="Q20", hidden=("Oslo",)),
        Entity(id=tarn, kind=Kind.PERSON, label="Oleg Tarn", names=("Tarn",), part_of=norway),
        Entity(id=holm, kind=Kind.INSTITUTION if number % 7 == 0 else Kind.PERSON, label="Kari Holm"),
    )
    return Knowledge(entities=entities, accounts=(account,))


WRONG = (
    Literal(""),
    Literal("nonsense"),
    Literal("nonsense", language="en"),
    Literal("-1", datatype=NamedNode(XSD + "integer")),
    Literal("0", datatype=NamedNode(XSD + "integer")),
    Literal("7.5", datatype=NamedNode(XSD + "decimal")),
    Literal("x", datatype=NamedNode(XSD + "decimal")),
    Literal("maybe", datatype=NamedNode(XSD + "boolean")),
    Literal("2024-13-45", datatype=NamedNode(XSD + "date")),
    Literal("2024-13", datatype=NamedNode(XSD + "gYearMonth")),
    Literal("2031-01-01T00:00:00Z", datatype=NamedNode(XSD + "dateTime")),
    NamedNode("http://example.org/nobody"),
    NamedNode(SG + "Person"),
    NamedNode(SG + "SanctionAction"),
    NamedNode(SG + "Lift"),
    BlankNode("somebody"),
)
"""What may stand where something else should."""


def lose(chance, quads_):
    return [quad for quad in quads_ if quad != chance.choice(quads_)]


def spoil(chance, quads_):
    one = chance.choice(quads_)
    return [quad for quad in quads_ if quad != one] + [with_object(one, chance.choice(WRONG))]


def double(chance, quads_):
    return [*quads_, with_object(chance.choice(quads_), chance.choice(WRONG))]


def swap(chance, quads_):
    """Two statements exchange their objects."""
    one, other = chance.sample(quads_, 2)
    rest = [quad for quad in quads_ if quad not in (one, other)]
    return [*rest, with_object(one, other.object), with_object(other, one.object)]


def forget(chance, quads_):
    """Nothing is said of one thing any more."""
    subject = chance.choice(quads_).subject
    return [quad for quad in quads_ if quad.subject != subject]


def with_object(quad, value):
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_the_twin_says_of_broken_graphs_what_the_reference_says():
    """Three hundred worlds, each damaged in one to three places by a seeded chance."""
    chance, store = random.Random(20240501), Store()
    for number in range(300):
        damaged = list(quads(rich(number)))
        for _ in range(chance.randint(1, 3)):
            damaged = chance.choice((lose, spoil, spoil, double, double, swap, forget))(chance, damaged)
        store.extend(damaged)
    reference, twin = validate(store), validate(store, fast=True)
    assert [(o.shape, o.focus, o.value) for o in twin if o not in reference] == []
    assert [(o.shape, o.focus, o.value) for o in reference if o not in twin] == []
    assert len({number for one in reference for number in re.findall(r"(?:/d|-)(\d+)", one.focus)}) >= 200
    assert len({one.shape for one in reference}) >= 60
