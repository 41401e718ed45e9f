"""A text as it is told: sentence by sentence, with who has been named or meant so far."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from sanctiongraph.annotate.cast import Cast, Part
from sanctiongraph.annotate.offices import OfficeHeld
from sanctiongraph.annotate.prominence import ASIDE, LEADING, STANDING_OUT, prominence
from sanctiongraph.model import Kind, Modality

__all__ = ["Fits", "Passage", "Story", "outstanding"]

Fits = Callable[[Part], bool]
_CROWD = 100
"""Places in one sentence where somebody is named or meant: more than those of news have."""


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

    __slots__ = (
        "_countries",
        "_latest",
        "_offices",
        "_place",
        "_told",
        "cast",
        "doc",
        "passages",
        "resolved",
    )

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.cast = Cast(doc)
        self._offices: dict[str, list[OfficeHeld]] = defaultdict(list)
        for office in _distinct(doc._.sg_offices):
            self._offices[self.cast.who(office.holder)].append(office)
        self.passages: list[Passage] = []
        self.resolved: dict[int, Part] = {}
        self._latest: dict[str, Span] = {}
        self._place: dict[str, int] = {}
        self._told: Counter[str] = Counter()
        self._countries: dict[str, None] = {}

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
            if named.label_ == Kind.COUNTRY:
                self._countries[part.who] = None

    def at(self, token: Token) -> Part | None:
        """Who is named, described or meant at a token."""
        return self.resolved.get(token.i) or self.cast.part_at(token)

    def name_of(self, who: str) -> Span | None:
        """Where somebody was named last, or else will be first."""
        return self._latest.get(who) or self.cast.first(who)

    def age(self, who: str) -> int:
        """How many sentences ago somebody was last named or meant; 0 is this one, the whole text never."""
        return len(self.passages) - self._place.get(who, -len(self.doc))

    @property
    def is_crowded(self) -> bool:
        """Whether this sentence names more than anybody may tell apart by pronouns."""
        return len(self.passages[-1].parts) > _CROWD

    def here(self, fits: Fits) -> dict[str, int]:
        """Who fits in this sentence so far."""
        return self.passages[-1].fitting(fits)

    def lately(self, fits: Fits, sentences: int) -> set[str]:
        """Who fits in this sentence or in the last few."""
        return {who for passage in self.passages[-1 - sentences :] for who in passage.fitting(fits)}

    def told_of(self, sentences: int) -> set[str]:
        """Who was named or meant in this sentence or in the last few."""
        return {part.who for passage in self.passages[-1 - sentences :] for part in passage.parts}

    def offices_of(self, who: str, before: Token) -> Iterator[OfficeHeld]:
        """The offices that somebody was said to hold before a token, in order."""
        return takewhile(lambda office: office.trigger.start <= before.i, self._offices.get(who, ()))

    def is_main(self, who: str, fits: Fits) -> bool:
        """Whether no other country that fits has been named or meant more often so far."""
        return all(self._told[other] <= self._told[who] for other in self.ever(fits))

    def ever(self, fits: Fits) -> set[str]:
        """Which countries fit, of all that were named."""
        named = ((who, self._latest[who]) for who in self._countries)
        return {who for who, actor in named if fits(Part(actor.root, who, actor.label_, actor))}


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
