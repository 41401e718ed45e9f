"""Who is named in a text: people, institutions, countries and vessels, as spans with name, country and key.

The gazetteer settles what it knows, the statistical model proposes the rest, titles and repeated names
mend both.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import compile_infix_regex

from sanctiongraph.annotate.assets import assets
from sanctiongraph.annotate.belonging import with_countries
from sanctiongraph.annotate.datelines import datelines
from sanctiongraph.annotate.found import Found
from sanctiongraph.annotate.known import Context, from_gazetteer, known_names
from sanctiongraph.annotate.mending import chosen, governments, repeated, voted
from sanctiongraph.annotate.organs import organs
from sanctiongraph.annotate.proposals import after_bodies, after_titles, by_given_name, from_model
from sanctiongraph.model import Kind

__all__ = ["GROUP", "actors_of", "register_extensions", "split_hyphens"]

GROUP = "sg_actors"
"""The key of `doc.spans` that holds the actors."""
INNER = "sg_inner"
"""The key of `doc.spans` that holds the people inside other actors: "Bashar al-Assad" of "the Bashar al-Assad
regime".
"""


def register_extensions() -> None:
    """Register the attributes of actor spans; safe to call again."""
    for name, default in (("sg_name", ""), ("sg_country", None), ("sg_key", None), ("sg_adjectival", False)):
        if not Span.has_extension(name):
            Span.set_extension(name, default=default)


def split_hyphens(nlp: Language) -> None:
    """Let the tokenizer split "U.S.-Mexico" and "U.S.-backed" as it splits "US-Mexico"; safe to call
    again.
    """
    rule = r"(?<=[A-Z]\.)[-–](?=[A-Za-z])"
    infixes = list(nlp.Defaults.infixes or ())
    nlp.tokenizer.infix_finditer = compile_infix_regex([*infixes, rule]).finditer


@Language.factory(
    GROUP,
    requires=["token.pos", "token.dep", "token.head", "doc.ents"],
    assigns=["doc.spans", "span._.sg_name", "span._.sg_country", "span._.sg_key", "span._.sg_adjectival"],
)
def _factory(nlp: Language, name: str) -> _Actors:  # noqa: ARG001 - spaCy gives it
    split_hyphens(nlp)
    return _Actors()


class _Actors:
    """The component: sets `doc.spans["sg_actors"]` and `doc.spans["sg_inner"]`."""

    def __call__(self, doc: Doc) -> Doc:
        doc.spans[GROUP], doc.spans[INNER] = actors_of(doc)
        return doc


def actors_of(doc: Doc) -> tuple[list[Span], list[Span]]:
    """The actors that a parsed document names, sorted spans that do not overlap; and people named inside
    them.
    """
    register_extensions()
    closed = list(datelines(doc))
    inside = {i for span in closed for i in range(span.start, span.end)}
    hits = tuple(hit for hit in known_names(doc) if hit.start not in inside)
    context = Context(doc, hits)
    proposals = [
        *(Found(span.start, span.end, None, "", weight=10) for span in closed),
        *from_gazetteer(doc, hits, context),
        *organs(doc, hits, context),
        *from_model(doc, hits),
        *after_titles(doc),
        *after_bodies(doc, hits),
        *by_given_name(doc, hits),
        *assets(doc),
    ]
    placed = with_countries(doc, repeated(doc, chosen(voted(doc, proposals))))
    found = governments(doc, placed)
    kept = {(one.start, one.kind) for one in found}
    inner = [one for one in placed if _is_lost(one) and (one.start, one.kind) not in kept]
    return [_span(doc, one) for one in found if one.kind], [_span(doc, one) for one in inner]


def _is_lost(one: Found) -> bool:
    return one.kind is Kind.PERSON and (one.key is not None or " " in one.name)


def _span(doc: Doc, one: Found) -> Span:
    span = Span(doc, one.start, one.end, label=str(one.kind))
    span._.sg_name = one.name
    span._.sg_country = one.country
    span._.sg_key = one.key
    span._.sg_adjectival = one.adjectival
    return span
