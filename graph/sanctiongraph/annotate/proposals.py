"""What the statistical model and titles propose as people and institutions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from sanctiongraph import gazetteer
from sanctiongraph.annotate.found import Found, Hit
from sanctiongraph.annotate.names import (
    capitalised,
    clean,
    is_given_name,
    is_office,
    person_parts,
    proper_run,
    refused_name,
    trimmed,
    without_measure,
)
from sanctiongraph.gazetteer import Use, fold, words
from sanctiongraph.model import Kind

__all__ = ["after_bodies", "after_titles", "by_given_name", "from_model"]

_TYPE = re.compile(r"[A-Za-z]{1,3}-?\d+[A-Za-z]?|[A-Z][a-z]+ \d+[A-Za-z]?")
_ODD_NUMBER = re.compile(r"[A-Z]{1,3}-\d+[A-Z]*|\d+[–-]\d+")
"""The type of a machine or a score: "UH-60", "3–0"."""
_PLACES = frozenset(("GPE", "NORP", "DATE", "ORG", "FAC", "LOC"))


def from_model(doc: Doc, hits: tuple[Hit, ...]) -> Iterator[Found]:
    """The people and organizations of the model; what ends as bodies do is one whatever its label."""
    for entity in doc.ents:
        body = _ends_as_body(entity)
        if entity.label_ == "PERSON" and not body:
            for begin, end in person_parts(doc, entity.start, entity.end):
                start = begin - 1 if _is_given_before(doc, begin) else begin
                yield from _person(doc, start, max(end, proper_run(doc, start)) if end - start > 1 else end)
        elif entity.label_ == "ORG" or (len(entity) > 1 and body):
            hidden = _hidden_person(entity)
            if hidden:
                yield from _person(doc, hidden, entity.end)
            yield from _institutions(doc, Span(doc, entity.start, hidden or entity.end, entity.label), hits)


def _is_given_before(doc: Doc, start: int) -> bool:
    """True for "Emine" before "Erdogan" where the model left it out."""
    before = doc[start - 1] if start else None
    return before is not None and not before.ent_type_ and capitalised(before) and is_given_name(before)


def _hidden_person(entity: Span) -> int | None:
    """Where a name begins behind what an office is of: "Minister of [Transport Roman Starovoyt]"."""
    doc = entity.doc
    if entity.start < 2 or doc[entity.start - 1].lower_ not in ("of", "for", "the"):
        return None
    if not any(is_office(token) for token in doc[max(0, entity.start - 4) : entity.start]):
        return None
    for token in entity[1:-1]:
        portfolio = doc[token.i - 1].lower_ in words("offices", "modifier") | words("offices", "region")
        if portfolio and is_given_name(token) and capitalised(doc[token.i + 1]):
            return int(token.i)
    return None


def _ends_as_body(name: Span) -> bool:
    """True for "Halcyon Freight Agency", "Orinoco Shipping", "Soligran Potash JSC"."""
    last = name[-1]
    if last.text in words("refused", "body") or last.text in words("refused", "trade"):
        return True
    legal = last.lower_.replace(".", "") in words("name_words", "legal") and len(name) > 1
    return legal and (
        last.text.isupper() or last.text.endswith(".") or (last.text.istitle() and len(last) > 2)
    )


def by_given_name(doc: Doc, hits: tuple[Hit, ...]) -> Iterator[Found]:
    """People whom the model misses or takes for places: by a common given name ("Daichi Sekiguchi"), or by
    what is said of them behind a comma ("Rosaura Papaterra, a magistrate of ...").
    """
    settled = [hit for hit in hits if not hit.senses[0].contextual]
    known = {i for hit in settled if not _is_surname(hit) for i in range(hit.start, hit.end)}
    end = 0
    for token in doc:
        if token.i < end or token.i in known or not capitalised(token) or token.ent_type_ == "PERSON":
            continue
        end = proper_run(doc, token.i)
        name = doc[token.i : end]
        if 1 < len(name) < 5 and known.isdisjoint(range(token.i, end)) and _is_missed(name):
            yield from (replace(one, weight=6.05) for one in _person(doc, token.i, end))


def _is_surname(hit: Hit) -> bool:
    """True for a leader's bare surname: "Emine Erdogan" is another's name."""
    return hit.senses[0].known.kind is Kind.PERSON and hit.end == hit.start + 1


def _is_missed(name: Span) -> bool:
    if _ends_as_body(name) or any(token.ent_type_ == "PERSON" or is_office(token) for token in name):
        return False
    described = _is_described(name)
    if name[0].ent_type_ == "ORG":
        return described and is_given_name(name[0])
    return described or (is_given_name(name[0]) and name[0].ent_type_ in ("", "GPE", "LOC", "NORP"))


def _is_described(name: Span) -> bool:
    """True before a comma and an office: ", a magistrate of", ", chief negotiator"."""
    doc, i = name.doc, name.end + 1
    if i >= len(doc) or doc[name.end].text != ",":
        return False
    while i < min(len(doc), name.end + 6):
        if is_office(doc[i]):
            return bool(doc[i].tag_ != "NNS" and doc[i].text.islower())
        if not (doc[i].pos_ in ("DET", "ADJ", "PRON") or doc[i].lower_ in words("offices", "modifier")):
            return False
        i += 1
    return False


def _person(doc: Doc, start: int, end: int) -> Iterator[Found]:
    span = doc[start:end]
    if refused_name(span) or any(token.text.isdigit() for token in span) or _is_place(span):
        return
    if all(token.lower_ in words("offices", "modifier") or is_office(token) for token in span):
        return
    name = clean(span.text)
    known = next((sense.known for sense in gazetteer.senses(name) if sense.known.kind is Kind.PERSON), None)
    if known and " " in name:
        yield Found(start, end, known.kind, known.label, known.country, known.key, weight=7)
    else:
        if _is_shouted(span):
            return
        firm = end - start == 1 and _is_firm(name)
        kind = Kind.INSTITUTION if firm else Kind.PERSON
        yield Found(start, end, kind, name, weight=6 if firm else 5 + 0.1 * (end - start))


def _is_shouted(span: Span) -> bool:
    """True for one long word in capitals, a heading rather than a person: "DEPARTMENTS"."""
    return len(span) == 1 and span.text.isupper() and len(span.text) > 7


def _is_firm(name: str) -> bool:
    """True for one word that is an acronym or ends as companies do: "AUSSOM", "Absolutbank"."""
    if name.isupper() and 2 < len(name) < 8:
        return True
    return name.lower().endswith(tuple(words("refused", "firm"))) and len(name) > 6


def _is_place(span: Span) -> bool:
    """True for what stands as places do: "in Tulkarm", "Gaza City and Khan Younis", "Bamban, Tarlac"."""
    if span.start and span.doc[span.start - 1].lower_ in ("in", "near", "outside", "around", "off"):
        return not (len(span) == 1 and span.text.isupper())
    if _is_located(span):
        return True
    return span.root.dep_ == "conj" and span.root.head.ent_type_ in ("GPE", "LOC")


def _is_located(span: Span) -> bool:
    """True before a comma and a place that ends there: "Peñico, Peru."; not "Wang Yi, China's minister"."""
    doc, end = span.doc, span.end
    after = doc[end : end + 3]
    if len(after) < 3 or after[0].text != "," or after[1].ent_type_ not in ("GPE", "LOC"):
        return False
    stop = end + 1
    while stop < len(doc) and doc[stop].ent_type_ in ("GPE", "LOC"):
        stop += 1
    return (
        doc[end + 1].dep_ in ("appos", "npadvmod", "conj")
        and stop < len(doc)
        and doc[stop].text in (",", ".", ";", ")")
    )


def _institutions(doc: Doc, entity: Span, hits: tuple[Hit, ...]) -> Iterator[Found]:
    for start, end in _institution_parts(doc, entity, hits):
        if start < end and not _refused_institution(doc[start:end]):
            span = doc[start:end]
            inside = [hit for hit in _within(hits, start, end) if not hit.senses[0].contextual]
            code = next(filter(None, (_country_in_name(doc, hit, start, end) for hit in inside)), None)
            weight = (5 if entity.label_ == "ORG" else 6) + 0.1 * (end - start)
            one = Found(start, end, Kind.INSTITUTION, clean(span.text), code, weight=weight)
            yield _nationally_named(doc, one, inside)


def _country_in_name(doc: Doc, hit: Hit, start: int, end: int) -> str | None:
    """The country that begins a body's name or ends it behind "of": not that of "Georgetown University"."""
    sense = hit.senses[0]
    if sense.known.kind is Kind.INSTITUTION and sense.known.sort == "body":
        return sense.known.country if hit.end == end or hit.start == start else None
    if sense.known.kind is not Kind.COUNTRY or sense.use not in (Use.NAME, Use.ADJECTIVE):
        return None
    before = doc[hit.start - 1].lower_ if hit.start else ""
    return (
        sense.known.country
        if hit.start == start or (hit.end == end and before in ("of", "the", "in"))
        else None
    )


