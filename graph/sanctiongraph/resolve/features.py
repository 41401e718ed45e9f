"""How alike two names are, as a table of features: each has a weight, a docstring users read, and a reason.

The strongest feature that holds decides; a veto ends the matter. `PERSON_FEATURES`, `INSTITUTION_FEATURES`
and the vetoes are the whole judgement: adding one is adding one line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from sanctiongraph import gazetteer
from sanctiongraph.gazetteer import words
from sanctiongraph.resolve.names import Words, given_variants, institution_words, person_words, skeleton

__all__ = [
    "INSTITUTION_FEATURES",
    "NEED_COUNTRY",
    "PERSON_FEATURES",
    "PERSON_VETOES",
    "THRESHOLD",
    "Score",
    "conflict",
    "core",
    "institutions",
    "persons",
]

THRESHOLD = 0.85
"""From this score on, two names may be one entity's."""

_SON = frozenset(("bin", "ibn", "ben", "bint"))
_ANYWHERE = frozenset((None, "EU", "UN", "SU"))


@dataclass(frozen=True, slots=True)
class Score:
    """How alike two names are (0 to 1), and the feature that says so."""

    value: float
    reason: str

    def __bool__(self) -> bool:
        return self.value >= THRESHOLD


def conflict(one: str | None, other: str | None) -> bool:
    """True if two country codes cannot be one actor's. EU, UN and the Soviet Union go with any.

    >>> conflict("VE", "CO"), conflict("VE", None), conflict("UN", "IT")
    (True, False, False)
    """
    return one != other and one not in _ANYWHERE and other not in _ANYWHERE


def persons(one: str, other: str) -> Score:
    """The score of two full names of people, with its reason.

    >>> persons("Antony Blinken", "Anthony Blinken")
    Score(value=0.92, reason='given_variant')
    >>> bool(persons("Raúl Castro", "Fidel Castro"))
    False
    """
    return _strongest(person_words(one), person_words(other), PERSON_FEATURES, PERSON_VETOES)


def institutions(one: str, other: str) -> Score:
    """The score of two names of bodies, with its reason.

    >>> institutions("The Ministry of Defence", "Ministry of Defense").reason
    'same_words'
    >>> bool(institutions("Bank of China", "Bank of Chile"))
    False
    """
    return _strongest(institution_words(one), institution_words(other), INSTITUTION_FEATURES, ())


def _strongest(
    one: Words, other: Words, features: tuple[tuple[float, _Feature], ...], vetoes: tuple[_Feature, ...]
) -> Score:
    if one == other:
        return Score(1.0, "same_words")
    for veto in vetoes:
        if veto(one, other):
            return Score(0.0, veto.__name__)
    return next(
        (Score(weight, feature.__name__) for weight, feature in features if feature(one, other)),
        Score(0.0, "none"),
    )


_Feature = Callable[[Words, Words], bool]


# --- people


def same_words(one: Words, other: Words) -> bool:
    """The same words, after folding accents, case, honorifics and hyphens."""
    return one == other


def same_without_particles(one: Words, other: Words) -> bool:
    """The same words but for particles: "Abdel Fattah al-Burhan" and "Abdel Fattah Burhan"."""
    return _bare(one) == _bare(other) and len(_bare(one)) > 1


def transliterated(one: Words, other: Words) -> bool:
    """The same consonants in each word, and similar words: "Alyaksandr Lukashenka" and "Aliaksandr
    Lukashenko".
    """
    first, second = _bare(one), _bare(other)
    return len(first) == len(second) > 1 and all(map(_sounds_alike, first, second))


