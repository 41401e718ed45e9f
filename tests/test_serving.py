"""The server: the protocol, limits that hold, pages in which no text acts, and an end without orphans."""

from __future__ import annotations

import asyncio
import html
import http.client
import json
import os
import re
import select
import shlex
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from operator import attrgetter
from urllib.parse import quote, urlencode

import psutil
import pytest
import worlds
from clients import JSON, ORIGIN, PATIENCE, ROWS, SECONDS, running, serving, world
from pyoxigraph import RdfFormat, parse
from shell import command, environment

from sanctiongraph.errors import GraphError
from sanctiongraph.model import Kind
from sanctiongraph.queries import Answer, Request, questions
from sanctiongraph.serving import Limits, Source
from sanctiongraph.serving.copies import Copy, sweep
from sanctiongraph.serving.house import Generation
from sanctiongraph.serving.kept import Kept
from sanctiongraph.serving.site import Wish, site
from sanctiongraph.store import load, open_store, remove
from sanctiongraph.triples import quads
from sanctiongraph.vocab import BASE

# the protocol

SELECT = "SELECT ?s { ?s a sg:Country } ORDER BY ?s"
GRAPH = "https://w3id.org/sanctiongraph/id/graph/document/undated"


def get(query, **more):
    return "/sparql?" + urlencode({"query": query} | more)


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORM = {"Content_Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("path", "options"),
    [
        (get(SELECT), {}),
        ("/sparql", {"method": "POST", "body": urlencode({"query": SELECT}), **FORM}),
        ("/sparql", {"method": "POST", "body": SELECT, "Content_Type": "application/sparql-query"}),
        (
            "/sparql",
            {"method": "POST", "body": SELECT, "Content_Type": "application/sparql-query; charset=utf-8"},
        ),
    ],
)
def test_every_way_to_ask_gets_the_same_answer(server, path, options):
    got = server.ask(path, **options)
    assert (got.status, got.headers["content-type"]) == (200, JSON)
    values = [row["s"]["value"].rsplit("/", 1)[1] for row in json.loads(got.body)["results"]["bindings"]]
    assert values == ["US", "VE"]


CONSTRUCT = "CONSTRUCT { ?s a sg:Country } { ?s a sg:Country }"


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (SELECT, "*/*", JSON),
        (SELECT, "text/html,application/xml;q=0.9,*/*;q=0.8", JSON),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (
            SELECT,
            "text/tab-separated-values;q=0.9, text/csv;q=0.1",
            "text/tab-separated-values; charset=utf-8",
        ),
        (SELECT, "application/json", "application/json"),
        (
            "ASK { ?s a sg:Country }",
            "text/csv, application/sparql-results+json;q=0.5",
            "text/csv; charset=utf-8",
        ),
        (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml;q=0.4, text/html", "application/rdf+xml"),
        ("DESCRIBE ?s { ?s a sg:Country }", "text/turtle, text/csv", "text/turtle; charset=utf-8"),
    ],
)
def test_the_answer_comes_as_the_client_likes_it_best(server, query, accept, media):
    got = server.query(query, Accept=accept)
    assert (got.status, got.headers["content-type"]) == (200, media)
    assert "Accept" in got.headers["vary"]


