"""How a place in the parse counts for pronouns: who governs a clause, what stands out, what is quoted."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from sanctiongraph.annotate.grammar import children, subject
from sanctiongraph.annotate.lexicon import words

__all__ = [
    "ASIDE",
    "LEADING",
    "STANDING_OUT",
    "argument_verb",
    "clause_subjects",
    "co_arguments",
    "fronted_subject",
    "is_saying",
    "prominence",
    "quoted",
    "verb_above",
]

_FILE = "coreference.yaml"
_SUBJECTS = ("nsubj", "nsubjpass")
_ARGUMENTS = (*_SUBJECTS, "dobj", "dative", "attr")
LEADING, STANDING_OUT, ASIDE = 3, 2, 1
"""The subject of a main clause; its objects and who acts in what it says; all others."""


def verb_above(token: Token) -> Token | None:
    """The nearest verb over a token."""
    above = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    while above is not None and above.dep_ in ("aux", "auxpass"):
        above = above.head
    return above


def clause_subjects(token: Token) -> Iterator[Token]:
    """The subjects of the clauses around a token and before it, the nearest first.

    Not the phrase that the token itself is part of: of "Ban said his brother knew" it gives Ban for "his".
    """
    word, seen = token, set()
    while word.head != word:
        above = word.head
        found = [_told_to_act(word), _own_subject(above)] if above.pos_ in ("VERB", "AUX") else []
        for who in found:
            if who is not None and who != word and who.i < token.i and who.i not in seen:
                seen.add(who.i)
                yield who
        word = above


def _own_subject(verb: Token) -> Token | None:
    """The subject of a verb; of a participle behind a noun ("parts known for their mines") that noun."""
    who = subject(verb)
    return verb.head if who is None and verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBG") else who


def _told_to_act(below: Token) -> Token | None:
    """The object that acts in what is below a verb: "urged Ban to quit", "accused Ban of lying"."""
    verb = below.head
    if below.dep_ == "prep" and below.lower_ in ("of", "for", "from") and children(below, "pcomp"):
        return next(iter(children(verb, "dobj", "nsubjpass")), None)
    controls = below.dep_ == "xcomp" and verb.lemma_ in words("stance.yaml", "object_control")
    return next(iter(children(verb, "dobj", "dative")), None) if controls else None


def argument_verb(token: Token) -> Token | None:
    """The verb of which a token is subject or object, also over a preposition; None elsewhere."""
    while token.dep_ in ("conj", "appos") and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        token = token.head
    if token.dep_ in _ARGUMENTS:
        return token.head
    if token.dep_ == "pobj" and token.head.head.pos_ in ("VERB", "AUX"):
        return token.head.head
    return None


def co_arguments(token: Token) -> Iterator[Token]:
    """The other arguments of the verb that a token is an argument of, who acts in it first."""
    verb = argument_verb(token)
    if verb is None:
        return
    who = subject(verb) if token.dep_ not in _SUBJECTS else None
    if who is not None:
        yield who
    for child in verb.subtree if len(list(verb.children)) < 40 else ():
        if child != token and child.i < token.i and argument_verb(child) == verb:
            yield child


def is_saying(verb: Token) -> bool:
    """Whether the subject of a verb says or thinks what its clause tells."""
    return verb.lemma_ in words(_FILE, "saying")


def prominence(token: Token) -> int:
    """LEADING, STANDING_OUT or ASIDE in its sentence."""
    verb = argument_verb(token)
    if verb is None:
        return ASIDE
    if _is_main(verb):
        while token.dep_ in ("conj", "appos"):
            token = token.head
        return LEADING if token.dep_ in _SUBJECTS else STANDING_OUT
    return STANDING_OUT if verb.dep_ == "ccomp" and _is_main(verb.head) else ASIDE


def _is_main(verb: Token) -> bool:
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb.dep_ == "ROOT"


def fronted_subject(token: Token) -> Token | None:
    """The subject that follows the phrase or clause a token stands in: "In his speech, Ban said"."""
    word = token
    while word.head != word:
        above = word.head
        if word.dep_ in ("prep", "advcl", "npadvmod") and word.i < above.i and above.pos_ in ("VERB", "AUX"):
            who = subject(above)
            return who if who is not None and who.i > word.right_edge.i else None
        word = above
    return None


def quoted(doc: Doc) -> frozenset[int]:
    """The tokens within quotation marks; a mark left open ends with its paragraph."""
    inside: set[int] = set()
    opened = False
    for token in doc:
        if token.is_alpha:
            if opened:
                inside.add(token.i)
        elif "\n" in token.text:
            opened = False
        elif token.text in ("“", "„"):
            opened = True
        elif token.text == "”":
            opened = False
        elif '"' in token.text or token.text in ("``", "''"):
            opened = not opened
    return frozenset(inside)