def middle_name(one: Words, other: Words) -> bool:
    """Given name and surname agree, only one has names between: "Karim Khan" and "Karim Ahmad Khan"."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    if (
        not len(long) > len(short) >= 2
        or not _alike_given(short[0], long[0])
        or not _sounds_alike(short[-1], long[-1])
    ):
        return False
    return len(short) == 2 or _within(short[1:-1], long[1:-1])


def middle_initial(one: Words, other: Words) -> bool:
    """All names agree, those between by their initials: "John F. Kennedy" and "John Fitzgerald Kennedy"."""
    first, second = _bare(one), _bare(other)
    return (
        len(first) == len(second) > 2
        and _alike_given(first[0], second[0])
        and _sounds_alike(first[-1], second[-1])
        and all(
            a == b or (a[0] == b[0] and 1 in (len(a.rstrip(".")), len(b.rstrip("."))))
            for a, b in zip(first, second, strict=True)
        )
    )


def given_variant(one: Words, other: Words) -> bool:
    """Surnames agree and the given names are spellings of one: "Mike Pompeo" and "Michael Pompeo"."""
    first, second = _bare(one), _bare(other)
    same_rest = len(first) == len(second) > 1 and all(map(_sounds_alike, first[1:], second[1:]))
    return same_rest and _variants(first[0], second[0])


def second_surname(one: Words, other: Words) -> bool:
    """One name goes on where the other ends: "Edmundo González" and "Edmundo González Urrutia"."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    if not len(long) > len(short) >= 2 or short[-1] in given_variants():
        return False
    return len(long) - len(short) <= 2 and all(map(_alike_given, short, long[: len(short)]))


def reordered(one: Words, other: Words) -> bool:
    """The same words in another order: "Xi Jinping" and "Jinping Xi"; not "Ahmed bin Yusuf" and "Yusuf bin
    Ahmed".
    """
    return len(one) > 1 and sorted(one) == sorted(other) and _SON.isdisjoint(one)


def respaced(one: Words, other: Words) -> bool:
    """Given names agree, and so do the letters of the rest: "Mahmud Ahmadi-Nejad" and "Mahmoud
    Ahmadinejad".
    """
    first, second = _bare(one), _bare(other)
    return (
        min(len(first), len(second)) > 1
        and len(first) != len(second)
        and _alike_given(first[0], second[0])
        and _sounds_alike("".join(first[1:]), "".join(second[1:]))
    )


def initial(one: Words, other: Words) -> bool:
    """Surnames agree, given names agree by initials: "J. Bolton" and "John Bolton", "JD" and "J. D.
    Vance".
    """
    first, second = _bare(one), _bare(other)
    if first[-1] != second[-1] or len(first) < 2 or len(second) < 2:
        return False
    short, long = _letters(first[:-1]), _letters(second[:-1])
    if not short and not long:
        return False
    short, long = short or _heads(first), long or _heads(second)
    return short.startswith(long) or long.startswith(short)


def _heads(name: Words) -> str:
    return "".join(word[0] for word in name[:-1])


def near_spelling(one: Words, other: Words) -> bool:
    """Every word is nearly the same, and long enough to tell: "Sébastien Lecornu" and "Sebastian Lecornu"."""
    first, second = _bare(one), _bare(other)
    return len(first) == len(second) > 1 and all(map(_nearly, first, second))


def other_generation(one: Words, other: Words) -> bool:
    """One is a Jr. or III and the other is not: father and son."""
    return _generation(one) != _generation(other)


def other_middle(one: Words, other: Words) -> bool:
    """Initials between given name and surname that differ: "George W. Bush" and "George H. W. Bush"."""
    between = [[word.rstrip(".") for word in _bare(name)[1:-1]] for name in (one, other)]
    told = all(between) and any(len(word) == 1 for words_ in between for word in words_)
    return told and [word[0] for word in between[0]] != [word[0] for word in between[1]]


def other_gender(one: Words, other: Words) -> bool:
    """Given names that differ by a final -a: "Mario Rossi" and "Maria Rossi"."""
    first, second = _bare(one)[0], _bare(other)[0]
    if first == second or _variants(first, second) or first.endswith("a") == second.endswith("a"):
        return False
    stem = min(len(first), len(second)) - 1
    return stem > 1 and (first[:stem] == second[:stem] or skeleton(first) == skeleton(second))


PERSON_VETOES: tuple[_Feature, ...] = (other_generation, other_middle, other_gender)
PERSON_FEATURES: tuple[tuple[float, _Feature], ...] = (
    (1.0, same_words),
    (0.97, same_without_particles),
    (0.95, transliterated),
    (0.94, middle_initial),
    (0.93, middle_name),
    (0.93, respaced),
    (0.92, given_variant),
    (0.9, second_surname),
    (0.9, reordered),
    (0.88, initial),
    (0.86, near_spelling),
)
"""Features of people's names with their weights, strongest first."""


@cache
def _bare(name: Words) -> Words:
    return tuple(word for word in name if word not in words("name_words", "particle")) or name


def _generation(name: Words) -> frozenset[str]:
    return words("name_words", "generation").intersection(name)


