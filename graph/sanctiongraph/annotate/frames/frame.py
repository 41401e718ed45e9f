"""What a frame is, and the small questions that all constructions ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from sanctiongraph.annotate.enumerations import members_after
from sanctiongraph.annotate.grammar import (
    children,
    conjuncts,
    preposition_objects,
)
from sanctiongraph.annotate.lexicon import words
from sanctiongraph.annotate.measures import (
    lemma_of,
)
from sanctiongraph.annotate.sentences import sentence_of
from sanctiongraph.model import Act, Measure

__all__ = [
    "Frame",
    "actor_at",
    "heads_listed",
    "is_bare_good",
    "is_party",
    "is_time",
    "named_first",
    "names_somebody",
    "spread_out",
    "unique",
    "words_before",
]


@dataclass(frozen=True, slots=True)
class Frame:
    """One act found in the parse.

    `trigger` carries the act; `nouns` are the measure nouns; `imposers` and `targets` are the
    heads of the phrases that fill the roles (coordination not yet spread); `pattern` names the
    construction. `definite` says that the nouns take up measures told before ("the sanctions").
    """

    act: Act
    trigger: Token
    pattern: str
    nouns: tuple[Token, ...] = ()
    measures: tuple[Measure, ...] = (Measure.UNSPECIFIED,)
    imposers: tuple[Token, ...] = ()
    targets: tuple[Token, ...] = ()
    definite: bool = False
    inferred: bool = False
    cue: Token | None = None
    """The word that states the stance, where it does not stand above the trigger."""

    @property
    def sentence(self) -> Span:
        """The sentence of the trigger."""
        return sentence_of(self.trigger)


def actor_at(token: Token) -> Span | None:
    """The named actor that a token belongs to, or None."""
    index = token._.sg_actor
    return token.doc.spans["sg_actors"][index] if index >= 0 else None


def words_before(token: Token) -> Iterator[Token]:
    """Tokens before this one in its sentence, nearest first."""
    for index in range(token.i - 1, sentence_of(token).start - 1, -1):
        yield token.doc[index]


def unique(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    return tuple({token.i: token for token in tokens}.values())


def heads_listed(preposition: Token) -> list[Token]:
    """What stands behind a preposition, coordination spread; long lists are read from the surface."""
    parsed = [
        each for noun in preposition_objects(preposition) for each in conjuncts(noun)
    ] or _shared_object(preposition)
    return [t for t in members_after(preposition) or parsed if not is_time(t)]


def _shared_object(preposition: Token) -> list[Token]:
    """As in "sanctions against, and a suspension of trade with, Israel": the last object serves both."""
    if preposition.i + 1 >= sentence_of(preposition).end or preposition.nbor(1).dep_ not in ("cc", "punct"):
        return []
    later = [
        t
        for c in children(preposition.head, "conj")
        for t in c.subtree
        if t.dep_ == "pobj" and actor_at(t) is not None
    ]
    return later[-1:]


def names_somebody(phrase: Token) -> bool:
    return any(actor_at(word) is not None for word in phrase.subtree)


def is_bare_good(noun: Token) -> bool:
    """As the gas of "Russian oil, gas and coal": goods with no word of their own, from where the first is."""
    plain = all(c.dep_ in ("amod", "compound") and actor_at(c) is None for c in noun.lefts)
    return lemma_of(noun) in words("descriptions.yaml", "assets") and plain


def spread_out(heads: Iterable[Token]) -> list[Token]:
    """Objects with what is coordinated with them: read from the surface where it is a list."""
    found: list[Token] = []
    for head in heads:
        opener = head.doc[head.left_edge.i - 1] if head.left_edge.i > sentence_of(head).start else None
        found += (members_after(opener) if opener is not None and opener == head.head else []) or conjuncts(
            head
        )
    return found


def named_first(noun: Token) -> Token:
    """The name that a noun explains: Osei of "Osei, a trader whom Norway sanctioned"."""
    told = noun.head
    explains = noun.dep_ == "appos" and noun.tag_ == "NN" and told.pos_ == "PROPN" and told.i < noun.i
    return told if explains else noun


def is_time(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME")


def is_party(noun: Token) -> bool:
    """A named actor, a people, or people and bodies described."""
    people = noun.tag_ in ("NNPS", "NNP") and noun.ent_type_ == "NORP"
    return actor_at(noun) is not None or people or lemma_of(noun) in words("descriptions.yaml", "groups")
