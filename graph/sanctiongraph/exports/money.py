"""The knowledge as FollowTheMoney entities, for Aleph, yente and whatever else reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha1
from typing import Any, BinaryIO

from sanctiongraph.exports.jsonl import line
from sanctiongraph.exports.rows import Claim, claims, parties, sentence
from sanctiongraph.exports.source import Source
from sanctiongraph.model import (
    Act,
    Document,
    Entity,
    Kind,
    Knowledge,
    Modality,
    Relationship,
    SanctionAction,
    Tenure,
)
from sanctiongraph.vocab import Relation

__all__ = ["write_ftm"]

_SCHEMATA = {
    Kind.PERSON: "Person",
    Kind.INSTITUTION: "Organization",
    Kind.COUNTRY: "PublicBody",
    Kind.GROUP: "LegalEntity",
    Kind.ASSET: "Asset",
}
"""What an entity is there; a sector is nothing there."""

_LEGAL = frozenset({"Person", "Organization", "PublicBody", "LegalEntity", "Company"})
_BODIES = frozenset({"Organization", "PublicBody", "Company"})
_OWNABLE = frozenset({"Asset", "Company"})
_PEOPLE = frozenset({"Person"})

_UNKNOWN_COUNTRIES = frozenset({"UN"})
"""Codes of ours that are no country there."""

_FORMER_COUNTRIES = {"CS": "cshh", "SU": "suhh", "YU": "yucs"}
"""What states that are no more are called there."""

_WHEN = {
    Act.IMPOSE: "startDate",
    Act.REIMPOSE: "startDate",
    Act.EXPAND: "date",
    Act.RENEW: "date",
    Act.MAINTAIN: "date",
    Act.IN_FORCE: "date",
    Act.LIFT: "endDate",
}
"""What makes a Sanction, and which of its dates is that of the act; a Sanction without an end is in force."""

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Link:
    """A schema that joins two entities: the property that takes each, and the schemata that it takes."""

    schema: str
    properties: tuple[str, str]
    ranges: tuple[frozenset[str], frozenset[str]]
    more: Mapping[str, str] = field(default_factory=dict)


def _family(relationship: str, *properties: str) -> _Link:
    one, other = properties
    return _Link("Family", (one, other), (_PEOPLE, _PEOPLE), {"relationship": relationship})


_LINKS = {
    Relation.OWNS: _Link("Ownership", ("owner", "asset"), (_LEGAL, _OWNABLE)),
    Relation.MEMBER_OF: _Link("Membership", ("member", "organization"), (_LEGAL, _BODIES)),
    Relation.LEADS: _Link("Directorship", ("director", "organization"), (_LEGAL, _BODIES)),
    Relation.SPOKESPERSON_FOR: _Link("Representation", ("agent", "client"), (_LEGAL, _LEGAL)),
    Relation.SPOUSE_OF: _family("spouse", "person", "relative"),
    Relation.SIBLING_OF: _family("sibling", "person", "relative"),
    Relation.CHILD_OF: _family("child", "relative", "person"),  # what the relative is to the person
}
"""Relations that have a schema of their own; all others are an UnknownLink whose role says which."""


def write_ftm(source: Source, stream: BinaryIO) -> None:
    """FollowTheMoney entities, one a line: actors, articles, and what is claimed.

    An act that burdens and is stated as a fact is a Sanction of each target, with authority, provisions,
    reason, status and article; a dated lifting is one that has ended. An office is an Occupancy of a
    Position, a relation an Ownership, Membership, Directorship, Representation, Family or UnknownLink. What
    is planned, threatened or called for, what is eased, suspended or exempted, and a lifting of no date is
    an UnknownLink whose role says so: none of them makes anybody a sanctioned person.

    Keeps names, countries, Wikidata numbers, dates and sentences. Loses what is denied, sectors, claims
    with one side unsaid (but burdens with a target), reasons and offsets; and confidence: a claim that is
    hardly sure becomes a Sanction like any other, and only its `recordId` leads back to how sure it is.
    """
    for told in _Bundle(source.knowledge).told():
        stream.write(line(told))


@dataclass(frozen=True)
class _Bundle:
    """One knowledge, told in FollowTheMoney's words."""

    knowledge: Knowledge

    def told(self) -> Iterator[Told]:
        """Actors and articles, then each claim, a position before the first who holds it."""
        yield from (self.actor(entity) for entity in self.knowledge.entities if entity.id in self.schemata)
        yield from (_article(account.document) for account in self.knowledge.accounts)
        seen: set[str] = set()
        for document, claim in claims(self.knowledge):
            for one in self.claimed(document, claim):
                if one["id"] not in seen:
                    seen.add(one["id"])
                    yield one

    @cached_property
    def known(self) -> Mapping[str, Entity]:
        return self.knowledge.entity()

    @cached_property
    def schemata(self) -> Mapping[str, str]:
        """The schema of each entity that has one; an institution that somebody owns is a company."""
        said = (claim for _, claim in claims(self.knowledge) if isinstance(claim, Relationship))
        owned = {claim.object for claim in said if claim.relation == Relation.OWNS and not claim.negated}
        return {
            id_: "Company" if entity.kind is Kind.INSTITUTION and id_ in owned else _SCHEMATA[entity.kind]
            for id_, entity in self.known.items()
            if entity.kind in _SCHEMATA
        }

    def actor(self, entity: Entity) -> Told:
        return _told(
            self.schemata[entity.id],
            (entity.id,),
            name=(entity.label,),
            alias=entity.names,
            weakAlias=entity.hidden,
            country=(_country(entity.country),),
            wikidataId=(entity.wikidata,),
        )

    def claimed(self, document: Document, claim: Claim) -> Iterator[Told]:
        """What a claim is there: nothing, if it is denied."""
        if claim.negated:
            return
        if claim.modality is not Modality.ACTUAL:
            yield from self.unknown(document, claim, f"{_role(claim)} ({claim.modality})")
            return
        match claim:
            case SanctionAction() if claim.act in _WHEN and (claim.act is not Act.LIFT or claim.date):
                yield from self.sanctions(document, claim)
            case SanctionAction():  # whoever gets a licence or relief need not be sanctioned at all
                yield from self.unknown(document, claim, _role(claim))
            case Tenure():
                yield from self.office(document, claim)
            case Relationship():
                yield from self.related(document, claim)

    def sanctions(self, document: Document, action: SanctionAction) -> Iterator[Told]:
        imposers = [self.known[id_] for id_ in action.imposers]
        for target in action.targets:
            if target in self.schemata:
                yield _told(
                    "Sanction",
                    (document.id, action.id, target),
                    entity=(_actor_id(target),),
                    authority=(imposer.label for imposer in imposers),
                    country=(_country(imposer.country) for imposer in imposers),
                    provisions=action.measures,
                    reason=(action.grounds,),
                    status=(action.act,),
                    **{_WHEN[action.act]: (action.date.value if action.date else None,)},
                    **_source(document, action),
                )

    def office(self, document: Document, tenure: Tenure) -> Iterator[Told]:
        if self.schemata.get(tenure.holder) != "Person" or not tenure.title:
            yield from self.unknown(document, tenure, _role(tenure))
            return
        place = self.known[tenure.at] if tenure.at else None
        key = (tenure.title, tenure.at or "")
        yield _told(
            "Position",
            key,
            name=(f"{tenure.title}, {place.label}" if place else tenure.title,),
            country=(_country(place.country) if place else None,),
        )
        yield _told(
            "Occupancy",
            (document.id, tenure.id),
            holder=(_actor_id(tenure.holder),),
            post=(_id("Position", *key),),
            status=("ended" if tenure.former else "current",),
            **_source(document, tenure),
        )

    def related(self, document: Document, relationship: Relationship) -> Iterator[Told]:
        link = next((link for name, link in _LINKS.items() if name == relationship.relation), None)
        ends = (relationship.subject, relationship.object)
        if link is None or any(
            self.schemata.get(id_) not in allowed for id_, allowed in zip(ends, link.ranges, strict=True)
        ):
            yield from self.unknown(document, relationship, relationship.relation)
            return
        yield _told(
            link.schema,
            (document.id, relationship.id),
            **{name: (_actor_id(id_),) for name, id_ in zip(link.properties, ends, strict=True)},
            **{name: (value,) for name, value in link.more.items()},
            **_source(document, relationship),
        )

    def unknown(self, document: Document, claim: Claim, role: str) -> Iterator[Told]:
        """A link of no kind that FollowTheMoney knows, between every two that the claim joins."""
        sources, targets = ([id_ for id_ in side if id_ in self.schemata] for side in parties(claim))
        when = claim.date.value if isinstance(claim, SanctionAction) and claim.date else None
        for one, other in ((one, other) for one in sources for other in targets):
            yield _told(
                "UnknownLink",
                (document.id, claim.id, one, other),
                subject=(_actor_id(one),),
                object=(_actor_id(other),),
                role=(role,),
                date=(when,),
                **_source(document, claim),
            )


