"""What a query answers, and how it is written down: CSV, SPARQL JSON, Turtle."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from sanctiongraph.errors import QueryError
from sanctiongraph.vocab import PREFIXES, XSD

__all__ = ["Plain", "Result", "Term", "as_csv", "as_json", "as_turtle"]

Term = NamedNode | BlankNode | Literal | Triple
Plain = str | int | bool | Decimal | None

_PLAIN: dict[str, Any] = {
    XSD + "boolean": lambda text: text in ("true", "1"),
    XSD + "decimal": Decimal,
    XSD + "integer": int,
}
"""How literals become Python values; all others are strings."""


@dataclass(frozen=True, slots=True)
class Result:
    """The whole answer to a query, never a part of it.

    SELECT fills `variables` and `terms` (one tuple of terms, or None, for each row), ASK fills
    `answer`, CONSTRUCT and DESCRIBE fill `triples`, sorted.

    >>> Result(("n",), ((Literal(3),), (None,))).rows
    [(3,), (None,)]
    """

    variables: tuple[str, ...] = ()
    terms: tuple[tuple[Term | None, ...], ...] = ()
    answer: bool | None = None
    triples: tuple[Triple, ...] | None = None

    @property
    def rows(self) -> list[tuple[Plain, ...]]:
        """The rows in plain Python values."""
        return [tuple(_plain(term) for term in row) for row in self.terms]


def as_csv(result: Result) -> str:
    """The rows as SPARQL CSV: values as they are, so open it as text.

    The standard knows no protection against spreadsheets that run a cell which begins with
    ``=``, ``+``, ``-`` or ``@``; texts come from the web, and nothing is altered here.

    >>> as_csv(Result(("a", "b"), ((Literal("x, y"), None),)))
    'a,b\\r\\n"x, y",\\r\\n'
    """
    if result.triples is not None:
        raise QueryError("CSV holds rows: the query constructs a graph; write it as Turtle")
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    if result.answer is not None:
        writer.writerow([str(result.answer).lower()])
        return file.getvalue()
    writer.writerow(result.variables)
    writer.writerows([_lexical(term) for term in row] for row in result.terms)
    return file.getvalue()


def as_json(result: Result) -> str:
    """The rows, or the yes or no, as SPARQL 1.1 JSON results."""
    if result.triples is not None:
        raise QueryError("SPARQL JSON holds rows: the query constructs a graph; write it as Turtle")
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
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def as_turtle(result: Result) -> str:
    """The graph of a CONSTRUCT or DESCRIBE as Turtle."""
    if result.triples is None:
        raise QueryError("Turtle holds a graph: only CONSTRUCT and DESCRIBE make one")
    return (serialize(result.triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()


def _plain(term: Term | None) -> Plain:
    if not isinstance(term, Literal):
        return None if term is None else _lexical(term)
    try:
        value: Plain = _PLAIN.get(term.datatype.value, str)(term.value)
    except (ValueError, ArithmeticError):
        return term.value  # not of the datatype that it claims
    return value


def _lexical(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, BlankNode | Triple):
        return str(term)
    return term.value


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
