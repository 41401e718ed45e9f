"""Which country people and bodies belong to, from what the text says around their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Doc, Token

from sanctiongraph import gazetteer
from sanctiongraph.annotate.found import Found
from sanctiongraph.annotate.names import is_office
from sanctiongraph.gazetteer import fold, words
from sanctiongraph.model import Kind

__all__ = ["with_countries"]

Owner = dict[int, Found]
"""The actor that each token belongs to."""

_ACTORS = (Kind.PERSON, Kind.INSTITUTION)
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_LISTING = frozenset((":", "including", "namely", "—"))
_BETWEEN = frozenset((",", "and", "&", ";", "(", ")", "or", "his", "her", "their", "as", "well"))


def with_countries(doc: Doc, found: list[Found]) -> list[Found]:
    """The actors with the countries that the text gives them, carried to every place of the same name.

    A surname takes the key too, if one full name of the text alone has it.
    """
    owner = {i: one for one in found for i in range(one.start, one.end)}
    placed = [_placed(doc, one, owner) for one in found]
    bearers = _bearers(_listed(doc, placed))
    return [_carried(one, bearers) for one in _listed(doc, placed)]


def _placed(doc: Doc, one: Found, owner: Owner) -> Found:
    if one.country or one.kind not in _ACTORS:
        return one
    return replace(one, country=next(filter(None, (rule(doc, one, owner) for rule in _RULES)), None))


# --- the same name elsewhere


def _bearers(found: list[Found]) -> dict[tuple[Kind, str], Found]:
    """What each name and unshared surname tells: the first place of it that has a country or a key."""
    bearers: dict[tuple[Kind, str], Found] = {}
    surnames: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.kind is Kind.PERSON and " " in one.name:
            surnames[fold(one.name.split()[-1])].add(fold(one.name))
    for one in found:
        if one.kind in _ACTORS and (one.country or one.key):
            bearers.setdefault((one.kind, fold(one.name)), one)
            surname = fold(one.name).split()[-1]
            if one.kind is Kind.PERSON and len(surnames[surname]) == 1:
                bearers.setdefault((one.kind, surname), one)
    return bearers


def _carried(one: Found, bearers: dict[tuple[Kind, str], Found]) -> Found:
    bearer = bearers.get((one.kind, fold(one.name))) if one.kind else None
    if bearer is None or one.key:
        return one
    if bearer.key and one.country in (None, bearer.country):
        return replace(one, name=bearer.name, country=bearer.country, key=bearer.key)
    return one if one.country else replace(one, country=bearer.country)


# --- before the name


def _before(doc: Doc, one: Found, owner: Owner) -> str | None:
    """The country of the title or description right before a name: "Hungarian minister Antal Rogán"."""
    titled = False
    for i in range(one.start - 1, max(-1, one.start - 16), -1):
        other = owner.get(i)
        if other and _is_destination(doc, other):
            continue
        if other:
            return other.country if _employs(doc, other, one, titled=titled) else None
        if doc[i].lower_ == "and" and _is_placed(doc, owner.get(i - 1)):
            return None
        region = gazetteer.region_country(doc[i].text) if titled else None
        if region or not (_describes(doc[i], one) or _lists(doc, i)):
            return region
        titled = titled or is_office(doc[i]) or doc[i].text in _LISTING
    return None


def _employs(doc: Doc, other: Found, one: Found, *, titled: bool) -> bool:
    if other.kind not in (Kind.COUNTRY, Kind.INSTITUTION) or _is_linked(doc, other):
        return False
    if titled or other.adjectival or (one.kind is Kind.INSTITUTION and other.kind is Kind.COUNTRY):
        return True
    return _of_office(doc, other)


def _is_linked(doc: Doc, other: Found) -> bool:
    """True for "Russia-installed", "pro-Russia", "Vietnam-era": whom it describes need not be from there."""
    if other.end + 1 < len(doc) and doc[other.end].text in ("-", "–") and not doc[other.end].whitespace_:
        return True
    pair = doc[max(0, other.start - 2) : other.start].text.lower()
    return pair.endswith(("pro-", "anti-", "pro–", "anti–"))


def _is_placed(doc: Doc, other: Found | None) -> bool:
    """True for a country behind "of": what follows "President X of the United States and" is not its."""
    if other is None or other.kind is not Kind.COUNTRY or other.adjectival:
        return False
    before = other.start - 2 if doc[other.start - 1].lower_ == "the" else other.start - 1
    return before > 0 and doc[before].lower_ == "of" and doc[before - 1].pos_ == "PROPN"


def _of_office(doc: Doc, other: Found) -> bool:
    """True for a body in "commander of the Burmese forces": an office stands before it."""
    i = other.start - 1
    while i > 0 and doc[i].lower_ in ("the", "of"):
        i -= 1
    return 0 < i < other.start - 1 and is_office(doc[i])


def _is_destination(doc: Doc, other: Found) -> bool:
    """True for the country in "ambassador to the UK": it does not tell where the ambassador is from."""
    before = other.start - 2 if other.start and doc[other.start - 1].lower_ == "the" else other.start - 1
    return before > 0 and doc[before].lower_ == "to" and is_office(doc[before - 1])


def _describes(token: Token, one: Found) -> bool:
    if token.pos_ in ("NOUN", "PROPN", "ADJ"):
        return True
    if token.lower_ in _POSSESSIVE or token.lower_ in ("-", "“", '"'):
        return True
    return one.kind is Kind.PERSON and token.lower_ in ("of", "for", "the", "and", "at", "to")


def _lists(doc: Doc, i: int) -> bool:
    """True inside "Russian elites and their family members: X", "six Chinese officials, including X"."""
    if doc[i].text in _LISTING:
        return bool(i > 0 and (doc[i - 1].tag_ in ("NNS", "NNPS") or doc[i - 1].text == ","))
    if doc[i].text == ",":
        return i + 1 < len(doc) and doc[i + 1].text in _LISTING
    return bool(doc[i].lower_ == "their")


# --- after the name


def _after(doc: Doc, one: Found, owner: Owner) -> str | None:
    """The country of the apposition behind a name: "Absolutbank, a private Belarusian bank"."""
    if (
        one.end + 1 >= len(doc)
        or doc[one.end].text != ","
        or doc[one.end + 1].lower_ not in ("a", "an", "the")
    ):
        return None
    for i in range(one.end + 2, min(one.end + 7, len(doc))):
        other = owner.get(i)
        if other:
            return other.country if other.kind is Kind.COUNTRY else None
        if doc[i].pos_ not in ("ADJ", "NOUN", "PROPN", "ADV") and doc[i].text != "-":
            return None
    return None


def _of_country(doc: Doc, one: Found, owner: Owner) -> str | None:
    """The country behind a body's name or a titled person's: "the National Wealth Fund of the Russian
    Federation", "Prime Minister Kishida Fumio of Japan".
    """
    if one.end + 1 >= len(doc) or doc[one.end].lower_ != "of":
        return None
    if one.kind is Kind.PERSON and not (one.start and is_office(doc[one.start - 1])):
        return None
    i = one.end + 2 if doc[one.end + 1].lower_ == "the" else one.end + 1
    other = owner.get(i)
    return other.country if other and other.kind is Kind.COUNTRY else None


_RULES: tuple[Callable[[Doc, Found, Owner], str | None], ...] = (_of_country, _before, _after)


# --- in a list


def _listed(doc: Doc, found: list[Found]) -> list[Found]:
    """Names in a list share the country of its plural description ("Mexican banks X and Y"); so do kin."""
    result: list[Found] = []
    for one in found:
        last = result[-1] if result else None
        if last and one.kind is last.kind and one.kind in _ACTORS and not one.country and last.country:
            between = doc[last.end : one.start]
            if _is_list(between) and (_is_kin(between) or _plural_before(doc, result)):
                one = replace(one, country=last.country)
        result.append(one)
    return result


def _is_list(between: list[Token]) -> bool:
    return 0 < len(between) < 7 and all(token.lower_ in _BETWEEN or _is_kin([token]) for token in between)


def _is_kin(between: list[Token]) -> bool:
    return any(token.lower_ in words("offices", "kin") for token in between)


def _plural_before(doc: Doc, listed: list[Found]) -> bool:
    """True if the list that these names end begins behind a plural noun ("banks", "members:")."""
    first = len(listed) - 1
    while first and _is_list(doc[listed[first - 1].end : listed[first].start]):
        first -= 1
    i = listed[first].start - 1
    while i > 0 and doc[i].text in (":", "including", ",", "namely"):
        i -= 1
    return i >= 0 and doc[i].tag_ in ("NNS", "NNPS")
