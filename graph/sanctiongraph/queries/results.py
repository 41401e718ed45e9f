"""What a query answers: the whole of it, as RDF terms and as plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from sanctiongraph.errors import ParameterError
from sanctiongraph.vocab import XSD

__all__ = ["Plain", "Result", "Term", "with_sentences", "without_sentences"]

Term = NamedNode | BlankNode | Literal | Triple
Plain = str | int | bool | Decimal | None

_SENTENCE = re.compile(r"(?:\w*S|s)entence[0-9]*")
_PLAIN: dict[str, Any] = {
    XSD + "boolean": lambda text: text in ("true", "1"),
    XSD + "decimal": lambda text: _finite(Decimal(text)),
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


def with_sentences(result: Result) -> Result:
    """The same answer. Raises ParameterError where it has no sentences to show.

    >>> with_sentences(Result(("document", "sentence"))).variables
    ('document', 'sentence')
    """
    if not any(map(_SENTENCE.fullmatch, result.variables)):
        raise ParameterError("--sentences: this question counts or lists, and has no sentences to show")
    return result


def without_sentences(result: Result) -> Result:
    """The answer without its columns of sentences, rows that are then the same once.

    >>> row = (Literal("a"), Literal("It rained."))
    >>> without_sentences(Result(("document", "sentence"), (row, row))).rows
    [('a',)]
    """
    kept = [place for place, name in enumerate(result.variables) if not _SENTENCE.fullmatch(name)]
    rows = dict.fromkeys(tuple(row[place] for place in kept) for row in result.terms)
    return replace(result, variables=tuple(result.variables[place] for place in kept), terms=tuple(rows))


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueError(number)
    return number


def _plain(term: Term | None) -> Plain:
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else None if term is None else str(term)
    try:
        value: Plain = _PLAIN.get(term.datatype.value, str)(term.value)
    except (ValueError, ArithmeticError):
        return term.value  # not of the datatype that it claims
    return value
