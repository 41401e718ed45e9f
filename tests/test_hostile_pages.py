"""A graph and questions full of hostile texts: every page and answer of the server shows them, none acts."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as Xml

import pytest
from clients import JSON, serving
from nasty import HOSTILE, hostile
from pyoxigraph import RdfFormat, parse

from sanctiongraph import queries
from sanctiongraph.errors import ParameterError
from sanctiongraph.exports import write
from sanctiongraph.gazetteer import comparable
from sanctiongraph.model import Kind
from sanctiongraph.queries.guard import guard, tokens
from sanctiongraph.triples import knowledge
from sanctiongraph.vocab import RDFS

UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FITS_XML = [text for text in HOSTILE if not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text)]
LABELS = "SELECT ?l { ?s a sg:Person ; rdfs:label ?l }"


@pytest.fixture(scope="module")
def graph():
    return hostile()


@pytest.fixture(scope="module")
def known(graph):
    return knowledge(graph)


@pytest.fixture(scope="module")
def server(graph, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    write(graph, folder / "graph.trig")
    with serving(folder) as client:
        yield client


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of its heading."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.heading, self._in_heading = [], "", False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._in_heading = tag == "h1" or (self._in_heading and tag != "h1")

    def handle_endtag(self, tag):
        self._in_heading = self._in_heading and tag != "h1"

    def handle_data(self, data):
        self.heading += data if self._in_heading else ""


SCRIPTS = {"/map": 3, "/query": 3, "/questions/who-sanctions-whom": 3}
"""vis-network, our script and the data; all other pages have none."""


def opened(server, path):
    got = server.ask(path, Accept="text/html")
    assert got.status == 200, (path, got.body[:200])
    page = Page(got.body.decode())
    scripts = SCRIPTS.get(path.partition("?")[0], 0)
    assert sum(tag == "script" for tag, _ in page.elements) == scripts, path
    assert not {tag for tag, _ in page.elements} & {"img", "iframe", "object", "embed", "base", "link"}, path
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (path, tag)
        for name in ("href", "src", "action"):
            assert re.match(r"(?:/(?!/)|#|https://)", attributes.get(name) or "/"), (path, attributes)
    assert "script-src 'unsafe" not in got.headers["content-security-policy"]
    return page


def shown(text):
    """A text as a page can show it: what HTML can't hold is replaced, line ends are line feeds."""
    return UNFIT.sub("\ufffd", re.sub("\r\n?", "\n", text))


@pytest.mark.parametrize("path", ["/", "/map", "/report", "/questions", "/query", "/documents", "/ontology"])
def test_no_text_of_the_graph_acts_in_a_page(server, path):
    opened(server, path)


def test_every_actor_and_every_document_has_a_page_with_its_name(server, known):
    people = [entity for entity in known.entities if entity.kind is Kind.PERSON]
    assert len(people) == len(HOSTILE)
    for entity in people:
        page = opened(server, f"/entity/{quote(entity.id, safe='/')}")
        assert shown(page.heading) == shown(entity.label)
    for account in known.accounts:
        page = opened(server, f"/documents/{quote(account.document.id, safe='')}")
        assert shown(page.heading) == shown(account.document.title)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_text_that_is_told_is_found_and_does_not_act(server, text):
    asked = f"/questions/who-sanctions-whom?{urlencode({'target': text})}"
    if sum(comparable(one) == comparable(text) for one in HOSTILE) > 1:
        assert "names 2 entities; give the IRI of one" in server.ask(asked, Accept=JSON).line
        return
    found = json.loads(server.ask(asked, Accept=JSON).body)["results"]["bindings"]
    assert {row["target"]["value"] for row in found} == {text}
    page = opened(server, asked)
    [field] = [attributes for _, attributes in page.elements if attributes.get("id") == "told-target"]
    assert shown(field["value"]) == shown(text)
    opened(server, f"/query?{urlencode({'query': text})}")


def test_every_answer_holds_every_text_as_it_is(server):
    def answer(media, query=LABELS):
        got = server.query(query, Accept=media)
        assert got.status == 200, got.body
        return got.body.decode()

    rows = json.loads(answer(JSON))["results"]["bindings"]
    assert sorted(row["l"]["value"] for row in rows) == sorted(HOSTILE)
    cells = list(csv.reader(io.StringIO(answer("text/csv"), newline="")))
    assert sorted(cell for [cell] in cells[1:]) == sorted(HOSTILE)
    assert answer("text/tab-separated-values").count("\n") == len(HOSTILE) + 1
    graph = "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a sg:Person ; rdfs:label ?l }"
    for media in ("text/turtle", "application/n-triples", "application/ld+json"):
        triples = parse(answer(media, graph), format=RdfFormat.from_media_type(media))
        assert sorted(triple.object.value for triple in triples) == sorted(HOSTILE), media


