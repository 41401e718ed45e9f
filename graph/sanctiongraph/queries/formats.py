"""Write an answer down: a table of writers by suffix, for spreadsheets, for programs and for people.

Texts come from the web. JSON (SPARQL results) and Turtle are for programs and exact. CSV and TSV are opened
in spreadsheets, which run a cell that begins like a formula: a text that begins with ``=``, ``+``, ``-``,
``@`` or their wide forms, also behind spaces and characters that are not seen, or with a tab or a line end,
gets an apostrophe in front; numbers are left alone. In xlsx such a text needs none: its cell is of type text.
Markdown is escaped, so that a text is shown and never obeyed.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize
from xlsxwriter import Workbook

from sanctiongraph.errors import OutputError, QueryError
from sanctiongraph.outputs import is_formula, write_bytes
from sanctiongraph.queries.results import Plain, Result, Term
from sanctiongraph.vocab import PREFIXES, XSD

__all__ = ["WRITERS", "as_csv", "as_json", "as_markdown", "as_tsv", "as_turtle", "as_xlsx", "write"]

_MARKUP = re.compile(r"[\\`*_{}\[\]()#+\-.!|~<>&:@$^=\"']")
_NEVER_XML = re.compile("[\ufffe\uffff]")
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_575
_LARGEST_NUMBER = 10**15
"""From here on a spreadsheet rounds."""
_CREATED = datetime(2000, 1, 1)
"""When a workbook says it was made: the same answer gives the same bytes."""


def write(result: Result, path: Path, suffix: str | None = None) -> None:
    """Writes the answer to a file, whole or not at all, in the format of this suffix, else of the file's.

    Raises OutputError for an unknown format and for a file that can't be written, QueryError for a format
    that can't hold the answer.
    """
    suffix = (suffix or path.suffix).lower()
    if suffix not in WRITERS:
        raise OutputError(f"{path}: unknown format {suffix!r}; known are {' '.join(WRITERS)}")
    write_bytes(path, WRITERS[suffix](result))


def as_csv(result: Result) -> bytes:
    r"""The rows as comma-separated values, for spreadsheets: texts like formulas get an apostrophe.

    >>> from pyoxigraph import Literal
    >>> as_csv(Result(("a", "b"), ((Literal("x, y"), Literal("=1+1")), (Literal(-1), None))))
    b'a,b\r\n"x, y",\'=1+1\r\n-1,\r\n'
    """
    return _separated(result, ",")


def as_tsv(result: Result) -> bytes:
    r"""The same as `as_csv`, separated by tabs; a text with a tab or a line end is quoted.

    >>> from pyoxigraph import Literal
    >>> as_tsv(Result(("a", "b"), ((Literal("x, y"), Literal("1\t2")),)))
    b'a\tb\r\nx, y\t"1\t2"\r\n'
    """
    return _separated(result, "\t")


def as_json(result: Result) -> bytes:
    """The rows, or the yes or no, as SPARQL 1.1 JSON results."""
    _need_rows(result, "SPARQL JSON")
    if result.answer is not None:
        content: dict[str, Any] = {"head": {}, "boolean": result.answer}
    else:
        rows = [
            {
                name: _binding(term)
                for name, term in zip(result.variables, row, strict=True)
                if term is not None
            }
            for row in result.terms
        ]
        content = {"head": {"vars": list(result.variables)}, "results": {"bindings": rows}}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def as_markdown(result: Result) -> bytes:
    r"""The rows as a table in Markdown (GitHub's), a row a line, with nothing in it that acts.

    >>> from pyoxigraph import Literal
    >>> print(as_markdown(Result(("a",), ((Literal("x | *y*"),),))).decode(), end="")
    | a |
    | --- |
    | x \| \*y\* |
    """
    _need_rows(result, "Markdown")
    if result.answer is not None:
        return b"yes\n" if result.answer else b"no\n"
    rows = [[_escaped(_written(value)) for value in row] for row in result.rows]
    lines = [[_escaped(name) for name in result.variables], ["---"] * len(result.variables), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines).encode()


def as_xlsx(result: Result) -> bytes:
    """The rows as a workbook with one sheet; texts are texts whatever they begin with, numbers numbers.

    Raises QueryError for an answer that no sheet can hold: a text of more than 32,767 characters, or more
    than 1,048,575 rows.
    """
    _need_rows(result, "A workbook")
    if len(result.terms) > _MOST_ROWS:
        raise QueryError(f"a sheet has at most {_MOST_ROWS} rows of answers; write csv, or narrow the query")
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _CREATED})
    sheet, text, bold = book.add_worksheet("answer"), book.add_format({"num_format": "@"}), {"bold": True}
    sheet.freeze_panes(1, 0)
    header = result.variables if result.answer is None else ("answer",)
    rows = result.rows if result.answer is None else [(result.answer,)]
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, book.add_format(bold))
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _put(sheet, line, column, value, text)
    book.close()
    return stream.getvalue()


def as_turtle(result: Result) -> bytes:
    """The graph of a CONSTRUCT or DESCRIBE as Turtle."""
    if result.triples is None:
        raise QueryError("Turtle holds a graph: only CONSTRUCT and DESCRIBE make one")
    return serialize(result.triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""


WRITERS: dict[str, Callable[[Result], bytes]] = {
    ".csv": as_csv,
    ".json": as_json,
    ".md": as_markdown,
    ".tsv": as_tsv,
    ".ttl": as_turtle,
    ".xlsx": as_xlsx,
}
"""What writes an answer, by suffix. One line, one format."""


def _need_rows(result: Result, what: str) -> None:
    if result.triples is not None:
        raise QueryError(f"{what} holds rows: the query constructs a graph; write it as Turtle")


def _separated(result: Result, separator: str) -> bytes:
    _need_rows(result, "A table")
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    if result.answer is not None:
        writer.writerow([_written(result.answer)])
    else:
        writer.writerow(result.variables)
        writer.writerows([_harmless(value) for value in row] for row in result.rows)
    return file.getvalue().encode()


def _harmless(value: Plain) -> str:
    written = _written(value)
    return f"'{written}" if isinstance(value, str) and is_formula(written) else written


def _written(value: Plain) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _escaped(text: str) -> str:
    """Text in a cell of Markdown: in one line, its marks escaped, what is not seen shown as U+FFFD."""
    line = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))
    return _MARKUP.sub(lambda match: _ENTITIES.get(match[0]) or f"\\{match[0]}", line)


_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def _put(sheet: Any, line: int, column: int, value: Plain, text: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, int | Decimal) and -_LARGEST_NUMBER < value < _LARGEST_NUMBER:
        sheet.write_number(line, column, value)
    elif value is not None:
        written = _NEVER_XML.sub("\ufffd", str(value))
        if len(written.encode("utf-16-le")) // 2 > _LONGEST_CELL:
            raise QueryError(f"a cell of a sheet has at most {_LONGEST_CELL} characters; write csv or json")
        sheet.write_string(line, column, written, text)


def _binding(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _binding(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == XSD + "string":
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
