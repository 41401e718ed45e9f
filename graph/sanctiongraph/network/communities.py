"""Who belongs together? Groups of actors with more ties among themselves than to the others."""

from __future__ import annotations

from collections import Counter
from statistics import fmean
from typing import Any

import networkx as nx

from sanctiongraph.network.simple import SEED, finding, lines, weighted
from sanctiongraph.network.stability import adjusted_rand, resemblance

__all__ = ["communities", "described"]

_RUNS, _FEWEST = 20, 3
_TIES = 200_000
"""Ties that all further runs together may look at; more than that, and fewer runs are made."""


def communities(graph: nx.MultiDiGraph[str]) -> list[list[str]]:
    """Ids by community, the largest first; each sorted. Actors without a tie stand alone.

    Louvain (Blondel et al. 2008) with a fixed seed, over numbered nodes so that the answer does not
    hang on the hashing of names.
    """
    ids = sorted(graph)
    return [[ids[index] for index in group] for group in _louvain(_numbered(lines(graph)), SEED)]


def _numbered(plain: nx.Graph[str]) -> nx.Graph[int]:
    ids = sorted(plain)
    place = {actor: index for index, actor in enumerate(ids)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(ids)))
    numbered.add_weighted_edges_from(
        sorted((min(place[a], place[b]), max(place[a], place[b]), weight) for a, b, weight in weighted(plain))
    )
    return numbered


def _louvain(numbered: nx.Graph[int], seed: int) -> list[list[int]]:
    if not numbered.number_of_edges():
        return [[index] for index in numbered]
    groups = nx.community.louvain_communities(numbered, weight="weight", seed=seed)
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


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
            best = sorted(group, key=lambda actor: (-ties[actor], actor))
            labels = [graph.nodes[actor]["label"] for actor in best]
            numbers = [place[actor] for actor in group]
            alike = [resemblance(numbers, run, size) for run, size in zip(runs, sizes, strict=True)]
            holds = round(fmean(alike), 4)
            rows.append({"size": len(group), "label": ", ".join(labels[:3]), "holds": holds, "members": best})
    return finding(
        "Groups of actors with more ties among themselves than to the rest; each is named after its "
        "three best tied members. The method draws lots, so it is run again: stability is the mean "
        "agreement of those runs with what is shown (adjusted Rand index: 1 the same, 0 chance), and each "
        "group says how much of it comes out again.",
        "Found by Louvain modularity with fixed seeds over actions, offices and relationships that are "
        "not denied. A community is a pattern in the coverage, not an alliance: an imposer usually "
        "shares it with its targets. Below a stability of some 0.8 single members mean little.",
        stability=_stability(groups, [actor for actor in place if ties[actor]], place, runs),
        rows=rows,
    )


def _runs(plain: nx.Graph[str]) -> list[list[int]]:
    """The community of each actor, in the order of ids, in runs with other seeds."""
    ties = plain.number_of_edges()
    if not ties:
        return []
    numbered = _numbered(plain)
    wanted = min(_RUNS, max(_FEWEST, _TIES // ties))
    return [_group_of(_louvain(numbered, SEED + run), len(plain)) for run in range(1, wanted + 1)]


def _group_of(groups: list[list[int]], size: int) -> list[int]:
    found = [0] * size
    for number, group in enumerate(groups):
        for index in group:
            found[index] = number
    return found


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
