"""Where a text names what the gazetteer knows, and what the name stands for there."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from sanctiongraph import gazetteer
from sanctiongraph.annotate.found import Found, Hit
from sanctiongraph.annotate.grammar import names_partners
from sanctiongraph.annotate.metonyms import acts_as_government, modifies
from sanctiongraph.annotate.names import (
    SUFFIXES,
    capitalised,
    is_given_name,
    is_head,
    is_office,
    trimmed,
    without_measure,
)
from sanctiongraph.gazetteer import Sense, Use, fold, words
from sanctiongraph.model import Kind

__all__ = ["Context", "from_gazetteer", "known_names"]

_MODIFIERS = words("offices", "modifier")
_TENSES = words("offices", "tense")
_GOVERNING = words("metonymy", "government") | words("metonymy", "regime")
_SURROUNDINGS = _MODIFIERS | _TENSES | _GOVERNING
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_LOOSE = frozenset(("GPE", "NORP", "LANGUAGE", "PERSON"))


def known_names(doc: Doc) -> Iterator[Hit]:
    """Longest known names, from left to right, without overlap."""
    texts = [_spelling(token) for token in doc]
    i = 0
    while i < len(doc):
        hit = _longest(doc, texts, i)
        if hit:
            yield hit
        i = hit.end if hit else i + 1


def _spelling(token: Token) -> str:
    """A token as the gazetteer would write it; shouted words ("PRESIDENT BIDEN") in normal case."""
    text = fold(token.text)
    shouted = len(text) > 3 and text.isupper() and not gazetteer.begins(text)
    return text.title() if shouted else text


def _longest(doc: Doc, texts: list[str], start: int) -> Hit | None:
    text, best = "", None
    for end in range(start, min(start + 14, len(doc))):
        text += texts[end]
        if not gazetteer.begins(text):
            break
        senses = gazetteer.senses(text)
        if senses:
            best = Hit(start, end + 1, senses)
        if doc[end].whitespace_:
            text += " "
    return best


class Context:
    """Which countries a text speaks of, and in which sentences: what settles contextual names."""

    def __init__(self, doc: Doc, hits: Iterable[Hit]) -> None:
        self.doc, self.hits = doc, tuple(hits)
        self.people = {
            i: hit
            for hit in self.hits
            if hit.senses[0].known.kind is Kind.PERSON
            for i in (hit.start, -hit.end)
        }
        self.ends = {hit.end: hit for hit in self.hits}
        self.imposing: set[str] = set()
        self.total: Counter[str] = Counter()
        self.places: dict[str, list[int]] = defaultdict(list)
        for hit in self.hits:
            for code in _codes(hit):
                self.total[code] += 1
                self.places[code].append(hit.start)
            if _imposes(doc[hit.start : hit.end].root):
                self.imposing.update(_codes(hit))
        text = doc.text
        self.unless = {
            name
            for name, others in gazetteer.decoy_unless().items()
            if any(other in text for other in others)
        }

    def main(self) -> str | None:
        """The country named most often; None if there is none or two are even."""
        ranked = self.total.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def nearest(self, place: int, codes: Iterable[str]) -> str | None:
        """The one of the countries that the sentence of a token names nearest, else the text's main
        country.
        """
        sentence = self.doc[place].sent
        near = [
            (abs(place - other), code)
            for code in codes
            for other in self.places.get(code, ())
            if sentence.start <= other < sentence.end and not self._is_partner(place, other)
        ]
        if near:
            return min(near)[1]
        main, here = self.main(), {code for code in codes if self.total[code]}
        if main in here:
            return main
        ranked = sorted(here, key=lambda code: (-self.total[code], code))
        clear = len(ranked) == 1 or (len(ranked) > 1 and self.total[ranked[0]] > self.total[ranked[1]])
        return ranked[0] if clear else None

    def _is_partner(self, place: int, other: int) -> bool:
        """As in "Treasury, in partnership with Canada": Canada's Treasury it is not."""
        return any(map(names_partners, self.doc[min(place, other) : max(place, other)]))

    def home(self, bounds: tuple[int, int], codes: Iterable[str]) -> str | None:
        """The one of the countries whose body "the National Assembly" is: of who holds an office in it, of
        the sentence's subject, else the nearest.
        """
        allowed = frozenset(codes)
        for code in (self._holder(*bounds), self._subject(bounds)):
            if code in allowed:
                return code
        return self.nearest(bounds[0], allowed)

    def _holder(self, start: int, end: int) -> str | None:
        """The country of the known person whose title the body stands in: "X, president of the ..."."""
        i = start
        while i > max(0, start - 8) and _in_title(self.doc[i - 1]):
            i -= 1
            if -i in self.people and any(map(is_office, self.doc[i:start])):
                return self.people[-i].senses[0].known.country
        i = end
        while i < min(end + 6, len(self.doc)):
            if i in self.people and i > end:
                return self.people[i].senses[0].known.country
            if not (_in_title(self.doc[i]) or self.doc[i].lower_ in words("metonymy", "headed")):
                return None
            i += 1
        return None

    def _subject(self, bounds: tuple[int, int]) -> str | None:
        """The country that the subject of the body's clause names, unless the subject imposes sanctions."""
        token = self.doc[bounds[0] : bounds[1]].root
        while token.pos_ not in ("VERB", "AUX") and token.head != token:
            token = token.head
        for child in token.children:
            if child.dep_ == "nsubj" and not _imposes(child):
                span = self.doc[child.left_edge.i : child.i + 1]
                found = [
                    code
                    for code, places in self.places.items()
                    for place in places[bisect_left(places, span.start) :][:1]
                    if place < span.end
                ]
                return found[0] if len(found) == 1 else None
        return None


