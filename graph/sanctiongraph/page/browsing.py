"""The pages of the server: what is there, an actor, a document, the questions and the place to ask them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from sanctiongraph.page.claims import in_words, shown_claim, shown_document
from sanctiongraph.page.look import KINDS
from sanctiongraph.page.markup import asset, data, page, vis_network

__all__ = [
    "document_page",
    "documents_page",
    "entity_page",
    "home_page",
    "ontology_page",
    "query_page",
    "questions_page",
    "refusal_page",
]

_KINDS = {look.key: look for look in KINDS}
_WIKIDATA = "https://www.wikidata.org/wiki/"


def home_page(counts: Mapping[str, int], actors: Sequence[Mapping[str, Any]]) -> str:
    """What the graph holds and where to go; `actors` have `id`, `label`, `kind` and `number` of claims."""
    return _made("home", title="Sanctions in the news", counts=counts, actors=list(map(_linked, actors)))


def questions_page(groups: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]) -> str:
    """The ready questions by group, each (`name`, `asks`, `parameters`) with a link to its own page."""
    return _made("questions", title="Questions", groups=groups)


def query_page(query: str, editing: Mapping[str, Any], *, asked: Mapping[str, Any] | None = None) -> str:
    """The editor with `query` in it, above it the form of the question that is `asked`, if it is a ready one.

    `editing` has `terms` (`name`, `label`, `definition`) to complete, `prefixes`, `base`, with which the
    IRIs of what has a page begin, and `questions` (name and words). `asked` has `name`, `asks`, `parameters`
    (`name`, `required`, `meaning`, `allowed`), what it was `told`, what is `wrong` with that (a text, or
    ""), and whether to `run` it at once.
    """
    return page(
        "query.html.j2",
        scripts=(vis_network(), asset("query.js")),
        styles=_styles("query.css"),
        asks=True,
        title=asked["asks"] if asked else "Ask the graph",
        query=query,
        asked=asked,
        questions=editing["questions"],
        data=data({**editing, "run": bool(asked and asked["run"])}),
    )


def documents_page(documents: Sequence[Mapping[str, Any]], *, first: int, total: int, size: int) -> str:
    """One stretch of the documents, the first of which is number `first` (from 0) of `total`."""
    shown = [{**shown_document(one), "place": _document_place(one["id"])} for one in documents]
    pages = {"before": first // size, "after": first // size + 2 if first + size < total else 0}
    return _made("documents", title="Documents", documents=shown, first=first, total=total, **pages)


def document_page(
    document: Mapping[str, Any],
    claims: Sequence[Mapping[str, Any]],
    *,
    text: str | None,
    labels: Mapping[str, str],
) -> str:
    """A document: its text with the sentences of its claims marked, or those sentences alone.

    `claims` are those of the document as ``network.project`` has them; `labels` name who has a part.
    """
    told = (_shown({**claim, "document": 0}, [document], labels) for claim in claims)
    shown = [{**one, "number": number, **_people(one, labels)} for number, one in enumerate(told, 1)]
    return _made(
        "document",
        title=document["title"] or document["id"],
        document=shown_document(document),
        claims=shown,
        pieces=None if text is None else list(_pieces(text, claims, shown)),
    )


def entity_page(
    entity: Mapping[str, Any],
    claims: Sequence[Mapping[str, Any]],
    documents: Sequence[Mapping[str, Any]],
    labels: Mapping[str, str],
) -> str:
    """An actor: names, country, offices, and the sanctions it imposed and suffered in order of time.

    `entity` has `id`, `iri`, `label`, `kind`, `names`, `country` and `part_of` (ids or None) and
    `wikidata`; claims and documents are as ``network.project`` has them.
    """
    shown = sorted(
        (_told(_shown(claim, documents, labels), documents, labels) for claim in claims),
        key=lambda one: one.get("when", "9999"),
    )
    me = entity["id"]
    links = {name: _person(entity[name], labels) for name in ("country", "part_of") if entity[name]}
    return _made(
        "entity",
        title=entity["label"],
        entity=entity,
        kind=_KINDS[entity["kind"]],
        links=links,
        wikidata=_WIKIDATA + entity["wikidata"] if entity["wikidata"] else None,
        offices=[one for one in shown if one["type"] == "tenure"],
        relations=[one for one in shown if one["type"] == "relationship"],
        imposed=[one for one in shown if one["type"] == "action" and me in one.get("from", ())],
        suffered=[one for one in shown if one["type"] == "action" and me in one.get("to", ())],
        place=_entity_place(me),
    )


def _shown(
    claim: Mapping[str, Any], documents: Sequence[Mapping[str, Any]], labels: Mapping[str, str]
) -> dict[str, Any]:
    nodes = {id_: {"label": labels[id_], "names": ()} for id_ in (*claim["sources"], *claim["sinks"])}
    shown = in_words(shown_claim(claim, documents, nodes))
    return {**shown, "quotes": [_at_trigger(pieces) for pieces in shown.get("quotes", ())]}


def _at_trigger(pieces: Sequence[str | Sequence[str]]) -> tuple[str, str, str]:
    """A sentence before its trigger, the trigger, and what follows."""
    parts = ["", "", ""]
    for piece in pieces:
        role, words = ("", piece) if isinstance(piece, str) else piece
        place = 1 if role == "trigger" else 2 if parts[1] else 0
        parts[place] += str(words)
    return parts[0], parts[1], parts[2]


def ontology_page(terms: Sequence[Mapping[str, str]]) -> str:
    """Every term of the ontology with its definition; terms have `name`, `label`, `definition`."""
    return _made("ontology", title="The terms of the graph", terms=terms)


def refusal_page(title: str, reason: str) -> str:
    """Why there is nothing else to see here, in one line, and the way to what there is."""
    return _made("refusal", title=title, reason=reason)


def _made(name: str, *, title: str, **values: Any) -> str:
    return page(f"{name}.html.j2", scripts=(), styles=_styles("site.css"), title=title, **values)


def _styles(*more: str) -> tuple[str, ...]:
    return tuple(map(asset, dict.fromkeys(("base.css", "report.css", "site.css", *more))))


def _told(
    claim: Mapping[str, Any], documents: Sequence[Mapping[str, Any]], labels: Mapping[str, str]
) -> dict[str, Any]:
    return {**claim, **_people(claim, labels), "source": _source(documents[claim["document"]])}


def _source(document: Mapping[str, Any]) -> dict[str, str]:
    return {**shown_document(document), "place": _document_place(document["id"])}


def _linked(actor: Mapping[str, Any]) -> dict[str, Any]:
    return {**actor, "place": _entity_place(actor["id"]), "look": _KINDS[actor["kind"]]}


def _people(claim: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
    return {
        "doers": [_person(one, labels) for one in claim.get("from", ())],
        "bearers": [_person(one, labels) for one in claim.get("to", ())],
    }


def _person(id: str, labels: Mapping[str, str]) -> dict[str, str]:
    return {"label": labels.get(id, id), "place": _entity_place(id)}


def _entity_place(id: str) -> str:
    """The address of an entity's page on the server.

    >>> _entity_place("person/josé?")
    '/entity/person/jos%C3%A9%3F'
    """
    return f"/entity/{quote(id, safe='/', errors='replace')}"


def _document_place(id: str) -> str:
    return f"/documents/{quote(id, safe='', errors='replace')}"


def _pieces(
    text: str, claims: Sequence[Mapping[str, Any]], shown: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The text cut where a sentence or a trigger begins or ends, each piece with the claims it carries."""
    spans = [
        (start, start + len(sentence), trigger_start, trigger_end, one)
        for claim, one in zip(claims, shown, strict=True)
        for sentence, start, trigger_start, trigger_end in claim["evidence"]
    ]
    ends = {0, len(text)} | {place for span in spans for place in span[:4]}
    for start, end in pairwise(sorted(place for place in ends if 0 <= place <= len(text))):
        here = [span for span in spans if span[0] <= start and end <= span[1]]
        yield {
            "words": text[start:end],
            "state": here[0][4]["state"] if here else "",
            "trigger": any(span[2] <= start and end <= span[3] for span in here),
            "claims": [span[4]["number"] for span in here if span[0] == start],
        }
