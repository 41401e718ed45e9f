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
    is_style,
)
from sanctiongraph.gazetteer import fold, words
from sanctiongraph.model import Kind

__all__ = ["chosen", "governments", "repeated", "voted"]


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
    human = {fold(one.name) for one in proposals if one.kind is Kind.PERSON and _is_human(doc, one)}
    for one in proposals:
        if one.key or one.kind is None or one.kind is Kind.ASSET or one.weight >= 6:
            yield one
        elif fold(one.name) in surnames:
            yield replace(one, kind=Kind.PERSON)
        else:
            voted_for = _by_majority(one, votes[fold(one.name)])
            yield from (
                other
                for other in voted_for
                if other.kind is not Kind.PERSON or " " in other.name or fold(other.name) in human
            )


def _is_human(doc: Doc, one: Found) -> bool:
    """True where a name has a title before it, or does or suffers what only people do.

    A single word that is nowhere so is more often a place, a product or a club.
    """
    before = doc[one.start - 1] if one.start else None
    if before is not None and (is_office(before) or is_style(before)):
        return True
    token = doc[one.start : one.end].root
    while token.dep_ in ("conj", "appos") and token.head != token:
        token = token.head
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return token.head.head.lemma_ in words("name_words", "human")
    return token.dep_ in ("nsubj", "nsubjpass", "dobj") and token.head.lemma_ in words(
        "name_words", "suffered" if token.dep_ != "nsubj" else "human"
    )


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
    found = _with_articles(doc, _with_acronyms(doc, _as_named(doc, found)))
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


def _as_named(doc: Doc, found: list[Found]) -> list[Found]:
    """A leader's surname as the known namesake that the text names in full, if it is not on his country."""
    people = [one for one in found if one.kind is Kind.PERSON]
    full = {one.name: one for one in people if one.end - one.start > 1}
    bearers: dict[str, list[Found]] = defaultdict(list)
    for name, one in full.items():
        bearers[name.split()[-1]].append(one)
    keys = {one.key for one in full.values()}
    alone = {surname: ones[0] for surname, ones in bearers.items() if len(ones) == 1 and ones[0].key}
    told = {one.country for one in found if one.kind is Kind.COUNTRY}

    def named(one: Found) -> Found:
        bearer = alone.get(doc[one.start].text) if one.end - one.start == 1 else None
        if bearer is None or one.kind is not Kind.PERSON or one.country in told or one.key in keys | {None}:
            return one
        return replace(one, name=bearer.name, key=bearer.key, country=bearer.country)

    return [named(one) for one in found]


def _with_articles(doc: Doc, found: list[Found]) -> list[Found]:
    """Surnames with an article, also at the head of a sentence: "Al-Sharaa" after "Ahmed al-Sharaa"."""
    people = {one.name: one for one in found if one.kind is Kind.PERSON and " " in one.name}
    surnames = Counter(name.split()[-1].lower() for name in people)
    full = {
        s: one for name, one in people.items() if surnames[s := name.split()[-1].lower()] == 1 and "-" in s
    }
    named = [
        replace(one, name=full[one.name.lower()].name.split()[-1]) if one.name.lower() in full else one
        for one in found
    ]
    taken = {i for one in found for i in range(one.start, one.end)}
    again = [
        replace(full[surname], name=full[surname].name.split()[-1], key=None, start=i, end=i + 3)
        for i in range(len(doc) - 2)
        if (surname := doc[i : i + 3].text.lower()) in full and taken.isdisjoint(range(i, i + 3))
    ]
    return sorted([*named, *again], key=lambda one: one.start) if full else found


def _with_acronyms(doc: Doc, found: list[Found]) -> list[Found]:
    """Acronyms as the bodies that they are spelled out for: "the Free Miners Front (FMF)", and then "FMF"."""
    spelled: dict[str, Found] = {}
    for one in found:
        if one.kind is Kind.INSTITUTION and one.end - one.start > 1 and _has_acronym(doc, one.end):
            spelled.setdefault(doc[one.end + 1].text, one)
    named = [_spelled_out(one, doc[one.start].text, spelled) for one in found]
    taken = {i for one in found for i in range(one.start, one.end)}
    more = [
        replace(one, start=one.end + 1, end=one.end + 2)
        for one in spelled.values()
        if one.end + 1 not in taken
    ]
    return sorted([*named, *more], key=lambda one: one.start)


def _spelled_out(one: Found, acronym: str, spelled: dict[str, Found]) -> Found:
    """An acronym as the body it is spelled out for, unless it is known and not the initials of that."""
    body = spelled.get(acronym)
    if body is None or one.end - one.start > 1 or one.kind not in (Kind.INSTITUTION, Kind.PERSON):
        return one
    letters = "".join(word[0] for word in fold(body.name).split() if word[0].isupper())
    if one.key and not letters.startswith(acronym):
        return one
    return replace(one, kind=body.kind, name=body.name, key=body.key, country=body.country or one.country)


def _has_acronym(doc: Doc, i: int) -> bool:
    if i + 2 >= len(doc) or doc[i].text != "(" or doc[i + 2].text != ")":
        return False
    return doc[i + 1].text.isupper() and doc[i + 1].is_alpha and 1 < len(doc[i + 1]) < 9


def _free(token: Token, one: Found) -> bool:
    """Not part of a place or of another name."""
    if (
        len(token) < 3
        or not capitalised(token)
        or token.ent_type_ in ("GPE", "LOC", "FAC", "NORP", "DATE", "EVENT", "LAW")
    ):
        return False
    return token.pos_ == "PROPN" or one.kind is Kind.INSTITUTION


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
