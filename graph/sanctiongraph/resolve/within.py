"""Who is who inside one document: surnames join full names, acronyms their long forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sanctiongraph import gazetteer
from sanctiongraph.gazetteer import Use
from sanctiongraph.model import Document, Kind, Mention, Reading
from sanctiongraph.resolve.features import conflict, persons
from sanctiongraph.resolve.marks import NO_MARKS, Mark, apart, elsewhere
from sanctiongraph.resolve.names import initials, institution_words, is_acronym, person_words

__all__ = ["Local", "is_single", "locals_of", "words_of"]

NAMED = (Kind.PERSON, Kind.INSTITUTION)


@dataclass(frozen=True, slots=True)
class Local:
    """One actor of one document: all mentions of it there. `described` is the document's own group or
    person.
    """

    document: str
    kind: Kind
    names: tuple[str, ...]
    forms: tuple[str, ...]
    country: str | None
    key: str | None
    mentions: tuple[str, ...]
    described: bool = False
    marks: frozenset[Mark] = NO_MARKS
    """Which corrections name it."""


def words_of(kind: Kind, name: str) -> tuple[str, ...]:
    """A name made comparable, by the kind of its bearer."""
    return person_words(name) if kind is Kind.PERSON else institution_words(name)


def is_single(kind: Kind, names: Iterable[str]) -> bool:
    """True for a person known by one word only: a surname, a given name or a nickname."""
    return kind is Kind.PERSON and all(len(person_words(name)) == 1 for name in names)


def _as_read(local: Local) -> Local:
    return local


def locals_of(
    document: Document,
    reading: Reading,
    *,
    kinds: Mapping[tuple[str, ...], Kind],
    corrected: Callable[[Local], Local] = _as_read,
) -> list[Local]:
    """The actors of a document. `kinds` gives the kind of names that the corpus calls now a person,
    now a body; `corrected` what people know better of an actor, before names join.
    """
    groups: dict[tuple[object, ...], list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        groups[_group(mention, kinds)].append(mention)
    found = [corrected(_local(document.id, group, key)) for key, group in groups.items()]
    found = _joined_people(found)
    found = _joined_acronyms(document, found, {m.id: m for m in reading.mentions})
    return sorted(found, key=lambda local: local.mentions)


def _group(mention: Mention, kinds: Mapping[tuple[str, ...], Kind]) -> tuple[object, ...]:
    """What mentions of one thing share: the key, or kind and words; a described thing stands for
    itself by its name.
    """
    key = mention.key or _known_key(mention)
    if key:
        return ("key", key)
    if mention.described and mention.kind not in (Kind.SECTOR, Kind.ASSET):
        return ("described", mention.kind, mention.name)
    if mention.kind not in NAMED:
        return ("name", mention.kind, mention.name.casefold())
    kind = kinds.get(institution_words(mention.name), mention.kind)
    return ("name", kind, words_of(kind, mention.name))


def _known_key(mention: Mention) -> str | None:
    """The gazetteer's key for a full name that it knows, where the reading did not settle it."""
    if mention.described or mention.kind not in NAMED or " " not in mention.name:
        return None
    for sense in gazetteer.senses(mention.name):
        same = sense.use is Use.NAME and not sense.contextual and sense.known.kind is mention.kind
        if same and not conflict(sense.known.country, mention.country):
            return sense.known.key
    return None


def _local(document: str, group: list[Mention], key: tuple[object, ...]) -> Local:
    countries = Counter(mention.country for mention in group if mention.country)
    kind = key[1] if key[0] != "key" and isinstance(key[1], Kind) else group[0].kind
    return Local(
        document=document,
        kind=kind,
        names=tuple(sorted({mention.name for mention in group})),
        forms=tuple(sorted({" ".join(mention.text.split()) for mention in group})),
        country=min(countries, key=lambda code: (-countries[code], code)) if countries else None,
        key=str(key[1]) if key[0] == "key" else None,
        mentions=tuple(sorted(mention.id for mention in group)),
        described=key[0] == "described",
    )


