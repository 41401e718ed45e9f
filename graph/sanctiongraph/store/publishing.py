"""Publish a graph to a store elsewhere: only what changed, and of each graph the record last.

Where the store takes SPARQL updates, a request holds as many graphs as go into `_REQUEST` characters, each
with its record: a store with transactions takes all of a request or nothing. Where it doesn't, each graph is
put by a request of its own (Graph Store protocol). What is being written stands in no record meanwhile, so
whoever comes after an interruption writes it again, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, Self
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, serialize

from sanctiongraph.errors import OutputError, StoreError
from sanctiongraph.store.address import Address
from sanctiongraph.store.client import Limits, Request
from sanctiongraph.store.commits import Change, Commit, changes
from sanctiongraph.store.remote import Remote
from sanctiongraph.vocab import DCTERMS, RDF, SCHEMA, VOID, XSD

__all__ = ["Published"]

_REQUEST = 4 << 20
"""Characters of an update, unless one graph alone has more."""
_TOO_LARGE, _NOT_FOUND = 413, 404
_RECORDED_EVERY = 100
"""Graphs put one by one, after which the record says so."""


class Published:
    """A graph as it is published in a store elsewhere, under one base; to be used in a ``with`` statement.

    Entering proves that the store is there and lets us write, so that no work is done in vain. Raises
    OutputError where the address is only good for questions, StoreError for what goes wrong with the store.
    """

    def __init__(self, address: Address, base: str, limits: Limits | None = None) -> None:
        self._address, self._base, self._record = address, base, f"{base}graph/record"
        self._remote = Remote(address, limits)
        if address.update:
            self._writer: _Writer = _ByUpdate(self._remote, address.update, self._record)
        elif address.graphs:
            self._writer = _ByGraph(self._remote, address.graphs, self._record)
        else:
            raise OutputError(
                f"{address}: can only be asked; say where it takes updates: #query=PATH,update=PATH"
            )

    def __enter__(self) -> Self:
        self._remote.commits(self._record)
        self._writer.prove()
        self._remote.close()  # who knows how long the work takes
        return self

    def __exit__(self, *_: object) -> None:
        self._remote.close()

    def update(self, graph: Store) -> None:
        """Makes the store hold this graph. What didn't change is left alone, as is what isn't ours.

        What the record and the store itself disagree on is written again.
        """
        change = changes(self._before(), graph)
        written = tuple(sorted(change.written, key=self._order))
        try:
            self._writer.write(Change(written, change.gone), graph)
            self._check()
        except StoreError as error:
            raise StoreError(f"{error}; the same command goes on from there", error.status) from error

    def _before(self) -> dict[str, Commit]:
        """What the record says of graphs that can be ours; what is no longer held whole has no digest."""
        recorded, held = self._remote.commits(self._record), self._remote.held(self._record)
        return {
            name: one if held.get(name, 0) == one.quads else replace(one, digest="")
            for name, one in recorded.items()
            if name.startswith(f"{self._base}graph/") and name != self._record
        }

    def _order(self, commit: Commit) -> tuple[bool, str]:
        """Entities come before the documents that speak of them."""
        return commit.graph.startswith(f"{self._base}graph/document/"), commit.graph

    def _check(self) -> None:
        for name, commit in self._before().items():
            if not commit.digest:
                raise StoreError(f"{self._address}: the store holds not all of <{name}>, though it took it")


class _Writer(Protocol):
    """A way of changing a store."""

    def prove(self) -> None:
        """Raises StoreError unless the store lets us write; changes nothing."""

    def write(self, change: Change, graph: Store) -> None:
        """Makes this change, which brings the store up to date with the graph."""


class _ByUpdate:
    """By SPARQL updates, many graphs at a time."""

    def __init__(self, remote: Remote, url: str, record: str) -> None:
        self._client, self._url, self._record = remote.client, url, NamedNode(record)

    def prove(self) -> None:
        self._send(["INSERT DATA {}"])

    def write(self, change: Change, graph: Store) -> None:
        for batch in _requests(self._operations(change, graph)):
            self._send(batch)

    def _operations(self, change: Change, graph: Store) -> Iterator[str]:
        """What to do for each graph, as one text: nothing of it may be done without the rest."""
        for commit in change.written:
            yield self._replaced(commit, _triples(graph, commit.graph))
        for name in change.gone:
            yield self._dropped(NamedNode(name))

    def _replaced(self, commit: Commit, triples: list[Triple]) -> str:
        name = NamedNode(commit.graph)
        told = [*_entry(self._record, commit), _self_description(self._record)]
        return " ;\n".join((self._dropped(name), _insert(name, triples), _insert(self._record, told)))

    def _dropped(self, name: NamedNode) -> str:
        record = self._record
        return (
            f"DELETE WHERE {{ GRAPH {record} {{ {name} ?p ?o }} }} ;\n"
            f"DELETE WHERE {{ GRAPH {record} {{ ?s ?p {name} }} }} ;\nDROP SILENT GRAPH {name}"
        )

    def _send(self, operations: Sequence[str]) -> None:
        """As one request; in halves where the store takes none of this size."""
        body = " ;\n".join(operations).encode()
        request = Request(url=self._url, body=body, media="application/sparql-update")
        try:
            self._client.send(request)
        except StoreError as error:
            if error.status != _TOO_LARGE or len(operations) == 1:
                raise
            half = len(operations) // 2
            self._send(operations[:half])
            self._send(operations[half:])


class _ByGraph:
    """By the Graph Store protocol, graph by graph."""

    def __init__(self, remote: Remote, url: str, record: str) -> None:
        self._remote, self._url, self._record = remote, url, NamedNode(record)

    def prove(self) -> None:
        self._put_record(self._remote.commits(self._record.value))

    def write(self, change: Change, graph: Store) -> None:
        before = self._remote.commits(self._record.value)
        touched = {*change.gone, *(commit.graph for commit in change.written)}
        known = {name: commit for name, commit in before.items() if name not in touched}
        if touched & before.keys():
            self._put_record(known)
        for place, commit in enumerate(change.written, 1):
            self._put(commit.graph, _triples(graph, commit.graph))
            known[commit.graph] = commit
            if place % _RECORDED_EVERY == 0:
                self._put_record(known)
        for name in change.gone:
            self._delete(name)
        self._put_record(known)

    def _put_record(self, known: Mapping[str, Commit]) -> None:
        entries = (triple for commit in known.values() for triple in _entry(self._record, commit))
        self._put(self._record.value, [_self_description(self._record), *entries])

    def _put(self, name: str, triples: list[Triple]) -> None:
        body = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        media = "application/n-triples"
        self._remote.client.send(Request(url=self._at(name), method="PUT", body=body, media=media))

    def _delete(self, name: str) -> None:
        try:
            self._remote.client.send(Request(url=self._at(name), method="DELETE"))
        except StoreError as error:
            if error.status != _NOT_FOUND:
                raise

    def _at(self, name: str) -> str:
        return f"{self._url}?{urlencode({'graph': name})}"


def _requests(operations: Iterator[str]) -> Iterator[list[str]]:
    """As many operations at a time as go into a request, but one at least."""
    batch: list[str] = []
    size = 0
    for operation in operations:
        if batch and size + len(operation) > _REQUEST:
            yield batch
            batch, size = [], 0
        batch.append(operation)
        size += len(operation)
    if batch:
        yield batch


def _triples(graph: Store, name: str) -> list[Triple]:
    found = (quad.triple for quad in graph.quads_for_pattern(None, None, None, NamedNode(name)))
    return sorted(found, key=str)


def _insert(name: NamedNode, triples: Sequence[Triple]) -> str:
    """The operation that adds triples, which the RDF library has written, to a graph."""
    return f"INSERT DATA {{ GRAPH {name} {{\n{''.join(f'{triple} .{chr(10)}' for triple in triples)}}} }}"


def _entry(record: NamedNode, commit: Commit) -> list[Triple]:
    """What the record says of a graph."""
    name = NamedNode(commit.graph)
    count = Literal(str(commit.quads), datatype=NamedNode(f"{XSD}integer"))
    return [
        Triple(record, NamedNode(f"{DCTERMS}hasPart"), name),
        Triple(name, NamedNode(f"{VOID}triples"), count),
        Triple(name, NamedNode(f"{SCHEMA}sha256"), Literal(commit.digest)),
    ]


def _self_description(record: NamedNode) -> Triple:
    return Triple(record, NamedNode(f"{RDF}type"), NamedNode(f"{VOID}DatasetDescription"))
