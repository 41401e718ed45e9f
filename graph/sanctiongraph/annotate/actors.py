"""Who is named in a text: people, institutions, countries and named vessels, as spans with name, country and key.

The gazetteer settles what it knows, the statistical model proposes the rest, titles and repeated names mend both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from sanctiongraph import gazetteer
from sanctiongraph.annotate.metonyms import acts_as_government, modifies
from sanctiongraph.annotate.names import (
    capitalised,
    clean,
    is_office,
    person_parts,
    proper_run,
    refused_name,
    trimmed,
)
from sanctiongraph.gazetteer import Known, Sense, Use, fold, words
from sanctiongraph.model import Kind

__all__ = ["GROUP", "actors_of", "register_extensions", "split_hyphens"]

GROUP = "sg_actors"
"""The key of `doc.spans` that holds the actors."""

_NATIONAL = (Use.NAME, Use.ADJECTIVE, Use.METONYM)
_DIRECTIONS = frozenset("north south east west northern southern eastern western central upper lower".split())
_LOOSE = frozenset(("GPE", "NORP", "LANGUAGE", "PERSON"))


@dataclass(frozen=True, slots=True)
class _Hit:
    """A place in the text where a known name stands, and all that it may mean; in tokens."""

    start: int
    end: int
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A proposed actor, in tokens. Where two overlap, the heavier one stays; `kind` None only keeps others out."""

    start: int
    end: int
    kind: Kind | None
    name: str
    country: str | None = None
    key: str | None = None
    adjectival: bool = False
    weight: float = 0.0


def register_extensions() -> None:
    """Register the attributes of actor spans; safe to call again."""
    for name, default in (("sg_name", ""), ("sg_country", None), ("sg_key", None), ("sg_adjectival", False)):
        Span.set_extension(name, default=default, force=True)


def split_hyphens(nlp: Language) -> None:
    """Let the tokenizer split "U.S.-Mexico" and "U.S.-backed" as it splits "US-Mexico"; safe to call again."""
    from spacy.util import compile_infix_regex

    rule = r"(?<=[A-Z]\.)[-–](?=[A-Za-z])"
    infixes = list(nlp.Defaults.infixes or ())
    nlp.tokenizer.infix_finditer = compile_infix_regex([*infixes, rule]).finditer


@Language.factory(
    GROUP,
    requires=["token.pos", "token.dep", "token.head", "doc.ents"],
    assigns=["doc.spans", "span._.sg_name", "span._.sg_country", "span._.sg_key", "span._.sg_adjectival"],
)
def _factory(nlp: Language, name: str) -> _Actors:  # noqa: ARG001 - spaCy gives the name
    split_hyphens(nlp)
    register_extensions()
    return _Actors()


class _Actors:
    """The component: sets `doc.spans["sg_actors"]`."""

    def __call__(self, doc: Doc) -> Doc:
        doc.spans[GROUP] = actors_of(doc)
        return doc


def actors_of(doc: Doc) -> list[Span]:
    """The actors that a parsed document names: sorted spans that do not overlap."""
    register_once()
    hits = tuple(_known_names(doc))
    context = _Context(doc, hits)
    proposals = [
        *_from_gazetteer(doc, hits, context),
        *_organs(doc, hits, context),
        *_from_model(doc, hits),
        *_after_titles(doc),
        *_vessels(doc),
    ]
    found = _repeated(doc, _chosen(_voted(doc, proposals)))
    found = _governments(doc, _with_countries(doc, found))
    return [_span(doc, one) for one in found if one.kind]