def _within(short: Words, long: Words) -> bool:
    """True if the words of one stand in the other in the same order."""
    remaining = iter(long)
    return all(any(_alike_given(word, other) for other in remaining) for word in short)


def _letters(given: Words) -> str:
    """Given names that are initials, as letters: "j." and "d.", or "jd", are "jd"; other names give ""."""
    bare = [word.rstrip(".") for word in given]
    together = len(bare) == 1 and len(bare[0]) == 2 and not set(bare[0]) & set("aeiou")
    return "".join(bare) if together or all(len(word) == 1 for word in bare) else ""


def _alike_given(one: str, other: str) -> bool:
    return one == other or _variants(one, other) or _sounds_alike(one, other)


def _variants(one: str, other: str) -> bool:
    known = given_variants()
    return one in known and known[one] == known.get(other)


def _sounds_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    near = min(len(one), len(other)) > 3 and abs(len(one) - len(other)) <= 1
    return near and skeleton(one) == skeleton(other) and fuzz.ratio(one, other) > 80


def _nearly(one: str, other: str) -> bool:
    return one == other or (
        min(len(one), len(other)) > 4 and one[0] == other[0] and fuzz.ratio(one, other) >= 86
    )


# --- bodies


def inverted(one: Words, other: Words) -> bool:
    """The same in another order, the country by name or adjective: "Ministry of Defence of Russia" and
    "Russian Defence Ministry", "Department of the Treasury" and "Treasury Department".
    """
    (first_country, first), (second_country, second) = core(one), core(other)
    return first_country == second_country and first == second and len(first) > 1


def same_national(one: Words, other: Words) -> bool:
    """The same but for the country: "Russian Ministry of Justice" and "Ministry of Justice".

    Two different countries are two bodies; the bare form needs a known country (`NEED_COUNTRY`).
    """
    (first_country, first), (second_country, second) = core(one), core(other)
    return None in (first_country, second_country) and first == second and len(first) > 1


def respelled(one: Words, other: Words) -> bool:
    """Nearly the same in each word: "Rapid Suport Forces"; directions, ranks and numbers must agree."""
    if len(one) != len(other) or len("".join(one)) < 8:
        return False
    different = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(different) < max(len(one), 2) and all(_misspelled(a, b) for a, b in different)


def _misspelled(one: str, other: str) -> bool:
    if one + "s" == other or other + "s" == one:
        return True
    telling = words("name_words", "telling")
    if one in telling or other in telling or not one.isalpha() or not other.isalpha():
        return False
    return min(len(one), len(other)) > 5 and _nearly(one, other)


def joined_words(one: Words, other: Words) -> bool:
    """The same letters, differently spaced: "Surgut Neftegas" and "Surgutneftegas"."""
    return len("".join(one)) > 5 and "".join(one) == "".join(other)


INSTITUTION_FEATURES: tuple[tuple[float, _Feature], ...] = (
    (1.0, same_words),
    (0.96, joined_words),
    (0.93, inverted),
    (0.9, same_national),
    (0.87, respelled),
)
"""Features of bodies' names with their weights, strongest first."""


NEED_COUNTRY = frozenset(("same_national",))
"""Features that hold only between names whose countries are known and equal."""


@cache
def core(name: Words) -> tuple[str | None, Words]:
    """The country that stands before or behind a body's name, as an entity id, and the rest in one order.

    >>> core(("ministry", "of", "defense", "of", "russia")), core(("russian", "defense", "ministry"))
    (('country/RU', ('defense', 'ministry')), ('country/RU', ('defense', 'ministry')))
    """
    country, rest = _country_apart(name)
    if len(rest) > 2 and rest[1] in ("of", "for") and rest[0] in words("name_words", "inverted"):
        rest = (*rest[2:], rest[0])
    return country, rest


def _country_apart(name: Words) -> tuple[str | None, Words]:
    for size in (3, 2, 1):
        if len(name) > size + 1:
            before = _country_key(" ".join(name[:size]))
            if before:
                return before, name[size:]
        if len(name) > size + 2 and name[-size - 1] == "of":
            behind = _country_key(" ".join(name[-size:]))
            if behind:
                return behind, name[: -size - 1]
    return None, name


@cache
def _country_key(text: str) -> str | None:
    spellings = (text.title(), text.upper())
    found = (sense.known.key for form in spellings for sense in gazetteer.senses(form))
    return next((key for key in found if key.startswith("country/")), None)