@pytest.mark.parametrize(
    ("path", "options", "status", "words"),
    [
        (get("SELECT * {"), {}, 400, "not SPARQL"),
        (get(""), {}, 400, "not SPARQL"),
        (get(SELECT) + "&query=ASK{}", {}, 400, "one query"),
        (get("INSERT DATA { <a:a> <a:a> <a:a> }"), {}, 400, "INSERT is refused"),
        (get("SELECT * { SERVICE <http://127.0.0.1/> {} }"), {}, 400, "SERVICE is refused"),
        (get("SELECT * FROM <http://127.0.0.1/> {}"), {}, 400, "FROM is refused"),
        (get("SELECT * { ?s ?p ?o . ?a ?b ?c }"), {}, 400, f"more than {ROWS} rows"),
        (get(SELECT, **{"default-graph-uri": "http://127.0.0.1/x.ttl"}), {}, 400, "holds no such graph"),
        (get(SELECT, **{"default-graph-uri": "file:///etc/passwd"}), {}, 400, "holds no such graph"),
        (get(SELECT, **{"named-graph-uri": "not an iri"}), {}, 400, "not the IRI of a graph"),
        (get(SELECT, **{"using-graph-uri": GRAPH}), {}, 400, "never writes"),
        (get(SELECT) + "&x=%ff", {}, 400, "UTF-8"),
        (get(SELECT, format="poem"), {}, 406, "known are csv"),
        (get(SELECT), {"Accept": "text/turtle"}, 406, "can be had as application/sparql-results+json"),
        (get(CONSTRUCT), {"Accept": "text/csv"}, 406, "can be had as text/turtle"),
        ("/sparql", {"Accept": "image/png"}, 406, "can be had as"),
        ("/sparql", {"method": "POST", "body": "update=CLEAR+ALL", **FORM}, 400, "update is refused"),
        ("/sparql", {"method": "POST", "body": "x=1", **FORM}, 400, "no query"),
        (
            "/sparql",
            {"method": "POST", "body": "CLEAR ALL", "Content_Type": "application/sparql-update"},
            415,
            "not read",
        ),
        ("/sparql", {"method": "POST", "body": "{}", "Content_Type": "application/json"}, 415, "not read"),
        (
            "/sparql",
            {"method": "POST", "body": b"\xff", "Content_Type": "application/sparql-query"},
            400,
            "UTF-8",
        ),
        ("/sparql", {"method": "PUT", "body": "x"}, 405, "Not Allowed"),
        ("/", {"method": "DELETE"}, 405, "Not Allowed"),
        ("/nothing", {}, 404, "nothing at this address"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(server, path, options, status, words):
    got = server.ask(path, **options)
    assert got.status == status, got.body
    assert words in got.line


def test_a_body_that_is_too_large_is_not_read(server):
    got = server.query("#" * 1_500_000)
    assert (got.status, "1000000 bytes" in got.line) == (413, True)


@pytest.mark.parametrize(
    ("parameters", "number"),
    [
        ({}, 6),
        ({"default-graph-uri": GRAPH}, 3),
        ({"named-graph-uri": GRAPH}, 0),
        ({"default-graph-uri": "https://w3id.org/sanctiongraph/id/graph/entities"}, 0),
    ],
)
def test_a_query_reads_the_graphs_it_names(server, parameters, number):
    query = "SELECT ?s { VALUES ?t { sg:SanctionAction sg:Relationship } ?s a ?t }"
    rows = json.loads(server.ask(get(query, **parameters)).body)["results"]["bindings"]
    assert len(rows) == number


def test_the_endpoint_describes_itself(server):
    got = server.ask("/sparql", Accept="text/turtle")
    described = {
        str(triple.predicate.value).rpartition("#")[2] for triple in parse(got.body, format=RdfFormat.TURTLE)
    }
    assert {"endpoint", "supportedLanguage", "resultFormat"} <= described
    assert server.ask("/sparql", Accept="text/html,*/*;q=0.5").headers["content-type"].startswith("text/html")


def test_a_link_can_name_a_format(server):
    got = server.ask(get(SELECT, format="csv"), Accept="text/html")
    assert got.headers["content-disposition"] == 'attachment; filename="answer.csv"'
    assert got.body.startswith(b"s\r\nhttps://")


@pytest.mark.parametrize(
    ("fields", "accept", "media", "words"),
    [
        ("?target=Caracas&format=csv", "text/html", "text/csv; charset=utf-8", "Nicol"),
        ("?target=Maduro", "text/csv", "text/csv; charset=utf-8", "Nicol"),
        ("?target=Maduro&since=", "*/*", JSON, "Nicol"),
        ("", "application/sparql-results+xml", "application/sparql-results+xml", "<sparql"),
    ],
)
def test_a_ready_question_is_answered_at_its_address(server, fields, accept, media, words):
    got = server.ask(f"/questions/who-sanctions-whom{fields}", Accept=accept)
    assert (got.status, got.headers["content-type"]) == (200, media)
    assert words in got.body.decode()


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/questions/none", 404, "'none' is no ready question"),
        ("/questions/..%2fshapes", 404, "nothing at this address"),
        ("/questions/who-sanctions-whom?target=Atlantis", 400, "no entity has this name"),
        ("/questions/who-sanctions-whom?since=soon", 400, "give a year"),
        ("/questions/who-sanctions-whom?target=Maduro&target=Maduro", 400, "told once"),
        ("/questions/who-sanctions-whom?colour=red", 400, "unknown; the question takes"),
        ("/questions/timeline?format=poem", 406, "known are csv"),
    ],
)
def test_what_a_ready_question_cannot_be_told_is_told_in_one_line(server, path, status, words):
    got = server.ask(path, Accept="text/csv")
    assert got.status == status, got.body
    assert words in got.line
    assert "--" not in got.line, "an address has no options"
    seen = server.ask(path, Accept=BROWSER)
    assert (seen.status, seen.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert words in unescape(seen.body.decode())
    assert '<nav class="around"' in seen.body.decode()


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("who-sanctioned?target=Maduri&since=2017", {"target": "Maduri", "since": "2017"}, "near are"),
        ("path-1?from=Maduro", {"from": "Maduro", "to": ""}, "to is missing: the other end"),
        ("who-sanctioned?target=", {"target": ""}, "target is missing: against whom"),
        ("timeline?since=%3Cb%3E", {"since": "<b>"}, "give a year"),
    ],
)
def test_a_form_that_was_filled_in_wrongly_comes_back_as_it_was(server, path, fields, words):
    got = server.ask(f"/questions/{path}", Accept=BROWSER)
    page = got.body.decode()
    assert (got.status, '"run":true' in page) == (400, False)
    assert re.search(f'role="alert">[^<]*{words}', page)
    for name, value in fields.items():
        assert f'name="{name}" value="{html.escape(value)}"' in page


