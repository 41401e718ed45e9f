"""The pipeline: same news, same bytes; a kill costs seconds; a failure leaves the old results."""

from __future__ import annotations

import io
import json
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from shell import NEWS, command, environment, sanctiongraph, write_news

from sanctiongraph import intake, pipeline
from sanctiongraph.errors import InputError, OutputError
from sanctiongraph.model import Kind
from sanctiongraph.store import check, commits, read_graph
from sanctiongraph.vocab import SG, sg

RESULTS = ("graph.trig", "graph.ttl", "map.html", "report.html")


def results(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in RESULTS}


def quads(path: Path) -> set[str]:
    return {str(quad) for quad in read_graph(path)}


def articles(count: int) -> str:
    """Many short documents as JSON lines, no two alike."""
    states = ("Norway", "Japan", "Canada", "Switzerland", "Australia")
    texts = [
        f"{states[number % 5]} imposed sanctions on company number {number} of Belarus. "
        f"The foreign minister of {states[number % 5]} announced it."
        for number in range(count)
    ]
    return "".join(json.dumps({"id": f"n{i:03}", "text": text}) + "\n" for i, text in enumerate(texts))


def test_a_build_finds_what_the_news_say(built):
    graph = read_graph(built / "output" / "graph.trig")
    has_act = NamedNode(sg("hasAct"))
    acts = {quad.object.value.removeprefix(SG) for quad in graph.quads_for_pattern(None, has_act, None, None)}
    assert {"Impose", "Lift", "Renew"} <= acts
    assert len({quad.graph_name for quad in graph}) == 5 + len(("entities", "runs"))
    assert sorted(path.name for path in (built / "output").iterdir()) == sorted((*RESULTS, "readings.sqlite"))


def test_turtle_and_trig_say_the_same(built):
    turtle, trig = (read_graph(built / "output" / f"graph.{suffix}") for suffix in ("ttl", "trig"))
    assert {str(quad.triple) for quad in turtle} == {str(quad.triple) for quad in trig}


def test_order_of_files_hash_seed_processes_and_earlier_runs_change_no_byte(built, tmp_path):
    shutil.copytree(built / "news", tmp_path / "news")
    first = sanctiongraph(
        "build", "news/wire", "-o", "output", "--processes", 1, cwd=tmp_path, PYTHONHASHSEED="1"
    )
    assert first.returncode == 0, first.stderr
    turned = ("news/wire/d.csv", "news/b.md", "news/wire", "news/a.txt")
    done = sanctiongraph("build", *turned, "-o", "output", cwd=tmp_path, PYTHONHASHSEED="4242")
    assert done.returncode == 0, done.stderr
    assert "5 documents (3 of them before)" in done.stdout
    assert results(tmp_path / "output") == results(built / "output")


def test_many_processes_and_small_shards_change_no_byte(tmp_path, monkeypatch):
    (tmp_path / "news.jsonl").write_text(articles(24))
    pipeline.build([tmp_path / "news.jsonl"], tmp_path / "one", pipeline.Settings(processes=1))
    monkeypatch.setattr(intake, "_DOCUMENTS_A_SHARD", 2)
    pipeline.build([tmp_path / "news.jsonl"], tmp_path / "three", pipeline.Settings(processes=3))
    assert results(tmp_path / "one") == results(tmp_path / "three")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_was_ended_goes_on_where_it_stopped(tmp_path, how):
    (tmp_path / "news.jsonl").write_text(articles(160))
    words = ("build", "news.jsonl", "--output")
    with subprocess.Popen(
        command(*words, "out", "--processes", 1), cwd=tmp_path, env=environment(), stderr=-1, text=True
    ) as run:
        deadline = time.monotonic() + 60
        while _kept(tmp_path / "out" / "readings.sqlite") == 0 and time.monotonic() < deadline:
            time.sleep(0.1)
        run.send_signal(how)
        _, said = run.communicate(timeout=60)
    assert run.returncode == (130 if how == signal.SIGINT else -9)
    assert "interrupted" in said or how == signal.SIGKILL
    assert not (tmp_path / "out" / "graph.ttl").exists()
    again = pipeline.build([tmp_path / "news.jsonl"], tmp_path / "out")
    assert 0 < again.known < 160
    if how == signal.SIGKILL:
        pipeline.build([tmp_path / "news.jsonl"], tmp_path / "clean")
        assert results(tmp_path / "out") == results(tmp_path / "clean")