def _codes(hit: Hit) -> set[str]:
    """The countries that a known name speaks of in any text; media write of every country."""
    return {
        sense.known.country
        for sense in hit.senses
        if sense.known.country and not sense.contextual and sense.known.sort != "media"
    }


def _imposes(token: Token) -> bool:
    """True inside the subject or the agent of a verb such as "sanction"."""
    while token.dep_ in ("compound", "amod", "poss", "nmod", "conj", "appos") and token.head != token:
        token = token.head
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        token = token.head
    elif token.dep_ != "nsubj":
        return False
    return token.head.lemma_ in words("metonymy", "imposing")


def _in_title(token: Token) -> bool:
    return (
        token.lower_ in ("the", "of", "at", ",", "a")
        or is_office(token)
        or token.lower_ in _MODIFIERS
        or token.lower_ in words("offices", "tense")
    )


def from_gazetteer(doc: Doc, hits: tuple[Hit, ...], context: Context) -> Iterator[Found]:
    for hit in hits:
        sense = _settled(doc, hit, context)
        if sense and _stands(doc, hit, sense):
            one = _known_actor(doc, hit, sense)
            code = _other_country(doc, hit, sense, context)
            name = doc[hit.start : hit.end].text
            yield replace(one, name=name, country=code, key=None) if code else one


def _settled(doc: Doc, hit: Hit, context: Context) -> Sense | None:
    """The one thing a name stands for here, or None."""
    if fold(doc[hit.start : hit.end].text) in context.unless:
        return None
    plain = [sense for sense in hit.senses if not sense.contextual]
    if plain and plain[0].known.kind is Kind.PERSON and _goes_on(doc, hit):
        return None
    if plain:
        return plain[0]
    if hit.senses[0].known.kind is Kind.PERSON:
        return hit.senses[0] if _titled_leader(doc, hit, context) else None
    wording = doc[hit.start : hit.end].text.lower()
    generic = gazetteer.is_organ(wording) or hit.senses[0].known.sort == "party"
    own = {sense.known.country for sense in hit.senses if sense.known.country}
    if gazetteer.is_organ(wording):
        others = context.total.keys() - own - context.imposing - gazetteer.organ_lacking(wording)
        code = context.home((hit.start, hit.end), own | others)
    else:
        code = context.nearest(hit.start, context.total if generic else own)
    return next((sense for sense in hit.senses if sense.known.country == code), None) if code else None


