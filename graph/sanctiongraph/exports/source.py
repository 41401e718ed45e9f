"""What a writer draws on: the graph as quads, and the same as values for writers that want those."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Store

from sanctiongraph.model import Knowledge
from sanctiongraph.vocab import BASE

__all__ = ["Reader", "Source"]

Reader = Callable[[Store], Knowledge]


@dataclass(frozen=True)
class Source:
    """A graph to be carried away; `read` tells how its values are got, if they are wanted."""

    store: Store
    base: str = BASE
    read: Reader | None = None

    @cached_property
    def knowledge(self) -> Knowledge:
        """The values. Raises ValueError where nobody said how to get them."""
        if self.read is None:
            raise ValueError("this format is written from values, and no way to read them was given")
        return self.read(self.store)
