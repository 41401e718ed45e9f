"""Who holds which office, from titles, appositions and plain statements: "Antony Blinken, the U.S.
Secretary of State".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from sanctiongraph.annotate.appointments import appointments
from sanctiongraph.annotate.names import is_head
from sanctiongraph.gazetteer import senses, words
from sanctiongraph.model import Kind, Modality

__all__ = ["OfficeHeld", "offices_of"]

_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_INTO = frozenset(("of", "at", "for", "to", "in", "on"))


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """`holder` holds or held the office `title` at `at`; both spans are members of `doc.spans["sg_actors"]`.

    `trigger` is the title's wording in the text. Planned where the text says it is to come, negated where it
    says it is not so.
    """

    holder: Span
    title: str
    at: Span | None
    former: bool
    trigger: Span
    modality: Modality = Modality.ACTUAL
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A title in the text: tokens `start` to `end` with everything that belongs to it, and what it says."""

    start: int
    end: int
    head: Token
    title: Span
    at: Span | None
    tenses: frozenset[str]
    rank: str = ""
    """What makes the office a lesser one though the country stands between: "Deputy U.S. Secretary"."""


@Language.factory("sg_offices", requires=["doc.spans", "token.dep"], assigns=["doc._.sg_offices"])
def _factory(nlp: Language, name: str) -> _Offices:  # noqa: ARG001 - spaCy gives it
    register_extensions()
    return _Offices()


class _Offices:
    """The component: sets `doc._.sg_offices`."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.sg_offices = offices_of(doc)
        return doc


def register_extensions() -> None:
    """Register the attribute of documents; safe to call again."""
    if not Doc.has_extension("sg_offices"):
        Doc.set_extension("sg_offices", default=())


def offices_of(doc: Doc) -> list[OfficeHeld]:
    """The offices that a text says people hold, in the order of their titles; needs `doc.spans["sg_actors"]`.

    A holder whose country is not known yet takes that of the office. Where `doc._.sg_antecedents` is set,
    pronouns stand for those they mean: "She was elected president", "its chairman".
    """
    owner = {token.i: actor for actor in doc.spans["sg_actors"] for token in actor}
    meant = doc._.sg_antecedents.items() if Doc.has_extension("sg_antecedents") else ()
    owner.update((i, actor) for i, actor in meant if doc[i].tag_ in ("PRP", "PRP$"))
    announced: set[int] = set()
    heads = (token for token in doc if is_head(token) and token.i not in owner and not _is_modifier(token))
    held = [office for head in heads for office in _held(head, owner, announced)]
    for office in held:
        if office.holder._.sg_country is None and office.at is not None and not office.negated:
            _give_country(doc, office.holder, office.at._.sg_country)
    return held


def _give_country(doc: Doc, holder: Span, code: str | None) -> None:
    """The country for the holder and for bare surnames of the same text."""
    names = {holder._.sg_name, holder._.sg_name.split()[-1]}
    for actor in doc.spans["sg_actors"]:
        if actor._.sg_name in names and actor.label_ == holder.label_ and actor._.sg_country is None:
            actor._.sg_country = code


def _is_modifier(noun: Token) -> bool:
    """Whether a noun is part of a longer title: "deputy assistant director", "minister of justice"."""
    modifiers = words("offices", "modifier")
    if noun.i > 1 and noun.nbor(-1).lower_ == "of" and noun.lower_ in modifiers:
        return is_head(noun.nbor(-2))
    following = noun
    while following.lower_ in modifiers and following.i + 1 < len(noun.doc):
        following = following.nbor(1)
        if is_head(following) and following.text[:1].isupper() == noun.text[:1].isupper():
            return True
    return False


def _held(head: Token, owner: dict[int, Span], announced: set[int]) -> Iterator[OfficeHeld]:
    if head.lower_.endswith("s") and head.lower_ not in words("offices", "head"):
        return
    phrase = _phrase(head, owner)
    ended = not phrase.tenses.isdisjoint(words("offices", "former"))
    holder = _named_after(phrase, owner) or _joined(phrase, owner) or _beside(phrase, owner, announced)
    if holder is not None:
        yield OfficeHeld(holder, _title(phrase), _place(phrase, holder), ended, phrase.title)
        return
    for given in appointments(head, _word_before(phrase)):
        person = _person_at(owner, given.holder.i)
        if person is not None:
            yield OfficeHeld(
                person,
                _title(phrase),
                _place(phrase, person),
                ended or given.former,
                phrase.title,
                given.modality,
                given.negated,
            )


def _place(phrase: _Phrase, holder: Span) -> Span | None:
    """Where the office is held: the body or country said, of two with one adjective the holder's."""
    at = phrase.at
    if at is None or (at._.sg_adjectival and holder._.sg_key and _may_be(at, holder._.sg_country)):
        return _home(phrase, holder) or at
    return at


