"""Who is named in a text: people, institutions, countries and named vessels, as spans with name, country and key.

The gazetteer settles what it knows, the statistical model proposes the rest, titles and repeated names mend both.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import compile_infix_regex

from sanctiongraph import gazetteer
from sanctiongraph.annotate.metonyms import acts_as_government, modifies
from sanctiongraph.annotate.names import (
    capitalised,
    clean,
    is_office,
    person_parts,
    proper_run,
    refused_name,
    trimmed,
)
from sanctiongraph.gazetteer import Known, Sense, Use, fold, words
from sanctiongraph.model import Kind

__all__ = ["GROUP", "actors_of", "register_extensions", "split_hyphens"]

GROUP = "sg_actors"
"""The key of `doc.spans` that holds the actors."""

_NATIONAL = (Use.NAME, Use.ADJECTIVE, Use.METONYM)
_DIRECTIONS = frozenset("north south east west northern southern eastern western central upper lower".split())
_TYPE = re.compile(r"[A-Za-z]{1,3}-?\d+[A-Za-z]?|[A-Z][a-z]+ \d+[A-Za-z]?")
_SURROUNDINGS = (
    words("offices", "modifier")
    | words("offices", "tense")
    | words("metonymy", "government")
    | words("metonymy", "regime")
)
_PLACES = frozenset(("GPE", "NORP", "DATE", "ORG", "FAC", "LOC"))
_LOOSE = frozenset(("GPE", "NORP", "LANGUAGE", "PERSON"))


@dataclass(frozen=True, slots=True)
class _Hit:
    """A place in the text where a known name stands, and all that it may mean; in tokens."""

    start: int
    end: int
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A proposed actor, in tokens. Where two overlap, the heavier one stays; `kind` None only keeps others out."""

    start: int
    end: int
    kind: Kind | None
    name: str
    country: str | None = None
    key: str | None = None
    adjectival: bool = False
    weight: float = 0.0


def register_extensions() -> None:
    """Register the attributes of actor spans; safe to call again."""
    for name, default in (("sg_name", ""), ("sg_country", None), ("sg_key", None), ("sg_adjectival", False)):
        if not Span.has_extension(name):
            Span.set_extension(name, default=default)


def split_hyphens(nlp: Language) -> None:
    """Let the tokenizer split "U.S.-Mexico" and "U.S.-backed" as it splits "US-Mexico"; safe to call again."""
    rule = r"(?<=[A-Z]\.)[-–](?=[A-Za-z])"
    infixes = list(nlp.Defaults.infixes or ())
    nlp.tokenizer.infix_finditer = compile_infix_regex([*infixes, rule]).finditer


@Language.factory(
    GROUP,
    requires=["token.pos", "token.dep", "token.head", "doc.ents"],
    assigns=["doc.spans", "span._.sg_name", "span._.sg_country", "span._.sg_key", "span._.sg_adjectival"],
)
def _factory(nlp: Language, name: str) -> _Actors:  # noqa: ARG001 - spaCy gives the name
    split_hyphens(nlp)
    return _Actors()


class _Actors:
    """The component: sets `doc.spans["sg_actors"]`."""

    def __call__(self, doc: Doc) -> Doc:
        doc.spans[GROUP] = actors_of(doc)
        return doc


def actors_of(doc: Doc) -> list[Span]:
    """The actors that a parsed document names: sorted spans that do not overlap."""
    register_extensions()
    hits = tuple(_known_names(doc))
    context = _Context(doc, hits)
    proposals = [
        *_from_gazetteer(doc, hits, context),
        *_organs(doc, hits, context),
        *_from_model(doc, hits),
        *_after_titles(doc),
        *_after_bodies(doc, hits),
        *_vessels(doc),
    ]
    found = _repeated(doc, _chosen(_voted(doc, proposals)))
    found = _governments(doc, _with_countries(doc, found))
    return [_span(doc, one) for one in found if one.kind]


