"""Tables for spreadsheets and Gephi: two files of CSV, in which no cell is a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from sanctiongraph.exports.archives import archive, cell, csv_line
from sanctiongraph.exports.rows import EDGE, NODE, Row, edges, nodes
from sanctiongraph.exports.source import Source
from sanctiongraph.outputs import is_formula

__all__ = ["write_csv"]


def write_csv(source: Source, stream: BinaryIO) -> None:
    """A ZIP archive of ``nodes.csv`` and ``edges.csv``: RFC 4180, UTF-8, a first line of names.

    Keeps the columns of `rows.NODE` and `rows.EDGE`; lists are one text. Loses what GraphML loses. A text
    that a spreadsheet would run (see `outputs.is_formula`) gets an apostrophe before it; so does one that has
    such apostrophes already, and taking one off gives every text back.
    """
    known = source.knowledge
    archive(stream, {"nodes.csv": _table(NODE, nodes(known)), "edges.csv": _table(EDGE, edges(known))})


def _table(columns: Mapping[str, type], rows: Iterable[Row]) -> Iterator[bytes]:
    yield csv_line(columns, end="\r\n")
    for row in rows:
        yield csv_line((_harmless(cell(row.get(name))) for name in columns), end="\r\n")


def _harmless(text: str) -> str:
    """The text with an apostrophe where a spreadsheet would run it.

    >>> _harmless(" =cmd()"), _harmless("'=cmd()"), _harmless("O'Neill")
    ("' =cmd()", "''=cmd()", "O'Neill")
    """
    return f"'{text}" if is_formula(text.lstrip("'")) else text
