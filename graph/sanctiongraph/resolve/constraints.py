"""What people know better, applied while names are joined: whom a correction names, and what it changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from sanctiongraph import gazetteer
from sanctiongraph.gazetteer import Known, Use, comparable
from sanctiongraph.model import Correction, Entity, Kind, Mention, Reading, Remedy
from sanctiongraph.resolve.clusters import Cluster
from sanctiongraph.resolve.features import conflict
from sanctiongraph.resolve.marks import Mark, apart, sides, ties
from sanctiongraph.resolve.names import words_of
from sanctiongraph.resolve.within import Local

__all__ = ["Constraints", "Place", "is_id"]

Place = tuple[str, str]
"""A document and a mention in it."""

_PREFIXES = tuple(f"{kind.lower()}/" for kind in Kind)
_JOINING = (Remedy.SAME, Remedy.DIFFERENT)
_NEAR = 80
"""From this likeness of letters on, in percent, a name may have been meant."""
_FEW = 3


def is_id(name: str) -> bool:
    """True for the id of an entity, such as "person/antal-rogan"."""
    return name.startswith(_PREFIXES) and " " not in name


class Constraints:
    """The corrections of one run, by whom they name.

    A name names those of whom a document has no fuller name: "Rogán" not the one who is "Antal Rogán"
    there. `meant` says which places an id stands for. `named` tells afterwards which names and ids, by entry
    and number, there were.
    """

    def __init__(self, corrections: Sequence[Correction], meant: Mapping[str, frozenset[Place]]) -> None:
        self._entries = tuple(corrections)
        self._names: dict[str, list[Mark]] = defaultdict(list)
        self._keys: dict[str, list[Mark]] = defaultdict(list)
        self._places: dict[Place, list[Mark]] = defaultdict(list)
        self.named: set[tuple[int, int]] = set()
        self._purges = any(entry.remedy is Remedy.NOT_AN_ENTITY for entry in self._entries)
        given = _given(self._entries)
        for number, entry in enumerate(self._entries):
            for side, name in enumerate(entry.names):
                mark = Mark(number, entry.remedy, side, entry.document is not None)
                for spoken in (name, *given.get(comparable(name), ())):
                    self._note(spoken, mark, meant)

    def _note(self, name: str, mark: Mark, meant: Mapping[str, frozenset[Place]]) -> None:
        if is_id(name):
            self._keys[name].append(mark)
            for place in meant.get(name, ()):
                self._places[place].append(mark)
        else:
            self._names[comparable(name)].append(mark)

    # Junk

    def purged(self, document: str, reading: Reading) -> Reading:
        """The reading without mentions that are no entity, and without what can't be said without them."""
        if not self._purges:
            return reading
        gone = frozenset(mention.id for mention in reading.mentions if self._is_junk(document, mention))
        return _without(reading, gone) if gone else reading

    def _is_junk(self, document: str, mention: Mention) -> bool:
        marks = self._found(document, (mention.id,), mention.key, {mention.name, mention.text})
        junk = [mark for mark in marks if mark.remedy is Remedy.NOT_AN_ENTITY]
        self.named.update((mark.entry, mark.side) for mark in junk)
        return bool(junk)

    # Marks

    def corrected(self, local: Local) -> Local:
        """The actor as people know it to be, before names of its document join."""
        marked = replace(local, marks=frozenset(self._of(local)))
        for mark in sorted(marked.marks):
            marked = _CHANGES.get(mark.remedy, _unchanged)(marked, self._entries[mark.entry])
        return marked

    def marked(self, local: Local) -> Local:
        """The actor with the marks that hold once the names of its document are joined."""
        return replace(local, marks=frozenset(self._of(local))) if local.marks else local

    def _of(self, local: Local) -> Iterator[Mark]:
        lengths = {name: len(words_of(local.kind, name)) for name in local.names}
        fullest = max(lengths.values())
        enough = min(2, fullest) if local.key else fullest  # what is known may have several full names
        names = {name for name, length in lengths.items() if length >= enough}
        names |= {form for form in local.forms if _is_another_name(form, local)}
        for mark in self._found(local.document, local.mentions, local.key, names):
            self.named.add((mark.entry, mark.side))
            yield mark

    def _found(
        self, document: str, mentions: tuple[str, ...], key: str | None, names: set[str]
    ) -> Iterator[Mark]:
        found = {mark for name in names for mark in self._names.get(comparable(name), ())}
        found.update(self._keys.get(key or "", ()))
        found.update(mark for mention in mentions for mark in self._places.get((document, mention), ()))
        for mark in sorted(found):
            if self._entries[mark.entry].document in (None, document):
                yield mark

    # Entities

    def amended(self, entity: Entity, cluster: Cluster) -> Entity:
        """The entity with the label and the country that corrections of all documents give it."""
        for mark in sorted(cluster.marks, reverse=True):
            entry = self._entries[mark.entry]
            if not mark.here and entry.remedy is Remedy.RENAME and entry.value != entity.label:
                names = sorted({entity.label, *entity.names} - {entry.value})
                entity = replace(entity, label=entry.value or "", names=tuple(names))
            elif not mark.here and entry.remedy is Remedy.COUNTRY and entity.kind is not Kind.COUNTRY:
                entity = replace(entity, country=entry.value)
        return entity

    def idle(self, clusters: Sequence[Cluster], ids: Iterable[str]) -> Iterator[tuple[Correction, str]]:
        """The corrections that did nothing, or not all they say, and why; `ids` are those that there are."""
        spoken = {comparable(name): name for cluster in clusters for name in sorted(cluster.names)}
        known_ids = {comparable(id_): id_ for id_ in sorted(ids)}
        tied = Counter(number for cluster in clusters for number in ties(cluster.marks))
        known = {
            mark.entry
            for cluster in clusters
            if apart(cluster.marks, cluster.marks)
            for mark in sides(cluster.marks)
        }
        one = self._one_already(clusters)
        for number, entry in enumerate(self._entries):
            missing = [n for side, n in enumerate(entry.names) if (number, side) not in self.named]
            if len(entry.names) - len(missing) < (2 if entry.remedy in _JOINING else 1):
                yield entry, _missing(entry, missing, spoken, known_ids)
            elif tied[number] > 1:
                yield entry, "another entry keeps them apart"
            elif entry.remedy is Remedy.SAME and number in one:
                yield entry, "they are one already"
            elif entry.remedy is Remedy.DIFFERENT and number in known:
                yield entry, "the gazetteer knows both as one"

    def _one_already(self, clusters: Iterable[Cluster]) -> set[int]:
        """The entries of which all that one name means is meant by the others too."""
        sides: dict[int, list[set[int]]] = defaultdict(list)
        for local in (local for cluster in clusters for local in cluster.locals if local.marks):
            here: dict[int, set[int]] = defaultdict(set)
            for mark in local.marks:
                here[mark.entry].add(mark.side)
            for number, found in here.items():
                sides[number].append(found)
        return {n for n, every in sides.items() if all(len(f) == len(self._entries[n].names) for f in every)}

    def odd(self, clusters: Iterable[Cluster]) -> Iterator[tuple[Correction, str]]:
        """The corrections that made one of what does not go together, and of what."""
        for cluster in clusters:
            for number in sorted(ties(cluster.marks)):
                tied = [local for local in cluster.locals if number in ties(local.marks)]
                keys = sorted({local.key for local in tied if local.key})
                kinds = sorted({local.kind for local in tied})
                if len(keys) > 1:
                    yield (
                        self._entries[number],
                        f"makes one of {' and '.join(keys)}, which the gazetteer tells apart",
                    )
                elif len(kinds) > 1:
                    yield self._entries[number], f"makes one of different kinds: {', '.join(kinds)}"


