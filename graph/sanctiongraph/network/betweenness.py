"""Through whom do the shortest ways lead? Betweenness, exact or from a sample with its error.

After Brandes 2001, one source at a time and level by level, in whole arrays; estimated from a sample of
sources as Geisberger, Sanders and Schultes 2008 do: what lies on a path counts by how far along it lies,
so that a source's own surroundings don't weigh too much. O(sources x ties) time, O(ties) memory.
Where rustworkx is installed, larger networks are counted exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from sanctiongraph.network import swift
from sanctiongraph.network.simple import SEED, lines

__all__ = ["Betweenness", "betweenness"]

_STEPS = 30_000_000
"""Ties that may be looked at (some seconds); where all sources need more, a sample is taken."""
_FEWEST = 200
"""Sources in the smallest sample: the error of a share falls with their root."""

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Betweenness:
    """The share of shortest paths that pass each actor (0 to 1), and how sure each share is."""

    value: dict[str, float]
    error: dict[str, float]
    """The standard error of each value; 0 where nothing was estimated."""
    sources: int
    """From how many actors paths were followed."""
    exact: bool


def betweenness(graph: nx.MultiDiGraph[str], *, sources: int | None = None) -> Betweenness:
    """The betweenness of every actor, all ties counted either way and alike.

    Exact where it takes some seconds; else, or with `sources`, estimated from a fixed sample of so
    many actors, with standard errors that allow for sampling without replacement.

    >>> chain = nx.Graph([("a", "b"), ("b", "c")])
    >>> betweenness(nx.MultiDiGraph((*edge, {"type": "tenure", "modality": "Actual", "negated": False,
    ...     "confidence": 1.0}) for edge in chain.edges())).value
    {'a': 0.0, 'b': 1.0, 'c': 0.0}
    """
    plain = lines(graph)
    ids = sorted(plain)
    tied = [number for number, actor in enumerate(ids) if plain.degree(actor)]
    wanted = min(sources or _affordable(plain), len(tied))
    if not sources and wanted < len(tied) and swift.affords(plain):
        return _certain(ids, swift.exact_betweenness(plain, ids), len(tied))
    chosen = sorted(Random(SEED).sample(tied, wanted))  # noqa: S311 a sample, not a secret
    sums, squares = _summed(_Ways.of(plain, ids), chosen)
    pairs = max((len(ids) - 1) * (len(ids) - 2), 1)
    error = _standard_error(sums, squares, wanted, len(tied)) / pairs
    value = sums * (len(tied) / max(wanted, 1)) / pairs
    return Betweenness(
        value=dict(zip(ids, value.tolist(), strict=True)),
        error=dict(zip(ids, error.tolist(), strict=True)),
        sources=wanted,
        exact=wanted == len(tied),
    )


def _certain(ids: list[str], values: list[float], sources: int) -> Betweenness:
    value = dict(zip(ids, values, strict=True))
    return Betweenness(value=value, error=dict.fromkeys(ids, 0.0), sources=sources, exact=True)


def _affordable(plain: nx.Graph[str]) -> int:
    return max(_STEPS // max(plain.number_of_edges(), 1), _FEWEST)


def _standard_error(sums: Floats, squares: Floats, sample: int, all: int) -> Floats:
    """The error of `all` times the mean of a sample, by the scatter within the sample."""
    if sample < 2 or sample == all:
        return np.zeros_like(sums)
    scatter = np.maximum(squares - sums**2 / sample, 0.0) / (sample - 1)
    return all * np.sqrt(scatter / sample * (1 - sample / all))


@dataclass(frozen=True, slots=True)
class _Ways:
    """Ties as arrays: the neighbours of `n` are ``heads[first[n] : first[n + 1]]``."""

    first: Places
    heads: Places

    @classmethod
    def of(cls, plain: nx.Graph[str], ids: list[str]) -> _Ways:
        place = {actor: number for number, actor in enumerate(ids)}
        ends = np.array([(place[a], place[b]) for a, b in plain.edges()], dtype=np.intp).reshape(-1, 2)
        tails = np.concatenate((ends[:, 0], ends[:, 1]))
        heads = np.concatenate((ends[:, 1], ends[:, 0]))
        first = np.concatenate(([0], np.cumsum(np.bincount(tails, minlength=len(ids)))))
        return cls(first, heads[np.lexsort((heads, tails))])

    def leaving(self, actors: Places) -> tuple[Places, Places]:
        """Both ends of every tie of these actors."""
        begin = self.first[actors]
        number = self.first[actors + 1] - begin
        shift = np.repeat(begin - np.cumsum(number) + number, number)
        return np.repeat(actors, number), self.heads[shift + np.arange(len(shift))]


def _summed(ways: _Ways, sources: list[int]) -> tuple[Floats, Floats]:
    """The dependencies on each actor, and their squares, summed over the sources."""
    size = len(ways.first) - 1
    sums, squares = np.zeros(size), np.zeros(size)
    for source in sources:
        dependency = _dependency(ways, source)
        sums += dependency
        squares += dependency**2
    return sums, squares


def _dependency(ways: _Ways, source: int) -> Floats:
    """How many shortest paths from a source pass each actor, each by twice the share of it already gone.

    Over all sources that is the plain number: a path and its reverse share out two.
    """
    size = len(ways.first) - 1
    distance, number, passing = np.full(size, -1.0), np.zeros(size), np.zeros(size)
    distance[source], number[source] = 0.0, 1.0
    levels: list[tuple[Places, Places]] = []
    front = np.array([source])
    while len(front):
        tails, heads = ways.leaving(front)
        onward = distance[heads] < 0
        tails, heads = tails[onward], heads[onward]
        np.add.at(number, heads, number[tails])
        levels.append((tails, heads))
        distance[heads] = len(levels)
        front = np.unique(heads)
    for length in range(len(levels), 0, -1):
        tails, heads = levels[length - 1]
        np.add.at(passing, tails, number[tails] / number[heads] * (1 / length + passing[heads]))
    gone: Floats = 2 * np.maximum(distance, 0.0) * passing
    return gone