def _goes_on(doc: Doc, hit: Hit) -> bool:
    """Whether a name goes on: "Petro Ivanenko" is not Petro, "Rodrigo Paz Delgado" not Rodrigo Paz."""
    following = doc[hit.end] if hit.end < len(doc) else None
    if following is None or following.tag_ != "NNP" or following.ent_type_ != "PERSON":
        return False
    return hit.end == hit.start + 1 or following.ent_iob_ == "I"


def _other_country(doc: Doc, hit: Hit, sense: Sense, context: Context) -> str | None:
    """The country that a leader's namesake is of: "Colombian minister Pedro Sánchez" is not Spain's."""
    if sense.known.kind is not Kind.PERSON:
        return None
    i, office = hit.start, False
    while i and (is_office(doc[i - 1]) or doc[i - 1].lower_ in _MODIFIERS or doc[i - 1].lower_ in _TENSES):
        i -= 1
        office = office or is_head(doc[i])
    before = context.ends.get(i) or context.ends.get(i - 1)
    if not office or before is None or (before.end == i - 1 and doc[i - 1].text not in _POSSESSIVE):
        return None
    countries = (s for s in before.senses if s.known.kind is Kind.COUNTRY and s.use is not Use.CAPITAL)
    codes = [s.known.country for s in countries if s.known.country]
    return codes[0] if codes and all(_differ(code, sense.known.country) for code in codes) else None


def _differ(one: str | None, other: str | None) -> bool:
    return one != other and not {one, other} & {None, "EU", "UN", "SU"}


def _titled_leader(doc: Doc, hit: Hit, context: Context) -> bool:
    """A surname that others bear too is the leader's after a title, in a text on the country."""
    sense = hit.senses[0]
    if _goes_on(doc, hit):
        return False
    return bool(hit.start and is_office(doc[hit.start - 1]) and context.total[sense.known.country or ""])


def _stands(doc: Doc, hit: Hit, sense: Sense) -> bool:
    """Whether the name really stands for this thing here, and not for a part of a longer name or a place."""
    if sense.use is Use.DECOY:
        return True
    if _in_longer_name(doc, hit, sense):
        return False
    return _USES[sense.use](doc, hit, sense)


def _stands_always(doc: Doc, hit: Hit, sense: Sense) -> bool:
    return sense.known.kind is not Kind.INSTITUTION or hit.end - hit.start > 1 or _is_name(doc[hit.start])


def _is_name(token: Token) -> bool:
    """Common words that name bodies ("Apple", "Shell", "Meta", "X") need the model's word for it, bare
    departments ("State") that they act.
    """
    if token.text in words("refused", "department"):
        return _acts_bare(token)
    if token.text not in words("refused", "common"):
        return token.pos_ in ("PROPN", "NOUN", "ADJ", "X") or token.text.isupper() or token.ent_type_ != ""
    if len(token) == 1:
        return token.ent_type_ in ("ORG", "PRODUCT", "PERSON", "GPE") or (
            token.i > 0 and token.nbor(-1).lower_ == "on"
        )
    return token.ent_type_ != "" or (token.pos_ == "PROPN" and not token.is_sent_start)


def _acts_bare(token: Token) -> bool:
    if token.n_lefts or token.pos_ not in ("PROPN", "NOUN") or (token.i and _in_title(token.nbor(-1))):
        return bool(token.i and token.nbor(-1).text == "," and token.dep_ in ("conj", "appos"))
    if token.dep_ == "conj":
        return capitalised(token.head)
    return token.dep_ in ("nsubj", "nsubjpass") or token.head.dep_ == "agent"


def _modifies(doc: Doc, hit: Hit, sense: Sense) -> bool:  # noqa: ARG001 - the shape of _USES
    return modifies(doc[hit.end - 1])


def _governs(doc: Doc, hit: Hit, sense: Sense) -> bool:  # noqa: ARG001
    return acts_as_government(doc, hit.start, hit.end)


def _never(doc: Doc, hit: Hit, sense: Sense) -> bool:  # noqa: ARG001
    return False


