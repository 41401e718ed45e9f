"""Refuse, with a clear line, queries that write, reach out, or are too big to plan.

A tokenizer reads the query as SPARQL's grammar does, so that a keyword in a text, an IRI, a
comment, a variable or a prefixed name is none. The guard gives the good message; what holds
whatever gets past it is the limits of the process that runs the query.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from sanctiongraph.errors import QueryError
from sanctiongraph.vocab import PREFIXES

__all__ = ["Token", "guard", "tokens"]

LONGEST = 50_000
DEEPEST = 50
MOST_PATTERNS = 100

_UPDATES = ("INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "LOAD", "ADD", "MOVE", "COPY")
_REFUSED = {
    **dict.fromkeys(_UPDATES, "a query reads and never writes"),
    "SERVICE": "a query reads the graph that it is given and reaches no other",
    "FROM": "a query reads the graph that it is given; for one named graph write GRAPH <...> { ... }",
}
"""Keywords that no query may hold, and why."""

_GLUED = "SERVICE"
"""Parsers need no space around a keyword, so whatever holds this one counts as it."""

# The length of a prefix is bounded so that reading stays linear.
_TOKEN = re.compile(
    r"""
      (?P<space>\s+|\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<text>'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''|\"""(?:(?:"|"")?(?:[^"\\]|\\.))*\"""
        |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?P<prefix>(?:[^\W\d_][\w\-.]{0,99})?|_):
        (?:[\w:\-\u00b7%]|\\.|\.(?=[\w:\-\u00b7%\\.]))*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d_]\w*)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


# Without escapes nothing but these can hold a mark that begins one of them, so they are found where the
# tokenizer finds them.
_TOLD = re.compile(
    r"""
      (?P<c>\#[^\r\n]*)
    | (?P<i><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<t>'''(?:(?:'|'')?[^'])*'''|\"""(?:(?:"|"")?[^"])*\"""|'[^'\r\n]*'|"[^"\r\n]*")
    """,
    re.VERBOSE,
)
_LONGEST_FORM, _MOST_FORMS = 4_000, 500
_PASSED: dict[str, None] = {}
_PASSING = threading.Lock()
"""Forms of queries that passed, those that came last: of the same form is the same judgement."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a query: `start` is its place in characters, `line` counts from 1."""

    kind: str
    text: str
    line: int
    start: int
    prefix: str | None = None


def guard(query: str) -> None:
    """Raises QueryError for a query that is too long, too deep, too large, writes or reaches out.

    >>> guard('SELECT * { ?s ?p "SERVICE" } # LOAD')
    >>> guard("SELECT * { SERVICE <http://ex.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    sanctiongraph.errors.QueryError: line 1: SERVICE is refused: a query reads the graph that it is \
given and reaches no other
    """
    if len(query) > LONGEST:
        raise QueryError(f"the query has {len(query)} characters; at most {LONGEST} are read")
    form = _form(query)
    if form is None or len(form) > _LONGEST_FORM:
        _judge(query)
    elif form not in _PASSED:
        _judge(query)
        with _PASSING:
            _PASSED[form] = None
            if len(_PASSED) > _MOST_FORMS:
                del _PASSED[next(iter(_PASSED))]


def _judge(query: str) -> None:
    # Escapes may hide a keyword from a reader that doesn't decode them, and show it to one that does.
    for view in dict.fromkeys((query, _decoded(query))):
        found = list(tokens(view))
        _refuse_keywords(found)
        _refuse_size(found)
        _refuse_prefixes(found)


def _form(query: str) -> str | None:
    """What queries have in common that differ in nothing but comments, IRIs and texts, if it is told easily.

    >>> _form("ASK { <a:b> ?p 'c' } # d") == _form("ASK { <e:f> ?p 'g' } # h")
    True
    >>> _form("ASK { <a:b> ?p 'c' }") == _form("ASK { <a:b> ?p <c:> }")
    False
    """
    if "\\" in query or "\0" in query:
        return None
    return _TOLD.sub(lambda match: f"\0{match.lastgroup}", query)


def tokens(query: str) -> Iterator[Token]:
    """The words of a query without space and comments. Raises QueryError for a text that does not end.

    >>> [token.text for token in tokens("ASK { ?s a 'a b' } # why")]
    ['ASK', '{', '?s', 'a', "'a b'", '}']
    """
    line = 1
    for match in _TOKEN.finditer(query):
        kind, text = str(match.lastgroup), match.group()
        if kind == "mark" and text in "'\"":
            raise QueryError(f"line {line}: a text that begins here does not end")
        if kind != "space":
            yield Token(kind, text, line, match.start(), match["prefix"])
        line += text.count("\n")


def _decoded(query: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 else match[0]

    return _ESCAPE.sub(character, query)


def _refuse_keywords(tokens: list[Token]) -> None:
    for token in tokens:
        word = token.text.upper() if token.kind == "word" else ""
        keyword = _GLUED if _GLUED in word else word
        if keyword in _REFUSED:
            raise QueryError(f"line {token.line}: {keyword} is refused: {_REFUSED[keyword]}")
        if _GLUED in (token.prefix or "").upper():
            raise QueryError(
                f"line {token.line}: the prefix {token.prefix}: reads as the keyword {_GLUED}; choose another"
            )


def _refuse_size(tokens: list[Token]) -> None:
    depth = braces = rounds = patterns = 0
    for token in tokens:
        if token.kind != "mark":
            continue
        depth += (token.text in "{([") - (token.text in "})]")
        braces += (token.text == "{") - (token.text == "}")
        rounds += (token.text == "(") - (token.text == ")")
        patterns += token.text == "{" or (token.text in ".;," and braces > 0 and rounds <= 0)
        if depth > DEEPEST:
            raise QueryError(f"line {token.line}: nested more than {DEEPEST} deep")
        if patterns > MOST_PATTERNS:
            raise QueryError(f"line {token.line}: more than {MOST_PATTERNS} patterns; split the query")


def _refuse_prefixes(tokens: list[Token]) -> None:
    declared = {*PREFIXES, "_"}
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before and before.kind == "word" and before.text.upper() == "PREFIX" and token.prefix is not None:
            declared.add(token.prefix)
        elif token.prefix is not None and token.prefix not in declared:
            raise QueryError(
                f"line {token.line}: the prefix {token.prefix}: is not declared; known are "
                f"{' '.join(f'{name}:' for name in PREFIXES)}"
            )