def _may_be(at: Span, code: str | None) -> bool:
    """Whether a nationality may be another country's: "Congolese" is of two."""
    codes = {sense.known.country for sense in senses(at.text)}
    return code != at._.sg_country and code in codes


def _word_before(phrase: _Phrase) -> Token | None:
    return phrase.head.doc[phrase.start - 1] if phrase.start else None


# --- the title phrase


def _phrase(head: Token, owner: dict[int, Span]) -> _Phrase:
    """The title around an office noun: "former Israeli Defense Minister", "head of the Sudanese Armed
    Forces".
    """
    doc = head.doc
    left, tenses, before = _leftwards(head, owner)
    right, complement_end, after = _rightwards(head, owner)
    at = after if after is not None else before
    begin = min(before.start, left) if before is not None and before.end <= head.i else left
    while begin and begin - 1 in owner and owner[begin - 1].label_ == Kind.COUNTRY:
        begin = owner[begin - 1].start  # "former United States FBI director"
    own = begin
    begin, more = _tenses_before(doc, begin)
    rank = next((t.text for t in doc[begin:own] if t.lower_ in words("offices", "lesser")), "")
    begin, over = _no_longer(doc, begin)
    more |= {"former"} if over else set()
    return _Phrase(begin, right, head, doc[left:complement_end], at, tenses | more, rank)


def _no_longer(doc: Doc, start: int) -> tuple[int, bool]:
    """Where a title begins with the "no longer" before it, and whether there is one."""
    place = start - 1 if start and doc[start - 1].lower_ in ("the", "a", "an") else start
    over = place > 1 and doc[place - 2 : place].text.lower() == "no longer"
    return (place - 2, True) if over else (start, False)


def _leftwards(head: Token, owner: dict[int, Span]) -> tuple[int, frozenset[str], Span | None]:
    """Where the title begins, its tense words, and the country or body right before it."""
    doc, start, tenses = head.doc, head.i, set()
    i = head.i - 1
    while i >= head.sent.start and i not in owner:
        lower = doc[i].lower_
        if lower in words("offices", "tense"):
            tenses.add(lower)
        elif (lower in words("offices", "modifier") and not doc[i].is_punct) or doc[i].ent_type_ in (
            "LOC",
            "GPE",
        ):
            start = i
        elif doc[i].text not in ("-", "–"):
            break
        i -= 1
    if i >= 0 and doc[i].text in _POSSESSIVE:
        i -= 1
    actor = owner.get(i) if i >= head.sent.start else None
    return start, frozenset(tenses), actor if actor is not None and _can_employ(actor) else None


def _tenses_before(doc: Doc, start: int) -> tuple[int, frozenset[str]]:
    tenses = set()
    while start and (
        doc[start - 1].lower_ in words("offices", "tense")
        or doc[start - 1].lower_ in words("offices", "modifier")
    ):
        start -= 1
        tenses.add(doc[start].lower_)
    return start, frozenset(tenses & words("offices", "tense"))


