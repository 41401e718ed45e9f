"""Hostile names, told to a question or found in a graph, come back as they are, or harmless; none acts."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree as Xml

import pytest
from markdown_it import MarkdownIt
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse
from rich.console import Console

from sanctiongraph.cli.query import table
from sanctiongraph.errors import OutputError, QueryError
from sanctiongraph.queries import WRITERS, text, write
from sanctiongraph.queries.parameters import read
from sanctiongraph.queries.results import Result
from sanctiongraph.queries.running import _answer
from sanctiongraph.vocab import DCTERMS, RDF, RDFS, XSD, sg

NAMES = [
    '"',
    "'",
    '"""',
    "''' }",
    '"@en',
    '"^^<http://www.w3.org/2001/XMLSchema#integer>',
    "}",
    "{ ?s ?p ?o }",
    "} } UNION { ?a ?b ?c",
    '") } SERVICE <http://127.0.0.1/> { ?s ?p ?o } #',
    '" } ; DROP ALL ; #',
    "'; DROP TABLE actors; --",
    "Robert'); DELETE WHERE { ?s ?p ?o }",
    "# a comment",
    "a # b",
    "UNDEF",
    "(UNDEF)",
    "VALUES (?given_target) { (UNDEF) }",
    "?given_target",
    "$x",
    "\\",
    "a\\",
    '\\"',
    "\\u0022 } #",
    "\\U00000022",
    "<http://example.org/a b>",
    "http://example.org/a b",
    "http://example.org/>.?s?p?o.<x",
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "&lt;b&gt;",
    "[click](javascript:alert(1))",
    "![x](http://127.0.0.1/x.png)",
    "| a | b |",
    "`code` *bold* _it_ ~~no~~ https://example.org/",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://127.0.0.1/";"x")',
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "\uff1d2+2",
    "  =3+3",
    "\u200b=1+1",
    "\t=4+4",
    "line\none",
    "line\r\n=1+1",
    "carriage\rreturn",
    "tab\tbed",
    "a,b;c",
    "\x1b[31mred\x1b]0;title\x07",
    "\x9b31m",
    "bell\x07 and \x01",
    "\u202egnp.exe",
    "\u2066left\u2069",
    "\ufeffmark",
    "zero\u200dwidth",
    "Ünïcödé 北京 😀",
    "../../etc/passwd",
    "%s%n{0}{name}",
    "_x0041_",
    "\ufffe\uffff",
    "true",
    "1e5",
    "x" * 10_000,
    "'\"}\n" * 2_500,
]
EX = "http://example.org/"
WHO = NamedNode(EX + "who")
NEVER_XML = re.compile("[\ufffe\uffff]")


@pytest.fixture(scope="module")
def store():
    """A graph in which every hostile name is a target, a document's id, a ground and a sentence."""
    return graph(NAMES)


def graph(names):
    store = Store()
    for number, name in enumerate(names):
        who, act, said, news = (NamedNode(f"{EX}{kind}{number}") for kind in ("who", "act", "said", "news"))
        for subject, predicate, value in [
            (who, RDFS + "label", Literal(name)),
            (who, RDF + "type", NamedNode(sg("Person"))),
            (news, DCTERMS + "identifier", Literal(name)),
            (said, sg("isFromDocument"), news),
            (said, sg("quote"), Literal(name)),
            (act, RDF + "type", NamedNode(sg("SanctionAction"))),
            (act, sg("hasAct"), NamedNode(sg("Impose"))),
            (act, sg("hasModality"), NamedNode(sg("Actual"))),
            (act, sg("isNegated"), Literal(False)),
            (act, sg("hasMeasure"), NamedNode(sg("TravelBan"))),
            (act, sg("confidence"), Literal("0.5", datatype=NamedNode(XSD + "decimal"))),
            (act, sg("hasTarget"), who),
            (act, sg("grounds"), Literal(name)),
            (act, sg("hasEvidence"), said),
        ]:
            store.add(Quad(subject, NamedNode(predicate), value))
    return store


def ask(store, question, **told):
    query = text(question)
    return _answer(lambda: store, query, 10_000, read(query, told))


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_hostile_name_that_is_told_finds_itself_and_nothing_else(store, name):
    before = len(store)
    for told in ({"target": name}, {"document": name}):
        result = ask(store, "who-sanctions-whom", **told)
        assert [row[1] for row in result.rows] == [name]
    grounds = {row[0] for row in ask(store, "grounds", words=name).rows}
    assert grounds == {one for one in NAMES if name.lower() in one.lower()}
    assert len(store) == before


@pytest.fixture(scope="module")
def answer(store):
    """All hostile names as an answer: a column of them, a number and a column that is half empty."""
    rows = tuple((Literal(name), Literal(-1), Literal("") if n % 2 else None) for n, name in enumerate(NAMES))
    return Result(("name", "number", "nothing"), rows)


def formula(cell):
    """Whether a spreadsheet could take the cell for a formula."""
    seen = re.sub(r"^[\s\x00-\x20\x7f-\xa0\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+", "", cell)
    return seen[:1] in tuple("=+-@＝＋－＠") or cell[:1] in ("\t", "\r", "\n")


