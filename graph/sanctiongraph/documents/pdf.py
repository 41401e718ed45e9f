"""Read a PDF file: the text of its pages, joined to paragraphs."""

from __future__ import annotations

import binascii
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import pypdf
from pypdf.errors import DependencyError, PyPdfError

from sanctiongraph.documents.cleaning import clean, one_line
from sanctiongraph.documents.draft import Draft
from sanctiongraph.documents.quiet import quiet
from sanctiongraph.documents.wrapping import paragraphs
from sanctiongraph.errors import DocumentError

__all__ = ["read"]

_DAMAGE = (
    PyPdfError,
    DependencyError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    binascii.Error,
    struct.error,
    zlib.error,
)
"""pypdf names only some of the ways in which a damaged file makes it stumble."""

_HEADER_WITHIN = 1024
_TITLE_WITHIN = 4000
_OBJECT = re.compile(rb"\d\s+obj\b")
_PAGE_NUMBER = re.compile(r"(?:page\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def read(source: str, data: bytes) -> Draft:
    """The text of all pages, without running heads; title and author where the text bears them out.

    The dates in a PDF are those of the file, not of publication: they are not used. Raises
    DocumentError for what is no PDF, truncated, damaged, locked or without text.
    """
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise DocumentError(source, "not a PDF file")
    if _truncated(data):
        raise DocumentError(source, "a truncated PDF: its end is missing")
    try:
        with quiet("pypdf"):
            pages, facts = _pages(source, data)
    except _DAMAGE as error:
        detail = one_line(str(error)) or type(error).__name__
        raise DocumentError(source, f"a damaged PDF: {detail}") from error
    text = "\n\n".join(paragraphs(_body(pages)))
    if not text:
        raise DocumentError(source, "no text in it; a scanned PDF needs text recognition first")
    return Draft(text=text, title=_borne_out(facts[0], text), author=_borne_out(facts[1], text))


def _truncated(data: bytes) -> bool:
    """No end marker at all, or objects after the last: a file cut in the middle."""
    end = data.rfind(b"%%EOF")
    return end < 0 or _OBJECT.search(data, end) is not None


def _pages(source: str, data: bytes) -> tuple[list[list[str]], tuple[str | None, str | None]]:
    reader = pypdf.PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError(source, "a PDF locked with a password")
    pages = [clean(page.extract_text()).strip().split("\n") for page in reader.pages]
    facts = reader.metadata
    return pages, (facts.title, facts.author) if facts else (None, None)


def _body(pages: list[list[str]]) -> Iterator[str]:
    """The lines of all pages but for page numbers and what stands at the edge of every page."""
    edges = Counter(edge for page in pages for edge in {_edge(page[0]), _edge(page[-1])})
    running = {edge for edge, times in edges.items() if times == len(pages) > 1}
    for page in pages:
        while page and _is_running(page[0], running):
            page = page[1:]
        while page and _is_running(page[-1], running):
            page = page[:-1]
        yield from page


def _edge(line: str) -> str:
    return _DIGITS.sub("#", " ".join(line.split()))


def _is_running(line: str, running: set[str]) -> bool:
    return _edge(line) in running or not line.strip() or bool(_PAGE_NUMBER.fullmatch(line.strip()))


def _borne_out(value: object, text: str) -> str | None:
    """A property of the file only if the text says it too: most are left-overs of templates."""
    line = one_line(value)
    beginning = " ".join(text[:_TITLE_WITHIN].split()).casefold()
    return line if line and line.casefold() in beginning else None
