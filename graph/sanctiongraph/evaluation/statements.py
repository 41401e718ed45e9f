"""One sanction action in a form in which what was found and what people read can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from sanctiongraph.model import Account, Act, Entity, Evidence, Kind, Measure, Modality, SanctionAction

__all__ = ["Actor", "Span", "Statement", "sentence_around", "statements"]

Span = tuple[int, int]
"""Start and end, in characters of the text."""

_SENTENCE_END = re.compile(r"""(?<=[a-z\d)\]"”’]{3})[.!?]+["”’)\]]*\s+(?=["“‘(\[]*[A-Z\d])|\n+""")
"""After a word, not after "U.S." or "Mr."."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts or is acted upon: all names it goes by, the fullest first."""

    names: tuple[str, ...]
    kind: Kind | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sanction action, as found in a text or as told by a gold file.

    `triggers` are the places of the words that carry the act, the fullest mention first;
    `sentence` is known of what was found only, so is `confidence`. `measures` leave out
    the unspecified. `optional` ones are neither rewarded nor punished.
    """

    trigger: str
    triggers: tuple[Span, ...]
    act: Act
    modality: Modality = Modality.ACTUAL
    negated: bool = False
    imposers: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    measures: frozenset[Measure] = frozenset()
    date: str | None = None
    grounds: str | None = None
    count: int | None = None
    sentence: Span | None = None
    quote: str = ""
    confidence: float | None = None
    optional: bool = False


def statements(account: Account, entities: Mapping[str, Entity]) -> Iterator[Statement]:
    """What an account says of sanctions, in the order in which its graph has it."""
    for action in sorted(account.actions, key=lambda action: quote(action.id, safe="")):
        yield _statement(action, min(action.evidence, key=_place), entities)


def _place(evidence: Evidence) -> Span:
    return evidence.start, evidence.trigger_start


def _statement(action: SanctionAction, evidence: Evidence, entities: Mapping[str, Entity]) -> Statement:
    start, end = evidence.trigger_start - evidence.start, evidence.trigger_end - evidence.start
    return Statement(
        trigger=evidence.quote[start:end],
        triggers=((evidence.trigger_start, evidence.trigger_end),),
        act=action.act,
        modality=action.modality,
        negated=action.negated,
        imposers=_actors(action.imposers, entities),
        targets=_actors(action.targets, entities),
        measures=frozenset(action.measures) - {Measure.UNSPECIFIED},
        date=action.date.value if action.date else None,
        grounds=action.grounds,
        count=action.target_count,
        sentence=(evidence.start, evidence.end),
        quote=evidence.quote,
        confidence=action.confidence,
    )


def _actors(ids: tuple[str, ...], entities: Mapping[str, Entity]) -> tuple[Actor, ...]:
    known = (entities[id_] for id_ in sorted(ids, key=quote))
    return tuple(Actor((entity.label, *entity.names), entity.kind, entity.country) for entity in known)


def sentence_around(text: str, span: Span) -> str:
    """The sentence that holds a place in a text, as well as full stops and line ends tell.

    >>> sentence_around("It rained. The U.S. eased its sanctions. Oslo waits.", (20, 25))
    'The U.S. eased its sanctions.'
    """
    starts = [0, *(end.end() for end in _SENTENCE_END.finditer(text)), len(text)]
    first = max(start for start in starts if start <= span[0])
    last = min((start for start in starts if start >= span[1] and start > first), default=len(text))
    return text[first:last].strip()
