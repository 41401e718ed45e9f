"""What a question may be told: the parameters that its head declares, and the values that they take.

The head of a query is the comment that it opens with. A line of it declares a parameter::

    # parameter: target (entity, required): against whom or what

A kind whose values are terms may name those that have an answer, all others being refused::

    # parameter: act (act: Ease Lift): what is done to the measures

and one VALUES block, with UNDEF for every value, says where the values go::

    VALUES (?given_target) { (UNDEF) }

so that the file is SPARQL as it is, and asks without parameters. `binding` fills the block.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile

from pyoxigraph import Literal, NamedNode

from sanctiongraph.errors import ParameterError, QueryError
from sanctiongraph.model import Act, Kind, Measure, Modality
from sanctiongraph.vocab import XSD, Relation, sg

__all__ = ["ALLOWED", "Parameter", "Sought", "Value", "declared", "head", "read", "shown", "undeclared"]

_PARAMETER = "parameter:"
_DECLARATION = re.compile(r"parameter: ([a-z][a-z0-9]*) \(([a-z]+)(?:: ([A-Za-z ]+))?(, required)?\): (\S.*)")
_MARK = re.compile(r"^(\s*#\s*)parameter: ")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}", re.ASCII)
_SHARE = re.compile(r"[01]|[01]?\.[0-9]{1,9}", re.ASCII)
_LONGEST_SHOWN = 60
_SPAN = ("since", "until")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a question may be told; `kind` is a key of `ALLOWED`, `terms` those of its kind that
    can have an answer.
    """

    name: str
    kind: str
    required: bool
    meaning: str
    terms: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """What its values are, in words."""
        return f"one of {', '.join(self.terms)}" if self.terms else ALLOWED[self.kind]


@dataclass(frozen=True, slots=True)
class Sought:
    """A name that the graph has to know: of an "entity", or the id of a "document"."""

    parameter: str
    kind: str
    name: str


Value = Literal | NamedNode | Sought


def head(query: str) -> list[str]:
    """The lines of the comment that a query opens with.

    >>> head("# Who?\\n#\\n# group: people\\nSELECT * {}")
    ['Who?', '', 'group: people']
    """
    lines = (line.strip() for line in query.lstrip().splitlines())
    return [line.removeprefix("#").strip() for line in takewhile(lambda line: line.startswith("#"), lines)]


def declared(query: str) -> tuple[Parameter, ...]:
    """The parameters that the head of a query declares. Raises QueryError for a line that is none.

    >>> declared("# parameter: on (date, required): the day\\nASK {}")
    (Parameter(name='on', kind='date', required=True, meaning='the day', terms=()),)
    """
    found: dict[str, Parameter] = {}
    for line in head(query) if _PARAMETER in query else ():
        if not line.startswith(_PARAMETER):
            continue
        match = _DECLARATION.fullmatch(line)
        terms = tuple((match[3] or "").split()) if match else ()
        wrong = not match or match[2] not in ALLOWED or not set(terms) <= set(_TERMS.get(match[2], ()))
        if not match or wrong or match[1] in found:
            raise QueryError(
                f"{shown(line)} declares no parameter, or one again; write "
                f"'parameter: NAME (KIND, required): MEANING' with a kind of {', '.join(ALLOWED)}"
            )
        found[match[1]] = Parameter(match[1], match[2], match[4] is not None, match[5], terms)
    return tuple(found.values())


def undeclared(query: str) -> str:
    """The query with what its head declares as mere comments, as it is once it has been told.

    >>> undeclared("# Who?\\n# parameter: on (date, required): the day\\nASK {}")
    '# Who?\\n# on (date, required): the day\\nASK {}'
    """
    lines = query.splitlines(keepends=True)
    blank = len(lines) - len(query.lstrip().splitlines())
    end = blank + len(head(query))
    return "".join([*(_MARK.sub(r"\1", line) for line in lines[:end]), *lines[end:]])