def _kept(path: Path) -> int:
    import sqlite3

    try:
        with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM readings").fetchone()[0])
    except sqlite3.Error:
        return 0


def test_a_summary_balances(news, tmp_path):
    (news / "empty.txt").touch()
    (news / "notes.xyz").touch()
    summary = pipeline.build([news, news / "a.txt"], tmp_path / "out")
    assert (summary.documents, summary.known, summary.failed) == (5, 0, 1)
    assert summary.read == summary.documents + len(summary.skipped) == 7
    assert summary.entities[Kind.COUNTRY] >= 5
    assert summary.actions >= 4
    assert [path.name for path in summary.files] == sorted(RESULTS)


def test_a_build_without_any_document_leaves_the_old_results(built, tmp_path):
    shutil.copytree(built / "output", tmp_path / "out")
    with pytest.raises(InputError, match="no document could be read; nothing was written"):
        pipeline.build([tmp_path / "typo"], tmp_path / "out")
    assert results(tmp_path / "out") == results(built / "output")


def test_a_build_without_any_document_leaves_no_new_folder(tmp_path):
    (tmp_path / "empty.txt").touch()
    with pytest.raises(InputError, match="nothing was written"):
        pipeline.build([tmp_path / "empty.txt"], tmp_path / "new" / "out", store=tmp_path / "store")
    assert [path.name for path in tmp_path.iterdir()] == ["empty.txt"]


