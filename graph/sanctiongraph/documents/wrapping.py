"""Join the lines of a wrapped text to paragraphs, so that a parser sees whole sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

__all__ = ["paragraphs", "unwrap"]

_WIDTHS = range(40, 101)
_FEWEST_LINES = 3
_LIST_ITEM = re.compile(r"\s*(?:[-*•‣▪–]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*$")
_HYPHENATED = re.compile(r"[^\W\d_]-$")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


def unwrap(text: str) -> str:
    r"""A text hard-wrapped at some width, with a line to each paragraph; any other as it is.

    A line was wrapped if the first word of the next would not have fitted on it any more.

    >>> unwrap("The United States eased the sanctions on gold,\na senior official said on Thursday.\n\nNo.")
    'The United States eased the sanctions on gold, a senior official said on Thursday.\n\nNo.'
    """
    lines = [line.rstrip() for line in text.splitlines()]
    width = max(map(len, lines), default=0)
    if width not in _WIDTHS or len(lines) < _FEWEST_LINES:
        return text
    return "".join(_joined(lines, width)).rstrip("\n")


def _joined(lines: list[str], width: int) -> Iterator[str]:
    for line, following in pairwise([*lines, ""]):
        word = following.split(None, 1)[0] if following.strip() else ""
        wrapped = word and len(line) + 1 + len(word) > width and not _LIST_ITEM.match(following)
        yield line.lstrip() if wrapped and line[:1] == " " else line
        yield " " if wrapped else "\n"


def paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """The paragraphs in the lines of typeset pages, with words divided at line ends made whole.

    Blank lines end a paragraph, and so does a line that falls short of the usual width and
    ends a sentence, or falls far short of it.

    >>> list(paragraphs(["The Treasury eased the sanc-", "tions on gold.", "", "Caracas replied."]))
    ['The Treasury eased the sanctions on gold.', 'Caracas replied.']
    """
    lines = [" ".join(line.split()) for line in lines]
    width = _usual_width(lines)
    compounds = set(_COMPOUND.findall(" ".join(lines).lower()))
    held: list[str] = []
    for line, following in pairwise([*lines, ""]):
        held.append(_glued(line, following, compounds))
        if _ends_paragraph(line, following, width):
            yield from filter(None, ["".join(held).strip()])
            held = []


def _usual_width(lines: list[str]) -> int:
    """The length that one line in five exceeds: last lines and headlines don't count."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 4 // 5] if lengths else 0


def _glued(line: str, following: str, compounds: set[str]) -> str:
    """A line as it goes before the next: a word divided at its end loses the hyphen."""
    if not _HYPHENATED.search(line) or not following:
        return f"{line} "
    rest = following.split(maxsplit=1)[0]
    compound = _COMPOUND.match(f"{line.rsplit(maxsplit=1)[-1]}{rest}".lower())
    if not rest[0].islower() or (compound and compound[0] in compounds):
        return line  # "pro-Maduro", or a compound that stands elsewhere on one line
    return line[:-1]


def _ends_paragraph(line: str, following: str, width: int) -> bool:
    if not following or _LIST_ITEM.match(following):
        return True
    if _HYPHENATED.search(line):
        return False
    if _SENTENCE_END.search(line):
        return len(line) < width * 0.85
    return len(line) < width * 0.6
