"""When a place is its government, and a nationality modifies an actor: decided on the parse."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from sanctiongraph.gazetteer import words

__all__ = ["acts_as_government", "modifies"]

_MODIFIER = frozenset(("amod", "compound", "nmod", "npadvmod", "poss", "advmod", "nummod", "quantmod"))
_LANGUAGE = frozenset(("in", "into", "speak", "spoke", "language", "languages", "word", "translate"))


def acts_as_government(doc: Doc, start: int, end: int) -> bool:
    """True if the capital in these tokens is spoken of as a government.

    "Caracas rejected it", "sanctions on Moscow", "Beijing's demands"; not "protests in Caracas", "Moscow's
    streets", "Caracas, Venezuela".
    """
    if _is_address(doc, start, end):
        return False
    if end < len(doc) and doc[end].text == "-" and end + 1 < len(doc):
        return doc[end + 1].lower_ in words("metonymy", "link")
    root = doc[start:end].root
    while root.dep_ == "conj" and root.head is not root:
        root = root.head
    rule = _RULES.get(root.dep_)
    return bool(rule and rule(root))


def _is_address(doc: Doc, start: int, end: int) -> bool:
    """Datelines and places with their country: "CARACAS, Venezuela", "Moscow (AP)", "the capital,
    Caracas".
    """
    before = [doc[i].lower_ for i in range(max(0, start - 3), start)]
    after = doc[end : end + 2]
    if "capital" in before or (after and after[0].text in ("(", "—", "–") and doc[start].is_sent_start):
        return True
    return (
        len(after) == 2 and after[0].text == "," and after[1].ent_type_ == "GPE" and after[1].dep_ == "appos"
    )


def _subject(token: Token) -> bool:
    verb = token.head
    return verb.pos_ in ("VERB", "AUX") and verb.lemma_ not in words("metonymy", "place")


def _passive(token: Token) -> bool:
    return token.head.lemma_ in words("metonymy", "passive")


def _object(token: Token) -> bool:
    return token.head.lemma_ in words("metonymy", "object")


def _possessor(token: Token) -> bool:
    return token.head.lemma_.lower() in words("metonymy", "noun")


def _prepositional(token: Token) -> bool:
    """Object of a preposition that hangs on something only governments have, or agent of a passive."""
    preposition = token.head
    if preposition.dep_ == "agent":
        return True
    if preposition.lower_ not in words("metonymy", "preposition"):
        return False
    host = preposition.head
    return host.lemma_.lower() in words("metonymy", "noun") and host.ent_type_ not in ("GPE", "LOC")


_RULES = {
    "nsubj": _subject,
    "nsubjpass": _passive,
    "dobj": _object,
    "poss": _possessor,
    "compound": _possessor,
    "nmod": _possessor,
    "pobj": _prepositional,
}


def modifies(token: Token) -> bool:
    """True if a nationality word stands before the noun that it modifies ("Venezuelan officials",
    "French and German").

    "Three Americans" and "in Russian" modify nothing.
    """
    if token.i and token.nbor(-1).lower_ in _LANGUAGE and token.head.i <= token.i:
        return False
    if token.i + 1 < len(token.doc) and token.nbor(1).lower_ in _LANGUAGE:
        return False
    root = token
    while root.dep_ == "conj" and root.head.i < root.i and root.pos_ in ("ADJ", "PROPN", "NOUN"):
        root = root.head
    if root.dep_ in _MODIFIER and root.head.i > root.i:
        return True
    return _before_noun(token)


def _before_noun(token: Token) -> bool:
    """A second look beside the parse: an adjective right before a noun, a hyphened participle, or the
    like in a list.
    """
    if token.i + 2 >= len(token.doc):
        return False
    after = token.nbor(1)
    if after.text == "-":
        return True
    if after.text in (",", "and", "or", "/"):
        following = token.nbor(2)
        if following.text in ("and", "or") and token.i + 3 < len(token.doc):
            following = token.nbor(3)
        return following.ent_type_ == "NORP" and modifies(following)
    return (
        token.pos_ in ("ADJ", "PROPN") and after.pos_ in ("NOUN", "ADJ", "PROPN") and after.text[0].isalpha()
    )
