"""Write knowledge as quads: a generator, so that a large graph never stands in memory twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

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
from sanctiongraph.triples.dates import day_or_span, when
from sanctiongraph.triples.minting import Mint, clean, clean_id, fragment
from sanctiongraph.triples.runs import generated, runs
from sanctiongraph.triples.segments import described, segments
from sanctiongraph.triples.terms import Statement, boolean, decimal, integer, kind, node, text, to
from sanctiongraph.vocab import BASE, DCTERMS, OA, PROV, RDFS, SCHEMA, SKOS, WIKIDATA, sg

__all__ = ["BODIES", "quads"]

BODIES = {"EU": "institution/eu", "UN": "institution/un"}
"""Bodies of states that have a code as a country has, and the id of their entity."""

Claim = SanctionAction | Tenure | Relationship

_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_WIKIDATA = re.compile(r"Q[1-9][0-9]*", re.ASCII)


def quads(knowledge: Knowledge, *, base: str = BASE) -> Iterator[Quad]:
    """The knowledge in RDF: one named graph for each document, one for all entities, one for the runs.

    What is no valid date, country code or Q number is left out. Characters that XML can't
    hold become U+FFFD. Raises InputError where `base` can't be a base.

    >>> world = Knowledge(entities=(Entity(id="country/FR", kind=Kind.COUNTRY, label="France"),))
    >>> [str(quad.object) for quad in quads(world)]
    ['<https://w3id.org/sanctiongraph/ontology#Country>', '"France"']
    """
    mint = Mint(base)
    for account in knowledge.accounts:
        yield from _account(account, mint)
    graph = node(mint.entities)
    for entity in knowledge.entities:
        yield from _about(mint.entity(entity.id), _entity(entity, mint), graph)
    for run in dict.fromkeys(account.run for account in knowledge.accounts if account.run):
        yield from _all(runs(run, mint), node(mint.runs))


def _account(account: Account, mint: Mint) -> Iterator[Quad]:
    graph = NamedNode(mint.graph(account.document.id))
    document = mint.document(account.document.id)
    yield from _about(document, _document(account.document), graph)
    yield from _about(document, (to(SCHEMA + "mentions", mint.entity(id)) for id in account.mentions), graph)
    if account.run:
        yield from _about(graph.value, generated(account.run, document, mint), graph)
    claims: tuple[Claim, ...] = (*account.actions, *account.tenures, *account.relationships)
    for claim in claims:
        yield from _claim(claim, document, mint=mint, graph=graph)
    evidence = {_cleaned(one) for claim in claims for one in claim.evidence}
    for segment in sorted({segment for one in evidence for segment in segments(one)}):
        yield from _all(described(segment, document), graph)


def _all(things: Iterable[tuple[str, Iterable[Statement]]], graph: NamedNode) -> Iterator[Quad]:
    for subject, statements in things:
        yield from _about(subject, statements, graph)


def _about(subject: str, statements: Iterable[Statement], graph: NamedNode) -> Iterator[Quad]:
    thing = NamedNode(subject)
    return (Quad(thing, node(predicate), term, graph) for predicate, term in statements)


def _claim(claim: Claim, document: str, *, mint: Mint, graph: NamedNode) -> Iterator[Quad]:
    iri = f"{document}#{fragment(claim.id)}"
    evidence = dict(_evidence(claim.evidence, iri))
    yield from _about(iri, _common(claim, mint), graph)
    yield from _about(iri, _own(claim, mint), graph)
    yield from _about(iri, (to(sg("hasEvidence"), place) for place in evidence), graph)
    yield from _about(iri, (to(PROV + "wasDerivedFrom", document),), graph)
    for place, one in evidence.items():
        yield from _about(place, _sentence(one, iri, document), graph)


def _document(document: Document) -> Iterator[Statement]:
    yield kind(sg("Document"))
    yield kind(SCHEMA + "NewsArticle")
    yield DCTERMS + "identifier", Literal(clean_id(document.id))
    yield sg("textDigest"), Literal(clean(document.digest))
    yield from text(DCTERMS + "title", document.title)
    yield from text(DCTERMS + "publisher", document.publisher)
    yield from text(DCTERMS + "source", document.url)
    yield from text(SCHEMA + "author", document.author)
    yield from day_or_span(SCHEMA + "datePublished", document.date)


def _entity(entity: Entity, mint: Mint) -> Iterator[Statement]:
    label = clean(entity.label) or clean_id(entity.id)
    yield kind(sg(entity.kind.value))
    yield RDFS + "label", Literal(label)
    for name in sorted({clean(name) for name in entity.names} - {label, ""}):
        yield SKOS + "altLabel", Literal(name)
    for name in sorted({clean(name) for name in entity.hidden} - {""}):
        yield SKOS + "hiddenLabel", Literal(name)
    if entity.country and _COUNTRY.fullmatch(entity.country):
        yield _country(entity, entity.country, mint)
    if entity.part_of:
        yield to(sg("isPartOf"), mint.entity(entity.part_of))
    if entity.wikidata and _WIKIDATA.fullmatch(entity.wikidata):
        yield to(SKOS + "exactMatch", WIKIDATA + entity.wikidata)


def _country(entity: Entity, code: str, mint: Mint) -> Statement:
    """A country (and the EU, the UN) has the code; everything else has the country."""
    its = BODIES.get(code, f"country/{code}")
    if entity.kind is Kind.COUNTRY or entity.id == its:
        return sg("countryCode"), Literal(code)
    return to(sg("hasCountry"), mint.entity(its))


def _common(claim: Claim, mint: Mint) -> Iterator[Statement]:
    yield kind(sg(type(claim).__name__))
    yield to(sg("hasModality"), sg(claim.modality.value))
    yield sg("isNegated"), boolean(claim.negated)
    yield sg("confidence"), decimal(claim.confidence)
    yield from text(sg("attribution"), claim.attribution)
    if claim.attributed_to:
        yield to(sg("isAttributedTo"), mint.entity(claim.attributed_to))
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
    yield to(sg("hasAct"), sg(action.act.value))
    yield from (to(sg("hasImposer"), mint.entity(id)) for id in action.imposers)
    yield from (to(sg("hasTarget"), mint.entity(id)) for id in action.targets)
    yield from (to(sg("hasMeasure"), sg(measure.value)) for measure in action.measures)
    yield from text(sg("grounds"), action.grounds)
    if action.date:
        yield from when(action.date.value)
        yield from text(sg("dateText"), action.date.text)
    if action.target_count is not None:
        yield sg("targetCount"), integer(action.target_count)


def _tenure(tenure: Tenure, mint: Mint) -> Iterator[Statement]:
    yield to(sg("hasHolder"), mint.entity(tenure.holder))
    yield from text(sg("officeTitle"), tenure.title)
    yield sg("isFormer"), boolean(tenure.former)
    if tenure.at:
        yield to(sg("isHeldAt"), mint.entity(tenure.at))


def _relationship(relationship: Relationship, mint: Mint) -> Iterator[Statement]:
    yield to(sg("hasSubject"), mint.entity(relationship.subject))
    yield to(sg("hasRelation"), sg(fragment(relationship.relation)))
    yield to(sg("hasObject"), mint.entity(relationship.object))


def _evidence(evidence: Iterable[Evidence], claim: str) -> Iterator[tuple[str, Evidence]]:
    """Evidence by its IRI: the claim's and where the trigger stands; counted where that's not enough."""
    seen: dict[int, int] = {}
    for one in sorted(set(map(_cleaned, evidence)), key=_place):
        trigger = one.trigger_start
        seen[trigger] = seen.get(trigger, 0) + 1
        yield f"{claim}/{trigger}" + (f"-{seen[trigger]}" if seen[trigger] > 1 else ""), one


def _cleaned(one: Evidence) -> Evidence:
    return replace(one, quote=clean(one.quote), before=clean(one.before), after=clean(one.after))


def _place(one: Evidence) -> tuple[int, int, str, int, int]:
    return one.start, one.end, one.quote, one.trigger_start, one.trigger_end


def _sentence(one: Evidence, claim: str, document: str) -> Iterator[Statement]:
    yield kind(sg("Evidence"))
    yield kind(OA + "Annotation")
    yield to(OA + "hasBody", claim)
    yield from (to(OA + "hasTarget", segment.iri(document)) for segment in segments(one))
    yield to(sg("isFromDocument"), document)
    yield sg("start"), integer(one.start)
    yield sg("end"), integer(one.end)
    yield sg("quote"), Literal(one.quote)
    yield sg("triggerStart"), integer(one.trigger_start)
    yield sg("triggerEnd"), integer(one.trigger_end)
