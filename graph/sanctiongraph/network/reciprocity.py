"""Who answers sanctions with sanctions? States that restrict each other, in order of dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import product
from typing import Any

import networkx as nx

from sanctiongraph.network.moments import before, when
from sanctiongraph.network.ranking import UNKNOWN, state
from sanctiongraph.network.simple import RESTRICTING, actual, arrows, finding, reference

__all__ = ["reciprocity"]

Event = dict[str, Any]

_GOING_ON = frozenset({"Reimpose", "Expand", "Renew", "Maintain", "InForce"})
"""Acts on measures that were there before: whoever does one may have begun long ago."""


def reciprocity(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """Pairs of states that each restricted the other, the busiest first.

    `rows`: `one` and `other` (whoever was first in front), `began` (the state whose action is the earliest
    by dates that sentences give, or None where an undated action was told of before, or the other state
    is said to expand or keep what it had), `first_told` (the one that acted first if undated actions stand at
    their publication, or None), `counts` by state, and `events`
    (`date`, `dated` by the sentence, `by`, `act`, `claim`) in order of dates, undated ones last.
    `states` and `actors` hold the share of arrows that are returned, None without an arrow.
    """
    taken = _events(graph)
    mutual = {(min(pair), max(pair)) for pair in taken if (pair[1], pair[0]) in taken}
    rows = [_row(one, other, taken[one, other], taken[other, one]) for one, other in sorted(mutual)]
    return finding(
        "States that each took a restricting action against the other, as the texts state it. Who "
        "acted first is said where sentences date the first action of either. The share says how many of the "
        "arrows from one to another have an arrow back.",
        "That two restrict each other does not say that the one answers the other. The first of these "
        "documents need not be the first in history. An action without a date of its own stands at its "
        "publication: that tells who was first told of, not who began. Where dates are equal or too "
        "coarse, nobody is named. Persons and bodies count for the state they act for.",
        states=_share(set(taken)),
        actors=_share({(a, b) for a, b in arrows(graph).edges()}),
        rows=sorted(rows, key=lambda row: (-len(row["events"]), row["one"], row["other"])),
    )


def _events(graph: nx.MultiDiGraph[str]) -> dict[tuple[str, str], list[Event]]:
    """Restricting facts by imposing and targeted state, each claim once."""
    events: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for claim in graph.graph["claims"]:
        if claim["type"] == "action" and actual(claim) and claim["act"] in RESTRICTING:
            for one, other in sorted(_states(graph, claim)):
                events[one, other].append(
                    {
                        "date": when(claim),
                        "dated": claim["date"] is not None,
                        "by": one,
                        "act": claim["act"],
                        "claim": reference(claim),
                    }
                )
    return events


def _states(graph: nx.MultiDiGraph[str], claim: dict[str, Any]) -> set[tuple[str, str]]:
    pairs = product(
        {state(graph, actor) for actor in claim["sources"]}, {state(graph, actor) for actor in claim["sinks"]}
    )
    return {(a, b) for a, b in pairs if a != b and UNKNOWN not in (a, b)}


def _row(one: str, other: str, ones: list[Event], others: list[Event]) -> dict[str, Any]:
    told = _first(one, ones, other, others)
    dated = _first(one, _dated(ones), other, _dated(others))
    answers = others if dated == one else ones
    began = dated if dated == told and not any(event["act"] in _GOING_ON for event in answers) else None
    leading, following = (other, one) if told == other else (one, other)
    events = sorted(
        [*ones, *others], key=lambda event: (event["date"] or "9999", event["by"], event["claim"])
    )
    return {
        "one": leading,
        "other": following,
        "began": began,
        "first_told": told,
        "counts": {one: len(ones), other: len(others)},
        "events": events,
    }


def _dated(events: list[Event]) -> list[Event]:
    return [event for event in events if event["dated"]]


def _first(one: str, ones: list[Event], other: str, others: list[Event]) -> str | None:
    """Which of two states acted certainly before the other, by the earliest dates of each."""
    a = min((event["date"] for event in ones if event["date"]), default="")
    b = min((event["date"] for event in others if event["date"]), default="")
    if before(a, b):
        return one
    return other if before(b, a) else None


def _share(pairs: Iterable[tuple[str, str]]) -> float | None:
    """How many of the arrows have one back.

    >>> _share({("a", "b"), ("b", "a"), ("a", "c"), ("a", "d")})
    0.5
    """
    arrows = set(pairs)
    return round(sum((b, a) in arrows for a, b in arrows) / len(arrows), 4) if arrows else None
