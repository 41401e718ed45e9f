"""What sanctiongraph has published to a store elsewhere, and questions about it.

Beside the graphs that it publishes, sanctiongraph keeps one graph as their record: it describes itself as a
``void:DatasetDescription`` and names each graph (``dcterms:hasPart``) with the number of its statements
(``void:triples``) and their digest (``schema:sha256``). What no record names is somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Self

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from sanctiongraph.errors import GraphError, QueryError
from sanctiongraph.store.address import Address
from sanctiongraph.store.client import Client, Limits
from sanctiongraph.store.commits import Commit
from sanctiongraph.store.endpoint import Endpoint, Row, Table, Term
from sanctiongraph.vocab import DCTERMS, RDF, SCHEMA, VOID

__all__ = ["Remote", "recorded"]

_UNIONS: tuple[Mapping[str, str], ...] = (
    {"union-default-graph": "true"},  # Oxigraph; most others don't know it and always ask the union
    {},
    {"default-graph-uri": "urn:x-arq:UnionGraph"},  # Fuseki
)
"""What makes the union of all named graphs the default graph, by store."""

_BATCH = 5_000
"""Statements that are fetched at a time: some stores cut answers of more than ten thousand rows."""


class Remote:
    """A store elsewhere that a graph was published to. Use it in a ``with`` statement, or `close` it.

    All that it does raises StoreError where the store can't be reached, refuses, or answers wrongly or in
    part, and GraphError where nothing was published there.
    """

    def __init__(self, address: Address, limits: Limits | None = None) -> None:
        self.address = address
        self.client = Client(address, limits)
        self._endpoint = Endpoint(address, self.client)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection; a later question opens another."""
        self.client.close()

    def select(self, prologue: str, select: str, rows: int) -> Table:
        """The variables and rows of a SELECT over the union of all graphs, the first `rows` of them.

        It comes in two parts, its prologue and all that follows. Raises QueryError for a wrong query.
        """
        names, found = self._endpoint.select(f"{prologue} {select}", self._union, rows)
        if len(found) < rows:
            self._endpoint.check_whole(prologue, select, self._union, len(found))
        return names, found

    def ask(self, prologue: str, ask: str) -> bool:
        """The answer to an ASK over the union of all graphs. Raises QueryError for a wrong query."""
        return self._endpoint.ask(f"{prologue} {ask}", self._union)

    def construct(self, prologue: str, construct: str) -> list[Triple]:
        """What a CONSTRUCT or DESCRIBE makes of all graphs together. Raises QueryError for a wrong query."""
        return self._endpoint.construct(f"{prologue} {construct}", self._union)

    def quads_for_pattern(
        self, subject: Term | None, predicate: Term | None, object: Term | None
    ) -> Iterator[Quad]:
        """The quads of all published graphs that fit, as `pyoxigraph.Store` gives them."""
        self._union  # noqa: B018 (a store that holds nothing says so, instead of knowing no name)
        given = {"s": subject, "p": predicate, "o": object}
        pattern = " ".join(f"?{name}" if term is None else str(term) for name, term in given.items())
        asked = [name for name, term in given.items() if term is None]
        for graph, *terms in self._rows(["graph", *asked], f"{recorded()} GRAPH ?graph {{ {pattern} }}"):
            found = given | dict(zip(asked, terms, strict=True))
            yield _quad(found["s"], found["p"], found["o"], graph)

    def commits(self, record: str | None = None) -> dict[str, Commit]:
        """What was published, by graph: what one record says, or all that are there."""
        about = f"?graph <{VOID}triples> ?quads ; <{SCHEMA}sha256> ?digest"
        rows = self._rows(["graph", "quads", "digest"], recorded(record, about))
        told = sorted((_value(graph), self._number(quads), _value(digest)) for graph, quads, digest in rows)
        return {graph: Commit(graph, quads, digest) for graph, quads, digest in told}

    def held(self, record: str) -> dict[str, int]:
        """How many statements each graph of a record holds by now; one that is missing isn't named."""
        where = f"{recorded(record)} GRAPH ?graph {{ ?s ?p ?o }}"
        rows = self._rows(["graph", "held"], where, count="held")
        return {_value(graph): self._number(held) for graph, held in rows}

    def fetch(self) -> Store:
        """All that was published, each graph under its name, as a store in memory."""
        commits = self.commits()
        if not commits:
            raise self._nothing()
        store = Store()
        for batch in _batches(commits.values()):
            store.bulk_extend(self._quads(batch))
        for commit in commits.values():
            held = sum(1 for _ in store.quads_for_pattern(None, None, None, NamedNode(commit.graph)))
            if held != commit.quads:
                raise self._endpoint.wrong(
                    f"gives {held} of the {commit.quads} statements of <{commit.graph}>: it cuts its "
                    "answers, or somebody changed the graph; publish it again"
                )
        return store

    def _quads(self, batch: list[Commit]) -> Iterator[Quad]:
        """The quads of some graphs; of one that is longer than a batch by the Graph Store protocol."""
        if batch[0].quads > _BATCH and self.address.graphs:
            name = NamedNode(batch[0].graph)
            for triple in self._endpoint.graph(name.value):
                yield Quad(triple.subject, triple.predicate, triple.object, name)
            return
        names = " ".join(str(NamedNode(commit.graph)) for commit in batch)
        where = f"VALUES ?graph {{ {names} }} GRAPH ?graph {{ ?s ?p ?o }}"
        for graph, subject, predicate, object in self._rows(["graph", "s", "p", "o"], where):
            yield _quad(subject, predicate, object, graph)

    def _rows(self, names: Sequence[str], where: str, *, count: str = "") -> list[Row]:
        """The rows of a question of our own, which names its graphs itself; `count` of them by graph."""
        variables = (f"(COUNT(*) AS ?{name})" if name == count else f"?{name}" for name in names)
        query = f"SELECT {' '.join(variables)} WHERE {{ {where} }} {'GROUP BY ?graph' if count else ''}"
        found, rows = self._endpoint.select(query, {})
        if found != tuple(names):
            raise self._endpoint.wrong(
                f"answers {' '.join(found) or 'nothing'} and was asked {' '.join(names)}"
            )
        self._endpoint.check_whole("", query, {}, len(rows))
        return rows

    def _number(self, term: Term | None) -> int:
        if not _value(term).isdecimal():
            raise self._endpoint.wrong(
                f"has a record with {_value(term)!r} as a number; publish again to mend it"
            )
        return int(_value(term))

    @cached_property
    def _union(self) -> Mapping[str, str]:
        """The parameters with which this store asks the union of all named graphs."""
        query = f"SELECT ?graph WHERE {{ {_about('?record')} }} LIMIT 1"
        for parameters in _UNIONS:
            try:
                if self._endpoint.select(query, parameters)[1]:
                    return parameters
            except QueryError:  # the store takes no such parameter
                continue
        if not self.commits():
            raise self._nothing()
        raise self._endpoint.wrong("can't be asked about all its graphs at once; export them to ask the file")

    def _nothing(self) -> GraphError:
        return GraphError(
            f"{self.address}: holds no graph that sanctiongraph published; to publish one, use "
            f"`sanctiongraph build NEWS --store {self.address}`"
        )