# --- what the gazetteer knows


def _known_names(doc: Doc) -> Iterator[_Hit]:
    """Longest known names, from left to right, without overlap."""
    texts = [fold(token.text) for token in doc]
    i = 0
    while i < len(doc):
        hit = _longest(doc, texts, i)
        if hit:
            yield hit
        i = hit.end if hit else i + 1


def _longest(doc: Doc, texts: list[str], start: int) -> _Hit | None:
    text, best = "", None
    for end in range(start, min(start + 14, len(doc))):
        text += texts[end]
        if not gazetteer.begins(text):
            break
        senses = gazetteer.senses(text)
        if senses:
            best = _Hit(start, end + 1, senses)
        if doc[end].whitespace_:
            text += " "
    return best


class _Context:
    """Which countries a text speaks of, and in which sentences: what settles contextual names."""

    def __init__(self, doc: Doc, hits: Iterable[_Hit]) -> None:
        self.doc = doc
        self.total: Counter[str] = Counter()
        self.places: dict[str, list[int]] = defaultdict(list)
        for hit in hits:
            for code in {
                sense.known.country for sense in hit.senses if sense.known.country and not sense.contextual
            }:
                self.total[code] += 1
                self.places[code].append(hit.start)
        self.unless = {
            name
            for name, others in gazetteer.decoy_unless().items()
            if any(other in doc.text for other in others)
        }

    def main(self) -> str | None:
        """The country named most often; None if there is none or two are even."""
        first, *rest = self.total.most_common(2) or [(None, 0)]
        return None if rest and rest[0][1] == first[1] else first[0]

    def nearest(self, place: int, codes: Iterable[str]) -> str | None:
        """The one of the countries that the sentence of a token names nearest, else the text's main country."""
        sentence = self.doc[place].sent
        near = [
            (abs(place - other), code)
            for code in codes
            for other in self.places.get(code, ())
            if sentence.start <= other < sentence.end
        ]
        if near:
            return min(near)[1]
        main, here = self.main(), {code for code in codes if self.total[code]}
        if main in here:
            return main
        return here.pop() if len(here) == 1 else None


def _from_gazetteer(doc: Doc, hits: tuple[_Hit, ...], context: _Context) -> Iterator[_Found]:
    for hit in hits:
        sense = _settled(doc, hit, context)
        if sense and _stands(doc, hit, sense):
            yield _known_actor(doc, hit, sense)


def _settled(doc: Doc, hit: _Hit, context: _Context) -> Sense | None:
    """The one thing a name stands for here, or None."""
    if fold(doc[hit.start : hit.end].text) in context.unless:
        return None
    plain = [sense for sense in hit.senses if not sense.contextual]
    if plain:
        return plain[0]
    wording = doc[hit.start : hit.end].text.lower()
    generic = gazetteer.is_organ(wording) or hit.senses[0].known.sort == "party"
    codes = context.total if generic else [sense.known.country for sense in hit.senses if sense.known.country]
    code = context.nearest(hit.start, codes)
    return next((sense for sense in hit.senses if sense.known.country == code), None) if code else None


def _stands(doc: Doc, hit: _Hit, sense: Sense) -> bool:
    """Whether the name really stands for this thing here, and not for a part of a longer name or a place."""
    if sense.use is Use.DECOY:
        return True
    if _in_longer_name(doc, hit, sense):
        return False
    return _USES[sense.use](doc, hit, sense)


def _stands_always(doc: Doc, hit: _Hit, sense: Sense) -> bool:
    return (
        sense.known.kind is not Kind.INSTITUTION or hit.end - hit.start > 1 or _is_name(doc[hit.start], sense)
    )


