"""A graph in Python: opened once, seen as RDF, network, tables and map; and the notebook that shows it."""

from __future__ import annotations

import ast
import builtins
import html
import json
import re
import subprocess
import sys

import pytest
import rdflib
from pyoxigraph import Store
from shell import ROOT, environment
from worlds import country, knowledge, small, wide

import sanctiongraph
from sanctiongraph import opening
from sanctiongraph.errors import GraphError, InputError
from sanctiongraph.exports import write
from sanctiongraph.model import Entity, Kind, Knowledge
from sanctiongraph.store import load, open_store
from sanctiongraph.triples import quads
from sanctiongraph.vocab import RDF, SG

NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def saved(what: Knowledge, path):
    store = Store()
    store.extend(quads(what))
    write(store, path)
    return path


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A graph file with some forty-five actors and seventy claims."""
    return saved(wide(), tmp_path_factory.mktemp("opening") / "graph.trig")


@pytest.fixture
def opened(file):
    return sanctiongraph.open(file)


@pytest.fixture
def plain(monkeypatch):
    """As if pandas were not installed."""
    monkeypatch.setattr(opening, "find_spec", lambda name: None)


def test_it_is_an_rdflib_dataset_with_a_graph_for_each_document(opened):
    names = {str(graph.identifier) for graph in opened.dataset.graphs()}
    assert {name.rpartition("/")[2] for name in names} >= {"entities", "v1.txt", "k1.txt"}
    asked = "SELECT (COUNT(?c) AS ?n) WHERE { GRAPH ?g { ?c a sg:SanctionAction } }"
    [[count]] = opened.dataset.query(asked)
    assert int(count) == sum(len(one.actions) for one in wide().accounts)


def test_it_is_one_rdflib_graph(opened):
    actions = set(opened.graph.subjects(rdflib.RDF.type, rdflib.URIRef(SG + "SanctionAction")))
    assert len(actions) == sum(len(one.actions) for one in wide().accounts)
    assert len(opened.graph) == len({quad.triple for quad in quads(wide())})
    assert set(opened.graph.predicates()) > {rdflib.URIRef(RDF + "type")}


def test_it_is_a_network(opened):
    network = opened.network()
    assert network.nodes["person/maduro"]["label"] == "Nicolás Maduro"
    assert network.number_of_nodes() <= len(wide().entities)
    assert set(opened.network(include_isolated=True)) == {entity.id for entity in wide().entities}


def test_without_pandas_tables_are_lists_of_dicts(opened, plain):
    entities, claims = opened.entities(), opened.claims()
    assert [row["id"] for row in entities] == [entity.id for entity in wide().entities]
    unsaid = next(row for row in claims if not row["sources"])
    assert (unsaid["targets"], unsaid["target_ids"]) == (("Syria",), ("country/SY",))
    assert len({tuple(row) for row in claims}) == 1
    assert sum(row["type"] == "tenure" for row in claims) == 10


def test_with_pandas_tables_are_data_frames(opened):
    pandas = pytest.importorskip("pandas")
    claims = opened.claims()
    assert isinstance(claims, pandas.DataFrame)
    assert list(claims.columns) == list(opening.rows.CLAIM)
    assert claims["weight"].between(0, 1).all()
    assert claims.loc[claims["act"] == "Impose", "negated"].dtype == bool


def test_it_answers_questions(opened):
    assert opened.query("timeline").variables[0] == "date"
    assert opened.query("ASK { ?action sg:hasAct sg:Lift }", seconds=20.0).answer is True


def test_its_map_stands_in_a_frame_that_reaches_nothing(opened):
    shown = opened.map()._repr_html_()
    [page] = re.findall(r'<iframe srcdoc="([^"]*)" sandbox="allow-scripts[^"]*"', shown)
    assert html.unescape(page) == opened.map().page
    assert "allow-same-origin" not in shown
    assert "<caption>The claims, 69</caption>" in shown.partition("<details>")[2]


def test_the_table_below_a_map_says_in_words_what_is_denied_and_what_is_only_planned(tmp_path):
    fallback = sanctiongraph.open(saved(small(), tmp_path / "graph.trig")).map().fallback
    rows = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", fallback)][1:]
    assert [row[:6] for row in rows if row[2] == "will not lift sanctions on"] == [
        [
            "undated, published 2024-04-17",
            "United States",
            "will not lift sanctions on",
            "Venezuela",
            "refused or ruled out",
            "70%",
        ]
    ]
    assert [row[1] for row in rows if "plans to reimpose sanctions on" in row] == ["United States"]
    assert "not named" in {row[1] for row in rows}
    assert not {"Impose", "Actual", "Reimpose"} & {cell for row in rows for cell in row}
    kinds = ["sanctions" in row[2] for row in rows]
    assert kinds == sorted(kinds, reverse=True)


def test_a_notebook_is_shown_how_much_there_is(opened):
    shown = opened._repr_html_()
    assert f"<td>SanctionAction</td><td>{sum(len(one.actions) for one in wide().accounts)}</td>" in shown
    assert "<td>Russia</td><td>Country</td><td>RU</td>" in shown


def test_hostile_names_are_only_shown(tmp_path):
    nasty = '</iframe><script>alert("x")</script>'
    entities = [country("US", nasty), Entity(id="person/x", kind=Kind.PERSON, label='"><img src=x>')]
    told = sanctiongraph.open(saved(knowledge(entities, []), tmp_path / "graph.nq"))
    for shown in (told._repr_html_(), told.map()._repr_html_()):
        assert "<script>alert" not in shown
        assert "<img src=x>" not in shown
        assert shown.count("</iframe>") <= 1


def test_several_files_a_store_folder_and_an_output_folder_open_too(tmp_path, file):
    parts = [
        saved(wide(), tmp_path / "one.nq"),
        saved(knowledge([country("FR", "France")], []), tmp_path / "b.ttl"),
    ]
    assert "country/FR" in {entity.id for entity in sanctiongraph.open(parts).knowledge.entities}
    folder = tmp_path / "store"
    load(open_store(folder), quads(wide()), folder=folder)
    assert sanctiongraph.open(str(folder)).knowledge == wide_again(file)
    assert sanctiongraph.open(file.parent).knowledge == wide_again(file)


def wide_again(file) -> Knowledge:
    return sanctiongraph.open(file).knowledge


def test_closed_is_closed(file):
    with sanctiongraph.open(file) as graph:
        network = graph.network()
    assert network.number_of_nodes()
    graph.close()
    for ask in (lambda: graph.graph, lambda: graph.dataset, graph.claims, graph._repr_html_, graph.map):
        with pytest.raises(InputError, match=r"sanctiongraph.open\(\['.*graph.trig'\]\) was closed"):
            ask()
    with pytest.raises(InputError, match="was closed"):
        graph.query("timeline")


def test_what_cannot_be_opened_is_told_at_once(tmp_path):
    with pytest.raises(GraphError, match=r"missing\.trig"):
        sanctiongraph.open(tmp_path / "missing.trig")


def test_a_name_that_is_nothing_is_no_file(tmp_path):
    with pytest.raises(GraphError, match="nosuch: no such file or folder"):
        sanctiongraph.open(tmp_path / "nosuch")


def test_an_output_folder_answers_questions(file):
    assert (
        sanctiongraph.query("timeline", file.parent).rows
        == sanctiongraph.open(file.parent).query("timeline").rows
    )


def test_a_map_that_is_named_is_short(opened):
    assert repr(opened.map()) == "Map()"


def test_open_hides_nobodys_open():
    space: dict[str, object] = {}
    exec("from sanctiongraph import *", space)
    assert "open" not in space
    assert builtins.open is not sanctiongraph.open
    assert "open" in dir(sanctiongraph)


def test_importing_the_package_loads_no_library():
    code = "import sys, sanctiongraph; print(sorted({'rdflib', 'networkx', 'pyoxigraph'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def cells() -> list[str]:
    told = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (told["nbformat"], told["nbformat_minor"]) == (4, 5)
    return ["".join(cell["source"]) for cell in told["cells"] if cell["cell_type"] == "code"]


def shown(code: str, space: dict[str, object]) -> object:
    """Runs a cell and gives what a notebook would show: the value of its last line."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), space)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), space) if last else None


def test_the_notebook_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    space: dict[str, object] = {}
    values = [shown(code, space) for code in cells()]
    assert len([value for value in values if value is not None]) >= len(values) - 2
    assert (tmp_path / "example" / "graph.gexf").read_bytes().startswith(b"<?xml")


def test_the_notebook_holds_no_results():
    told = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    for cell in told["cells"]:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None