def recorded(record: str | None = None, more: str = "") -> str:
    """The pattern that binds ``?graph`` to each graph that a record names, or any record; `more` of it there.

    >>> recorded("http://ex.org/r").split()[:3]
    ['GRAPH', '<http://ex.org/r>', '{']
    """
    name = str(NamedNode(record)) if record else "?record"
    return f"GRAPH {name} {{ {_about(name)} {more} }}"


def _about(record: str) -> str:
    return f"{record} <{RDF}type> <{VOID}DatasetDescription> ; <{DCTERMS}hasPart> ?graph ."


def _batches(commits: Iterable[Commit]) -> Iterator[list[Commit]]:
    """Graphs that can be fetched at once."""
    batch: list[Commit] = []
    for commit in commits:
        if batch and sum(one.quads for one in batch) + commit.quads > _BATCH:
            yield batch
            batch = []
        batch.append(commit)
    if batch:
        yield batch


def _value(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _quad(subject: Term | None, predicate: Term | None, object: Term | None, graph: Term | None) -> Quad:
    """A quad of terms that a store gave; GraphError for what can't be one."""
    if not isinstance(subject, NamedNode | BlankNode) or not isinstance(graph, NamedNode):
        raise GraphError(f"{subject}: not what a statement can be about")
    if not isinstance(predicate, NamedNode) or object is None:
        raise GraphError(f"{predicate}: not what a statement can say")
    return Quad(subject, predicate, object, graph)
