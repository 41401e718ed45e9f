"""A graph leaves in every format complete, byte-stable and readable by others."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from sanctiongraph.errors import OutputError
from sanctiongraph.exports import write
from sanctiongraph.vocab import BASE, RDF, SG, XSD

RDFLIB = {
    ".jsonld": "json-ld",
    ".nq": "nquads",
    ".nt": "nt",
    ".rdf": "xml",
    ".trig": "trig",
    ".ttl": "turtle",
    ".xml": "xml",
}
FORMATS = {suffix: RdfFormat.from_extension(suffix[1:]) for suffix in RDFLIB}
GRAPH = NamedNode(BASE + "graph/document/one")
TEXTS = [
    "plain",
    "line\nbreak\r\nreturn\rtab\t",
    "\"quoted\" 'single' \\ back\\\\slash \\u0041 \\n",
    'a"^^<' + BASE + 'document/x>"',
    'a"^^<http://www.w3.org/2001/XMLSchema#integer>',
    "]]> &amp; <b>",
    "Ωμέγα 中文 🙂 \u2028 \u0085 \ufffd",
    '"""',
    "ends with a dot .\n",
    "",
]


def statement(value, subject=BASE + "document/one", predicate=SG + "quote", graph=GRAPH):
    return Quad(NamedNode(subject), NamedNode(predicate), value, graph)


def typed(text, datatype):
    return Literal(text, datatype=NamedNode(XSD + datatype))


WORLD = [
    *(statement(Literal(text)) for text in TEXTS),
    statement(Literal("bonjour", language="fr")),
    *(
        statement(typed(text, datatype))
        for text, datatype in [
            ("1", "decimal"),
            ("0.85", "decimal"),
            ("-7", "integer"),
            ("true", "boolean"),
            ("2024-03", "gYearMonth"),
            ("2024-03-09", "date"),
            ("not a number", "integer"),
        ]
    ),
    statement(NamedNode(SG + "Person"), BASE + "person/x", RDF + "type", NamedNode(BASE + "graph/entities")),
    statement(NamedNode(BASE + "document/a%2Fb#c~1/9"), predicate=SG + "hasEvidence"),
    statement(NamedNode(BASE + "document/../up"), predicate=SG + "hasEvidence"),
    statement(NamedNode(BASE), predicate=SG + "hasEvidence"),
    statement(NamedNode(BASE + "a//b"), predicate=SG + "hasEvidence"),
    statement(NamedNode("http://ex.org/?q=a&b#c"), predicate="http://ex.org/own/p-1"),
    statement(NamedNode(SG + "not.short/")),
    statement(Literal("default"), graph=DefaultGraph()),
]


def written(suffix, quads=WORLD, base=BASE):
    store = Store()
    store.extend(quads)
    stream = io.BytesIO()
    write(store, stream, suffix, base=base)
    return stream.getvalue()


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("base", [BASE, "http://other.example/", "urn:x:"])
def test_everything_written_is_read_back(suffix, base):
    read = set(parse(written(suffix, base=base), format=FORMATS[suffix]))
    if FORMATS[suffix].supports_datasets:
        assert read == set(WORLD)
    else:
        assert {quad.triple for quad in read} == {quad.triple for quad in WORLD}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("suffix", FORMATS)
