"""Nothing that is asked, and nothing that is read, reaches the network or a file."""

from __future__ import annotations

import socket
from contextlib import suppress
from urllib.parse import quote

import pytest

from sanctiongraph.errors import QueryError, SanctionGraphError
from sanctiongraph.queries import Request, answerer
from sanctiongraph.queries.running import _answer
from sanctiongraph.store import open_store, read_graph

CANARY = "a text that no answer may hold"

QUERIES = [
    "SELECT * { SERVICE <WEB> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <WEB> { ?s ?p ?o } }",
    "SELECT * { service<WEB>{?s?p?o} }",
    "SELECT * { SERVICE <FILE> { ?s ?p ?o } }",
    "SELECT * { VALUES ?where { <WEB> } SERVICE ?where { ?s ?p ?o } }",
    "SELECT * { BIND (<WEB> AS ?where) SERVICE SILENT ?where { ?s ?p ?o } }",
    "PREFIX web: <WEB> SELECT * { SERVICE web:x { ?s ?p ?o } }",
    "BASE <WEB> SELECT * { SERVICE <x> { ?s ?p ?o } }",
    "SELECT * { S\\u0045RVICE <WEB> { ?s ?p ?o } }",
    "SELECT * { \\U00000053ERVICE <WEB> { ?s ?p ?o } }",
    "SELECT * { SERVICE # why\n <WEB> { ?s ?p ?o } }",
    'SELECT * { #\\u000A"""\nSERVICE <WEB> { ?s ?p ?o }\n#\\u000A"""\n}',
    "SELECT * { { SELECT * { SERVICE <WEB> { ?s ?p ?o } } } }",
    "SELECT * { OPTIONAL { SERVICE <WEB> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <WEB> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <WEB> { ?s ?p ?o } } }",
    "SELECT * { ?s ?p ?o FILTER (NOT EXISTS { SERVICE <WEB> { ?s ?p ?o } }) }",
    "SELECT * { GRAPH ?g { SERVICE <WEB> { ?s ?p ?o } } }",
    "SELECT * { { ?s ?p ?o } UNION { SERVICE <WEB> { ?s ?p ?o } } }",
    "ASK { SERVICE <WEB> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <WEB> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <WEB> { ?s ?p ?o } }",
    "SELECT * FROM <WEB> { ?s ?p ?o }",
    "SELECT * FROM <FILE> { ?s ?p ?o }",
    "SELECT * FROM NAMED <WEB> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM NAMED <FILE> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * F\\u0052OM <FILE> { ?s ?p ?o }",
    "BASE <FILE> SELECT * FROM <> { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } FROM <FILE> WHERE { ?s ?p ?o }",
    "ASK FROM <WEB> { ?s ?p ?o }",
    "DESCRIBE ?s FROM <FILE> { ?s ?p ?o }",
    "DESCRIBE <FILE>",
    "DESCRIBE <WEB>",
    "SELECT * { GRAPH <FILE> { ?s ?p ?o } }",
    "SELECT * { GRAPH <WEB> { ?s ?p ?o } }",
    'SELECT * { BIND (IRI("FILE") AS ?g) GRAPH ?g { ?s ?p ?o } }',
    "SELECT (<WEB>(1) AS ?x) {}",
    "SELECT (<FILE>() AS ?x) {}",
    "LOAD <WEB>",
    "LOAD <FILE>",
    "LOAD SILENT <FILE> INTO GRAPH <x:g>",
    "L\\u004FAD <FILE>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <WEB> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o } ; LOAD <FILE>",
    "PREFIX SERVICE: <WEB> SELECT * { SERVICE:x SERVICE:y ?z }",
]
"""WEB is an address where somebody listens, FILE the IRI of a file that may not be read."""

REQUESTS = [
    "GET /sparql?query=ASK%20%7B%7D&default-graph-uri={web}",
    "GET /sparql?query=ASK%20%7B%7D&default-graph-uri={file}",
    "GET /sparql?query=ASK%20%7B%7D&named-graph-uri={web}",
    "GET /sparql?query=ASK%20%7B%7D&named-graph-uri={file}",
    "GET /sparql?query=ASK%20%7B%7D&using-graph-uri={file}",
    "GET /sparql?update=LOAD%20%3C{file}%3E",
    "GET /sparql?graph={file}",
    "GET /sparql?query=ASK%20%7B%7D&format=../../{path}",
    "GET /questions/who-sanctions-whom?target={file}",
    "GET /questions/who-sanctions-whom?document={path}",
    "GET /questions/..%2F..%2F..%2F..%2F..%2F..%2F..%2F{path}",
    "GET /query?name=../../../../../../..{path}",
    "GET /query?query={file}",
    "GET /documents/{path}",
    "GET /documents/..%2F..%2F..%2F..%2F..%2F..%2F..%2F..{path}",
    "GET /documents/{file}",
    "GET /documents/%252e%252e%252f{path}",
    "GET /documents?page={path}",
    "GET /entity/{path}",
    "GET /entity/../../../../../../../..{raw}",
    "GET /entity/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/{path}",
    "GET /ontology.ttl/../../../../../../..{raw}",
    "GET /ontology.{path}",
    "GET {raw}",
    "GET /{file}",
    "GET //{raw}",
    "GET /..;{raw}",
    "GET /static/..{raw}",
    "GET {web}",
    "CONNECT {address}",
    "POST /sparql LOAD <{file}>",
    "PUT /sparql",
    "GET / Host: {address}",
    "GET / Host: canary.example",
    "GET /sparql Host: localhost@{address}",
]
"""Requests as they are written, with what stands after the address as a header or a body."""


