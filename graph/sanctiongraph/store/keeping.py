"""Keep a graph up to date in a store, whether that is a folder or elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol, Self

from pyoxigraph import NamedNode, Store

from sanctiongraph.store.address import Address, Place
from sanctiongraph.store.commits import changes
from sanctiongraph.store.folder import commits, load, open_store, remove, replace
from sanctiongraph.store.publishing import Published

__all__ = ["Keeper", "keeper"]


class Keeper(Protocol):
    """Keeps a graph. Entering proves that it can be written; leaving lets go of it."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def update(self, graph: Store) -> None:
        """Makes the store hold this graph: what did not change, document by document, is left alone."""


def keeper(place: Place, base: str) -> Keeper:
    """The keeper for a folder or for the address of a store; what it keeps has its IRIs under `base`.

    Raises OutputError for a folder that can't be written and for an address that can't, GraphError for a
    folder that is damaged, and StoreError for credentials that can't be used.
    """
    return Published(place, base) if isinstance(place, Address) else _Folder(place)


class _Folder:
    """A store folder, locked for writing from the beginning of a run to its end.

    A new one that was given nothing by the end is removed again.
    """

    def __init__(self, path: Path) -> None:
        self._new, self._given = not path.exists(), False
        self._path, self._store = path, open_store(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._new and not self._given:
            shutil.rmtree(self._path)

    def update(self, graph: Store) -> None:
        self._given, before = True, commits(self._path)
        if not before:
            load(self._store, graph, folder=self._path)
            return
        change = changes(before, graph)
        for name in change.gone:
            remove(self._store, name, folder=self._path)
        for commit in change.written:
            quads = graph.quads_for_pattern(None, None, None, NamedNode(commit.graph))
            replace(self._store, commit.graph, quads, folder=self._path)
