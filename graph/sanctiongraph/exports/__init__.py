"""Carry a graph away: a table of writers by suffix, each giving the same bytes for the same graph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Store

from sanctiongraph.errors import OutputError
from sanctiongraph.exports.formats import write_jsonld, write_nquads, write_ntriples, write_rdfxml
from sanctiongraph.exports.turtle import write_trig, write_turtle
from sanctiongraph.outputs import whole
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
            with whole(target) as stream:
                writer(store, stream, base)
        else:
            writer(store, target, base)
    except (OSError, ValueError) as error:
        # What an OSError says in full would name the file beside.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise OutputError(f"{target}: can't be written: {' '.join(reason.split())}") from error
