"""Keep a graph: in memory, in a folder that loses nothing it acknowledged, or read from files."""

from sanctiongraph.store.files import SUFFIXES, read_graph, snapshot
from sanctiongraph.store.folder import Commit, check, commits, load, open_store, remove, replace

__all__ = [
    "SUFFIXES",
    "Commit",
    "check",
    "commits",
    "load",
    "open_store",
    "read_graph",
    "remove",
    "replace",
    "snapshot",
]
