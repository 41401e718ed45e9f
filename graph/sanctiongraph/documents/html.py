"""Read a news page: the article without menus, and what the page says of its publication."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from sanctiongraph.documents.dates import parse_date
from sanctiongraph.documents.decoding import decode
from sanctiongraph.documents.draft import Draft
from sanctiongraph.documents.markup import parse, plain_text
from sanctiongraph.documents.quiet import quiet
from sanctiongraph.errors import DocumentError

__all__ = ["read"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED_DATES = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@property='og:published_time' or @name='parsely-pub-date' or @name='sailthru.date']/@content",
    "//meta[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime",
    "//meta[@name='DC.date.issued' or @name='dcterms.date' or @name='dc.date' or @name='DC.date']/@content",
    "//meta[@name='pubdate' or @name='publish-date' or @name='publication_date' or @name='date']/@content",
)
_SETTINGS = {"extensive_search": False, "original_date": True, "max_date": "2099-12-31"}
"""For the library's own search of dates, which is not used: no clock, no long search."""

_LIBRARIES = ("trafilatura", "htmldate", "courlan", "justext", "readability")


def read(source: str, data: bytes) -> Draft:
    """The article of a page; all the page shows, if no article can be told from the rest.

    The date is one that the page declares, never one that merely stands on it. Raises
    DocumentError for binary data and for HTML that can't be parsed to its end.
    """
    charset = _CHARSET.search(data[:4096])
    declared = charset[1].decode("ascii") if charset else None
    tree = parse(source, decode(source, data, declared=declared))
    try:
        with quiet(*_LIBRARIES):
            text = _article(tree) or plain_text(tree, whole=False) or plain_text(tree)
            facts = trafilatura.extract_metadata(deepcopy(tree), date_config=_SETTINGS, extensive=False)
    except (etree.LxmlError, RecursionError) as error:
        raise DocumentError(source, f"the page can't be taken apart: {type(error).__name__}") from error
    return Draft(
        text=text,
        title=facts.title,
        date=_date(tree),
        author=facts.author,
        publisher=facts.sitename,
        url=facts.url,
    )


def _article(tree: HtmlElement) -> str:
    found = trafilatura.bare_extraction(deepcopy(tree), include_comments=False)
    return "\n\n".join((found.text or "").splitlines()) if found else ""


def _date(tree: HtmlElement) -> str | None:
    """The publication date by the declarations of the page, the most exact first."""
    return next((day for day in map(parse_date, _dates(tree)) if day), None)


def _dates(tree: HtmlElement) -> Iterator[Any]:
    yield from (value for path in _DECLARED_DATES[:3] for value in tree.xpath(path))
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        yield from _linked_dates(script)
    yield from (value for path in _DECLARED_DATES[3:] for value in tree.xpath(path))
    times = {parse_date(value) for value in tree.xpath("//time/@datetime")}
    if len(times) == 1:
        yield from times


def _linked_dates(script: str) -> Iterator[Any]:
    """`datePublished` of the things that a JSON-LD script describes, outermost first."""
    try:
        waiting = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    for thing in waiting:
        if isinstance(thing, dict):
            yield thing.get("datePublished")
            waiting.extend(thing.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage"))
        elif isinstance(thing, list):
            waiting.extend(thing)
