"""Read JSON Lines: one object a line, one document an object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from sanctiongraph.documents.decoding import lines
from sanctiongraph.documents.draft import Draft
from sanctiongraph.documents.rows import draft
from sanctiongraph.errors import DocumentError

__all__ = ["rows"]


def rows(source: str, path: Path, columns: Mapping[str, str]) -> Iterator[tuple[int, Draft | DocumentError]]:
    """Each row with the number of its line: a draft, or why it is none.

    Raises DocumentError if the file is not JSON Lines at all.
    """
    for number, line in enumerate(lines(source, path, end="\n"), 1):
        if number == 1 and line.strip() in ("[", "{"):
            raise DocumentError(source, "one JSON value over many lines; JSON Lines has one object a line")
        if line.strip():
            yield number, _row(f"{source}:{number}", line, columns)


def _row(place: str, line: str, columns: Mapping[str, str]) -> Draft | DocumentError:
    try:
        line.encode("utf-8")
        value = json.loads(line)
    except UnicodeEncodeError:
        return DocumentError(place, "bytes that are no text in the encoding of the file")
    except (ValueError, RecursionError) as error:
        return DocumentError(place, f"broken JSON: {str(error).lower()}")
    if not isinstance(value, dict):
        return DocumentError(place, f"not an object but of type {type(value).__name__}")
    try:
        return draft(place, value, columns)
    except DocumentError as error:
        return error
