"""Which decisions about identity are worth a person's look: thin joins, near misses, names split by country.

The names of an entity hang together by their likenesses; a link that only a loose feature holds is a doubt
(`_thin_links`), and so is a surname or an acronym that came from another document (`_attached`). Of two
entities it is a doubt that they are two if one spelling was split by country, if a feature would have joined
them but for a country or a veto, or if their names are nearly letter for letter the same (`_near_misses`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from sanctiongraph import gazetteer
from sanctiongraph.gazetteer import comparable
from sanctiongraph.model import Correction, Document, Doubt, Entity, Kind, Mention, Quote, Reading, Side
from sanctiongraph.resolve.blocks import meeting
from sanctiongraph.resolve.clusters import SCORERS, Cluster
from sanctiongraph.resolve.constraints import Place
from sanctiongraph.resolve.features import NEED_COUNTRY, Score, conflict
from sanctiongraph.resolve.marks import Mark, apart, ties
from sanctiongraph.resolve.names import is_acronym, words_of
from sanctiongraph.resolve.running import Run, run_of
from sanctiongraph.resolve.within import NAMED, Local, is_single

__all__ = ["doubts"]

THIN = {
    "transliterated": "the names sound alike",
    "middle_name": "one name has a middle name more",
    "respaced": "the letters are the same but for the spaces",
    "given_variant": "the given names are spellings of one",
    "second_surname": "one name goes on where the other ends",
    "initial": "one given name is an initial",
    "near_spelling": "the spellings are near",
    "respelled": "the spellings are near",
}
"""Features that alone make a join doubtful, in words."""

_NEAR = 80.0
"""From this likeness of letters on, in percent, two words may be spellings of one."""
_VETOED = 80.0
"""From this likeness of letters on, in percent, it is a doubt that a veto tells two names apart."""
_VETOES = {
    "other_generation": "one is a junior and the other is not",
    "other_middle": "the initials between given name and surname differ",
    "other_gender": "one is a man's name and the other a woman's",
}
_NUMBER = re.compile(r" [IVX]+\.?$")
_NO_COUNTRY = "taken for two: only one name says of which country it is"
_QUOTES = 2
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class _Called:
    """The locals of one entity that are called by one name at their fullest."""

    entity: Entity
    cluster: Cluster
    name: str
    locals: tuple[Local, ...]

    @property
    def marks(self) -> frozenset[Mark]:
        """The corrections of all documents that name it."""
        return frozenset(mark for local in self.locals for mark in local.marks if not mark.here)


_Near = tuple[Score, _Called, _Called]
"""How like a name is to the one it is nearest to."""


@dataclass(frozen=True, slots=True)
class _Found:
    one: _Called
    other: _Called
    joined: bool
    score: float
    reason: str


def doubts(
    readings: Iterable[tuple[Document, Reading]],
    corrections: Sequence[Correction] = (),
    *,
    text_of: Callable[[Document], str] = lambda document: document.text,
) -> tuple[Doubt, ...]:
    """The doubtful decisions of a corpus, most consequential first; what a correction settles is none.

    `text_of` gives the text of a document where sentences are wanted and documents hold none.
    """
    run = run_of(readings, corrections)
    told = _Told(run, text_of)
    called = [group for pair in zip(run.entities, run.clusters, strict=True) for group in _called(*pair)]
    several = _several(called)
    found = [
        doubt for doubt in (*_thin_links(called), *_attached(called), *_near_misses(called)) if _open(doubt)
    ]
    found.sort(key=lambda each: (each.one.name, each.other.name, each.one.entity.id, each.other.entity.id))
    found.sort(key=told.most, reverse=True)  # orders those on which as much hangs
    return tuple(sorted((_doubt(each, told, several) for each in found), key=lambda d: -d.consequence))


def _open(found: _Found) -> bool:
    one, other = found.one.marks, found.other.marks
    return not apart(one, other) and not ties(one) & ties(other)


def _called(entity: Entity, cluster: Cluster) -> Iterator[_Called]:
    """A named actor by its full names, the most frequent first, and by the short names of whole documents."""
    if cluster.kind not in NAMED or cluster.locals[0].described:
        return
    groups: dict[tuple[str, ...], list[Local]] = defaultdict(list)
    for local in cluster.locals:
        if local.described:
            continue
        for words in {words_of(cluster.kind, name) for name in _fullest(cluster.kind, local)}:
            groups[words].append(local)
    for words in sorted(groups, key=lambda words: (-len(groups[words]), words)):
        spelled = {n for local in groups[words] for n in local.names if words_of(cluster.kind, n) == words}
        yield _Called(
            entity, cluster, min(spelled, key=lambda name: (name.isascii(), name)), tuple(groups[words])
        )


def _fullest(kind: Kind, local: Local) -> list[str]:
    """The full names of a local; its short ones if it has no other."""
    return [name for name in local.names if not _is_short(kind, name)] or list(local.names)


def _is_short(kind: Kind, name: str) -> bool:
    return is_single(kind, (name,)) or (kind is Kind.INSTITUTION and is_acronym(name))


def _several(called: Iterable[_Called]) -> frozenset[str]:
    """Names that several entities bear, which a correction would not tell apart."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for group in called:
        bearers[comparable(group.name)].add(group.entity.id)
    return frozenset(name for name, ids in bearers.items() if len(ids) > 1)


