"""Claims and documents made ready to be shown: deeds in words, sentences cut at who does what to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sanctiongraph.page.look import MEASURES, MODALITIES, deed, state_of
from sanctiongraph.page.markup import link

__all__ = ["how_real", "in_words", "shown_claim", "shown_document"]

Nodes = Sequence[Mapping[str, Any]] | Mapping[str, Mapping[str, Any]]
"""Actors with `label` and `names`, by what claims call them: a number or an id."""


def shown_document(document: Mapping[str, Any]) -> dict[str, str]:
    """What is known of a document; `url` only where a page may link to it."""
    kept = {name: document[name] for name in ("id", "title", "publisher", "date") if document[name]}
    address = link(document["url"])
    return {**kept, "url": address} if address else kept


def shown_claim(
    claim: Mapping[str, Any],
    documents: Sequence[Mapping[str, Any]],
    nodes: Nodes,
) -> dict[str, Any]:
    """A claim without its empty fields; codes of act, modality and measures stay codes, and
    `when` is the key that orders claims by time.

    `quotes` are sentences cut into pieces: plain text, or the role and the words that fill it.
    """
    shown = {
        "id": claim["id"],
        "type": claim["type"],
        "state": state_of(claim),
        "from": claim["sources"],
        "to": claim["sinks"],
        "what": _what(claim),
        "act": claim.get("act"),
        "modality": claim["modality"],
        "measures": list(claim.get("measures", ())),
        "date": claim.get("date"),
        "dateText": claim.get("date_text"),
        "count": claim.get("target_count"),
        "grounds": claim.get("grounds"),
        "attribution": claim["attribution"],
        "confidence": round(claim["confidence"], 2),
        "reasons": list(claim["reasons"]),
        "quotes": [_pieces(evidence, _roles(claim, nodes)) for evidence in claim["evidence"]],
        "document": claim["document"],
        "when": claim.get("date") or documents[claim["document"]]["date"] or "",
    }
    return {name: value for name, value in shown.items() if value not in (None, "", [])}


def in_words(claim: Mapping[str, Any]) -> dict[str, Any]:
    """A shown claim with words for its codes; a measure that is not named is not spoken of."""
    named = [MEASURES[measure] for measure in claim.get("measures", ()) if measure != "UnspecifiedMeasure"]
    return {**claim, "modality": MODALITIES[claim["modality"]], "measures": named}


def how_real(claim: Mapping[str, Any]) -> str:
    """How real a claim is, in words; what a text denies is never "stated as a fact".

    >>> how_real({"modality": "Actual", "negated": True})
    'refused or ruled out'
    """
    return "refused or ruled out" if claim["negated"] else MODALITIES[claim["modality"]]


def _what(claim: Mapping[str, Any]) -> str:
    if claim["type"] == "tenure":
        return f"former {claim['title']}" if claim["former"] else str(claim["title"])
    if claim["type"] == "relationship":
        return "".join(
            f" {letter.lower()}" if letter.isupper() else letter for letter in claim["relation"]
        ).strip()
    several = len(claim["sources"]) > 1
    return deed(claim["act"], claim["modality"], negated=claim["negated"], several=several)


def _roles(claim: Mapping[str, Any], nodes: Nodes) -> list[tuple[str, str]]:
    """Words that may fill a role and the role: names before other words, longer ones first."""
    named = [
        (word, role)
        for role, actors in (("imposer", claim["sources"]), ("target", claim["sinks"]))
        for actor in actors
        for word in (nodes[actor]["label"], *nodes[actor]["names"])
    ]
    said = [
        (claim.get("date_text"), "date"),
        (claim["attribution"], "source"),
        (claim.get("grounds"), "grounds"),
    ]
    return [*sorted(named, key=lambda one: -len(one[0])), *((word, role) for word, role in said if word)]


def _pieces(evidence: tuple[str, int, int, int], roles: Sequence[tuple[str, str]]) -> list[str | list[str]]:
    """The sentence cut at its trigger and at whole words that fill a role; the first taker keeps a place.

    >>> _pieces(("EU bans X.", 0, 3, 7), [("EU", "imposer"), ("X", "target")])
    [['imposer', 'EU'], ' ', ['trigger', 'bans'], ' ', ['target', 'X'], '.']
    """
    quote, start, *trigger = evidence
    first, last = trigger[0] - start, trigger[1] - start
    marks = [(first, last, "trigger")] if 0 <= first < last <= len(quote) else []
    for word, role in roles:
        for begin, end in _places(word, quote):
            if all(end <= mark[0] or mark[1] <= begin for mark in marks):
                marks.append((begin, end, role))
    return list(_cut(quote, sorted(marks)))


def _places(word: str, quote: str) -> Iterator[tuple[int, int]]:
    """Where a word or phrase stands as a whole; without regular expressions, each of which is used once.

    >>> list(_places("EU", "EU, EUR, EU_1 and the EU"))
    [(0, 2), (22, 24)]
    """
    begin = quote.find(word) if word else -1
    while begin >= 0:
        end = begin + len(word)
        if not (_inside_word(quote[begin - 1 : begin]) or _inside_word(quote[end : end + 1])):
            yield begin, end
        begin = quote.find(word, begin + 1)


def _inside_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _cut(quote: str, marks: Sequence[tuple[int, int, str]]) -> Iterator[str | list[str]]:
    position = 0
    for start, end, role in marks:
        if start > position:
            yield quote[position:start]
        yield [role, quote[start:end]]
        position = end
    if position < len(quote):
        yield quote[position:]