def _missing(
    entry: Correction, missing: Sequence[str], spoken: Mapping[str, str], ids: Mapping[str, str]
) -> str:
    """That nobody has a name, and who has one that was perhaps meant."""
    words = f"nobody here is called {' or '.join(map(repr, missing))}"
    if entry.remedy is Remedy.RENAME and comparable(entry.value or "") in spoken:
        return f"{words}, but somebody is called {entry.value!r}: are entity and label swapped?"
    near = [other for name in missing for other in _near(name, ids if is_id(name) else spoken)]
    return f"{words}; near: {', '.join(map(repr, near))}" if near else words


def _is_another_name(form: str, local: Local) -> bool:
    """Whether a wording is a whole name of what the gazetteer knows, not part of a fuller one: "FBI",
    "Hemedti"; not "Washington", nor a surname.
    """
    words = set(words_of(local.kind, form))
    if local.key is None or any(words < set(words_of(local.kind, name)) for name in local.names):
        return False
    senses = gazetteer.senses(form)
    return any(sense.known.key == local.key and sense.use is Use.NAME for sense in senses)


def _near(name: str, known: Mapping[str, str]) -> list[str]:
    """The known names that are spelled nearly so, the nearest first."""
    found = process.extract(comparable(name), known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_FEW)
    return [known[spelled] for spelled, _, _ in found if spelled != comparable(name)]


