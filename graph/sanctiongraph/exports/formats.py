"""The formats for machines: N-Triples, N-Quads and RDF/XML, sorted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from sanctiongraph.exports.source import Source
from sanctiongraph.vocab import PREFIXES

__all__ = ["sorted_lines", "write_nquads", "write_ntriples", "write_rdfxml"]

_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_ENDS_IN_NAME = re.compile(r"[^\W\d][\w.-]*$")


def write_ntriples(source: Source, stream: BinaryIO) -> None:
    """N-Triples, one statement a line. Keeps every statement; loses which graph says it."""
    stream.writelines(sorted_lines((quad.triple for quad in source.store), RdfFormat.N_TRIPLES))


def write_nquads(source: Source, stream: BinaryIO) -> None:
    """N-Quads, one statement a line, with its graph. Keeps everything; loses nothing."""
    stream.writelines(sorted_lines(source.store, RdfFormat.N_QUADS))


def write_rdfxml(source: Source, stream: BinaryIO) -> None:
    """RDF/XML. Keeps every statement; loses which graph says it.

    Raises ValueError for what XML can't hold: a control character in a text, and a property whose IRI
    doesn't end in a name, because an element must have one.
    """
    triples = sorted({quad.triple for quad in source.store}, key=str)
    for property_ in sorted({triple.predicate.value for triple in triples}):
        if not _ENDS_IN_NAME.search(property_):
            raise ValueError(f"the property <{property_}> ends in no name, which RDF/XML needs")
    written = serialize(triples, format=RdfFormat.RDF_XML, prefixes=PREFIXES) or b""
    if _NOT_XML.search(written):
        raise ValueError("a text has a control character, which RDF/XML can't hold; other formats can")
    # An XML reader takes a bare carriage return for a line feed.
    stream.write(written.replace(b"\r", b"&#13;"))


def sorted_lines(statements: Iterable[Triple] | Iterable[Quad], format: RdfFormat) -> list[bytes]:
    """The statements as lines of N-Triples or N-Quads, sorted, each once."""
    lines = (serialize(statements, format=format) or b"").split(b"\n")
    return [line + b"\n" for line in sorted(set(lines)) if line]
