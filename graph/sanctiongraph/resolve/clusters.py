"""Who is who across documents: names that score high enough against every name of a cluster, never
through a third.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from sanctiongraph import gazetteer
from sanctiongraph.model import Kind
from sanctiongraph.resolve.blocks import meeting
from sanctiongraph.resolve.features import NEED_COUNTRY, Score, conflict, institutions, persons
from sanctiongraph.resolve.marks import NO_MARKS, Mark, apart, sides, ties
from sanctiongraph.resolve.names import given_variants, is_acronym, words_of
from sanctiongraph.resolve.within import NAMED, Local, is_generic, is_single

__all__ = ["SCORERS", "Cluster", "clusters"]

SCORERS = {Kind.PERSON: persons, Kind.INSTITUTION: institutions}
_LOOSE = frozenset(("middle_name", "middle_initial", "initial", "near_spelling", "respaced"))
"""Features that join a name to a known leader (the gazetteer has his spellings) only in the same country."""
_ATTESTED = 3
"""A surname of unknown country joins the only full name that has it from this number of documents on."""


@dataclass(slots=True)
class Cluster:
    """Locals of several documents that are one entity, while it grows."""

    kind: Kind
    key: str | None
    country: str | None
    locals: list[Local] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    bound: bool = False
    """True for a bare name that may be anybody's: it is its document's own."""
    marks: frozenset[Mark] = NO_MARKS
    """Which corrections name one of its locals."""

    def add(self, other: Cluster) -> None:
        """Take in another cluster."""
        self.locals.extend(other.locals)
        self.names.update(other.names)
        self.key = self.key or other.key
        self.country = self.country or other.country
        self.marks |= other.marks

    @property
    def order(self) -> tuple[str, str, str, tuple[str, ...]]:
        """What sorts clusters the same way whatever order the documents came in."""
        document = self.locals[0].document if self.bound or self.locals[0].described else ""
        return (self.kind, self.key or "", self.country or "", (*sorted(self.names), document))


def clusters(locals_: Iterable[Local]) -> list[Cluster]:
    """All entities of a corpus, sorted by kind, key, country and names."""
    found = sorted(_tied(_same_named(locals_)), key=lambda cluster: cluster.order)
    named = [cluster for cluster in found if _may_join(cluster)]
    rest = [cluster for cluster in found if not _may_join(cluster)]
    full = [cluster for cluster in named if not _is_short(cluster)]
    short = [cluster for cluster in named if _is_short(cluster)]
    merged = _linked(full)
    alone = _attached(short, merged)
    return sorted([*rest, *merged, *alone], key=lambda cluster: cluster.order)


def _may_join(cluster: Cluster) -> bool:
    """False for what stands for itself: things, described groups, names that belong to their document."""
    return cluster.kind in NAMED and not cluster.locals[0].described and not cluster.bound


def _is_short(cluster: Cluster) -> bool:
    if cluster.key or ties(cluster.marks):
        return False
    return is_single(cluster.kind, cluster.names) or (
        cluster.kind is Kind.INSTITUTION and all(is_acronym(name) for name in cluster.names)
    )


# --- the same name


def _same_named(locals_: Iterable[Local]) -> Iterator[Cluster]:
    """Locals by key, or by words and country; those without country go with the name's most frequent
    country.
    """
    groups: dict[tuple[object, ...], list[Local]] = defaultdict(list)
    for local in locals_:
        groups[_identity(local)].append(local)
    for identity, group in groups.items():
        if identity[0] != "name":
            yield _cluster(group, _common(local.country for local in group))
        else:
            for part in _by_sides(group):
                yield from _by_country(part)


def _identity(local: Local) -> tuple[object, ...]:
    if local.key:
        return ("key", local.key)
    if local.described:
        return ("described", local.document, local.mentions)
    if local.kind not in NAMED:
        return ("thing", local.kind, local.names[0].casefold())
    fullest = max(local.names, key=lambda name: (len(words_of(local.kind, name)), name))
    return ("name", local.kind, words_of(local.kind, fullest))


def _by_country(group: list[Local]) -> Iterator[Cluster]:
    main = _common(local.country for local in group)
    if is_generic(group[0].kind, group[0].names[0]):
        homeless = [local for local in group if not local.country]
        yield from _bound(_cluster(homeless, None)) if homeless else ()
        group = [local for local in group if local.country]
    parts: dict[str | None, list[Local]] = defaultdict(list)
    for local in group:
        own = local.country if conflict(local.country, main) else main
        parts[own].append(local)
    for code, part in parts.items():
        yield _cluster(part, code)


def _common(codes: Iterable[str | None]) -> str | None:
    counted = Counter(code for code in codes if code)
    return min(counted, key=lambda code: (-counted[code], code)) if counted else None


def _cluster(group: list[Local], country: str | None) -> Cluster:
    kinds = Counter(local.kind for local in group)
    kind = min(kinds, key=lambda kind: (-kinds[kind], kind))
    names = Counter(name for local in group for name in local.names)
    marks = NO_MARKS.union(*(local.marks for local in group))
    return Cluster(kind, group[0].key, country, list(group), names, marks=marks)


# --- what people know better


def _by_sides(group: list[Local]) -> Iterable[list[Local]]:
    """Locals of one name, in parts where a correction keeps some of them apart."""
    parts: dict[frozenset[Mark], list[Local]] = defaultdict(list)
    for local in group:
        parts[sides(local.marks)].append(local)
    kept = any(apart(one, other) for one, other in combinations(parts, 2))
    return parts.values() if kept else [group]


def _tied(found: Iterable[Cluster]) -> list[Cluster]:
    """Clusters that a correction calls the same as one, whatever scores and countries say; what another
    correction keeps apart stays so.
    """
    every = list(found)
    free = [cluster for cluster in every if not ties(cluster.marks)]
    marked = [cluster for cluster in every if ties(cluster.marks)]
    joined: list[Cluster] = []
    for cluster in sorted(marked, key=_rank):
        for other in joined[:]:
            if ties(other.marks) & ties(cluster.marks) and not apart(other.marks, cluster.marks):
                joined.remove(other)
                other.add(cluster)
                cluster = other
        joined.append(cluster)
    return [*free, *joined]


def _rank(cluster: Cluster) -> tuple[object, ...]:
    """What is known comes first, and what is only described last: the first gives the whole its kind."""
    return (not cluster.key, cluster.locals[0].described, cluster.order)


# --- names that are alike


def _linked(full: list[Cluster]) -> list[Cluster]:
    """Clusters joined pair by pair, the likeliest first, where every pair across the two agrees."""
    scores = _Scores()
    pairs = sorted(_candidates(full, scores), key=lambda pair: (-pair[0], pair[1], pair[2]))
    group = {i: [i] for i in range(len(full))}
    for _, i, j in pairs:
        one, other = group[i], group[j]
        if one is not other and all(scores.alike(full[a], full[b]) for a in one for b in other):
            one.extend(other)
            group.update(dict.fromkeys(other, one))
    return [
        _united(full, members) for members in {id(members): members for members in group.values()}.values()
    ]


def _united(full: list[Cluster], members: list[int]) -> Cluster:
    first, *others = (full[i] for i in sorted(members))
    for other in others:
        first.add(other)
    return first


def _candidates(full: list[Cluster], scores: _Scores) -> Iterator[tuple[float, int, int]]:
    for one, other in meeting(
        (i, cluster.kind, name) for i, cluster in enumerate(full) for name in cluster.names
    ):
        score = scores.of(full[one], full[other])
        if score:
            yield score.value, one, other


class _Scores:
    """Scores of pairs of clusters, each computed once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Score] = {}

    def alike(self, one: Cluster, other: Cluster) -> bool:
        return bool(self.of(one, other))

    def of(self, one: Cluster, other: Cluster) -> Score:
        key = (id(one), id(other)) if id(one) < id(other) else (id(other), id(one))
        if key not in self._known:
            self._known[key] = _score(one, other)
        return self._known[key]


