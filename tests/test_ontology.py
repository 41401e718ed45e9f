"""The ontology defines every term that anything of ours writes, checks or asks for."""

from __future__ import annotations

import re

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection

from sanctiongraph.model import Act, Kind, Measure, Modality
from sanctiongraph.queries import names, text
from sanctiongraph.resources import ontology_path, ontology_text
from sanctiongraph.triples.reading import _READ
from sanctiongraph.vocab import SG, Relation

ONTOLOGY = Graph().parse(ontology_path("ontology.ttl"))
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
    ours = {iri for iri in _READ if iri.startswith(SG)}
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


def test_the_ontology_has_a_version():
    ontology = URIRef(SG.rstrip("#"))
    assert str(ONTOLOGY.value(ontology, OWL.versionIRI)).startswith(SG.rstrip("#") + "/")


def test_shapes_and_queries_speak_of_defined_terms_only():
    used = set(re.findall(r"\bsg:(\w+)", ontology_text("shapes.ttl")))
    for name, _ in names():
        used |= set(re.findall(r"\bsg:(\w+)", text(name)))
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