@pytest.fixture(scope="module")
def canary(tmp_path_factory):
    """A file of triples that nobody may read."""
    path = tmp_path_factory.mktemp("private") / "canary.ttl"
    path.write_text(f'<x:s> <x:p> "{CANARY}" .')
    return path


@pytest.fixture(scope="module")
def answer():
    """What a worker does, in this process."""
    return answerer(open_store, 100, 1 << 20)


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_reaches_out(query, server, answer, listener, canary):
    web, calls = listener
    query = query.replace("WEB", web).replace("FILE", canary.as_uri())
    got = server.query(query)
    assert CANARY not in got.body.decode()
    with suppress(QueryError):
        assert CANARY not in answer(Request(query=query)).body.decode()
    with suppress(QueryError):  # nor where the guard is not asked
        assert CANARY not in repr(_answer(open_store, query, 100, {}))
    assert calls() == 0
    assert got.status == 400 or query.startswith(("SELECT * { GRAPH", "SELECT * { BIND", "DESCRIBE <"))


@pytest.mark.parametrize("request_", REQUESTS)
def test_no_request_reaches_out(request_, server, listener, canary):
    web, calls = listener
    names = {"raw": str(canary), "path": quote(str(canary), safe=""), "address": web[7:-1]}
    method, address, *more = request_.split(" ", 2)
    encoded = names | {"web": quote(web, safe=""), "file": quote(canary.as_uri(), safe="")}
    line = f"{method} {address.format(**encoded) if address != '{web}' else web} HTTP/1.1\r\n"
    told = "".join(more).format(web=web, file=canary.as_uri(), **names)
    host = told if told.startswith("Host:") else "Host: localhost"
    body = "" if host == told else told
    head = f"{host}\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"
    got = sent(server.port, f"{line}{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
    assert CANARY not in got
    assert got.startswith("HTTP/1.1 ")
    assert calls() == 0


def sent(port, request):
    """All that comes back to a request."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


GRAPHS = {
    "context.jsonld": '{"@context": "WEB", "name": "x"}',
    "file.jsonld": '{"@context": "FILE", "name": "x"}',
    "import.jsonld": '{"@context": {"@version": 1.1, "@import": "WEB"}, "x:p": "x"}',
    "doctype.rdf": '<!DOCTYPE rdf:RDF SYSTEM "WEB"><rdf:RDF xmlns:rdf="RDF"/>',
    "entity.rdf": '<!DOCTYPE r [<!ENTITY e SYSTEM "FILE">]><rdf:RDF xmlns:rdf="RDF">'
    '<rdf:Description rdf:about="x:s"><x xmlns="x:">&e;</x></rdf:Description></rdf:RDF>',
    "imports.ttl": "<x:s> <http://www.w3.org/2002/07/owl#imports> <WEB>, <FILE> .",
    "base.ttl": "@base <FILE> . <> <x:p> <> .",
    "graph.trig": "GRAPH <FILE> { <WEB> <x:p> <FILE> }",
}


@pytest.mark.parametrize("name", GRAPHS)
def test_no_graph_that_is_read_reaches_out(name, tmp_path, listener, canary):
    web, calls = listener
    written = GRAPHS[name].replace("WEB", web).replace("FILE", canary.as_uri())
    path = tmp_path / name
    path.write_text(written.replace("RDF", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", 1))
    with suppress(SanctionGraphError):
        assert CANARY not in "".join(str(quad.object) for quad in read_graph(path))
    assert calls() == 0


def test_the_listener_hears(listener):
    web, calls = listener
    socket.create_connection(("127.0.0.1", int(web[:-1].rpartition(":")[2]))).close()
    assert (calls(), calls()) == (1, 0)
    assert len(QUERIES) + len(REQUESTS) + len(GRAPHS) > 60
