"""The countries, bodies and leaders that everybody knows: their names, and what each name stands for.

Data come from the TSV files in `ontology/gazetteers`. A name is matched with its case ("US" is not "us"),
without regard to accents and to the shape of quotes and dashes. One name may stand for several things:
`senses` gives all.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sanctiongraph.errors import ResourceError
from sanctiongraph.model import Kind
from sanctiongraph.resources import ontology_text

__all__ = [
    "Known",
    "Sense",
    "Use",
    "begins",
    "comparable",
    "country_key",
    "country_label",
    "decoy_unless",
    "fold",
    "is_country_code",
    "is_organ",
    "known",
    "leader_country",
    "names",
    "organ",
    "organ_begins",
    "organ_lacking",
    "organ_needs_country",
    "region_country",
    "rows",
    "senses",
    "slug",
    "words",
]

_ALIKE = str.maketrans({"’": "'", "‘": "'", "`": "'", "ʻ": "'", "–": "-", "‑": "-", "\N{MINUS SIGN}": "-"})
_PLAIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "ı": "i"}
)


class Use(StrEnum):
    """How a name stands for a thing."""

    NAME = "name"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    CAPITAL = "capital"
    METONYM = "metonym"
    DECOY = "decoy"


@dataclass(frozen=True, slots=True)
class Known:
    """One thing the gazetteer knows: `key` is its entity id, `sort` what kind of body it is ("media",
    "armed").
    """

    key: str
    kind: Kind
    label: str
    country: str | None = None
    part_of: str | None = None
    wikidata: str | None = None
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a name may stand for. A `contextual` one counts only where the text speaks of its country."""

    known: Known
    use: Use
    contextual: bool = False


def fold(text: str) -> str:
    """Text without accents, with straight quotes and plain hyphens; case and spaces stay.

    >>> fold("Élysée’s")
    "Elysee's"
    """
    if text.isascii():
        return text
    bare = unicodedata.normalize("NFKD", text.translate(_ALIKE).translate(_PLAIN))
    return "".join(char for char in bare if not unicodedata.combining(char))


def comparable(text: str) -> str:
    """A name as people compare names: without accents, case and needless space.

    >>> comparable("Antal  Rogán") == comparable("ANTAL ROGAN")
    True
    """
    return " ".join(fold(text).casefold().split())


