"""Knowledge as a network: actors are nodes, and every stated claim between two of them is an edge.

Nothing is inferred: two actors named in one text are not linked for that. A claim that leaves its
imposer or its target unsaid hangs on the actor it does name; it gets no pseudo node.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain, product
from typing import Any

import networkx as nx

from sanctiongraph.model import Account, Document, Entity, Knowledge, Relationship, SanctionAction, Tenure

__all__ = ["project"]

Claim = dict[str, Any]


def project(knowledge: Knowledge, *, include_isolated: bool = False) -> nx.MultiDiGraph[str]:
    """The claims of `knowledge` as a directed multigraph.

    Nodes are entity ids with `label`, `kind`, `country`, `names` (all wordings), `aliases` (those that
    are names), `part_of` (id), `wikidata`, `documents` (how many name it) and `claims` (those without a
    counterpart). A sanction action is one edge for each pair of imposer and target, a tenure an edge from
    its holder to the institution or country, a relationship an edge from its subject to its object; the
    edge key is ``(document id, claim id)`` and the attributes are those of the claim and its document,
    `type` being "action", "tenure" or "relationship". Entities without any claim are left out unless
    `include_isolated`. ``graph.graph`` holds `claims` (each once, documents in order), `documents`,
    `states` (label by country code) and `counts`.

    >>> project(Knowledge()).number_of_nodes()
    0
    """
    claims = [claim for account in knowledge.accounts for claim in _claims(account)]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        claims=tuple(claims),
        documents=tuple(_document(account.document) for account in knowledge.accounts),
        states=_states(knowledge.entities),
        counts=_counts(knowledge, claims),
    )
    graph.add_nodes_from(_nodes(knowledge, claims, include_isolated))
    for claim in claims:
        _connect(graph, claim)
    return graph


def _nodes(knowledge: Knowledge, claims: list[Claim], everyone: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    speaking = {actor for claim in claims for actor in (*claim["sources"], *claim["sinks"])}
    documents = Counter(chain.from_iterable(account.mentions for account in knowledge.accounts))
    for entity in sorted(knowledge.entities, key=lambda entity: entity.id):
        if everyone or entity.id in speaking:
            yield entity.id, _node(entity, documents[entity.id])


def _node(entity: Entity, documents: int) -> dict[str, Any]:
    return {
        "label": entity.label,
        "kind": str(entity.kind),
        "country": entity.country,
        "names": (*entity.names, *entity.hidden),
        "aliases": entity.names,
        "part_of": entity.part_of,
        "wikidata": entity.wikidata,
        "documents": documents,
        "claims": (),
    }


def _connect(graph: nx.MultiDiGraph[str], claim: Claim) -> None:
    pairs = list(product(claim["sources"], claim["sinks"]))
    for source, sink in pairs:
        graph.add_edge(source, sink, key=(claim["document_id"], claim["id"]), **claim)
    if not pairs:
        for actor in (*claim["sources"], *claim["sinks"]):
            graph.nodes[actor]["claims"] += (claim,)


def _claims(account: Account) -> Iterator[Claim]:
    document = {f"document_{name}": value for name, value in _document(account.document).items()}
    for action in account.actions:
        yield {**_action(action), **_common(action), **document}
    for tenure in account.tenures:
        yield {**_tenure(tenure), **_common(tenure), **document}
    for relationship in account.relationships:
        yield {**_relationship(relationship), **_common(relationship), **document}


def _common(claim: SanctionAction | Tenure | Relationship) -> Claim:
    return {
        "id": claim.id,
        "modality": str(claim.modality),
        "negated": claim.negated,
        "confidence": claim.confidence,
        "attribution": claim.attribution,
        "attributed_to": claim.attributed_to,
        "reasons": claim.reasons,
        "evidence": tuple((e.quote, e.start, e.trigger_start, e.trigger_end) for e in claim.evidence),
    }


def _action(action: SanctionAction) -> Claim:
    return {
        "type": "action",
        "sources": action.imposers,
        "sinks": action.targets,
        "co_imposers": max(len(action.imposers) - 1, 0),
        "co_targets": max(len(action.targets) - 1, 0),
        "act": str(action.act),
        "measures": tuple(map(str, action.measures)),
        "date": action.date.value if action.date else None,
        "date_text": action.date.text if action.date else None,
        "target_count": action.target_count,
        "grounds": action.grounds,
    }


def _tenure(tenure: Tenure) -> Claim:
    return {
        "type": "tenure",
        "sources": (tenure.holder,),
        "sinks": (tenure.at,) if tenure.at else (),
        "title": tenure.title,
        "former": tenure.former,
    }


def _relationship(relationship: Relationship) -> Claim:
    return {
        "type": "relationship",
        "sources": (relationship.subject,),
        "sinks": (relationship.object,),
        "relation": relationship.relation,
    }


def _document(document: Document) -> dict[str, str | None]:
    return {
        "id": document.id,
        "date": document.date,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
    }


def _states(entities: tuple[Entity, ...]) -> dict[str, str]:
    """The label of each country code: that of "country/VE", "institution/eu", "institution/un"."""
    named = {entity.id: entity.label for entity in entities}
    codes = sorted({entity.country for entity in entities if entity.country})
    return {
        code: named.get(f"country/{code}") or named.get(f"institution/{code.lower()}") or code
        for code in codes
    }


def _counts(knowledge: Knowledge, claims: list[Claim]) -> dict[str, int]:
    """Numbers for the summary; `left_out` counts entities that are named but have no claim."""
    kinds = Counter(str(entity.kind) for entity in knowledge.entities)
    types = Counter(claim["type"] for claim in claims)
    speaking = {actor for claim in claims for actor in (*claim["sources"], *claim["sinks"])}
    return {
        "documents": len(knowledge.accounts),
        "entities": len(knowledge.entities),
        "people": kinds["Person"],
        "institutions": kinds["Institution"],
        "countries": kinds["Country"],
        "groups": kinds["Group"],
        "sectors": kinds["Sector"],
        "assets": kinds["Asset"],
        "actions": types["action"],
        "tenures": types["tenure"],
        "relationships": types["relationship"],
        "left_out": len(knowledge.entities) - len(speaking),
    }
