"""What a named graph held when it was written: it tells whether all is there, and what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import DefaultGraph, NamedNode, Store

__all__ = ["Change", "Commit", "changes", "committed"]


@dataclass(frozen=True, slots=True)
class Commit:
    """What a named graph held when it was last written: how many quads, and their sha256.

    The digest is that of the sorted N-Quads lines. A graph that was removed has no quads.
    """

    graph: str
    quads: int
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a store lacks of a graph: named graphs to be written, sorted, and those that are gone."""

    written: tuple[Commit, ...]
    gone: tuple[str, ...]


def committed(store: Store, graph: NamedNode | DefaultGraph) -> Commit:
    """What a graph of a store holds now."""
    lines = sorted(str(quad) for quad in store.quads_for_pattern(None, None, None, graph))
    name = graph.value if isinstance(graph, NamedNode) else ""
    return Commit(name, len(lines), sha256("\n".join(lines).encode()).hexdigest())


def changes(before: Mapping[str, Commit], graph: Store) -> Change:
    """What has to be done to a store that was last given `before`, so that it holds `graph`.

    >>> changes({"http://ex.org/old": Commit("http://ex.org/old", 1, "")}, Store())
    Change(written=(), gone=('http://ex.org/old',))
    """
    names = (name for name in graph.named_graphs() if isinstance(name, NamedNode))
    now = {commit.graph: commit for commit in (committed(graph, name) for name in names)}
    written = (now[name] for name in sorted(now) if before.get(name) != now[name])
    return Change(tuple(written), tuple(sorted(before.keys() - now.keys())))
