"""Claims and documents made ready to be shown: words for codes, sentences cut around their trigger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sanctiongraph.page.look import MEASURES, MODALITIES, deed, state_of
from sanctiongraph.page.markup import link

__all__ = ["shown_claim", "shown_document"]


def shown_document(document: Mapping[str, Any]) -> dict[str, str]:
    """What is known of a document; `url` only where a page may link to it."""
    kept = {name: document[name] for name in ("id", "title", "publisher", "date") if document[name]}
    address = link(document["url"])
    return {**kept, "url": address} if address else kept


def shown_claim(claim: Mapping[str, Any], documents: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A claim without its empty fields; `when` is the key that orders claims by time."""
    document = documents[claim["document"]]
    shown = {
        "type": claim["type"],
        "state": state_of(claim),
        "from": claim["sources"],
        "to": claim["sinks"],
        "what": _what(claim),
        "modality": MODALITIES[claim["modality"]],
        "measures": [MEASURES[m] for m in claim.get("measures", ()) if m != "UnspecifiedMeasure"],
        "date": claim.get("date"),
        "dateText": claim.get("date_text"),
        "count": claim.get("target_count"),
        "grounds": claim.get("grounds"),
        "attribution": claim["attribution"],
        "confidence": round(claim["confidence"], 2),
        "reasons": list(claim["reasons"]),
        "quotes": [_cut(*evidence) for evidence in claim["evidence"]],
        "document": claim["document"],
        "when": claim.get("date") or document["date"] or "",
    }
    return {name: value for name, value in shown.items() if value not in (None, "", [])}


def _what(claim: Mapping[str, Any]) -> str:
    if claim["type"] == "tenure":
        return f"former {claim['title']}" if claim["former"] else str(claim["title"])
    if claim["type"] == "relationship":
        return "".join(
            f" {letter.lower()}" if letter.isupper() else letter for letter in claim["relation"]
        ).strip()
    several = len(claim["sources"]) > 1
    return deed(claim["act"], claim["modality"], negated=claim["negated"], several=several)


def _cut(quote: str, start: int, trigger_start: int, trigger_end: int) -> list[str]:
    """The sentence before, in and after the trigger; uncut where the trigger lies outside of it."""
    a, b = trigger_start - start, trigger_end - start
    return [quote[:a], quote[a:b], quote[b:]] if 0 <= a < b <= len(quote) else [quote, "", ""]
