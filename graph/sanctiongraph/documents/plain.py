"""Read a plain text file."""

from __future__ import annotations

from sanctiongraph.documents.decoding import decode
from sanctiongraph.documents.draft import Draft
from sanctiongraph.documents.wrapping import unwrap

__all__ = ["read"]


def read(source: str, data: bytes) -> Draft:
    """The text as it is, with lines that were wrapped at a width joined again.

    >>> read("a.txt", b"Sanctions stay.").text
    'Sanctions stay.'
    """
    return Draft(text=unwrap(decode(source, data)))