def _is_name(token: Token, sense: Sense) -> bool:
    """Common words that name bodies ("Apple", "Shell", "Meta", "X") need the model's word for it."""
    if len(token) == 1:
        return token.ent_type_ in ("ORG", "PRODUCT", "PERSON", "GPE") or (
            token.i > 0 and token.nbor(-1).lower_ == "on"
        )
    return (
        token.pos_ in ("PROPN", "NOUN", "ADJ")
        if token.text.isupper()
        else token.ent_type_ != ""
        or (token.pos_ == "PROPN" and not (token.is_sent_start and sense.known.sort == "company"))
    )


def _modifies(doc: Doc, hit: _Hit, sense: Sense) -> bool:  # noqa: ARG001 - the shape of _USES
    return modifies(doc[hit.end - 1])


def _governs(doc: Doc, hit: _Hit, sense: Sense) -> bool:  # noqa: ARG001
    return acts_as_government(doc, hit.start, hit.end)


def _never(doc: Doc, hit: _Hit, sense: Sense) -> bool:  # noqa: ARG001
    return False


_USES = {
    Use.NAME: _stands_always,
    Use.METONYM: _stands_always,
    Use.ADJECTIVE: _modifies,
    Use.CAPITAL: _governs,
    Use.PEOPLE: _never,
}


def _in_longer_name(doc: Doc, hit: _Hit, sense: Sense) -> bool:
    """True for "Jordan" in "Jordan Smith", "China" in "Bank of China", "Trump" in "Melania Trump"."""
    around = _entity_around(doc, hit)
    if sense.known.kind is Kind.PERSON:
        if hit.end - hit.start == 1 and _has_given_name(doc, hit.start):
            return True
        if around is None or around.label_ in ("PERSON", "NORP"):
            return False
    if around is None or any(token.text in (",", ";", "-", "/") for token in around):
        return False
    start, end = trimmed(doc, around.start, around.end)
    rest = [doc[i] for i in (*range(start, hit.start), *range(hit.end, end))]
    if any(token.lower_ in ("'s", "’s", "'", "’") for token in rest):
        return False
    rest = [token for token in rest if capitalised(token) and token.text.lower() not in _DIRECTIONS]
    if all(is_office(token) or token.lower_ in _SURROUNDINGS for token in rest):
        return False
    return not (sense.known.kind is Kind.INSTITUTION and around.label_ in _LOOSE)


def _has_given_name(doc: Doc, start: int) -> bool:
    """True if another name stands right before a surname: "Melania Trump", but not "President Trump"."""
    if start == 0 or doc[start - 1].is_punct or not capitalised(doc[start - 1]):
        return False
    token = doc[start - 1]
    if (
        is_office(token)
        or token.lower_ in words("offices", "modifier")
        or token.lower_.rstrip(".") in words("offices", "style")
    ):
        return False
    if gazetteer.senses(token.text) or token.is_sent_start and token.ent_type_ != "PERSON":
        return False
    return token.pos_ == "PROPN" and (
        token.ent_type_ == "PERSON" or token.dep_ == "compound" and not token.ent_type_
    )


def _entity_around(doc: Doc, hit: _Hit) -> Span | None:
    """The model's entity that holds a hit and more."""
    if not doc[hit.start].ent_type_:
        return None
    for entity in doc.ents:
        if entity.start <= hit.start and hit.end <= entity.end:
            return entity if len(entity) > hit.end - hit.start else None
    return None


def _known_actor(doc: Doc, hit: _Hit, sense: Sense) -> _Found:
    thing = sense.known
    if sense.use is Use.DECOY:
        return _Found(hit.start, hit.end, None, "", weight=9)
    start, end = trimmed(doc, hit.start, hit.end)
    return _Found(
        start if start < end else hit.start,
        end if start < end else hit.end,
        thing.kind,
        thing.label,
        thing.country,
        thing.key,
        adjectival=sense.use is Use.ADJECTIVE,
        weight=7 + 0.1 * (hit.end - hit.start),
    )


# --- organs that every state has