def slug(text: str) -> str:
    """A name as the end of an IRI: ASCII, lower case, words joined by hyphens.

    >>> slug("Petróleos de Venezuela, S.A.")
    'petroleos-de-venezuela-s-a'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text).lower().replace("'", "")).strip("-")


def senses(name: str) -> tuple[Sense, ...]:
    """Everything that a name may stand for, in the order of the data files; empty if unknown.

    >>> [(sense.known.key, str(sense.use)) for sense in senses("Élysée")]
    [('country/FR', 'metonym')]
    >>> senses("us")
    ()
    """
    return _senses().get(fold(name), ())


def names(key: str) -> tuple[str, ...]:
    """What the thing with this entity id is called, in the order of the data files; empty if unknown.

    >>> names("country/MM"), names("institution/eu-council")[:2], names("person/nobody")
    (('Myanmar', 'Burma', 'Myanmar (Burma)'), ('Council of the European Union', 'EU Council'), ())
    """
    return _names().get(key, ())


def begins(text: str) -> bool:
    """True if some known name begins with this (folded) text.

    >>> begins("Democratic Republic of"), begins("Democratic Monarchy")
    (True, False)
    """
    return _has_prefix(_sorted_names(), text)


def known(key: str) -> Known | None:
    """What the gazetteer knows by an entity id; organs that every state has are known by rule.

    >>> known("country/VE").label, known("institution/us-ofac").part_of
    ('Venezuela', 'institution/us-treasury')
    >>> known("institution/cn-ministry-of-commerce").label
    'Ministry of Commerce of China'
    >>> known("person/nobody") is None
    True
    """
    return _known().get(key) or _organ_by_key(key)


def organ(wording: str, code: str) -> Known | None:
    """The organ of a state that lower-case words name beside the name of its country.

    The specific body wins over the rule: the "foreign ministry" of GB is its FCDO.

    >>> organ("defence ministry", "RU").key
    'institution/ru-ministry-of-defence'
    >>> organ("bakery", "RU") is None
    True
    """
    named = country_label(code)
    if wording not in _organ_words() or named is None:
        return None
    for form in (wording, wording.title().replace(" Of ", " of ").replace(" The ", " the ")):
        for sense in (*senses(f"{named} {form}"), *senses(form)):
            if sense.known.country == code:
                return sense.known
    if code in ("EU", "UN"):
        return None  # they are no states: only their own bodies are theirs
    name, _ = _organ_words()[wording]
    return _organ_by_key(f"institution/{code.lower()}-{name}")


def organ_begins(wording: str) -> bool:
    """True if the words for some organ of state begin with this lower-case text."""
    return _has_prefix(_sorted_organs(), wording)


def is_organ(wording: str) -> bool:
    """True for lower-case words that name an organ of state ("foreign ministry")."""
    return wording in _organ_words()


def organ_needs_country(wording: str) -> bool:
    """True if these words name an organ only right beside a country ("parliament", not "foreign
    ministry").
    """
    return _organ_words()[wording][1]


def organ_lacking(wording: str) -> frozenset[str]:
    """The codes of countries that call no body so: the United States have no "parliament".

    >>> organ_lacking("parliament")
    frozenset({'US'})
    """
    return _lacking().get(_organ_words()[wording][0], frozenset())


def country_key(code: str) -> str:
    """The entity id of a country code: EU and UN are institutions.

    >>> country_key("VE"), country_key("EU")
    ('country/VE', 'institution/eu')
    """
    return f"institution/{code.lower()}" if code in ("EU", "UN") else f"country/{code}"


def country_label(code: str) -> str | None:
    """The short English name of a country by its code, None if there is no such code."""
    found = _known().get(country_key(code))
    return found.label if found else None


def is_country_code(code: str) -> bool:
    """True for a code that the gazetteer has: ISO 3166-1 alpha-2, XK, EU, UN, and former states."""
    return country_label(code) is not None


def leader_country(name: str) -> str | None:
    """The country whose government is called by this name ("Biden" in "the Biden administration").

    >>> leader_country("Biden"), leader_country("Bush"), leader_country("Nobody")
    ('US', 'US', None)
    """
    return _leader_countries().get(fold(name))


def region_country(name: str) -> str | None:
    """The country of a state or province ("California"), None if unknown."""
    return _regions().get(fold(name))


def decoy_unless() -> Mapping[str, tuple[str, ...]]:
    """Names that stand for nothing known in a text with one of these words ("Georgia" beside "Atlanta")."""
    return _unless()


def words(name: str, what: str) -> frozenset[str]:
    """The words that one of the word files (`refused`, `offices`, `metonymy`) has under a heading.

    >>> "president" in words("offices", "head")
    True
    """
    return _words(name).get(what, frozenset())


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a TSV file in `ontology/gazetteers` as lists of cells, comments and empty lines left
    out.
    """
    for line in ontology_text("gazetteers", f"{name}.tsv").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def _has_prefix(ordered: tuple[str, ...], text: str) -> bool:
    place = bisect_left(ordered, text)
    return place < len(ordered) and ordered[place].startswith(text)


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


@cache
def _names() -> dict[str, tuple[str, ...]]:
    listed = [(country, called) for country, called, *_ in _countries()]
    return {thing.key: _plain_names(thing, called) for thing, called in (*listed, *_bodies(), *_leaders())}


def _plain_names(thing: Known, called: list[str]) -> tuple[str, ...]:
    names = (name.lstrip("+~") for name in called if not name.startswith("@"))
    return tuple(dict.fromkeys([thing.label, *names]))


@cache
def _words(name: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for what, cell in rows(name):
        found[what].update(_split(cell))
    return {what: frozenset(items) for what, items in found.items()}


@cache
def _regions() -> dict[str, str]:
    return {fold(name): code for code, cell in rows("regions") for name in _split(cell)}


@cache
def _unless() -> dict[str, tuple[str, ...]]:
    return {row[1]: tuple(_split(row[2])) for row in rows("decoys") if row[0] == "unless"}


@cache
def _countries() -> tuple[tuple[Known, list[str], list[str], list[str], list[str], list[str]], ...]:
    """Per country: itself, then names, adjectives, people, capitals, metonyms."""
    listed = {row[0]: (row[1], row[2] if len(row) > 2 else "") for row in rows("country_lists")}
    found = []
    for row in rows("countries"):
        code, label, *cells = [*row, "", "", "", "", ""][:7]
        wikidata, full = listed.get(code, ("", ""))
        country = Known(
            f"country/{code}", Kind.COUNTRY, label, code, wikidata=wikidata or None, sort="country"
        )
        names, adjectives, people, capitals, metonyms = map(_split, cells)
        plural = [
            f"{adjective}s" for adjective in adjectives if adjective.endswith(("n", "i", "t", "c", "e"))
        ]
        found.append(
            (country, [label, *names, *_split(full)], adjectives, [*people, *plural], capitals, metonyms)
        )
    return tuple(found)


@cache
def _bodies() -> tuple[tuple[Known, list[str]], ...]:
    found = []
    for row in rows("bodies"):
        if len(row) < 6:
            raise ResourceError(
                f"bodies.tsv: {row[0]}: six or seven columns are needed, {len(row)} are there"
            )
        key, label, country, part_of, wikidata, sort, *names = row
        body = Known(
            f"institution/{key}",
            Kind.INSTITUTION,
            label,
            country or None,
            _whole(key, country, part_of, sort),
            wikidata or None,
            sort,
        )
        found.append((body, _split(names[0]) if names else []))
    return tuple(found)


def _whole(key: str, country: str, part_of: str, sort: str) -> str | None:
    """What a body is a part of: the body named, else its state if it is one of its organs; "-" is nothing."""
    if part_of:
        return f"institution/{part_of}" if part_of != "-" else None
    state = country_key(country) if sort == "body" and country else None
    return state if state != f"institution/{key}" else None


@cache
def _leaders() -> tuple[tuple[Known, list[str]], ...]:
    found = []
    for row in rows("leaders"):
        name, country, names = [*row, ""][:3]
        person = Known(f"person/{slug(name)}", Kind.PERSON, name, country or None, sort="leader")
        found.append((person, _split(names)))
    return tuple(found)


@cache
def _known() -> dict[str, Known]:
    every = [row[0] for row in _countries()] + [row[0] for row in _bodies()] + [row[0] for row in _leaders()]
    return {thing.key: thing for thing in every}


@cache
def _country_forms() -> dict[str, list[str]]:
    """What may stand before a body of a country: "U.S.", "American"; without contextual names."""
    return {
        country.country or "": [name for name in [*names, *adjectives] if not name.startswith("~")]
        for country, names, adjectives, *_ in _countries()
    }


@cache
def _senses() -> dict[str, tuple[Sense, ...]]:
    found: dict[str, dict[Sense, None]] = defaultdict(dict)
    for name, sense in _spoken():
        found[fold(name.lstrip("~@"))].setdefault(sense)
    return {name: _unambiguous_first(tuple(items)) for name, items in found.items()}


def _unambiguous_first(items: tuple[Sense, ...]) -> tuple[Sense, ...]:
    return tuple(sorted(items, key=lambda sense: sense.contextual))


def _spoken() -> Iterator[tuple[str, Sense]]:
    for country, *lists in _countries():
        uses = (Use.NAME, Use.ADJECTIVE, Use.PEOPLE, Use.CAPITAL, Use.METONYM)
        for use, names in zip(uses, lists, strict=True):
            yield from ((name, Sense(country, use, name.startswith("~"))) for name in names)
    for body, names in _bodies():
        if f"~{body.label}" not in names:
            yield body.label, Sense(body, Use.NAME)
        for name in names:
            yield from _body_names(body, name)
    for person, names in _leaders():
        yield person.label, Sense(person, Use.NAME)
        yield from ((name, Sense(person, Use.NAME, name.startswith("~"))) for name in names)
    nothing = Known("", Kind.ASSET, "")
    for row in rows("decoys"):
        if row[0] == "decoy":
            yield from ((name, Sense(nothing, Use.DECOY)) for name in _split(row[1]))


def _body_names(body: Known, name: str) -> Iterator[tuple[str, Sense]]:
    if not name.startswith("+"):
        use = Use.CAPITAL if name.startswith("@") else Use.NAME
        yield name, Sense(body, use, name.startswith("~"))
        return
    for form in _country_forms().get(body.country or "", ()):
        yield f"{form} {name[1:]}", Sense(body, Use.NAME)
    if name[1].isupper():
        yield name[1:], Sense(body, Use.NAME, contextual=True)


@cache
def _sorted_names() -> tuple[str, ...]:
    return tuple(sorted(_senses()))


@cache
def _leader_countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for person, names in _leaders():
        if person.country:
            surname = person.label.split()[-1]
            for name in (*(name.lstrip("~") for name in names), person.label, surname):
                found.setdefault(fold(name), person.country)
    return found


@cache
def _organs() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("offices_of_state")}


@cache
def _lacking() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(_split(row[3])) for row in rows("offices_of_state") if len(row) > 3}


@cache
def _organ_words() -> dict[str, tuple[str, bool]]:
    """Lower-case words of an organ: its slug, and whether it needs the country at its side."""
    return {
        word.lstrip("~"): (row[0], word.startswith("~"))
        for row in rows("offices_of_state")
        for word in _split(row[2])
    }


@cache
def _sorted_organs() -> tuple[str, ...]:
    return tuple(sorted(_organ_words()))


@cache
def _organ_by_key(key: str) -> Known | None:
    code, _, name = key.removeprefix("institution/").partition("-")
    label = country_label(code.upper()) if key.startswith("institution/") else None
    if label is None or name not in _organs():
        return None
    article = "the " if label in words("name_words", "article") else ""
    title = _organs()[name].format(article + label)
    return Known(key, Kind.INSTITUTION, title, code.upper(), f"country/{code.upper()}", sort="body")
