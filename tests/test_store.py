"""Graphs are kept, replaced, read from every format, and never lost in silence."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, serialize

from sanctiongraph.errors import GraphError, OutputError
from sanctiongraph.store import (
    SUFFIXES,
    check,
    commits,
    load,
    open_graph,
    open_store,
    read_graph,
    remove,
    replace,
    snapshot,
)

ONE, TWO = "http://ex.org/graph/one", "http://ex.org/graph/two"


def quad(value, graph=ONE):
    name = NamedNode(graph) if graph else DefaultGraph()
    return Quad(NamedNode("http://ex.org/s"), NamedNode("http://ex.org/p"), Literal(value), name)


def run(code):
    """What becomes of a fresh Python process that knows the package."""
    head = "from pathlib import Path\nfrom sanctiongraph.store import load, open_store\n"
    source = str(Path(__file__).parents[1] / "graph")
    return subprocess.run(
        [sys.executable, "-c", head + code],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": source},
    )


def values(store):
    return sorted(quad.object.value for quad in store)


@pytest.fixture
def folder(tmp_path):
    """A store folder with two graphs, written and closed."""
    store = open_store(tmp_path / "store")
    load(store, [quad("a"), quad("b"), quad("c", TWO)], folder=tmp_path / "store")
    return tmp_path / "store"


def test_what_was_loaded_is_there_when_the_folder_is_opened_again(folder):
    assert values(open_store(folder)) == ["a", "b", "c"]
    assert values(read_graph(folder)) == ["a", "b", "c"]
    assert {graph: commit.quads for graph, commit in commits(folder).items()} == {ONE: 2, TWO: 1}
    assert check(folder) == []


def test_replacing_a_graph_leaves_nothing_old_and_touches_no_other(folder):
    store = open_store(folder)
    replace(store, ONE, [quad("new \\u0041 \"'''\n} ; DROP ALL")], folder=folder)
    assert values(store) == ["c", "new \\u0041 \"'''\n} ; DROP ALL"]
    del store
    assert check(folder) == []


def test_removing_a_graph_removes_its_commit(folder):
    store = open_store(folder)
    remove(store, ONE, folder=folder)
    assert values(store) == ["c"]
    assert list(commits(folder)) == [TWO]
    del store
    assert check(folder) == []


def test_replacing_in_memory_works_the_same():
    store = open_store()
    load(store, [quad("a"), quad("c", TWO)])
    replace(store, ONE, [quad("b")])
    assert values(store) == ["b", "c"]


def test_quads_of_another_graph_are_refused():
    with pytest.raises(GraphError, match="to replace the graph"):
        replace(open_store(), ONE, [quad("a", TWO)])


def test_an_unfinished_replacement_is_dropped_at_the_next_opening(folder):
    store = open_store(folder)
    store.extend([quad("half", ONE + "#next")])
    store.flush()
    del store
    assert check(folder) == []
    assert values(open_store(folder)) == ["a", "b", "c"]


def test_a_second_writer_is_refused(folder):
    store = open_store(folder)
    with pytest.raises(OutputError, match="another process is writing"):
        open_store(folder)
    ran = run(f"open_store(Path({str(folder)!r}))")
    assert "another process is writing" in ran.stderr
    assert values(store) == ["a", "b", "c"]


def test_a_writer_killed_right_after_loading_has_lost_nothing(tmp_path):
    code = f"""
