"""Turn bytes into text: byte order marks first, UTF-8 second, detection last."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

import charset_normalizer
from charset_normalizer.constant import IANA_SUPPORTED

from sanctiongraph.errors import DocumentError

__all__ = ["MOST_BYTES", "decode", "lines"]

MOST_BYTES = 64 * 2**20
"""A single document larger than this is refused: no news text is."""

_SAMPLE = 2**20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_WESTERN = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽž")
_WESTERN |= frozenset("\u00a0‘’“”„‚«»‹›–—…•·¡¿€£§©®™°ªº½´")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DAMAGED = re.compile("[\udc80-\udcff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MOST_CONTROLS = 0.02


def decode(source: str, data: bytes, *, declared: str | None = None) -> str:
    """The text in the bytes of a whole file; bytes that fit nothing become U+FFFD.

    `declared` is the encoding that the document names itself, tried after UTF-8. Raises
    DocumentError for binary data.
    """
    text = data.decode(_encoding(source, data, declared), "replace")
    _refuse_binary(source, text)
    return text


def lines(source: str, path: Path, *, end: str | None) -> Iterator[str]:
    """The lines of a table, one at a time, each at most `MOST_BYTES` characters.

    `end` is the newline mode of `open`. Bytes that are no UTF-8 in a table that is come as
    lone surrogates. Raises DocumentError for binary data and for a longer line.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    encoding = _encoding(source, sample, None)
    _refuse_binary(source, sample.decode(encoding, "replace"))
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"  # others may refuse
    with path.open(encoding=encoding, errors=errors, newline=end) as stream:
        while line := stream.readline(MOST_BYTES):
            if len(line) == MOST_BYTES:
                raise DocumentError(source, f"a line of more than {MOST_BYTES // 2**20} million characters")
            yield line


def _encoding(source: str, data: bytes, declared: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    for magic, what in _OTHER_FORMATS:
        if data.startswith(magic):
            raise DocumentError(source, f"not text but {what}")
    if wide := _wide(data):
        return wide
    if _mostly_utf8(data):
        return "utf-8"
    return _known(declared) or _detected(data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is a zero."""
    sample = data[:4096]
    half = len(sample) // 2
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    if half and low > half * 0.4 and high < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if half and high > half * 0.4 and low < half * 0.05 else None


def _mostly_utf8(data: bytes) -> bool:
    """Whether it is UTF-8, save for a few damaged bytes or a character cut at the end."""
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(data)
    damaged = len(_DAMAGED.findall(text))
    return not damaged or damaged < len(_NOT_ASCII.findall(text)) - damaged


def _known(declared: str | None) -> str | None:
    """The codec for a declared name; Latin-1 on the web means Windows-1252.

    A page that could be searched for its charset is in no UTF-16; names such as "rot13" or
    "idna" are Python's, and no charsets.
    """
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    if name.startswith("utf") or name.replace("-", "_") not in IANA_SUPPORTED:
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)


def _detected(data: bytes) -> str:
    text = data.decode("cp1252", "replace")
    unusual = [character for character in text if character > "\x7f"]
    if len(unusual) < len(text) / 5 and all(character in _WESTERN for character in unusual):
        return "cp1252"  # detectors take short Western texts for Baltic or Central European ones
    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else "cp1252"


def _refuse_binary(source: str, text: str) -> None:
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text) + 4:
        raise DocumentError(source, "binary data, not text")