# --- joined on thin grounds


def _by_entity(called: Iterable[_Called]) -> Iterator[tuple[list[_Called], list[_Called]]]:
    """The full names and the short ones of each entity."""
    groups: dict[str, list[_Called]] = defaultdict(list)
    for group in called:
        groups[group.entity.id].append(group)
    for every in groups.values():
        parts: dict[bool, list[_Called]] = {False: [], True: []}
        for group in every:
            parts[_is_short(group.cluster.kind, group.name)].append(group)
        yield parts[False], parts[True]


def _thin_links(called: Iterable[_Called]) -> Iterator[_Found]:
    """Each full name that hangs on its entity by a loose feature, with the name it hangs on."""
    for full, _ in _by_entity(called):
        if not full:
            continue
        nearest = [(_likeness(one, full[0]), one, full[0]) for one in full[1:]]
        while nearest:
            place = max(range(len(nearest)), key=lambda place: nearest[place][0].value)
            score, one, other = nearest.pop(place)
            if score.reason in THIN and not _differ_by_an_initial(one.name, other.name):
                yield _Found(one, other, True, score.value, f"taken for one: {THIN[score.reason]}")
            nearest = [_nearer(each, one) for each in nearest]


def _nearer(known: _Near, other: _Called) -> _Near:
    """What a name is nearest to, where another one has come."""
    score, one, _ = known
    found = _likeness(one, other)
    return (found, one, other) if found.value > score.value else known


def _differ_by_an_initial(one: str, other: str) -> bool:
    """Whether two names are the same but for points, spaces and a middle initial, which makes no doubt.

    >>> _differ_by_an_initial("Leon E. Panetta", "Leon Panetta"), _differ_by_an_initial("C.P. Li", "C. P. Li")
    (True, True)
    >>> _differ_by_an_initial("J. Tanner", "John Tanner")
    False
    """
    first, second = (re.findall(r"\w+", comparable(name)) for name in (one, other))
    fuller = [[word for word in words if len(word) > 1] for words in (first, second)]
    return "".join(first) == "".join(second) or (fuller[0] == fuller[1] and len(fuller[0]) > 1)


def _likeness(one: _Called, other: _Called) -> Score:
    kind = one.cluster.kind
    if _is_known(one) and _is_known(other):
        return Score(1.0, "known")
    return SCORERS[kind](one.name, other.name)


def _is_known(group: _Called) -> bool:
    """Whether the gazetteer has the name for the entity."""
    key = group.cluster.key
    return key is not None and (
        any(local.key == key for local in group.locals)
        or any(sense.known.key == key for sense in gazetteer.senses(group.name))
    )


def _attached(called: Iterable[_Called]) -> Iterator[_Found]:
    """Surnames and acronyms that went to the one full name of other documents that has them."""
    for full, short in _by_entity(called):
        for group in short if full else ():
            if not any(local.key for local in group.locals):
                what = "acronym" if group.cluster.kind is Kind.INSTITUTION else "surname"
                yield _Found(group, full[0], True, 1.0, f"taken for one: nobody else has this {what}")


