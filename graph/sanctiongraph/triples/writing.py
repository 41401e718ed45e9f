"""Write knowledge as quads: a generator, so that a large graph never stands in memory twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad

from sanctiongraph.model import (
    Account,
    Document,
    Entity,
    Evidence,
    Kind,
    Knowledge,
    Relationship,
    SanctionAction,
    Tenure,
)
from sanctiongraph.triples.minting import Mint, clean, clean_id, fragment
from sanctiongraph.vocab import BASE, DCTERMS, RDF, RDFS, SCHEMA, SKOS, WIKIDATA, XSD, sg

__all__ = ["BODIES", "quads"]

BODIES = {"EU": "institution/eu", "UN": "institution/un"}
"""Bodies of states that have a code as a country has, and the id of their entity."""

Claim = SanctionAction | Tenure | Relationship
Term = NamedNode | Literal
Statement = tuple[str, Term]

_DATES = (
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII), "date", ""),
    (re.compile(r"[0-9]{4}-[0-9]{2}", re.ASCII), "gYearMonth", "-01"),
    (re.compile(r"[0-9]{4}", re.ASCII), "gYear", "-01-01"),
)
"""What a date looks like, its datatype, and what makes it a full date that can be tested."""

_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_WIKIDATA = re.compile(r"Q[1-9][0-9]*", re.ASCII)


def quads(knowledge: Knowledge, *, base: str = BASE) -> Iterator[Quad]:
    """The knowledge in RDF: one named graph for each document, one for all entities.

    What is no valid date, country code or Q number is left out. Characters that XML can't
    hold become U+FFFD. Raises InputError where `base` can't be a base.

    >>> world = Knowledge(entities=(Entity(id="country/FR", kind=Kind.COUNTRY, label="France"),))
    >>> [str(quad.object) for quad in quads(world)]
    ['<https://w3id.org/sanctiongraph/ontology#Country>', '"France"']
    """
    mint = Mint(base)
    for account in knowledge.accounts:
        yield from _account(account, mint)
    graph = _node(mint.entities)
    for entity in knowledge.entities:
        yield from _about(mint.entity(entity.id), _entity(entity, mint), graph)


def _account(account: Account, mint: Mint) -> Iterator[Quad]:
    graph = NamedNode(mint.graph(account.document.id))
    document = mint.document(account.document.id)
    yield from _about(document, _document(account.document), graph)
    yield from _about(document, (_to(SCHEMA + "mentions", mint.entity(id)) for id in account.mentions), graph)
    claims: tuple[Claim, ...] = (*account.actions, *account.tenures, *account.relationships)
    for claim in claims:
        yield from _claim(claim, document, mint=mint, graph=graph)


def _about(subject: str, statements: Iterable[Statement], graph: NamedNode) -> Iterator[Quad]:
    node = NamedNode(subject)
    return (Quad(node, _node(predicate), term, graph) for predicate, term in statements)


def _claim(claim: Claim, document: str, *, mint: Mint, graph: NamedNode) -> Iterator[Quad]:
    iri = f"{document}#{fragment(claim.id)}"
    evidence = dict(_evidence(claim.evidence, iri))
    yield from _about(iri, _common(claim, mint), graph)
    yield from _about(iri, _own(claim, mint), graph)
    yield from _about(iri, (_to(sg("hasEvidence"), place) for place in evidence), graph)
    for place, one in evidence.items():
        yield from _about(place, _sentence(one, document), graph)


def _document(document: Document) -> Iterator[Statement]:
    yield _type("Document")
    yield _to(RDF + "type", SCHEMA + "NewsArticle")
    yield DCTERMS + "identifier", Literal(clean_id(document.id))
    yield sg("textDigest"), Literal(clean(document.digest))
    yield from _text(DCTERMS + "title", document.title)
    yield from _text(DCTERMS + "publisher", document.publisher)
    yield from _text(DCTERMS + "source", document.url)
    yield from _text(SCHEMA + "author", document.author)
    yield from _date(SCHEMA + "datePublished", document.date)


def _entity(entity: Entity, mint: Mint) -> Iterator[Statement]:
    label = clean(entity.label) or clean_id(entity.id)
    yield _type(entity.kind.value)
    yield RDFS + "label", Literal(label)
    for name in sorted({clean(name) for name in entity.names} - {label, ""}):
        yield SKOS + "altLabel", Literal(name)
    for name in sorted({clean(name) for name in entity.hidden} - {""}):
        yield SKOS + "hiddenLabel", Literal(name)
    if entity.country and _COUNTRY.fullmatch(entity.country):
        yield _country(entity, entity.country, mint)
    if entity.part_of:
        yield _to(sg("isPartOf"), mint.entity(entity.part_of))
    if entity.wikidata and _WIKIDATA.fullmatch(entity.wikidata):
        yield _to(SKOS + "exactMatch", WIKIDATA + entity.wikidata)


def _country(entity: Entity, code: str, mint: Mint) -> Statement:
    """A country (and the EU, the UN) has the code; everything else has the country."""
    its = BODIES.get(code, f"country/{code}")
    if entity.kind is Kind.COUNTRY or entity.id == its:
        return sg("countryCode"), Literal(code)
    return _to(sg("hasCountry"), mint.entity(its))


def _common(claim: Claim, mint: Mint) -> Iterator[Statement]:
    yield _type(type(claim).__name__)
    yield _to(sg("hasModality"), sg(claim.modality.value))
    yield sg("isNegated"), _boolean(claim.negated)
    yield sg("confidence"), _decimal(claim.confidence)
    yield from _text(sg("attribution"), claim.attribution)
    if claim.attributed_to:
        yield _to(sg("isAttributedTo"), mint.entity(claim.attributed_to))
    for reason in sorted({clean(reason) for reason in claim.reasons} - {""}):
        yield sg("reason"), Literal(reason)


def _own(claim: Claim, mint: Mint) -> Iterator[Statement]:
    match claim:
        case SanctionAction():
            return _action(claim, mint)
        case Tenure():
            return _tenure(claim, mint)
        case Relationship():
            return _relationship(claim, mint)


def _action(action: SanctionAction, mint: Mint) -> Iterator[Statement]:
    yield _to(sg("hasAct"), sg(action.act.value))
    yield from (_to(sg("hasImposer"), mint.entity(id)) for id in action.imposers)
    yield from (_to(sg("hasTarget"), mint.entity(id)) for id in action.targets)
    yield from (_to(sg("hasMeasure"), sg(measure.value)) for measure in action.measures)
    yield from _text(sg("grounds"), action.grounds)
    if action.date:
        yield from _date(sg("date"), action.date.value)
        yield from _text(sg("dateText"), action.date.text)
    if action.target_count is not None:
        yield sg("targetCount"), _integer(action.target_count)


def _tenure(tenure: Tenure, mint: Mint) -> Iterator[Statement]:
    yield _to(sg("hasHolder"), mint.entity(tenure.holder))
    yield from _text(sg("officeTitle"), tenure.title)
    yield sg("isFormer"), _boolean(tenure.former)
    if tenure.at:
        yield _to(sg("isHeldAt"), mint.entity(tenure.at))


def _relationship(relationship: Relationship, mint: Mint) -> Iterator[Statement]:
    yield _to(sg("hasSubject"), mint.entity(relationship.subject))
    yield _to(sg("hasRelation"), sg(fragment(relationship.relation)))
    yield _to(sg("hasObject"), mint.entity(relationship.object))


_Place = tuple[int, int, str, int, int]


def _evidence(evidence: Iterable[Evidence], claim: str) -> Iterator[tuple[str, _Place]]:
    """Evidence by its IRI: the claim's and where the trigger stands; counted where that's not enough."""
    seen: dict[int, int] = {}
    for place in sorted({(e.start, e.end, clean(e.quote), e.trigger_start, e.trigger_end) for e in evidence}):
        trigger = place[3]
        seen[trigger] = seen.get(trigger, 0) + 1
        yield f"{claim}/{trigger}" + (f"-{seen[trigger]}" if seen[trigger] > 1 else ""), place


def _sentence(place: _Place, document: str) -> Iterator[Statement]:
    start, end, quote, trigger_start, trigger_end = place
    yield _type("Evidence")
    yield _to(sg("isFromDocument"), document)
    yield sg("start"), _integer(start)
    yield sg("end"), _integer(end)
    yield sg("quote"), Literal(quote)
    yield sg("triggerStart"), _integer(trigger_start)
    yield sg("triggerEnd"), _integer(trigger_end)


@cache
def _node(iri: str) -> NamedNode:
    return NamedNode(iri)


@cache
def _datatype(name: str) -> NamedNode:
    return NamedNode(XSD + name)


def _type(name: str) -> Statement:
    return _to(RDF + "type", sg(name))


def _to(predicate: str, iri: str) -> Statement:
    return predicate, NamedNode(iri)


def _text(predicate: str, text: str | None) -> Iterator[Statement]:
    if text:
        yield predicate, Literal(clean(text))


def _date(predicate: str, value: str | None) -> Iterator[Statement]:
    """The date as precise as it is; nothing where there is no such day, month or year."""
    for pattern, datatype, rest in _DATES:
        if value and pattern.fullmatch(value) and _exists(value + rest):
            yield predicate, Literal(value, datatype=_datatype(datatype))


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _boolean(value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=_datatype("boolean"))


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=_datatype("integer"))


def _decimal(value: float) -> Literal:
    """Four digits at most, in the form a store gives back: 0.85, 1."""
    digits = f"{value:.4f}".rstrip("0").rstrip(".")
    return Literal("0" if digits == "-0" else digits, datatype=_datatype("decimal"))
