"""Do the communities hold? How much the same they come out when lots are drawn anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

__all__ = ["adjusted_rand", "resemblance"]


def adjusted_rand(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """How much two groupings agree: 1 where they are the same, about 0 where only chance agrees.

    Each gives the group of the things in one order (Hubert and Arabie 1985). O(things).

    >>> adjusted_rand("aabb", "xxyy"), round(adjusted_rand("aabb", "xyxy"), 9)
    (1.0, -0.5)
    """
    together = _pairs(Counter(zip(one, other, strict=True)).values())
    ones, others = _pairs(Counter(one).values()), _pairs(Counter(other).values())
    all = _pairs([len(one)])
    chance = ones * others / all if all else 0.0
    most = (ones + others) / 2
    return 1.0 if most == chance else (together - chance) / (most - chance)


def resemblance(group: Iterable[int], other: Sequence[int], sizes: Counter[int]) -> float:
    """The share that a group has in common with the group of another grouping most like it (Jaccard).

    `other` gives the group of each thing, `sizes` how large these are.

    >>> resemblance([0, 1, 2], [7, 7, 8, 8], Counter([7, 7, 8, 8]))
    0.6666666666666666
    """
    members = list(group)
    shared = Counter(other[thing] for thing in members)
    return max(n / (len(members) + sizes[name] - n) for name, n in shared.items())


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)