def read(query: str, given: Mapping[str, object]) -> dict[str, Value]:
    """What a query was told, as terms, or names to be sought in the graph.

    Raises ParameterError for a parameter that the query doesn't declare, for one that is required and
    missing, for a value that it can't have, and for a time that ends before it begins.

    >>> read("# parameter: on (date): the day\\nASK {}", {"on": 2024})["on"].value
    '2024'
    """
    known = {parameter.name: parameter for parameter in declared(query)}
    for name in given:
        if name not in known:
            raise ParameterError(f"--{shown(name, quoted=False)}: unknown; {_taken(known.values())}")
    for parameter in known.values():
        if parameter.required and parameter.name not in given:
            raise ParameterError(f"--{parameter.name} is missing: {parameter.meaning}, {parameter.allowed}")
    values = {name: _value(known[name], str(value)) for name, value in given.items()}
    _check_span(values)
    return values


def shown(text: str, *, quoted: bool = True) -> str:
    """A value in a message: short, and in one line.

    >>> shown("a" * 100)
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\N{HORIZONTAL ELLIPSIS}'"
    """
    short = text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
    return repr(short) if quoted else repr(short)[1:-1]


def _taken(parameters: Iterable[Parameter]) -> str:
    names = ", ".join(f"--{parameter.name}" for parameter in parameters)
    return f"the question takes {names}" if names else "the question takes no parameters"


def _check_span(values: Mapping[str, Value]) -> None:
    """Dates are compared as far as both go, as the questions do."""
    since, until = (one.value if isinstance(one, Literal) else "" for one in map(values.get, _SPAN))
    short = min(len(since), len(until))
    if since[:short] > until[:short]:
        raise ParameterError(f"--since {since} is later than --until {until}: nothing is of both times")


def _value(parameter: Parameter, text: str) -> Value:
    with suppress(ValueError):
        if text.strip():
            return _READERS[parameter.kind](parameter, text)
    raise ParameterError(f"--{parameter.name} {shown(text)}: give {parameter.allowed}")


def _sought(parameter: Parameter, text: str) -> Value:
    return Sought(parameter.name, parameter.kind, str(Literal(text).value))


def _words(_: Parameter, text: str) -> Value:
    return Literal(text)


def _date(_: Parameter, text: str) -> Value:
    if not _DATE.fullmatch(text):
        raise ValueError(text)
    datetime.date.fromisoformat((text + "-01-01")[:10])
    return Literal(text)


def _share(_: Parameter, text: str) -> Value:
    if not _SHARE.fullmatch(text) or float(text) > 1:
        raise ValueError(text)
    return Literal(text, datatype=NamedNode(XSD + "decimal"))


def _term(parameter: Parameter, text: str) -> Value:
    """A term of the ontology by its name: case, spaces and hyphens don't count."""
    name = _bare(text)
    for term in parameter.terms or _TERMS[parameter.kind]:
        if _bare(term) == name:
            return NamedNode(sg(term))
    raise ValueError(text)


def _bare(text: str) -> str:
    return re.sub(r"[\s_-]", "", text).casefold()


_TERMS: dict[str, tuple[str, ...]] = {
    "act": tuple(Act),
    "kind": tuple(Kind),
    "measure": tuple(Measure),
    "modality": tuple(Modality),
    "relation": tuple(Relation),
}
_READERS: dict[str, Callable[[Parameter, str], Value]] = {
    "entity": _sought,
    "document": _sought,
    "date": _date,
    "share": _share,
    "words": _words,
    **dict.fromkeys(_TERMS, _term),
}
ALLOWED = {
    "entity": "a name, a country code or an entity's id or IRI",
    "document": "the id of a document",
    "date": "a year, a month or a day, such as 2019, 2019-05 or 2019-05-17",
    "share": "a number from 0 to 1, such as 0.7",
    "words": "words in any case",
    **{kind: f"one of {', '.join(terms)}" for kind, terms in _TERMS.items()},
}
"""What the values of each kind of parameter are."""
