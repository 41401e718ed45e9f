"""Read graphs: files of every usual format, store folders and stores elsewhere, without writing to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from sanctiongraph.errors import GraphError
from sanctiongraph.store.address import Address, Place
from sanctiongraph.store.folder import OXIGRAPH
from sanctiongraph.store.remote import Remote

__all__ = ["SUFFIXES", "graph_in", "open_graph", "read_graph", "snapshot"]

SUFFIXES = {
    ".jsonld": RdfFormat.JSON_LD,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".xml": RdfFormat.RDF_XML,
}
"""The format of a graph file by its suffix."""

_BUILT = "graph.trig"
"""What a build calls the graph in its output folder."""

_PROLOG = re.compile(rb"(?s)(?:\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->)*+")
_ROOT = re.compile(rb"<[A-Za-z_:]")
_PROLOG_BYTES = 1 << 20


def read_graph(places: Place | Iterable[Place]) -> Store:
    """One store that holds what all the places hold; a Turtle file goes into its default graph.

    A place is a file (see `SUFFIXES`), the output folder of a build, a store folder, or the address of a
    store elsewhere, of which what sanctiongraph published there is fetched. One store folder alone is opened
    read-only, everything else is read into memory. Blank nodes of different files stay apart. What a file
    names is never fetched. Raises GraphError, one line with file and line number, for what can't be read,
    and StoreError as `Remote` does.
    """
    places = _listed(places)
    if len(places) == 1 and isinstance(places[0], Path) and places[0].is_dir():
        return _open_folder(places[0])
    store = Store()
    for place in places:
        if isinstance(place, Address):
            with Remote(place) as remote:
                store.bulk_extend(remote.fetch())
        elif place.is_dir():
            store.bulk_extend(_open_folder(place))
        else:
            _load_file(store, place)
    return store


def open_graph(places: Place | Iterable[Place]) -> Store | Remote:
    """What can be asked of these places: a store elsewhere, where it alone is named, else as `read_graph`."""
    places = _listed(places)
    if len(places) == 1 and isinstance(places[0], Address):
        return Remote(places[0])
    return read_graph(places)


def snapshot(paths: Iterable[Path], folder: Path) -> None:
    """Makes `folder` a store of its own that holds what the paths hold now, for others to read.

    Of a store folder on the same disk it shares the files, which takes milliseconds. Raises GraphError
    as `read_graph` does, and where the folder can't be written.
    """
    paths = [graph_in(path) for path in paths]
    graph = read_graph(paths)
    try:
        if len(paths) == 1 and paths[0].is_dir():
            graph.backup(str(folder))
        else:
            copy = Store(str(folder))
            copy.bulk_extend(graph)
            copy.flush()
    except OSError as error:
        raise GraphError(f"{folder}: no copy of the graph could be made: {_line(error)}") from error


def _listed(places: Place | Iterable[Place]) -> list[Place]:
    listed = [places] if isinstance(places, Path | Address) else places
    return [graph_in(place) if isinstance(place, Path) else place for place in listed]


def graph_in(path: Path) -> Path:
    """The graph that a build left in a folder, else the path itself.

    >>> graph_in(Path("news.ttl"))
    PosixPath('news.ttl')
    """
    built = path / _BUILT
    return built if built.is_file() else path


def _open_folder(folder: Path) -> Store:
    place = next((p for p in (folder / OXIGRAPH, folder) if (p / "CURRENT").is_file()), None)
    if place is None:
        raise GraphError(f"{folder}: holds no {_BUILT} and no graph store")
    try:
        return Store.read_only(str(place))
    except OSError as error:
        raise GraphError(f"{folder}: the store can't be opened: {_line(error)}") from error


def _load_file(store: Store, path: Path) -> None:
    format = SUFFIXES.get(path.suffix.lower())
    if not path.exists():
        raise GraphError(f"{path}: no such file or folder")
    if format is None:
        raise GraphError(f"{path}: unknown format {path.suffix!r}; known are {' '.join(SUFFIXES)}")
    try:
        if format == RdfFormat.RDF_XML:
            _refuse_doctype(path)
        store.bulk_load(path=str(path), format=format)
    except SyntaxError as error:
        raise GraphError(f"{path}{f':{error.lineno}' if error.lineno else ''}: {_reason(error)}") from error
    except (OSError, ValueError) as error:
        raise GraphError(f"{path}: can't be read: {_line(error)}") from error


def _refuse_doctype(path: Path) -> None:
    """Entities declared in a DOCTYPE can blow a few bytes up to gigabytes: no RDF needs one."""
    with path.open("rb") as file:
        head = file.read(_PROLOG_BYTES)
    prolog = _PROLOG.match(head)
    rest = head[prolog.end() :] if prolog else head
    if rest[:9].upper() == b"<!DOCTYPE":
        raise GraphError(f"{path}: has a DOCTYPE, which is refused in RDF/XML")
    if not _ROOT.match(rest):
        raise GraphError(f"{path}: no XML element at the start of the file")


def _reason(error: SyntaxError) -> str:
    return re.sub(r"^(Parser )?error at (line )?\d+.*?: ", "", " ".join(str(error.msg).split()))


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
