"""The ontology defines every term that anything of ours writes, checks or asks for."""

from __future__ import annotations

import importlib.util
import re
import sys

import owlrl
import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection
from shell import ROOT

import sanctiongraph
from sanctiongraph.model import Act, Kind, Measure, Modality
from sanctiongraph.queries import questions, text
from sanctiongraph.resources import ontology_path, ontology_text
from sanctiongraph.triples.reading import _READ
from sanctiongraph.vocab import SG, Relation

ONTOLOGY = Graph().parse(ontology_path("ontology.ttl"))
STYLE = Graph().parse(ontology_path("style.ttl"))
SHAPES = Graph().parse(ontology_path("shapes.ttl"))
TERMS = sorted(
    str(term) for term in set(ONTOLOGY.subjects(RDF.type)) if str(term).startswith(SG) and str(term) != SG
)
ENUMS = {"Act": Act, "Measure": Measure, "Modality": Modality, "Relation": Relation}
VERBS = ("has", "is")


def local(term):
    return str(term).removeprefix(SG)


def of_type(kind):
    return sorted(term for term in ONTOLOGY.subjects(RDF.type, kind) if str(term).startswith(SG))


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_every_term_has_one_label_and_one_definition(term):
    for predicate in (RDFS.label, SKOS.definition):
        (value,) = ONTOLOGY.objects(URIRef(term), predicate)
        assert str(value).strip() == str(value) != ""
    assert str(ONTOLOGY.value(URIRef(term), SKOS.definition)).endswith(".")


def test_no_two_terms_of_one_kind_share_a_label_or_a_definition():
    for predicate in (SKOS.definition, RDFS.label):
        values = [str(ONTOLOGY.value(URIRef(term), predicate)) for term in TERMS]
        shared = {value for value in values if values.count(value) > 1}
        assert shared == set()


@pytest.mark.parametrize(("scheme", "choices"), ENUMS.items())
def test_every_value_of_the_model_is_a_concept_and_every_concept_a_value(scheme, choices):
    concepts = {local(concept) for concept in ONTOLOGY.subjects(RDF.type, URIRef(SG + scheme))}
    assert concepts == {choice.value for choice in choices}
    in_scheme = ONTOLOGY.subjects(SKOS.inScheme, URIRef(f"{SG}{scheme}Scheme"))
    assert {local(concept) for concept in in_scheme} == concepts


def test_every_kind_of_entity_is_a_class_under_entity():
    for kind in Kind:
        above = ONTOLOGY.transitive_objects(URIRef(SG + kind.value), RDFS.subClassOf)
        assert URIRef(SG + "Entity") in set(above)


def test_every_property_that_is_written_is_defined():
    derived = {SG + "earliest", SG + "latest"}
    ours = {iri for iri in _READ if iri.startswith(SG)} | derived
    properties = {str(p) for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for p in of_type(kind)}
    assert ours == properties


def test_properties_have_domain_and_range_and_are_named_as_such():
    for prop in of_type(OWL.ObjectProperty):
        assert local(prop).startswith(VERBS), local(prop)
    for prop in (*of_type(OWL.ObjectProperty), *of_type(OWL.DatatypeProperty)):
        assert len(list(ONTOLOGY.objects(prop, RDFS.domain))) == 1
        assert len(list(ONTOLOGY.objects(prop, RDFS.range))) == 1
        assert local(prop)[0].islower()
    for class_ in of_type(OWL.Class):
        assert local(class_)[0].isupper()


def test_the_ontology_has_the_version_of_the_software():
    ontology, version = URIRef(SG.rstrip("#")), sanctiongraph.__version__
    assert str(ONTOLOGY.value(ontology, OWL.versionInfo)) == version
    assert str(ONTOLOGY.value(ontology, OWL.versionIRI)) == f"{ontology}/{version}"


# --- style


def badly_styled(ontology):
    conforms, results, _ = pyshacl.validate(ontology, shacl_graph=STYLE)
    found = {local(results.value(one, SH.sourceShape)) for one in results.objects(None, SH.result)}
    assert conforms == (not found)
    return {name.rpartition("#")[2] for name in found}


def test_the_ontology_keeps_to_its_style():
    assert badly_styled(ONTOLOGY) == set()


@pytest.mark.parametrize(
    ("wanted", "written", "rules"),
    [
        ('rdfs:label "has act"', 'rdfs:label "Has act"', "TermLabel"),
        ('rdfs:label "has act"', 'rdfs:label "deed done"', "LabelOfName"),
        ('rdfs:label "entity" ;', "", "TermLabel"),
        ('skos:definition "Measures end."', 'skos:definition "Measures end"', "TermDefinition"),
        ('skos:example "16 where', 'skos:note "16 where', "TermExample"),
        ("sg:hasCountry\n", "sg:country\n", "LabelOfName ObjectProperty"),
        ("sg:quote\n", "sg:hasQuote\n", "DatatypeProperty LabelOfName"),
        ("sg:quote\n", "sg:Quote\n", "DatatypeProperty"),
        ("sg:Sector\n", "sg:sector\n", "Class"),
        ("rdfs:domain sg:Evidence ;\n    rdfs:range sg:Document", "rdfs:range sg:Document", "PropertyDomain"),
        ("    rdfs:range sg:Act ;\n", "", "PropertyRange"),
        ("skos:inScheme sg:ActScheme ;\n    skos:topConceptOf", "skos:topConceptOf", "ConceptScheme"),
        ('skos:prefLabel "lift"@en', 'skos:prefLabel "lift"', "ConceptLabel"),
        ("owl:versionIRI", "rdfs:comment", "OntologyVersion"),
        ("dcterms:license", "rdfs:seeAlso", "OntologyLicense"),
    ],
)
def test_each_breach_of_style_is_named(wanted, written, rules):
    """What is there is well styled; one change breaks what is named."""
    before = ontology_text("ontology.ttl")
    assert wanted in before
    found = badly_styled(Graph().parse(data=before.replace(wanted, written, 1), format="turtle"))
    assert found == set(rules.split())


