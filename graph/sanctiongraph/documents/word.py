"""Read a Word document (.docx): paragraphs, tables and text boxes in their order."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml import etree  # type: ignore[import-untyped]

from sanctiongraph.documents.cleaning import one_line
from sanctiongraph.documents.draft import Draft
from sanctiongraph.errors import DocumentError

__all__ = ["read"]

_MOST_UNPACKED = 256 * 2**20
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_TEXT = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_UNSEEN = frozenset((_W + "pPr", _W + "rPr", _W + "del", _W + "moveFrom", _W + "instrText", _MC + "Fallback"))
"""Properties (a tab stop is called like a tab), deletions, field codes, second versions of drawings."""
_DAMAGE = (
    OpcError,
    zipfile.BadZipFile,
    etree.LxmlError,
    zlib.error,
    struct.error,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RecursionError,
    RuntimeError,
    ValueError,
)
"""What a file that is no proper Word document makes zipfile, lxml and python-docx raise."""

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_TEMPLATE = {"title": "Word Document", "author": "python-docx"}
"""Properties that a program wrote, not a person."""


def read(source: str, data: bytes) -> Draft:
    """The text with changes accepted; title and author from the document's properties.

    The dates in the file are those of the file, not of publication: they are not used.
    Raises DocumentError for what is no Word document, locked, damaged or too large unpacked.
    """
    if data.startswith(_OLD_OR_LOCKED):
        raise DocumentError(source, "an old .doc file, or a document locked with a password")
    try:
        _refuse_bomb(source, data)
        document = docx.Document(BytesIO(data))
        text = "\n\n".join(_blocks(document.element.body))
        facts = document.core_properties
        title, author = _fact(facts, "title"), _fact(facts, "author")
    except _DAMAGE as error:
        detail = one_line(str(error)) or type(error).__name__
        raise DocumentError(source, f"not a Word document, or a damaged one: {detail}") from error
    return Draft(text=text, title=title, author=author)


def _refuse_bomb(source: str, data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > _MOST_UNPACKED:
        raise DocumentError(source, f"larger than {_MOST_UNPACKED // 2**20} MB when unpacked")


def _blocks(element: Any) -> Iterator[str]:
    """The paragraphs below an element, a table's row being one."""
    for child in element.iterchildren():
        if child.tag == _W + "p":
            yield from filter(str.strip, ("".join(_run(child)), *_boxes(child)))
        elif child.tag == _W + "tr":
            yield " | ".join(" ".join(_blocks(cell)) for cell in child.iterchildren(_W + "tc"))
        elif child.tag not in _UNSEEN:
            yield from _blocks(child)


def _run(element: Any) -> Iterator[str]:
    """The text of a paragraph, also in links, insertions and content controls."""
    for child in element.iterchildren():
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _TEXT:
            yield _TEXT[child.tag]
        elif child.tag not in _UNSEEN and child.tag != _W + "txbxContent":
            yield from _run(child)


def _boxes(paragraph: Any) -> Iterator[str]:
    """The paragraphs of text boxes that are anchored in a paragraph."""
    for box in paragraph.iter(_W + "txbxContent"):
        hidden = any(parent.tag in _UNSEEN for parent in box.iterancestors())
        if not hidden and next(box.iterancestors(_W + "p")) is paragraph:
            yield from _blocks(box)


def _fact(properties: Any, name: str) -> str | None:
    value = one_line(getattr(properties, name))
    return None if value == _TEMPLATE[name] else value
