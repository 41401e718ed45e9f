"""Claims as lines of JSON, each complete in itself: names, sentences, document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from sanctiongraph.exports.rows import Claim, claims
from sanctiongraph.exports.source import Source
from sanctiongraph.model import Document, Entity, Evidence, Relationship, SanctionAction, Tenure

__all__ = ["line", "write_jsonl"]


def write_jsonl(source: Source, stream: BinaryIO) -> None:
    """JSON lines: one claim a line, in the order of the documents, with the names of those in it.

    Keeps everything of a claim, also of one that leaves a side unsaid. Loses who has no part in any
    claim, other names, and what a document mentions.
    """
    entities = source.knowledge.entity()
    for document, claim in claims(source.knowledge):
        stream.write(line(_claim(document, claim, entities)))


def line(value: Mapping[str, Any]) -> bytes:
    """The value as a line of JSON, without what is None.

    >>> line({"a": "é\\n", "b": None})
    b'{"a": "\\xc3\\xa9\\\\n"}\\n'
    """
    said = {name: one for name, one in value.items() if one is not None}
    return (json.dumps(said, ensure_ascii=False) + "\n").encode()


def _claim(document: Document, claim: Claim, entities: Mapping[str, Entity]) -> dict[str, Any]:
    return {
        "id": f"{document.id}#{claim.id}",
        **_own(claim, entities),
        "modality": str(claim.modality),
        "negated": claim.negated,
        "confidence": claim.confidence,
        "attribution": claim.attribution,
        "attributed_to": _named(claim.attributed_to, entities),
        "reasons": claim.reasons,
        "evidence": [_evidence(evidence) for evidence in claim.evidence],
        "document": _document(document),
    }


def _own(claim: Claim, entities: Mapping[str, Entity]) -> dict[str, Any]:
    match claim:
        case SanctionAction():
            return {
                "type": "action",
                "act": str(claim.act),
                "imposers": _all_named(claim.imposers, entities),
                "targets": _all_named(claim.targets, entities),
                "measures": list(map(str, claim.measures)),
                "date": claim.date.value if claim.date else None,
                "date_text": claim.date.text if claim.date else None,
                "target_count": claim.target_count,
                "grounds": claim.grounds,
            }
        case Tenure():
            return {
                "type": "tenure",
                "holder": _named(claim.holder, entities),
                "title": claim.title,
                "at": _named(claim.at, entities),
                "former": claim.former,
            }
        case Relationship():
            return {
                "type": "relationship",
                "subject": _named(claim.subject, entities),
                "relation": claim.relation,
                "object": _named(claim.object, entities),
            }


def _all_named(ids: Iterable[str], entities: Mapping[str, Entity]) -> list[dict[str, str] | None]:
    return [_named(id_, entities) for id_ in ids]


def _named(id_: str | None, entities: Mapping[str, Entity]) -> dict[str, str] | None:
    return {"id": id_, "name": entities[id_].label, "type": str(entities[id_].kind)} if id_ else None


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "sentence": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "trigger_start": evidence.trigger_start,
        "trigger_end": evidence.trigger_end,
    }


def _document(document: Document) -> dict[str, str]:
    told = {
        "id": document.id,
        "title": document.title,
        "published": document.date,
        "publisher": document.publisher,
        "author": document.author,
        "url": document.url,
    }
    return {name: value for name, value in told.items() if value}
