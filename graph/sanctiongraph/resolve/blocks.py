"""Which names are worth comparing: those that share a block, and in a crowded block a rarer word too.

A block is what two names that are alike have in common, such as the sounds of given name and surname. Where
very many share one ("... General Trading Company", "Ali Hassan ..."), the words that all of them have tell
nothing, and only names meet that also begin or end a rarer word alike; a name without a rarer word ("Ali
Hassan") meets all. So the pairs grow with the names, not with their square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from sanctiongraph.model import Kind
from sanctiongraph.resolve.features import core
from sanctiongraph.resolve.names import Words, given_variants, skeleton, words_of

__all__ = ["meeting"]

CROWD = 60
"""From more names than this on, a block is a crowd."""
_ENDS = (3, 6, None)
"""How many letters of a rarer word must agree, where fewer still leave a crowd; None: all."""

Block = tuple[object, ...]
Member = tuple[int, Words]
"""The number of a name's bearer and what the name says: its words, and the country among them by code."""


def meeting(named: Iterable[tuple[int, Kind, str]]) -> set[tuple[int, int]]:
    """Pairs of bearers, by number, the lesser first, of which a name may be alike.

    >>> names = ("Arbel Yehudin", "Pavel Orlov", "Arbel Yahudin")
    >>> meeting((number, Kind.PERSON, name) for number, name in enumerate(names))
    {(0, 2)}
    """
    blocks: dict[Block, dict[Member, None]] = defaultdict(dict)
    for number, kind, name in named:
        words = words_of(kind, name)
        member = number, (*words, *_country(kind, words))
        for block in _blocks(kind, words):
            blocks[block][member] = None
    return {pair for members in blocks.values() for pair in _pairs(list(members), _ENDS)}


def _country(kind: Kind, words: Words) -> Iterator[str]:
    country = core(words)[0] if kind is Kind.INSTITUTION else None
    if country:
        yield f"{country.rpartition('/')[2]}/"


def _blocks(kind: Kind, words: Words) -> Iterator[Block]:
    """Keys under which names meet that may be alike; each feature's pairs share one."""
    if kind is Kind.INSTITUTION:
        yield kind, "ends", words[0][:4], words[-1][:4]
        yield kind, "letters", "".join(words)
        yield kind, "core", core(words)[1]
        yield from ((kind, "tail", words[i:]) for i in range(min(3, len(words) - 1)))
        return
    if len(words) < 2:
        return
    given = given_variants().get(words[0], skeleton(words[0]))
    bare = [word for word in words if len(word) > 2] or list(words)
    yield kind, "given", given, skeleton(words[-1])
    yield from ((kind, "given", given, skeleton(word)) for word in bare[1:3])
    yield kind, "initial", words[0][0], words[-1]
    yield kind, "respaced", given, skeleton("".join(bare[1:]))
    yield kind, "order", tuple(sorted(words))
    yield kind, "near", words[0][:3], words[-1][:3]


def _pairs(members: Sequence[Member], ends: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """The pairs of one block."""
    if len(members) <= CROWD:
        yield from combinations(sorted({number for number, _ in members}), 2)
        return
    counts = Counter(word for _, words in members for word in set(words))
    rare = {words: _rare(words, counts) for _, words in members}
    parts: dict[object, list[Member]] = defaultdict(list)
    for member in members:
        for key in set(_ends(rare[member[1]], ends[0])):
            parts[key].append(member)
    for part in parts.values():
        yield from _pairs(part, ends[1:])
    plain = sorted((member for member in members if not rare[member[1]]), key=_shortness)[:CROWD]
    for (one, _), (other, _) in product(plain, members):
        if one != other:
            yield min(one, other), max(one, other)


def _rare(words: Words, counts: Counter[str]) -> Words:
    """The words that tell a name from others of the crowd; an initial tells nothing."""
    return tuple(word for word in words if counts[word] <= CROWD and _tells(word))


def _tells(word: str) -> bool:
    return len(word.rstrip(".")) > 2 or any(char.isdigit() for char in word)


def _ends(words: Words, size: int | None) -> Iterator[tuple[str, str]]:
    for word in words:
        yield "begins", word[:size]
        yield "ends", word[-size:] if size else word


def _shortness(member: Member) -> tuple[int, Words, int]:
    number, words = member
    return len(words), words, number
