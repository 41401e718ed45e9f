"""A graph in Python: opened once, then seen as RDF, as a network, as tables or as a map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sanctiongraph import network, page, pipeline, triples
from sanctiongraph.errors import InputError
from sanctiongraph.exports import rdf, rows
from sanctiongraph.model import Knowledge
from sanctiongraph.store import Place, place, read_graph

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store
    from rdflib import Dataset, Graph

    from sanctiongraph.queries import Result

__all__ = ["Map", "OpenGraph", "open"]

_SHOWN = 10
"""How many rows of a table a notebook is shown."""


def open(places: pipeline.Places) -> OpenGraph:
    """Opens the output folder of a build, a store folder, the address of a store, or graph files, joined.

    Files and stores elsewhere are read into memory, a store folder is only read from. Raises GraphError, one
    line with file and line number, for what can't be read, and StoreError for a store that doesn't answer.
    """
    named = [places] if isinstance(places, str | Path) else places
    return OpenGraph([place(one) for one in named])


@dataclass(frozen=True, slots=True)
class Map:
    """The interactive map: `page` is a complete HTML document; a notebook shows it in a frame."""

    page: str = field(repr=False)
    fallback: str = field(repr=False)

    def _repr_html_(self) -> str:
        return page.framed(self.page, self.fallback)


class OpenGraph:
    """A graph that was opened. A notebook shows how much there is in it, and who is in it most.

    Use it in a ``with`` statement, or `close` it, to let go of a store folder; what was handed out before
    (a Dataset, a network) stays as it is. Every attribute raises InputError once it is closed, and
    GraphError where the graph doesn't follow the ontology.
    """

    def __init__(self, paths: Sequence[Place]) -> None:
        self._paths = tuple(paths)
        self._store: Store | None = read_graph(self._paths)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the graph; a second time does nothing."""
        self._store = None
        self.__dict__.pop("knowledge", None)

    @property
    def dataset(self) -> Dataset:
        """The graph with its named graphs, one a document, as an rdflib Dataset over the same store."""
        return rdf.dataset(self._open())

    @property
    def graph(self) -> Graph:
        """What all documents say together, as an rdflib Graph: a copy in memory."""
        return rdf.union(self._open())

    @cached_property
    def knowledge(self) -> Knowledge:
        """The graph as values of `sanctiongraph.model`: entities, and one account a document."""
        return triples.knowledge(self._open())

    def network(self, *, include_isolated: bool = False) -> nx.MultiDiGraph[str]:
        """Actors and the claims between them, as `network.project` describes."""
        return network.project(self._known(), include_isolated=include_isolated)

    def entities(self) -> Any:
        """A row for each entity with the columns of `exports.rows.NODE`.

        A pandas DataFrame where pandas is installed, otherwise a list of dicts.
        """
        return _table(rows.nodes(self._known()), rows.NODE)

    def claims(self) -> Any:
        """A row for each claim with the columns of `exports.rows.CLAIM`; `weight` is its confidence.

        A pandas DataFrame where pandas is installed, otherwise a list of dicts.
        """
        return _table(rows.statements(self._known()), rows.CLAIM)

    def query(self, question: str, **parameters: Any) -> Result:
        """The answer to a ready question by name, or to SPARQL: as `pipeline.query`, which takes the same."""
        self._open()
        return pipeline.query(question, map(str, self._paths), **parameters)

    def map(self) -> Map:
        """The interactive map of all actors and claims."""
        picture = network.picture(self.network())
        return Map(page.map_page(picture), page.claims_table(picture))

    def _repr_html_(self) -> str:
        known = self._known()
        return f"{_counts_table(known)}\n{_actors_table(known)}"

    def __repr__(self) -> str:
        return f"sanctiongraph.open([{', '.join(repr(str(path)) for path in self._paths)}])"

    def _open(self) -> Store:
        if self._store is None:
            raise InputError(f"{self!r} was closed")
        return self._store

    def _known(self) -> Knowledge:
        self._open()
        return self.knowledge


def _table(found: Iterable[rows.Row], columns: Iterable[str]) -> Any:
    told = list(found)
    if find_spec("pandas") is None:
        return told
    return import_module("pandas").DataFrame(told, columns=list(columns))


def _counts_table(knowledge: Knowledge) -> str:
    counts = Counter(str(entity.kind) for entity in knowledge.entities)
    counts += Counter(type(claim).__name__ for _, claim in rows.claims(knowledge))
    counts["Document"] = len(knowledge.accounts)
    return page.table(["what", "how many"], sorted(counts.items()), caption="What the graph holds")


def _actors_table(knowledge: Knowledge) -> str:
    actors = sorted(rows.nodes(knowledge), key=lambda row: (-_number(row["claims"]), str(row["id"])))
    head = ("label", "type", "country", "claims")
    shown = [[rows.flat(row[name]) or "" for name in head] for row in actors[:_SHOWN]]
    return page.table(head, shown, caption="Who has a part in most claims")


def _number(value: rows.Value) -> float:
    return value if isinstance(value, int | float) else 0.0
