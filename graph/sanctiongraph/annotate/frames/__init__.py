"""Sanction frames: where a sentence states an act on restrictive measures, and which words fill its roles.

A frame is found around a measure noun ("sanctions", "arms embargo") and the verb or noun that
governs it (`governed`), or around a verb that burdens, restricts, lists or spares by itself.
Each construction is one function in the table `CONSTRUCTIONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token

from sanctiongraph.annotate.frames.burdened import also_burdened, burdening_verbs
from sanctiongraph.annotate.frames.frame import Frame, actor_at
from sanctiongraph.annotate.frames.governed import about_measures, taking_up
from sanctiongraph.annotate.frames.listings import adding, growing, undoing_listings
from sanctiongraph.annotate.frames.on_lists import being_on_lists, designating, on_lists
from sanctiongraph.annotate.frames.restricted import (
    excluding,
    freezing,
    on_entry,
    on_holdings,
    restricting,
    suspending,
)
from sanctiongraph.annotate.frames.spared import exempting, exemptions
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Act

__all__ = ["CONSTRUCTIONS", "Frame", "actor_at", "frames"]


CONSTRUCTIONS: tuple[Callable[[Token], Iterator[Frame]], ...] = (
    about_measures,
    burdening_verbs,
    also_burdened,
    designating,
    taking_up,
    on_holdings,
    freezing,
    on_entry,
    restricting,
    excluding,
    suspending,
    on_lists,
    being_on_lists,
    undoing_listings,
    adding,
    growing,
    exemptions,
    exempting,
)
"""Tried on every token, in this order; the first frame on a trigger with an act stands."""


def frames(doc: Doc) -> list[Frame]:
    """All frames of a document, in order of their triggers."""
    found: dict[tuple[int, Act], Frame] = {}
    for token in doc:
        for construction in CONSTRUCTIONS:
            for frame in construction(token):
                found.setdefault((frame.trigger.i, frame.act), frame)
    kept = [f for f in _without_shadows(found.values()) if not _is_title(f.trigger)]
    return sorted((f for f in kept if not _is_told_after(f, kept)), key=lambda frame: frame.trigger.i)


def _is_title(trigger: Token) -> bool:
    """As in "E.O. 13712 (Blocking Property of Certain Persons)": what an order is called does nothing."""
    if not trigger.text[:1].isupper():
        return False
    before = trigger.doc[max(sentence_of(trigger).start, trigger.i - 12) : trigger.i]
    opened = [t for t in before if t.text in ("(", "“", '"')]
    if not opened or any(t.text == ")" for t in trigger.doc[opened[-1].i : trigger.i]):
        return False
    inside = trigger.doc[opened[-1].i + 1 : trigger.i]
    numbered = any(c.isdigit() for c in trigger.doc[max(0, opened[-1].i - 2) : opened[-1].i].text)
    return numbered and all(
        t.text[:1].isupper() or t.lower_ in ("of", "and", "the", "on", "to") for t in inside
    )


def _is_told_after(heading: Frame, others: list[Frame]) -> bool:
    """As in "Imposing new sanctions on X: Today, the President launched ...": the sentence tells the act."""
    if heading.pattern != "heading":
        return False
    here = heading.sentence
    return any(
        f.pattern != "heading" and f.act is heading.act and here.start <= f.trigger.i < here.end
        for f in others
    )


def _without_shadows(found: object) -> list[Frame]:
    """One act a trigger: an expansion is not told as an imposition as well."""
    kept: dict[int, Frame] = {}
    for frame in found:  # type: ignore[attr-defined]
        kept.setdefault(frame.trigger.i, frame)
    return list(kept.values())


@Language.component(
    "sg_frames", requires=["token.dep", "token.lemma", "token.tag", "doc.spans"], assigns=["doc._.sg_frames"]
)
def sg_frames(doc: Doc) -> Doc:
    """Find the sanction frames of a document."""
    for index, actor in enumerate(doc.spans["sg_actors"]):
        for token in actor:
            token._.sg_actor = index
    doc._.sg_frames = frames(doc)
    return doc


if not Doc.has_extension("sg_frames"):
    Doc.set_extension("sg_frames", default=())
    Token.set_extension("sg_actor", default=-1)
