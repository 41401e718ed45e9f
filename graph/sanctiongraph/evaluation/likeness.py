"""Whether two actors are the same for all that their names say, and two spans of words much alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import product

from sanctiongraph.evaluation.statements import Actor
from sanctiongraph.model import Kind

__all__ = ["pairs", "same_actor", "same_words"]

_EMPTY = {
    *("the", "a", "an", "of", "for", "and", "in", "on", "to", "with", "by", "from", "over", "under"),
    *("its", "his", "her", "their", "all", "several", "some", "other", "s"),
    *("new", "former", "current", "senior", "government"),
}
"""Words that tell no group from another."""

_NAMED = {Kind.PERSON, Kind.INSTITUTION}
_STATES = {Kind.COUNTRY, Kind.INSTITUTION, Kind.PERSON}
"""Who can act for a country: itself, its bodies, its people in office."""
_DESCRIBED = {Kind.GROUP, Kind.SECTOR, Kind.ASSET}

_SHARED_OF_SHORTER, _SHARED_OF_BOTH = 0.6, 0.34


def pairs(found: Iterable[Actor], told: Sequence[Actor], *, for_state: bool) -> int:
    """How many of the actors found are told, each told one counted once."""
    left = list(told)
    for actor in found:
        match = next((one for one in left if same_actor(actor, one, for_state=for_state)), None)
        if match is not None:
            left.remove(match)
    return len(told) - len(left)


def same_actor(found: Actor, told: Actor, *, for_state: bool) -> bool:
    """Whether the actor found is the one told; with `for_state`, a body or officer of a state may
    stand for it, and it for them.

    >>> usa = Actor(("Washington",), Kind.COUNTRY, "US")
    >>> treasury = Actor(("Treasury",), Kind.INSTITUTION, "US")
    >>> same_actor(treasury, usa, for_state=True), same_actor(treasury, usa, for_state=False)
    (True, False)
    >>> maduro = Actor(("President Nicolás Maduro",), Kind.PERSON)
    >>> same_actor(Actor(("Nicolas Maduro",), Kind.PERSON), maduro, for_state=False)
    True
    """
    kinds = {found.kind, told.kind}
    if found.country and found.country == told.country:
        if told.kind is Kind.COUNTRY and found.kind in (Kind.COUNTRY, None):
            return True
        if for_state and Kind.COUNTRY in kinds and kinds <= _STATES:
            return True
    return any(_same_name(found, told, *names) for names in product(found.names, told.names))


def _same_name(found: Actor, told: Actor, one: str, other: str) -> bool:
    a, b = _name(one), _name(other)
    if not a or not b:
        return False
    return (
        a == b
        or (told.kind in _NAMED and found.kind is not Kind.COUNTRY and _part_of_name(a, b))
        or (
            (told.kind in _DESCRIBED | {Kind.INSTITUTION} or found.kind in _DESCRIBED)
            and _much_alike(_content(one), _content(other))
        )
    )


def _part_of_name(a: list[str], b: list[str]) -> bool:
    """ "Maduro" in "Nicolás Maduro": all words of one, and with them the last or more than one."""
    shared = set(a) & set(b)
    return len(shared) == min(len(set(a)), len(set(b))) and (a[-1] == b[-1] or len(shared) > 1)


def _much_alike(a: set[str], b: set[str]) -> bool:
    shared = len(a & b)
    return bool(
        shared
        and shared / min(len(a), len(b)) >= _SHARED_OF_SHORTER
        and shared / len(a | b) >= _SHARED_OF_BOTH
    )


def same_words(found: str, told: str) -> bool:
    """Whether half of the words that mean something, in the shorter of two spans, are in the other.

    >>> same_words("over its nuclear programme", "for the nuclear programme of Iran")
    True
    """
    a, b = _content(found), _content(told)
    return bool(a) and len(a & b) / max(1, min(len(a), len(b))) >= 0.5


def _words(text: str) -> list[str]:
    """The words in lower case, without accents, marks and the 's of possession."""
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in apart if not unicodedata.combining(char)).casefold()
    return re.findall("[a-z0-9]+", re.sub("[’']s", " ", plain))


def _name(text: str) -> list[str]:
    return [word for word in _words(text) if word != "the"]


def _content(text: str) -> set[str]:
    return {word.rstrip("s") for word in _words(text) if word not in _EMPTY and not word.isdigit()}
