"""Named questions have answers; hostile queries are refused, ended, and reach nothing."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from functools import partial
from random import Random

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, Store
from shell import environment

from sanctiongraph.errors import GraphError, QueryError, QueryTimeoutError
from sanctiongraph.exports import write
from sanctiongraph.model import (
    Account,
    Act,
    Document,
    Entity,
    Evidence,
    Kind,
    Knowledge,
    Measure,
    Modality,
    Relationship,
    SanctionAction,
    Tenure,
    TimeExpression,
)
from sanctiongraph.queries import guard, run, text
from sanctiongraph.queries.answering import _COUNT
from sanctiongraph.queries.formats import as_csv, as_json, as_turtle
from sanctiongraph.queries.guard import _form, tokens
from sanctiongraph.queries.results import Result
from sanctiongraph.queries.running import _answer
from sanctiongraph.store import load, open_store, read_graph
from sanctiongraph.triples import quads
from sanctiongraph.vocab import PREFIXES

COMMON = {"confidence": 0.9}


def seen(sentence, trigger):
    start = sentence.index(trigger)
    return (Evidence(0, len(sentence), sentence, start, start + len(trigger)),)


def action(act, sentence, trigger, **more):
    roles = {"imposers": ("country/NO",), "targets": ("person/oleg-tarn",)}
    return SanctionAction(
        **{"id": f"a-{trigger}", "evidence": seen(sentence, trigger), "act": act, **COMMON, **roles, **more}
    )


FROZE = action(
    Act.IMPOSE,
    "Norway froze the assets of Oleg Tarn in March 2024 for smuggling.",
    "froze",
    measures=(Measure.ASSET_FREEZE,),
    date=TimeExpression("in March 2024", "2024-03"),
    grounds="for smuggling",
)
ACCOUNTS = (
    Account(
        document=Document(id="one", date="2024-03-09", title="A freeze"),
        mentions=("country/NO", "person/oleg-tarn"),
        actions=(
            FROZE,
            action(
                Act.LIFT,
                "Norway will not lift them, said Kari Holm.",
                "lift",
                modality=Modality.PLANNED,
                negated=True,
                attribution="Kari Holm",
                attributed_to="person/kari-holm",
            ),
            action(
                Act.EXPAND,
                "Oslo warned that it would widen them.",
                "widen",
                modality=Modality.THREATENED,
                confidence=0.4,
                reasons=("modal: would",),
            ),
        ),
    ),
    Account(
        document=Document(id="two", date="2024-03-20"),
        actions=(
            action(
                Act.IMPOSE,
                "Norway plans to freeze what he owns.",
                "freeze",
                modality=Modality.PLANNED,
                date=TimeExpression("in March", "2024-03"),
            ),
            action(Act.EASE, "Norway eased the freeze.", "eased"),
            action(
                Act.IMPOSE,
                "Kari Holm called on Norway to blacklist Tarn.",
                "blacklist",
                modality=Modality.CALLED_FOR,
                attribution="Kari Holm",
            ),
        ),
        tenures=(
            Tenure(
                id="t",
                evidence=seen("Kari Holm, the envoy", "envoy"),
                holder="person/kari-holm",
                title="envoy",
                at="country/NO",
            ),
        ),
        relationships=(
            Relationship(
                id="r",
                evidence=seen("Holm met Tarn", "met"),
                subject="person/kari-holm",
                relation="Meets",
                object="person/oleg-tarn",
            ),
        ),
    ),
    Account(
        document=Document(id="undated"),
        actions=(
            action(Act.REIMPOSE, "They are back in place.", "back"),
            action(Act.IN_FORCE, "the sanctioned Tarn", "sanctioned", imposers=()),
        ),
    ),
)
ENTITIES = (
    Entity(id="country/NO", kind=Kind.COUNTRY, label="Norway", country="NO"),
    Entity(id="country/RU", kind=Kind.COUNTRY, label="Russia", country="RU"),
    Entity(id="person/kari-holm", kind=Kind.PERSON, label="Kari Holm", country="NO"),
    Entity(
        id="person/oleg-tarn", kind=Kind.PERSON, label="Oleg Tarn", names=("Tarn", "O. Tarn"), country="RU"
    ),
)


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    """A TriG file with three documents."""
    store = open_store()
    load(store, quads(Knowledge(entities=ENTITIES, accounts=ACCOUNTS)))
    path = tmp_path_factory.mktemp("graph") / "graph.trig"
    write(store, path)
    return path


@pytest.fixture(scope="session")
def ask(path):
    """Answers a query about the three documents, in this process."""
    return partial(_answer, partial(read_graph, path), rows=1000, values={})


def columns(result, *wanted):
    places = [result.variables.index(name) for name in wanted]
    return [tuple(row[place] for place in places) for row in result.rows]


@pytest.mark.parametrize(
    ("name", "wanted", "answer"),
    [
        (
            "who-sanctions-whom",
            ("imposer", "target", "act", "measure", "date", "document", "sentence"),
            [
                (
                    "Norway",
                    "Oleg Tarn",
                    "Impose",
                    "AssetFreeze",
                    "2024-03",
                    "one",
                    FROZE.evidence[0].quote,
                ),
                (
                    "Norway",
                    "Oleg Tarn",
                    "Reimpose",
                    "UnspecifiedMeasure",
                    None,
                    "undated",
                    "They are back in place.",
                ),
            ],
        ),
        ("in-force", ("imposer", "act"), [(None, "InForce"), ("Norway", "Impose"), ("Norway", "Reimpose")]),
        ("planned", ("modality", "act", "document"), [("Planned", "Impose", "two")]),
        ("threatened", ("imposer", "act"), [("Norway", "Expand")]),
        ("called-for", ("source", "imposer", "target"), [("Kari Holm", "Norway", "Oleg Tarn")]),
        ("eased-or-lifted", ("act", "document"), [("Ease", "two")]),
        ("reimposed", ("target", "document"), [("Oleg Tarn", "undated")]),
        ("refused", ("imposer", "act", "modality"), [("Norway", "Lift", "Planned")]),
        ("grounds", ("grounds", "target"), [("for smuggling", "Oleg Tarn")]),
        ("who-says-so", ("source", "act", "negated"), [("Kari Holm", "Lift", True)]),
        ("offices", ("person", "office", "place", "former"), [("Kari Holm", "envoy", "Norway", False)]),
        ("relationships", ("subject", "relation", "object"), [("Kari Holm", "Meets", "Oleg Tarn")]),
        ("by-country", ("imposerCountry", "targetCountry", "actions", "documents"), [("NO", "RU", 2, 2)]),
        ("by-measure", ("measure", "act", "actions", "done"), [("AssetFreeze", "Impose", 1, 1)]),
        ("timeline", ("date", "act"), [("2024-03", "Impose"), ("2024-03", "Impose"), (None, "InForce")]),
        ("undated-documents", ("document", "actions"), [("undated", 2)]),
        (
            "contradictions",
            ("target", "act", "differs", "one", "other", "document", "otherDocument"),
            [("Oleg Tarn", "Impose", "modality", "Actual", "Planned", "one", "two")],
        ),
        ("most-sanctioned", ("target", "kind", "actions", "documents"), [("Oleg Tarn", "Person", 3, 2)]),
        ("most-active", ("imposer", "act", "actions"), [("Norway", "Ease", 1)]),
        ("most-names", ("label", "names", "others"), [("Oleg Tarn", 2, "O. Tarn | Tarn")]),
        ("unsure", ("confidence", "reason"), [(Decimal("0.4"), "modal: would")]),
        ("nameless-imposers", ("target", "act"), [("Oleg Tarn", "InForce")]),
        (
            "documents",
            ("document", "actions", "entities"),
            [("undated", 2, 0), ("one", 3, 2), ("two", 3, 0)],
        ),
    ],
)
def test_a_named_question_has_its_answer(ask, name, wanted, answer):
    found = columns(ask(text(name)), *wanted)
    if name in ("by-measure", "timeline", "most-active"):
        found = [row for row in found if row in answer]
    assert sorted(found, key=str) == sorted(answer, key=str)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("nothing", ""),
        ("../shapes", ""),
        ("", ""),
        ("x" * 10_000, ""),
        ("Timeline", "; near are timeline"),
        ("who-sanction-whom", "; near are who-sanctions-whom, who-sanctioned"),
    ],
)
def test_an_unknown_question_is_told_with_those_that_are_near(name, near):
    with pytest.raises(QueryError, match=f"is no ready question{near}$"):
        text(name)


def test_a_query_runs_in_its_own_process_and_knows_our_prefixes(path):
    result = run(partial(read_graph, path), "SELECT ?name { ?x sg:countryCode 'NO' ; rdfs:label ?name }")
    assert (result.variables, result.rows) == (("name",), [("Norway",)])


def test_a_store_folder_is_asked_like_a_file(tmp_path):
    store = open_store(tmp_path / "s")
    load(store, quads(Knowledge(entities=ENTITIES)), folder=tmp_path / "s")
    del store
    result = run(partial(read_graph, tmp_path / "s"), "SELECT (COUNT(*) AS ?n) { ?x a ?c }")
    assert result.rows == [(4,)]


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o FILTER (?a = ?m) }"


def test_an_endless_query_ends_at_its_deadline(path):
    started = time.monotonic()
    with pytest.raises(QueryTimeoutError, match="deadline of 1 seconds"):
        run(partial(read_graph, path), ENDLESS, seconds=1)
    assert time.monotonic() - started < 10


def test_a_query_that_wants_all_memory_is_ended(path):
    hungry = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
    with pytest.raises(QueryError):
        run(partial(read_graph, path), hungry, seconds=20, megabytes=400)


def test_an_answer_is_whole_or_an_error(path):
    graph = partial(read_graph, path)
    assert len(run(graph, "SELECT * { ?s a sg:Person }", rows=2).rows) == 2
    with pytest.raises(QueryError, match="more than 1 rows"):
        run(graph, "SELECT * { ?s a sg:Person }", rows=1)
    with pytest.raises(QueryError, match="more than 1 rows"):
        run(graph, "CONSTRUCT WHERE { ?s a sg:Person }", rows=1)


def test_an_unreadable_graph_is_a_graph_error(tmp_path):
    with pytest.raises(GraphError, match="no\\.ttl"):
        run(partial(read_graph, tmp_path / "no.ttl"), "ASK {}")


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <x>" }',
        "SELECT * { ?s ?p '''a \" ' SERVICE ''' }",
        "SELECT * { ?s ?p <http://ex.org/SERVICE/FROM/LOAD> }",
        "SELECT * { ?service ?from $load } # SERVICE <http://x> { }",
        "PREFIX ex: <http://ex.org/> SELECT * { ?s ex:service ex:from , ex:a.b\\#c }",
        'SELECT * { ?s ?p "x"@service , _:from }',
        "SELECT ?load { ?a ?b ?c FILTER (?a < ?b && ?c > 1) BIND (REPLACE(?a, 'a', 'b') AS ?load) }",
        "SELECT ?x { VALUES ?x { 1 2.5 1e9 true } }",
        "# SERVICE\nASK {}",
        "BASE <http://ex.org/> SELECT * { ?s a sg:Person ; skos:altLabel 'added, moved. copied;' }",
    ],
)
def test_a_harmless_query_passes(query):
    guard(query)
    Store().query(query, prefixes=PREFIXES)


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELECT * {\nSERVICE <http://x> {} }", "line 2: SERVICE is refused"),
        ("SELECT * { service silent <http://x> {} }", "SERVICE is refused"),
        ("SELECT * { SERVICESILENT<http://x>{} }", "SERVICE is refused"),
        ("SELECT * { ?s a trueSERVICE<http://x>{} }", "SERVICE is refused"),
        ("PREFIX ex: <http://x/> SELECT * { SERVICEex:a {} }", "reads as the keyword SERVICE"),
        ('SELECT * { #\\u000A"""\nSERVICE <http://x> {}\n#\\u000A"""\n}', "SERVICE is refused"),
        ("SELECT * { S\\u0045RVICE <http://x> {} }", "SERVICE is refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM is refused"),
        ("SELECT * FROM NAMED <http://x> { ?s ?p ?o }", "FROM is refused"),
        ("INSERT DATA { <a:a> <a:a> <a:a> }", "INSERT is refused: a query reads and never writes"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE is refused"),
        ("LOAD <http://x>", "LOAD is refused"),
        ("CLEAR ALL", "CLEAR is refused"),
        ("DROP ALL", "DROP is refused"),
        ("CREATE GRAPH <http://x>", "CREATE is refused"),
        ("ADD <a:a> TO <b:b>", "ADD is refused"),
        ("MOVE <a:a> TO <b:b>", "MOVE is refused"),
        ("COPY <a:a> TO <b:b>", "COPY is refused"),
        ("ASK {}" + " " * 50_000, "at most 50000"),
        ("ASK " + "{" * 2304 + "}" * 2304, "nested more than 50 deep"),
        ("ASK { FILTER " + "(" * 60 + "1" + ")" * 60 + "}", "nested more than 50 deep"),
        ("ASK {" + "?a ?b ?c ." * 256 + "}", "more than 100 patterns"),
        ("ASK {" + "?a ?b ?c " + ", ?c" * 256 + "}", "more than 100 patterns"),
        ("ASK { ?a ?b 'x }", "line 1: a text that begins here does not end"),
        ("ASK { ?a foaf:name ?b }", "the prefix foaf: is not declared; known are dcterms:"),
    ],
)
def test_a_query_that_writes_reaches_out_or_is_too_big_is_refused(query, complaint):
    with pytest.raises(QueryError) as raised:
        guard(query)
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "piece", ["a-", "a.", "<a", "'a'", "''", '"""\'', "ex:a.", "?a", "\\u0041", "1.", "@a-", "#\n", "("]
)
def test_the_guard_is_quick_whatever_it_reads(piece):
    started = time.process_time()
    with contextlib.suppress(QueryError):
        guard(piece * (50_000 // len(piece)))
    assert time.process_time() - started < 1


BEFORE = [
    "",
    " ",
    "?s a ",
    "?s a true",
    "?s a 1",
    "?s a 1.",
    "?s a _:x.",
    "?s ?p 'x'@en",
    "?s ?p ex:x.",
    "?s a ex:a\\#",
]
BEFORE += [
    "?s?p?o",
    "?s ?p <a:b>",
    "FILTER(?s<?p)",
    "#\\u000a",
    "'",
    '"""\\',
    "<",
    "{}",
    "OPTIONAL{}",
    "\u00b2",
    "\ufeff",
]
KEYWORD = [
    "SERVICE",
    "service",
    "SERVICE SILENT",
    "SERVICESILENT",
    "S\\u0045RVICE",
    "SERV\u0131CE",
    "\u017fervice",
]
PLACE = ["<{0}>", " <{0}>", "ex:x", ":x", "?v", "#c\n<{0}>", "<{0}#>"]


def test_nothing_that_passes_the_guard_reaches_the_network(listener):
    address, calls = listener
    store, passed = Store(), 0
    head = f"PREFIX ex: <{address}> PREFIX : <{address}> PREFIX s: <{address}> "
    for before in BEFORE:
        for keyword in KEYWORD:
            for place in PLACE:
                call = f"{before}{keyword}{place.format(address)}{{?a ?b ?c}}"
                query = f"{head}SELECT * {{ VALUES ?v {{ <{address}> }} {call}\n}}"
                try:
                    guard(query)
                except QueryError:
                    continue
                passed += 1
                try:
                    list(store.query(query, use_default_graph_as_union=True))
                except (SyntaxError, ValueError, OSError, RuntimeError):
                    continue
    assert passed > 0, "some are hidden in comments and names, as they should be"
    assert calls() == 0


def test_a_query_that_got_past_the_guard_would_still_reach_nothing(listener):
    address, calls = listener
    program = (
        "import sys; from pyoxigraph import Store; from sanctiongraph.queries.running import _answer\n"
        "_answer(Store, f'SELECT * {{ SERVICE <{sys.argv[1]}> {{ ?s ?p ?o }} }}', 10, {})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, address],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "QueryError" in done.stderr and "can't be answered" in done.stderr
    assert calls() == 0


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELECT * WHERE {\n ?s ?p ?o FILTR(?o) }", "line 2, column 19, near '?s ?p ?o FILTR(?o) }'"),
        ("SELECT ?x ?y { ?x a <a:b> } GROUP BY ?x", "The SELECT contains a variable that"),
        ("", "not SPARQL: line 1, column 1"),
        ("SELECT (sg:f() AS ?x) {}", "can't be answered"),
    ],
)
def test_a_wrong_query_is_explained_in_one_line(query, complaint):
    with pytest.raises(QueryError) as raised:
        _answer(Store, query, 10, {})
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


def test_csv_follows_the_standard(ask):
    result = ask("SELECT ?label ?no { ?x a sg:Person ; rdfs:label ?label } ORDER BY ?label")
    assert as_csv(result) == b"label,no\r\nKari Holm,\r\nOleg Tarn,\r\n"
    assert as_csv(ask("ASK {}")) == b"true\r\n"


def test_json_follows_the_standard(ask):
    result = ask(
        'SELECT ?iri ?text ?number ?x { VALUES (?iri ?text ?number ?x) { (sg:Lift "a"@fr 0.5 "x") } }'
    )
    assert json.loads(as_json(result)) == {
        "head": {"vars": ["iri", "text", "number", "x"]},
        "results": {
            "bindings": [
                {
                    "iri": {"type": "uri", "value": PREFIXES["sg"] + "Lift"},
                    "text": {"type": "literal", "value": "a", "xml:lang": "fr"},
                    "number": {"type": "literal", "value": "0.5", "datatype": PREFIXES["xsd"] + "decimal"},
                    "x": {"type": "literal", "value": "x"},
                }
            ]
        },
    }
    assert json.loads(as_json(ask("ASK {}"))) == {"head": {}, "boolean": True}


def test_a_constructed_graph_is_turtle_and_nothing_else(ask):
    result = ask("CONSTRUCT { ?x rdfs:label ?l } WHERE { ?x sg:countryCode 'NO' ; rdfs:label ?l }")
    assert as_turtle(result).endswith(
        b'<https://w3id.org/sanctiongraph/id/country/NO> rdfs:label "Norway" .\n'
    )
    for writer in (as_csv, as_json):
        with pytest.raises(QueryError, match="write it as Turtle"):
            writer(result)
    with pytest.raises(QueryError, match="only CONSTRUCT"):
        as_turtle(ask("ASK {}"))
    assert ask("DESCRIBE <https://w3id.org/sanctiongraph/id/country/NO>").triples


def test_rows_are_plain_values():
    terms = [Literal(3), Literal(True), Literal("x"), NamedNode("a:b"), None]
    bad = Literal("many", datatype=NamedNode(PREFIXES["xsd"] + "integer"))
    result = Result(("a",), tuple((term,) for term in [*terms, bad]))
    assert [row[0] for row in result.rows] == [3, True, "x", "a:b", None, "many"]
    assert replace(result, terms=()).rows == []


# rows, counted in what is written

FORMATS = [QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.CSV, QueryResultsFormat.TSV]
ODD = ('a},{"', "}},{", '"', "\\", "\\\\", ",{", "x\r\ny", '"",""\r\n"', "<result>", "a\nb\t", "")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("shape", ["*", "?z", "?o ?z", "?z ?o"])
def test_rows_are_counted_in_any_answer_and_in_any_part_of_one(format, shape):
    store = Store()
    store.extend(Quad(NamedNode("x:s"), NamedNode("x:p"), Literal(text)) for text in ODD)
    query = f"SELECT {shape} {{ ?s ?p ?o }}"
    written, rows = store.query(query).serialize(format=format), len(list(store.query(query)))
    count = _COUNT[format.file_extension]
    assert count(written) == rows == len(ODD)
    assert max(count(written[:end]) for end in range(len(written))) <= rows


@pytest.mark.parametrize(
    ("passes", "refused"),
    [
        ("SELECT * { ?s ?p 'SERVICE' }", "SELECT * { ?s ?p SERVICE }"),
        ("ASK { ?s ?p <a:SERVICE> }", "ASK { ?s ?p < a: SERVICE> }"),
        ("ASK { ?s ?p ?o } # LOAD", "ASK { ?s ?p ?o } \n LOAD"),
        ("ASK { ?s ?p '#' , 'LOAD' }", "ASK { ?s ?p '#' , ' LOAD }"),
        ("ASK { ?s ?p '\\'' , 'LOAD' , '' }", "ASK { ?s ?p '\\'' , LOAD , '' }"),
        ("ASK { ?s ?p 'a' }", "ASK { ?s ?p '\n' }"),
        ("ASK { ?s ?p 'a' }", "ASK { ?s ?p \0t , LOAD }"),
        ("PREFIX a: <x:y> ASK { ?s a:b 'a:b' }", "PREFIX b: <x:y> ASK { ?s a:b 'a:b' }"),
    ],
)
def test_what_passed_lets_nothing_else_pass(passes, refused):
    for _ in range(2):
        guard(passes)
        with pytest.raises(QueryError):
            guard(refused)


def test_queries_of_one_form_have_the_same_words():
    pieces = ["'", '"', "'''", '"""', "<", ">", "<x>", "#", "\n", " ", "a:b", "LOAD", "{", "\\'", "?x"]
    chance, judged = Random(0), {}
    for _ in range(10_000):
        query = "".join(chance.choices(pieces, k=chance.randrange(1, 6)))
        try:
            words = [one.kind in ("iri", "text") or one.text for one in tokens(query)]
        except QueryError as error:
            words = str(error)
        form = _form(query)
        assert form is None or judged.setdefault(form, words) == words, query
    assert 1000 < len(judged) < 8000
