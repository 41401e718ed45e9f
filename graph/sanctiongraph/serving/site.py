"""What the pages show, made in a process of its own: it holds what is known, and draws it when asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from sanctiongraph import network, page, queries
from sanctiongraph.errors import InputError, ParameterError
from sanctiongraph.model import Document
from sanctiongraph.queries import Answer
from sanctiongraph.readings import Readings
from sanctiongraph.resources import ontology_path, ontology_text
from sanctiongraph.serving.refusals import reason
from sanctiongraph.store import read_graph
from sanctiongraph.triples import Mint, base_of, knowledge
from sanctiongraph.vocab import PREFIXES, SG

__all__ = ["Sheet", "Wish", "site"]

_MOST_SPOKEN_OF = 25
_A_PAGE = 200
_START = """\
SELECT ?imposer ?target ?date ?sentence
WHERE {
    ?action sg:hasAct sg:Impose ; sg:hasImposer ?imposer ; sg:hasTarget ?target ;
        sg:hasModality sg:Actual ; sg:isNegated false ; sg:hasEvidence/sg:quote ?sentence .
    OPTIONAL { ?action sg:date ?date }
}
ORDER BY DESC(?date)
LIMIT 50
"""
_TERMS = """\
SELECT DISTINCT ?term ?label ?definition
WHERE {
    ?term rdfs:label|skos:prefLabel ?label ; skos:definition ?definition
    FILTER (STRSTARTS(STR(?term), STR(sg:)))
}
ORDER BY ?term
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """A page by its kind, and what it is about: an identifier, a number, a query, an address."""

    kind: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is sent, the content security policy that it is sent with, and the status."""

    html: str
    policy: str
    status: int = 200


def site(folder: Path, readings: Path | None) -> Callable[[Wish], Sheet | Answer | str | None]:
    """Opens a graph; gives the function that makes what is wished for, None where there is no such thing.

    A `Sheet` is a page, an `Answer` data, a string an address or an IRI. Raises GraphError where the
    graph does not follow the ontology.
    """
    return partial(_wished, _Site(folder, readings))


def _wished(site: _Site, wish: Wish) -> Sheet | Answer | str | None:
    made = _KINDS[wish.kind](site, wish.about)
    return Sheet(made, page.policy(made)) if isinstance(made, str) and wish.kind not in _ADDRESSES else made


class _Site:
    """All that is known, by what pages are about."""

    def __init__(self, folder: Path, readings: Path | None) -> None:
        store = read_graph(folder)
        known, base = knowledge(store), base_of(store)
        self.known, self.base, self.mint = known, base, Mint(base)
        self.finder, self._readings = queries.Finder(store), readings
        self.network = network.project(known, include_isolated=True)
        self.documents: tuple[dict[str, Any], ...] = self.network.graph["documents"]
        self.place = {document["id"]: number for number, document in enumerate(self.documents)}
        self.claims = [
            {**claim, "document": self.place[claim["document_id"]]} for claim in self.network.graph["claims"]
        ]
        self.by_actor: dict[str, list[int]] = defaultdict(list)
        self.by_document: dict[int, list[int]] = defaultdict(list)
        for number, claim in enumerate(self.claims):
            self.by_document[claim["document"]].append(number)
            for actor in dict.fromkeys((*claim["sources"], *claim["sinks"])):
                self.by_actor[actor].append(number)
        self.labels = {entity.id: entity.label for entity in known.entities}
        self.entities = known.entity()
        self.full = {account.document.id: account.document for account in known.accounts}

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """Where what an IRI names is told of: the IRI without the base, and the kind and the id."""
        entities = {self.mint.entity(id): f"/entity/{quote(id)}" for id in self.entities}
        documents = {self.mint.document(id): f"/documents/{quote(id, safe='')}" for id in self.full}
        graphs = {self.mint.graph(id): documents[self.mint.document(id)] for id in self.full}
        return {iri.removeprefix(self.base): place for iri, place in (entities | documents | graphs).items()}

    @cached_property
    def editing(self) -> dict[str, Any]:
        """What the editor knows: terms to offer, prefixes, the base of entities, and the ready questions."""
        ready = [(question.name, question.asks) for question in queries.questions()]
        return {"base": self.base, "prefixes": PREFIXES, "questions": ready, "terms": self.terms}

    @cached_property
    def terms(self) -> list[dict[str, str]]:
        """The terms of the ontology."""
        found = queries.rows(read_graph(ontology_path("ontology.ttl")), _TERMS)
        return [
            {"name": str(term).removeprefix(SG), "label": str(label), "definition": str(definition)}
            for term, label, definition in found
        ]

    def text(self, document: Document) -> str | None:
        """The text of a document, None where it isn't kept."""
        if self._readings is None:
            return None
        try:
            with Readings(self._readings, read_only=True) as kept:
                return kept.with_text(document).text
        except InputError:
            return None


