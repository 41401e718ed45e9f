"""How resolving scales: mentions of many names, made up but distributed as in news.

    python benchmarks/resolving.py [--mentions 10000 100000 1000000]

There are ten mentions a name; how often a name is spoken of falls with its rank. Given names and
surnames repeat, full names have spellings, middle names and surnames alone, a third are bodies.
The time per name, relative to the smallest run, tells whether it grows faster than the names.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from random import Random
from typing import TypeVar

from sanctiongraph.model import Document, Kind, Mention, Reading
from sanctiongraph.resolve import resolve

T = TypeVar("T")

A_DOCUMENT = 20
A_NAME = 10
COUNTRIES = ("US", "RU", "VE", "IR", "CN", "GB", "FR", "DE", "NG", "BR", None, None)
SYLLABLES = [
    consonant + vowel + end
    for consonant in (*"bdfghjklmnprstvz", "ch", "sh")
    for vowel in "aeiou"
    for end in ("", "n", "r", "s", "l")
]
BODIES = ("Bank of", "Ministry of", "Council of", "National Party of", "Institute for", "Army of", "Company")


def names(count: int, chance: Random) -> list[tuple[Kind, str, str | None]]:
    """`count` different names with their kinds and countries."""
    given = [_word(chance, 2) for _ in range(max(20, count // 200))]
    surnames = [_word(chance, 3) for _ in range(max(100, count // 10))]
    found: dict[str, tuple[Kind, str, str | None]] = {}
    while len(found) < count:
        country = chance.choice(COUNTRIES)
        if chance.random() < 0.33:
            name = f"{chance.choice(BODIES)} {_word(chance, 3)} {_word(chance, 2)}"
            found[name] = (Kind.INSTITUTION, name, country)
        else:
            name = f"{_ranked(given, chance)} {_ranked(surnames, chance)}"
            found[name] = (Kind.PERSON, name, country)
    return list(found.values())


def readings(mentions: int, chance: Random) -> Iterator[tuple[Document, Reading]]:
    """Documents of `A_DOCUMENT` mentions each."""
    known = names(mentions // A_NAME, chance)
    for number in range(mentions // A_DOCUMENT):
        said = [_spoken(*_ranked(known, chance), chance) for _ in range(A_DOCUMENT)]
        found = tuple(
            Mention(id=f"m{i}", start=i, end=i + 1, text=name, kind=kind, name=name, country=country)
            for i, (kind, name, country) in enumerate(said, 1)
        )
        yield Document(id=f"d{number}", digest="0"), Reading(mentions=found)


def _spoken(kind: Kind, name: str, country: str | None, chance: Random) -> tuple[Kind, str, str | None]:
    """The name as a text may have it: most often whole, sometimes short, longer or misspelled."""
    dice = chance.random()
    if kind is Kind.PERSON and dice < 0.1:
        return kind, name.rpartition(" ")[-1], country
    if kind is Kind.PERSON and dice < 0.13:
        first, _, last = name.partition(" ")
        return kind, f"{first} {chance.choice(SYLLABLES).title()}ed {last}", country
    if dice < 0.15:
        place = chance.randrange(1, len(name))
        return kind, name[:place] + name[place - 1 :], country
    return kind, name, country if chance.random() < 0.7 else None


def _ranked(things: list[T], chance: Random) -> T:
    """One of the things, the first ones more often (density falls with the square root of the rank)."""
    return things[int(len(things) * chance.random() ** 2)]


def _word(chance: Random, most: int) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, most))).title()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--mentions", nargs="+", type=int, default=[10_000, 100_000, 1_000_000])
    first = None
    for count in parser.parse_args().mentions:
        pairs = list(readings(count, Random(1)))
        began = time.perf_counter()
        known = resolve(pairs)
        taken = time.perf_counter() - began
        each = taken / (count / A_NAME)
        first = first or each
        print(
            f"{count:>9,} mentions of {count // A_NAME:>7,} names: {len(known.entities):>7,} entities, "
            f"{taken:7.2f} s, {each / first:.2f} times the smallest run's time a name"
        )


if __name__ == "__main__":
    main()
