"""From clusters to entities: ids, labels, names, and the countries and parents that they need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256

from sanctiongraph import gazetteer
from sanctiongraph.gazetteer import Known, Use, fold, slug
from sanctiongraph.model import Entity, Kind
from sanctiongraph.resolve.clusters import Cluster
from sanctiongraph.resolve.names import is_acronym, words_of
from sanctiongraph.resolve.within import NAMED, Local

__all__ = ["entities_of", "first_of", "with_context"]

_HIDDEN = (Use.METONYM, Use.CAPITAL, Use.ADJECTIVE)


def entities_of(clusters: Sequence[Cluster], dates: Mapping[str, str | None]) -> list[Entity]:
    """One entity a cluster, in the same order; no two share an id. `dates` are those of the documents."""
    ids = _ids(clusters, dates)
    return [_entity(cluster, ids[i]) for i, cluster in enumerate(clusters)]


def _ids(clusters: Sequence[Cluster], dates: Mapping[str, str | None]) -> dict[int, str]:
    """The id of each cluster by its place.

    It tells how the first document (by date, then by identifier) calls the entity, so it outlasts what
    later documents add: longer names, other labels, namesakes.
    """
    firsts = {i: first_of(cluster, dates) for i, cluster in enumerate(clusters)}
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for i in sorted(firsts, key=lambda i: (not clusters[i].key, _since(dates, firsts[i]))):
        ids[i] = next(id_ for id_ in _possible_ids(clusters[i], firsts[i]) if id_ not in taken)
        taken.add(ids[i])
    return ids


def first_of(cluster: Cluster, dates: Mapping[str, str | None]) -> Local:
    """How the first document calls the entity, by date and then by identifier; undated ones come last."""
    return min(cluster.locals, key=partial(_since, dates))


def _since(dates: Mapping[str, str | None], local: Local) -> tuple[str, str, tuple[str, ...]]:
    return (dates.get(local.document) or "~", local.document, local.mentions)


def _possible_ids(cluster: Cluster, first: Local) -> Iterator[str]:
    """The ids that a cluster may have, the best first; the last ones nobody else has."""
    if cluster.key or (cluster.kind is Kind.COUNTRY and cluster.country):
        yield cluster.key or gazetteer.country_key(cluster.country or "")
    name = max(first.names, key=lambda name: (len(words_of(first.kind, name)), not is_acronym(name), name))
    plain = f"{_first_kind(cluster, first).lower()}/{(slug(name) or _hash(name))[:100]}"
    if not (cluster.locals[0].described or gazetteer.known(plain)):
        yield plain
        if first.country:
            yield f"{plain}-{first.country.lower()}"
    yield f"{plain[:80]}-{_hash(first.document + name)}"
    yield f"{plain[:80]}-{_hash('|'.join((first.document, *first.mentions)))}"


def _first_kind(cluster: Cluster, first: Local) -> Kind:
    """The kind in an id: of what is called now a person, now a body, that of the first document."""
    named = first.said in NAMED and cluster.kind in NAMED
    return first.said if named and first.said else cluster.kind


def _entity(cluster: Cluster, id_: str) -> Entity:
    known = gazetteer.known(cluster.key) if cluster.key else None
    label = known.label if known else _label(cluster)
    kind = known.kind if known else cluster.kind
    country = known.country if known else cluster.country
    return Entity(
        id=id_,
        kind=kind,
        label=label,
        names=tuple(sorted(_names(cluster) - {label})),
        hidden=tuple(sorted(_hidden(cluster))),
        country=country,
        part_of=known.part_of if known else None,
        wikidata=known.wikidata if known else None,
    )


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]


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