def _score(one: Cluster, other: Cluster) -> Score:
    """The best score between the full names of two clusters; 0 where they cannot be one."""
    if apart(one.marks, other.marks):
        return Score(0.0, "kept_apart")
    if one.kind is not other.kind:
        return Score(0.0, "other_kind")
    if one.key and other.key:
        return Score(0.0, "two_known_entities")
    if conflict(one.country, other.country):
        return Score(0.0, "other_country")
    if other.key:
        one, other = other, one
    scores = [
        score
        for name in sorted(_full(one))
        for second in sorted(_full(other))
        if _holds(score := SCORERS[one.kind](name, second), one, other)
        and _may_extend(score, name, second, one.key)
    ]
    return max(scores, key=lambda score: score.value, default=Score(0.0, "none"))


def _holds(score: Score, one: Cluster, other: Cluster) -> bool:
    """Whether the countries allow it: a known leader needs the same one, or a surname that is his alone."""
    same_country = one.country is not None and one.country == other.country
    if score.reason in NEED_COUNTRY:
        return same_country
    return not one.key or same_country or score.reason not in _LOOSE or _is_alone(one)


def _may_extend(score: Score, name: str, second: str, key: str | None) -> bool:
    """A known leader may be called by less than his name; who has a surname more is a relative of his."""
    return not key or score.reason != "second_surname" or len(name.split()) > len(second.split())