# --- kept apart on thin grounds


def _near_misses(called: Sequence[_Called]) -> Iterator[_Found]:
    """Names of two entities that nearly were one's; the likeliest pair of names for each two."""
    full = [group for group in called if not _is_short(group.cluster.kind, group.name)]
    pairs = meeting((number, group.cluster.kind, group.name) for number, group in enumerate(full))
    best: dict[tuple[str, str], _Found] = {}
    for first, second in sorted(pairs):
        one, other = full[first], full[second]
        if one.entity.id != other.entity.id and not (one.cluster.key and other.cluster.key):
            found = _near_miss(one, other)
            key = (one.entity.id, other.entity.id)
            if found and (key not in best or best[key].score < found.score):
                best[key] = found
    yield from _answerable(best.values())


def _answerable(found: Iterable[_Found]) -> Iterator[_Found]:
    """Without names that lack a country and would go with several: they are hardly one body's."""
    every = list(found)
    lacking = Counter(_lacking(each).entity.id for each in every if each.reason == _NO_COUNTRY)
    return (each for each in every if each.reason != _NO_COUNTRY or lacking[_lacking(each).entity.id] == 1)


def _lacking(found: _Found) -> _Called:
    """The side whose name is the shorter, since it names no country."""
    return min((found.one, found.other), key=lambda group: len(words_of(group.cluster.kind, group.name)))


def _near_miss(one: _Called, other: _Called) -> _Found | None:
    if apart(one.cluster.marks, other.cluster.marks):
        return None
    score = _likeness(one, other)
    why = _why_apart(one, other, score)
    letters = fuzz.ratio(comparable(one.name), comparable(other.name)) / 100
    return _Found(one, other, False, score.value or letters, why) if why else None


def _why_apart(one: _Called, other: _Called, score: Score) -> str | None:
    first, second = one.entity.country, other.entity.country
    if score.reason in NEED_COUNTRY and first != second:
        return None if conflict(first, second) else _NO_COUNTRY
    if score and conflict(first, second):
        return f"taken for two: one is of {_country(first)}, the other of {_country(second)}"
    if score:
        likeness = THIN.get(score.reason, "the names agree")
        known = one.cluster.key or other.cluster.key
        but = "that is not enough for somebody known" if known else "other names of theirs don't agree"
        return f"taken for two: {likeness}, but {but}"
    letters = fuzz.ratio(comparable(one.name), comparable(other.name))
    if score.reason in _VETOES and letters >= _VETOED and not _numbered(one.name, other.name):
        return f"taken for two: {_VETOES[score.reason]}"
    if _spelled_alike(one.name, other.name):
        return "taken for two: the names are nearly spelled the same, but not as variants of one are"
    return None


def _numbered(one: str, other: str) -> bool:
    """Whether two names end in different numbers, as rulers' do."""
    return bool(_NUMBER.search(one) and _NUMBER.search(other))


def _spelled_alike(one: str, other: str) -> bool:
    """Whether two names differ in points, spaces, small words or a few letters of a word only.

    >>> _spelled_alike("K.P. Sharma", "KP Sharma"), _spelled_alike("Bank of Aman", "Bank for Amann")
    (True, True)
    >>> _spelled_alike("Karl IV", "Karl V"), _spelled_alike("Kyoto Court", "Tokyo Court")
    (False, False)
    """
    first, second = (
        [w for w in re.findall(r"\w+", gazetteer.fold(name)) if not (w.isalpha() and w.islower())]
        for name in (one, other)
    )
    if "".join(first).casefold() == "".join(second).casefold():
        return True
    pairs = [(a.casefold(), b.casefold()) for a, b in zip(first, second, strict=False) if a != b]
    return len(first) == len(second) and all(_alike(a, b) for a, b in pairs)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((len(one), len(other)))
    return one[0] == other[0] and short > 3 and long - short < 3 and fuzz.ratio(one, other) >= _NEAR


def _country(code: str | None) -> str:
    return gazetteer.country_label(code or "") or str(code)


# --- what is told of a doubt