def _organs(doc: Doc, hits: tuple[_Hit, ...], context: _Context) -> Iterator[_Found]:
    """ "the Chinese Commerce Ministry", "Russia's defence ministry", "Ministry of Finance of Japan"."""
    lower = [token.lower_.replace("’", "'") for token in doc]
    i = 0
    while i < len(doc):
        end = _organ_end(doc, lower, i)
        found = _organ(doc, (i, end), hits, context) if end else None
        if found:
            yield found
        i = end or i + 1


def _organ_end(doc: Doc, lower: list[str], start: int) -> int | None:
    text, best = "", None
    for end in range(start, min(start + 9, len(doc))):
        text += lower[end]
        if not gazetteer.organ_begins(text):
            break
        best = end + 1 if gazetteer.is_organ(text) else best
        text += doc[end].whitespace_
    return best


def _organ(doc: Doc, bounds: tuple[int, int], hits: tuple[_Hit, ...], context: _Context) -> _Found | None:
    start, end = bounds
    wording = doc[start:end].text.lower().replace("’", "'")
    begin, finish, code = _beside(doc, bounds, hits)
    if (
        code is None
        and not gazetteer.organ_needs_country(wording)
        and (capitalised(doc[start]) or "ministry" in wording)
    ):
        code = context.nearest(start, context.total)
    organ = gazetteer.organ(wording, code) if code else None
    if organ is None:
        return None
    begin, finish = _with_prefix(doc, begin, finish, hits)
    return _Found(begin, finish, Kind.INSTITUTION, organ.label, code, organ.key, weight=8)


def _with_prefix(doc: Doc, start: int, end: int, hits: tuple[_Hit, ...]) -> tuple[int, int]:
    """Also the capitalised word before it that the model counts to the name: "Royal" Australian Air Force."""
    begin = start
    known = {i for hit in hits for i in range(hit.start, hit.end)}
    while begin and doc[begin].ent_iob_ == "I" and doc[begin - 1].ent_type_ == "ORG":
        begin -= 1
    begin, _ = trimmed(doc, begin, start)
    extra = range(begin, start)
    own = all(capitalised(doc[i]) and i not in known and not is_office(doc[i]) for i in extra)
    return (begin if own else start), end


def _may_stand_alone(doc: Doc, bounds: tuple[int, int], wording: str) -> bool:
    """True for "the Foreign Ministry", "the foreign ministry", "the National Assembly"; not for "the military"."""
    proper = all(capitalised(token) or token.is_stop for token in doc[bounds[0] : bounds[1]])
    if gazetteer.organ_needs_country(wording):
        return proper and bounds[1] - bounds[0] > 1
    return proper or "ministry" in wording


def _beside(doc: Doc, bounds: tuple[int, int], hits: tuple[_Hit, ...]) -> tuple[int, int, str | None]:
    """The organ's span, with the country before it ("Chinese ...") or after it ("... of China"), and the code."""
    start, end = bounds
    for hit in hits:
        national = [
            sense for sense in hit.senses if sense.use in _NATIONAL and sense.known.kind is Kind.COUNTRY
        ]
        code = national[0].known.country if national else None
        if code and hit.end == start:
            return hit.start, end, code
        if code and hit.end == start - 1 and doc[hit.end].text in ("'s", "’s", "'", "’"):
            return start, end, code
        if code and hit.start in (end + 1, end + 2) and doc[end].text == "of":
            return start, hit.end, code
    return start, end, None


# --- what the model proposes


def _from_model(doc: Doc, hits: tuple[_Hit, ...]) -> Iterator[_Found]:
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            for start, end in person_parts(doc, entity.start, entity.end):
                yield from _person(doc, start, max(end, proper_run(doc, start)) if end - start > 1 else end)
        elif entity.label_ == "ORG":
            yield from _institutions(doc, entity, hits)


