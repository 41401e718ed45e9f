"""An analysis in RDF stands beside the facts, says what it measured, and can be dropped."""

from __future__ import annotations

import pytest
import worlds
from pyoxigraph import NamedNode, Store

from sanctiongraph import network, pipeline
from sanctiongraph.errors import OutputError
from sanctiongraph.exports import write
from sanctiongraph.store import read_graph
from sanctiongraph.triples import knowledge, measurements, quads
from sanctiongraph.validation import validate
from sanctiongraph.vocab import PREFIXES

WORLD = worlds.small()
RUN = "https://w3id.org/sanctiongraph/id/analysis/"


@pytest.fixture(scope="module")
def measured() -> Store:
    store = Store()
    store.extend(measurements(network.analyze(network.project(WORLD)), WORLD))
    return store


def ask(store: Store, query: str) -> list[tuple[str, ...]]:
    solutions = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    return sorted(tuple(term.value for term in row) for row in solutions)


def test_a_run_is_one_named_graph(measured):
    [graph] = measured.named_graphs()
    assert graph.value.startswith("https://w3id.org/sanctiongraph/id/graph/analysis/")


def test_an_observation_says_of_what_which_number_and_its_property_what_that_means(measured):
    rows = ask(
        measured,
        """SELECT ?who ?value ?meaning WHERE {
            ?one a sosa:Observation ; sosa:hasFeatureOfInterest ?who ; sosa:hasSimpleResult ?value ;
                sosa:observedProperty ?what .
            ?what rdfs:label "restrictions borne" ; skos:definition ?meaning ; skos:scopeNote ?limits .
            ?run sosa:hasMember ?one ; prov:wasDerivedFrom ?document . }""",
    )
    values = {who.rpartition("/id/")[2]: value for who, value, _ in rows}
    assert values["person/nicolas-maduro"] == "1"
    assert all(meaning.endswith(".") for _, _, meaning in rows)


def test_every_actor_has_every_number_once(measured):
    rows = ask(
        measured,
        """SELECT ?who (COUNT(?one) AS ?n) WHERE { ?one sosa:hasFeatureOfInterest ?who ;
            sosa:observedProperty/rdfs:label "PageRank" } GROUP BY ?who""",
    )
    assert len(rows) == len(network.project(WORLD))
    assert {number for _, number in rows} == {"1"}


def test_the_name_of_a_run_comes_from_its_content():
    def name(world):
        return next(measurements(network.analyze(network.project(world)), world)).graph_name

    assert name(WORLD) == name(WORLD)
    assert name(WORLD) != name(worlds.wide())


def test_facts_read_the_same_beside_an_analysis_and_after_it_is_dropped(measured):
    store = Store()
    store.extend(quads(WORLD))
    before = set(store)
    store.extend(measured)
    assert knowledge(store) == knowledge_of(before)
    assert [found for found in validate(store) if found.severity == "Violation"] == []
    [graph] = measured.named_graphs()
    store.remove_graph(graph)
    assert set(store) == before


def knowledge_of(facts):
    store = Store()
    store.extend(facts)
    return knowledge(store)


def test_the_file_is_written_under_the_base_of_the_graph(tmp_path):
    store = Store()
    store.extend(quads(WORLD, base="https://example.org/ours/"))
    write(store, tmp_path / "graph.trig", base="https://example.org/ours/")
    pipeline.analyze(tmp_path / "graph.trig", rdf=tmp_path / "run.trig")
    both = read_graph([tmp_path / "graph.trig", tmp_path / "run.trig"])
    things = {
        quad.object
        for quad in both.quads_for_pattern(None, NamedNode(PREFIXES["sosa"] + "hasFeatureOfInterest"), None)
    }
    assert NamedNode("https://example.org/ours/person/nicolas-maduro") in things
    again = tmp_path / "again.trig"
    pipeline.analyze([tmp_path / "graph.trig", tmp_path / "run.trig"], rdf=again)
    assert again.read_bytes() == (tmp_path / "run.trig").read_bytes()


def test_a_format_that_nobody_knows_is_refused_before_any_work(tmp_path):
    with pytest.raises(OutputError, match="unknown format"):
        pipeline.analyze(tmp_path / "no.trig", rdf=tmp_path / "run.csv")
