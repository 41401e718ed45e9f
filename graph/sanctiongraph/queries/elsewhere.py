"""Ask a graph that answers elsewhere: the same questions, with the same guard, prefixes and limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any, Protocol

from pyoxigraph import Quad, Triple

from sanctiongraph.errors import QueryError
from sanctiongraph.queries.guard import Token, tokens
from sanctiongraph.queries.results import Result, Term
from sanctiongraph.vocab import PREFIXES

__all__ = ["Elsewhere", "Graph", "ask_elsewhere"]


class Graph(Protocol):
    """Where names are looked up: `pyoxigraph.Store` is one, and so is a graph elsewhere."""

    def quads_for_pattern(self, subject: Any, predicate: Any, object: Any) -> Iterable[Quad]:
        """The quads that fit; None fits all."""


class Elsewhere(Graph, Protocol):
    """A graph that answers SPARQL itself. A query comes in two parts: its prologue, and what follows."""

    def select(self, prologue: str, select: str, rows: int) -> tuple[tuple[str, ...], list[Any]]:
        """The variables and the rows of a SELECT, the first `rows` of them."""

    def ask(self, prologue: str, ask: str) -> bool:
        """The answer to an ASK."""

    def construct(self, prologue: str, construct: str) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""


def ask_elsewhere(graph: Elsewhere, query: str, rows: int) -> Result:
    """The answer of a graph elsewhere to a query that the guard has read.

    Raises QueryError for a query that is wrong or has more than `rows` rows, and whatever the graph raises.
    """
    form, prologue, rest = _parts(query)
    return _FORMS[form](graph, prologue, rest, rows)


def _parts(query: str) -> tuple[str, str, str]:
    """The form of a query, its prologue with the prefixes that it left undeclared, and what follows.

    >>> _parts("SELECT * { ?s a sg:Person }")[:2]
    ('SELECT', 'PREFIX sg: <https://w3id.org/sanctiongraph/ontology#> ')
    """
    found = list(tokens(query))
    start = next((token for token in found if token.kind == "word" and token.text.upper() in _FORMS), None)
    if start is None:
        raise QueryError(f"not SPARQL: a query begins with one of {', '.join(_FORMS)}")
    missing = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in _undeclared(found))
    return start.text.upper(), f"{missing}{query[: start.start]}", query[start.start :]


def _undeclared(found: list[Token]) -> list[str]:
    """The prefixes that a query uses and doesn't declare; the guard has seen that we know them."""
    declared = {
        token.prefix
        for before, token in pairwise(found)
        if before.text.upper() == "PREFIX" and before.kind == "word"
    }
    return sorted({token.prefix for token in found if token.prefix in PREFIXES} - declared, key=str)


def _select(graph: Elsewhere, prologue: str, query: str, rows: int) -> Result:
    variables, found = graph.select(prologue, query, rows + 1)
    terms: list[tuple[Term | None, ...]] = _whole(found, rows)
    return Result(variables, tuple(terms))


def _ask(graph: Elsewhere, prologue: str, query: str, rows: int) -> Result:  # noqa: ARG001 (as its siblings)
    return Result(answer=graph.ask(prologue, query))


def _construct(graph: Elsewhere, prologue: str, query: str, rows: int) -> Result:
    return Result(triples=tuple(sorted(_whole(graph.construct(prologue, query), rows), key=str)))


_FORMS: dict[str, Callable[[Elsewhere, str, str, int], Result]] = {
    "SELECT": _select,
    "ASK": _ask,
    "CONSTRUCT": _construct,
    "DESCRIBE": _construct,
}


def _whole(found: list[Any], rows: int) -> list[Any]:
    if len(found) > rows:
        raise QueryError(f"the answer has more than {rows} rows; narrow the query, or allow more rows")
    return found
