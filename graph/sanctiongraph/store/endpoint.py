"""Ask a SPARQL endpoint and believe its answer only if it is whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from urllib.parse import urlencode

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from sanctiongraph.errors import QueryError, StoreError
from sanctiongraph.store.address import Address
from sanctiongraph.store.client import Answer, Client, Request
from sanctiongraph.vocab import XSD

__all__ = ["Endpoint", "Row", "Table", "Term"]

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]
Table = tuple[tuple[str, ...], list[Row]]
"""The names of the variables, and the rows."""

_ROWS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
_TRIPLES = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "text/plain": RdfFormat.N_TRIPLES,
}
_BOOLEANS = {"0": "false", "1": "true"}
_ROUND = 500
"""An answer of this many rows or a multiple may have been cut: limits are round numbers."""


class Endpoint:
    """A store as the SPARQL 1.1 protocol has it. `parameters` are what it is sent beside a query.

    Every question raises StoreError where the store can't be reached, refuses or answers wrongly or in part,
    and QueryError where it doesn't understand the query.
    """

    def __init__(self, address: Address, client: Client) -> None:
        self._address, self._client = address, client

    def select(self, query: str, parameters: Mapping[str, str], rows: int | None = None) -> Table:
        """The variables and the rows of a SELECT; of `rows` no more than these are read."""
        answer = self._asked(query, parameters, _ROWS)
        found = self._read(answer, rows)
        if isinstance(found, bool):
            raise self.wrong("answers a SELECT by yes or no")
        most = answer.headers.get("X-SPARQL-MaxRows", "")  # Virtuoso says so when it cuts
        if most.isdecimal() and len(found[1]) >= int(most):
            raise self._cut(len(found[1]))
        return found

    def check_whole(self, prologue: str, select: str, parameters: Mapping[str, str], rows: int) -> None:
        """Raises StoreError if a SELECT that gave `rows` rows has more; looks into round numbers only."""
        if rows and rows % _ROUND == 0:
            count = f"{prologue} SELECT (COUNT(*) AS ?rows) WHERE {{ {{ {select}\n}} }}"
            found = [getattr(term, "value", "") for row in self.select(count, parameters)[1] for term in row]
            if found != [str(rows)]:
                raise self._cut(rows)

    def ask(self, query: str, parameters: Mapping[str, str]) -> bool:
        """The answer to an ASK."""
        found = self._read(self._asked(query, parameters, _ROWS), None)
        if isinstance(found, bool):
            return found
        # Virtuoso answers a row with a number.
        return any(getattr(term, "value", "") in ("1", "true") for row in found[1] for term in row)

    def construct(self, query: str, parameters: Mapping[str, str]) -> list[Triple]:
        """The triples of a CONSTRUCT or DESCRIBE, each once; a round thousand is refused as perhaps cut."""
        triples = self._triples(self._asked(query, parameters, _TRIPLES))
        if triples and len(triples) % (2 * _ROUND) == 0:
            raise self.wrong(f"answers {len(triples)} statements, as if it had cut more; narrow the query")
        return triples

    def graph(self, name: str) -> list[Triple]:
        """What a named graph holds, by the Graph Store protocol."""
        url = f"{self._address.graphs}?{urlencode({'graph': name})}"
        request = Request(url=url, method="GET", accept=_accepted(_TRIPLES))
        return self._triples(self._expect(_TRIPLES, self._client.send(request)))

    def wrong(self, what: str) -> StoreError:
        """The error that says what the store does and shouldn't."""
        return StoreError(f"{self._address.query}: the store {' '.join(what.split())}")

    def _cut(self, rows: int) -> StoreError:
        return self.wrong(
            f"cuts its answers after {rows} rows; narrow the query, or have it give more (ResultSetMaxRows)"
        )

    def _asked(self, query: str, parameters: Mapping[str, str], formats: Mapping[str, object]) -> Answer:
        body = urlencode({"query": query, **parameters}).encode()
        form = "application/x-www-form-urlencoded"
        url, accept = self._address.query, _accepted(formats)
        request = Request(url=url, body=body, media=form, accept=accept)
        try:
            answer = self._client.send(request)
        except StoreError as error:
            raise (QueryError(str(error)) if error.status == 400 else error) from error
        if "X-SQL-State" in answer.headers:  # Virtuoso ran out of the time that it allows itself
            raise self.wrong("gave up before it had the whole answer; narrow the query")
        return self._expect(formats, answer)

    def _expect(self, formats: Mapping[str, object], answer: Answer) -> Answer:
        if answer.media not in formats:
            raise self.wrong(
                f"answers {answer.media or 'without a type'} instead of {next(iter(formats))}; "
                "is this the address of a SPARQL endpoint?"
            )
        return answer

    def _read(self, answer: Answer, rows: int | None) -> bool | Table:
        found, fault = _parsed(answer, rows)
        if found is None:
            raise self.wrong(f"answers what can't be read: {fault}")
        return found

    def _triples(self, answer: Answer) -> list[Triple]:
        try:
            return list({quad.triple for quad in parse(answer.body, format=_TRIPLES[answer.media])})
        except (SyntaxError, ValueError) as error:
            raise self.wrong(f"answers what can't be read: {error}") from error


def _parsed(answer: Answer, rows: int | None) -> tuple[bool | Table | None, str]:
    """Yes or no, or a table; or None and why not.

    It returns the fault, as an error would keep the parser alive in its traceback, beyond its thread.
    """
    try:
        found = parse_query_results(answer.body, format=_ROWS[answer.media])
        if isinstance(found, QueryBoolean):
            return bool(found), ""
        names = tuple(variable.value for variable in found.variables)
        return (names, [tuple(_mended(row[name]) for name in names) for row in islice(found, rows)]), ""
    except (SyntaxError, ValueError) as error:
        return None, str(error)


def _mended(term: Term | None) -> Term | None:
    """The term as everybody writes it: Virtuoso's JSON has booleans as numbers.

    >>> print(_mended(Literal("1", datatype=NamedNode(f"{XSD}boolean"))))
    "true"^^<http://www.w3.org/2001/XMLSchema#boolean>
    """
    if isinstance(term, Literal) and term.value in _BOOLEANS and term.datatype.value == f"{XSD}boolean":
        return Literal(_BOOLEANS[term.value], datatype=term.datatype)
    return term


def _accepted(formats: Iterable[str]) -> str:
    """The first format by preference, the next if need be.

    >>> _accepted(["a/b", "c/d", "e/f"])
    'a/b, c/d;q=0.5'
    """
    first, second, *_ = formats
    return f"{first}, {second};q=0.5"
