"""Read a Markdown file: its front matter, and its text without the markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml
from markdown_it import MarkdownIt

from sanctiongraph.documents.cleaning import clean
from sanctiongraph.documents.dates import parse_date
from sanctiongraph.documents.decoding import decode
from sanctiongraph.documents.draft import Draft
from sanctiongraph.documents.markup import parse, plain_text
from sanctiongraph.errors import DocumentError

__all__ = ["read"]

_DEEPEST = 60
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.{0,65536}?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)


def read(source: str, data: bytes) -> Draft:
    r"""The text as a reader sees it; title, date, author, publisher and url as declared.

    Raises DocumentError for front matter that is not YAML.

    >>> read("a.md", b"---\ndate: 2023-10-19\n---\n# Oil\nThe U.S. *eased* [sanctions](x).").text
    'Oil\n\nThe U.S. eased sanctions.'
    """
    text = clean(decode(source, data))
    fields, body = _front_matter(source, text)
    page = parse(source, f"<html><body>{_rendered(source, body)}</body></html>")
    heading = next((plain_text(node) for node in page.iter("h1")), None)
    return Draft(
        text=plain_text(page),
        title=_text(fields, "title") or heading,
        date=parse_date(_text(fields, "date", "published")),
        author=_text(fields, "author", "authors"),
        publisher=_text(fields, "publisher", "source"),
        url=_text(fields, "url", "link", "canonical"),
    )


def _rendered(source: str, text: str) -> str:
    """The HTML of the text; what nests deeper than the parser goes would be lost in silence."""
    markdown = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    tokens = markdown.parse(text)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        raise DocumentError(source, "Markdown that nests too deeply")
    html: str = markdown.renderer.render(tokens, markdown.options, {})
    return html


def _front_matter(source: str, text: str) -> tuple[Mapping[str, Any], str]:
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text
    try:  # the base loader makes strings of everything: no dates, no objects
        fields = yaml.BaseLoader(match[1]).get_single_data()
    except (yaml.YAMLError, RecursionError) as error:
        detail = getattr(error, "problem", None) or "nested too deeply"
        raise DocumentError(source, f"the front matter is not YAML: {detail}") from error
    return (fields, text[match.end() :]) if isinstance(fields, dict) else ({}, text)


def _text(fields: Mapping[str, Any], *names: str) -> str | None:
    for name in names:
        value = fields.get(name)
        if isinstance(value, list):
            value = ", ".join(item for item in value if isinstance(item, str))
        if isinstance(value, str) and value:
            return value
    return None
