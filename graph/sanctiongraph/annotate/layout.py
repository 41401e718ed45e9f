"""Where the layout of a text ends a sentence, and where it can't: paragraphs, headlines, datelines, bullets.

Runs before the parser, which keeps to the boundaries that are set and finds the others itself.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Token

__all__ = ["BULLETS", "dateline_end", "headline_end"]

BULLETS = frozenset({"-", "–", "—", "•", "*", "·", "▪", "●", "‣", "o"})
_CLOSERS = frozenset(".!?…:;\"”’')]}|")
_START, _NO_START = 1, 2**64 - 1
"""Marks of spaCy's SENT_START, as its unsigned numbers have them."""
_SHORT_LINE = 50
"""Characters; a line this short that ends without a full stop is a headline or a row of a table."""

_LONGEST_HEADLINE = 200
"""Characters."""

_DATELINE = re.compile(
    r"\s*(?:[A-Z][\w.’'-]+[ ,./]{0,2}){1,6}"  # CARACAS, Venezuela
    r"(?:,? ?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?"  # , 3 September 2024
    r"\s*(?:\([^()\n]{2,40}\))?\s*[.]?\s?(?:-{1,2}|–|—)\s"  # (Agency) –
)


def dateline_end(paragraph: str) -> int:
    """How many characters of a paragraph are its dateline, the dash included; 0 without one.

    >>> dateline_end("CARACAS, Sept 3 (Andean Ledger) - The United States said")
    34
    >>> dateline_end("The United States - a rival - said")
    0
    """
    match = _DATELINE.match(paragraph[:120])
    if match is None:
        return 0
    head = match.group()
    certain = head.split()[0].isupper() or "(" in head or any(c.isdigit() for c in head) or ".–" in head
    return match.end() if certain else 0


def headline_end(doc: Doc) -> int:
    """How many characters of a text are its headline: a first line that no full stop ends; 0 without one."""
    first, line_end, rest = doc.text.partition("\n")
    is_headline = line_end and first.strip() and rest.strip() and len(first) <= _LONGEST_HEADLINE
    return len(first) if is_headline and first.rstrip()[-1] not in ".,;:" else 0


def _starts_sentence(token: Token) -> bool:
    """Whether the white space before a token, or a bullet that it is, begins something new."""
    before = token.nbor(-1)
    if not before.is_space or "\n" not in before.text:
        return _is_inline_bullet(token)
    if before.text.count("\n") > 1 or token.text in BULLETS:
        return True
    return _is_short_line(before)


def _is_inline_bullet(token: Token) -> bool:
    """As in "including: - A, which ...; - B": the line ends of a list are lost, its dashes are not."""
    if token.text not in ("-", "•") or token.i + 1 >= len(token.doc) or token.i < 2:
        return False
    before = token.nbor(-2) if token.nbor(-1).is_space else token.nbor(-1)
    return before.text in (";", ":", ".", "and", "or", ",") and token.nbor(1).text[:1].isupper()


def _may_follow(before: Token) -> bool:
    """Whether a sentence may begin after this token: a full stop, a closing quote, a line end.

    After a word nothing starts, whatever the parser guesses; nor after a bullet.
    """
    text = before.text
    return (text[-1] in _CLOSERS or before.is_space or before.is_punct) and text not in BULLETS


def _is_short_line(line_end: Token) -> bool:
    line = line_end.doc[max(0, line_end.i - _SHORT_LINE) : line_end.i].text[-_SHORT_LINE - 1 :]
    return "\n" in line and line.rstrip()[-1:] not in (".", ",", ";", ":", "?", "!")


@Language.component("sg_layout", assigns=["token.is_sent_start"])
def sg_layout(doc: Doc) -> Doc:
    """Set a sentence start after each paragraph break, headline, bullet and dateline, and none in between.

    All are set at once: spaCy's setter of a single token looks through the whole text each time.
    """
    marks = doc.to_array(["SENT_START"]).reshape(-1, 1)
    starts = []
    for token in doc[1:]:
        before = doc[token.i - 1]
        if before.text == "|" or ((before.is_space or token.text in BULLETS) and _starts_sentence(token)):
            starts.append(token)
        elif not _may_follow(before) or (before.text[-1] == "." and token.text[0].islower()):
            marks[token.i] = _NO_START
    told = (_after_dateline(doc, token) for token in [*doc[:1], *starts])
    for place in [*(token.i for token in starts), *(place for place in told if place is not None)]:
        marks[place] = _START
    return doc.from_array(["SENT_START"], marks) if len(doc) else doc


def _after_dateline(doc: Doc, first: Token) -> int | None:
    """The place of the first token behind a dateline that opens a paragraph; None without one."""
    length = dateline_end(doc[first.i : first.i + 40].text[:130])
    if not length:
        return None
    behind = (t.i for t in doc[first.i + 1 : first.i + 60] if t.idx >= first.idx + length and not t.is_space)
    return next(behind, None)
