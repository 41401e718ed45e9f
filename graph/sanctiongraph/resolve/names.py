"""Names made comparable: words without accents, honorifics, legal forms and spelling habits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sanctiongraph.gazetteer import fold, rows, words
from sanctiongraph.model import Kind

__all__ = [
    "Words",
    "given_variants",
    "initials",
    "institution_words",
    "is_acronym",
    "person_words",
    "skeleton",
    "words_of",
]

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*\.?", re.UNICODE)
_DOTTED = re.compile(r"(?:[a-z]\.){2,}[a-z]?")
_ARTICLES = frozenset(("al", "el", "ul", "ur", "er", "as", "ar", "us", "allah"))
_SERVANT = re.compile("^abd(?:e|u|a)[lr]?(?=[a-z]{4})")
_SOUNDS = (
    (re.compile("tsch|tch"), "ch"),
    (re.compile("sch"), "sh"),
    (re.compile("kh"), "h"),
    (re.compile("ph"), "f"),
    (re.compile("gh"), "g"),
    (re.compile("dh"), "d"),
    (re.compile("ck|q|c(?=[aoul]|$)"), "k"),
    (re.compile("x"), "ks"),
    (re.compile("w"), "v"),
    (re.compile("(?<=.)[aeiouyj']"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


def words_of(kind: Kind, name: str) -> Words:
    """A name made comparable, by the kind of its bearer; never empty, whatever the name is."""
    return person_words(name) if kind is Kind.PERSON else institution_words(name)


@cache
def person_words(name: str) -> Words:
    """The words of a person's name, lower case, hyphens opened, honorifics dropped; a name without a letter
    or a digit is one word.

    >>> person_words("President Kim Jong-un"), person_words("Dr. Abdel-Fattah el-Sisi")
    (('kim', 'jong', 'un'), ('abdulfattah', 'el', 'sisi'))
    >>> person_words("...")
    ('...',)
    """
    found = tuple(word.lower().replace("'", "") for word in _WORD.findall(fold(name).replace("-", " ")))
    kept = tuple(word for word in found if word.rstrip(".") not in words("name_words", "honorific"))
    return tuple(_servants(kept or found)) or _whole(name)


def _whole(name: str) -> Words:
    return (fold(name).strip().lower() or name,)


def _servants(name: Words) -> Iterator[str]:
    """The words with "Abdul Rahman", "Abd al-Rahman" and "Abdelrahman" as one word, "abdulrahman"."""
    i = 0
    while i < len(name):
        word, i = name[i], i + 1
        if word == "abd" and i < len(name) and name[i] in _ARTICLES:
            i += 1
        elif word not in ("abd", "abdul", "abdel", "abdal"):
            yield _SERVANT.sub("abdul", word)
            continue
        if i < len(name) and name[i] in _ARTICLES:
            i += 1
        if i < len(name):
            yield "abdul" + name[i]
            i += 1
        else:
            yield word


@cache
def institution_words(name: str) -> Words:
    """The words of a body's name, lower case, in one spelling, without articles, legal forms, possessives and
    the dots of acronyms.

    >>> institution_words("The Ministry of Defence"), institution_words("Acme Trading Co., Ltd.")
    (('ministry', 'of', 'defense'), ('acme', 'trading'))
    """
    found = (
        _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), word).strip(",.;").removesuffix("'s")
        for word in fold(name).lower().replace("-", " ").split()
    )
    spelled = [_spelling().get(word, word).replace("'", "") for word in found]
    kept = [word for word in spelled if word and word not in words("name_words", "empty")]
    while len(kept) > 1 and kept[-1] in words("name_words", "legal"):
        kept.pop()
    while len(kept) > 1 and kept[0] in words("name_words", "leading"):
        kept = kept[1:]
    return tuple(kept) or tuple(word for word in spelled if word) or _whole(name)


@cache
def skeleton(word: str) -> str:
    """What transliterations of a word share: its first letter and its consonants.

    >>> skeleton("lukashenka") == skeleton("lukashenko"), skeleton("gaddafi") == skeleton("gadhafi")
    (True, True)
    """
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def initials(name: str) -> str:
    """The capital initials of a body's name, small words left out.

    >>> initials("National Electoral Council"), initials("Bolivarian National Intelligence Service")
    ('NEC', 'BNIS')
    """
    return "".join(word[0] for word in fold(name).replace("-", " ").split() if word[0].isupper())


def is_acronym(name: str) -> bool:
    """True for a short name in capitals: "CNE", "PDVSA", "PdVSA".

    >>> is_acronym("CNE"), is_acronym("U.N."), is_acronym("Gazprom")
    (True, True, False)
    """
    bare = name.replace(".", "").replace("-", "")
    return (
        2 <= len(bare) <= 8
        and bare.isalnum()
        and sum(char.isupper() for char in bare) >= max(2, len(bare) - 1)
    )


@cache
def _spelling() -> dict[str, str]:
    """British and abbreviated spellings with the ones compared."""
    pairs = (entry.partition("=") for entry in words("name_words", "spelling"))
    return {one: other for one, _, other in pairs}


@cache
def given_variants() -> dict[str, int]:
    """Each known spelling of a given name with the number of its row: equal numbers may be one name."""
    return {
        name.strip(): number for number, row in enumerate(rows("given_names")) for name in row[0].split("|")
    }