def merged(locals_: Iterable[Local]) -> Local:
    """Several locals of one document as one."""
    every = list(locals_)
    keyed = next((local for local in every if local.key), every[0])
    countries = sorted({local.country for local in every if local.country})
    return Local(
        document=every[0].document,
        kind=keyed.kind,
        names=tuple(sorted({name for local in every for name in local.names})),
        forms=tuple(sorted({form for local in every for form in local.forms})),
        country=keyed.country or (countries[0] if countries else None),
        key=keyed.key,
        mentions=tuple(sorted(mention for local in every for mention in local.mentions)),
        marks=NO_MARKS.union(*(local.marks for local in every)),
    )


def _joined_people(found: list[Local]) -> list[Local]:
    people = [local for local in found if local.kind is Kind.PERSON and not local.described]
    full = _joined_full([local for local in people if not is_single(Kind.PERSON, local.names)])
    groups = [[local] for local in full]
    alone: list[Local] = []
    for local in people:
        if is_single(Kind.PERSON, local.names):
            bearers = [group for group in groups if _bears(group[0], local)]
            (bearers[0] if len(bearers) == 1 else alone).append(local)
    named = {id(local) for local in people}
    return [*(one for one in found if id(one) not in named), *(merged(group) for group in groups), *alone]


def _joined_full(people: list[Local]) -> list[Local]:
    """Full names that are variants of each other in one text: each joins the first group that it
    wholly agrees with.
    """
    groups: list[list[Local]] = []
    for local in sorted(people, key=lambda local: (local.key is None, local.names)):
        fitting = [group for group in groups if all(same_person(local, other) for other in group)]
        if fitting:
            fitting[0].append(local)
        else:
            groups.append([local])
    return [merged(group) for group in groups]


def same_person(one: Local, other: Local) -> bool:
    """Whether full names in one text may be one person's; a known leader's second surname must be a
    known one.
    """
    if (one.key and other.key) or conflict(one.country, other.country) or apart(one.marks, other.marks):
        return False
    scores = (
        persons(name, second) for name in one.names for second in other.names if " " in name and " " in second
    )
    keyed = bool(one.key or other.key)
    return any(score and not (keyed and score.reason == "second_surname") for score in scores)


def _bears(full: Local, single: Local) -> bool:
    """Whether the word is the full name's last word, or another distinctive one of a known leader's name."""
    if (single.key and full.key and single.key != full.key) or conflict(full.country, single.country):
        return False
    if apart(full.marks, single.marks) or elsewhere(single.marks, full.marks):
        return False
    word = person_words(single.names[0])[0]
    return any(person_words(name)[-1] == word for name in full.names if " " in name)


def _joined_acronyms(document: Document, found: list[Local], mentions: Mapping[str, Mention]) -> list[Local]:
    """Each acronym with the one long form that the text gives it: "the National Electoral Council (CNE)"."""
    bodies = [local for local in found if local.kind is Kind.INSTITUTION and not local.described]
    long = [local for local in bodies if not is_acronym(local.names[0])]
    joined: dict[int, list[Local]] = {id(local): [local] for local in long}
    taken = set()
    for local in bodies:
        if local.key is None and is_acronym(local.names[0]):
            spelled = [other for other in long if _stands_for(document.text, local, other, mentions)]
            if len(spelled) == 1:
                joined[id(spelled[0])].append(local)
                taken.add(id(local))
    kept = (local for local in found if id(local) not in taken)
    return [merged(joined[id(local)]) if len(joined.get(id(local), ())) > 1 else local for local in kept]


def _stands_for(text: str, short: Local, long: Local, mentions: Mapping[str, Mention]) -> bool:
    if conflict(short.country, long.country) or apart(short.marks, long.marks):
        return False
    acronym = short.names[0]
    bracket = re.compile(r"[\s\"”’']*\([\"“]?" + re.escape(acronym) + r"\b")
    if any(bracket.match(text, mentions[m].end) for m in long.mentions if mentions[m].end <= len(text)):
        return True
    return any(initials(name) == acronym.replace(".", "").upper() for name in long.names)
