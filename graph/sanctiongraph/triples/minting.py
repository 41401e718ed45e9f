"""Make an IRI for everything, valid whatever the identifiers hold.

An identifier is percent-encoded, never cut or altered where that can be avoided: one that is
too long, empty or a dot segment gets a part of its hash. All IRIs of one run start with one
base, which ends in a slash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote, unquote

from sanctiongraph.errors import InputError
from sanctiongraph.vocab import BASE

__all__ = ["Mint", "clean", "clean_id", "document_graph", "entity_id", "fragment"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]*/")
_NOT_IRI = re.compile(r'[\s<>"{}|\\^`#?]|%(?![0-9A-Fa-f]{2})')
_LONGEST = 180
_KEPT = 120
_OURS = frozenset({"analysis", "document", "graph", "plan", "run", "software"})
"""First path segments that no entity may take."""


def clean(text: str) -> str:
    """The text with each character that XML can't hold replaced by U+FFFD, so that offsets stay right.

    >>> clean("a\\x00b\\ud800") == "a\\ufffdb\\ufffd"
    True
    """
    return _NOT_XML.sub("\ufffd", text)


def clean_id(text: str) -> str:
    """The identifier as it can be written; one that can't gets a hash to stay apart from others.

    >>> clean_id("report 7.pdf"), clean_id("")
    ('report 7.pdf', '~e3b0c44298fc')
    >>> clean_id(clean_id("a\\x00")) == clean_id("a\\x00") != clean_id("a\\x01")
    True
    """
    cleaned = clean(text)
    return cleaned if cleaned and cleaned == text else f"{cleaned}~{_hash(text)}"


def fragment(text: str) -> str:
    """The end of a claim's IRI: everything but letters, digits and ``-._~`` is percent-encoded."""
    return quote(clean_id(text), safe="")


def entity_id(local: str) -> str:
    """The entity's id for the end of its IRI: the way back of `Mint.entity`."""
    return unquote(local)


def document_graph(document: str, *, base: str = BASE) -> str:
    """The IRI of the named graph that holds what the document with this id says.

    >>> document_graph("seed 1")
    'https://w3id.org/sanctiongraph/id/graph/document/seed%201'
    """
    return Mint(base).graph(document)


@dataclass(frozen=True, slots=True)
class Mint:
    """Makes IRIs under one base. Raises InputError where the base can't be one.

    >>> mint = Mint()
    >>> mint.document("news/a b.txt")
    'https://w3id.org/sanctiongraph/id/document/news%2Fa%20b.txt'
    >>> mint.entity("country/US")
    'https://w3id.org/sanctiongraph/id/country/US'
    >>> mint.claim("x", "a1")
    'https://w3id.org/sanctiongraph/id/document/x#a1'
    """

    base: str = BASE

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base) or _NOT_IRI.search(self.base):
            raise InputError(f"{self.base!r} can't be the base: it must be an absolute IRI that ends in '/'")

    @property
    def entities(self) -> str:
        """The named graph of all entities."""
        return f"{self.base}graph/entities"

    @property
    def runs(self) -> str:
        """The named graph that describes the runs."""
        return f"{self.base}graph/runs"

    def run(self, *content: str) -> str:
        """A run, by all that is known of it."""
        return f"{self.base}run/{_hash(repr(content))}"

    def plan(self, *content: str) -> str:
        """The plan of runs, by its model and settings."""
        return f"{self.base}plan/{_hash(repr(content))}"

    def software(self, version: str) -> str:
        """A version of the software that runs."""
        return f"{self.base}software/{_segment(version)}"

    def graph(self, document: str) -> str:
        """The named graph of a document, by the document's id."""
        return f"{self.base}graph/document/{_segment(document)}"

    def document(self, document: str) -> str:
        """A document, by its id."""
        return f"{self.base}document/{_segment(document)}"

    def claim(self, document: str, claim: str) -> str:
        """A claim, by the document's id and its own; evidence is ``CLAIM/OFFSET``."""
        return f"{self.document(document)}#{fragment(claim)}"

    def entity(self, entity: str) -> str:
        """An entity, by its id: a path whose slashes stay.

        >>> Mint("http://ex.org/").entity("../etc"), Mint("http://ex.org/").entity("person/é")
        ('http://ex.org/entity/f7f9121fdb53', 'http://ex.org/person/%C3%A9')
        """
        path = quote(clean(entity), safe="/")
        parts = path.split("/")
        safe = all(part.strip(".") for part in parts) and parts[0] not in _OURS and len(path) <= _LONGEST
        return self.base + (path if safe and clean(entity) == entity else f"entity/{_hash(entity)}")


def _segment(text: str) -> str:
    """One path segment; a tilde in it is always ours, so that no identifier can pose as another."""
    id = clean_id(text)
    written = quote(id, safe="").replace("~", "%7E")
    if len(written) <= _LONGEST and written.strip("."):
        return written
    return f"{re.sub('%.?$', '', written[:_KEPT])}~{_hash(id)}"


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