# --- OWL 2 RL


def closure(*texts):
    graph = Graph()
    for text_ in texts:
        graph.parse(data=text_, format="turtle")
    closed = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
    closed.closure()
    return graph, closed.error_messages


def inconsistencies(*texts):
    graph, errors = closure(*texts)
    return [*errors, *graph.subjects(RDF.type, OWL.Nothing)]


def test_ontology_and_examples_are_consistent():
    """All at once: whatever follows from one example follows from all of them together."""
    examples = sorted(path.name for path in ontology_path("examples", "valid").iterdir())
    assert len(examples) > 80
    texts = (ontology_text("examples", "valid", name) for name in examples)
    assert inconsistencies(ontology_text("ontology.ttl"), *texts) == []


@pytest.mark.parametrize(
    "statements",
    [
        "ex:x a sg:Person, sg:Country .",
        "ex:x a sg:SanctionAction, sg:Tenure .",
        "ex:t sg:hasHolder ex:x ; sg:hasAct sg:Lift .",
        "ex:x a sg:Sector . ex:t sg:hasHolder ex:x .",
    ],
)
def test_a_contradiction_is_found(statements):
    prefixes = f"@prefix sg: <{SG}> . @prefix ex: <https://example.org/> . "
    assert inconsistencies(ontology_text("ontology.ttl"), prefixes + statements)


def test_what_the_ontology_entails_is_there():
    graph, _ = closure(ontology_text("ontology.ttl"), ontology_text("examples", "valid", "ActionAct.ttl"))
    ex = "http://example.org/"
    for thing, kind in (("tarn", "Actor"), ("tarn", "Entity"), ("freeze", "Claim")):
        assert (URIRef(ex + thing), RDF.type, URIRef(SG + kind)) in graph
    assert (URIRef(ex + "tarn"), RDF.type, URIRef("https://schema.org/Person")) in graph


def test_the_ontology_is_within_the_terms_of_owl_2_rl():
    """No blank node (no class expression), and only datatypes that the profile has."""
    known = {str(RDFS.Literal), *(f"http://www.w3.org/2001/XMLSchema#{t}" for t in RL_DATATYPES)}
    assert not [
        node for triple in ONTOLOGY for node in triple if not isinstance(node, URIRef) and node.n3()[0] == "_"
    ]
    for prop in of_type(OWL.DatatypeProperty):
        assert str(ONTOLOGY.value(prop, RDFS.range)) in known


RL_DATATYPES = ("string", "boolean", "decimal", "integer", "nonNegativeInteger", "dateTime", "anyURI")


# --- the page


def test_the_page_is_that_of_the_ontology(monkeypatch):
    """Else run scripts/make_ontology_page.py."""
    path = ROOT / "scripts" / "make_ontology_page.py"
    spec = importlib.util.spec_from_file_location("make_ontology_page", path)
    made = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, made)  # where its data classes look for their annotations
    spec.loader.exec_module(made)
    page = made.page()
    assert page == made.PAGE.read_text(encoding="utf-8")
    for term in TERMS:
        assert f'id="{local(term)}"' in page
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))
    assert "<script" not in page
    assert not re.findall(r"<link|<[^>]+ src=", page)


def test_shapes_and_queries_speak_of_defined_terms_only():
    used = set(re.findall(r"\bsg:(\w+)", ontology_text("shapes.ttl")))
    for question in questions():
        used |= set(re.findall(r"\bsg:(\w+)", text(question.name)))
    assert used - {local(term) for term in TERMS} == set()


def test_the_lists_of_the_shapes_are_the_values_of_the_model():
    lists = [
        {local(value) for value in Collection(SHAPES, start)} for start in SHAPES.objects(None, SH["in"])
    ]
    for choices in (*ENUMS.values(), Kind):
        assert {choice.value for choice in choices} in lists


def test_every_shape_is_aimed_or_used():
    for shape in SHAPES.subjects(RDF.type, SH.PropertyShape):
        assert (None, SH.property, shape) in SHAPES, shape
    for shape in SHAPES.subjects(RDF.type, SH.NodeShape):
        aimed = (shape, SH.targetClass, None) in SHAPES or (shape, SH.targetSubjectsOf, None) in SHAPES
        assert aimed or (None, SH.node, shape) in SHAPES, shape
