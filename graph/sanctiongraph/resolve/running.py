"""From readings to clusters and entities, with what people know better applied on the way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sanctiongraph.model import Correction, Document, Entity, Kind, Reading
from sanctiongraph.resolve.clusters import Cluster, clusters
from sanctiongraph.resolve.constraints import Constraints, Place, is_id
from sanctiongraph.resolve.entities import entities_of, first_of
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
    firsts: Mapping[str, str]
    """The document that each entity begins in, by its id."""
    moved: tuple[tuple[Correction, str], ...] = ()
    """Corrections that were left out, as an id in them begins in another document than they say."""


def run_of(readings: Iterable[tuple[Document, Reading]], corrections: Sequence[Correction]) -> Run:
    """Everybody identified, with the ids in corrections understood."""
    pairs = sorted(readings, key=lambda pair: pair[0].id)
    wanted = {name for entry in corrections for name in entry.names if is_id(name)}
    if not wanted:
        return _run(pairs, Constraints(corrections, {}))
    bare = _run(pairs, Constraints((), {}))
    meant, (held, moved) = _places(bare, wanted), _anchored(corrections, bare.firsts)
    run = _run(pairs, Constraints(held, meant))
    if later := _places(run, wanted - meant.keys()):
        held, others = _anchored(held, {id_: run.firsts[id_] for id_ in later})
        run, moved = _run(pairs, Constraints(held, {**meant, **later})), (*moved, *others)
    return replace(run, moved=moved)


def _anchored(
    corrections: Sequence[Correction], firsts: Mapping[str, str]
) -> tuple[tuple[Correction, ...], tuple[tuple[Correction, str], ...]]:
    """The corrections whose ids begin where they say, and the others, each with what is so instead."""
    moved = [(entry, why) for entry in corrections if (why := _elsewhere(entry, firsts))]
    gone = {id(entry) for entry, _ in moved}
    return tuple(entry for entry in corrections if id(entry) not in gone), tuple(moved)


def _elsewhere(entry: Correction, firsts: Mapping[str, str]) -> str | None:
    for name, first in zip(entry.names, entry.firsts, strict=False):
        begins = firsts.get(name, first)
        if first and begins != first:
            return f"{name} now begins in {begins!r}, not in {first!r}: it may be somebody else"
    return None


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
    firsts = {e.id: first_of(c, dates).document for e, c in zip(entities, found, strict=True)}
    return Run(kept, found, entities, constraints, firsts)


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
