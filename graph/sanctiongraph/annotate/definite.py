"""Whom a definite description takes up: "the president", "the ministry", "the 62-year-old", "the country"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from sanctiongraph.annotate.cast import Part, called
from sanctiongraph.annotate.grammar import children
from sanctiongraph.annotate.lexicon import lexicon, words
from sanctiongraph.annotate.names import is_head
from sanctiongraph.annotate.offices import OfficeHeld
from sanctiongraph.annotate.prominence import STANDING_OUT, clause_subjects, co_arguments
from sanctiongraph.annotate.story import Story
from sanctiongraph.gazetteer import fold, known
from sanctiongraph.gazetteer import words as listed
from sanctiongraph.model import Kind

__all__ = ["described"]

_FILE = "coreference.yaml"
_FAR = 6
"""Sentences after which a description no longer takes up even the only one that fits."""
_NEAR = 2
_SUBORDINATE = frozenset({"vice", "deputy", "assistant", "elect", "shadow", "prime", "opposition"})
"""Words that make another office of a title: "the president" is no vice president."""


@dataclass(frozen=True, slots=True)
class _Description:
    """What a description says: its noun, the words of a title before it, a country, whether former."""

    head: Token
    noun: str
    title: tuple[str, ...]
    country: str | None
    former: bool
    barred: frozenset[str]


def described(token: Token, story: Story) -> str | None:
    """Who is meant by the description that a token heads; None for other tokens and where it is unclear."""
    if token.tag_ not in ("NN", "NNP", "JJ") or token.i in story.cast.owner:
        return None
    if _is_age(token):
        return _only_person(_Description(token, "old", (), None, False, _barred(token, story)), story)
    description = _description(token, story)
    if description is None:
        return None
    for finds, nouns in _RULES:
        if nouns(description):
            return finds(description, story)
    return None


def _description(token: Token, story: Story) -> _Description | None:
    """The description that a noun heads; None if it is indefinite, names somebody or says more."""
    if token.tag_ == "JJ" or token.dep_ in ("compound", "appos", "attr", "nmod", "amod", "oprd"):
        return None
    lefts = list(token.lefts)
    if token.tag_ == "NNP" and len(lefts) > 1:
        return None
    if not lefts or lefts[0].lower_ != "the" or not _says_no_more(token) or story.cast.part_at(token):
        return None
    if story.cast.is_title(token):
        return None
    title, country, former = [], None, False
    for left in lefts[1:]:
        actor = story.cast.owner.get(left.i)
        if actor is not None and actor._.sg_adjectival and country is None:
            country = actor._.sg_country
        elif left.lower_ in listed("offices", "former"):
            former = True
        elif left.lower_ in listed("offices", "modifier") and not list(left.lefts):
            title.append(left.lower_)
        else:
            return None
    return _Description(token, token.lemma_.lower(), tuple(title), country, former, _barred(token, story))


def _says_no_more(token: Token) -> bool:
    """Whether nothing behind a noun narrows it: not "the president of", "the bank that"."""
    for right in token.rights:
        if right.is_punct or right.dep_ in ("case", "punct"):
            continue
        if right.dep_ == "relcl" and token.i + 1 < len(token.doc) and token.nbor(1).text == ",":
            continue
        if right.dep_ == "prep" and all(c.ent_type_ in ("DATE", "TIME") for c in children(right, "pobj")):
            continue
        return False
    return True


def _barred(token: Token, story: Story) -> frozenset[str]:
    parts = (story.at(each) for each in co_arguments(token))
    return frozenset(part.who for part in parts if part is not None)


# --- people


def _is_age(token: Token) -> bool:
    """As in "The 62-year-old", with no noun behind."""
    if token.lower_ not in ("old", "year-old") and not token.lower_.endswith("-year-old"):
        return False
    text = token.doc[max(0, token.i - 5) : token.i + 1].text.lower()
    alone = token.head.pos_ in ("VERB", "AUX") or token.dep_ in ("pobj", "poss")
    return alone and text.endswith("-year-old") and "the " in text


def _by_office(description: _Description, story: Story) -> str | None:
    fitting = [_is_of]
    if description.noun in words(_FILE, "leaders") and description.country is not None:
        fitting.append(_leads)
    holders = {
        who
        for who in story.told_of(_FAR) - description.barred
        for office in story.offices_of(who, description.head)
        if any(fits(office, description) for fits in fitting)
    }
    return _one_of(holders, story)


def _is_of(office: OfficeHeld, description: _Description) -> bool:
    held = office.title.lower().replace("-", " ").split()
    wanted = (*description.title, description.noun)
    if office.former and not description.former:
        return False
    if not set(wanted) <= set(held) or (set(held) & _SUBORDINATE) - set(wanted):
        return False
    codes = {office.holder._.sg_country, office.at._.sg_country if office.at is not None else None}
    return description.country is None or description.country in codes


def _leads(office: OfficeHeld, description: _Description) -> bool:
    """Whether it is the office of who leads the country of "the Venezuelan leader"."""
    at_home = bool(office.holder._.sg_country == description.country)
    leading = office.title.lower() in words(_FILE, "leading")
    return at_home and leading and office.former <= description.former


def _by_noun(description: _Description, story: Story) -> str | None:
    """ "The businessman": who was called so, else the only person near."""
    if not story.cast.is_used(description.noun, description.head):
        return _only_person(description, story)
    near = story.told_of(_FAR) - description.barred
    return _one_of({w for w in near if story.cast.is_called(w, description.noun, description.head)}, story)


def _only_person(description: _Description, story: Story) -> str | None:
    """The only person of this sentence and the two before, if one of them is about it."""

    def fits(part: Part) -> bool:
        return part.kind == Kind.PERSON and part.who not in description.barred

    near = story.lately(fits, _NEAR)
    if len(near) != 1:
        return None
    (who,) = near
    ranks = [passage.fitting(fits).get(who, 0) for passage in story.passages[-1 - _NEAR :]]
    return who if max(ranks) >= STANDING_OUT and story.name_of(who) is not None else None


# --- bodies and countries


def _body(description: _Description, story: Story) -> str | None:
    """ "The ministry": the one whose name or description has this word; else of this sort."""

    def was_called(part: Part, noun: str) -> bool:
        return story.cast.is_called(part.who, noun, description.head)

    for test in (was_called, _has_word, _is_of_sort):

        def fits(part: Part, test: Callable[[Part, str], bool] = test) -> bool:
            actor = part.actor
            if actor is None or part.kind != Kind.INSTITUTION or part.who in description.barred:
                return False
            own = description.country in (None, actor._.sg_country)
            return own and test(part, description.noun)

        found = story.lately(fits, _FAR)
        if found:
            return _one_of(found, story)
    return None


def _has_word(part: Part, noun: str) -> bool:
    actor = part.actor
    if actor is None:
        return False
    names = f"{actor._.sg_name} {actor.text}".lower().split()
    return any(noun in word for word in names) or noun in called(actor)


def _is_of_sort(part: Part, noun: str) -> bool:
    actor = part.actor
    if actor is None:
        return False
    thing = known(actor._.sg_key) if actor._.sg_key else None
    if thing is not None and thing.sort in lexicon(_FILE)["sorts"].get(noun, ()):
        return True
    names = fold(actor._.sg_name).lower().replace(".", "").split()
    return any(word in lexicon(_FILE)["endings"].get(noun, ()) for word in names)


def _country(description: _Description, story: Story) -> str | None:
    """The only country near that the clause does not speak of already; of adjectives, if all agree."""

    def fits(part: Part) -> bool:
        return part.kind == Kind.COUNTRY and part.who not in description.barred

    def is_named(part: Part) -> bool:
        return fits(part) and part.head.dep_ not in ("amod", "compound", "nmod")

    near = story.lately(is_named, _NEAR)
    unclear = any(who.lower_ == "it" and story.at(who) is None for who in clause_subjects(description.head))
    if unclear or (not near and _codes(story) > 1):
        return None
    near = near or story.lately(fits, _NEAR) or story.ever(fits)
    who = next(iter(near)) if len(near) == 1 else None
    if who is None or story.age(who) > _FAR or (_codes(story) > 1 and who in _acting(description, story)):
        return None
    return who if story.is_main(who, fits) else None


def _acting(description: _Description, story: Story) -> set[str]:
    """Who acts in the clause of a description: "Peru fired on the country" speaks of another."""
    part = next((story.at(who) for who in clause_subjects(description.head)), None)
    return {part.who} if part is not None else set()


def _codes(story: Story) -> int:
    """How many countries the people and bodies of the last sentences belong to."""
    parts = (part for passage in story.passages[-1 - _NEAR :] for part in passage.parts)
    return len({part.actor._.sg_country for part in parts if part.actor is not None} - {None, "EU", "UN"})


def _one_of(found: set[str], story: Story) -> str | None:
    """The only one, else the only one of the last sentences."""
    told = {who for who in found if story.name_of(who) is not None and story.age(who) <= _FAR}
    if len(told) > 1:
        told = {who for who in told if story.age(who) <= 1}
    return next(iter(told)) if len(told) == 1 else None


_RULES: tuple[tuple[Callable[[_Description, Story], str | None], Callable[[_Description], bool]], ...] = (
    (_by_office, lambda d: is_head(d.head) or d.noun in words(_FILE, "leaders")),
    (_by_noun, lambda d: d.noun in words(_FILE, "persons") and not d.title),
    (_body, lambda d: d.noun in words(_FILE, "bodies") and not d.title),
    (_country, lambda d: d.noun in words(_FILE, "countries") and not d.title),
)
"""Tried in order: the first rule whose nouns hold this one decides."""
