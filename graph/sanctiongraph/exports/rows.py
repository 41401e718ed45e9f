"""Knowledge as two tables, the actors and what is claimed between them, for tools that think in tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain, product

from sanctiongraph.model import Account, Document, Entity, Knowledge, Relationship, SanctionAction, Tenure

__all__ = [
    "CLAIM",
    "EDGE",
    "LIST",
    "NODE",
    "Claim",
    "Row",
    "Value",
    "claims",
    "edges",
    "flat",
    "nodes",
    "parties",
    "sentence",
    "statements",
]

Claim = SanctionAction | Tenure | Relationship
Value = str | bool | int | float | tuple[str, ...] | None
Row = dict[str, Value]

LIST = "; "
"""What stands between several values where a cell holds one text."""

NODE: dict[str, type] = {
    "id": str,
    "label": str,
    "type": str,
    "country": str,
    "names": tuple,
    "part_of": str,
    "wikidata": str,
    "documents": int,
    "claims": int,
}
"""The columns of an actor and their types: `documents` name it, in `claims` it has a part."""

EDGE: dict[str, type] = {
    "id": str,
    "source": str,
    "target": str,
    "type": str,
    "label": str,
    "act": str,
    "modality": str,
    "negated": bool,
    "measures": tuple,
    "date": str,
    "grounds": str,
    "count": int,
    "title": str,
    "former": bool,
    "relation": str,
    "attribution": str,
    "attributed_to": str,
    "weight": float,
    "sentence": str,
    "document": str,
    "headline": str,
    "published": str,
    "publisher": str,
    "url": str,
}
"""The columns of a claim between two actors and their types; `weight` is its confidence."""

CLAIM: dict[str, type] = {
    "id": str,
    "sources": tuple,
    "targets": tuple,
    "source_ids": tuple,
    "target_ids": tuple,
    **{name: kind for name, kind in EDGE.items() if name not in ("id", "source", "target")},
}
"""The columns of a claim that stands for itself: from whom it leads, and to whom, by name and by id."""


def nodes(knowledge: Knowledge) -> Iterator[Row]:
    """A row for each entity, sorted by id: see `NODE`."""
    named = Counter(chain.from_iterable(account.mentions for account in knowledge.accounts))
    speaking = Counter(
        id_ for _, claim in claims(knowledge) for id_ in {*chain.from_iterable(parties(claim))}
    )
    for entity in sorted(knowledge.entities, key=lambda entity: entity.id):
        yield _node(entity, documents=named[entity.id], claims=speaking[entity.id])


def _node(entity: Entity, **counts: int) -> Row:
    return {
        "id": entity.id,
        "label": entity.label,
        "type": str(entity.kind),
        "country": entity.country,
        "names": (*entity.names, *entity.hidden),
        "part_of": entity.part_of,
        "wikidata": entity.wikidata,
        **counts,
    }


def edges(knowledge: Knowledge) -> Iterator[Row]:
    """A row for each claim and each pair of those it joins, in the order of the documents: see `EDGE`.

    It leads from imposer to target, from holder to institution or country, from subject to object. A
    claim that leaves one side unsaid has no row.
    """
    for document, claim in claims(knowledge):
        about = _about(document, claim)
        pairs = list(product(*parties(claim)))
        for number, (source, target) in enumerate(pairs, 1):
            id_ = f"{document.id}#{claim.id}" + (f"/{number}" if len(pairs) > 1 else "")
            yield {"id": id_, "source": source, "target": target, **about}


def statements(knowledge: Knowledge) -> Iterator[Row]:
    """A row for each claim, also for one that leaves a side unsaid: see `CLAIM`."""
    known = knowledge.entity()
    for document, claim in claims(knowledge):
        sources, targets = parties(claim)
        row: Row = {
            "id": f"{document.id}#{claim.id}",
            "sources": tuple(known[id_].label for id_ in sources),
            "targets": tuple(known[id_].label for id_ in targets),
            "source_ids": sources,
            "target_ids": targets,
            **_about(document, claim),
        }
        yield {name: row.get(name) for name in CLAIM}


def claims(knowledge: Knowledge) -> Iterator[tuple[Document, Claim]]:
    """Every claim with its document."""
    return ((account.document, claim) for account in knowledge.accounts for claim in _claims(account))


def _claims(account: Account) -> tuple[Claim, ...]:
    return (*account.actions, *account.tenures, *account.relationships)


def parties(claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of those from whom a claim leads, and of those to whom."""
    match claim:
        case SanctionAction():
            return claim.imposers, claim.targets
        case Tenure():
            return (claim.holder,), (claim.at,) if claim.at else ()
        case Relationship():
            return (claim.subject,), (claim.object,)


def sentence(claim: Claim) -> str:
    """What states the claim, one sentence a line."""
    return "\n".join(evidence.quote for evidence in claim.evidence)


def flat(value: Value) -> str | bool | int | float | None:
    """The value as one cell: a list becomes one text, nothing of an empty one.

    >>> flat(("TravelBan", "AssetFreeze")), flat(()), flat(0.5)
    ('TravelBan; AssetFreeze', None, 0.5)
    """
    return (LIST.join(value) or None) if isinstance(value, tuple) else value


def _about(document: Document, claim: Claim) -> Row:
    return {
        **_own(claim),
        "modality": str(claim.modality),
        "negated": claim.negated,
        "attribution": claim.attribution,
        "attributed_to": claim.attributed_to,
        "weight": claim.confidence,
        "sentence": sentence(claim),
        "document": document.id,
        "headline": document.title,
        "published": document.date,
        "publisher": document.publisher,
        "url": document.url,
    }


def _own(claim: Claim) -> Row:
    match claim:
        case SanctionAction():
            return {
                "type": "action",
                "label": str(claim.act),
                "act": str(claim.act),
                "measures": tuple(map(str, claim.measures)),
                "date": claim.date.value if claim.date else None,
                "grounds": claim.grounds,
                "count": claim.target_count,
            }
        case Tenure():
            return {"type": "tenure", "label": claim.title, "title": claim.title, "former": claim.former}
        case Relationship():
            return {"type": "relationship", "label": claim.relation, "relation": claim.relation}
