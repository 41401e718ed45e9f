"""Organs that every state has, by the country beside them: "the Chinese Commerce Ministry", "Ministry
of Finance of Japan".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Doc

from sanctiongraph import gazetteer
from sanctiongraph.annotate.found import Found, Hit
from sanctiongraph.annotate.known import Context
from sanctiongraph.annotate.names import (
    capitalised,
    is_office,
    trimmed,
)
from sanctiongraph.gazetteer import Use
from sanctiongraph.model import Kind

__all__ = ["organs"]

_NATIONAL = (Use.NAME, Use.ADJECTIVE, Use.METONYM)


def organs(doc: Doc, hits: tuple[Hit, ...], context: Context) -> Iterator[Found]:
    """ "the Chinese Commerce Ministry", "Russia's defence ministry", "Ministry of Finance of Japan"."""
    lower = [token.lower_.replace("’", "'") for token in doc]
    settled = {i for hit in hits if _is_body(doc, hit) for i in range(hit.start, hit.end)}
    i = 0
    while i < len(doc):
        end = None if i in settled else _organ_end(doc, lower, i)
        found = _organ(doc, (i, end), hits, context) if end else None
        if found:
            yield found
        i = end or i + 1


def _is_body(doc: Doc, hit: Hit) -> bool:
    """True where the gazetteer itself names a body in any text, or one by a longer name than an organ's:
    "National Intelligence Service", "Independent High Electoral Commission".
    """
    if hit.senses[0].known.kind is not Kind.INSTITUTION:
        return False
    return not hit.senses[0].contextual or not gazetteer.is_organ(doc[hit.start : hit.end].text.lower())


def _organ_end(doc: Doc, lower: list[str], start: int) -> int | None:
    text, best = "", None
    for end in range(start, min(start + 9, len(doc))):
        text += lower[end]
        if not gazetteer.organ_begins(text):
            break
        best = end + 1 if gazetteer.is_organ(text) else best
        text += doc[end].whitespace_
    return best


def _organ(doc: Doc, bounds: tuple[int, int], hits: tuple[Hit, ...], context: Context) -> Found | None:
    start, end = bounds
    wording = doc[start:end].text.lower().replace("’", "'")
    begin, finish, code = _beside(doc, bounds, hits)
    if code is None and _may_stand_alone(doc, bounds, wording):
        absent = context.imposing | gazetteer.organ_lacking(wording)
        code = context.home(bounds, context.total.keys() - absent)
    organ = gazetteer.organ(wording, code) if code else None
    whole = _with_prefix(doc, begin, hits)
    if organ is None or whole is None:
        return None
    return Found(whole, finish, Kind.INSTITUTION, organ.label, code, organ.key, weight=8)


def _with_prefix(doc: Doc, start: int, hits: tuple[Hit, ...]) -> int | None:
    """Where the organ's name begins: at "Royal" too; None if other words before it name another body."""
    begin = start
    while begin and doc[begin].ent_iob_ == "I" and doc[begin - 1].ent_type_ == "ORG":
        begin -= 1
    begin, _ = trimmed(doc, begin, start)
    known = {i for hit in _around(hits, begin, start) for i in range(hit.start, hit.end)}
    own = [i for i in range(begin, start) if capitalised(doc[i]) and i not in known and not is_office(doc[i])]
    if [doc[i].text for i in own] == ["Royal"]:
        return own[0]
    return None if own else start


def _may_stand_alone(doc: Doc, bounds: tuple[int, int], wording: str) -> bool:
    """True for "the Foreign Ministry", "the foreign ministry", "the National Assembly"; not for "the
    military".
    """
    proper = all(capitalised(token) or token.is_stop for token in doc[bounds[0] : bounds[1]])
    if gazetteer.organ_needs_country(wording):
        return proper and bounds[1] - bounds[0] > 1
    return proper or "ministry" in wording


def _around(hits: tuple[Hit, ...], start: int, end: int) -> Iterator[Hit]:
    """The known names in these tokens and the one before; `hits` are in the order of the text."""
    first = bisect_left(hits, start, key=lambda hit: hit.start)
    for hit in hits[max(0, first - 1) :]:
        if hit.start > end:
            return
        yield hit


def _beside(doc: Doc, bounds: tuple[int, int], hits: tuple[Hit, ...]) -> tuple[int, int, str | None]:
    """The organ's span, with the country before it ("Chinese ...") or after it ("... of China"), and
    the code.
    """
    start, end = bounds
    for hit in _around(hits, start, end + 2):
        national = [
            sense for sense in hit.senses if sense.use in _NATIONAL and sense.known.kind is Kind.COUNTRY
        ]
        code = national[0].known.country if national else None
        if code and hit.end == start:
            return hit.start, end, code
        if code and hit.end == start - 1 and doc[hit.end].text in ("'s", "’s", "'", "’"):
            return start, end, code
        if code and hit.start in (end + 1, end + 2) and doc[end].text == "of":
            return start, hit.end, code
    return start, end, None
