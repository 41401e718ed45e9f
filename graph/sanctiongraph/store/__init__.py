"""Keep a graph: in memory, in a folder that loses nothing it acknowledged, elsewhere, or read from files."""

from sanctiongraph.store.address import Address, Place, place
from sanctiongraph.store.client import Limits
from sanctiongraph.store.commits import Commit
from sanctiongraph.store.files import SUFFIXES, graph_in, open_graph, read_graph, snapshot
from sanctiongraph.store.folder import check, commits, load, open_store, remove, replace
from sanctiongraph.store.keeping import Keeper, keeper
from sanctiongraph.store.remote import Remote

__all__ = [
    "SUFFIXES",
    "Address",
    "Commit",
    "Keeper",
    "Limits",
    "Place",
    "Remote",
    "check",
    "commits",
    "graph_in",
    "keeper",
    "load",
    "open_graph",
    "open_store",
    "place",
    "read_graph",
    "remove",
    "replace",
    "snapshot",
]
