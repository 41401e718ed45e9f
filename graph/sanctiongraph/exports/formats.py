"""The formats for machines: N-Triples, N-Quads, JSON-LD and RDF/XML, sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, Store, Triple, serialize

from sanctiongraph.vocab import PREFIXES

__all__ = ["sorted_lines", "write_jsonld", "write_nquads", "write_ntriples", "write_rdfxml"]

_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


def write_ntriples(store: Store, stream: BinaryIO, _base: str) -> None:
    """N-Triples: the union of all graphs, one statement a line."""
    stream.writelines(sorted_lines((quad.triple for quad in store), RdfFormat.N_TRIPLES))


def write_nquads(store: Store, stream: BinaryIO, _base: str) -> None:
    """N-Quads: one statement a line, with its graph."""
    stream.writelines(sorted_lines(store, RdfFormat.N_QUADS))


def write_jsonld(store: Store, stream: BinaryIO, _base: str) -> None:
    """JSON-LD, expanded, with named graphs."""
    serialize(sorted(store, key=_graph_first), stream, RdfFormat.JSON_LD)
    stream.write(b"\n")


def write_rdfxml(store: Store, stream: BinaryIO, _base: str) -> None:
    """RDF/XML: the union of all graphs. Raises ValueError for a character that XML can't hold."""
    triples = sorted({quad.triple for quad in store}, key=str)
    written = serialize(triples, format=RdfFormat.RDF_XML, prefixes=PREFIXES) or b""
    if _NOT_XML.search(written):
        raise ValueError("a text has a control character, which RDF/XML can't hold; other formats can")
    # An XML reader takes a bare carriage return for a line feed.
    stream.write(written.replace(b"\r", b"&#13;"))


def sorted_lines(statements: Iterable[Triple] | Iterable[Quad], format: RdfFormat) -> list[bytes]:
    """The statements as lines of N-Triples or N-Quads, sorted, each once."""
    lines = (serialize(statements, format=format) or b"").split(b"\n")
    return [line + b"\n" for line in sorted(set(lines)) if line]


def _graph_first(quad: Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad.triple)
