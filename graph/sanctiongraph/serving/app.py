"""The addresses of the server, and what answers at each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from sanctiongraph.errors import QueryError, SanctionGraphError
from sanctiongraph.queries import GRAPHS, ROWS, Answer, rewritten, text
from sanctiongraph.queries import Request as Question
from sanctiongraph.serving import sparql
from sanctiongraph.serving.house import House
from sanctiongraph.serving.negotiation import choose
from sanctiongraph.serving.pool import Busy
from sanctiongraph.serving.refusals import Refusal, answer_to
from sanctiongraph.serving.shield import Shield
from sanctiongraph.serving.site import Sheet, Wish

__all__ = ["application"]

_HTML = "text/html"
_TOOLS_FIRST = (*(media for media in GRAPHS if media not in ("text/plain", "application/json")), _HTML)
"""Browsers name HTML, tools that name nothing get data."""
_ANSWERS_FIRST = (*ROWS, *GRAPHS, _HTML)
_DATA = {"ttl", "jsonld", "nt", "rdf"}
_FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_FORMATS_OF_GRAPHS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")


class _Any(PathConvertor):
    """The rest of a path, whatever it holds; that of the library ends at a line feed."""

    regex = "(?s:.*)"


register_url_convertor("any", _Any())


def application(house: House, *, hosts: Collection[str], cors: str | None, patience: float) -> ASGIApp:
    """What answers requests: the SPARQL protocol, the pages, and things by their address."""
    rooms = _Rooms(house, patience)
    paths = {
        "/query": rooms.query,
        "/questions/{name}": rooms.question,
        "/documents": rooms.documents,
        "/documents/{id:any}": rooms.document,
        "/entity/{id:any}": rooms.entity,
        "/ontology": rooms.ontology,
        "/ontology.{suffix}": rooms.ontology,
        "/{path:any}": rooms.thing,
    }
    pages = {"/": "home", "/map": "map", "/report": "report", "/questions": "questions"}
    fixed = {path: rooms.fixed(kind) for path, kind in pages.items()}
    routes = [Route("/sparql", rooms.sparql, methods=["GET", "POST"])]
    routes += [Route(path, found) for path, found in {**fixed, **paths}.items()]
    sharing = Middleware(CORSMiddleware, allow_origins=[cors or ""], allow_methods=["GET", "POST"])
    app = Starlette(
        routes=routes,
        middleware=[sharing] if cors else [],
        exception_handlers=dict.fromkeys((Refusal, Busy, SanctionGraphError, HTTPException), _failed),
    )
    return Shield(app, hosts=hosts, shared=cors is not None)


async def _failed(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        error = Refusal(error.status_code, error.detail, **(error.headers or {}))
    media = choose(request.headers.get("accept", ""), ("text/plain", _HTML))
    return answer_to(error, for_people=media == _HTML)


class _Rooms:
    """What answers at each address."""

    def __init__(self, house: House, patience: float) -> None:
        self._house, self._patience = house, patience

    def fixed(self, kind: str) -> Callable[[Request], Awaitable[Response]]:
        """What answers with a page that is about nothing in particular."""

        async def answer(_: Request) -> Response:
            return await self._page(Wish(kind))

        return answer

    async def sparql(self, request: Request) -> Response:
        """The endpoint; without a query its description, for browsers the editor."""
        fields = await sparql.parameters(request, patience=self._patience)
        accept = request.headers.get("accept", "")
        question = sparql.question(fields, accept)
        if question is None:
            return await self._no_query(request, accept)
        answer = await self._house.now.answer(question)
        names = [value for name, value in fields if name == "format"]
        return sparql.sent(answer, name=f"answer.{names[0]}" if names else None)

    async def _no_query(self, request: Request, accept: str) -> Response:
        if request.method == "POST":
            raise Refusal(400, "there is no query; send one as `query`")
        media = choose(accept, _TOOLS_FIRST)
        if media == _HTML:
            return await self.query(request)
        if media is None:
            raise Refusal(406, f"the description of this service can be had as {', '.join(_TOOLS_FIRST)}")
        formats = (*_FORMATS, *_FORMATS_OF_GRAPHS)
        endpoint = str(request.url.replace(query=""))
        return sparql.sent(rewritten(sparql.description(endpoint, formats), media))

    async def query(self, request: Request) -> Response:
        """The editor, with the query of the link in it."""
        return await self._page(Wish("query", request.query_params.get("query", "")))

    async def question(self, request: Request) -> Response:
        """A ready question: for browsers the editor with it, for tools its answer."""
        name, accept = request.path_params["name"], request.headers.get("accept", "")
        try:
            query = text(name)
        except QueryError as error:
            raise Refusal(404, str(error)) from None
        fields = await sparql.parameters(request, patience=self._patience)
        sparql.told(fields)  # refuses what is told twice
        format = dict(fields).get("format")
        if not format and choose(accept, _ANSWERS_FIRST) == _HTML:
            return await self._page(Wish("question", f"{name}?{urlencode(fields)}" if fields else name))
        answer = await self._house.now.answer(sparql.asked(query, fields, accept))
        return sparql.sent(answer, name=f"{name}.{format}" if format else None)

    async def documents(self, request: Request) -> Response:
        """A stretch of the documents."""
        return await self._page(Wish("documents", request.query_params.get("page", "1")))

    async def document(self, request: Request) -> Response:
        """A document: its page, or what the graph says of it."""
        return await self._thing("document", request)

    async def entity(self, request: Request) -> Response:
        """An actor: its page, or what the graph says of it."""
        return await self._thing("entity", request)

    async def ontology(self, request: Request) -> Response:
        """The terms of the graph."""
        suffix = request.path_params.get("suffix")
        media = self._media(request, suffix)
        return await self._page(Wish("ontology") if media == _HTML else Wish("ontology-data", media))

    async def thing(self, request: Request) -> Response:
        """What an IRI of the graph names, wherever its base points: see there."""
        path = request.scope.get("raw_path", b"").decode("ascii", "replace").lstrip("/")
        found = await self._house.now.page(Wish("address", path))
        if found is None:
            raise Refusal(404, "there is nothing at this address")
        return RedirectResponse(found, status_code=303)

    async def _thing(self, kind: str, request: Request) -> Response:
        id = request.path_params["id"]
        now = self._house.now
        iri, suffix = await now.page(Wish(f"{kind}-iri", id)), None
        if iri is None and "." in id:
            id, _, suffix = id.rpartition(".")
            iri = await now.page(Wish(f"{kind}-iri", id)) if suffix in _DATA else None
        if iri is None:
            raise Refusal(404, f"there is no such {kind}")
        media = self._media(request, suffix)
        if media == _HTML:
            return await self._page(Wish(kind, id))
        answer = await now.answer(_about(iri, media))
        return sparql.sent(answer)

    def _media(self, request: Request, suffix: str | None) -> str:
        if suffix is not None:
            media = sparql.FORMATS[suffix] if suffix in _DATA else None
        else:
            media = choose(request.headers.get("accept", ""), _TOOLS_FIRST)
        if media is None:
            raise Refusal(406, f"this can be had as {', '.join(_TOOLS_FIRST)}")
        return media

    async def _page(self, wish: Wish) -> Response:
        found = await self._house.now.page(wish)
        if isinstance(found, Sheet):
            policy = f"{found.policy}; frame-ancestors 'none'"
            headers = {"Content-Security-Policy": policy, "Vary": "Accept"}
            return HTMLResponse(found.html, status_code=found.status, headers=headers)
        if isinstance(found, Answer):
            return sparql.sent(found)
        raise Refusal(404, "there is nothing at this address")


def _about(iri: str, media: str) -> Question:
    """The question for all that the graph says of a thing, and for what refers to it."""
    query = (
        f"CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> }} "
        f"WHERE {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} }}"
    )
    return Question(query=query, graph_as=media)
