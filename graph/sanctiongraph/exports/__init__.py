"""Carry a graph away: a table of writers by suffix, each giving the same bytes for the same graph."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Store

from sanctiongraph.errors import OutputError
from sanctiongraph.exports.formats import write_nquads, write_ntriples, write_rdfxml
from sanctiongraph.exports.gephi import write_gexf, write_graphml
from sanctiongraph.exports.jsonl import write_jsonl
from sanctiongraph.exports.jsonld import write_jsonld
from sanctiongraph.exports.money import write_ftm
from sanctiongraph.exports.neo4j import write_neo4j
from sanctiongraph.exports.parquet import write_parquet
from sanctiongraph.exports.source import Reader, Source
from sanctiongraph.exports.spreadsheets import write_csv
from sanctiongraph.exports.sqlite import write_sqlite
from sanctiongraph.exports.turtle import write_trig, write_turtle
from sanctiongraph.outputs import whole
from sanctiongraph.vocab import BASE

__all__ = ["EXTRAS", "WRITERS", "suffix_of", "write"]

WRITERS: dict[str, Callable[[Source, BinaryIO], None]] = {
    ".ttl": write_turtle,
    ".trig": write_trig,
    ".nt": write_ntriples,
    ".nq": write_nquads,
    ".rdf": write_rdfxml,
    ".xml": write_rdfxml,
    ".jsonld": write_jsonld,
    ".jsonl": write_jsonl,
    ".graphml": write_graphml,
    ".gexf": write_gexf,
    ".csv.zip": write_csv,
    ".parquet.zip": write_parquet,
    ".neo4j.zip": write_neo4j,
    ".sqlite": write_sqlite,
    ".ftm.json": write_ftm,
}
"""What writes a format, by its suffix: a function that says what it keeps and loses. One line, one format."""


EXTRAS = {".parquet.zip": ("pyarrow", "parquet")}
"""Formats that need a library which is not always installed, and the extra that it comes with."""


def write(
    store: Store,
    target: Path | BinaryIO,
    format: str | None = None,
    *,
    base: str = BASE,
    read: Reader | None = None,
) -> None:
    """Writes the graph to a path or a binary stream, in the format of this suffix, else of the path's.

    A file appears complete or not at all: it is written beside its place, synced and renamed. `base`
    shortens IRIs in Turtle, TriG and JSON-LD; `read` gives the values of a store to those formats that
    are no RDF. Raises OutputError for an unknown format and for whatever goes wrong in writing.

    >>> import io
    >>> stream = io.BytesIO()
    >>> write(Store(), stream, ".nt")
    >>> stream.getvalue()
    b''
    """
    writer, source = WRITERS[suffix_of(target, format)], Source(store, base, read)
    try:
        if isinstance(target, Path):
            with whole(target) as stream:
                writer(source, stream)
        else:
            writer(source, target)
    except (OSError, ValueError) as error:
        # What an OSError says in full would name the file beside.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise OutputError(f"{target}: can't be written: {' '.join(reason.split())}") from error


def suffix_of(target: Path | BinaryIO, format: str | None = None) -> str:
    """The suffix in `WRITERS` that decides how a target is written: `format`, else how its name ends.

    Raises OutputError where there is none, and where the library that it needs is not installed.

    >>> suffix_of(Path("GRAPH.CSV.ZIP")), suffix_of(Path("anything"), ".ttl")
    ('.csv.zip', '.ttl')
    """
    name = (format or (target.name if isinstance(target, Path) else "")).lower()
    found = [suffix for suffix in WRITERS if name.endswith(suffix)]
    if not found:
        given = format or (target.suffix if isinstance(target, Path) else "")
        raise OutputError(f"{target}: unknown format {given!r}; known are {' '.join(WRITERS)}")
    suffix = max(found, key=len)
    library, extra = EXTRAS.get(suffix, ("sys", ""))
    if find_spec(library) is None:
        raise OutputError(f"{suffix} needs {library}, which is not installed: sanctiongraph[{extra}] has it")
    return suffix
