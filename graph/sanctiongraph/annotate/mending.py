"""Proposed actors chosen, repeated and completed over the whole text: votes, surnames, countries,
governments.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from sanctiongraph import gazetteer
from sanctiongraph.annotate.found import Found
from sanctiongraph.annotate.names import (
    capitalised,
    clean,
    is_office,
)
from sanctiongraph.gazetteer import fold, words
from sanctiongraph.model import Kind

__all__ = ["chosen", "governments", "repeated", "voted", "with_countries"]


def voted(doc: Doc, proposals: list[Found]) -> Iterator[Found]:
    """Proposals of the model by majority: one name is one kind in one text, and a place is neither kind.

    A single name that is the surname of a full name is a person.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for entity in doc.ents:
        votes[fold(clean(entity.text)).removesuffix("'s")][entity.label_] += 1
    surnames = {
        fold(one.name).split()[-1] for one in proposals if one.kind is Kind.PERSON and " " in one.name
    }
    for one in proposals:
        if one.key or one.kind is None or one.kind is Kind.ASSET or one.weight >= 6:
            yield one
        elif fold(one.name) in surnames:
            yield replace(one, kind=Kind.PERSON)
        else:
            yield from _by_majority(one, votes[fold(one.name)])


def _by_majority(one: Found, votes: Counter[str]) -> Iterator[Found]:
    person, body, place = votes["PERSON"], votes["ORG"], votes["GPE"] + votes["LOC"] + votes["FAC"]
    if place > person + body:
        return
    if person == body:
        yield one
    else:
        yield replace(one, kind=Kind.PERSON if person > body else Kind.INSTITUTION)


def chosen(proposals: Iterable[Found]) -> list[Found]:
    """The heaviest proposals that do not overlap, in the order of the text."""
    taken: set[int] = set()
    kept = []
    for one in sorted(proposals, key=lambda one: (-one.weight, one.start - one.end, one.start)):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def repeated(doc: Doc, found: list[Found]) -> list[Found]:
    """Also the places where a name that was found once stands again, or a person's surname alone."""
    known: dict[str, Found] = {}
    for one in found:
        if one.kind is Kind.PERSON and " " in one.name:
            known.setdefault(one.name.split()[-1], replace(one, name=one.name.split()[-1], key=None))
        if one.kind in (Kind.PERSON, Kind.INSTITUTION) and one.end - one.start == 1:
            known.setdefault(doc[one.start].text, one)
    taken = {i for one in found for i in range(one.start, one.end)}
    again = [
        replace(known[token.text], start=token.i, end=token.i + 1)
        for token in doc
        if token.i not in taken and token.text in known and _free(token, known[token.text])
    ]
    return sorted([*found, *again], key=lambda one: one.start)


def _free(token: Token, one: Found) -> bool:
    """Not part of a place or of another name."""
    if (
        len(token) < 3
        or not capitalised(token)
        or token.ent_type_ in ("GPE", "LOC", "FAC", "NORP", "DATE", "EVENT", "LAW")
    ):
        return False
    return token.pos_ == "PROPN" or one.kind is Kind.INSTITUTION


# --- countries of people and bodies


def with_countries(doc: Doc, found: list[Found]) -> list[Found]:
    """Countries from what stands before a name ("Hungarian minister ..."), carried to its other places
    in the text.

    A surname takes the key too, if one full name of the text alone has it.
    """
    owner = {i: one for one in found for i in range(one.start, one.end)}
    found = [
        one if one.country or not one.kind else replace(one, country=_country_before(doc, one, owner))
        for one in found
    ]
    bearers = _bearers(found)
    return [_carried(one, bearers) for one in found]


def _bearers(found: list[Found]) -> dict[tuple[Kind, str], Found]:
    """What each name and unshared surname tells in this text: the first place of it that has a country
    or key.
    """
    bearers: dict[tuple[Kind, str], Found] = {}
    surnames: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.kind is Kind.PERSON and " " in one.name:
            surnames[fold(one.name.split()[-1])].add(fold(one.name))
    for one in found:
        if one.kind in (Kind.PERSON, Kind.INSTITUTION) and (one.country or one.key):
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