_USES = {
    Use.NAME: _stands_always,
    Use.METONYM: _stands_always,
    Use.ADJECTIVE: _modifies,
    Use.CAPITAL: _governs,
    Use.PEOPLE: _never,
}


def _in_longer_name(doc: Doc, hit: Hit, sense: Sense) -> bool:
    """True for "Jordan" in "Jordan Smith", "China" in "Bank of China", "Trump" in "Melania Trump"."""
    around = _entity_around(doc, hit)
    if sense.known.kind is Kind.PERSON:
        if hit.end - hit.start == 1 and _has_given_name(doc, hit.start):
            return True
        if hit.end < len(doc) and doc[hit.end].text in SUFFIXES:
            return True
        if around is None or around.label_ in ("PERSON", "NORP"):
            return False
    if around is not None and sense.use is Use.NAME and _is_given_name(hit, around):
        return True
    if (
        around is None
        or _first_word(around) in words("refused", "starting")
        or any(token.text in (",", ";", "-", "/", "(") and not _before_legal(token) for token in around)
    ):
        return False
    start, end = trimmed(doc, around.start, around.end)
    end = max(hit.end, without_measure(doc, start, end))
    rest = [doc[i] for i in (*range(start, hit.start), *range(hit.end, end))]
    if any(token.lower_ in ("'s", "’s", "'", "’") for token in rest):
        return False
    rest = [
        token
        for token in rest
        if capitalised(token) and token.text.lower() not in words("name_words", "direction")
    ]
    titled = end < len(doc) and is_office(doc[end])  # "Press" of "Kremlin Press Secretary"
    if all(map(_is_surrounding, rest)) and (
        not rest or titled or not all(token.lower_ in _MODIFIERS - _GOVERNING for token in rest)
    ):
        return False
    return not (sense.known.kind is Kind.INSTITUTION and around.label_ in _LOOSE)


def _is_given_name(hit: Hit, around: Span) -> bool:
    """True for the country that a person is named like: "Jordan Ciobanu-Frei", "Chad Okafor"."""
    after = around.doc[hit.end : around.end]
    if around.label_ != "PERSON" or hit.start != around.start or hit.end - hit.start > 1:
        return False
    return capitalised(after[0]) and not any(
        _is_surrounding(token) or token.lower_ in _POSSESSIVE for token in after
    )


def _before_legal(token: Token) -> bool:
    """True for the comma of "Imperial Jade Co., Ltd."."""
    after = token.nbor(1).lower_ if token.text == "," and token.i + 1 < len(token.doc) else ""
    return after.rstrip(".") in words("name_words", "legal")


def _first_word(entity: Span) -> str:
    return str(next((token.text for token in entity if token.lower_ != "the"), ""))


def _is_surrounding(token: Token) -> bool:
    return is_office(token) or token.lower_ in _SURROUNDINGS


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
    if is_given_name(token):
        return True
    if gazetteer.senses(token.text) or (token.is_sent_start and token.ent_type_ != "PERSON"):
        return False
    return token.pos_ == "PROPN" and (
        token.ent_type_ == "PERSON" or (token.dep_ == "compound" and not token.ent_type_)
    )


def _entity_around(doc: Doc, hit: Hit) -> Span | None:
    """The model's entity that holds a hit and more."""
    if not doc[hit.start].ent_type_:
        return None
    # `doc.ents` scans the whole text, so the entity is measured from here.
    start, end = hit.start, hit.start + 1
    while start and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    if end < hit.end or end - start <= hit.end - hit.start:
        return None
    return Span(doc, start, end, label=doc[start].ent_type_)


def _known_actor(doc: Doc, hit: Hit, sense: Sense) -> Found:
    thing = sense.known
    if sense.use is Use.DECOY:
        return Found(hit.start, hit.end, None, "", weight=9)
    start, end = trimmed(doc, hit.start, hit.end)
    return Found(
        start if start < end else hit.start,
        end if start < end else hit.end,
        thing.kind,
        thing.label,
        thing.country,
        thing.key,
        adjectival=sense.use is Use.ADJECTIVE,
        weight=7 + 0.1 * (hit.end - hit.start),
    )
