"""Answer requests of the SPARQL protocol, each in the format and from the graphs that it names."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from sanctiongraph.errors import QueryError, QueryFormatError
from sanctiongraph.queries.binding import bind
from sanctiongraph.queries.finding import Finder
from sanctiongraph.queries.formats import WRITERS
from sanctiongraph.queries.guard import guard
from sanctiongraph.queries.parameters import read
from sanctiongraph.queries.results import Plain
from sanctiongraph.queries.running import Found, ask, result, triples
from sanctiongraph.vocab import PREFIXES

__all__ = ["GRAPHS", "ROWS", "Answer", "Request", "answerer", "bound", "rewritten", "rows", "shape"]

ROWS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
}
"""The formats of rows, and of yes or no, by media type; the first is the one to prefer."""

GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "text/plain": RdfFormat.N_TRIPLES,
    "application/json": RdfFormat.JSON_LD,
}
"""The formats of graphs by media type; the first is the one to prefer."""

_LEAST_OF_A_ROW = 2
"""Bytes that a row takes at least in any format, so that a short answer need not be counted."""
_LOOKED_AT = 1 << 18
"""Bytes after which the rows are first counted; then whenever there are twice as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A query, the media type for rows and for a graph (None: none will do), and the graphs to read.

    Without graphs the union of all is the default graph; with any, only those named are there. `told` are
    the parameters of a question that declares some, by name. CSV and TSV that are `for_sheets` are as
    `write` has them: no text in them is a formula.
    """

    query: str
    rows_as: str | None = "application/sparql-results+json"
    graph_as: str | None = "text/turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    for_sheets: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: the media type and the bytes."""

    media: str
    body: bytes


_TOLD = re.compile(r"""<[^<>\s]*>|"[^"\\\n]*"|'[^'\\\n]*'|\d+""")


def shape(request: Request) -> int:
    """What requests have in common that differ in nothing but IRIs, texts and numbers.

    >>> shape(Request(query="ASK { <a:b> ?p 1 }")) == shape(Request(query="ASK { <c:d> ?p 22 }"))
    True
    """
    return hash(_TOLD.sub("?", request.query))


def answerer(graph: Callable[[], Store], rows: int, size: int) -> Callable[[Request], Answer]:
    """Opens a graph; gives the function that answers requests from it.

    It raises QueryError for a query that is refused or wrong, names a graph that the store doesn't hold,
    or has an answer of more than `rows` rows or `size` bytes (an answer is never cut), ParameterError for
    what it can't be told, and QueryFormatError where no format that was asked for can hold the answer.
    """
    store = graph()
    return partial(_answer, store, Finder(store), rows, size)


def _answer(store: Store, finder: Finder, rows: int, size: int, request: Request) -> Answer:
    query = bound(request.query, request.told, finder)
    return ask(store, query, partial(_written, request, rows, size), **_dataset(store, request))


def bound(query: str, told: Iterable[tuple[str, str]], finder: Finder) -> str:
    """A query that passes the guard, with what it was told in it. Raises QueryError or ParameterError."""
    guard(query)
    values = read(query, dict(told))
    return bind(query, values, finder)


def _dataset(store: Store, request: Request) -> dict[str, list[NamedNode]]:
    if not request.default_graphs and not request.named_graphs:
        return {}
    return {
        "default_graph": [_held(store, iri) for iri in request.default_graphs],
        "named_graphs": [_held(store, iri) for iri in request.named_graphs],
    }


def _held(store: Store, iri: str) -> NamedNode:
    try:
        graph = NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r}: not the IRI of a graph") from error
    if not store.contains_named_graph(graph):
        raise QueryError(f"<{iri}>: the store holds no such graph, and nothing is fetched")
    return graph