@pytest.mark.parametrize(("format", "separator"), [("csv", ","), ("tsv", "\t")])
def test_a_file_that_is_kept_has_no_formula(server, format, separator):
    got = server.ask(f"/sparql?{urlencode({'query': LABELS, 'format': format})}").body.decode()
    cells = [cell for [cell] in list(csv.reader(io.StringIO(got, newline=""), delimiter=separator))[1:]]
    assert sorted(cell.removeprefix("'") for cell in cells) == sorted(
        one.removeprefix("'") for one in HOSTILE
    )
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@") or cell[:1] in tuple("\t\r\n")]


@pytest.mark.parametrize(("format", "separator"), [("csv", ","), ("tsv", "\t")])
def test_a_question_that_is_kept_has_no_formula(server, format, separator):
    got = server.ask(f"/questions/who-sanctions-whom?format={format}", Accept="text/html").body.decode()
    rows = list(csv.reader(io.StringIO(got, newline=""), delimiter=separator))
    cells = {cell for row in rows for cell in row}
    assert {"'=cmd()", "'+1+1", "'@SUM(A1)", "'\tcell"} <= cells
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@") or cell[:1] in tuple("\t\r\n")]


def test_xml_holds_a_text_as_it_is_or_not_at_all(server):
    for media in ("application/sparql-results+xml", "application/rdf+xml"):
        query = LABELS if "results" in media else "CONSTRUCT WHERE { ?s rdfs:label ?l }"
        got = server.query(query, Accept=media)
        assert (got.status, "control character" in got.line) == (406, True)
    fits = " ".join(json.dumps(text, ensure_ascii=False) for text in FITS_XML)
    told = server.query(f"SELECT ?l {{ VALUES ?l {{ {fits} }} }}", Accept="application/sparql-results+xml")
    cells = [cell.text or "" for cell in Xml.fromstring(told.body).iter() if cell.tag.endswith("literal")]
    assert cells == FITS_XML
    query = f"CONSTRUCT {{ <x:s> rdfs:label ?l }} {{ VALUES ?l {{ {fits} }} }}"
    triples = parse(server.query(query, Accept="application/rdf+xml").body, format=RdfFormat.RDF_XML)
    assert sorted(triple.object.value for triple in triples) == sorted(FITS_XML)


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "application/n-triples"])
def test_every_actor_is_given_as_data(server, known, accept):
    for entity in known.entities[:: 1 if accept == "text/turtle" else 9]:
        got = server.ask(f"/entity/{quote(entity.id, safe='/')}", Accept=accept)
        triples = parse(got.body, format=RdfFormat.from_media_type(accept))
        labels = [triple.object.value for triple in triples if triple.predicate.value == RDFS + "label"]
        assert labels == [entity.label]


PARAMETERS = [(question.name, one) for question in queries.questions() for one in question.parameters]
ALL_AT_ONCE = "".join(HOSTILE)


@pytest.mark.parametrize("name", sorted({name for name, _ in PARAMETERS}))
def test_a_hostile_parameter_is_one_term_of_the_query_or_refused(graph, name):
    finder, query = queries.Finder(graph), queries.text(name)
    plain = [token.text for token in tokens(query)]
    for parameter in (one for question, one in PARAMETERS if question == name):
        for text in (ALL_AT_ONCE, '" } ; DROP ALL #', HOSTILE[0], "\\", "'''"):
            try:
                bound = queries.bound(query, {parameter.name: text}.items(), finder)
            except ParameterError as error:
                assert str(error).isprintable()
                continue
            guard(bound)
            found = [token.text for token in tokens(bound)]
            assert len(found) == len(plain), "UNDEF became one term, and nothing else is there"
            assert sum(one != other for one, other in zip(found, plain, strict=True)) == 1


def test_a_lone_surrogate_is_no_text_at_all(server):
    for path in ("/questions/grounds?words=%ED%A0%80", "/sparql?query=%ED%A0%80", "/query?query=%ED%A0%80"):
        assert server.ask(path).status in (200, 400)
    assert server.ask("/entity/%ED%A0%80").status == 404
