"""Read news: files and folders in, one `Document` after the other out.

    sources(paths) -> the files to read, in a settled order
    load(file)     -> its documents, and a `Skipped` with its reason for whatever is none

What a file is, its suffix says: `readers.READERS` holds a reader for each.
"""

from __future__ import annotations

from sanctiongraph.documents.cleaning import clean
from sanctiongraph.documents.files import sources
from sanctiongraph.documents.readers import SUFFIXES, is_table, load

__all__ = ["SUFFIXES", "clean", "is_table", "load", "sources"]
