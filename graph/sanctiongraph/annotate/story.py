"""A text as it is told: sentence by sentence, with who has been named or meant so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from sanctiongraph.annotate.cast import Cast, Part
from sanctiongraph.annotate.offices import OfficeHeld
from sanctiongraph.annotate.prominence import ASIDE, LEADING, STANDING_OUT, prominence
from sanctiongraph.model import Modality

__all__ = ["Fits", "Passage", "Story", "outstanding"]

Fits = Callable[[Part], bool]


@dataclass(slots=True)
class Passage:
    """One sentence, the number of its paragraph, and who is in it so far."""

    sentence: Span
    paragraph: int
    parts: list[Part] = field(default_factory=list)

    def fitting(self, fits: Fits) -> dict[str, int]:
        """Who fits here, and how prominent at best."""
        found: dict[str, int] = {}
        for part in self.parts:
            if fits(part):
                found[part.who] = max(found.get(part.who, 0), _rank(part))
        return found

    def is_taken_up(self, who: str) -> bool:
        """Whether a pronoun leads this sentence and means `who`: the text goes on about them."""
        return any(
            p.who == who and p.head.pos_ == "PRON" and prominence(p.head) == LEADING for p in self.parts
        )


def _rank(part: Part) -> int:
    """How prominent somebody is at a place; a stranger only where he leads the sentence."""
    rank = prominence(part.head)
    stranger = part.actor is None and part.head.tag_ == "NN"
    return min(rank, ASIDE) if stranger and rank != LEADING else rank


class Story:
    """What has been told up to a token."""

    __slots__ = ("_latest", "_place", "_told", "cast", "doc", "offices", "passages", "resolved")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.cast = Cast(doc)
        self.offices = _distinct(doc._.sg_offices)
        self.passages: list[Passage] = []
        self.resolved: dict[int, Part] = {}
        self._latest: dict[str, Span] = {}
        self._place: dict[str, int] = {}
        self._told: Counter[str] = Counter()

    def sentences(self) -> Iterator[Passage]:
        """Begin sentence after sentence."""
        paragraph = 0
        for sentence in self.doc.sents:
            paragraph += sentence.start > 0 and "\n" in self.doc[sentence.start - 1].text
            self.passages.append(Passage(sentence, paragraph))
            yield self.passages[-1]

    def enter(self, part: Part) -> None:
        """Note that somebody is named or meant at a place."""
        self.passages[-1].parts.append(part)
        self.resolved[part.head.i] = part
        self._place[part.who] = len(self.passages)
        self._told[part.who] += 1
        named = self.cast.owner.get(part.head.i)
        if named is not None and (part.who not in self._latest or not named._.sg_adjectival):
            self._latest[part.who] = named

    def at(self, token: Token) -> Part | None:
        """Who is named, described or meant at a token."""
        return self.resolved.get(token.i) or self.cast.part_at(token)

    def name_of(self, who: str) -> Span | None:
        """Where somebody was named last, or else will be first."""
        return self._latest.get(who) or self.cast.first(who)

    def age(self, who: str) -> int:
        """How many sentences ago somebody was last named or meant; 0 is this one, the whole text never."""
        return len(self.passages) - self._place.get(who, -len(self.doc))

    def here(self, fits: Fits) -> dict[str, int]:
        """Who fits in this sentence so far."""
        return self.passages[-1].fitting(fits)

    def lately(self, fits: Fits, sentences: int) -> set[str]:
        """Who fits in this sentence or in the last few."""
        return {who for passage in self.passages[-1 - sentences :] for who in passage.fitting(fits)}

    def is_main(self, who: str, fits: Fits) -> bool:
        """Whether nobody else who fits has been named or meant more often so far."""
        return all(self._told[other] <= self._told[who] for other in self.ever(fits))

    def ever(self, fits: Fits) -> set[str]:
        """Who fits, of all that were named."""
        return {
            who for who, actor in self._latest.items() if fits(Part(actor.root, who, actor.label_, actor))
        }


def _distinct(offices: Iterable[OfficeHeld]) -> list[OfficeHeld]:
    """The first telling of each office that somebody is really said to hold or have held, in order."""
    found: dict[tuple[str, str, str | None, bool], OfficeHeld] = {}
    for office in sorted(offices, key=lambda each: each.trigger.start):
        at = office.at._.sg_country if office.at is not None else None
        key = (office.holder._.sg_name, office.title.lower(), at, office.former)
        if office.modality is Modality.ACTUAL and not office.negated:
            found.setdefault(key, office)
    return list(found.values())


def outstanding(passage: Passage, fits: Fits) -> str | None:
    """The one whom an earlier sentence is about: nobody if two may be."""
    found = passage.fitting(fits)
    if len(found) < 2:
        return next(iter(found), None)
    leading = [who for who, rank in found.items() if rank == LEADING]
    if len(leading) != 1:
        return None
    rivals = [who for who, rank in found.items() if rank == STANDING_OUT]
    return leading[0] if not rivals or passage.is_taken_up(leading[0]) else None