def test_a_folder_in_the_place_of_a_result_is_told_before_any_work(tmp_path):
    (tmp_path / "map.html").mkdir()
    with pytest.raises(OutputError, match=r"map.html: can't be written: a folder"):
        pipeline.build(iter(()), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_a_store_folder_among_the_news_is_no_news(built, tmp_path):
    news = write_news(tmp_path / "news")
    settings = pipeline.Settings(readings=built / "output" / "readings.sqlite")
    for _ in range(2):
        summary = pipeline.build([news], tmp_path / "out", settings, store=news / "store")
        assert (summary.documents, summary.skipped) == (5, ())


def test_an_unwritable_place_is_told_before_any_work(tmp_path):
    (tmp_path / "file").touch()
    never = iter(())
    for attempt in (
        lambda: pipeline.build(never, tmp_path / "file"),
        lambda: pipeline.extract(never, tmp_path / "missing" / "graph.ttl"),
        lambda: pipeline.extract(never, tmp_path / "graph.doc"),
        lambda: pipeline.render([], tmp_path / "missing" / "map.html"),
    ):
        with pytest.raises(OutputError):
            attempt()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_an_extracted_graph_is_the_built_one(built, tmp_path):
    settings = pipeline.Settings(readings=built / "output" / "readings.sqlite")
    stream = io.BytesIO()
    pipeline.extract([built / "news"], tmp_path / "graph.trig", settings)
    pipeline.extract([built / "news"], stream, settings, format=".trig")
    expected = (built / "output" / "graph.trig").read_bytes()
    assert (tmp_path / "graph.trig").read_bytes() == stream.getvalue() == expected


def test_a_graph_too_large_for_the_map_has_its_whole_report(built, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules["sanctiongraph.network.picture"], "_HELD", 1)
    pipeline.render([built / "output" / "graph.trig"], tmp_path / "map.html", report=tmp_path / "report.html")
    assert "This map holds the 1 most important of" in (tmp_path / "map.html").read_text(encoding="utf-8")
    assert (tmp_path / "report.html").read_bytes() == (built / "output" / "report.html").read_bytes()


def test_a_rendered_graph_is_the_built_one(built, tmp_path):
    pipeline.render([built / "output" / "graph.trig"], tmp_path / "map.html", report=tmp_path / "report.html")
    for name in ("map.html", "report.html"):
        assert (tmp_path / name).read_bytes() == (built / "output" / name).read_bytes()


@pytest.mark.parametrize("suffix", [".ttl", ".nq", ".jsonld", ".rdf"])
def test_an_exported_graph_says_the_same(built, tmp_path, suffix):
    pipeline.export(str(built / "output" / "graph.trig"), str(tmp_path / f"graph{suffix}"))
    triples = {str(quad.triple) for quad in read_graph(tmp_path / f"graph{suffix}")}
    assert triples == {str(quad.triple) for quad in read_graph(built / "output" / "graph.trig")}


def test_a_built_graph_is_valid(built):
    """No rule is broken; two documents have no date, which is worth a warning."""
    found = pipeline.validate([built / "output" / "graph.trig"])
    assert [one for one in found if one.severity != "Warning"] == []
    assert [one.document for one in found if one.shape == "DocumentUndated"] == ["a.txt", "b.md"]


def test_a_store_folder_follows_the_news(built, tmp_path):
    news = write_news(tmp_path / "news")
    settings = pipeline.Settings(readings=built / "output" / "readings.sqlite")
    store = tmp_path / "store"
    pipeline.build([news], tmp_path / "out", settings, store=store)
    assert quads(store) == quads(tmp_path / "out" / "graph.trig")
    before = commits(store)
    (news / "a.txt").unlink()
    pipeline.build([news], tmp_path / "out", settings, store=store)
    assert quads(store) == quads(tmp_path / "out" / "graph.trig")
    assert check(store) == []
    unchanged = [graph for graph in before if graph.endswith(("w1", "w2", "v1"))]
    assert {graph: commits(store)[graph] for graph in unchanged} == {
        graph: before[graph] for graph in unchanged
    }


def runs(path: Path) -> dict[str, list[str]]:
    """What the graph says of its runs, by property."""
    said: dict[str, list[str]] = {}
    for quad in read_graph(path):
        if quad.graph_name.value.endswith("graph/runs"):
            said.setdefault(quad.predicate.value.rpartition("#")[2], []).append(quad.object.value)
    return said


def test_a_graph_says_how_it_came_about_and_never_where_or_when(built):
    said = runs(built / "output" / "graph.trig")
    assert said["model"] == ["en_core_web_md"]
    assert len(said["fingerprint"]) == 1
    assert not said.keys() & {"setting", "startedAtTime", "endedAtTime"}


def test_settings_that_are_no_defaults_are_told_and_files_by_their_content(news, tmp_path):
    (tmp_path / "mine.yaml").write_text("- rename: {entity: Norway, label: Norge}\n")
    settings = pipeline.Settings(seconds=50, corrections=tmp_path / "mine.yaml", processes=1)
    pipeline.extract([news / "a.txt"], tmp_path / "one.trig", settings)
    digest = sha256((tmp_path / "mine.yaml").read_bytes()).hexdigest()
    assert sorted(runs(tmp_path / "one.trig")["setting"]) == [f"corrections=sha256:{digest}", "seconds=50"]
    assert str(tmp_path) not in (tmp_path / "one.trig").read_text()


def test_a_stamp_says_when(news, tmp_path):
    pipeline.extract([news / "a.txt"], tmp_path / "one.trig", pipeline.Settings(stamp=True))
    said = runs(tmp_path / "one.trig")
    assert said["startedAtTime"] <= said["endedAtTime"]
    assert pipeline.validate([tmp_path / "one.trig"]) == pipeline.validate([tmp_path / "one.trig"], fast=True)


def test_the_context_of_each_sentence_is_that_of_the_text(built):
    texts = {id: pipeline.text(id, readings=built / "output" / "readings.sqlite") for id in ("a.txt", "w1")}
    for account in pipeline._known(built / "output" / "graph.trig").accounts:
        text = texts.get(account.document.id)
        for claim in (*account.actions, *account.tenures) if text else ():
            for one in claim.evidence:
                assert one.before == text[max(one.start - 32, 0) : one.start]
                assert one.after == text[one.end : one.end + 32]


def test_the_text_of_a_document_is_what_evidence_counts(built):
    kept = built / "output" / "readings.sqlite"
    assert pipeline.text("a.txt", readings=kept) == NEWS["a.txt"].strip()
    assert pipeline.text(str(built / "news" / "a.txt")) == NEWS["a.txt"].strip()
    assert pipeline.text("w1", readings=kept).startswith("Japan threatened")


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("x" * 5000, "no document 'xxx"),
        ("nobody", "no document 'nobody' is kept"),
        ("news/wire/c.jsonl", "holds many documents"),
    ],
)
def test_a_text_that_is_not_there_is_a_clear_error(built, monkeypatch, name, complaint):
    monkeypatch.chdir(built)
    with pytest.raises(InputError, match=complaint):
        pipeline.text(name)
