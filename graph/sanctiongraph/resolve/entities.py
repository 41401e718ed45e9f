"""From clusters to entities: ids, labels, names, and the countries and parents that they need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from sanctiongraph import gazetteer
from sanctiongraph.gazetteer import Known, Use, fold, slug
from sanctiongraph.model import Entity, Kind
from sanctiongraph.resolve.clusters import Cluster
from sanctiongraph.resolve.names import is_acronym
from sanctiongraph.resolve.within import words_of

__all__ = ["entities_of", "with_context"]

_SPOKEN = (Use.NAME, Use.METONYM, Use.CAPITAL)


def entities_of(clusters: list[Cluster]) -> list[Entity]:
    """One entity a cluster, in the same order; no two share an id."""
    found = [_entity(cluster) for cluster in clusters]
    counts = Counter(entity.id for entity in found)
    found = [
        _apart(entity) if counts[entity.id] > 1 and not cluster.key else entity
        for entity, cluster in zip(found, clusters, strict=True)
    ]
    return _told_apart(found)


def _entity(cluster: Cluster) -> Entity:
    known = gazetteer.known(cluster.key) if cluster.key else None
    label = known.label if known else _label(cluster)
    kind = known.kind if known else cluster.kind
    country = known.country if known else cluster.country
    return Entity(
        id=cluster.key or _id(cluster, label),
        kind=kind,
        label=label,
        names=tuple(sorted(_names(cluster) - {label})),
        country=country,
        part_of=known.part_of if known else None,
        wikidata=known.wikidata if known else None,
    )


def _id(cluster: Cluster, label: str) -> str:
    name = slug(label) or _hash(label)
    if cluster.kind is Kind.COUNTRY and cluster.country:
        return gazetteer.country_key(cluster.country)
    if cluster.bound or cluster.locals[0].described:
        return f"{cluster.kind.lower()}/{name[:80]}-{_hash(cluster.locals[0].document + label)}"
    return f"{cluster.kind.lower()}/{name[:100]}"


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]


def _apart(entity: Entity) -> Entity:
    """An entity that shares its name with another of another country takes the country into its id."""
    return replace(entity, id=f"{entity.id}-{entity.country.lower()}") if entity.country else entity


def _told_apart(found: list[Entity]) -> list[Entity]:
    counts = Counter(entity.id for entity in found)
    return [
        replace(entity, id=f"{entity.id}-{_hash('|'.join((entity.label, *entity.names)))}")
        if counts[entity.id] > 1
        else entity
        for entity in found
    ]


def _label(cluster: Cluster) -> str:
    """The fullest common name: at least a quarter as frequent as the most frequent, most words,
    accents kept.
    """
    most = max(cluster.names.values())
    common = [name for name, count in cluster.names.items() if 4 * count >= most]
    spelled = [name for name in common if not is_acronym(name)] or common
    return min(
        spelled,
        key=lambda name: (-len(words_of(cluster.kind, name)), -cluster.names[name], name.isascii(), name),
    )


def _names(cluster: Cluster) -> set[str]:
    """Every surface form that is a name; wording that describes ("Maduro's government") is none.

    What has no name, a group, a sector, an asset, is called as the texts describe it.
    """
    forms = {form for local in cluster.locals for form in local.forms}
    if cluster.kind is Kind.COUNTRY or (cluster.key or "").startswith("country/"):
        return {form for form in forms if _is_name_of(form, cluster.key)}
    names = {name for local in cluster.locals for name in local.names}
    if cluster.locals[0].described or cluster.kind in (Kind.SECTOR, Kind.ASSET):
        return names | forms
    return names | {form for form in forms if _looks_like_name(form)}


def _is_name_of(form: str, key: str | None) -> bool:
    return any(sense.known.key == key and sense.use in _SPOKEN for sense in gazetteer.senses(form))


def _looks_like_name(form: str) -> bool:
    first, *_ = form.split() or [""]
    capital = any(char.isupper() for char in fold(first))
    return (
        capital
        and not any(char in form for char in '()[]"“”\n')
        and not form.endswith((" government", " administration"))
    )


# --- what entities need beside them


def with_context(entities: Iterable[Entity]) -> list[Entity]:
    """The entities with the countries and parents that they name, sorted by id."""
    found = {entity.id: entity for entity in entities}
    waiting = list(found.values())
    while waiting:
        for needed in list(_needed(waiting.pop())):
            if needed not in found:
                found[needed] = _beside(needed)
                waiting.append(found[needed])
    return [found[id_] for id_ in sorted(found)]


def _needed(entity: Entity) -> Iterator[str]:
    if entity.part_of:
        yield entity.part_of
    if entity.country:
        yield gazetteer.country_key(entity.country)


def _beside(id_: str) -> Entity:
    known = gazetteer.known(id_)
    if known:
        return _of_known(known)
    code = id_.rpartition("/")[2]
    return Entity(id=id_, kind=Kind.COUNTRY, label=code.upper(), country=code.upper())


def _of_known(known: Known) -> Entity:
    return Entity(
        id=known.key,
        kind=known.kind,
        label=known.label,
        country=known.country,
        part_of=known.part_of,
        wikidata=known.wikidata,
    )
