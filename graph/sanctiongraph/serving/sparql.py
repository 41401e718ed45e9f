"""The SPARQL 1.1 protocol: what a request asks for, and in which format it wants the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from sanctiongraph.queries import GRAPHS, ROWS, Answer
from sanctiongraph.queries import Request as Question
from sanctiongraph.serving.negotiation import choose
from sanctiongraph.serving.refusals import Refusal

__all__ = ["FORMATS", "asked", "description", "parameters", "question", "sent", "told"]

FORMATS = {
    "csv": "text/csv",
    "json": "application/sparql-results+json",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "xml": "application/sparql-results+xml",
}
"""Names of formats, for links, which can't say what they accept."""

_ROWS, _GRAPHS = tuple(ROWS), tuple(GRAPHS)
_BODY_BYTES = 1_000_000
_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_MOST_FIELDS = 200
_REFUSED = {
    "update": "this endpoint reads and never writes",
    "using-graph-uri": "this endpoint reads and never writes",
    "using-named-graph-uri": "this endpoint reads and never writes",
}

Fields = list[tuple[str, str]]


async def parameters(request: Request, *, patience: float) -> Fields:
    """The parameters of a protocol request, wherever they stand. Raises Refusal (408, 413, 415, 400)."""
    fields = _fields(request.scope["query_string"])
    if request.method != "POST":
        return fields
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in (_FORM, _QUERY):
        raise Refusal(415, f"a body of {media[:100] or 'no type'} is not read; send {_QUERY} or {_FORM}")
    try:
        async with asyncio.timeout(patience):
            body = await _body(request)
    except TimeoutError:
        raise Refusal(408, f"the request was not whole after {patience:g} seconds") from None
    return [*fields, ("query", _text(body))] if media == _QUERY else [*fields, *_fields(body)]


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > _BODY_BYTES:
                raise Refusal(413, f"the request has more than {_BODY_BYTES} bytes", Connection="close")
    except ClientDisconnect:
        raise Refusal(400, "the request broke off") from None
    return bytes(body)


def _fields(written: bytes) -> Fields:
    try:
        return parse_qsl(_text(written), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise Refusal(400, f"not up to {_MOST_FIELDS} parameters, percent-encoded as UTF-8") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "the request is not UTF-8") from None


def question(fields: Fields, accept: str) -> Question | None:
    """What is asked, None where there is no query. Raises Refusal for what can't be asked here."""
    for name, _ in fields:
        if name in _REFUSED:
            raise Refusal(400, f"{name} is refused: {_REFUSED[name]}")
    queries = [value for name, value in fields if name == "query"]
    if not queries:
        return None
    if len(queries) > 1:
        raise Refusal(400, f"a request has one query, not {len(queries)}")
    wish = _wanted(fields, accept)
    return Question(
        query=queries[0],
        rows_as=choose(wish, _ROWS),
        graph_as=choose(wish, _GRAPHS),
        default_graphs=tuple(value for name, value in fields if name == "default-graph-uri"),
        named_graphs=tuple(value for name, value in fields if name == "named-graph-uri"),
        for_sheets=_is_file(fields),
    )


def asked(query: str, fields: Fields, accept: str) -> Question:
    """A ready question with what the fields of a request tell it."""
    wish = _wanted(fields, accept)
    return Question(
        query=query,
        rows_as=choose(wish, _ROWS),
        graph_as=choose(wish, _GRAPHS),
        told=told(fields),
        for_sheets=_is_file(fields),
    )


def told(fields: Fields) -> tuple[tuple[str, str], ...]:
    """What fields of a request tell a question: all but the format, and what a form leaves empty.

    Raises Refusal for a parameter that is there twice.

    >>> told([("target", "Iran"), ("since", ""), ("format", "csv")])
    (('target', 'Iran'),)
    """
    given = tuple((name, value) for name, value in fields if value)
    if len(dict(given)) < len(given):
        raise Refusal(400, "each parameter can be told once")
    return tuple((name, value) for name, value in given if name != "format")


def _is_file(fields: Fields) -> bool:
    """Whether a link names a format: people keep such an answer and open it, tools say what they accept."""
    return any(name == "format" and value for name, value in fields)


def _wanted(fields: Fields, accept: str) -> str:
    """What a request accepts: a format by its name, else what the header says."""
    names = [value for name, value in fields if name == "format" and value]
    if not names:
        return accept
    if names[0] not in FORMATS:
        raise Refusal(406, f"format {names[0][:50]!r} is unknown; known are {', '.join(FORMATS)}")
    return FORMATS[names[0]]


def sent(answer: Answer, *, name: str | None = None) -> Response:
    """The response that carries an answer; with a name, as a file to be kept."""
    headers = {"Vary": "Accept"}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    media = f"{answer.media}; charset=utf-8" if answer.media.startswith("text/") else answer.media
    return Response(answer.body, media_type=media, headers=headers)


def description(endpoint: str, formats: Iterable[str]) -> str:
    """The SPARQL service description of an endpoint, in Turtle.

    >>> description("http://127.0.0.1/sparql", ["text/csv"]).count("sd:resultFormat")
    1
    """
    written = " ,\n        ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in formats)
    return f"""\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .

<{endpoint}> a sd:Service ;
    sd:endpoint <{endpoint}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {written} .
"""
