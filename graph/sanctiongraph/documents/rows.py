"""Make a draft of one row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sanctiongraph.documents.cleaning import one_line, safe_id
from sanctiongraph.documents.dates import parse_date
from sanctiongraph.documents.draft import Draft
from sanctiongraph.errors import DocumentError

__all__ = ["column", "draft"]

_NAMES = {
    "id": ("id",),
    "date": ("date", "published", "published_at", "publication_date", "publish_date", "pubdate", "datetime"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "maintext"),
    "url": ("url", "link", "uri"),
    "publisher": ("publisher", "source", "outlet"),
    "author": ("author", "byline", "authors"),
}
"""What tables of news call a field, our own name first; capitals make no difference."""


def column(field: str, columns: Mapping[str, str], present: Iterable[str]) -> str:
    """The name of the column that holds a field: what `columns` says, else what is usual and `present`.

    >>> column("text", {}, ["Headline", "Body"]), column("text", {"text": "story"}, ["Body"])
    ('Body', 'story')
    """
    if field in columns:
        return columns[field]
    named = {name.casefold(): name for name in present}
    return next((named[name] for name in _NAMES[field] if name in named), field)


def draft(place: str, row: Mapping[str, Any], columns: Mapping[str, str]) -> Draft:
    """The draft of a row; raises DocumentError for a row without text or with an id that is none.

    >>> draft("a.csv:2", {"story": "Sanctions stay.", "id": 7}, {"text": "story"}).id
    '7'
    """
    names = {field: column(field, columns, row) for field in _NAMES}
    found = {field: row.get(name) for field, name in names.items()}
    return Draft(
        text=_text(place, found["text"], row, names["text"]),
        id=_id(place, found["id"]),
        date=parse_date(found["date"]),
        title=one_line(found["title"]),
        publisher=one_line(found["publisher"]),
        url=one_line(found["url"]),
        author=one_line(found["author"]),
    )


def _text(place: str, value: object, row: Mapping[str, Any], name: str) -> str:
    if isinstance(value, str):
        return value
    if value is None and name in row:
        return ""
    if value is None:
        present = one_line(", ".join(sorted(map(str, row)))[:200]) or "none"
        raise DocumentError(place, f"no {name!r}; its fields are {present} (--column text=NAME)")
    raise DocumentError(place, f"{name!r} is not a string but of type {type(value).__name__}")


def _id(place: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise DocumentError(place, f"the id is not a string or number but of type {type(value).__name__}")
    return safe_id(str(value))
