"""Who is in play in a text: named actors, people whom nobody names, and what is known of their gender."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from sanctiongraph.annotate.grammar import children
from sanctiongraph.annotate.lexicon import words
from sanctiongraph.gazetteer import fold
from sanctiongraph.gazetteer import words as listed
from sanctiongraph.model import Kind

__all__ = ["MAN", "WOMAN", "Cast", "Part", "called"]

MAN, WOMAN = "m", "f"
_FILE = "coreference.yaml"
_TITLES = 4
"""Tokens before a name among which a title or a noun tells the gender."""
_INSIDE = frozenset({"compound", "appos", "attr", "nmod", "amod", "oprd"})


@dataclass(frozen=True, slots=True)
class Part:
    """One place where somebody is named, described or meant; `head` is its word in the parse.

    `who` is the same wherever the same actor is meant; `actor` is None for somebody who isn't named.
    """

    head: Token
    who: str
    kind: str
    actor: Span | None


class Cast:
    """The actors of a document: who is who, and man or woman where the text or the name tells."""

    __slots__ = ("_called", "_first", "_genders", "_who", "actors", "owner")

    def __init__(self, doc: Doc) -> None:
        self.actors: list[Span] = list(doc.spans["sg_actors"])
        self.owner: dict[int, Span] = {token.i: actor for actor in self.actors for token in actor}
        self._who = _identities(self.actors)
        self._first = {self._who[actor.start]: actor for actor in reversed(self.actors)}
        self._genders: dict[str, str] = {}
        self._called: dict[tuple[str, str], int] = {}
        for actor in self.actors:
            for noun in called(actor):
                self._called.setdefault((self.who(actor), noun), actor.end - 1)
                self._called.setdefault(("", noun), actor.end - 1)
            if actor.label_ == Kind.PERSON and (gender := _told_gender(actor)):
                self._genders.setdefault(self.who(actor), gender)

    def who(self, actor: Span) -> str:
        """The identity of an actor: one for all its names in this text."""
        return self._who[actor.start]

    def first(self, who: str) -> Span | None:
        """Where somebody is named first in the text; None for those who never are."""
        return self._first.get(who)

    def gender(self, who: str) -> str:
        """MAN, WOMAN, or empty where nothing tells."""
        return self._genders.get(who, "")

    def learn(self, who: str, gender: str) -> None:
        """Remember a gender that a pronoun has told."""
        self._genders.setdefault(who, gender)

    def part_at(self, token: Token) -> Part | None:
        """Who is named at a token: by itself, or by a name in apposition ("The minister, Ivo Ban,")."""
        actor = self.owner.get(token.i)
        if actor is None:
            apposed = (self.owner.get(c.i) for c in token.children if c.dep_ == "appos")
            actor = next((a for a in apposed if a is not None), None)
        return Part(actor.root, self.who(actor), actor.label_, actor) if actor is not None else None

    def is_called(self, who: str, noun: str, before: Token) -> bool:
        """Whether somebody has been called so before a token: "the businessman Ivo Ban"."""
        return self._called.get((who, noun), before.i) < before.i

    def is_used(self, noun: str, before: Token) -> bool:
        """Whether anybody has been called so before a token."""
        return self._called.get(("", noun), before.i) < before.i

    def is_title(self, token: Token) -> bool:
        """Whether a person's name follows at once: "the businessman Ivo Ban", however it was parsed."""
        following = self.owner.get(token.i + 1)
        return following is not None and following.label_ == Kind.PERSON and following.start == token.i + 1

    def stranger_at(self, token: Token) -> Part | None:
        """One person whom the text describes or names and who is no actor: "a survivor"."""
        named = token.tag_ == "NNP" and token.ent_type_ == "PERSON" and token.ent_iob_ == "B"
        described = token.tag_ == "NN" and token.lemma_.lower() in words(_FILE, "people")
        if not (named or described) or token.i in self.owner or token.dep_ in _INSIDE:
            return None
        is_role = token.dep_ == "pobj" and token.head.lower_ == "as"
        if is_role or self.is_title(token) or self.part_at(token) is not None:
            return None
        who = f"{'name ' + fold(token.text) if named else 'one'} {token.i}"
        if gender := _noun_gender(token.lower_):
            self.learn(who, gender)
        return Part(token, who, Kind.PERSON, None)


def _identities(actors: list[Span]) -> dict[int, str]:
    """The identity of each actor by its start: its key, else its fullest name in the text."""
    full: dict[tuple[str, str], set[str]] = {}
    for actor in actors:
        name = fold(actor._.sg_name).lower()
        if actor.label_ == Kind.PERSON and " " in name:
            full.setdefault((actor.label_, name.split()[-1]), set()).add(actor._.sg_key or name)
    return {actor.start: f"{actor.label_} {_identity(actor, full)}" for actor in actors}


def _identity(actor: Span, full: dict[tuple[str, str], set[str]]) -> str:
    if actor._.sg_key:
        return str(actor._.sg_key)
    name = fold(actor._.sg_name).lower()
    bearers = full.get((actor.label_, name.split()[-1] if name else ""), set())
    return next(iter(bearers)) if len(bearers) == 1 and " " not in name else name


def called(actor: Span) -> set[str]:
    """The words that stand before a name or in apposition to it, in lower case, and their lemmas."""
    name = actor.root
    about = [*children(name, "compound", "appos", "nmod"), *([name.head] if name.dep_ == "appos" else [])]
    about += [actor.doc[actor.start - 1]] if actor.start else []
    return {word for token in about for word in (token.lower_, token.lemma_.lower())}


def _told_gender(actor: Span) -> str:
    """By title or noun before the name, by apposition, else by the given name."""
    doc, root = actor.doc, actor.root
    for i in range(actor.start - 1, max(-1, actor.start - 1 - _TITLES), -1):
        if not doc[i].is_alpha and doc[i].text not in (".", "-"):
            break
        if doc[i].dep_ not in ("compound", "nmod") and i < actor.start - 1:
            break
        if gender := _noun_gender(doc[i].lower_):
            return gender
    apposed = [c for c in root.children if c.dep_ == "appos"]
    apposed += [root.head] if root.dep_ == "appos" else []
    told = (_noun_gender(t.lower_) for t in apposed)
    return next(filter(None, told), "") or _given_gender(actor._.sg_name)


def _noun_gender(noun: str) -> str:
    noun = noun.rstrip(".")
    if noun in words(_FILE, "men"):
        return MAN
    return WOMAN if noun in words(_FILE, "women") else ""


def _given_gender(name: str) -> str:
    given = fold(name).lower().split()
    if len(given) < 2:
        return ""
    return next((g for g in (MAN, WOMAN) if given[0] in listed("given_genders", g)), "")
