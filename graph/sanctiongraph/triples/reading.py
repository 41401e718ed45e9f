"""Read knowledge back out of RDF: whatever was written by `quads` comes back as it was.

Everything is read in bulk, property by property, so the time grows with the number of quads
and with nothing else. Named graphs don't matter: the union of all graphs is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import unquote

from pyoxigraph import NamedNode, Store

from sanctiongraph.errors import GraphError
from sanctiongraph.model import (
    Account,
    Act,
    Document,
    Entity,
    Evidence,
    Kind,
    Knowledge,
    Measure,
    Modality,
    Relationship,
    Run,
    SanctionAction,
    Tenure,
    TimeExpression,
)
from sanctiongraph.triples.minting import Mint, entity_id
from sanctiongraph.triples.segments import quote_of
from sanctiongraph.triples.writing import BODIES
from sanctiongraph.vocab import BASE, DCTERMS, OA, PROV, RDF, RDFS, SCHEMA, SG, SKOS, WIKIDATA, sg

__all__ = ["base_of", "has_claims", "knowledge"]

_Choice = TypeVar("_Choice", bound=StrEnum)
Claim = SanctionAction | Tenure | Relationship

_CLAIMS: tuple[type[Claim], ...] = (SanctionAction, Tenure, Relationship)


def knowledge(store: Store) -> Knowledge:
    """The knowledge that a store holds; ``quads(knowledge(store))`` are the store's quads.

    A document read back has its digest but no text. Raises GraphError, naming the thing, where
    the graph doesn't follow the contract: a claim without an act, an entity that nobody describes.

    >>> knowledge(Store())
    Knowledge(entities=(), accounts=())
    """
    return _Reader(_facts(store)).knowledge()


def has_claims(store: Store) -> bool:
    """Whether anything is claimed in a store, in terms of the ontology.

    >>> has_claims(Store())
    False
    """
    kinds = (NamedNode(sg(claim.__name__)) for claim in _CLAIMS)
    return any(any(store.quads_for_pattern(None, NamedNode(RDF + "type"), kind)) for kind in kinds)


def base_of(store: Store) -> str:
    """What the IRIs of all documents and entities of a store start with; the usual base without any."""
    reader = _Reader({iri: _values(store, iri) for iri in (RDF + "type", DCTERMS + "identifier")})
    return reader.base(reader.kinds())


_Facts = dict[str, dict[str, list[str]]]
"""Property, subject, sorted values. Literals and IRIs are both plain strings here."""


def _facts(store: Store) -> _Facts:
    return {iri: _values(store, iri) for iri in _READ}


def _values(store: Store, predicate: str) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, NamedNode(predicate), None, None):
        value: Any = quad.object
        subject: Any = quad.subject
        found.setdefault(subject.value, set()).add(value.value)
    return {subject: sorted(values) for subject, values in found.items()}


@dataclass(frozen=True, slots=True)
class _Reader:
    """The facts of one store, asked by property and subject."""

    facts: _Facts

    def knowledge(self) -> Knowledge:
        """All that the store says, sorted by id."""
        kinds = self.kinds()
        base = self.base(kinds)
        entities = {iri: self.entity(iri, kind, base) for iri, kind in kinds.items()}
        ids = {iri: entity.id for iri, entity in entities.items()}
        claims, runs = self.claims(ids), self.runs()
        documents = self.having(RDF + "type", sg("Document"))
        accounts = (self.account(iri, ids, claims, runs.get(iri)) for iri in documents)
        return Knowledge(
            entities=tuple(sorted(entities.values(), key=lambda entity: entity.id)),
            accounts=tuple(sorted(accounts, key=lambda account: account.document.id)),
        )

    def kinds(self) -> dict[str, Kind]:
        """The kind of every entity by its IRI."""
        return {iri: kind for kind in reversed(Kind) for iri in self.having(RDF + "type", sg(kind.value))}

    def all(self, predicate: str, subject: str) -> list[str]:
        """Every value of a property of a subject."""
        return self.facts[predicate].get(subject, [])

    def one(self, predicate: str, subject: str) -> str | None:
        """The first value, None where there is none."""
        return next(iter(self.all(predicate, subject)), None)

    def need(self, predicate: str, subject: str) -> str:
        """The first value; raises GraphError where there is none."""
        value = self.one(predicate, subject)
        if value is None:
            raise GraphError(f"<{subject}> has no <{predicate}>; `validate` names everything that is missing")
        return value

    def number(self, predicate: str, subject: str, kind: type[int] | type[float] = int) -> Any:
        """The value as a number; raises GraphError where it is none."""
        value = self.need(predicate, subject)
        try:
            return kind(value)
        except ValueError:
            raise GraphError(f"<{subject}> has {value!r} as its <{predicate}>, which is no number") from None

    def yes(self, predicate: str, subject: str) -> bool:
        """Whether the value is true; what is not said is not."""
        return self.one(predicate, subject) in ("true", "1")

    def concept(self, predicate: str, subject: str, choices: type[_Choice]) -> _Choice:
        """The one of the choices that the value names; raises GraphError where it names none."""
        return self.chosen(self.need(predicate, subject), subject, choices)

    def chosen(self, value: str, subject: str, choices: type[_Choice]) -> _Choice:
        """The choice of this IRI; raises GraphError, which names the subject, where it is of none."""
        try:
            return choices(value.removeprefix(SG))
        except ValueError:
            raise GraphError(f"<{subject}> has <{value}>, which is none of {', '.join(choices)}") from None

    def having(self, predicate: str, value: str) -> Iterator[str]:
        """Every subject that has this value of a property."""
        return (subject for subject, values in self.facts[predicate].items() if value in values)

    def base(self, entities: Iterable[str]) -> str:
        """What all IRIs start with, seen from a document; without one, from a country."""
        for iri in self.having(RDF + "type", sg("Document")):
            end = Mint("x:/").document(self.need(DCTERMS + "identifier", iri)).removeprefix("x:/")
            if iri.endswith("/" + end):
                return iri.removesuffix(end)
        stems = {iri.rsplit("/", 2)[0] + "/" for iri in entities if not iri.startswith(BASE)}
        return min(stems, default=BASE)

    def entity(self, iri: str, kind: Kind, base: str) -> Entity:
        if not iri.startswith(base):
            raise GraphError(f"entity <{iri}> is not under the base <{base}> that the rest of the graph has")
        part = self.one(sg("isPartOf"), iri)
        matches = (match for match in self.all(SKOS + "exactMatch", iri) if match.startswith(WIKIDATA))
        return Entity(
            id=entity_id(iri.removeprefix(base)),
            kind=kind,
            label=self.need(RDFS + "label", iri),
            names=tuple(self.all(SKOS + "altLabel", iri)),
            hidden=tuple(self.all(SKOS + "hiddenLabel", iri)),
            country=self.country(iri),
            part_of=entity_id(part.removeprefix(base)) if part else None,
            wikidata=next((match.removeprefix(WIKIDATA) for match in matches), None),
        )

    def country(self, iri: str) -> str | None:
        code, place = self.one(sg("countryCode"), iri), self.one(sg("hasCountry"), iri)
        if code or not place:
            return code
        ends = (body for body, id in BODIES.items() if place.endswith("/" + id))
        return next(ends, place.rsplit("/", 1)[-1])

    def claims(self, ids: dict[str, str]) -> dict[tuple[str, str], list[Claim]]:
        """Claims by their document and class, in the order of the text."""
        found: dict[tuple[str, str], list[Claim]] = {}
        for kind in _CLAIMS:
            for iri in self.having(RDF + "type", sg(kind.__name__)):
                claim = _MAKE[kind](self, iri, ids)
                found.setdefault((self.document_of(iri), kind.__name__), []).append(claim)
        for claims in found.values():
            claims.sort(key=lambda claim: ([e.start for e in claim.evidence], claim.id))
        return found

    def document_of(self, claim: str) -> str:
        for evidence in self.all(sg("hasEvidence"), claim):
            return self.need(sg("isFromDocument"), evidence)
        return claim.partition("#")[0]

    def runs(self) -> dict[str, Run]:
        """The run behind each document, where it is told and described."""
        found = {}
        for graph, (run, *_) in self.facts[PROV + "wasGeneratedBy"].items():
            document = self.one(PROV + "wasDerivedFrom", graph)
            association = self.one(PROV + "qualifiedAssociation", run)
            if document and association:
                found[document] = self.run(run, association)
        return found

    def run(self, iri: str, association: str) -> Run:
        plan = self.need(PROV + "hadPlan", association)
        return Run(
            version=self.one(SCHEMA + "softwareVersion", self.need(PROV + "agent", association)) or "",
            model=self.one(sg("model"), plan) or "",
            fingerprint=self.one(sg("fingerprint"), plan) or "",
            settings=tuple(self.all(sg("setting"), plan)),
            started=self.one(PROV + "startedAtTime", iri),
            ended=self.one(PROV + "endedAtTime", iri),
        )

    def account(
        self, iri: str, ids: dict[str, str], claims: dict[tuple[str, str], list[Any]], run: Run | None
    ) -> Account:
        document = Document(
            id=self.need(DCTERMS + "identifier", iri),
            digest=self.one(sg("textDigest"), iri) or "",
            title=self.one(DCTERMS + "title", iri),
            publisher=self.one(DCTERMS + "publisher", iri),
            url=self.one(DCTERMS + "source", iri),
            author=self.one(SCHEMA + "author", iri),
            date=self.one(SCHEMA + "datePublished", iri),
        )
        return Account(
            document=document,
            mentions=self.entities(SCHEMA + "mentions", iri, ids),
            actions=tuple(claims.get((iri, "SanctionAction"), ())),
            tenures=tuple(claims.get((iri, "Tenure"), ())),
            relationships=tuple(claims.get((iri, "Relationship"), ())),
            run=run,
        )

    def entities(self, predicate: str, subject: str, ids: dict[str, str]) -> tuple[str, ...]:
        return tuple(sorted(_known(iri, subject, ids) for iri in self.all(predicate, subject)))

    def reference(self, predicate: str, subject: str, ids: dict[str, str]) -> str:
        return _known(self.need(predicate, subject), subject, ids)

    def common(self, iri: str, ids: dict[str, str]) -> dict[str, Any]:
        """The fields that every claim has."""
        return {
            "id": unquote(iri.partition("#")[2]) or iri,
            "evidence": tuple(self.evidence(iri)),
            "modality": self.concept(sg("hasModality"), iri, Modality),
            "negated": self.yes(sg("isNegated"), iri),
            "confidence": self.number(sg("confidence"), iri, float),
            "attribution": self.one(sg("attribution"), iri),
            "attributed_to": next(iter(self.entities(sg("isAttributedTo"), iri, ids)), None),
            "reasons": tuple(self.all(sg("reason"), iri)),
        }

    def evidence(self, claim: str) -> list[Evidence]:
        return sorted(map(self.sentence, self.all(sg("hasEvidence"), claim)), key=lambda e: (e.start, e.end))

    def sentence(self, iri: str) -> Evidence:
        start, end = self.number(sg("start"), iri), self.number(sg("end"), iri)
        quote = quote_of(self.need(sg("isFromDocument"), iri), start, end)
        return Evidence(
            start=start,
            end=end,
            quote=self.need(sg("quote"), iri),
            trigger_start=self.number(sg("triggerStart"), iri),
            trigger_end=self.number(sg("triggerEnd"), iri),
            before=self.one(OA + "prefix", quote) or "",
            after=self.one(OA + "suffix", quote) or "",
        )

    def date(self, iri: str) -> TimeExpression | None:
        text, value = self.one(sg("dateText"), iri), self.one(sg("date"), iri)
        return TimeExpression(text or "", value) if text or value else None


def _known(iri: str, subject: str, ids: dict[str, str]) -> str:
    if iri not in ids:
        raise GraphError(f"<{subject}> refers to <{iri}>, which the graph does not describe as an entity")
    return ids[iri]


def _action(facts: _Reader, iri: str, ids: dict[str, str]) -> SanctionAction:
    measures = {facts.chosen(value, iri, Measure) for value in facts.all(sg("hasMeasure"), iri)}
    return SanctionAction(
        **facts.common(iri, ids),
        act=facts.concept(sg("hasAct"), iri, Act),
        imposers=facts.entities(sg("hasImposer"), iri, ids),
        targets=facts.entities(sg("hasTarget"), iri, ids),
        measures=tuple(measure for measure in Measure if measure in measures),
        date=facts.date(iri),
        target_count=facts.number(sg("targetCount"), iri) if facts.one(sg("targetCount"), iri) else None,
        grounds=facts.one(sg("grounds"), iri),
    )


def _tenure(facts: _Reader, iri: str, ids: dict[str, str]) -> Tenure:
    return Tenure(
        **facts.common(iri, ids),
        holder=facts.reference(sg("hasHolder"), iri, ids),
        title=facts.one(sg("officeTitle"), iri) or "",
        at=next(iter(facts.entities(sg("isHeldAt"), iri, ids)), None),
        former=facts.yes(sg("isFormer"), iri),
    )


def _relationship(facts: _Reader, iri: str, ids: dict[str, str]) -> Relationship:
    return Relationship(
        **facts.common(iri, ids),
        subject=facts.reference(sg("hasSubject"), iri, ids),
        relation=unquote(facts.need(sg("hasRelation"), iri).removeprefix(SG)),
        object=facts.reference(sg("hasObject"), iri, ids),
    )


_MAKE: dict[type[Claim], Any] = {SanctionAction: _action, Tenure: _tenure, Relationship: _relationship}

_READ = (
    RDF + "type",
    RDFS + "label",
    SKOS + "altLabel",
    SKOS + "hiddenLabel",
    SKOS + "exactMatch",
    DCTERMS + "identifier",
    DCTERMS + "title",
    DCTERMS + "publisher",
    DCTERMS + "source",
    SCHEMA + "author",
    SCHEMA + "datePublished",
    SCHEMA + "mentions",
    SCHEMA + "softwareVersion",
    OA + "prefix",
    OA + "suffix",
    *(PROV + name for name in ("wasDerivedFrom", "wasGeneratedBy", "qualifiedAssociation", "agent")),
    *(PROV + name for name in ("hadPlan", "startedAtTime", "endedAtTime")),
    *map(
        sg,
        (
            *("countryCode", "hasCountry", "isPartOf", "textDigest"),
            *("hasModality", "isNegated", "hasEvidence", "confidence", "isAttributedTo", "attribution"),
            *("reason", "hasAct", "hasImposer", "hasTarget", "hasMeasure", "date", "dateText"),
            *("targetCount", "grounds", "hasHolder", "isHeldAt", "officeTitle", "isFormer"),
            *("hasSubject", "hasRelation", "hasObject"),
            *("model", "fingerprint", "setting"),
            *("isFromDocument", "start", "end", "quote", "triggerStart", "triggerEnd"),
        ),
    ),
)
"""The properties that are read."""
