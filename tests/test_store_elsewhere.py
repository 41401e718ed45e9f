"""Stores elsewhere: published to, asked, read back, and believed only as far as they are whole."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import threading
import time
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qs, unquote

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from stores import free_port, hostile, response, update, virtuoso
from worlds import small, wide

from sanctiongraph import opening, pipeline
from sanctiongraph.errors import (
    GraphError,
    InputError,
    OutputError,
    ParameterError,
    QueryError,
    QueryTimeoutError,
    StoreError,
)
from sanctiongraph.store import Limits, Remote, client, keeper, place, publishing, read_graph
from sanctiongraph.store.client import Client
from sanctiongraph.store.publishing import Published
from sanctiongraph.triples import quads
from sanctiongraph.validation import validate

BASE = "http://ex.org/id/"
QUICK = Limits(connecting=2, silence=2, whole=5, tries=3, wait=0.5)
NT = "application/n-triples"
JSON = "application/sparql-results+json"
ODD = "\\u0022 } ; DROP ALL # \"'''\n\r\t\\ \U0001f600 \u2028 é"


def graph(knowledge=None, base=BASE):
    store = Store()
    store.bulk_extend(quads(knowledge or wide(), base=base))
    return store


def without(knowledge, *documents):
    kept = [account for account in knowledge.accounts if account.document.id not in documents]
    return replace(knowledge, accounts=tuple(kept))


def publish(url, store, base=BASE, limits=QUICK):
    with Published(place(url), base, limits) as published:
        published.update(store)


def fetched(url):
    with Remote(place(url), QUICK) as remote:
        return remote.fetch()


def found(names, *rows):
    """An answer of rows that hold texts."""
    values = [zip(names.split(), row.split(), strict=True) for row in rows]
    bindings = [{name: {"type": "literal", "value": value} for name, value in row} for row in values]
    told = {"head": {"vars": names.split()}, "results": {"bindings": bindings}}
    return response(body=json.dumps(told), Content_Type=JSON)


def nothing(seen):
    """An answer of no rows, with the variables that were asked for."""
    select = parse_qs(seen.body)["query"][0].partition("WHERE")[0]
    return found(" ".join(re.findall(r"\?(\w+)", select)))


@pytest.fixture
def sent(monkeypatch):
    """The requests that were sent, in order."""
    requests, send = [], Client.send
    monkeypatch.setattr(Client, "send", lambda self, one: (requests.append(one), send(self, one))[1])
    return requests


def writes(requests):
    return [
        one for one in requests if one.media in ("application/sparql-update", NT) and b"/graph/" in one.body
    ]


# Addresses


@pytest.mark.parametrize(
    ("url", "query", "update", "graphs"),
    [
        ("http://h:7878", "/query", "/update", "/store"),
        ("http://h:7878/", "/query", "/update", "/store"),
        ("http://h:7878/query", "/query", "/update", "/store"),
        ("HTTP://h/news", "/news/query", "/news/update", "/news/data"),
        ("http://h/news/query", "/news/query", "/news/update", "/news/data"),
        ("http://h/sparql", "/sparql", None, "/sparql-graph-crud-auth"),
        ("http://h/b/kb/sparql/", "/b/kb/sparql", "/b/kb/sparql", None),
        (
            "http://h/repositories/n",
            "/repositories/n",
            "/repositories/n/statements",
            "/repositories/n/rdf-graphs/service",
        ),
        ("http://h/db#query=ask,update=/change", "/db/ask", "/change", None),
        ("http://h/db#query=http://h/q,graphs=g", "/q", None, "/db/g"),
    ],
)
def test_an_address_says_where_it_is_asked_and_changed(url, query, update, graphs):
    found = place(url)
    assert [
        re.sub("^http://h(:7878)?", "", part or "-") for part in (found.query, found.update, found.graphs)
    ] == [
        query,
        update or "-",
        graphs or "-",
    ]
    assert str(found) == url


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("http://me:hunter2@h/", "http://h/: an address has no credentials in it"),
        ("http://me@h/x?password=hunter2", "no credentials"),
        ("http://h/x?token=hunter2", "http://h/x: an address of a store has no parameters"),
        ("http://", "not an address"),
        ("http://h:99999/", "not an address: Port out of range"),
        ("http://h/a b", "not an address"),
        ("http://h/é", "not an address"),
        ("http://h/#update=u", "what follows the # is query=PATH"),
        ("http://h/#query=q,ask=a", "what follows the # is query=PATH"),
        ("http://h/#query=http://elsewhere/q", "all its parts must be on that host"),
        ("http://h/#query=https://h/q", "all its parts must be on that host"),
        ("http://h/#query=http://me:hunter2@h/q", "no credentials"),
        ("localhost:7878", "neither a file or folder nor the address of a store"),
        ("ftp://h/x", "neither a file or folder nor the address of a store"),
    ],
)
def test_what_can_be_no_address_is_told_without_any_password(url, complaint):
    with pytest.raises(InputError, match=re.escape(complaint)) as told:
        place(url)
    assert "hunter2" not in str(told.value)


def test_a_path_stays_a_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a:12").touch()
    assert [str(place(name)) for name in ("news", "a:12", "./a:13/b", "a:b")] == [
        "news",
        "a:12",
        "a:13/b",
        "a:b",
    ]


# Publishing


def test_what_is_published_comes_back_to_the_last_quad(endpoint):
    publish(endpoint, graph())
    assert set(fetched(endpoint)) == set(graph())
    assert set(read_graph(place(endpoint))) == set(graph())


def test_texts_are_terms_whatever_they_hold(endpoint):
    store = graph()
    node, name = NamedNode(f"{BASE}x"), NamedNode(f"{BASE}graph/document/odd%20%23%26%3F%3Cé")
    store.add(Quad(node, NamedNode(f"{BASE}p"), Literal(ODD), name))
    for url in (endpoint, f"{endpoint}#query=query,graphs=store"):
        publish(url, store)
        assert set(fetched(url)) == set(store)
        update(endpoint, "DROP ALL")


@pytest.mark.parametrize("way", ["", "#query=query,graphs=store"])
def test_only_what_changed_is_written_and_what_is_gone_is_dropped(endpoint, sent, way):
    url = endpoint + way
    publish(url, graph())
    sent.clear()
    publish(url, graph())
    assert [one for one in writes(sent) if b"document" in one.body and b"record" not in one.body] == []
    publish(url, graph(without(wide(), "v1.txt")))
    assert set(fetched(url)) == set(graph(without(wide(), "v1.txt")))
    publish(url, graph())
    assert set(fetched(url)) == set(graph())


def test_others_in_the_same_store_are_left_alone(endpoint):
    theirs = (
        f"INSERT DATA {{ GRAPH <{BASE}graph/other> {{ <x:a> <x:b> 1 }} GRAPH <x:g> {{ <x:a> <x:b> 2 }} }}"
    )
    update(endpoint, theirs)
    publish(endpoint, graph())
    publish(endpoint, graph(base="http://ex.org/second/"), "http://ex.org/second/")
    publish(endpoint, graph(without(wide(), "v1.txt")))
    assert pipeline.query("ASK { GRAPH ?g { <x:a> <x:b> 1 } GRAPH <x:g> { <x:a> <x:b> 2 } }", endpoint).answer
    names = {quad.graph_name.value for quad in fetched(endpoint)}
    assert sum(name.startswith("http://ex.org/second/") for name in names) == len(
        list(graph().named_graphs())
    )
    assert not any(name.endswith(("graph/other", "x:g", "record")) for name in names)


def test_a_record_that_names_the_graphs_of_others_drops_none_of_them(endpoint):
    publish(endpoint, graph())
    about = "a <http://rdfs.org/ns/void#DatasetDescription> ; <http://purl.org/dc/terms/hasPart> <x:g>"
    digest = '<x:g> <http://rdfs.org/ns/void#triples> 7 ; <https://schema.org/sha256> "0"'
    record = f"<{BASE}graph/record>"
    update(
        endpoint,
        f"INSERT DATA {{ GRAPH <x:g> {{ <x:a> <x:b> 2 }} GRAPH {record} {{ {record} {about} . {digest} }} }}",
    )
    publish(endpoint, graph())
    assert pipeline.query("ASK { GRAPH <x:g> { <x:a> <x:b> 2 } }", endpoint).answer


@pytest.mark.parametrize("way", ["", "#query=query,graphs=store"])
def test_an_interrupted_publication_is_finished_by_the_next(endpoint, monkeypatch, way):
    monkeypatch.setattr(publishing, "_REQUEST", 1)
    monkeypatch.setattr(publishing, "_RECORDED_EVERY", 1)
    send, left = Client.send, [9]

    def fail(self, request):
        left[0] -= request.method == "PUT" or request.url.endswith("/update")
        if left[0] < 0:
            raise StoreError("the line went dead")
        return send(self, request)

    monkeypatch.setattr(Client, "send", fail)
    with pytest.raises(StoreError, match="the same command goes on from there"):
        publish(endpoint + way, graph())
    left[0] = 1000
    with Remote(place(endpoint)) as remote:
        written = len(remote.commits())
    assert 0 < written < len(list(graph().named_graphs()))
    publish(endpoint + way, graph())
    assert set(fetched(endpoint)) == set(graph())


def test_a_graph_that_somebody_emptied_is_written_again(endpoint):
    publish(endpoint, graph())
    update(endpoint, f"CLEAR GRAPH <{BASE}graph/entities>")
    with pytest.raises(
        StoreError, match=r"gives 0 of the \d+ statements of <http://ex.org/id/graph/entities>"
    ):
        fetched(endpoint)
    publish(endpoint, graph())
    assert set(fetched(endpoint)) == set(graph())


def test_a_reader_sees_a_graph_old_or_new(endpoint):
    name = f"{BASE}graph/document/one"
    worlds = []
    for size in (400, 700):
        worlds.append(store := Store())
        for number in range(size):
            node = NamedNode(f"{BASE}{number}")
            store.add(Quad(node, node, Literal(f"{size}"), NamedNode(name)))
    publish(endpoint, worlds[0])
    seen, over = set(), threading.Event()

    def watch():
        with Remote(place(endpoint)) as remote:
            while not over.is_set():
                seen.add(remote.held(f"{BASE}graph/record").get(name))

    watcher = threading.Thread(target=watch)
    watcher.start()
    for turn in range(1, 9):
        publish(endpoint, worlds[turn % 2])
    over.set()
    watcher.join()
    assert seen == {400, 700}


def test_a_store_that_takes_no_large_request_gets_smaller_ones(sent):
    def answers(seen):
        if seen.path == "/query":
            return nothing(seen)
        return response("413 Too Large") if len(seen.body) > 40_000 else response("204 No Content")

    with hostile(answers) as server, pytest.raises(StoreError) as told:
        publish(server.url, graph())
    sizes = [len(one.body) for one in server.seen if one.path == "/update"]
    assert len(sizes) > 3
    assert min(sizes[1:]) < 40_000 < max(sizes)
    assert "takes no request of this size" in str(told.value)


def test_an_address_that_can_only_be_asked_is_refused_before_any_work():
    with pytest.raises(OutputError, match="can only be asked"):
        keeper(place("http://localhost:1/#query=q"), BASE)


# Asking


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("who-sanctions-whom", {}),
        ("timeline", {"target": "iran"}),
        ("SELECT ?e ?l { ?e a sg:Country ; rdfs:label ?l } ORDER BY ?l", {}),
        ("PREFIX x: <https://w3id.org/sanctiongraph/ontology#> ASK { ?e a x:Country } # { \" '", {}),
        ("CONSTRUCT { ?e a sg:Country } WHERE { ?e a sg:Country }", {}),
    ],
)
def test_a_store_elsewhere_answers_as_a_file_does(endpoint, tmp_path, question, told):
    publish(endpoint, graph())
    pipeline.export(endpoint, tmp_path / "graph.trig")
    here = pipeline.query(question, tmp_path / "graph.trig", parameters=told)
    assert pipeline.query(question, endpoint, parameters=told) == here
    assert here.rows or here.answer or here.triples or told


@pytest.mark.parametrize(
    ("question", "told", "error", "complaint"),
    [
        ("SELECT * { SERVICE <http://h/> { ?s ?p ?o } }", {}, QueryError, "SERVICE is refused"),
        ("DROP ALL ; SELECT * {}", {}, QueryError, "DROP is refused"),
        ("BASE <http://h/>\n", {}, QueryError, "a query begins with one of SELECT"),
        ("SELECT * { ?s ?p }", {}, QueryError, r"the store doesn't understand \(400: error at 1:"),
        ("SELECT * { ?s ?p ?o }", {"x": 1}, ParameterError, "--x: unknown"),
        ("timeline", {"target": "Irann"}, ParameterError, "no entity has this name; near are 'Iran'"),
    ],
)
def test_a_question_that_is_wrong_is_told_as_ever(endpoint, question, told, error, complaint):
    publish(endpoint, graph())
    with pytest.raises(error, match=complaint):
        pipeline.query(question, endpoint, parameters=told)
    assert set(fetched(endpoint)) == set(graph())


def test_more_rows_than_allowed_are_an_error(endpoint):
    publish(endpoint, graph())
    with pytest.raises(QueryError, match="more than 3 rows"):
        pipeline.query("SELECT * { ?s ?p ?o }", endpoint, rows=3)


@pytest.mark.parametrize("ask", [fetched, partial(pipeline.query, "timeline")])
def test_a_store_where_nothing_was_published_says_how_to(endpoint, ask):
    with pytest.raises(
        GraphError, match=r"holds no graph that sanctiongraph published.*build NEWS --store http"
    ):
        ask(endpoint)


def test_all_verbs_read_it(endpoint, tmp_path):
    publish(endpoint, graph())
    assert pipeline.validate(endpoint, fast=True) == validate(graph(), fast=True)
    assert pipeline.analyze(endpoint)
    pipeline.render(endpoint, tmp_path / "map.html")
    assert len(opening.open(endpoint).knowledge.accounts) == len(wide().accounts)
    with pytest.raises(InputError, match="a store elsewhere answers itself"):
        pipeline.serve(endpoint)


def test_two_stores_or_a_store_and_a_file_are_joined(endpoint, tmp_path):
    publish(endpoint, graph())
    (tmp_path / "more.ttl").write_text("<x:a> <x:b> <x:c> .")
    both = read_graph([place(endpoint), tmp_path / "more.ttl"])
    assert len(both) == len(graph()) + 1


def test_an_answer_that_was_cut_is_found_out():
    """By what Virtuoso says, and where it says nothing by counting again what is suspiciously round."""

    def answers(seen):
        query = parse_qs(seen.body)["query"][0]
        if "hasPart" in query:
            return found("graph", "x:g")
        if "COUNT" in query:
            return found("rows", "1200")
        if "LIMIT" in query:
            return found("s", *["x"] * 10).replace(b"\r\n", b"\r\nX-SPARQL-MaxRows: 10\r\n", 1)
        return found("s", *["x"] * 1000)

    with hostile(answers) as server:
        for query, rows in (("SELECT ?s {?s ?p ?o}", 1000), ("SELECT ?s {?s ?p ?o} LIMIT 10", 10)):
            with pytest.raises(StoreError, match=f"cuts its answers after {rows} rows"):
                pipeline.query(query, server.url)


# What goes wrong


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        (response("401 Unauthorized"), "asks for credentials; set SANCTIONGRAPH_STORE_USER and"),
        (response("403 Forbidden", "no\nmore", Content_Type="text/plain"), r"forbids it \(403: no\)"),
        (
            response("404 Not Found"),
            r"has nothing at this address; addresses are such as http://localhost:7878",
        ),
        (response("405 Not Allowed"), "can't do this at this address; it may be read-only"),
        (response("413 Too Large"), "takes no request of this size"),
        (response("418 Teapot"), r"refuses \(418\)"),
        (
            response("500 Oh", "java\x1b[31m.lang\n at", Content_Type="text/plain"),
            r"fails \(500: java\ufffd\[31m",
        ),
        (response("502 Bad Gateway", "<html>", Content_Type="text/html"), r"fails \(502\)"),
        (response("429 Slow Down", Retry_After="0"), r"is too busy; try again later \(429\)"),
        (response("503 Busy", Retry_After="9999"), r"is too busy; try again later \(503\)"),
        (
            response("301 Moved", Location="http://elsewhere.example/q"),
            "leads elsewhere, to http://elsewhere.exam",
        ),
        (response("302 Found", Location="https://127.0.0.1/q"), "leads elsewhere, to https://127.0.0.1/q"),
        (response("307 Moved"), "from one address to the next without end"),
        (
            response(body="<html>", Content_Type="text/html"),
            "text/html instead of application/sparql-results",
        ),
        (response(body="{", Content_Type=JSON), "answers what can't be read"),
        (
            response(body='{"head":{"vars":["graph"]},"results":{"bindings":[', Content_Type=JSON),
            "can't be read",
        ),
        (found("graph quads", "x:g 1"), "answers graph quads and was asked graph quads digest"),
        (found("graph quads digest", "x:g many 0"), "has a record with 'many' as a number"),
        (response(body='{"head":{},"boolean":true}', Content_Type=JSON), "answers a SELECT by yes or no"),
        (response(body="{}", Content_Type=JSON, Content_Length="99"), "broke off its answer"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n99\r\nabc", "broke off its answer"),
        (b"", "closed the connection without an answer"),
        (b"SSH-2.0-OpenSSH_9\r\n\r\n", "doesn't speak HTTP"),
        (response(body="x" * 5000, Content_Type=JSON), "answers with more than 4000 bytes"),
    ],
)
def test_what_a_store_does_wrong_is_one_clear_line(sent, complaint, monkeypatch):
    monkeypatch.delenv("SANCTIONGRAPH_STORE_USER", raising=False)
    with hostile(sent) as server, pytest.raises(StoreError, match=complaint) as told:
        Remote(place(server.url), replace(QUICK, size=4000)).commits()
    assert str(told.value).startswith(f"{server.url}/query: the store ")
    assert "\n" not in str(told.value)


def test_a_store_that_is_not_there_is_told():
    with pytest.raises(StoreError, match="isn't there: nobody listens"):
        fetched(f"http://127.0.0.1:{free_port()}")


def test_a_host_that_nobody_knows_is_told(monkeypatch):
    def unknown(*_, **__):
        raise client.socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    with pytest.raises(StoreError, match=r"http://store\.example/query: the store can't be found"):
        fetched("http://store.example")


@pytest.mark.parametrize("limits", [replace(QUICK, silence=0.2), replace(QUICK, whole=0.2)])
def test_a_store_that_keeps_silent_or_drips_is_given_up(limits):
    given_up = threading.Event()

    def never(seen):
        assert given_up.wait(60)
        return b""

    with hostile(never) as server, pytest.raises(StoreError, match="doesn't answer in time"):
        Remote(place(server.url), limits).commits()
    given_up.set()


def test_a_question_to_a_store_has_its_deadline():
    late = pytest.raises(QueryTimeoutError, match=r"ended at its deadline of 0\.5 seconds")
    with hostile(lambda _: time.sleep(5) or b"") as server, late:
        pipeline.query("timeline", server.url, seconds=0.5)


def test_tls_that_fails_is_told(tmp_path):
    with (
        hostile(response("400 Bad Request")) as server,
        pytest.raises(StoreError, match=r"speaks no TLS that we understand .* is it http:// rather than"),
    ):
        fetched(server.url.replace("http:", "https:"))


def test_a_busy_store_is_asked_again_when_it_wishes():
    none = found("graph quads digest")
    past = "Wed, 21 Oct 2015 07:28:00 GMT"
    waits = [response("503 Busy", Retry_After="0"), response("429 Slow Down", Retry_After=past)]
    busy = [*waits, none]
    with hostile(busy) as server, Remote(place(server.url), replace(QUICK, wait=2)) as remote:
        assert remote.commits() == {}
    assert len(server.seen) == 3


def test_a_connection_that_was_closed_meanwhile_is_opened_again():
    kept = found("graph quads digest").replace(b"Connection: close", b"Connection: keep-alive")
    with hostile(kept) as server, Remote(place(server.url), QUICK) as remote:
        assert [remote.commits(), remote.commits()] == [{}, {}]
    assert len(server.seen) == 2


def test_a_store_may_send_us_to_another_path_of_its_own():
    none = found("graph quads digest")
    with hostile([response("308 Moved", Location="/there"), none]) as server:
        assert Remote(place(server.url), QUICK).commits() == {}
    assert [(one.method, one.path) for one in server.seen] == [("POST", "/query"), ("POST", "/there")]


# Credentials


def credentials(monkeypatch, **given):
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.setenv(f"SANCTIONGRAPH_STORE_{name}", given.get(name.lower(), ""))


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({"user": "me", "password": "pass:wörd"}, "Basic bWU6cGFzczp3w7ZyZA=="),
        ({"token": "abc.def"}, "Bearer abc.def"),
        ({}, None),
    ],
)
def test_credentials_come_from_the_environment(monkeypatch, given, sent):
    credentials(monkeypatch, **given)
    with hostile(response("403 Forbidden")) as server, pytest.raises(StoreError):
        fetched(server.url)
    assert server.seen[0].headers.get("authorization") == sent


@pytest.mark.parametrize(
    ("url", "given", "complaint"),
    [
        ("http://h", {"user": "me"}, "set both SANCTIONGRAPH_STORE_USER and SANCTIONGRAPH_STORE_PASSWORD"),
        (
            "http://h",
            {"user": "me", "password": "hunter2", "token": "hunter2"},
            "or SANCTIONGRAPH_STORE_TOKEN alone",
        ),
        ("http://h", {"user": "me", "password": "hunter2"}, "aren't sent in the open; use https://"),
        ("http://localhost.h", {"token": "hunter2"}, "in the open; .* or unset SANCTIONGRAPH_STORE_TOKEN"),
        ("https://h", {"token": "hunter2\r\nX: y"}, "a token no space"),
        ("https://h", {"user": "m:e", "password": "hunter2"}, "a user has no colon"),
    ],
)
def test_credentials_that_cannot_be_used_are_told_and_not_shown(monkeypatch, url, given, complaint):
    credentials(monkeypatch, **given)
    with pytest.raises(StoreError, match=complaint) as told:
        fetched(url)
    assert "hunter2" not in str(told.value)


def test_a_store_that_repeats_a_password_does_not_get_it_on_the_screen(monkeypatch):
    credentials(monkeypatch, user="me", password="hunter2")
    said = response("401 Unauthorized", "me:hunter2 bWU6aHVudGVyMg== is wrong", Content_Type="text/plain")
    with hostile(said) as server, pytest.raises(StoreError) as told:
        fetched(server.url)
    assert "refuses the credentials of SANCTIONGRAPH_STORE_USER (401: me:*** *** is wrong)" in str(told.value)


def test_credentials_follow_no_one_to_another_host(monkeypatch):
    credentials(monkeypatch, token="hunter2")
    with hostile(response("403 Forbidden")) as other:
        moved = response("307 Moved", Location=f"{other.url}/query")
        with hostile(moved) as server, pytest.raises(StoreError, match="leads elsewhere"):
            fetched(server.url)
    assert (len(server.seen), other.seen) == (1, [])


def test_a_digest_is_answered_without_the_password(monkeypatch):
    credentials(monkeypatch, user="me", password="hunter2")
    none = found("graph quads digest")
    asks = response(
        "401 Unauthorized", WWW_Authenticate='Digest realm="r", nonce="n", qop="auth", algorithm="MD5"'
    )
    answers = [response("401 Unauthorized"), asks, none, none]
    with hostile(answers) as server, Remote(place(server.url), QUICK) as remote:
        remote.commits()
        remote.commits()
    told = server.seen[2].headers["authorization"]
    parts = dict(re.findall(r'(\w+)="?([^",]+)"?', told))

    def md5(text):
        return hashlib.md5(text.encode()).hexdigest()

    meant = f"n:{parts['nc']}:{parts['cnonce']}:auth"
    assert parts["response"] == md5(f"{md5('me:r:hunter2')}:{meant}:{md5('POST:/query')}")
    assert "hunter2" not in told
    assert server.seen[3].headers["authorization"].startswith("Digest ")


# Graph Store protocol


def test_the_name_of_a_graph_is_percent_encoded(monkeypatch):
    credentials(monkeypatch)
    store, name = Store(), f"{BASE}graph/document/a%20b?c=d&e=é"
    node = NamedNode("http://ex.org/x")
    store.add(Quad(node, node, node, NamedNode(name)))
    with hostile(lambda seen: nothing(seen) if seen.path == "/q" else response("201 Created")) as server:
        publish(f"{server.url}#query=/q,graphs=/g", store)
    [path] = {one.path for one in server.seen if "document" in one.path}
    assert path.isascii()
    assert unquote(path.removeprefix("/g?graph=")) == name
    assert "&" not in path


# Virtuoso


def test_virtuoso_keeps_and_gives_back_a_graph(tmp_path, monkeypatch):
    credentials(monkeypatch, user="dba", password="dba")
    with virtuoso(tmp_path) as url:
        publish(url, graph(), limits=Limits())
        publish(url, graph(without(small(), "undated")))
        publish(url, graph(small()))
        assert set(fetched(url)) == set(graph(small()))
        with Remote(place(url)) as remote:
            sg = "PREFIX sg: <https://w3id.org/sanctiongraph/ontology#>"
            assert remote.ask(sg, "ASK { ?s a sg:Country }")
            assert not remote.ask(sg, "ASK { ?s a sg:Nothing }")
            assert len(remote.construct(sg, "CONSTRUCT WHERE { ?s a sg:Country }")) == 2
            assert len(pipeline.query("who-sanctions-whom", url).rows) > 0
            with pytest.raises(StoreError, match="cuts its answers after 10000 rows"):
                remote.select("", "SELECT * { ?s a ?o . ?x a ?z } LIMIT 10001", 20_000)
        credentials(monkeypatch, user="dba", password="wrong")
        with pytest.raises(StoreError, match="refuses the credentials"):
            publish(url, graph(small()))


def test_a_certificate_that_nobody_signed_is_refused(tmp_path):
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run([openssl, *made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    port = free_port()
    serve = [openssl, "s_server", "-key", key, "-cert", certificate, "-accept", str(port), "-quiet"]
    with subprocess.Popen(serve, stdout=-3, stderr=-3) as server:
        try:
            until = time.monotonic() + 30
            told = "isn't there"
            while "isn't there" in told and time.monotonic() < until:
                with pytest.raises(StoreError) as error:
                    fetched(f"https://127.0.0.1:{port}")
                told = str(error.value)
                time.sleep(0.02)
            assert "has a certificate that isn't trusted" in told
        finally:
            server.kill()