def _rightwards(head: Token, owner: dict[int, Span]) -> tuple[int, int, Span | None]:
    """Where the phrase ends, where the title's own words end ("Secretary of State"), and the body
    named after it.
    """
    doc = head.doc
    end = head.i + 1
    if (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and doc[end + 1].lower_ in ("elect", "designate", "general")
    ):
        end += 2
    title_end = end
    while end < len(doc) and doc[end].lower_ in _INTO:
        place = end + 1
        while place < len(doc) and doc[place].lower_ in ("the", "its", "their", "a", "an"):
            place += 1
        actor = owner.get(place)
        if actor is not None and actor.end < len(doc) and doc[actor.end].text in _POSSESSIVE:
            break  # "the head of Russia's largest bank"
        if actor is not None and _can_employ(actor):
            sent = head.lower_ in words("offices", "sent")
            return (actor.end, actor.end, None) if sent else (actor.end, title_end, actor)
        unknown = _unknown_name(doc, place, owner)
        if unknown > place and doc[unknown - 1].lower_ not in words("offices", "modifier"):
            return unknown, title_end, None
        stop = _complement(doc, place, owner)
        if stop == place:
            break
        body = owner.get(stop)
        if body is not None and body.label_ == Kind.INSTITUTION and doc[stop - 1].text.islower():
            return body.end, title_end, body  # "head of the state oil company PDVSA"
        end = title_end = stop
    return end, title_end, None


def _complement(doc: Doc, start: int, owner: dict[int, Span]) -> int:
    """The end of title words after "of": "State", "Foreign Affairs", "the armed forces"."""
    i = start
    while (
        i < len(doc)
        and i not in owner
        and (
            doc[i].lower_ in words("offices", "modifier") or doc[i].lower_ in ("and", "&", "forces", "armed")
        )
    ):
        i += 1
    return i - 1 if i > start and doc[i - 1].lower_ in ("and", "&") else i


def _unknown_name(doc: Doc, start: int, owner: dict[int, Span]) -> int:
    """The end of a name that is no actor and closes a phrase: "Lara" in "the governor of Lara, Ivo Ban,"."""
    end = start
    while end < len(doc) and doc[end].pos_ == "PROPN" and end not in owner:
        end += 1
    return end if end < len(doc) and doc[end].text in (",", ".", ";", ")") else start


def _can_employ(actor: Span) -> bool:
    return actor.label_ in (Kind.COUNTRY, Kind.INSTITUTION)


def _title(phrase: _Phrase) -> str:
    kept = sorted(phrase.tenses & words("offices", "kept"))
    own = " ".join(phrase.title.text.split())
    rank = [phrase.rank] if phrase.rank and phrase.rank.lower() not in own.lower() else []
    return " ".join([*(word for word in kept if word not in own.lower()), *rank, own])


# --- its holder


def _named_after(phrase: _Phrase, owner: dict[int, Span]) -> Span | None:
    """ "US Secretary of State Antony Blinken"; also over a joined second title: "founder and CEO Elon
    Musk".
    """
    doc, i = phrase.head.doc, phrase.end
    while i < len(doc) and (
        doc[i].lower_.rstrip(".") in words("offices", "style")
        or doc[i].text in ('"', "“")
        or (doc[i].text == "-" and not doc[i].whitespace_ and not doc[i - 1].whitespace_)
    ):
        i += 1
    return _person_at(owner, i)


def _joined(phrase: _Phrase, owner: dict[int, Span]) -> Span | None:
    """ "founder and CEO Elon Musk": the holder of the second title holds the first."""
    doc = phrase.head.doc
    if phrase.end >= len(doc) or doc[phrase.end].lower_ not in ("and", "&") or _is_another(phrase):
        return None
    for i in range(phrase.end + 1, min(phrase.end + 6, len(doc))):
        if i not in owner and is_head(doc[i]) and not doc[i].lower_.endswith("s"):
            return _named_after(_phrase(doc[i], owner), owner)
    return None


def _is_another(phrase: _Phrase) -> bool:
    """True for "Assistant to the President and", "between the President and": that is somebody else."""
    doc, i = phrase.head.doc, phrase.start
    return i > 1 and doc[i - 1].lower_ == "the" and doc[i - 2].pos_ == "ADP"


def _apposed_name(phrase: _Phrase, owner: dict[int, Span]) -> Span | None:
    """ "Venezuela's foreign minister, Yván Gil, said"."""
    doc = phrase.head.doc
    if phrase.end >= len(doc) or doc[phrase.end].text != ",":
        return None
    person = _person_at(owner, phrase.end + 1)
    if person is None or not (person.end >= len(doc) or doc[person.end].text in (",", ".", ";", ")", "—")):
        return None
    return person if person.root.dep_ == "appos" or _definite(phrase) else None


