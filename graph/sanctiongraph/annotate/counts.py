"""Numbers before nouns, in figures and in letters."""

from __future__ import annotations

from spacy.tokens import Token

from sanctiongraph.annotate.lexicon import words
from sanctiongraph.annotate.measures import lemma_of

__all__ = ["count_of", "value_of"]

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
          "twenty")  # fmt: skip
_NUMBER = {word: value for value, word in enumerate(_WORDS, 1)} | {
    "dozen": 12,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "hundred": 100,
}


def count_of(head: Token) -> int | None:
    """The number written before a noun: 16 for "sixteen", 2400 for "more than 2,400", else None."""
    if head.tag_ == "CD":
        return value_of(head.lower_)
    for child in head.lefts:
        resolution = child.i > 0 and child.nbor(-1).lower_ in ("un", "u.n.", "unsc", "resolution", "no.")
        if child.dep_ == "nummod" and child.ent_type_ not in ("DATE", "ORDINAL") and not resolution:
            number = value_of(child.lower_)
            return number if number == 1 or _is_counted(head, child) else None
    above = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head
    parts = above.tag_ == "CD" and above != head and above.ent_type_ not in ("DATE", "ORDINAL")
    return value_of(above.lower_) if parts else None  # "12 of its affiliates"


def _is_counted(head: Token, number: Token) -> bool:
    """Whether a number counts a noun: not in "the Stream 2 builder", "a $60 cap"."""
    if head.tag_ not in ("NN", "NNP"):
        return True
    of_name = number.i > 0 and number.nbor(-1).pos_ == "PROPN"
    return not of_name and lemma_of(head) in words("descriptions.yaml", "groups")


def value_of(word: str) -> int | None:
    """What a number says, in figures or in letters; None for other words."""
    plain = word.replace(",", "")
    return int(plain) if plain.isascii() and plain.isdigit() else _NUMBER.get(word)
