"""The register of a document's mentions: named actors first, then those that roles describe."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from sanctiongraph.annotate.described import Filler, of_actor
from sanctiongraph.model import Kind, Mention

__all__ = ["Mentions"]


class Mentions:
    """Gives each mention its id once: "m1" for the first actor of the text, and so on."""

    __slots__ = ("_by_place",)

    def __init__(self, doc: Doc) -> None:
        self._by_place: dict[tuple[int, int, Kind], Mention] = {}
        for actor in doc.spans["sg_actors"]:
            self.enter(of_actor(actor))

    def enter(self, filler: Filler) -> str:
        """The id of the mention at this place; entered if it is new."""
        place = (filler.start, filler.end, filler.kind)
        if place not in self._by_place:
            self._by_place[place] = self._mention(filler)
        return self._by_place[place].id

    def _mention(self, filler: Filler) -> Mention:
        return Mention(
            id=f"m{len(self._by_place) + 1}",
            start=filler.start,
            end=filler.end,
            text=filler.text,
            kind=filler.kind,
            name=filler.name,
            country=filler.country,
            key=filler.actor._.sg_key if filler.actor is not None else None,
            described=filler.described,
        )

    def id_of(self, actor: Span) -> str:
        """The id of a named actor's mention."""
        return self.enter(of_actor(actor))

    def names(self, references: tuple[str, ...]) -> set[tuple[Kind, str]]:
        """Kind and name of the mentions with these ids: two mentions of one name are equal here."""
        wanted = set(references)
        return {(m.kind, m.name) for m in self._by_place.values() if m.id in wanted}

    def all(self) -> tuple[Mention, ...]:
        """All mentions, in the order in which they were entered."""
        return tuple(self._by_place.values())