def _country_before(doc: Doc, one: Found, owner: dict[int, Found]) -> str | None:
    """The country that the title or description right before a name belongs to."""
    titled = False
    for i in range(one.start - 1, max(-1, one.start - 12), -1):
        other = owner.get(i)
        if other and _is_destination(doc, other):
            continue
        if other:
            close = (
                titled or other.adjectival or (one.kind is Kind.INSTITUTION and other.kind is Kind.COUNTRY)
            )
            return other.country if close and other.kind in (Kind.COUNTRY, Kind.INSTITUTION) else None
        token = doc[i]
        region = gazetteer.region_country(token.text) if titled else None
        if region or not _describes(token, one):
            return region
        titled = titled or is_office(token)
    return None


def _is_destination(doc: Doc, other: Found) -> bool:
    """True for the country in "ambassador to the UK": it does not tell where the ambassador is from."""
    before = other.start - 2 if other.start and doc[other.start - 1].lower_ == "the" else other.start - 1
    return before > 0 and doc[before].lower_ == "to" and is_office(doc[before - 1])


def _describes(token: Token, one: Found) -> bool:
    if token.pos_ in ("NOUN", "PROPN", "ADJ"):
        return True
    if token.lower_ in ("'s", "’s", "-", "'", "’", "“", '"'):
        return True
    return one.kind is Kind.PERSON and token.lower_ in ("of", "for", "the", "and", "at", "to")


# --- governments


def governments(doc: Doc, found: list[Found]) -> list[Found]:
    """ "the Biden administration" and "Maduro's government" are countries, "the Lukashenka regime" an
    institution.
    """
    taken = {one.start for one in found}
    grown, cover = [], 0
    for one in found:
        if one.start < cover:
            continue
        grown.append(_government(doc, one, taken))
        cover = grown[-1].end
    return grown


def _government(doc: Doc, one: Found, taken: set[int]) -> Found:
    if one.kind not in (Kind.COUNTRY, Kind.PERSON):
        return one
    noun = _government_noun(doc, one, taken)
    if noun is None:
        return _government_of(doc, one)
    code = one.country or gazetteer.leader_country(one.name)
    if noun.lower_ in words("metonymy", "regime"):
        return _regime(doc, one, noun, code)
    if code is None:
        return one
    key = gazetteer.country_key(code)
    label = gazetteer.country_label(code) or code
    kind = Kind.COUNTRY if key.startswith("country/") else Kind.INSTITUTION
    return replace(one, end=noun.i + 1, kind=kind, name=label, country=code, key=key, adjectival=False)


def _government_of(doc: Doc, one: Found) -> Found:
    """ "the Government of Israel": the country with the words before it."""
    begin = one.start - 1
    while begin > 0 and doc[begin].lower_ == "the":
        begin -= 1
    if begin > 0 and doc[begin].lower_ == "of" and doc[begin - 1].lower_ in words("metonymy", "government"):
        return replace(one, start=begin - 1) if one.kind is Kind.COUNTRY and not one.adjectival else one
    return one


def _regime(doc: Doc, one: Found, noun: Token, code: str | None) -> Found:
    pair = noun.i > one.end and doc[one.end].text in ("-", "–")
    base = clean(doc[one.start : noun.i if pair else one.end].text)
    name = f"{base} {noun.lower_}"
    return replace(
        one, end=noun.i + 1, kind=Kind.INSTITUTION, name=name, country=code, key=None, adjectival=False
    )


def _government_noun(doc: Doc, one: Found, taken: set[int]) -> Token | None:
    i = one.end
    if i < len(doc) and doc[i].text in ("'s", "’s", "'", "’"):
        i += 1
    while i < len(doc) and i < one.end + 5 and i not in taken:
        lower = doc[i].lower_
        if doc[i].text in ("-", "–") and i + 1 < len(doc) and capitalised(doc[i + 1]):
            taken = taken - {i + 1}
            i += 2
            continue
        if lower in words("metonymy", "government") or lower in words("metonymy", "regime"):
            return doc[i]
        if lower not in words("metonymy", "between"):
            return None
        i += 1
    return None
