"""From readings to clusters and entities, with what people know better applied on the way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanctiongraph.model import Correction, Document, Entity, Kind, Reading
from sanctiongraph.resolve.clusters import Cluster, clusters
from sanctiongraph.resolve.constraints import Constraints, Place, is_id
from sanctiongraph.resolve.entities import entities_of
from sanctiongraph.resolve.names import institution_words
from sanctiongraph.resolve.within import NAMED, locals_of

__all__ = ["Run", "run_of"]

Pairs = Sequence[tuple[Document, Reading]]


@dataclass(frozen=True, slots=True)
class Run:
    """Documents and readings without what is no entity, their clusters, and an entity for each cluster."""

    pairs: Pairs
    clusters: list[Cluster]
    entities: list[Entity]
    constraints: Constraints


def run_of(readings: Iterable[tuple[Document, Reading]], corrections: Sequence[Correction]) -> Run:
    """Everybody identified, with the ids in corrections understood."""
    pairs = sorted(readings, key=lambda pair: pair[0].id)
    wanted = {name for entry in corrections for name in entry.names if is_id(name)}
    meant = _places(_run(pairs, Constraints((), {})), wanted) if wanted else {}
    run = _run(pairs, Constraints(corrections, meant))
    if later := _places(run, wanted - meant.keys()):
        run = _run(pairs, Constraints(corrections, {**meant, **later}))
    return run


def _run(pairs: Pairs, constraints: Constraints) -> Run:
    kept = [(document, constraints.purged(document.id, reading)) for document, reading in pairs]
    kinds = _kinds(kept)
    dates = {document.id: document.date for document, _ in kept}
    found = clusters(
        constraints.marked(local)
        for document, reading in kept
        for local in locals_of(document, reading, kinds=kinds, corrected=constraints.corrected)
    )
    entities = [
        constraints.amended(*pair) if pair[1].marks else pair[0]
        for pair in zip(entities_of(found, dates), found, strict=True)
    ]
    return Run(kept, found, entities, constraints)


def _places(run: Run, wanted: set[str]) -> dict[str, frozenset[Place]]:
    """Where the entities with these ids are mentioned."""
    return {
        entity.id: frozenset((local.document, id_) for local in cluster.locals for id_ in local.mentions)
        for entity, cluster in zip(run.entities, run.clusters, strict=True)
        if entity.id in wanted
    }


def _kinds(pairs: Pairs) -> dict[tuple[str, ...], Kind]:
    """The kind of each name that the corpus calls now a person, now a body: what most documents say, and of
    two that are even what was said first.
    """
    votes: dict[tuple[str, ...], Counter[Kind]] = defaultdict(Counter)
    for _, reading in sorted(pairs, key=lambda pair: (pair[0].date or "~", pair[0].id)):
        said = {
            (institution_words(m.name), m.kind): None
            for m in reading.mentions
            if m.kind in NAMED and not m.key and not m.described
        }
        for words, kind in said:
            votes[words][kind] += 1
    return {words: counts.most_common(1)[0][0] for words, counts in votes.items() if len(counts) > 1}
