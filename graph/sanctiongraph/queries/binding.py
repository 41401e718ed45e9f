"""Put what a question was told into its VALUES block, as RDF terms that the RDF library has written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile

from sanctiongraph.errors import QueryError
from sanctiongraph.queries.finding import Finder
from sanctiongraph.queries.guard import Token, tokens
from sanctiongraph.queries.parameters import Sought, Value, declared, undeclared

__all__ = ["bind", "check_block"]

_GIVEN = "given_"


def bind(query: str, values: Mapping[str, Value], finder: Finder) -> str:
    """The query with its VALUES block filled; names are sought in the graph of the `finder`.

    It declares no parameters any more, so that it can be asked as it is, by whoever is given it.
    The guard has to have read the query before: what is filled in here is terms, whatever they hold.
    Raises ParameterError for a name that the graph doesn't know, or knows of several.

    >>> from pyoxigraph import Literal, Store
    >>> query = "# parameter: a (words): b\\nASK { VALUES (?given_a) { (UNDEF) } }"
    >>> bind(query, {"a": Literal('"')}, Finder(Store())).splitlines()[1]
    'ASK { VALUES (?given_a) { ("\\\\"") } }'
    """
    if not values:
        return query
    terms = {
        name: finder.find(value) if isinstance(value, Sought) else value for name, value in values.items()
    }
    start, end, names = _block(query)
    return undeclared(query[:start] + _values(names, terms) + query[end:])


def check_block(query: str) -> None:
    """Raises QueryError unless the parameters that a query declares are those of its VALUES block."""
    if declared(query):
        _block(query)


def _block(query: str) -> tuple[int, int, list[str]]:
    """Where the block begins and ends, in characters, and the parameters in it."""
    wanted = [parameter.name for parameter in declared(query)]
    for start, end, names in _blocks(list(tokens(query))):
        if sorted(names) == sorted(wanted):
            return start, end, names
    raise QueryError(f"no place for the parameters; the query needs {_values(wanted, {})}")


def _values(names: list[str], terms: Mapping[str, object]) -> str:
    variables = " ".join(f"?{_GIVEN}{name}" for name in names)
    return f"VALUES ({variables}) {{ ({' '.join(str(terms.get(name, 'UNDEF')) for name in names)}) }}"


def _blocks(found: list[Token]) -> Iterator[tuple[int, int, list[str]]]:
    """Every VALUES block whose only row is undefined."""
    for place, token in enumerate(found):
        if token.kind == "word" and token.text.upper() == "VALUES":
            after = found[place + 2 :]
            names = [one.text[1:] for one in takewhile(lambda one: one.kind == "variable", after)]
            shape = ["(", *["?"] * len(names), *"){(", *["UNDEF"] * len(names), *")}"]
            block = found[place + 1 : place + 1 + len(shape)]
            if [_form(one) for one in block] == shape:
                end = block[-1].start + len(block[-1].text)
                yield token.start, end, [name.removeprefix(_GIVEN) for name in names]


def _form(token: Token) -> str:
    return "?" if token.kind == "variable" else token.text.upper()
