"""Run a query in a process of its own, which is ended at its deadline or memory limit."""

from __future__ import annotations

import re
import resource
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from sanctiongraph.errors import (
    QueryError,
    QueryTimeoutError,
    WorkerError,
    WorkerMemoryError,
    WorkerTimeoutError,
)
from sanctiongraph.queries.binding import bind, check_block
from sanctiongraph.queries.elsewhere import Elsewhere, ask_elsewhere
from sanctiongraph.queries.finding import Finder
from sanctiongraph.queries.guard import guard
from sanctiongraph.queries.parameters import Value, read
from sanctiongraph.queries.results import Result
from sanctiongraph.vocab import PREFIXES
from sanctiongraph.workers import call

__all__ = ["Found", "ask", "result", "run", "triples"]

Found = QuerySolutions | QueryBoolean | QueryTriples

_Item = TypeVar("_Item")
_Answer = TypeVar("_Answer")
_UNION = {"use_default_graph_as_union": True}


def run(
    graph: Callable[[], Store | Elsewhere],
    query: str,
    *,
    parameters: Mapping[str, object] | None = None,
    seconds: float = 30.0,
    megabytes: int | None = 2048,
    rows: int = 100_000,
) -> Result:
    """The answer of `graph` to a SPARQL query; every named graph belongs to the default graph.

    `graph` opens the store, or a graph elsewhere that answers itself, and is called in the worker process, so
    it must be importable by name there, such as ``partial(read_graph, paths)``; opening counts towards the
    deadline. The
    prefixes of `vocab.PREFIXES` need no declaration. `parameters` are values, or what becomes one by
    ``str``, of the parameters that the head of the query declares. Raises QueryTimeoutError at the
    deadline or the memory limit, ParameterError for parameters that don't fit, and QueryError for a
    query that is refused, wrong, or has more than `rows` rows: an answer is never cut in silence.
    """
    guard(query)
    values = read(query, parameters or {})
    check_block(query)
    try:
        return call(_answer, graph, query, rows, values, seconds=seconds, megabytes=megabytes)
    except WorkerTimeoutError as error:
        raise QueryTimeoutError(f"the query was ended at its deadline of {seconds:g} seconds") from error
    except WorkerMemoryError as error:
        raise QueryTimeoutError(f"the query was ended at its limit of {megabytes} megabytes") from error
    except WorkerError as error:
        raise QueryError(f"the query broke off: {' '.join(str(error).split())}") from error


def _answer(
    graph: Callable[[], Store | Elsewhere], query: str, rows: int, values: Mapping[str, Value]
) -> Result:
    opened = graph()
    bound = bind(query, values, Finder(opened))
    if isinstance(opened, Store):
        return ask(opened, bound, partial(result, rows=rows))
    return ask_elsewhere(opened, bound, rows)


def ask(store: Store, query: str, read: Callable[[Found], _Answer], **dataset: Any) -> _Answer:
    """What `read` makes of the answer of a store, in this process, so without a deadline.

    `dataset` is what `Store.query` takes to name graphs, by default the union of all. Raises QueryError
    for a query that is wrong.
    """
    try:
        with _no_new_files():
            return read(store.query(query, prefixes=PREFIXES, **(dataset or _UNION)))
    except SyntaxError as error:
        raise QueryError(_where(str(error.msg), query)) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query can't be answered: {' '.join(str(error).split())}") from error


def result(found: Found, rows: int) -> Result:
    """All that a store has found; QueryError where there are more than `rows`."""
    if isinstance(found, QueryBoolean):
        return Result(answer=bool(found))
    if isinstance(found, QueryTriples):
        return Result(triples=triples(found, rows))
    variables = tuple(variable.value for variable in found.variables)
    terms = tuple(tuple(row[name] for name in variables) for row in _whole(found, rows))
    return Result(variables, terms)


def triples(found: QueryTriples, rows: int) -> tuple[Triple, ...]:
    """Every triple once, sorted; QueryError where there are more than `rows`."""
    return tuple(sorted(set(_whole(found, rows)), key=str))


def _whole(found: Iterator[_Item], rows: int) -> list[_Item]:
    """Everything, or an error that says that there is more."""
    items = list(islice(found, rows + 1))
    if len(items) > rows:
        raise QueryError(f"the answer has more than {rows} rows; narrow the query, or allow more rows")
    return items


@contextmanager
def _no_new_files() -> Iterator[None]:
    """The process opens neither file nor socket meanwhile: a query that slips past the guard gets nowhere."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _where(message: str, query: str) -> str:
    """The parser's complaint in one line: what it says in words, if anything, and where it stopped."""
    found = re.match(r"error at (\d+):(\d+)", message)
    if not found:
        return f"not SPARQL: {' '.join(message.split())}"
    line, column = map(int, found.groups())
    around = "".join(query.split("\n")[line - 1 : line])
    words = [part.strip() for part in message.split(", ") if re.match(r"[A-Z][a-z]+ \w+ \w+", part.strip())]
    told = f"{words[0]}: " if words else ""
    near = around[max(0, column - 30) : column + 10].strip()
    return f"not SPARQL: {told}line {line}, column {column}" + (f", near {near!r}" if near else "")
