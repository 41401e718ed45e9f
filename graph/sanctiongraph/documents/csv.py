"""Read a CSV file: a header that names the columns, then one document a row."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from sanctiongraph.documents.cleaning import one_line
from sanctiongraph.documents.decoding import MOST_BYTES, lines
from sanctiongraph.documents.draft import Draft
from sanctiongraph.documents.rows import column, draft
from sanctiongraph.errors import DocumentError

__all__ = ["rows"]

_DELIMITERS = ",;\t|"


def rows(source: str, path: Path, columns: Mapping[str, str]) -> Iterator[tuple[int, Draft | DocumentError]]:
    """Each row with the number of the line it starts on: a draft, or why it is none.

    Columns are parted by commas, semicolons, tabs or bars, whichever gives a column of text.
    Raises DocumentError if none does.
    """
    # The limit holds for the whole process: it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), min(MOST_BYTES, sys.maxsize)))
    text = lines(source, path, end="")
    first = next(text, "")
    if not first.strip():
        raise DocumentError(source, "empty" if not first else "the first line names no columns")
    delimiter, header = _header(source, first, columns)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    number = 2
    while (record := _next(f"{source}:{number}", reader)) is not None:
        if record:
            yield number, _row(f"{source}:{number}", header, record, columns)
        number = reader.line_num + 2


def _header(source: str, first: str, columns: Mapping[str, str]) -> tuple[str, list[str]]:
    found = [(mark, _names(first, mark)) for mark in _DELIMITERS]
    for mark, names in found:
        if column("text", columns, names) in names:
            return mark, names
    present, wanted = max((names for _, names in found), key=len), column("text", columns, ())
    raise DocumentError(
        source, f"no column {wanted!r}; the columns are {', '.join(present)} (--column text=NAME)"
    )


def _names(line: str, delimiter: str) -> list[str]:
    try:
        names = next(csv.reader([line], delimiter=delimiter))
    except csv.Error:
        return []
    return [one_line(name) or "" for name in names]


def _next(place: str, reader: Iterator[list[str]]) -> list[str] | DocumentError | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        return DocumentError(place, f"broken CSV: {error}")


def _row(
    place: str, header: list[str], record: list[str] | DocumentError, columns: Mapping[str, str]
) -> Draft | DocumentError:
    if isinstance(record, DocumentError):
        return record
    if len(record) < len(header) or any(record[len(header) :]):
        return DocumentError(place, f"{len(record)} fields where the header names {len(header)}")
    try:
        "".join(record).encode("utf-8")
        return draft(place, dict(zip(header, record, strict=False)), columns)
    except UnicodeEncodeError:
        return DocumentError(place, "bytes that are no text in the encoding of the file")
    except DocumentError as error:
        return error
