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


def reciprocity(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """Pairs of states that each restricted the other, the busiest first.

    `rows`: `one` and `other` (the beginner first, where it is known), `began` (a state or None),
    `on` ("sentence" or "publication": whose dates tell who began), `counts` by state, and `events`
    (`date`, `dated` by the sentence, `by`, `act`, `claim`) in order of dates, undated ones last.
    `states` and `actors` hold the share of arrows that are returned, None without an arrow.
    """
    taken = _events(graph)
    mutual = {(min(pair), max(pair)) for pair in taken if (pair[1], pair[0]) in taken}
    rows = [_row(one, other, taken[one, other], taken[other, one]) for one, other in sorted(mutual)]
    return finding(
        "States that each took a restricting action against the other, as the texts state it; he who acted "
        "first by the dates is named as the one who began. The share says how many of the arrows from one "
        "to another have an arrow back.",
        "That two restrict each other does not say that the one answers the other. An action without a date "
        "of its own stands at its publication, so that who began is who was first told of; where the dates "
        "are equal or too coarse, nobody is named. Persons and bodies count for the state they act for.",
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
    first, answer = _first(ones), _first(others)
    began = None
    if first and answer and before(first["date"], answer["date"]):
        began = one
    elif first and answer and before(answer["date"], first["date"]):
        began = other
    basis = "sentence" if first and answer and first["dated"] and answer["dated"] else "publication"
    leading, following = (other, one) if began == other else (one, other)
    events = sorted(
        [*ones, *others], key=lambda event: (event["date"] or "9999", event["by"], event["claim"])
    )
    return {
        "one": leading,
        "other": following,
        "began": began,
        "on": basis if began else None,
        "counts": {one: len(ones), other: len(others)},
        "events": events,
    }


def _first(events: list[Event]) -> Event | None:
    return min((event for event in events if event["date"]), key=lambda event: event["date"], default=None)


def _share(pairs: Iterable[tuple[str, str]]) -> float | None:
    """How many of the arrows have one back.

    >>> _share({("a", "b"), ("b", "a"), ("a", "c"), ("a", "d")})
    0.5
    """
    arrows = set(pairs)
    return round(sum((b, a) in arrows for a, b in arrows) / len(arrows), 4) if arrows else None