def _home(site: _Site, _: str) -> str:
    numbers = Counter({actor: len(claims) for actor, claims in site.by_actor.items()})
    most = sorted(numbers, key=lambda actor: (-numbers[actor], actor))[:_MOST_SPOKEN_OF]
    actors = [
        {"id": id, "label": site.labels[id], "kind": site.entities[id].kind.value, "number": numbers[id]}
        for id in most
    ]
    return page.home_page(site.network.graph["counts"], actors)


def _map(site: _Site, _: str) -> str:
    return page.map_page(network.picture(network.project(site.known)))


def _report(site: _Site, _: str) -> str:
    graph = network.project(site.known)
    return page.report_page(network.material(graph), network.analyze(graph))


def _questions(_: _Site, __: str) -> str:
    groups = groupby(queries.questions(), key=attrgetter("group"))
    return page.questions_page([(group, list(map(asdict, questions))) for group, questions in groups])


def _query(site: _Site, query: str) -> str:
    return page.query_page(query or _START, site.editing)


def _question(site: _Site, address: str) -> Sheet:
    """A ready question in the editor, with what the address tells it, or why it can't be told that."""
    name, sent, fields = address.partition("?")
    told, query, wrong = dict(parse_qsl(fields)), queries.text(name), ""
    if sent:
        try:
            query = queries.bound(query, told.items(), site.finder)
        except ParameterError as error:
            wrong = reason(error)
    [question] = (each for each in queries.questions() if each.name == name)
    takes = [asdict(one) | {"allowed": one.allowed} for one in question.parameters]
    asked = asdict(question) | {
        "parameters": takes,
        "told": told,
        "wrong": wrong,
        "run": bool(sent and not wrong),
    }
    html = page.query_page(query, site.editing, asked=asked)
    return Sheet(html, page.policy(html), 400 if wrong else 200)


def _documents(site: _Site, number: str) -> str | None:
    first = (int(number) - 1) * _A_PAGE if number.isdecimal() and len(number) < 9 else 0
    if first < 0 or (first and first >= len(site.documents)):
        return None
    shown = site.documents[first : first + _A_PAGE]
    return page.documents_page(shown, first=first, total=len(site.documents), size=_A_PAGE)


def _document(site: _Site, id: str) -> str | None:
    if id not in site.full:
        return None
    place = site.place[id]
    claims = [site.claims[number] for number in site.by_document[place]]
    text = site.text(site.full[id])
    return page.document_page(site.documents[place], claims, text=text, labels=site.labels)


def _entity(site: _Site, id: str) -> str | None:
    entity = site.entities.get(id)
    if entity is None:
        return None
    shown = {
        "id": id,
        "iri": site.mint.entity(id),
        "label": entity.label,
        "kind": entity.kind.value,
        "names": (*entity.names, *entity.hidden),
        "country": _country(site, entity.country, id),
        "part_of": entity.part_of,
        "wikidata": entity.wikidata,
    }
    claims = [site.claims[number] for number in site.by_actor.get(id, ())]
    return page.entity_page(shown, claims, site.documents, site.labels)


def _country(site: _Site, code: str | None, id: str) -> str | None:
    """The id of the country (or union) of this code, if it is another entity of the graph."""
    ids = (f"country/{code}", f"institution/{str(code).lower()}") if code else ()
    return next((one for one in ids if one in site.entities and one != id), None)


def _entity_iri(site: _Site, id: str) -> str | None:
    return site.mint.entity(id) if id in site.entities else None


def _document_iri(site: _Site, id: str) -> str | None:
    return site.mint.document(id) if id in site.full else None


def _address(site: _Site, path: str) -> str | None:
    """What an IRI names, by its raw path under the base, whether or not that base is ours."""
    return site.addresses.get(path) or site.addresses.get(unquote(path))


def _ontology(site: _Site, _: str) -> str:
    return page.ontology_page(site.terms)


def _ontology_data(_: _Site, media: str) -> Answer:
    return queries.rewritten(ontology_text("ontology.ttl"), media)


_KINDS: dict[str, Callable[[_Site, str], Any]] = {
    "home": _home,
    "map": _map,
    "report": _report,
    "questions": _questions,
    "query": _query,
    "question": _question,
    "documents": _documents,
    "document": _document,
    "entity": _entity,
    "entity-iri": _entity_iri,
    "document-iri": _document_iri,
    "address": _address,
    "ontology": _ontology,
    "ontology-data": _ontology_data,
}
"""What makes each kind of page. One line, one page."""

_ADDRESSES = frozenset({"address", "document-iri", "entity-iri"})
