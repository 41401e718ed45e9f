"""Free a text of what no reader sees and every parser stumbles over.

Cleaning is deterministic and idempotent, and replaces one character by one wherever it
can, so that offsets counted in an ordinary text still hold in the cleaned one.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean", "one_line", "safe_id", "tidy"]

_C1 = bytes(range(0x80, 0xA0)).decode("cp1252", "replace").replace("\ufffd", " ")
"""What browsers show for the control characters 80-9F: mostly quotes and dashes of Windows."""

_TABLE: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), 0x7F), " "),
    **{0x80 + place: character for place, character in enumerate(_C1)},
    **{ord(kept): kept for kept in "\t\n"},
    **{ord(line_end): "\n" for line_end in "\v\f\r\u2028\u2029"},
    **{ord(space): " " for space in "\u00a0\u1680\u202f\u205f\u3000"},
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    # Soft hyphens, zero-width characters, direction marks, annotation marks.
    **dict.fromkeys((0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF)),
    **dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F))),
    **dict.fromkeys((*range(0x2060, 0x2070), *range(0xFFF9, 0xFFFC))),
    # What is no character at all: halves of surrogate pairs, and codes for internal use.
    **dict.fromkeys((*range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0)), "\ufffd"),
    **{plane + low: "\ufffd" for plane in range(0, 0x110000, 0x10000) for low in (0xFFFE, 0xFFFF)},
}

_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_GAP = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    r"""The text without control and invisible characters, in Unicode's composed form (NFC).

    Spaces of every width become spaces, line ends become ``\n``, what is no character
    becomes U+FFFD. Blanks and blank lines stay where they are.

    >>> clean("Nicola\u0301s\u00a0Maduro\r\nwas re\u00adelected\x00")
    'Nicolás Maduro\nwas reelected '
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_TABLE))


def tidy(text: str) -> str:
    r"""The cleaned text of a whole file: no blanks at line ends, no wide gaps between lines.

    >>> tidy("\n One. \n\n\n\nTwo.\n")
    'One.\n\nTwo.'
    """
    return _GAP.sub("\n\n", _TRAILING.sub("", clean(text))).strip()


def one_line(value: object) -> str | None:
    r"""A title or a name as one cleaned line; None for what holds no such thing.

    Numbers are written out, lists of strings joined.

    >>> one_line(" U.S.\n eases  sanctions "), one_line(["A. Doe", "B. Roe"]), one_line({})
    ('U.S. eases sanctions', 'A. Doe, B. Roe', None)
    """
    if isinstance(value, list):
        return ", ".join(filter(None, map(one_line, value))) or None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(clean(str(value)).split()) or None


def safe_id(identifier: str) -> str:
    r"""An identifier as it was given, without blanks around it and control characters in it.

    >>> safe_id(" a/b 1\x00\n")
    'a/b 1'
    """
    return "".join(map(_id_character, identifier)).strip()


def _id_character(character: str) -> str:
    return {"Cc": "", "Cs": "\ufffd"}.get(unicodedata.category(character), character)