def _within(hits: tuple[Hit, ...], start: int, end: int) -> Iterator[Hit]:
    """The known names between two tokens; `hits` are in the order of the text."""
    for hit in hits[bisect_left(hits, start, key=_start) :]:
        if hit.end > end:
            return
        yield hit


def _start(hit: Hit) -> int:
    return hit.start


def _nationally_named(doc: Doc, one: Found, inside: list[Hit]) -> Found:
    """A known body with its country before it is still the known body: "Swiss State Secretariat for
    Economic Affairs".
    """
    for hit in inside:
        country = hit.senses[0].known.kind is Kind.COUNTRY
        if country and hit.start == one.start and hit.end < one.end:
            for sense in gazetteer.senses(clean(doc[hit.end : one.end].text)):
                if sense.known.kind is Kind.INSTITUTION and sense.known.country == one.country:
                    return replace(one, name=sense.known.label, key=sense.known.key, weight=7.5)
    return one


def _refused_institution(span: Span) -> bool:
    """True for places, laws and events, bare title words ("Defense" of "Defense Minister") and types
    of things ("P-8").
    """
    whole = _ends_as_body(span) and fold(clean(span.text)) not in words("refused", "word")
    if (refused_name(span) and not whole) or span[-1].text in words("refused", "ending"):
        return True
    if _is_place(span):
        return True
    if all(token.lower_ in words("offices", "modifier") or is_office(token) for token in span):
        return True
    if len(span) == 1 and (span.text in words("refused", "body") or span.text in words("refused", "bare")):
        return True
    if gazetteer.is_organ(clean(span.text).lower()):
        return True
    if span[-1].text not in words("refused", "body") and any(
        _ODD_NUMBER.fullmatch(token.text) for token in span
    ):
        return len(span) > 1
    return bool(_TYPE.fullmatch(span.text))


