"""Where a graph is: a path of this machine, or a store elsewhere with an address for each thing it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

from sanctiongraph.errors import InputError

__all__ = ["Address", "Place", "is_loopback", "place"]

_PARTS = ("query", "update", "graphs")

_KINDS = (
    (r"/sparql", r"/sparql", None, r"/sparql-graph-crud-auth"),  # Virtuoso; its updates take short texts only
    (r"(.+/sparql)", r"\1", r"\1", None),  # Blazegraph, and what is like it
    (r"(.*/repositories/[^/]+)", r"\1", r"\1/statements", r"\1/rdf-graphs/service"),  # RDF4J, GraphDB
    (r"(?:/query)?", r"/query", r"/update", r"/store"),  # Oxigraph
    (r"(.+?)(?:/query)?", r"\1/query", r"\1/update", r"\1/data"),  # Fuseki
)
"""What a path looks like, and the paths where such a store is asked, updated and keeps its graphs."""

_WEB = re.compile(r"https?:/", re.IGNORECASE)
_NEARLY = re.compile(r"[\w.-]+:[0-9]{2,5}(/.*)?|[A-Za-z][\w+.-]+://.*")
_WRITABLE = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Address:
    """A store that is reached over HTTP: as the user named it, and where it does what.

    It is asked at `query` (SPARQL 1.1 protocol), changed at `update` (SPARQL 1.1 update) or graph by graph at
    `graphs` (Graph Store protocol); None where it has no such thing.
    """

    url: str
    query: str
    update: str | None = None
    graphs: str | None = None

    def __str__(self) -> str:
        return self.url


Place = Path | Address


def place(named: str | Place) -> Place:
    """The path or the address that is meant: what begins with ``http://`` or ``https://`` is an address.

    An address is that of an Oxigraph server, of a dataset of Fuseki, of a repository of RDF4J or GraphDB, or
    ends in ``/sparql`` (Virtuoso, Blazegraph). Of other stores its fragment names the parts, relative to it:
    ``http://host/db#query=ask,update=change,graphs=data``. Raises InputError for an address that can't be
    one, has credentials in it, or is one but for ``http://``.

    >>> place("news/graph.trig")
    PosixPath('news/graph.trig')
    >>> place("http://localhost:3030/news").graphs
    'http://localhost:3030/news/data'
    >>> place("https://host/db#query=ask").query
    'https://host/db/ask'
    """
    if not isinstance(named, str):
        return named
    if _WEB.match(named):
        return _address(named)
    path = Path(named)
    if _NEARLY.fullmatch(named) and not path.exists():
        raise InputError(
            f"{named}: neither a file or folder nor the address of a store, such as http://localhost:7878"
        )
    return path


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this machine, so that nobody else reads what is sent.

    >>> is_loopback("http://127.0.0.1:7878/"), is_loopback("http://localhost.example/")
    (True, False)
    """
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or re.fullmatch(r"127(\.[0-9]{1,3}){3}", host) is not None


def _address(url: str) -> Address:
    parts = _split(url)
    bare = f"{parts.scheme}://{parts.netloc}{parts.path}"
    if parts.fragment:
        return Address(url, **_named(bare, parts.fragment))
    root = f"{parts.scheme}://{parts.netloc}"
    path = parts.path.rstrip("/")
    match, *ends = next(
        (match, *ends) for pattern, *ends in _KINDS if (match := re.fullmatch(pattern, path)) is not None
    )
    query, update, graphs = (root + match.expand(end) if end is not None else None for end in ends)
    return Address(url, query or bare, update, graphs)


def _split(url: str) -> SplitResult:
    """The parts of a URL that can be the address of a store; an error never repeats a password."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (raises for what is none)
    except ValueError as error:
        raise InputError(f"{_told(url)}: not an address: {error}") from error
    if "@" in parts.netloc:
        raise InputError(
            f"{_told(url)}: an address has no credentials in it, where others could read them; "
            "set SANCTIONGRAPH_STORE_USER and SANCTIONGRAPH_STORE_PASSWORD"
        )
    if not parts.hostname or not _WRITABLE.fullmatch(url):
        raise InputError(f"{_told(url)}: not an address, such as http://localhost:7878")
    if parts.query:
        raise InputError(f"{_told(url)}: an address of a store has no parameters; leave out the ?")
    return parts


def _named(bare: str, fragment: str) -> dict[str, str]:
    """The parts that a fragment names, all with the same host: credentials go nowhere else."""
    told = dict(one.partition("=")[::2] for one in fragment.split(","))
    if "query" not in told or not told.keys() <= set(_PARTS) or not all(told.values()):
        raise InputError(f"{bare}: what follows the # is query=PATH,update=PATH,graphs=PATH, or some of them")
    found = {name: urljoin(bare.rstrip("/") + "/", path) for name, path in told.items()}
    if any(_split(part)[:2] != urlsplit(bare)[:2] for part in found.values()):
        raise InputError(f"{bare}: all its parts must be on that host")
    return found


def _told(url: str) -> str:
    """An address in a message, without what could be a password."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}"