import os
from pyoxigraph import Literal, NamedNode, Quad
folder = Path({str(tmp_path / "s")!r})
node = NamedNode("http://ex.org/s")
load(open_store(folder), [Quad(node, node, Literal(str(n)), node) for n in range(1000)], folder=folder)
os.kill(os.getpid(), 9)
"""
    assert run(code).returncode == -9
    assert check(tmp_path / "s") == []
    assert len(open_store(tmp_path / "s")) == 1000


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda store: store.remove_graph(NamedNode(TWO)), "is lost; 1 quads were committed"),
        (lambda store: store.remove(quad("a")), "holds 1 quads; 2 were committed"),
        (lambda store: (store.remove(quad("a")), store.add(quad("z"))), "other quads than were committed"),
        (lambda store: store.add(quad("x", "http://ex.org/stray")), "was never committed"),
        (lambda store: store.add(quad("x", None)), "was never committed"),
    ],
)
def test_a_store_that_contradicts_its_commits_is_found_out(folder, damage, complaint):
    store = open_store(folder)
    damage(store)
    store.flush()
    del store
    gc.collect()
    (problem,) = check(folder)
    assert complaint in problem


def test_half_a_line_left_by_a_power_cut_is_overwritten(folder):
    with (folder / "commits.jsonl").open("ab") as file:
        file.write(b'{"graph": "http://ex.org/gra')
    assert list(commits(folder)) == [ONE, TWO]
    store = open_store(folder)
    replace(store, ONE, [quad("b")], folder=folder)
    assert {graph: commit.quads for graph, commit in commits(folder).items()} == {ONE: 1, TWO: 1}


def test_damaged_commits_are_named(folder):
    (folder / "commits.jsonl").write_bytes(b"\xff{}\n")
    with pytest.raises(GraphError, match="damaged"):
        commits(folder)


def test_a_folder_of_other_things_is_no_place_for_a_store(tmp_path):
    (tmp_path / "mine.txt").touch()
    with pytest.raises(OutputError, match="holds other files and no graph store"):
        open_store(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_made_is_an_output_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="can't be opened for writing"):
        open_store(tmp_path / "file" / "store")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_is_read_by_its_suffix(tmp_path, suffix):
    path = tmp_path / f"graph{suffix}"
    named = SUFFIXES[suffix].supports_datasets
    serialize([quad("é") if named else quad("é").triple], str(path), SUFFIXES[suffix])
    (read,) = read_graph(path)
    assert (read.object.value, read.graph_name) == ("é", NamedNode(ONE) if named else DefaultGraph())


def test_files_and_folders_are_read_together_and_nothing_is_written(folder, tmp_path):
    path = tmp_path / "more.ttl"
    path.write_text('<http://ex.org/s> <http://ex.org/p> "d" .')
    assert values(read_graph([folder, path])) == ["a", "b", "c", "d"]
    assert values(read_graph(folder)) == ["a", "b", "c"]


def test_blank_nodes_of_two_files_stay_apart(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.nt").write_text('_:x <http://ex.org/p> "1" .')
    assert len(read_graph([tmp_path / "a.nt", tmp_path / "b.nt"])) == 2


RDF = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>"


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("missing.ttl", None, "missing.ttl: no such file or folder"),
        ("missing", None, "missing: no such file or folder"),
        ("table.csv", "a,b", "table.csv: unknown format '.csv'; known are .jsonld .nq"),
        ("bad.ttl", "@prefix a: <http://a/> .\na:b a:c zz:d .", "bad.ttl:2: The prefix zz: has not been"),
        ("bad.nq", "<http://a> <b c> .", "bad.nq:1: "),
        ("bad.jsonld", '{"@id": ', "bad.jsonld"),
        ("relative.ttl", "<a> <b> <c> .", "relative.ttl:1: "),
        ("far.jsonld", '{"@context": "https://ex.org/c", "a": 1}', "far.jsonld"),
        ("bytes.nt", b'<http://a> <http://b> "\xff\xfe" .', "bytes.nt"),
        ("cut.rdf", RDF[:-2], "cut.rdf"),
        ("doctype.rdf", f"<?xml version='1.0'?><!-- x --><!DOCTYPE r>{RDF}", "doctype.rdf: has a DOCTYPE"),
        ("bom.rdf", f"\ufeff<!doctype r>{RDF}", "bom.rdf: has a DOCTYPE"),
        ("empty.rdf", "", "empty.rdf: no XML element"),
    ],
)
def test_what_cannot_be_read_is_named_in_one_line(tmp_path, name, content, complaint):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(GraphError) as raised:
        read_graph(path)
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_comment_that_speaks_of_a_doctype_is_no_doctype(tmp_path):
    path = tmp_path / "graph.rdf"
    path.write_text(f"<!-- <!DOCTYPE x> -->{RDF}")
    assert len(read_graph(path)) == 0


def test_a_folder_without_a_store_is_named(tmp_path):
    with pytest.raises(GraphError, match=r"holds no graph\.trig and no graph store"):
        read_graph(tmp_path)


def test_the_output_folder_of_a_build_is_the_graph_in_it(tmp_path):
    (tmp_path / "graph.trig").write_text("<http://a> <http://b> <http://c> .")
    (tmp_path / "graph.ttl").write_text("<http://a> <http://b> <http://other> .")
    (tmp_path / "more.nt").write_text("<http://a> <http://b> <http://d> .")
    for opened in (read_graph, open_graph):
        assert [quad.object.value for quad in opened(tmp_path)] == ["http://c"]
        assert len(opened([tmp_path, tmp_path / "more.nt"])) == 2
    snapshot([tmp_path], tmp_path / "copy")
    assert len(read_graph(tmp_path / "copy")) == 1


def test_commits_are_lines_that_others_can_read(folder):
    first = json.loads((folder / "commits.jsonl").read_text().splitlines()[0])
    assert (first["graph"], first["quads"], len(first["digest"])) == (ONE, 2, 64)


def test_a_plain_oxigraph_folder_is_read_too(tmp_path):
    store = Store(str(tmp_path / "plain"))
    store.add(quad("a"))
    store.flush()
    del store
    assert values(read_graph(tmp_path / "plain")) == ["a"]
    assert RdfFormat.TURTLE in SUFFIXES.values()