def _person(doc: Doc, start: int, end: int) -> Iterator[_Found]:
    span = doc[start:end]
    if refused_name(span) or any(token.text.isdigit() for token in span) or _is_place(span):
        return
    name = clean(span.text)
    known = next((sense.known for sense in gazetteer.senses(name) if sense.known.kind is Kind.PERSON), None)
    if known and " " in name:
        yield _Found(start, end, known.kind, known.label, known.country, known.key, weight=7)
    else:
        yield _Found(start, end, Kind.PERSON, name, weight=5 + 0.1 * (end - start))


def _is_place(span: Span) -> bool:
    """True for what stands in a place's place: "in Tulkarm", "Gaza City and Khan Younis"."""
    if span.start and span.doc[span.start - 1].lower_ in ("in", "near", "outside", "around", "off"):
        return not (len(span) == 1 and span.text.isupper())
    return span.root.dep_ == "conj" and span.root.head.ent_type_ in ("GPE", "LOC")


def _institutions(doc: Doc, entity: Span, hits: tuple[_Hit, ...]) -> Iterator[_Found]:
    for start, end in _institution_parts(doc, entity, hits):
        if start < end and not _refused_institution(doc[start:end]):
            span = doc[start:end]
            inside = (hit for hit in hits if start <= hit.start and hit.end <= end)
            code = next((hit.senses[0].known.country for hit in inside if hit.senses[0].known.country), None)
            yield _Found(start, end, Kind.INSTITUTION, clean(span.text), code, weight=5 + 0.1 * (end - start))


def _refused_institution(span: Span) -> bool:
    """True for places, laws and events, bare title words ("Defense" of "Defense Minister") and types of things ("P-8")."""
    if refused_name(span) or span[-1].text in words("refused", "ending") or _is_place(span):
        return True
    if all(token.lower_ in words("offices", "modifier") or is_office(token) for token in span):
        return True
    return bool(_TYPE.fullmatch(span.text))


def _institution_parts(doc: Doc, entity: Span, hits: tuple[_Hit, ...]) -> Iterator[tuple[int, int]]:
    """An ORG without titles at its end ("State Department spokesperson"), cut at line ends and at a country's possessive."""
    start = entity.start
    known_ends = {hit.end for hit in hits}
    for i in range(entity.start, entity.end + 1):
        if i == entity.end or _cuts(doc[i], known_ends, entity.end):
            yield trimmed(doc, start, i)
            start = i + 1


def _cuts(token: Token, known_ends: set[int], end: int) -> bool:
    if token.text in ("'s", "’s"):
        return token.i in known_ends or token.i == end - 1
    if is_office(token):
        return token.i == end - 1 or token.text.islower()
    return token.text in (";", ":") or "\n" in token.text


def _after_titles(doc: Doc) -> Iterator[_Found]:
    """Names that only their title gives away: "President Touadéra", "Gen. Min Aung Hlaing"."""
    for token, after in pairwise(doc):
        if not (is_office(token) or _is_style(token)) or not capitalised(after) or token.lower_.endswith("s"):
            continue
        end = proper_run(doc, after.i)
        if end > after.i and _titled(token, doc[after.i : end]):
            yield from _person(doc, after.i, end)


def _after_bodies(doc: Doc, hits: tuple[_Hit, ...]) -> Iterator[_Found]:
    """Names behind a title with its body: "U.N. special envoy for Congo Bintou Keita", "Leader of the Opposition X Y"."""
    ends = {hit.start: hit.end for hit in hits}
    for token in doc[: max(0, len(doc) - 3)]:
        if is_office(token) and token.nbor(1).lower_ in ("of", "for", "to", "at"):
            i = token.i + 3 if token.nbor(2).lower_ == "the" else token.i + 2
            i = ends.get(i, i + 1)
            end = proper_run(doc, i) if i < len(doc) and capitalised(doc[i]) else i
            if end > i + 1 and all(t.pos_ == "PROPN" and t.ent_type_ not in _PLACES for t in doc[i:end]) and not ends.get(i):
                yield from _person(doc, i, end)