def _institution_parts(doc: Doc, entity: Span, hits: tuple[Hit, ...]) -> Iterator[tuple[int, int]]:
    """An ORG without titles at its end ("State Department spokesperson"), cut at line ends and at a
    country's possessive.
    """
    start = entity.start
    known_ends = {hit.end for hit in hits}
    for i in range(entity.start, entity.end + 1):
        if i == entity.end or _cuts(doc[i], known_ends, entity.end):
            begin, end = trimmed(doc, start, i)
            end = without_measure(doc, begin, end)
            yield begin, _with_legal_form(doc, end) if begin < end else end
            start = i + 1


def _with_legal_form(doc: Doc, end: int) -> int:
    """The end of a company's name with the legal form behind its comma: "Imperial Jade Co., Ltd."."""
    after = doc[end : end + 2]
    legal = len(after) == 2 and after[0].text == "," and capitalised(after[1])
    return end + 2 if legal and after[1].lower_.rstrip(".") in words("name_words", "legal") else end


def _cuts(token: Token, known_ends: set[int], end: int) -> bool:
    if token.text in ("'s", "’s"):
        return bool(token.i in known_ends or token.i == end - 1)
    if is_office(token):
        return bool(token.i == end - 1 or token.text.islower())
    return token.text in (";", ":", "(", ")", "[", "]") or "\n" in token.text


def after_titles(doc: Doc) -> Iterator[Found]:
    """Names that only their title gives away: "President Touadéra", "Gen. Min Aung Hlaing"."""
    for token, after in pairwise(doc):
        if not (is_office(token) or _is_style(token)) or not capitalised(after) or token.lower_.endswith("s"):
            continue
        end = proper_run(doc, after.i)
        start = _beginning(doc, after.i, end)
        if end > start and _titled(token, doc[start:end]):
            yield from _person(doc, start, end)


def _beginning(doc: Doc, start: int, end: int) -> int:
    """Where the name itself begins in a run of capitals: after "General Staff" and "PSOE" of a title."""
    while start < end - 1 and (
        doc[start].lower_ in words("offices", "modifier") or _is_acronym_before(doc[start])
    ):
        start += 1
    return start


def _is_acronym_before(token: Token) -> bool:
    after = token.nbor(1)
    named = after.ent_type_ == "PERSON" and after.ent_iob_ == "B"
    return named and token.ent_type_ != "PERSON" and token.text.isupper() and len(token) > 2


def after_bodies(doc: Doc, hits: tuple[Hit, ...]) -> Iterator[Found]:
    """Names behind a title with its body: "U.N. special envoy for Congo Bintou Keita", "Leader of the
    Opposition X Y".
    """
    ends = {hit.start: hit.end for hit in hits}
    for token in doc[: max(0, len(doc) - 3)]:
        if is_office(token) and token.nbor(1).lower_ in ("of", "for", "to", "at"):
            i = token.i + 3 if token.nbor(2).lower_ == "the" else token.i + 2
            i = ends.get(i, i + 1)
            end = proper_run(doc, i) if i < len(doc) and capitalised(doc[i]) else i
            i = _beginning(doc, i, end)
            if end > i + 1 and _like_person(doc[i:end]) and not ends.get(i):
                yield from _person(doc, i, end)


def _like_person(name: Span) -> bool:
    """Two proper nouns or more that are no place or body as a whole."""
    return all(token.pos_ == "PROPN" for token in name) and any(
        token.ent_type_ not in _PLACES for token in name
    )


def _is_style(token: Token) -> bool:
    return token.text.endswith(".") and token.lower_.rstrip(".") in words("offices", "style")


def _titled(title: Token, name: Span) -> bool:
    if any(is_office(token) for token in name) or (gazetteer.senses(name[0].text) and len(name) == 1):
        return False
    if name[0].ent_type_ in _PLACES:
        return False
    return capitalised(title) or title.dep_ in ("compound", "nmod", "appos", "amod")
