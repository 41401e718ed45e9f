"""Say where evidence stands so that an annotation tool finds it: the segments of a Web Annotation.

A segment is a stretch of a document's text, with the IRI ``DOCUMENT#char=START,END`` (as RFC 5147
writes it). It is selected twice: by position, and by quotation with a few characters around it,
which holds where a text has changed. Claims that rest on one sentence share its segment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sanctiongraph.model import AROUND, Evidence
from sanctiongraph.triples.terms import Statement, integer, kind, text, to
from sanctiongraph.vocab import OA

__all__ = ["Segment", "described", "quote_of", "segments"]


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A stretch of the text, what it says, and what stands before and after it."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    def iri(self, document: str) -> str:
        """The segment of this document."""
        return f"{document}#char={self.start},{self.end}"


def quote_of(document: str, start: int, end: int) -> str:
    """The IRI of the selector by quotation of a segment of a document."""
    return f"{document}#char={start},{end}/quote"


def segments(one: Evidence) -> Iterator[Segment]:
    """The sentence and the trigger of evidence; one that isn't where it should be has no segment."""
    if one.end - one.start == len(one.quote) and one.quote:
        yield Segment(one.start, one.end, one.quote, one.before, one.after)
        if one.start <= one.trigger_start < one.trigger_end <= one.end:
            yield _trigger(one)


def _trigger(one: Evidence) -> Segment:
    first, last = one.trigger_start - one.start, one.trigger_end - one.start
    return Segment(
        one.trigger_start,
        one.trigger_end,
        one.quote[first:last],
        (one.before + one.quote[:first])[-AROUND:],
        (one.quote[last:] + one.after)[:AROUND],
    )


def described(segment: Segment, document: str) -> Iterator[tuple[str, Iterable[Statement]]]:
    """The segment and its two selectors, each with what is said of it."""
    iri = segment.iri(document)
    position, quote = f"{iri}/position", quote_of(document, segment.start, segment.end)
    yield iri, _segment(document, position, quote)
    yield position, _position(segment)
    yield quote, _quote(segment)


def _segment(document: str, *selectors: str) -> Iterator[Statement]:
    yield kind(OA + "SpecificResource")
    yield to(OA + "hasSource", document)
    yield from (to(OA + "hasSelector", selector) for selector in selectors)


def _position(segment: Segment) -> Iterator[Statement]:
    yield kind(OA + "TextPositionSelector")
    yield OA + "start", integer(segment.start)
    yield OA + "end", integer(segment.end)


def _quote(segment: Segment) -> Iterator[Statement]:
    yield kind(OA + "TextQuoteSelector")
    yield from text(OA + "exact", segment.exact)
    yield from text(OA + "prefix", segment.prefix)
    yield from text(OA + "suffix", segment.suffix)
