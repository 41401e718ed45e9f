"""The sentence of a token, looked up once a document: spaCy's `token.sent` walks the whole text each time."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

__all__ = ["sentence_of"]

_BOUNDS = "sg_sentence_bounds"


def sentence_of(place: Token | Span) -> Span:
    """The sentence a token stands in, or a span begins in; the document must be parsed.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("sentencizer")
    >>> sentence_of(nlp("One ends. Two begins.")[4]).text
    'Two begins.'
    """
    doc = place.doc
    bounds = doc.user_data.get(_BOUNDS)
    if bounds is None:
        bounds = doc.user_data[_BOUNDS] = _bounds(doc)
    start, end = bounds[place.i if isinstance(place, Token) else place.start]
    return doc[start:end]


def _bounds(doc: Doc) -> list[tuple[int, int]]:
    """Start and end of its sentence for each token."""
    return [(sentence.start, sentence.end) for sentence in doc.sents for _ in sentence]
