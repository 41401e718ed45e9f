"""Who is who inside one document: surnames join full names, acronyms their long forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sanctiongraph import gazetteer
from sanctiongraph.gazetteer import Use
from sanctiongraph.gazetteer import words as words_
from sanctiongraph.model import Document, Kind, Mention, Reading
from sanctiongraph.resolve.blocks import meeting
from sanctiongraph.resolve.features import conflict, persons
from sanctiongraph.resolve.marks import NO_MARKS, Mark, apart, elsewhere
from sanctiongraph.resolve.names import Words, initials, institution_words, is_acronym, person_words, words_of

__all__ = ["Local", "is_single", "locals_of"]

NAMED = (Kind.PERSON, Kind.INSTITUTION)
_GENERIC = frozenset(
    (
        *(word for name in words_("refused", "body") for word in institution_words(name)),
        *(word for name in words_("offices", "modifier") for word in institution_words(name)),
        *words_("name_words", "generic"),
    )
)
"""Words that tell no body from another."""


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
    said: Kind | None = None
    """The kind that the document's first mention has, where `kind` is what most documents say."""


def is_single(kind: Kind, names: Iterable[str]) -> bool:
    """True for a person known by one word only: a surname ("Ortiz-Lund" is one), a given name, a nickname."""
    return kind is Kind.PERSON and all(" " not in name or len(person_words(name)) == 1 for name in names)


def is_generic(kind: Kind, name: str) -> bool:
    """True for a body's name that bodies of many countries have: "Federal Parliament", "Green Party".

    >>> is_generic(Kind.INSTITUTION, "House of Assembly"), is_generic(Kind.INSTITUTION, "Halcyon Party")
    (True, False)
    """
    return kind is Kind.INSTITUTION and _GENERIC.issuperset(institution_words(name))


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
    mentions = {mention.id: mention for mention in reading.mentions}
    found = _joined_short(_joined_acronyms(found), mentions)
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
        said=group[0].kind,
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
        said=keyed.said,
    )


def _joined_people(found: list[Local]) -> list[Local]:
    people = [local for local in found if local.kind is Kind.PERSON and not local.described]
    tails = {tail for local in people for name in local.names for tail in _tails(person_words(name))}
    partial = [local for local in people if _is_partial(local, tails)]
    taken = {id(local) for local in partial}
    groups = _joined_full([local for local in people if id(local) not in taken])
    alone: list[Local] = []
    for part, bearers in zip(partial, _bearers(partial, groups), strict=True):
        (bearers[0] if len(bearers) == 1 else alone).append(part)
    named = {id(local) for local in people}
    return [*(one for one in found if id(one) not in named), *(merged(group) for group in groups), *alone]


def _is_partial(local: Local, tails: set[tuple[str, ...]]) -> bool:
    """True for a single word, and for two surnames: "Rincón Arboleda" beside "Hernán Rincón Arboleda"."""
    if is_single(Kind.PERSON, local.names):
        return True
    return local.key is None and any(person_words(name) in tails for name in local.names)


