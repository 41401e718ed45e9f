"""Whether corrections agree: no two are told to be one and two, and nobody gets two labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sanctiongraph.gazetteer import comparable
from sanctiongraph.model import Correction, Remedy

__all__ = ["contradictions", "settled"]

Links = Mapping[str, Sequence[tuple[str, int]]]
"""By name: the names that it is one with, each with the line that says so."""

_SINGLE = (Remedy.RENAME, Remedy.RETYPE, Remedy.COUNTRY)


def contradictions(corrections: Sequence[Correction]) -> Iterator[tuple[int, str]]:
    """The line and the words of each contradiction; the words name the other line.

    >>> same = Correction(remedy=Remedy.SAME, names=("A", "B"), line=1)
    >>> different = Correction(remedy=Remedy.DIFFERENT, names=("b", "a"), line=3)
    >>> list(contradictions((same, different)))
    [(3, "'b' and 'a' are different here and the same in line 1")]
    """
    everywhere = _Joined(entry for entry in corrections if entry.document is None)
    there: dict[str | None, _Joined] = {None: everywhere}
    for document, entries in _by_document(corrections).items():
        there[document] = _Joined(entries, everywhere)
    for entry in corrections:
        if entry.remedy is Remedy.DIFFERENT:
            one, other = map(comparable, entry.names)
            if there[entry.document].are_one(one, other):
                line = _line_between(_links(corrections, entry.document), one, other)
                first, second = map(repr, entry.names)
                yield entry.line, f"{first} and {second} are different here and the same in line {line}"
    yield from _doubled(corrections)
    yield from _denied(corrections)


def settled(corrections: Iterable[Correction], one: str, other: str) -> bool:
    """Whether corrections, those of all documents, say of two names if they are one, also by way of others.

    >>> entries = [Correction(remedy=Remedy.SAME, names=pair) for pair in (("A", "B"), ("B", "C"))]
    >>> settled(entries, "A", "C"), settled(entries, "A", "D")
    (True, False)
    """
    entries = [entry for entry in corrections if entry.document is None]
    links = _links(entries, None)
    first, second = (set(_reached(links, comparable(name))) for name in (one, other))
    if first & second:
        return True
    pairs = (tuple(map(comparable, entry.names)) for entry in entries if entry.remedy is Remedy.DIFFERENT)
    return any((a in first and b in second) or (a in second and b in first) for a, b in pairs)


class _Joined:
    """Names that entries make one, beside what is one already: told of two without a walk."""

    def __init__(self, entries: Iterable[Correction], beside: _Joined | None = None) -> None:
        self._beside = beside
        self._heads: dict[str, str] = {}
        for entry in entries:
            if entry.remedy is Remedy.SAME:
                first, *others = map(comparable, entry.names)
                for other in others:
                    self._heads[self._head(other)] = self._head(first)

    def are_one(self, one: str, other: str) -> bool:
        return self._head(one) == self._head(other)

    def _head(self, name: str) -> str:
        head = self._beside._head(name) if self._beside else name
        path = []
        while self._heads.get(head, head) != head:
            path.append(head)
            head = self._heads[head]
        self._heads.update(dict.fromkeys(path, head))
        return head


def _by_document(corrections: Iterable[Correction]) -> Mapping[str, Sequence[Correction]]:
    """The entries of one document each, by document."""
    found: dict[str, list[Correction]] = defaultdict(list)
    for entry in corrections:
        if entry.document is not None:
            found[entry.document].append(entry)
    return found


def _links(corrections: Iterable[Correction], document: str | None) -> Links:
    """Who is one with whom where an entry for this document (None: for all) holds too."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for entry in corrections:
        if entry.remedy is Remedy.SAME and (None in (entry.document, document) or entry.document == document):
            first, *others = map(comparable, entry.names)
            for other in others:
                found[first].append((other, entry.line))
                found[other].append((first, entry.line))
    return found


def _line_between(links: Links, one: str, other: str) -> int | None:
    """The last line that makes one of two names; None where nothing does."""
    return _reached(links, one).get(other)


def _reached(links: Links, start: str) -> dict[str, int]:
    reached, waiting = {start: 0}, [start]
    while waiting:
        name = waiting.pop()
        for other, line in links.get(name, ()):
            if other not in reached:
                reached[other] = max(line, reached[name])
                waiting.append(other)
    return reached


def _doubled(corrections: Iterable[Correction]) -> Iterator[tuple[int, str]]:
    firsts: dict[tuple[Remedy, str, str | None], Correction] = {}
    for entry in corrections:
        if entry.remedy in _SINGLE:
            key = (entry.remedy, comparable(entry.names[0]), entry.document)
            first = firsts.setdefault(key, entry)
            if first is not entry:
                yield (
                    entry.line,
                    f"a second {entry.remedy} of {entry.names[0]!r}; the first is in line {first.line}",
                )


def _denied(corrections: Sequence[Correction]) -> Iterator[tuple[int, str]]:
    """What is said of a name that another entry of the same reach calls no entity."""
    denied = {
        (comparable(entry.names[0]), entry.document): entry.line
        for entry in corrections
        if entry.remedy is Remedy.NOT_AN_ENTITY
    }
    for entry in corrections:
        for name in entry.names if entry.remedy is not Remedy.NOT_AN_ENTITY else ():
            line = denied.get((comparable(name), entry.document))
            if line is not None:
                yield entry.line, f"{name!r} has a {entry.remedy} here and is not-an-entity in line {line}"
