"""Who belongs together? Groups of actors with more ties among themselves than to the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from statistics import fmean
from typing import Any

import networkx as nx
from graspologic_native import leiden

from sanctiongraph.network.simple import SEED, finding, lines, weighted
from sanctiongraph.network.stability import adjusted_rand, resemblance

__all__ = ["communities", "described", "named"]

_RUNS, _FEWEST = 20, 3
_TIES = 2_000_000
"""Ties that all further runs together may look at; more than that, and fewer runs are made."""
_ROUNDS = 5
"""How often each run starts anew from what it found; on large networks the first round is much too coarse."""

Ties = list[tuple[str, str, float]]


def communities(graph: nx.MultiDiGraph[str]) -> list[list[str]]:
    """Ids by community, the largest first; each sorted. Actors without a tie stand alone.

    Leiden (Traag, Waltman and van Eck 2019) by modularity, with a fixed seed and over the ties in order
    of ids, so that the answer does not hang on the order of claims. About O(ties).
    """
    plain = lines(graph)
    groups: dict[int, list[str]] = defaultdict(list)
    for actor, number in zip(sorted(plain), _leiden(_ties(plain), len(plain), SEED), strict=True):
        groups[number].append(actor)
    return sorted(groups.values(), key=lambda group: (-len(group), group))


def _ties(plain: nx.Graph[str]) -> Ties:
    """The ties between the places of actors in the order of ids; places are texts for the library."""
    place = {actor: index for index, actor in enumerate(sorted(plain))}
    ties = ((place[a], place[b], weight) for a, b, weight in weighted(plain))
    ordered = ((min(a, b), max(a, b), weight) for a, b, weight in ties)
    return [(str(a), str(b), weight) for a, b, weight in sorted(ordered)]


def _leiden(ties: Ties, size: int, seed: int) -> list[int]:
    """The community of each actor, by place; those without a tie have one of their own."""
    found: dict[str, int] = {}
    if ties:
        _, found = leiden(
            ties,
            starting_communities=None,
            resolution=1.0,
            randomness=0.001,
            iterations=_ROUNDS,
            use_modularity=True,
            seed=seed,
            trials=1,
        )
    return [found.get(str(place), size + place) for place in range(size)]


def named(graph: nx.MultiDiGraph[str], groups: list[list[str]]) -> list[str]:
    """What each community is called: its three best tied members."""
    ties = dict(lines(graph).degree(weight="weight"))
    return [_name(graph, _best(group, ties)) for group in groups]


def _best(group: list[str], ties: Mapping[str, float]) -> list[str]:
    return sorted(group, key=lambda actor: (-ties[actor], actor))


def _name(graph: nx.MultiDiGraph[str], best: list[str]) -> str:
    return ", ".join(graph.nodes[actor]["label"] for actor in best[:3])


def described(graph: nx.MultiDiGraph[str], groups: list[list[str]]) -> dict[str, Any]:
    """The communities of at least two actors, and how well they hold.

    `rows`: `size`, `label` (its best tied members), `members` (ids) and `holds` (0 to 1: its mean
    likeness, by Jaccard, to the most like community of each further run). `stability`: `runs`, and
    `mean` and `least` of the adjusted Rand index between them and the communities shown (None
    without a run).
    """
    plain = lines(graph)
    ties = dict(plain.degree(weight="weight"))
    place = {actor: index for index, actor in enumerate(sorted(plain))}
    runs = _runs(plain)
    sizes = [Counter(run) for run in runs]
    rows = []
    for group in groups:
        if len(group) > 1:
            best = _best(group, ties)
            numbers = [place[actor] for actor in group]
            alike = [resemblance(numbers, run, size) for run, size in zip(runs, sizes, strict=True)]
            holds = round(fmean(alike), 4)
            rows.append({"size": len(group), "label": _name(graph, best), "holds": holds, "members": best})
    return finding(
        "Groups of actors with more ties among themselves than to the rest; each is named after its "
        "three best tied members. The method draws lots, so it is run again: stability is the mean "
        "agreement of those runs with what is shown (adjusted Rand index: 1 the same, 0 chance), and each "
        "group says how much of it comes out again.",
        "Found by the Leiden method (Traag, Waltman and van Eck 2019), which seeks the highest modularity, "
        "with fixed seeds over actions, offices and relationships that are not denied. A community is a "
        "pattern in the coverage, not an alliance: an imposer usually shares it with its targets. Below a "
        "stability of some 0.8 single members mean little.",
        stability=_stability(groups, [actor for actor in place if ties[actor]], place, runs),
        rows=rows,
    )


def _runs(plain: nx.Graph[str]) -> list[list[int]]:
    """The community of each actor, in the order of ids, in runs with other seeds."""
    ties = _ties(plain)
    wanted = min(_RUNS, max(_FEWEST, _TIES // len(ties))) if ties else 0
    return [_leiden(ties, len(plain), SEED + run) for run in range(1, wanted + 1)]


def _stability(
    groups: list[list[str]], tied: list[str], place: dict[str, int], runs: list[list[int]]
) -> dict[str, Any]:
    """Agreement over the actors that have a tie: those without one are alone in every run."""
    group_of = {actor: number for number, group in enumerate(groups) for actor in group}
    shown = [group_of[actor] for actor in tied]
    scores = [adjusted_rand(shown, [run[place[actor]] for actor in tied]) for run in runs]
    return {
        "runs": len(scores),
        "mean": round(fmean(scores), 4) if scores else None,
        "least": round(min(scores), 4) if scores else None,
    }