def _is_style(token: Token) -> bool:
    return token.text.endswith(".") and token.lower_.rstrip(".") in words("offices", "style")


def _titled(title: Token, name: Span) -> bool:
    if any(is_office(token) for token in name) or gazetteer.senses(name[0].text) and len(name) == 1:
        return False
    if name[0].ent_type_ in _PLACES:
        return False
    return capitalised(title) or title.dep_ in ("compound", "nmod", "appos", "amod")


def _vessels(doc: Doc) -> Iterator[_Found]:
    """ "the oil tanker Eagle S", "USS Cole", "the Druzhba pipeline", "Nord Stream 2"."""
    for token in doc:
        if token.lower_ in words("refused", "vessel") or token.text in words("refused", "hull"):
            end = _hull_name(doc, token.i + 1)
            begin = token.i if token.text in words("refused", "hull") else token.i + 1
            if end > token.i + 1:
                yield _Found(begin, end, Kind.ASSET, clean(doc[begin:end].text), weight=7.5)
        elif token.lower_ in ("pipeline", "pipelines") and token.i and _names_pipeline(doc[token.i - 1]):
            begin = token.i - 1
            while begin and (
                capitalised(doc[begin - 1]) or doc[begin].text == "-" or doc[begin - 1].text == "-"
            ):
                begin -= 1
            yield _Found(begin, token.i + 1, Kind.ASSET, clean(doc[begin : token.i + 1].text), weight=7.5)
        elif token.text == "Nord" and token.i + 1 < len(doc) and token.nbor(1).text == "Stream":
            end = token.i + 2
            if end < len(doc) and doc[end].text in ("1", "2"):
                end += 1
            yield _Found(token.i, end, Kind.ASSET, clean(doc[token.i : end].text), weight=7.4)


def _names_pipeline(token: Token) -> bool:
    return capitalised(token) and token.pos_ == "PROPN" and token.ent_type_ not in ("GPE", "NORP")


def _hull_name(doc: Doc, start: int) -> int:
    end = start
    while (
        end < len(doc)
        and end - start < 5
        and (doc[end].text in ('"', "“", "'") and end == start or _in_hull(doc[end]))
    ):
        end += 1
    return end if end > start and any(token.text[0].isupper() for token in doc[start:end]) else start


def _in_hull(token: Token) -> bool:
    if token.ent_type_ in ("GPE", "NORP", "DATE", "CARDINAL") and not token.text.isdigit():
        return False
    return (token.text[0].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "NUM", "X")) or (
        token.text.isdigit() and len(token) < 3
    )


# --- choosing among proposals


def _voted(doc: Doc, proposals: list[_Found]) -> Iterator[_Found]:
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


def _by_majority(one: _Found, votes: Counter[str]) -> Iterator[_Found]:
    person, body, place = votes["PERSON"], votes["ORG"], votes["GPE"] + votes["LOC"] + votes["FAC"]
    if place > person + body:
        return
    if person == body:
        yield one
    else:
        yield replace(one, kind=Kind.PERSON if person > body else Kind.INSTITUTION)


def _chosen(proposals: Iterable[_Found]) -> list[_Found]:
    """The heaviest proposals that do not overlap, in the order of the text."""
    taken: set[int] = set()
    kept = []
    for one in sorted(proposals, key=lambda one: (-one.weight, one.start - one.end, one.start)):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _repeated(doc: Doc, found: list[_Found]) -> list[_Found]:
    """Also the places where a name that was found once stands again, or a person's surname alone."""
    known: dict[str, _Found] = {}
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


def _free(token: Token, one: _Found) -> bool:
    """Not part of a place or of another name."""
    if len(token) < 3 or token.ent_type_ in ("GPE", "LOC", "FAC", "NORP", "DATE", "EVENT", "LAW"):
        return False
    return token.pos_ == "PROPN" or one.kind is Kind.INSTITUTION


