"""Read a gold file: JSON Lines, one document a line, with the sanction actions that people read there.

    {"id": "w1", "actions": [{"trigger": {"text": "eased", "start": 4, "end": 9}, "act": "ease", ...}]}

Whatever is wrong is one InputError that names the file and the line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from sanctiongraph.errors import InputError
from sanctiongraph.evaluation.statements import Actor, Span, Statement
from sanctiongraph.model import Act, Kind, Measure, Modality

__all__ = ["Told", "check_places", "read_gold"]

_Choice = TypeVar("_Choice", bound=StrEnum)

_JSON_TYPES = {
    str: "a string",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What people read in one document; `place` is file and line."""

    id: str
    actions: tuple[Statement, ...]
    place: str


def read_gold(path: Path) -> tuple[Told, ...]:
    """The documents of a gold file, in its order.

    Raises InputError, in one line with file and line number, for a file that can't be read, a line
    that isn't JSON, a field that is missing or of a wrong kind, a value that the guidelines don't
    know, and a document that comes twice.
    """
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror or error}") from error
    told: dict[str, Told] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            document = _document(f"{path}:{number}", line)
            if document.id in told:
                earlier = told[document.id].place
                raise InputError(f"{document.place}: {document.id!r} stands at {earlier} already")
            told[document.id] = document
    if not told:
        raise InputError(f"{path}: no document in it; a gold file has one JSON object a line")
    return tuple(told.values())


def check_places(told: Told, text: str) -> None:
    """Raises InputError for a trigger outside the text it is a trigger of."""
    for number, action in enumerate(told.actions, 1):
        for start, end in action.triggers:
            if end > len(text):
                raise InputError(
                    f"{told.place}: action {number}: {start}-{end} is outside the text of {told.id!r},"
                    f" which has {len(text)} characters"
                )


def _document(place: str, line: bytes) -> Told:
    try:
        row = _Fields(place, json.loads(line.decode("utf-8")))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: broken JSON: {error}") from error
    actions = row.need("actions", list)
    fields = (_Fields(f"{place}: action {number}", action) for number, action in enumerate(actions, 1))
    return Told(str(row.need("id", str, int)).strip(), tuple(map(_action, fields)), place)


class _Fields:
    """The fields of one JSON object, each looked at before it is believed."""

    def __init__(self, place: str, value: object) -> None:
        if not isinstance(value, dict):
            raise InputError(f"{place}: not an object but {_JSON_TYPES.get(type(value), 'something else')}")
        self.place, self._value = place, value

    def need(self, name: str, *types: type) -> Any:
        """The value of a field that has to be there."""
        if name not in self._value:
            raise InputError(f"{self.place}: no {name!r}")
        value = self._value[name]
        if type(value) not in types:  # not isinstance: true is no number
            wanted = " or ".join(_JSON_TYPES[kind] for kind in types)
            raise InputError(f"{self.place}: {name!r} is {json.dumps(value)[:60]}, not {wanted}")
        return value

    def may(self, name: str, *types: type) -> Any:
        """The value of a field that can be left out or null."""
        return None if self._value.get(name) is None else self.need(name, *types)

    def choice(self, name: str, choices: dict[str, _Choice]) -> _Choice:
        return self._chosen(name, self.need(name, str), choices)

    def choices(self, name: str, choices: dict[str, _Choice]) -> frozenset[_Choice]:
        return frozenset(self._chosen(name, value, choices) for value in self.may(name, list) or ())

    def _chosen(self, name: str, value: object, choices: dict[str, _Choice]) -> _Choice:
        if not isinstance(value, str) or value not in choices:
            known = ", ".join(choices)
            raise InputError(f"{self.place}: {name!r} is {json.dumps(value)[:60]}, none of {known}")
        return choices[value]

    def part(self, name: str) -> _Fields:
        return _Fields(f"{self.place}: {name!r}", self.need(name, dict))

    def parts(self, name: str, *, needed: bool) -> Iterator[_Fields]:
        values = self.need(name, list) if needed else self.may(name, list) or ()
        yield from (_Fields(f"{self.place}: {name!r}", value) for value in values)

    def span(self) -> Span:
        start, end = self.need("start", int), self.need("end", int)
        if not 0 <= start < end:
            raise InputError(f"{self.place}: {start}-{end} is no place in a text")
        return start, end


def _spelled(choices: type[_Choice]) -> dict[str, _Choice]:
    """The values by their spelling in gold files.

    >>> _spelled(Measure)["sectoral"], _spelled(Act)["in-force"]
    (<Measure.SECTORAL: 'SectoralMeasure'>, <Act.IN_FORCE: 'InForce'>)
    """
    hyphened = (
        ("".join(f"-{char.lower()}" if char.isupper() else char for char in value), value)
        for value in choices
    )
    return {name.removeprefix("-").removesuffix("-measure"): value for name, value in hyphened}


_ACTS = _spelled(Act)
_MODALITIES = _spelled(Modality)
_MEASURES = _spelled(Measure)
_KINDS = _spelled(Kind)


def _action(fields: _Fields) -> Statement:
    trigger = fields.part("trigger")
    date = fields.part("date") if fields.may("date", dict) else None
    return Statement(
        trigger=trigger.may("text", str) or "",
        triggers=(trigger.span(), *(part.span() for part in fields.parts("also", needed=False))),
        act=fields.choice("act", _ACTS),
        modality=fields.choice("modality", _MODALITIES),
        negated=fields.need("negated", bool),
        imposers=tuple(map(_actor, fields.parts("imposers", needed=True))),
        targets=tuple(map(_actor, fields.parts("targets", needed=True))),
        measures=fields.choices("measures", _MEASURES) - {Measure.UNSPECIFIED},
        date=date.may("value", str) if date else None,
        grounds=fields.may("grounds", str),
        count=fields.may("target_count", int),
        optional=fields.may("optional", bool) or False,
    )


def _actor(fields: _Fields) -> Actor:
    names = tuple(filter(None, (fields.may("name", str), fields.may("text", str))))
    if not names:
        raise InputError(f"{fields.place}: neither 'name' nor 'text'")
    kind = fields.choice("type", _KINDS) if fields.may("type", str) else None
    return Actor(names, kind, fields.may("country", str))
