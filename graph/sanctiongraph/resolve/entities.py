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

_HIDDEN = (Use.METONYM, Use.CAPITAL, Use.ADJECTIVE)


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
        hidden=tuple(sorted(_hidden(cluster))),
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
    forms = _forms(cluster)
    if cluster.kind is Kind.COUNTRY:
        return {form for form in forms if _has_use(form, cluster.key, (Use.NAME,))}
    forms -= _hidden(cluster)
    names = {name for local in cluster.locals for name in local.names}
    if cluster.locals[0].described or cluster.kind in (Kind.SECTOR, Kind.ASSET):
        return names | forms
    spoken = names | {form for form in forms if _looks_like_name(form)}
    return spoken | {bare for form in spoken for bare in _without_country(form, cluster)}


def _hidden(cluster: Cluster) -> set[str]:
    """What stood for a government without being its name: "Caracas", "the Kremlin", "Venezuelan"."""
    return {form for form in _forms(cluster) if cluster.key and _has_use(form, cluster.key, _HIDDEN)}


def _forms(cluster: Cluster) -> set[str]:
    return {form for local in cluster.locals for form in local.forms}


def _has_use(form: str, key: str | None, uses: tuple[Use, ...]) -> bool:
    return any(sense.known.key == key and sense.use in uses for sense in gazetteer.senses(form))


def _without_country(form: str, cluster: Cluster) -> Iterator[str]:
    """What a body of a state is called at home: "House of Representatives" of the "Philippine House of
    Representatives".
    """
    if cluster.kind is not Kind.INSTITUTION or cluster.country is None:
        return
    own = gazetteer.country_key(cluster.country)
    known = gazetteer.known(cluster.key) if cluster.key else None
    of_state = known is not None and known.sort == "body"
    for country, rest in _halves(form):
        whole = " " in rest and rest[0].isupper() and _has_use(country, own, (Use.NAME, Use.ADJECTIVE))
        if whole and (of_state or gazetteer.is_organ(rest.lower())):
            yield rest


def _halves(form: str) -> Iterator[tuple[str, str]]:
    """What may be a country in a name, before or after the rest, and the rest."""
    words = form.split()
    for size in (1, 2, 3):
        yield " ".join(words[:size]).removesuffix("'s"), " ".join(words[size:])
    rest, _, country = form.rpartition(" of ")
    yield country.removeprefix("the "), rest


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