def _definite(phrase: _Phrase) -> bool:
    if phrase.at is not None and phrase.at.start < phrase.head.i:
        return True
    return phrase.start > 0 and phrase.head.doc[phrase.start - 1].lower_ in (
        "the",
        "its",
        "their",
        "his",
        "her",
    )


def _apposition(phrase: _Phrase, owner: dict[int, Span]) -> Span | None:
    """ "Karim Khan, the top prosecutor at the International Criminal Court"."""
    doc, i = phrase.head.doc, phrase.start - 1
    if _names_another(phrase, owner):
        return None
    while i > 0 and (
        doc[i].lower_ in ("the", "a", "an", "'s", "’s", "who", "is")
        or doc[i].lower_ in words("offices", "tense")
    ):
        i -= 1
    if i < 1 or doc[i].text not in (",", "("):
        return None
    person = _person_at(owner, i - 1)
    if person is None and i > 2 and doc[i - 1].like_num and doc[i - 2].text == ",":
        person = _person_at(owner, i - 3)
    return person if person is not None and person.end <= i else None


def _names_another(phrase: _Phrase, owner: dict[int, Span]) -> bool:
    """True where the title goes on to a further name: "X, Minister of Justice and Law Nestor Y"."""
    after = phrase.head.doc[phrase.end : phrase.end + 3]
    if len(after) and after[0].lower_ in ("and", "&"):
        after = after[1:]
    if not len(after) or after[0].pos_ != "PROPN":
        return False
    return after[0].i not in owner or (len(after) > 1 and _person_at(owner, after[1].i) is not None)


def _beside(phrase: _Phrase, owner: dict[int, Span], announced: set[int]) -> Span | None:
    """The person behind the comma or the one before it: in a list all as its first member says.

    `announced` holds where the people begin whose title stood before them; one found so is added.
    """
    behind, before = _apposed_name(phrase, owner), _apposition(phrase, owner)
    if before is not None and before.start in announced and (behind or _is_before_name(phrase)):
        before = None  # "the minister, Ana Ruiz, the governor, Ivo Ban, and"
    elif before is not None and behind is not None:
        behind, before = None, before if _goes_on(behind) else None
    if behind is not None:
        announced.add(behind.start)
    return behind or before


def _is_before_name(phrase: _Phrase) -> bool:
    after = phrase.head.doc[phrase.end : phrase.end + 2]
    return len(after) == 2 and after[0].text == "," and after[1].pos_ == "PROPN"


def _goes_on(person: Span) -> bool:
    """Whether a list goes on behind a name, with "and" or with what the person is: "Ivo Ban, a deputy"."""
    after = person.doc[person.end : person.end + 2]
    return len(after) == 2 and after[0].text == "," and after[1].lower_ in ("a", "an", "the", "and", "&")


def _person_at(owner: dict[int, Span], i: int) -> Span | None:
    actor = owner.get(i)
    return actor if actor is not None and actor.label_ == Kind.PERSON else None


def _home(phrase: _Phrase, holder: Span) -> Span | None:
    """Where no body is said ("President Biden"): the holder's country, if the text names it, for
    national offices.
    """
    code, title = holder._.sg_country, phrase.title.text.lower()
    owned = phrase.start > 0 and phrase.head.doc[phrase.start - 1].tag_ == "PRP$"
    if (
        code is None
        or owned  # "the bank elects Mauritanian economist Sidi Ould Tah as its president"
        or _is_elsewhere(phrase)
        or not any(
            title.startswith(office) or title.endswith(office) for office in words("offices", "national")
        )
    ):
        return None
    for actor in holder.doc.spans["sg_actors"]:
        if actor._.sg_country == code and actor.label_ == Kind.COUNTRY:
            return actor
    return None


def _is_elsewhere(phrase: _Phrase) -> bool:
    """True for "president of the Eurogroup", "president of the Democratic Party": no office of a state."""
    doc, end = phrase.head.doc, phrase.title.end
    of_name = (
        end + 2 < len(doc) and doc[end].lower_ == "of" and "NNP" in (doc[end + 1].tag_, doc[end + 2].tag_)
    )
    return of_name or phrase.title[-1].lower_ == "party"