@pytest.mark.parametrize(("suffix", "separator"), [(".csv", ","), (".tsv", "\t")])
def test_in_csv_and_tsv_a_formula_gets_an_apostrophe_and_all_else_is_as_it_was(answer, suffix, separator):
    written = WRITERS[suffix](answer).decode()
    rows = list(csv.reader(io.StringIO(written, newline=""), delimiter=separator))
    assert rows[0] == ["name", "number", "nothing"]
    assert [row[0] for row in rows[1:]] == [f"'{name}" if formula(name) else name for name in NAMES]
    assert {tuple(row[1:]) for row in rows[1:]} == {("-1", "")}
    assert not [row[0] for row in rows if formula(row[0])]
    assert sum(map(formula, NAMES)) == 9


def test_in_json_every_name_is_exact(answer):
    rows = json.loads(WRITERS[".json"](answer))["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == NAMES


def test_in_turtle_every_name_is_exact(store):
    result = _answer(lambda: store, "CONSTRUCT { ?x rdfs:label ?l } WHERE { ?x rdfs:label ?l }", 1000, {})
    triples = parse(WRITERS[".ttl"](result), format=RdfFormat.TURTLE)
    assert sorted(triple.object.value for triple in triples) == sorted(NAMES)


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet(written):
    """The cells of a workbook, as (type, value), and the names of its files."""
    with zipfile.ZipFile(io.BytesIO(written)) as book:
        shared = [
            re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), "".join(item.itertext()))
            for item in Xml.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{MAIN}si")
        ]
        root = Xml.fromstring(book.read("xl/worksheets/sheet1.xml"))
        assert not [tag for tag in ("f", "hyperlink") if list(root.iter(f"{MAIN}{tag}"))]
        cells = [
            [(cell.get("t"), cell.findtext(f"{MAIN}v")) for cell in row.iter(f"{MAIN}c")]
            for row in root.iter(f"{MAIN}row")
        ]
    return [[shared[int(value)] if kind == "s" else value for kind, value in row] for row in cells]


def test_in_a_workbook_every_name_is_text_and_nothing_is_a_formula_or_a_link(answer):
    rows = sheet(WRITERS[".xlsx"](answer))
    assert rows[0] == ["name", "number", "nothing"]
    assert [row[0] for row in rows[1:]] == [NEVER_XML.sub("\ufffd", name) for name in NAMES]
    assert {row[1] for row in rows[1:]} == {"-1"}
    assert WRITERS[".xlsx"](answer) == WRITERS[".xlsx"](answer), "the same bytes"


def test_in_markdown_every_name_is_one_cell_of_text(answer):
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(WRITERS[".md"](answer).decode())
    cells = [token for token in tokens if token.type == "inline"]
    assert len(cells) == 3 * (len(NAMES) + 1)
    children = [child for cell in cells for child in cell.children]
    assert {child.type for child in children} <= {"text", "text_special"}
    shown = ["".join(child.content for child in cell.children) for cell in cells[3::3]]
    assert shown == ["".join(c if c.isprintable() else "\ufffd" for c in " ".join(n.split())) for n in NAMES]


def test_on_the_terminal_every_name_is_one_line_that_orders_nothing(answer):
    screen = io.StringIO()
    Console(file=screen, markup=False, highlight=False, width=20_000).print(table(answer))
    lines = screen.getvalue().rstrip("\n").split("\n")
    assert len(lines) == len(NAMES) + 4, "and the names of the columns, a rule, two empty lines"
    assert all(line.isprintable() for line in lines[3:] if line.strip() and "─" not in line)


# what a format can't hold


def test_a_sheet_takes_a_cell_whole_or_not_at_all():
    assert sheet(WRITERS[".xlsx"](Result(("a",), ((Literal("x" * 32_767),),))))[1] == ["x" * 32_767]
    for long in ("x" * 32_768, "😀" * 16_384):
        with pytest.raises(QueryError, match="at most 32767 characters"):
            WRITERS[".xlsx"](Result(("a",), ((Literal(long),),)))


def test_a_sheet_keeps_numbers_as_they_are():
    def typed(value, name):
        return Literal(value, datatype=NamedNode(XSD + name))

    values = [
        typed("0.85", "decimal"),
        typed("9" * 18, "integer"),
        typed("NaN", "decimal"),
        typed("=1", "integer"),
    ]
    values += [Literal(True), NamedNode("a:b"), typed("2024-05", "gYearMonth")]
    rows = sheet(WRITERS[".xlsx"](Result(("a",), tuple((value,) for value in values))))
    assert [row[0] for row in rows[1:]] == ["0.85", "9" * 18, "NaN", "=1", "1", "a:b", "2024-05"]
    written = WRITERS[".csv"](Result(("a",), tuple((value,) for value in values))).decode().split()
    assert written == ["a", "0.85", "9" * 18, "NaN", "'=1", "true", "a:b", "2024-05"]


@pytest.mark.parametrize("suffix", sorted(set(WRITERS) - {".ttl"}))
def test_a_yes_is_written_in_every_format_of_rows_and_a_graph_in_none(suffix):
    assert WRITERS[suffix](Result(answer=True))
    with pytest.raises(QueryError, match="write it as Turtle"):
        WRITERS[suffix](Result(triples=()))


def test_an_answer_is_written_to_a_file_by_its_suffix(tmp_path):
    result = Result(("a",), ((Literal("x"),),))
    for suffix in set(WRITERS) - {".ttl"}:
        write(result, tmp_path / f"answer{suffix.upper()}")
        assert (tmp_path / f"answer{suffix.upper()}").read_bytes() == WRITERS[suffix](result)
    with pytest.raises(OutputError, match=r"unknown format '\.doc'; known are \.csv"):
        write(result, tmp_path / "answer.doc")
    with pytest.raises(OutputError, match="there is no folder"):
        write(result, tmp_path / "no" / "answer.csv")