def test_another_library_reads_the_same(suffix):
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=written(suffix), format=RDFLIB[suffix])
    texts = {str(value) for value in graph.objects(predicate=rdflib.URIRef(SG + "quote"))}
    assert texts >= set(TEXTS)
    things = {str(value) for value in graph.objects(predicate=rdflib.URIRef(SG + "hasEvidence"))}
    assert things == {BASE + "document/a%2Fb#c~1/9", BASE + "document/../up", BASE, BASE + "a//b"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_order_of_arrival_changes_no_byte(suffix):
    shuffled = random.Random(1).sample(WORLD, len(WORLD))
    assert written(suffix, shuffled) == written(suffix, [*WORLD, *WORLD])


@pytest.mark.parametrize("suffix", FORMATS)
def test_writing_what_was_read_gives_the_same_bytes(suffix):
    first = written(suffix)
    assert written(suffix, list(parse(first, format=FORMATS[suffix]))) == first


def test_turtle_reads_well():
    document, person, claim = BASE + "document/one", BASE + "person/x", BASE + "document/one#a1"
    sentence = claim + "/9"
    text = written(
        ".ttl",
        [
            statement(NamedNode(SG + "Person"), person, RDF + "type"),
            statement(NamedNode(SG + "Evidence"), sentence, RDF + "type"),
            statement(typed("9", "integer"), sentence, SG + "start"),
            statement(NamedNode(SG + "Document"), document, RDF + "type"),
            statement(NamedNode(sentence), claim, SG + "hasEvidence"),
            statement(NamedNode(SG + "Lift"), claim, SG + "hasAct"),
            statement(NamedNode(SG + "SanctionAction"), claim, RDF + "type"),
        ],
    ).decode()
    assert text.partition("@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n")[2] == (
        """
<document/one>
    a sg:Document .

<document/one#a1>
    a sg:SanctionAction ;
    sg:hasAct sg:Lift ;
    sg:hasEvidence <document/one#a1/9> .

<document/one#a1/9>
    a sg:Evidence ;
    sg:start 9 .

<person/x>
    a sg:Person .
"""
    )


def test_many_values_stand_one_below_the_other():
    people = [
        statement(NamedNode(f"{BASE}person/somebody-{n}"), predicate="https://schema.org/mentions")
        for n in range(9)
    ]
    text = written(".ttl", people).decode()
    assert "    schema:mentions\n        <person/somebody-0>,\n        <person/somebody-1>,\n" in text


def test_nested_blank_nodes_and_triple_terms_of_other_peoples_graphs_survive():
    source = b"""PREFIX : <http://ex.org/> :s :p [ :q "x" ] ; :r <<( :a :b "y" )>> ."""
    quads = list(parse(source, format=RdfFormat.TURTLE))
    read = list(parse(written(".ttl", quads), format=RdfFormat.TURTLE))
    assert len(read) == 3
    assert any(isinstance(quad.object, Triple) for quad in read)


def test_rdf_xml_refuses_what_xml_cannot_hold():
    for text in ("bell \x07", "\ufffe"):
        with pytest.raises(OutputError, match="control character"):
            written(".rdf", [statement(Literal(text))])
        assert written(".nt", [statement(Literal(text))])


def test_a_file_appears_complete_or_not_at_all(tmp_path):
    path = tmp_path / "graph.rdf"
    path.write_text("the old one")
    store = Store()
    store.add(statement(Literal("bell \x07")))
    with pytest.raises(OutputError):
        write(store, path)
    assert path.read_text() == "the old one"
    assert [left.name for left in tmp_path.iterdir()] == ["graph.rdf"]


def test_a_path_says_its_format_and_a_stream_is_told(tmp_path):
    store = Store()
    store.add(statement(Literal("x")))
    write(store, tmp_path / "GRAPH.NQ")
    assert (tmp_path / "GRAPH.NQ").read_bytes() == written(".nq", store)
    write(store, tmp_path / "anything", ".ttl")
    assert (tmp_path / "anything").read_bytes() == written(".ttl", store)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("graph.doc", "unknown format '.doc'; known are .ttl .trig"),
        ("graph", "unknown format ''"),
        ("missing/graph.ttl", "graph.ttl: can't be written: "),
    ],
)
def test_what_cannot_be_written_is_named_in_one_line(tmp_path, name, complaint):
    with pytest.raises(OutputError) as raised:
        write(Store(), tmp_path / name)
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_full_disk_is_an_output_error():
    with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(OutputError, match="No space left"):
        write(Store(), full, ".ttl")