def _written(request: Request, rows: int, size: int, found: Found) -> Answer:
    if isinstance(found, QueryTriples):
        media = _agreed(request.graph_as, GRAPHS)
        body = _fit(_serialized(triples(found, rows), GRAPHS[media]), media)
        if len(body) > size:
            raise _too_large(size)
        return Answer(media, body)
    media = _agreed(request.rows_as, ROWS)
    if request.for_sheets and (writer := WRITERS.get(f".{ROWS[media].file_extension}")):
        body = writer(result(found, rows))
        if len(body) > size:
            raise _too_large(size)
        return Answer(media, body)
    sink = _Sink(size, rows, _COUNT[ROWS[media].file_extension])
    found.serialize(sink, format=ROWS[media])
    sink.check()
    return Answer(media, _fit(sink.getvalue(), media))


_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


def _fit(body: bytes, media: str) -> bytes:
    """An answer as its format can hold it: XML has no control characters, and takes a bare CR for a LF."""
    if not media.endswith("xml"):
        return body
    if _NOT_XML.search(body):
        raise QueryFormatError("a text has a control character, which XML can't hold; other formats can")
    return body.replace(b"\r", b"&#13;")


def _agreed(media: str | None, offered: dict[str, QueryResultsFormat] | dict[str, RdfFormat]) -> str:
    if media is None:
        raise QueryFormatError(f"this answer can be had as {', '.join(offered)}")
    return media


class _Sink(io.BytesIO):
    """Takes an answer in; QueryError as soon as it is seen to have too many bytes or rows."""

    def __init__(self, size: int, rows: int, count: Callable[[bytes], int]) -> None:
        super().__init__()
        self._size, self._rows, self._count = size, rows, count
        self._next = max(_LOOKED_AT, rows * _LEAST_OF_A_ROW)

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        written = super().write(data)
        if self.tell() > self._size:
            raise _too_large(self._size)
        if self.tell() > self._next:
            self.check()
            self._next = 2 * self.tell()
        return written

    def check(self) -> None:
        """Counts the rows, unless there are too few bytes for too many."""
        if self.tell() > self._rows * _LEAST_OF_A_ROW and self._count(self.getvalue()) > self._rows:
            raise QueryError(
                f"the answer has more than {self._rows} rows; narrow the query, or allow more rows"
            )


def _too_large(size: int) -> QueryError:
    return QueryError(f"the answer has more than {size} bytes; narrow the query")


_JSON_TEXT, _CSV_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"'), re.compile(rb'"[^"]*"')


def _marks(texts: re.Pattern[bytes], body: bytes) -> bytes:
    """What is left without the texts, and without the text that a part of an answer ends in."""
    return texts.sub(b"", body).partition(b'"')[0]


_COUNT: dict[str, Callable[[bytes], int]] = {
    "srj": lambda body: _marks(_JSON_TEXT, body).count(b",{") + 1,
    "srx": lambda body: body.count(b"<result>"),
    "csv": lambda body: _marks(_CSV_TEXT, body).count(b"\r\n") - 1,
    "tsv": lambda body: body.count(b"\n") - 1,
}
"""How many rows an answer, or a part of one, has, by the extension of its format.

In JSON only a row begins with a brace after a comma: what is bound has a name before its brace.
"""


def _serialized(found: tuple[Triple, ...], format: RdfFormat) -> bytes:
    return serialize(found, format=format, prefixes=PREFIXES) or b""


def rewritten(turtle: str, media: str) -> Answer:
    """A graph in Turtle, written in another of the formats `GRAPHS`.

    >>> rewritten("<x:a> <x:b> <x:c> .", "application/n-triples").body
    b'<x:a> <x:b> <x:c> .\\n'
    """
    if GRAPHS[media] == RdfFormat.TURTLE:
        return Answer(media, turtle.encode())
    found = sorted({quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)}, key=str)
    return Answer(media, _serialized(tuple(found), GRAPHS[media]))


def rows(store: Store, query: str) -> list[tuple[Plain, ...]]:
    """The rows of a query of our own, in plain values, computed in this process.

    >>> rows(Store(), "SELECT (1 AS ?one) {}")
    [('1',)]
    """
    return ask(store, query, _plain_rows)


def _plain_rows(found: Found) -> list[tuple[Plain, ...]]:
    if isinstance(found, QueryBoolean | QueryTriples):
        raise QueryError("only a SELECT has rows")
    return [tuple(getattr(term, "value", None) for term in row) for row in found]
