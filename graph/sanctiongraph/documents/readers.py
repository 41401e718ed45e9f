"""The table of readers by suffix, and the one place where errors become `Skipped`."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from sanctiongraph.documents.cleaning import safe_id, tidy
from sanctiongraph.documents.decoding import MOST_BYTES
from sanctiongraph.documents.draft import Draft
from sanctiongraph.documents.wording import reason, shown
from sanctiongraph.errors import DocumentError
from sanctiongraph.model import Document, Skipped

__all__ = ["READERS", "SUFFIXES", "is_table", "load"]


class Reader(NamedTuple):
    """Where the reader of a format is: a module of this room, loaded when first needed.

    The module of a table has ``rows(source, path, columns) -> Iterator[tuple[int, Draft |
    DocumentError]]`` with the line of each row, any other ``read(source, data) -> Draft``.
    """

    module: str
    table: bool = False


READERS = {
    ".txt": Reader("plain"),
    ".md": Reader("markdown"),
    ".html": Reader("html"),
    ".htm": Reader("html"),
    ".pdf": Reader("pdf"),
    ".docx": Reader("word"),
    ".jsonl": Reader("jsonl", table=True),
    ".csv": Reader("csv", table=True),
}
SUFFIXES = tuple(READERS)
"""The suffixes that can be read, in lower case."""

_NONE: Mapping[str, str] = {}

Row = tuple[int, Draft | DocumentError]
"""The number of a line, and what stands on it."""


def is_table(path: Path) -> bool:
    """Whether the file holds many documents, one a row, going by its suffix.

    >>> is_table(Path("news.CSV")), is_table(Path("news.txt"))
    (True, False)
    """
    suffix = path.suffix.lower()
    return suffix in READERS and READERS[suffix].table


def load(path: Path, *, columns: Mapping[str, str] = _NONE) -> Iterator[Document | Skipped]:
    """The documents of one file, and why what is no document is none; never raises for a file.

    `columns` names the column of a table that holds a field, where it isn't called like the
    field itself: ``{"text": "body"}`` for any of id, date, title, text, url, publisher, author.
    Tables are streamed row by row, in constant memory.
    """
    for item in _items(path, columns):
        yield Skipped(item.source, item.reason) if isinstance(item, DocumentError) else item


def _items(path: Path, columns: Mapping[str, str]) -> Iterator[Document | DocumentError]:
    source = shown(Path(path.name))
    try:
        reader = _reader(source, path)
        module = import_module(f"sanctiongraph.documents.{reader.module}")
        if reader.table:
            yield from _rows(source, module.rows(source, path, columns))
        else:
            draft: Draft = module.read(source, _bytes(source, path))
            yield replace(draft, text=tidy(draft.text)).document(source, safe_id(path.name))
    except DocumentError as error:
        yield error
    except OSError as error:
        yield DocumentError(source, reason(error))


def _reader(source: str, path: Path) -> Reader:
    """The reader for a regular file: a pipe or a device would let a read wait for ever."""
    try:
        mode = path.stat().st_mode
    except ValueError as error:  # a NUL in the name
        raise DocumentError(source, reason(error)) from error
    if not stat.S_ISREG(mode):
        raise DocumentError(source, "a folder, not a file" if stat.S_ISDIR(mode) else "not a regular file")
    if path.suffix.lower() not in READERS:
        raise DocumentError(source, f"unknown suffix; allowed are {' '.join(SUFFIXES)}")
    return READERS[path.suffix.lower()]


def _rows(source: str, rows: Iterable[Row]) -> Iterator[Document | DocumentError]:
    line = 0
    for line, row in rows:
        place = f"{source}:{line}"
        try:
            yield row if isinstance(row, DocumentError) else row.document(place, place)
        except DocumentError as error:
            yield error
    if not line:
        raise DocumentError(source, "empty")


def _bytes(source: str, path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise DocumentError(source, f"larger than {MOST_BYTES // 2**20} MB")
    if not data.strip(b"\0\t\n\v\f\r "):
        raise DocumentError(source, "empty")
    return data
