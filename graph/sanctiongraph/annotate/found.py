"""What the steps of recognising actors hand on: places of known names, and proposed actors."""

from __future__ import annotations

from dataclasses import dataclass

from sanctiongraph.gazetteer import Sense
from sanctiongraph.model import Kind

__all__ = ["Found", "Hit"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the text where a known name stands, and all that it may mean; in tokens."""

    start: int
    end: int
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A proposed actor, in tokens. Where two overlap, the heavier one stays; `kind` None only keeps
    others out.
    """

    start: int
    end: int
    kind: Kind | None
    name: str
    country: str | None = None
    key: str | None = None
    adjectival: bool = False
    weight: float = 0.0