def _told(schema: str, key: Iterable[str], **properties: Iterable[str | None]) -> Told:
    """An entity: an id made of what it is, and its properties, each a sorted list."""
    values = {name: sorted({str(one) for one in said if one}) for name, said in sorted(properties.items())}
    shared = "Actor" if schema in _SCHEMATA.values() or schema == "Company" else schema
    return {
        "id": _id(shared, *key),
        "schema": schema,
        "properties": {name: said for name, said in values.items() if said},
    }


def _article(document: Document) -> Told:
    return _told(
        "Article",
        (document.id,),
        name=(document.title or document.id,),
        fileName=(document.id,),
        title=(document.title or document.id,),
        publishedAt=(document.date,),
        publisher=(document.publisher,),
        author=(document.author,),
        sourceUrl=(_url(document),),
    )


def _source(document: Document, claim: Claim) -> dict[str, tuple[str | None, ...]]:
    """Where a claim stands, and in which words."""
    return {
        "proof": (_id("Article", document.id),),
        "publisher": (document.publisher,),
        "sourceUrl": (_url(document),),
        "description": (sentence(claim),),
        "recordId": (f"{document.id}#{claim.id}",),
    }


def _role(claim: Claim) -> str:
    match claim:
        case SanctionAction():
            return str(claim.act)
        case Tenure():
            return f"former {claim.title}" if claim.former else claim.title
        case Relationship():
            return claim.relation


def _country(code: str | None) -> str | None:
    if not code or code in _UNKNOWN_COUNTRIES:
        return None
    return _FORMER_COUNTRIES.get(code, code.lower())


def _url(document: Document) -> str | None:
    return document.url if document.url and document.url.startswith(("http://", "https://")) else None


def _actor_id(entity: str) -> str:
    return _id("Actor", entity)


def _id(*parts: str) -> str:
    """The same parts, the same id; a part can't pose as two."""
    digest = sha1(usedforsecurity=False)
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return f"sg-{digest.hexdigest()}"
