"""What a reader finds in a file or a row, and the `Document` that is made of it."""

from __future__ import annotations

from dataclasses import dataclass

from sanctiongraph.documents.cleaning import clean, one_line
from sanctiongraph.documents.dates import text_date
from sanctiongraph.errors import DocumentError
from sanctiongraph.model import Document

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document as found, before its text is cleaned; `date` is already ``YYYY-MM-DD``."""

    text: str
    id: str = ""
    date: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None

    def document(self, source: str, identifier: str) -> Document:
        """The finished document; `identifier` serves where the draft has none of its own.

        Raises DocumentError if there is no text. What the publisher says of the date comes
        before what the text says.
        """
        text = clean(self.text)
        if not text.strip():
            raise DocumentError(source, "empty")
        return Document(
            id=self.id or identifier,
            text=text,
            date=self.date or text_date(text),
            title=one_line(self.title),
            publisher=one_line(self.publisher),
            url=one_line(self.url),
            author=one_line(self.author),
        )
