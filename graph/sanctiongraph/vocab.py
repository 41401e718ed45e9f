"""The terms of the ontology and of the vocabularies it stands on, spelled once.

Terms are plain strings (IRIs), so that this room needs no RDF library.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "BASE",
    "DCTERMS",
    "OA",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SG",
    "SKOS",
    "SOSA",
    "VOID",
    "XSD",
    "Relation",
    "sg",
]

SG = "https://w3id.org/sanctiongraph/ontology#"
BASE = "https://w3id.org/sanctiongraph/id/"
"""Things are minted under this unless the user names another base."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
SOSA = "http://www.w3.org/ns/sosa/"
VOID = "http://rdfs.org/ns/void#"
WIKIDATA = "http://www.wikidata.org/entity/"

PREFIXES = {
    "dcterms": DCTERMS,
    "oa": OA,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sg": SG,
    "skos": SKOS,
    "sosa": SOSA,
    "wd": WIKIDATA,
    "xsd": XSD,
}
"""Prefixes that every file and every query of ours may use, sorted."""


def sg(name: str) -> str:
    """The IRI of an ontology term by its local name.

    >>> sg("hasImposer")
    'https://w3id.org/sanctiongraph/ontology#hasImposer'
    """
    return SG + name


class Relation(StrEnum):
    """A stated relation between two entities; the value is the concept's local name."""

    MEMBER_OF = "MemberOf"
    PART_OF = "PartOf"
    LEADS = "Leads"
    OWNS = "Owns"
    SPOKESPERSON_FOR = "SpokespersonFor"
    SPOUSE_OF = "SpouseOf"
    CHILD_OF = "ChildOf"
    SIBLING_OF = "SiblingOf"
    ALLY_OF = "AllyOf"
    RIVAL_OF = "RivalOf"
    ACCUSES = "Accuses"
    SUPPORTS = "Supports"
    MEETS = "Meets"
    ARRESTS = "Arrests"
    PROSECUTES = "Prosecutes"
    CANDIDATE_FOR = "CandidateFor"