# --- countries of people and bodies


def _with_countries(doc: Doc, found: list[_Found]) -> list[_Found]:
    """Countries from what stands before a name ("Hungarian minister ..."), carried to its other places in the text.

    A surname takes the key too, if one full name of the text alone has it.
    """
    owner = {i: one for one in found for i in range(one.start, one.end)}
    found = [
        one if one.country or not one.kind else replace(one, country=_country_before(doc, one, owner))
        for one in found
    ]
    bearers = _bearers(found)
    return [_carried(one, bearers) for one in found]


def _bearers(found: list[_Found]) -> dict[tuple[Kind, str], _Found]:
    """What each name and unshared surname tells in this text: the first place of it that has a country or key."""
    bearers: dict[tuple[Kind, str], _Found] = {}
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


def _carried(one: _Found, bearers: dict[tuple[Kind, str], _Found]) -> _Found:
    bearer = bearers.get((one.kind, fold(one.name))) if one.kind else None
    if bearer is None or one.key:
        return one
    if bearer.key and one.country in (None, bearer.country):
        return replace(one, name=bearer.name, country=bearer.country, key=bearer.key)
    return one if one.country else replace(one, country=bearer.country)


def _country_before(doc: Doc, one: _Found, owner: dict[int, _Found]) -> str | None:
    """The country that the title or description right before a name belongs to."""
    titled = False
    for i in range(one.start - 1, max(-1, one.start - 12), -1):
        other = owner.get(i)
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


def _describes(token: Token, one: _Found) -> bool:
    if token.pos_ in ("NOUN", "PROPN", "ADJ"):
        return True
    if token.lower_ in ("'s", "’s", "-", "'", "’", "“", '"'):
        return True
    return one.kind is Kind.PERSON and token.lower_ in ("of", "for", "the", "and", "at")


# --- governments


def _governments(doc: Doc, found: list[_Found]) -> list[_Found]:
    """ "the Biden administration" and "Maduro's government" are countries, "the Lukashenka regime" an institution."""
    taken = {one.start for one in found}
    grown, cover = [], 0
    for one in found:
        if one.start < cover:
            continue
        grown.append(_government(doc, one, taken))
        cover = grown[-1].end
    return grown


def _government(doc: Doc, one: _Found, taken: set[int]) -> _Found:
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


def _government_of(doc: Doc, one: _Found) -> _Found:
    """ "the Government of Israel": the country with the words before it."""
    begin = one.start - 1
    while begin > 0 and doc[begin].lower_ == "the":
        begin -= 1
    if begin > 0 and doc[begin].lower_ == "of" and doc[begin - 1].lower_ in words("metonymy", "government"):
        return replace(one, start=begin - 1) if one.kind is Kind.COUNTRY and not one.adjectival else one
    return one


def _regime(doc: Doc, one: _Found, noun: Token, code: str | None) -> _Found:
    base = clean(doc[one.start : one.end].text)
    name = f"{base} {noun.lower_}"
    return replace(
        one, end=noun.i + 1, kind=Kind.INSTITUTION, name=name, country=code, key=None, adjectival=False
    )


def _government_noun(doc: Doc, one: _Found, taken: set[int]) -> Token | None:
    i = one.end
    if i < len(doc) and doc[i].text in ("'s", "’s", "'", "’"):
        i += 1
    while i < len(doc) and i < one.end + 4 and i not in taken:
        lower = doc[i].lower_
        if lower in words("metonymy", "government") or lower in words("metonymy", "regime"):
            return doc[i]
        if lower not in words("metonymy", "between"):
            return None
        i += 1
    return None


def _span(doc: Doc, one: _Found) -> Span:
    span = Span(doc, one.start, one.end, label=str(one.kind))
    span._.sg_name = one.name
    span._.sg_country = one.country
    span._.sg_key = one.key
    span._.sg_adjectival = one.adjectival
    return span