def _is_alone(known: Cluster) -> bool:
    """Whether the gazetteer says that nobody else is called by this surname: "Putin", not "Harris"."""
    surnames = {name.split()[-1] for name in known.names if name.strip()}
    return any(
        sense.known.key == known.key and not sense.contextual
        for surname in surnames
        for sense in gazetteer.senses(surname)
    )


def _full(cluster: Cluster) -> list[str]:
    """The names that tell enough to be compared: no bare surnames, no acronyms beside a long form."""
    full = [name for name in cluster.names if not is_single(cluster.kind, (name,))]
    if cluster.kind is Kind.INSTITUTION:
        full = [name for name in full if not is_acronym(name)]
    return full or list(cluster.names)


# --- short names


def _attached(short: list[Cluster], full: list[Cluster]) -> list[Cluster]:
    """Surnames and acronyms go to the one full name that has them; what is left stays by itself."""
    by_word: dict[tuple[Kind, str], list[Cluster]] = defaultdict(list)
    for cluster in full:
        for word in _short_forms(cluster):
            by_word[cluster.kind, word].append(cluster)
    alone: list[Cluster] = []
    for cluster in short:
        word = words_of(cluster.kind, next(iter(cluster.names)))[-1]
        fitting = [
            other for other in by_word[cluster.kind, word] if not conflict(other.country, cluster.country)
        ]
        kept = any(apart(other.marks, cluster.marks) for other in fitting)
        if len(fitting) == 1 and not kept and _attested(cluster, fitting[0]):
            fitting[0].add(cluster)
        elif len(fitting) > 1 or word in given_variants():
            alone.extend(_bound(cluster))
        else:
            alone.append(cluster)
    return alone


def _bound(cluster: Cluster) -> Iterator[Cluster]:
    """One cluster a document: "Joe" or a surname of several people is not one man in two texts."""
    for local in cluster.locals:
        names = Counter(local.names)
        yield Cluster(cluster.kind, None, cluster.country, [local], names, bound=True, marks=local.marks)


def _short_forms(cluster: Cluster) -> set[str]:
    if cluster.kind is Kind.PERSON:
        return {words_of(cluster.kind, name)[-1] for name in _full(cluster)}
    called = {name for local in cluster.locals for name in (*local.names, *local.forms)}
    return {words_of(cluster.kind, name)[0] for name in called if is_acronym(name)}


def _attested(short: Cluster, full: Cluster) -> bool:
    """Whether a short name may go to the one full name that has it. What reading did not take for somebody
    known is not taken so here, unless the country agrees.
    """
    if short.country and short.country == full.country:
        return True
    if full.key:
        return False
    if short.kind is Kind.INSTITUTION:
        return True
    return len({local.document for local in full.locals}) >= _ATTESTED
