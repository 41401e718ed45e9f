"""Where a name begins and ends: spans without articles, titles, possessives, quotes and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from sanctiongraph.gazetteer import fold, words

__all__ = [
    "capitalised",
    "clean",
    "is_given_name",
    "is_head",
    "is_office",
    "is_style",
    "person_parts",
    "proper_run",
    "refused_name",
    "trimmed",
    "without_measure",
]

SUFFIXES = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "V", "VI"))
_EDGE = frozenset(
    ("the", "a", "an", "this", "that", "its", "his", "her", "their", "'s", "’s", "'", "’", "and", "of", "s")
)
_JOINTS = frozenset((",", ";", "/", "and", "&", ":", "|", "•", "or", "—"))
_HYPHENS = frozenset(("-", "–"))
_BRACKETS = re.compile(r"[()\[\]\"“”*]")
_ODD = re.compile(r"[@#$%=<>{}_]|https?:|www\.|\d{3,}")


def capitalised(token: Token) -> bool:
    """True for a token that begins with a capital letter, or with a digit-free "al-" style prefix
    before one.
    """
    text = token.text
    return text[0].isupper() or (len(text) > 3 and text[2:3] in "-’'" and text[3].isupper())


def clean(text: str) -> str:
    """A name on one line without brackets, quotes and a leading article.

    >>> clean("Kamala) Harris"), clean('the  "Foro Penal"')
    ('Kamala Harris', 'Foro Penal')
    """
    bare = " ".join(_BRACKETS.sub(" ", text).split())
    return bare.removeprefix("the ").removeprefix("The ") if bare.lower() != "the" else bare


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Token bounds without what does not belong to a name at either edge; start == end if nothing is left."""
    while start < end and _is_edge(doc[start]):
        start += 1
    while end > start and _is_edge(doc[end - 1]):
        end -= 1
    return start, end


def without_measure(doc: Doc, start: int, end: int) -> int:
    """The end of a name that runs into a measure: before "Sanctions" in "North Korea Sanctions", not in
    "Office of Sanctions".
    """
    if any(token.lower_ in ("of", "for", "on") for token in doc[start:end]):
        return end
    while end > start + 1 and doc[end - 1].lower_ in words("refused", "measure"):
        end -= 1
    return end


def _is_edge(token: Token) -> bool:
    return (
        token.is_space
        or (token.is_punct and token.text[-1] not in ".!+")
        or token.lower_ in _EDGE
        or token.text == "."
    )


def person_parts(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The single names in a span that the model took for one person: "Biden and (Vice President)
    Harris" has two.

    Titles and styles are cut; lower-case beginnings too.
    """
    begin = start
    for i in range(start, end + 1):
        if (
            i == end
            or (doc[i].text in _JOINTS and not _before_suffix(doc, i))
            or (doc[i].text.isspace() and "\n" in doc[i].text)
        ):
            bounds = _without_titles(doc, *trimmed(doc, begin, i))
            if bounds[0] < bounds[1]:
                yield bounds
            begin = i + 1


def _before_suffix(doc: Doc, i: int) -> bool:
    return doc[i].text == "," and i + 1 < len(doc) and doc[i + 1].text in SUFFIXES


def _without_titles(doc: Doc, start: int, end: int) -> tuple[int, int]:
    for i in range(end - 1, start - 1, -1):
        if is_office(doc[i]) or is_style(doc[i]):
            start = i + 1
            break
    while (
        start < end
        and not capitalised(doc[start])
        and doc[start].lower_ not in words("name_words", "particle")
    ):
        start += 1
    while end > start and not capitalised(doc[end - 1]):
        end -= 1
    while end - start > 2 and doc[start].lower_ in words("offices", "modifier"):
        start += 1
    return trimmed(doc, start, end)


def is_office(token: Token) -> bool:
    """True for a noun that says who somebody is, before a name: "president", "CEO", "leaders",
    "businessman".
    """
    return is_head(token) or _in(token, words("offices", "description"))


def is_given_name(token: Token) -> bool:
    """True for a common given name: "Emine", "Oleh"."""
    first = fold(token.text).lower()
    return any(first in words("given_genders", gender) for gender in ("f", "m"))


def is_head(token: Token) -> bool:
    """True for a noun that is an office by itself: "president", "CEO", not "businessman"."""
    return _in(token, words("offices", "head"))


def _in(token: Token, nouns: frozenset[str]) -> bool:
    return token.lower_ in nouns or (token.lower_.endswith("s") and token.lower_[:-1] in nouns)


def is_style(token: Token) -> bool:
    """True for a short form of address before a name: "Mr", "Sen.", "Dr"."""
    return token.lower_.rstrip(".") in words("offices", "style") and (
        len(token) > 1 or token.text.endswith(".")
    )


def proper_run(doc: Doc, start: int) -> int:
    """The end of the run of capitalised name tokens that begins at a token ("Abdel Fattah al-Burhan").

    Particles and hyphens belong to it only before another capitalised token.
    """
    end, i = start, start
    while i < len(doc) and i - start < 7:
        token = doc[i]
        if _is_name_token(token) or _ends_given_name(token, start):
            end = i + 1
        elif (token.lower_ not in words("name_words", "particle") and token.text not in _HYPHENS) or (
            token.text in _HYPHENS and (i == start or doc[i - 1].whitespace_ or token.whitespace_)
        ):
            break
        i += 1
    return end


def _ends_given_name(token: Token, start: int) -> bool:
    """True for "mok" in "Choi Sang-mok", not for "era" in "Trump-era"."""
    if token.i < 2:
        return False
    before = token.nbor(-1)
    tight = before.text in _HYPHENS and not before.whitespace_ and not token.nbor(-2).whitespace_
    return (
        tight
        and token.i - start > 2
        and len(token) < 6
        and token.text.islower()
        and token.lower_ not in words("metonymy", "link")
    )


def _is_name_token(token: Token) -> bool:
    return (
        (
            capitalised(token)
            and token.pos_ in ("PROPN", "NOUN", "X", "ADJ", "INTJ")
            and token.text[-1].isalnum()
        )
        or (len(token) == 2 and token.text[0].isupper() and token.text[1] == ".")
        or token.text in SUFFIXES
    )


def refused_name(span: Span) -> bool:
    """True for wording that cannot name an actor: weekdays, laws, wars, places of the map, numbers, links."""
    text = clean(span.text)
    return (
        not any(char.isalpha() for char in text)
        or len(text) < 2
        or len(text) > 90
        or bool(_ODD.search(text))
        or fold(text) in words("refused", "word")
        or text.split()[-1] in words("refused", "ending")
        or text.split()[0] in words("refused", "starting")
        or not any(capitalised(token) for token in span)
    )