def test_a_form_of_which_nothing_must_be_told_is_asked_as_it_is(server):
    assert '"run":true' in server.ask("/questions/timeline?target=&since=", Accept=BROWSER).body.decode()
    assert '"run":false' in server.ask("/questions/timeline", Accept=BROWSER).body.decode()


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nothing", 404, "nothing at this address"),
        ("/entity/country/XX", 404, "no such entity"),
        ("/documents?page=9", 404, "nothing at this address"),
        (get("SELECT * {", format="csv"), 400, "not SPARQL"),
        (get("SELECT * { ?s <b>&'x'"), 400, "not SPARQL"),
    ],
)
def test_people_are_refused_on_a_page_and_tools_in_a_line(server, path, status, words):
    seen = server.ask(path, Accept=BROWSER)
    assert (seen.status, seen.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert words in seen.body.decode()
    assert '<a href="/questions">' in seen.body.decode()
    assert "script-src 'none'" in seen.headers["content-security-policy"]
    for accept in ("", "*/*", f"{JSON}, text/turtle;q=0.9", "image/avif,image/*,*/*;q=0.8"):
        assert words in server.ask(path, Accept=accept).line


class Form(HTMLParser):
    """The page of a question: the fields of its form, whether each is required, and what the editor holds."""

    def __init__(self, html):
        super().__init__()
        self.fields, self.editor, self._edits = {}, "", False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "input":
            self.fields[given["name"]] = "required" in given
        self._edits = tag == "textarea"

    def handle_endtag(self, tag):
        self._edits = False

    def handle_data(self, data):
        self.editor += data if self._edits else ""


VALUES = {
    "entity": "{ ?a a sg:SanctionAction ; sg:hasTarget/rdfs:label ?value }",
    "document": "{ ?d a sg:Document ; dcterms:identifier ?value }",
    "date": "{ ?a a sg:SanctionAction ; sg:date ?value }",
    "words": "{ ?t a sg:Tenure ; sg:officeTitle ?value }",
    "share": '{ VALUES ?value { "0.5" } }',
    "act": '{ VALUES ?value { "Impose" } }',
    "kind": '{ VALUES ?value { "Country" } }',
    "measure": '{ VALUES ?value { "AssetFreeze" } }',
    "modality": '{ VALUES ?value { "Actual" } }',
    "relation": '{ VALUES ?value { "allyOf" } }',
}
"""Where a value for each kind of parameter is found in the graph."""


@pytest.fixture(scope="module")
def values(server):
    def first(where):
        asked = server.query(f"SELECT (STR(?value) AS ?v) {where} ORDER BY ?value LIMIT 1")
        return json.loads(asked.body)["results"]["bindings"][0]["v"]["value"]

    return {kind: first(where) for kind, where in VALUES.items()}


@pytest.mark.parametrize("question", questions(), ids=attrgetter("name"))
@pytest.mark.parametrize("all_told", [False, True], ids=["what it needs", "all it takes"])
def test_every_question_is_asked_by_its_form_and_run_in_the_editor(server, values, question, all_told):
    """What the editor runs is the text of the page, sent as it is; it answers as the question itself does."""
    place = f"/questions/{question.name}"
    form = Form(server.ask(place, Accept=BROWSER).body.decode())
    assert form.fields == {one.name: one.required for one in question.parameters}
    told = [one for one in question.parameters if one.required or all_told]
    filled = {one.name: "" for one in question.parameters}
    filled |= {one.name: one.terms[0] if one.terms else values[one.kind] for one in told}
    sent = f"{place}?{urlencode(filled)}"
    shown = Form(server.ask(sent, Accept=BROWSER).body.decode())
    ran = server.query(shown.editor.removeprefix("\n"))
    assert (ran.status, ran.body) == (200, server.ask(sent, Accept=JSON).body)


def test_what_is_asked_again_is_answered_alike_unless_it_changes(server):
    assert server.query(SELECT).body == server.query(SELECT).body
    assert server.query(SELECT, Accept="text/csv").body != server.query(SELECT).body
    for changing in ("NOW()", "rand()", "STRUUID()"):
        asked = f"SELECT ({changing} AS ?x) {{}}"
        assert server.query(asked).body != server.query(asked).body


def test_answers_are_kept_up_to_so_many_bytes():
    kept, answer = Kept(most=10_000), Answer("text/csv", b"x" * 1000)
    for number in range(20):
        kept.keep(Request(query=f"ASK {{}} # {number}"), answer)
        assert kept.get(Request(query="ASK {} # 0")) == answer, "what is asked for stays"
    assert kept.get(Request(query="ASK {} # 1")) is None
    assert kept.get(Request(query="ASK {} # 19")) == answer
    kept.keep(Request(query="ASK {}"), Answer("text/csv", b"x" * 2_000_000))
    assert kept.get(Request(query="ASK {}")) is None


# limits

MANY = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(8))
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {MANY} FILTER (?c1 != ?c7) }}"
HOSTILE = [
    "SELECT * " + "{" * 5000 + "}" * 5000,
    "SELECT * { " + "OPTIONAL { ?s ?p ?o " * 200 + "}" * 200 + " }",
    "SELECT (" + "(" * 4000 + "1" + ")" * 4000 + " AS ?x) {}",
    "SELECT (" + "-" * 20000 + "1 AS ?x) {}",
    "SELECT (" + "!" * 20000 + "true AS ?x) {}",
    "SELECT * { ?s " + "^" * 20000 + "<a:b> ?o }",
    "SELECT * { ?s " + "/".join(["<a:b>*"] * 3000) + " ?o }",
    "SELECT * { ?s (" + "|".join(["sg:hasAct+"] * 80) + ")* ?o }",
    "ASK { " + " . ".join(f"?v{n} ?p{n} ?v{n + 1}" for n in range(300)) + " }",
    "ASK { " + " . ".join(f"?v{n} ?p{n} ?v{n + 1}" for n in range(95)) + " }",
    "SELECT * { " + " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(60)) + " }",
    "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 90) + " }",
    ENDLESS,
    ENDLESS.replace("COUNT(*)", "SUM(STRLEN(STR(?c3)))"),
    ENDLESS.replace("COUNT(*)", "COUNT(DISTINCT ?c3)"),
    f"SELECT * {{ {MANY} }} ORDER BY ?c1 ?c2",
    f"SELECT DISTINCT * {{ {MANY} }}",
    f"CONSTRUCT {{ ?a1 ?b2 ?c3 }} {{ {MANY} }}",
    f"ASK {{ {MANY} FILTER (?c1 = ?c7 && false) }}",
    f"SELECT (GROUP_CONCAT(?c1) AS ?x) {{ {MANY} }}",
    'SELECT (CONCAT("' + "x" * 40_000 + '", STR(NOW())) AS ?x) {}',
    'SELECT * { ?s ?p "' + "x" * 2_000_00 + '" }',
    'SELECT ?x { ?s ?p ?o FILTER REGEX("' + "a" * 3000 + '", "' + "(a+)+" * 20 + 'b") }',
    'SELECT (REPLACE("' + "a" * 9000 + '", "a", "' + "b" * 9000 + '") AS ?x) {}',
    'SELECT (STRLEN(?x) AS ?n) { BIND ("'
    + "a" * 900
    + '" AS ?a) '
    + " ".join(f"BIND (REPLACE(?{chr(97 + n)}, 'a', ?{chr(97 + n)}) AS ?{chr(98 + n)})" for n in range(3))
    + " BIND (?d AS ?x) }",
    "SELECT * { VALUES ?x { " + "1 " * 24_000 + "} VALUES ?y { 1 2 3 } }",
    "SELECT * { ?s ?p ?o . FILTER NOT EXISTS { " + MANY + " } }",
    "SELECT * { { SELECT * { " + MANY + " } } MINUS { ?s ?p ?o } }",
    "\x00" * 1000,
    "DESCRIBE * { " + MANY + " }",
]


