"""Carry a graph away: a table of writers by suffix, each giving the same bytes for the same graph."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Store

from sanctiongraph.errors import OutputError
from sanctiongraph.exports.formats import write_jsonld, write_nquads, write_ntriples, write_rdfxml
from sanctiongraph.exports.turtle import write_trig, write_turtle
from sanctiongraph.vocab import BASE

__all__ = ["WRITERS", "write"]

WRITERS: dict[str, Callable[[Store, BinaryIO, str], None]] = {
    ".jsonld": write_jsonld,
    ".nq": write_nquads,
    ".nt": write_ntriples,
    ".rdf": write_rdfxml,
    ".trig": write_trig,
    ".ttl": write_turtle,
    ".xml": write_rdfxml,
}
"""What writes a format, by its suffix: a function of store, open file and base. One line, one format."""


def write(store: Store, target: Path | BinaryIO, format: str | None = None, *, base: str = BASE) -> None:
    """Writes the graph to a path or a binary stream, in the format of this suffix, else of the path's.

    Formats without named graphs get the union of all graphs. A file appears complete or not at
    all: it is written beside its place, synced and renamed. `base` shortens IRIs in Turtle and
    TriG. Raises OutputError for an unknown format and for whatever goes wrong in writing.

    >>> import io
    >>> stream = io.BytesIO()
    >>> write(Store(), stream, ".nt")
    >>> stream.getvalue()
    b''
    """
    suffix = (format or (target.suffix if isinstance(target, Path) else "")).lower()
    writer = WRITERS.get(suffix)
    if writer is None:
        raise OutputError(f"{target}: unknown format {suffix!r}; known are {' '.join(WRITERS)}")
    try:
        if isinstance(target, Path):
            _write_file(target, lambda stream: writer(store, stream, base))
        else:
            writer(store, target, base)
    except (OSError, ValueError) as error:
        # What an OSError says in full would name the file beside.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise OutputError(f"{target}: can't be written: {' '.join(reason.split())}") from error


def _write_file(path: Path, write_to: Callable[[BinaryIO], None]) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            write_to(stream)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """A rename outlives a power cut only once its folder is on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
