"""Write graphs to a store so that nothing acknowledged is lost, and prove it afterwards.

A store folder holds the Oxigraph store (``oxigraph/``) and beside it ``commits.jsonl``: a line
for each graph committed, with the number and the digest of its quads. Data is flushed first,
its line is written and synced second, and only then does a function return. A store that lost
something therefore contradicts its own commits, and `check` says so.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from sanctiongraph.errors import GraphError, OutputError
from sanctiongraph.outputs import sync
from sanctiongraph.store.commits import Commit, committed

__all__ = ["OXIGRAPH", "check", "commits", "load", "open_store", "remove", "replace"]

OXIGRAPH = "oxigraph"
_COMMITS = "commits.jsonl"
_NEXT = "#next"
"""Ends the name of the graph in which a document's new quads wait to replace the old ones."""

_LOCKED = re.compile(r"IO error: (lock hold|While lock file)")


def open_store(path: Path | None = None) -> Store:
    """A store to write to: in memory, or in a folder, which is made if need be.

    A folder has one writer: it is locked until the store is let go of. Raises OutputError if
    somebody else writes to it, it can't be written or it holds other things and no store, and
    GraphError if it is damaged.
    """
    if path is None:
        return Store()
    try:
        if path.is_dir() and not (path / OXIGRAPH).is_dir() and any(path.iterdir()):
            raise OutputError(f"{path}: holds other files and no graph store; name a new or an empty folder")
        (path / OXIGRAPH).mkdir(parents=True, exist_ok=True)
        store = Store(str(path / OXIGRAPH))
    except OSError as error:
        raise _not_opened(path, error) from error
    _drop_unfinished(store)
    return store


def load(store: Store, quads: Iterable[Quad], *, folder: Path | None = None) -> int:
    """Adds quads in bulk and returns how many the store holds; `folder` is where the store lives.

    With a folder, all is on disk when this returns, and each graph it touched has its commit.
    Raises OutputError when the disk is full or can't be written.

    >>> load(open_store(), [])
    0
    """
    touched: set[NamedNode | DefaultGraph] = set()
    try:
        store.bulk_extend(_noting(quads, touched))
        _acknowledge(store, touched, folder)
    except OSError as error:
        raise OutputError(f"{folder or 'memory'}: the store can't be written: {_line(error)}") from error
    return len(store)


def replace(store: Store, graph: str, quads: Iterable[Quad], *, folder: Path | None = None) -> None:
    """Makes `graph` hold these quads and no others, in one transaction: a reader sees old or new.

    Raises GraphError if a quad belongs to another graph, OutputError if the disk can't be written.
    """
    target, waiting = NamedNode(graph), NamedNode(graph + _NEXT)
    moved = [Quad(quad.subject, quad.predicate, quad.object, waiting) for quad in _of_graph(quads, target)]
    try:
        store.remove_graph(waiting)
        store.extend(moved)
        # Texts never become part of the update: it names two graphs.
        store.update(f"MOVE SILENT {waiting} TO {target}" if moved else f"DROP SILENT GRAPH {target}")
        _acknowledge(store, {target}, folder)
    except OSError as error:
        raise OutputError(f"{folder or 'memory'}: the store can't be written: {_line(error)}") from error


def remove(store: Store, graph: str, *, folder: Path | None = None) -> None:
    """Removes a graph with all it says: what a retracted document needs."""
    replace(store, graph, (), folder=folder)


def commits(folder: Path) -> dict[str, Commit]:
    """The last commit of each graph of a store folder, sorted by graph; removed graphs are left out.

    A last line that was cut short is left out too: nobody was told that it was written.
    """
    found: dict[str, Commit] = {}
    for line in _lines(folder / _COMMITS):
        try:
            commit = Commit(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise GraphError(f"{folder / _COMMITS}: damaged: {line[:80]!r}") from error
        found[commit.graph] = commit
    return {graph: found[graph] for graph in sorted(found) if found[graph].quads}


def check(folder: Path) -> list[str]:
    """Recounts and rehashes every graph of a store folder; one line for each that isn't as committed.

    Raises GraphError where the store can't even be opened.
    """
    try:
        store = Store.read_only(str(folder / OXIGRAPH))
        held = {commit.graph: commit for commit in _held(store)}
    except OSError as error:
        raise GraphError(f"{folder}: the store can't be opened: {_line(error)}") from error
    meant = commits(folder)
    problems = (_problem(graph, meant.get(graph), held.get(graph)) for graph in sorted({*meant, *held}))
    return [problem for problem in problems if problem]


def _problem(graph: str, meant: Commit | None, held: Commit | None) -> str | None:
    if meant is None:
        return f"<{graph}>: was never committed"
    if held is None:
        return f"<{graph}>: is lost; {meant.quads} quads were committed"
    if meant.quads != held.quads:
        return f"<{graph}>: holds {held.quads} quads; {meant.quads} were committed"
    return None if meant == held else f"<{graph}>: holds other quads than were committed"


def _not_opened(path: Path, error: OSError) -> OutputError | GraphError:
    if _LOCKED.match(str(error)):
        return OutputError(f"{path}: another process is writing to this store; wait until it has ended")
    if "Corruption" in str(error):
        return GraphError(f"{path}: the store is damaged: {_line(error)}")
    return OutputError(f"{path}: can't be opened for writing: {_line(error)}")


def _drop_unfinished(store: Store) -> None:
    for graph in list(store.named_graphs()):
        if isinstance(graph, NamedNode) and graph.value.endswith(_NEXT):
            store.remove_graph(graph)


def _noting(quads: Iterable[Quad], touched: set[NamedNode | DefaultGraph]) -> Iterator[Quad]:
    for quad in quads:
        if not isinstance(quad.graph_name, NamedNode | DefaultGraph):
            raise GraphError(f"{quad.graph_name}: a graph must have an IRI")
        touched.add(quad.graph_name)
        yield quad


def _of_graph(quads: Iterable[Quad], graph: NamedNode) -> Iterator[Quad]:
    for quad in quads:
        if quad.graph_name != graph:
            raise GraphError(f"{quad.graph_name}: these quads were to replace the graph {graph}")
        yield quad


def _acknowledge(store: Store, graphs: Iterable[NamedNode | DefaultGraph], folder: Path | None) -> None:
    """Flush, then commit: the order is what makes a commit mean something."""
    if folder is None:
        return
    store.flush()
    written = sorted((committed(store, graph) for graph in graphs), key=lambda commit: commit.graph)
    _append(folder / _COMMITS, [json.dumps(asdict(commit)) for commit in written])


def _held(store: Store) -> Iterator[Commit]:
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode) and not graph.value.endswith(_NEXT):
            yield committed(store, graph)
    default = committed(store, DefaultGraph())
    if default.quads:
        yield default


def _append(path: Path, lines: Iterable[str]) -> None:
    new = not path.exists()
    with path.open("ab+") as file:
        file.truncate(_whole(path))
        file.write("".join(f"{line}\n" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())
    if new:
        sync(path.parent)


def _whole(path: Path) -> int:
    """How many bytes of the file are whole lines: a power cut may leave half a line behind."""
    return path.read_bytes().rfind(b"\n") + 1


def _lines(path: Path) -> list[str]:
    if not path.exists():
        return []
    return path.read_bytes()[: _whole(path)].decode("utf-8", "replace").splitlines()


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