def test_hostile_queries_are_answered_in_time_and_the_server_lives(server):
    with ThreadPoolExecutor(8) as several:
        replies = list(several.map(server.query, HOSTILE))
    slack = 5  # the machine's share; benchmarks/hostile.py measures without it
    for query, got in zip(HOSTILE, replies, strict=True):
        assert got.status in (200, 400, 503, 504), (query[:80], got.body[:200])
        assert got.seconds < SECONDS + 1 + slack, query[:80]
    assert server.lives()


def test_an_endless_query_ends_at_its_deadline(server):
    server.rest()
    got = server.query(ENDLESS)
    assert (got.status, "deadline" in got.line) == (504, True)
    assert SECONDS <= got.seconds < SECONDS + 5


def test_light_queries_are_answered_beside_heavy_ones(server):
    server.rest()
    with ThreadPoolExecutor(2) as several:
        heavy = [several.submit(server.query, ENDLESS) for _ in range(2)]
        time.sleep(0.1)
        light = [server.query(SELECT) for _ in range(10)]
        ended = [one.result().status for one in heavy]
    assert [one.status for one in light] == [200] * 10
    assert sorted(ended) in ([503, 504], [504, 504])


def test_who_is_turned_away_is_told_when_to_come_again(server):
    with ThreadPoolExecutor(12) as several:
        replies = list(several.map(server.query, [ENDLESS] * 12))
    turned = [one for one in replies if one.status == 503]
    assert turned
    assert {one.headers["retry-after"] for one in turned} == {"2"}


def test_a_killed_worker_costs_no_answer(server):
    for number in range(2):
        server.rest()
        server.workers()[number].kill()
        assert [server.query(SELECT).status for _ in range(4)] == [200] * 4


def test_half_sent_requests_block_nobody_and_are_cut_off(server):
    with ExitStack() as stack:
        half = [stack.enter_context(socket.create_connection(("127.0.0.1", server.port))) for _ in range(200)]
        for number, one in enumerate(half):
            one.sendall(b"GET /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " if number % 2 else b"")
        assert server.lives()
        for one in half:
            one.settimeout(PATIENCE + 20)
            with suppress(ConnectionResetError):
                assert one.recv(1) == b""


ASKING = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"