def _given(entries: Iterable[Correction]) -> dict[str, tuple[str, ...]]:
    """Whom the labels that corrections give stand for, in the words of those corrections."""
    given: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        if entry.remedy is Remedy.RENAME and entry.document is None:
            label = comparable(entry.value or "")
            given[label] = (*given.get(label, ()), *entry.names)
    return given


# --- what a correction makes of an actor


def _unchanged(local: Local, _: Correction) -> Local:
    return local


def _retyped(local: Local, entry: Correction) -> Local:
    kind = Kind(entry.value or "")
    known = _known(local, kind)
    own = None if kind is Kind.COUNTRY else local.country
    return replace(
        local,
        kind=kind,
        said=kind,
        key=known.key if known else None,
        country=known.country if known else own,
        described=False,
    )


def _known(local: Local, kind: Kind) -> Known | None:
    """What the gazetteer knows of this kind by one of the actor's names."""
    spoken = (sense for name in local.names for sense in gazetteer.senses(name))
    return next((s.known for s in spoken if s.use is Use.NAME and s.known.kind is kind), None)


def _moved(local: Local, entry: Correction) -> Local:
    """A country for an actor; one that is known as another country's is, in one document, another."""
    foreign = entry.document is not None and conflict(local.country, entry.value)
    return replace(local, country=entry.value, key=None if foreign else local.key)


def _named(local: Local, entry: Correction) -> Local:
    """In one document a new label is what the document should have said; elsewhere the entity gets it."""
    if entry.document is None:
        return local
    return replace(local, names=(entry.value or "",), key=None)


_CHANGES = {Remedy.RETYPE: _retyped, Remedy.COUNTRY: _moved, Remedy.RENAME: _named}


# --- what is no entity


def _without(reading: Reading, gone: frozenset[str]) -> Reading:
    """The reading without these mentions. A claim loses the roles they had, and is dropped if it can't be
    told without: who holds an office, who is related to whom, or all that an action had of parties.
    """
    actions = (
        replace(
            claim,
            imposers=tuple(name for name in claim.imposers if name not in gone),
            targets=tuple(name for name in claim.targets if name not in gone),
            attributed_to=_left(claim.attributed_to, gone),
        )
        for claim in reading.actions
        if not {*claim.imposers, *claim.targets} or {*claim.imposers, *claim.targets} - gone
    )
    tenures = (
        replace(claim, at=_left(claim.at, gone), attributed_to=_left(claim.attributed_to, gone))
        for claim in reading.tenures
        if claim.holder not in gone
    )
    relationships = (
        replace(claim, attributed_to=_left(claim.attributed_to, gone))
        for claim in reading.relationships
        if not {claim.subject, claim.object} & gone
    )
    return Reading(
        mentions=tuple(mention for mention in reading.mentions if mention.id not in gone),
        actions=tuple(actions),
        tenures=tuple(tenures),
        relationships=tuple(relationships),
    )


def _left(reference: str | None, gone: frozenset[str]) -> str | None:
    return None if reference in gone else reference