def _tails(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What a name ends with, two words at least and not all of it."""
    return (words[i:] for i in range(1, len(words) - 1))


def _bearers(partial: list[Local], groups: list[list[Local]]) -> Iterator[list[list[Local]]]:
    """For each part of a name the people whose names end with it, else those whose given name it is."""
    every = [merged(group) for group in groups]
    ending: dict[Words, list[int]] = defaultdict(list)
    given: dict[str, list[int]] = defaultdict(list)
    for number, full in enumerate(every):
        whole = [person_words(name) for name in full.names if " " in name]
        for end in {words[i:] for words in whole for i in range(1, len(words))}:
            ending[end].append(number)
        for first in {words[0] for words in whole}:
            given[first].append(number)
    for part in partial:
        words = person_words(part.names[0])
        bearers = [number for number in ending[words] if _may_bear(every[number], part)]
        bearers = bearers or [number for number in given[words[0]] if _may_be_given(every[number], part)]
        yield [groups[number] for number in bearers]


def _joined_full(people: list[Local]) -> list[list[Local]]:
    """Full names in groups of variants: each joins the first group that it wholly agrees with."""
    people = sorted(people, key=lambda local: (local.key is None, local.names))
    near: dict[int, list[int]] = defaultdict(list)
    for one, other in meeting(
        (i, Kind.PERSON, name) for i, local in enumerate(people) for name in local.names
    ):
        near[other].append(one)
    groups: list[list[Local]] = []
    joined: dict[int, int] = {}
    for place, local in enumerate(people):
        before = sorted({joined[other] for other in near[place]})
        fitting = (number for number in before if all(same_person(local, other) for other in groups[number]))
        joined[place] = next(fitting, len(groups))
        if joined[place] == len(groups):
            groups.append([])
        groups[joined[place]].append(local)
    return groups


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


def _may_bear(full: Local, part: Local) -> bool:
    """Whether somebody may be who is called by a part that his full name ends with."""
    if (part.key and full.key and part.key != full.key) or conflict(full.country, part.country):
        return False
    if apart(full.marks, part.marks) or elsewhere(part.marks, full.marks):
        return False
    return not apart(full.marks, part.marks) and not elsewhere(part.marks, full.marks)


def _may_be_given(full: Local, single: Local) -> bool:
    """Whether somebody may be who is called by a single word that is the given name: "Péter" of "Péter
    Magyar".
    """
    if single.key or conflict(full.country, single.country):
        return False
    return not apart(full.marks, single.marks) and not elsewhere(single.marks, full.marks)


def _joined_short(found: list[Local], mentions: Mapping[str, Mention]) -> list[Local]:
    """Bodies with the one longer name, told before, that they begin: "Desert Lark" of "Desert Lark General
    Trading LLC". What the gazetteer knows stands for itself: a subsidiary is another body.
    """
    bodies = [b for b in found if b.kind is Kind.INSTITUTION and not b.described and not b.key]
    joined: dict[int, list[Local]] = {id(local): [local] for local in bodies}
    beginning: dict[Words, list[Local]] = defaultdict(list)
    for local in bodies:
        words = institution_words(local.names[0])
        for size in range(1, len(words)):
            beginning[words[:size]].append(local)
    taken = set()
    for local in sorted(bodies, key=lambda local: -len(institution_words(local.names[0]))):
        fitting = beginning[institution_words(local.names[0])]
        longer = [other for other in fitting if _may_begin(other, local, mentions)]
        if len(longer) == 1 and id(longer[0]) not in taken:
            joined[id(longer[0])].extend(joined[id(local)])
            taken.add(id(local))
    kept = (local for local in found if id(local) not in taken)
    return [merged(joined[id(local)]) if len(joined.get(id(local), ())) > 1 else local for local in kept]


def _may_begin(long: Local, short: Local, mentions: Mapping[str, Mention]) -> bool:
    """Whether a body may be the one whose name begins with the words of the short name."""
    words = institution_words(short.names[0])
    if conflict(short.country, long.country):
        return False
    if apart(long.marks, short.marks) or elsewhere(short.marks, long.marks):
        return False
    telling = len(words) > 1 or (len(words[0]) > 3 and not is_acronym(short.names[0]))
    generic = words[-1].title() in words_("refused", "body") or words[-1] in words_("offices", "modifier")
    before = min(mentions[m].start for m in long.mentions) < min(mentions[m].start for m in short.mentions)
    return telling and not generic and before and not _has_legal_form(short.names[0])


def _has_legal_form(name: str) -> bool:
    """True for a whole name: "China Mobile Limited" is not short for "China Mobile Group"."""
    return name.rpartition(" ")[2].lower().strip(".,") in words_("name_words", "legal")


def _joined_acronyms(found: list[Local]) -> list[Local]:
    """Each acronym with the one body of the text that has its initials; what a text spells out itself in
    brackets has been read so already.
    """
    bodies = [local for local in found if local.kind is Kind.INSTITUTION and not local.described]
    long = [local for local in bodies if not is_acronym(local.names[0])]
    joined: dict[int, list[Local]] = {id(local): [local] for local in long}
    spelled_out: dict[str, list[Local]] = defaultdict(list)
    for local in long:
        for letters in {initials(name) for name in local.names}:
            spelled_out[letters].append(local)
    taken = set()
    for local in bodies:
        if local.key is None and is_acronym(local.names[0]):
            letters = local.names[0].replace(".", "").upper()
            spelled = [other for other in spelled_out[letters] if _may_stand_for(local, other)]
            if len(spelled) == 1:
                joined[id(spelled[0])].append(local)
                taken.add(id(local))
    kept = (local for local in found if id(local) not in taken)
    return [merged(joined[id(local)]) if len(joined.get(id(local), ())) > 1 else local for local in kept]


def _may_stand_for(short: Local, long: Local) -> bool:
    return not conflict(short.country, long.country) and not apart(short.marks, long.marks)
