"""The register of a document's mentions: named actors first, then those that roles describe."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from sanctiongraph.annotate.described import Filler, of_actor
from sanctiongraph.model import Kind, Mention

__all__ = ["Mentions"]


class Mentions:
    """Gives each mention its id once: "m1" for the first actor of the text, and so on."""

    __slots__ = ("_by_place", "_heads")

    def __init__(self, doc: Doc) -> None:
        self._by_place: dict[tuple[int, int, Kind], Mention] = {}
        self._heads: dict[str, str] = {}
        for actor in (*doc.spans["sg_actors"], *doc.spans["sg_inner"]):
            self.enter(of_actor(actor))

    def enter(self, filler: Filler) -> str:
        """The id of the mention at this place; entered if it is new."""
        place = (filler.start, filler.end, filler.kind)
        if place not in self._by_place:
            mention = self._mention(filler)
            self._by_place[place] = mention
            self._heads[mention.id] = filler.head
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
            key=filler.key,
            described=filler.described,
        )

    def id_of(self, actor: Span) -> str:
        """The id of a named actor's mention."""
        return self.enter(of_actor(actor))

    def names(self, references: tuple[str, ...]) -> set[tuple[Kind, str]]:
        """Kind and name of the mentions with these ids: two mentions of one name are equal here."""
        wanted = set(references)
        return {(m.kind, m.name) for m in self._by_place.values() if m.id in wanted}

    def countries(self, references: tuple[str, ...]) -> set[str]:
        """The country codes of the mentions with these ids."""
        wanted = set(references)
        return {m.country for m in self._by_place.values() if m.id in wanted and m.country}

    def are_alike(self, one: tuple[str, ...], two: tuple[str, ...]) -> bool:
        """Whether two single described groups may be the same people: one head noun, no two countries.

        "Venezuelan government officials" and "officials affiliated with Maduro".
        """
        first = [m for m in self._by_place.values() if m.id in one]
        second = [m for m in self._by_place.values() if m.id in two]
        if len(first) != 1 or len(second) != 1 or not (first[0].described and second[0].described):
            return False
        heads = {m.id: self._heads.get(m.id) for m in (*first, *second)}
        countries = {m.country for m in (*first, *second) if m.country}
        return len(set(heads.values())) == 1 and None not in heads.values() and len(countries) == 1

    def all(self) -> tuple[Mention, ...]:
        """All mentions, in the order in which they were entered."""
        return tuple(self._by_place.values())