def replies(server, *parts):
    """What the server says, until it closes the connection, to what is sent in parts."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        with suppress(ConnectionError):
            for part in parts:
                connection.sendall(part.encode())
                time.sleep(0.02)
        said = b""
        with suppress(ConnectionError):
            while more := connection.recv(1 << 16):
                said += more
    return said.decode()


ENDING = f"{ASKING}Connection: close\r\nContent-Length: 6\r\n\r\nASK {{}}"


@pytest.mark.parametrize(
    "parts",
    [
        [ENDING],
        [ENDING[start : start + 20] for start in range(0, len(ENDING), 20)],
        [f"{ASKING}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n", "6\r\nASK {}\r\n0\r\n\r\n"],
        [
            ENDING.replace(
                "close", "close, Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk"
            )
        ],
        [ENDING.replace("close", "close, upgrade\r\nUPGRADE: websocket")],
        [ENDING.replace("close", "close\r\nExpect: 100-continue")],
        [f"{ASKING}Content-Length: 6\r\n\r\nASK {{}}", ENDING],
        [f"{ASKING}Content-Length: 6\r\n\r\nASK {{}}{ENDING}"],
        [f"{ASKING}Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 6\r\n\r\nASK {{}}", ENDING],
    ],
    ids=["whole", "pieces", "chunked", "h2c", "websocket", "expect", "again", "pipelined", "h2c-again"],
)
def test_a_request_is_understood_however_it_comes(server, parts):
    said = replies(server, *parts)
    asked = "".join(parts).count("POST")
    assert (said.count("HTTP/1.1 200 OK"), said.count("true}")) == (asked, asked)


def test_a_head_is_answered_by_a_head(server):
    for more in ("", "Connection: close\r\n"):
        said = replies(
            server, f"HEAD /questions HTTP/1.1\r\nHost: localhost\r\n{more}\r\n", ENDING if not more else ""
        )
        assert said.startswith("HTTP/1.1 200 OK")
        assert said.count("HTTP/1.1 200 OK") == (1 if more else 2)


@pytest.mark.parametrize(
    "parts",
    [
        ["\x00\x01\x02\r\n\r\n"],
        ["GET / HTTP/1.1\r\nHost : localhost\r\n\r\n"],
        ["GET / HTTP/1.1\r\nConnection: close\r\n\r\n"],
        ["GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"],
        [ENDING.replace("Content-Length: 6", "Content-Length: 6\r\nTransfer-Encoding: chunked")],
        [ENDING.replace("Content-Length: 6", "Content-Length: 6\r\nContent-Length: 7")],
        ["GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n" * 20_000 + "\r\n"],
        ["GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y" * 100_000 + "\r\n\r\n"],
        [f"GET /{'y' * 100_000} HTTP/1.1\r\nHost: localhost\r\n\r\n"],
        ["GET / HTTP/1.1\r\nHost: localhost\r\nX: ", *["y" * 10_000] * 10],
    ],
    ids=[
        "garbage",
        "space",
        "no host",
        "two hosts",
        "two ways",
        "two lengths",
        "many",
        "long",
        "path",
        "slow",
    ],
)
def test_a_head_that_is_wrong_or_too_long_is_refused(server, parts):
    said = replies(server, *parts)
    cut_off = said == "" and len("".join(parts)) > 65536
    assert cut_off or said.startswith("HTTP/1.1 400 ")
    assert server.lives()


UNNAMED = (
    "POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query\r\nConnection: close\r\n"
    "Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n"
)


def test_a_trailer_says_nothing_of_who_is_asked(server):
    assert replies(server, f"{UNNAMED}Host: localhost\r\n\r\n").startswith("HTTP/1.1 400 ")


def test_what_goes_on_without_an_end_is_cut_off(server):
    begun = UNNAMED.replace("HTTP/1.1", "HTTP/1.1\r\nHost: localhost", 1)
    assert "HTTP/1.1 200" not in replies(server, begun, *["X: y\r\n" * 5_000] * 20)
    many = replies(server, *["GET /questions HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200] * 10)
    assert many.count("HTTP/1.1 200") < 2_000
    assert server.lives()


SMUGGLED = "GET /questions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
WISHING = f"rade: h2c\r\nConnection: Upgrade\r\nContent-Length: {len(SMUGGLED)}\r\n\r\n"


@pytest.mark.parametrize(
    ("parts", "answered"),
    [
        ([f"{ASKING}Content-Length: 6\r\n\r\nASK {{}}{ASKING}Upg{WISHING}", SMUGGLED], 1),
        ([f"{ASKING}Upg", WISHING, SMUGGLED], 0),
    ],
    ids=["second", "split"],
)
def test_a_body_is_never_read_as_a_request(server, parts, answered):
    assert replies(server, *parts).count("HTTP/1.1 200 OK") <= answered


def test_a_body_is_left_as_it_is_where_its_head_came_in_two(server):
    query = 'SELECT ("""a\nUpgrade: x""" AS ?x) {}'
    head = ENDING.split("\r\n\r\n")[0].replace("Content-Length: 6", f"Content-Length: {len(query)}")
    assert "Upgrade: x" in replies(server, f"{head}\r\n", f"\r\n{query}")


def test_a_body_that_never_comes_is_given_up(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as slow:
        slow.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 99\r\n\r\nASK"
        )
        assert slow.recv(4096).startswith(b"HTTP/1.1 408 ")


# protection


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost:8000", 200),
        ("[::1]:80", 200),
        ("GRAPH.example", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("localhost.evil.example:80", 400),
        ("", 400),
        ("127.0.0.1@evil.example", 400),
    ],
)
def test_only_our_own_names_are_answered(server, host, status):
    assert server.ask(get("ASK {}"), Host=host).status == status


@pytest.mark.parametrize("path", ["/", "/query", "/map", get("ASK {}"), "/nothing", "/entity/country/VE.ttl"])
def test_every_answer_carries_the_headers_that_protect(server, path):
    headers = server.ask(path, Accept="text/html,*/*;q=0.1").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "server" not in headers


def test_only_the_origin_that_was_named_may_read(server):
    friend = server.ask(get("ASK {}"), Origin=ORIGIN).headers
    assert friend["access-control-allow-origin"] == ORIGIN
    stranger = server.ask(get("ASK {}"), Origin="https://evil.example").headers
    assert "access-control-allow-origin" not in stranger


@pytest.mark.parametrize(
    "path",
    [
        "/documents/../../../etc/passwd",
        "/documents/%2e%2e/%2e%2e/etc/passwd",
        "/documents/..%2f..%2f..%2fetc%2fpasswd",
        "/documents//etc/passwd",
        "/documents/%00",
        "/documents/readings.sqlite",
        "/entity/../graph.trig",
        "/ontology.py",
        "/ontology.%2e%2e",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/" + "a" * 5000,
    ],
)
def test_no_path_leads_to_a_file(server, path):
    got = server.ask(path)
    assert got.status in (404, 406)
    assert got.line


# pages and things


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", ["United States", "sanction actions"]),
        ("/map", ["Nicolás Maduro"]),
        ("/report", ["The Treasury ", "blacklisted"]),
        ("/questions", ["What happened when?", "/questions/timeline", "In force, and when"]),
        ("/questions/timeline", ["# What happened when?", 'id="told-target"', "a name, a country code"]),
        ("/questions/timeline?target=Maduro", ["{ (&lt;https://w3id.org/", 'value="Maduro"', '"run":true']),
        ("/query?query=ASK%20%7B%7D", [">\nASK {}</textarea>"]),
        ("/documents", ["Oil licence runs out", "/documents/oil-licence"]),
        (
            "/documents/oil-licence",
            ['<mark class="state-imposed trigger">blacklisted</mark>', "&lt;b&gt;Nothing"],
        ),
        ("/documents/undated", ["The text is not kept", "The sanctions on Venezuela were "]),
        (
            "/entity/country/VE",
            ["Caracas", "Sanction actions on it", "/documents/oil-licence", "two officials"],
        ),
        ("/entity/person/nicolas-maduro", ["</a>, president of Venezuela (<a href=", "Offices"]),
        ("/entity/person/bystander", ["No claim names it"]),
        ("/ontology", ["sg:hasImposer"]),
    ],
)
def test_a_page_shows_what_it_is_about(server, path, words):
    got = server.ask(path, Accept="text/html,*/*;q=0.1")
    assert (got.status, got.headers["content-type"]) == (200, "text/html; charset=utf-8")
    for word in words:
        assert word in got.body.decode()


@pytest.mark.parametrize(
    "path", ["/entity/country/XX", "/documents/none", "/documents?page=9", "/questions/none"]
)
def test_a_page_about_nothing_is_not_there(server, path):
    assert server.ask(path, Accept="text/html").status in (400, 404)


@pytest.mark.parametrize(
    ("path", "accept", "media"),
    [
        ("/entity/country/VE", "text/turtle", "text/turtle; charset=utf-8"),
        ("/entity/country/VE.jsonld", "text/html", "application/ld+json"),
        ("/entity/country/VE.nt", "*/*", "application/n-triples"),
        ("/documents/oil-licence", "application/ld+json", "application/ld+json"),
        ("/ontology", "application/rdf+xml", "application/rdf+xml"),
        ("/ontology.ttl", "text/html", "text/turtle; charset=utf-8"),
    ],
)
def test_tools_get_things_as_data(server, path, accept, media):
    got = server.ask(path, Accept=accept)
    assert (got.status, got.headers["content-type"]) == (200, media)
    assert got.body


def test_what_a_thing_is_called_leads_to_its_page(server):
    """The IRIs of a graph resolve where its base leads here: what follows the base has an address."""
    answer = json.loads(server.query("SELECT ?e { ?e a sg:Person } ORDER BY ?e", Accept=JSON).body)
    iri = answer["results"]["bindings"][-1]["e"]["value"]
    seen = server.ask("/" + iri.removeprefix(BASE), Accept="text/turtle")
    assert (seen.status, seen.headers["location"]) == (303, "/entity/person/nicolas-maduro")
    data = server.ask(seen.headers["location"], Accept="text/turtle").body
    assert any(triple.subject.value == iri for triple in parse(data, format=RdfFormat.TURTLE))
    place = server.ask("/document/oil-licence").headers["location"]
    assert server.ask(place, Accept="text/html").status == 200


def test_the_base_of_a_graph_is_found(tmp_path):
    made = site(world(tmp_path, base="http://127.0.0.1:8000/") / "graph.trig", None)
    assert made(Wish("entity-iri", "country/VE")) == "http://127.0.0.1:8000/country/VE"
    assert made(Wish("address", "country/VE")) == "/entity/country/VE"


def test_a_store_folder_is_served_while_somebody_writes_to_it(tmp_path):
    folder = tmp_path / "store"
    store = open_store(folder)
    load(store, quads(worlds.small()), folder=folder)
    with serving(folder) as client:
        asked = "ASK { GRAPH ?g { ?a a sg:Relationship } }"
        assert client.query(asked).body.endswith(b"true}")
        remove(store, GRAPH, folder=folder)
        until = time.monotonic() + 20
        while client.query(asked).body.endswith(b"true}") and time.monotonic() < until:
            time.sleep(0.05)
        assert client.query(asked).body.endswith(b"false}")
        client.process.send_signal(signal.SIGINT)
        assert (client.process.communicate(timeout=60)[1], client.process.returncode) == ("", 0)


def line_of(stream, seconds=20):
    """The next line that is said there, "" where nothing is in time."""
    return stream.readline() if select.select([stream], [], [], seconds)[0] else ""


def test_what_cannot_be_served_in_its_stead_is_told_once_and_the_graph_of_before_served(tmp_path):
    graph = world(tmp_path) / "graph.trig"
    whole = graph.read_bytes()
    with serving(tmp_path) as client:
        graph.write_text("garbage")
        said = line_of(client.process.stderr)
        assert "graph.trig:1: " in said
        assert said.endswith("; the graph of before is still served\n")
        assert client.query("ASK { ?s a sg:Country }").body.endswith(b"true}")
        graph.unlink()
        assert "graph.trig: no such file" in line_of(client.process.stderr)
        assert client.query("ASK { ?s a sg:Country }").body.endswith(b"true}")
        graph.write_bytes(whole)
        assert line_of(client.process.stderr, 1.0) == "", "each change is told once, a whole graph not at all"


def test_every_entity_has_its_page(tmp_path):
    known = worlds.small()
    odd = [
        replace(known.entities[-1], id=id, kind=Kind.PERSON, label="Odd")
        for id in ("person/a?b#c", "person/é.ttl", "document/x", "../etc")
    ]
    folder = world(tmp_path, replace(known, entities=(*known.entities, *odd)))
    made = site(folder / "graph.trig", None)
    listed = made(Wish("entity-iri", "person/é.ttl"))
    assert listed.endswith("person/%C3%A9.ttl")
    assert made(Wish("address", "person/a%3Fb%23c")) == f"/entity/{quote('person/a?b#c')}"
    assert "Odd" in made(Wish("entity", "person/a?b#c")).html


# beginning and end


def alive(processes):
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize(
    ("number", "host", "warned"),
    [
        (signal.SIGTERM, "0.0.0.0", True),
        (signal.SIGKILL, "127.0.0.1", False),
    ],
)
def test_it_ends_without_orphans(home, number, host, warned):
    with running(*command("serve", home, "--port", 0, "--workers", 1, "--host", host)) as client:
        with ThreadPoolExecutor(1) as other:
            broken = other.submit(client.query, ENDLESS)
            time.sleep(0.3)
            workers = client.workers()
            os.kill(client.process.pid, number)
            with suppress(http.client.HTTPException, OSError):
                assert broken.result().status == 503
        _, said = client.process.communicate(timeout=60)
        assert client.process.returncode == (-9 if number == signal.SIGKILL else 0), said
        assert ("other machines reach it too" in said) == warned
        assert workers
        until = time.monotonic() + 10
        while alive(workers) and time.monotonic() < until:
            time.sleep(0.1)
        assert not alive(workers)
        assert "Traceback" not in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_leaves_no_copy_behind(home, tmp_path, number):
    with running(*command("serve", home, "--port", 0, "--workers", 1), TMPDIR=str(tmp_path)) as client:
        assert list(tmp_path.glob("sanctiongraph-*/graph"))
        client.process.send_signal(number)
        assert (client.process.communicate(timeout=60)[1], client.process.returncode) == ("", 0)
        assert not list(tmp_path.iterdir())


def test_it_outlives_its_terminal_where_that_is_wished(home):
    words = shlex.join(command("serve", home, "--port", 0, "--workers", 1))
    with running("sh", "-c", f"trap '' HUP; exec {words}") as client:
        client.process.send_signal(signal.SIGHUP)
        assert client.query("ASK {}").status == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_it_ends_at_once_while_the_graph_is_copied(tmp_path, number):
    os.mkfifo(tmp_path / "endless.nt")
    copies = tmp_path / "copies"
    copies.mkdir()
    words = command("serve", tmp_path / "endless.nt", "--port", 0)
    with subprocess.Popen(words, env=environment(TMPDIR=str(copies)), stderr=subprocess.PIPE) as process:
        until = time.monotonic() + 20
        while not psutil.Process(process.pid).children() and time.monotonic() < until:
            time.sleep(0.05)
        copier = psutil.Process(process.pid).children()
        process.send_signal(number)
        assert process.communicate(timeout=60)[1] == b""
        assert copier
        assert not alive(copier)
        assert not list(copies.iterdir())


def test_a_graph_that_is_left_is_removed_with_its_copy_when_the_server_ends(home, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    class Working:
        async def drain(self):
            await asyncio.sleep(60)

        async def close(self):
            pass

    async def story():
        left = Generation(Source.of([home]), Limits())
        left.queries = left.pages = Working()
        retiring = asyncio.create_task(left.retire())
        await asyncio.sleep(0)
        retiring.cancel()
        await asyncio.gather(retiring, return_exceptions=True)

    with ThreadPoolExecutor(1) as other:  # a browser of other tests has the loop of this thread
        other.submit(asyncio.run, story()).result()
    assert not list(tmp_path.iterdir())


def test_what_could_not_be_removed_is_removed_by_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = Copy()
    (left.folder / "graph").mkdir()
    with monkeypatch.context() as writing:
        writing.setattr("shutil.rmtree", lambda *_, **__: None)
        left.remove()
    assert [one.name for one in sorted(left.folder.iterdir())] == ["graph", "lock"]
    sweep()
    assert not list(tmp_path.iterdir())


def test_what_a_killed_server_left_is_removed_by_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    kept, stranger = Copy(), tmp_path / "sanctiongraph-of-somebody"
    stranger.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "lock").touch()
    (tmp_path / "sanctiongraph-link").symlink_to(elsewhere)
    killed = "from sanctiongraph.serving.copies import Copy; import os; Copy(); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", killed], env=environment(TMPDIR=str(tmp_path)), check=False)
    assert len(list(tmp_path.glob("sanctiongraph-*"))) == 4
    sweep()
    assert set(tmp_path.glob("sanctiongraph-*")) == {kept.folder, stranger, tmp_path / "sanctiongraph-link"}
    assert (elsewhere / "lock").exists()
    kept.remove()
    assert not kept.folder.exists()


def test_what_cannot_be_served_is_told_in_one_line(tmp_path):
    (tmp_path / "broken.ttl").write_text("<a")
    done = subprocess.run(
        command("serve", tmp_path / "broken.ttl", "--port", 0),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "broken.ttl:1: " in done.stderr


def test_a_source_is_what_a_build_leaves(home):
    found = Source.of([home])
    assert found.graphs == (home / "graph.trig",)
    assert found.readings == home / "readings.sqlite"
    before = found.stamp()
    os.utime(home / "graph.trig", ns=(1, 1))
    assert found.stamp() != before
    with pytest.raises(GraphError, match="no such file"):
        Source.of([home / "none"])


# the editor, in a real browser


@pytest.fixture
def tab(browser):
    """A page of a browser; what goes wrong in it is an error."""
    wrong = []
    page = browser.new_page()
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type != "error" else None)
    yield page
    page.close()
    assert wrong == []


def test_the_editor_asks_colours_completes_and_shows_texts_as_texts(server, tab):
    tab.goto(f"http://127.0.0.1:{server.port}/query")
    tab.click("#run")
    tab.wait_for_selector("#answer td a")
    link = tab.locator("#answer td a", has_text="Nicolás Maduro").first
    assert link.get_attribute("href") == "/person/nicolas-maduro"
    assert tab.locator("#files a").all_inner_texts() == ["csv", "tsv", "json", "xml"]
    assert "SELECT" in tab.locator("#colours .word").all_inner_texts()

    tab.fill("#query", "SELECT ?a { ?a sg:hasImpo")
    tab.press("#query", "End")
    tab.type("#query", "s")
    tab.press("#query", "Tab")
    assert tab.input_value("#query") == "SELECT ?a { ?a sg:hasImposer "

    tab.click("#draw")
    tab.wait_for_selector("#map canvas")
    assert tab.input_value("#from") == "imposer"
    assert re.match(r"\d+ names and \d+ lines?, from \d+ of \d+ rows?\.", tab.inner_text("#drawn"))

    payload = "<img src=x onerror=alert(1)>"
    tab.fill("#query", f'SELECT ("{payload}" AS ?x) (<javascript:alert(1)> AS ?y) {{}}')
    tab.press("#query", "Control+Enter")
    tab.locator("#said", has_text="1 row.").wait_for()
    assert tab.locator("#answer td").all_inner_texts() == [payload, "javascript:alert(1)"]
    assert tab.locator("#answer td a").get_attribute("href") is None
    tab.click("#draw")
    assert tab.inner_text("#drawn").startswith("2 names and 1 line,")

    tab.goto(f"http://127.0.0.1:{server.port}/questions/who-sanctions-whom")
    tab.fill("#told-target", "Maduro")
    tab.press("#told-target", "Enter")
    tab.locator("#said", has_text="row").wait_for()
    assert "target=Maduro" in tab.url
    assert set(tab.locator("#answer td:nth-child(2)").all_inner_texts()) == {"Nicolás Maduro"}

    tab.goto(f"http://127.0.0.1:{server.port}/questions/who-sanctioned")
    tab.fill("#told-target", "Maduro")
    tab.click("form.told button")
    tab.locator("#said", has_text="row").wait_for()
    assert tab.locator("#answer td").count()

    tab.fill("#query", "SELECT {")
    tab.click("#run")
    tab.wait_for_selector("#said.wrong")
    assert "not SPARQL" in tab.inner_text("#said")

    link = f"http://127.0.0.1:{server.port}/query?" + urlencode({"query": f"</textarea>{payload}"})
    tab.goto(link)
    assert tab.input_value("#query") == f"</textarea>{payload}"
    assert tab.locator("img").count() == 0
