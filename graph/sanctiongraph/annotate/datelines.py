"""Where a paragraph begins with its dateline: "CARACAS, March 3 (Reuters) -", which names no actor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from sanctiongraph import gazetteer
from sanctiongraph.gazetteer import Use

__all__ = ["datelines"]

_DATELINE = re.compile(
    r"^[ \t]*(?P<place>[^\W\d_][\w.'’ ]{1,30}?)(?:,[^()\n–—]{1,40}?)??[ \t]*"
    r"(?:(?P<agency>\([^()\n]{2,40}\))[ \t]*(?P<dash>--|[-–—])?|(?:--|[-–—]))(?=\s)",
    re.MULTILINE,
)


def datelines(doc: Doc) -> Iterator[Span]:
    """The cities of a text's datelines, and the agencies in brackets behind them, in order."""
    for match in _DATELINE.finditer(doc.text):
        parts = [
            doc.char_span(*match.span(part), alignment_mode="contract")
            for part in ("place", "agency")
            if match[part]
        ]
        if parts[0] is not None and _opens(match, parts[0]):
            yield from (part for part in parts if part is not None)


def _opens(match: re.Match[str], city: Span) -> bool:
    """True for a place in capitals, or any capitalised one before an agency and a dash."""
    place = match["place"]
    if match["agency"] and match["dash"] and all(word[0].isupper() for word in place.split()):
        return True
    return place.isupper() and (_is_capital(place) or city[0].ent_type_ in ("GPE", "LOC"))


def _is_capital(place: str) -> bool:
    senses = (*gazetteer.senses(place), *gazetteer.senses(place.title()))
    return any(sense.use is Use.CAPITAL for sense in senses)
