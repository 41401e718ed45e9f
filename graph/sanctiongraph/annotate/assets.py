"""Named vessels and pipelines: "the oil tanker Eagle S", "USS Cole", "the Druzhba pipeline"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from sanctiongraph.annotate.found import Found
from sanctiongraph.annotate.names import (
    capitalised,
    clean,
)
from sanctiongraph.gazetteer import words
from sanctiongraph.model import Kind

__all__ = ["assets"]


def assets(doc: Doc) -> Iterator[Found]:
    """ "the oil tanker Eagle S", "USS Cole", "the Druzhba pipeline", "Nord Stream 2"."""
    for token in doc:
        if token.lower_ in words("refused", "vessel") or token.text in words("refused", "hull"):
            end = _hull_name(doc, token.i + 1)
            begin = token.i if token.text in words("refused", "hull") else token.i + 1
            if end > token.i + 1:
                yield Found(begin, end, Kind.ASSET, clean(doc[begin:end].text), weight=7.5)
        elif token.lower_ in ("pipeline", "pipelines") and token.i and _names_pipeline(doc[token.i - 1]):
            begin = token.i - 1
            while begin and (
                capitalised(doc[begin - 1]) or doc[begin].text == "-" or doc[begin - 1].text == "-"
            ):
                begin -= 1
            yield Found(begin, token.i + 1, Kind.ASSET, clean(doc[begin : token.i + 1].text), weight=7.5)
        elif token.text == "Nord" and token.i + 1 < len(doc) and token.nbor(1).text == "Stream":
            end = token.i + 2
            if end < len(doc) and doc[end].text in ("1", "2"):
                end += 1
            yield Found(token.i, end, Kind.ASSET, clean(doc[token.i : end].text), weight=7.4)


def _names_pipeline(token: Token) -> bool:
    return capitalised(token) and token.pos_ == "PROPN" and token.ent_type_ not in ("GPE", "NORP")


def _hull_name(doc: Doc, start: int) -> int:
    end = start
    while (
        end < len(doc)
        and end - start < 5
        and ((doc[end].text in ('"', "“", "'") and end == start) or _in_hull(doc[end]))
    ):
        end += 1
    return end if end > start and any(token.text[0].isupper() for token in doc[start:end]) else start


def _in_hull(token: Token) -> bool:
    if token.ent_type_ in ("GPE", "NORP", "DATE", "CARDINAL") and not token.text.isdigit():
        return False
    return (token.text[0].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "NUM", "X")) or (
        token.text.isdigit() and len(token) < 3
    )