def _doubt(found: _Found, told: _Told, several: frozenset[str]) -> Doubt:
    def side(group: _Called) -> Side:
        by_id = not found.joined and comparable(group.name) in several
        return Side(
            reference=group.entity.id if by_id else group.name,
            names=tuple(sorted({name for local in group.locals for name in local.names})),
            entity=group.entity.id,
            country=group.entity.country,
            quotes=told.quotes(group.locals),
            first=told.firsts[group.entity.id] if by_id else None,
        )

    least = min((found.one, found.other), key=lambda group: told.counts(group.locals)[::-1])
    actions, claims, mentions = told.counts(least.locals)
    return Doubt(
        joined=found.joined,
        score=round(found.score, 2),
        reason=found.reason,
        one=side(found.one),
        other=side(found.other),
        actions=actions,
        claims=claims,
        mentions=mentions,
    )


class _Told:
    """What documents say of places in them: claims, and sentences."""

    def __init__(self, run: Run, text_of: Callable[[Document], str]) -> None:
        self._documents = {document.id: document for document, _ in run.pairs}
        self._text_of = text_of
        self.firsts = run.firsts
        self._mentions: dict[Place, Mention] = {}
        self._actions: dict[Place, set[str]] = defaultdict(set)
        self._claims: dict[Place, set[str]] = defaultdict(set)
        for document, reading in run.pairs:
            self._note(document.id, reading)

    def _note(self, document: str, reading: Reading) -> None:
        for mention in reading.mentions:
            self._mentions[document, mention.id] = mention
        for action in reading.actions:
            for party in (*action.imposers, *action.targets):
                self._actions[document, party].add(action.id)
        for tenure in reading.tenures:
            for party in filter(None, (tenure.holder, tenure.at)):
                self._claims[document, party].add(tenure.id)
        for relationship in reading.relationships:
            for party in (relationship.subject, relationship.object):
                self._claims[document, party].add(relationship.id)

    def counts(self, locals_: Iterable[Local]) -> tuple[int, int, int]:
        """How many sanction actions, other claims and mentions touch these."""
        places = _places(locals_)
        actions = {(place[0], id_) for place in places for id_ in self._actions.get(place, ())}
        claims = {(place[0], id_) for place in places for id_ in self._claims.get(place, ())}
        return len(actions), len(claims), len(places)

    def most(self, found: _Found) -> tuple[int, ...]:
        """How much the side holds that holds more."""
        return max(self.counts(found.one.locals), self.counts(found.other.locals))

    def quotes(self, locals_: Sequence[Local]) -> tuple[Quote, ...]:
        """Sentences that name them, of different documents if there are, with actions first."""
        places = sorted(
            _places(locals_), key=lambda place: (place not in self._actions, place[0], self._start(place))
        )
        firsts: dict[str, Place] = {}
        for place in places:
            firsts.setdefault(place[0], place)
        chosen = list(dict.fromkeys((*firsts.values(), *places)))[:_QUOTES]
        return tuple(dict.fromkeys(Quote(place[0], self._sentence(place)) for place in chosen))

    def _start(self, place: Place) -> int:
        return self._mentions[place].start

    def _sentence(self, place: Place) -> str:
        return sentence(self._text_of(self._documents[place[0]]), self._start(place))


def _places(locals_: Iterable[Local]) -> list[Place]:
    return sorted({(local.document, id_) for local in locals_ for id_ in local.mentions})


_END = re.compile(r"(?<=[a-z\d)\]\"”’][.!?])[\"”’)]*\s+(?=[A-Z\"“‘])|\n+")


def sentence(text: str, place: int) -> str:
    """The sentence around a place in a text, shortened if it is very long.

    >>> sentence("He left. The U.S. Treasury listed Acme. It sued.", 34)
    'The U.S. Treasury listed Acme.'
    """
    ends = [match.end() for match in _END.finditer(text)]
    start = max((end for end in ends if end <= place), default=0)
    end = min((end for end in ends if end > place), default=len(text))
    near, far = max(start, place - _LONGEST // 2), min(end, place + _LONGEST // 2)
    before = "…" + text[near:place].partition(" ")[2] if near > start else text[near:place]
    after = text[place:far].rpartition(" ")[0] + "…" if far < end else text[place:far]
    return " ".join((before + after).split())
