"""Intake: who is who among documents, whatever order they come in, and what a bad one costs."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from shell import write_news

from sanctiongraph import intake
from sanctiongraph.errors import InputError
from sanctiongraph.intake import Settings, know, load_file
from sanctiongraph.model import Document, Skipped
from sanctiongraph.readings import Readings


def shown(items: list[Document | Skipped]) -> list[str]:
    return [f"({item.source})" if isinstance(item, Skipped) else f"{item.id}={item.text}" for item in items]


# telling documents apart


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([Document(id="b", text="1"), Document(id="a", text="2")], ["a=2", "b=1"]),
        ([Document(id="a", text="1"), Document(id="b", text="1")], ["a=1", "b=1"]),
        ([Document(id="a", text="1"), Document(id="a", text="1")], ["(a)", "a=1"]),
        ([Document(id="a", text="1"), Document(id="a", text="2")], ["a~6b86b273=1", "a~d4735e3a=2"]),
        (
            [Document(id="a", text="1"), Document(id="a", text="2"), Document(id="a", text="2")],
            ["(a)", "a~6b86b273=1", "a~d4735e3a=2"],
        ),
        (
            [Document(id="a", text="1"), Document(id="a", text="2"), Document(id="a~6b86b273", text="3")],
            ["a~6b86b273=3", "a~6b86b273ff34fce1=1", "a~d4735e3a=2"],
        ),
    ],
)
def test_every_document_has_an_identifier_of_its_own_in_any_order(documents, expected):
    for order in itertools.permutations(documents):
        assert sorted(shown(list(intake._identified(order)))) == expected


def test_of_two_copies_the_same_one_is_kept_in_any_order():
    copies = [
        Document(id="a", text="1", date="2024-01-01", title="One"),
        Document(id="a", text="1", date="2024-01-01"),
        Document(id="a", text="1", title="Another"),
    ]
    for order in itertools.permutations(copies):
        kept = [item for item in intake._identified(order) if isinstance(item, Document)]
        assert kept == [copies[0]]


def test_a_copy_is_no_failure():
    skipped = [item for item in intake._identified([Document(id="a")] * 3) if isinstance(item, Skipped)]
    assert skipped == [Skipped("a", "same identifier and text as another", failed=False)] * 2


# shards


@pytest.mark.parametrize(
    ("lengths", "shards"),
    [([], [0]), ([10] * 3, [3]), ([10] * 70, [32, 32, 6]), ([15_000] * 3, [2, 1]), ([90_000, 5], [1, 1])],
)
def test_shards_are_about_a_second_of_work(lengths, shards):
    documents = [Document(id=str(number), text="x" * length) for number, length in enumerate(lengths)]
    assert [len(shard) for shard in intake._shards(documents)] == shards


# settings


@pytest.mark.parametrize("wrong", [{"processes": 0}, {"seconds": 0}, {"megabytes": 10}])
def test_settings_that_make_no_sense_are_refused(wrong):
    with pytest.raises(InputError, match=f"{next(iter(wrong))}: .* is too little"):
        Settings(**wrong)


# from news to knowledge


class Recorder:
    def __init__(self) -> None:
        self.steps: dict[str, list[tuple[int, int | None]]] = {}
        self.reasons: dict[str, str] = {}

    def step(self, name: str, done: int, total: int | None) -> None:
        self.steps.setdefault(name, []).append((done, total))

    def skipped(self, item: Skipped) -> None:
        self.reasons[item.source] = item.reason


def test_bad_news_costs_itself_only_and_the_totals_balance(tmp_path):
    folder = write_news(tmp_path / "news")
    long = "Sanctions were imposed. " * 220_000
    rows = [{"id": "long", "text": long}, {"id": "w1", "text": "Another text under an old identifier."}]
    (folder / "late.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n{not json\n")
    (folder / "empty.txt").touch()
    (folder / "copy").mkdir()
    (folder / "copy" / "a.txt").write_text((folder / "a.txt").read_text())
    (folder / "leaked.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    recorder = Recorder()
    with Readings(None) as readings:
        found = know([folder, tmp_path / "nowhere"], readings, listener=recorder)
        assert readings.text("long") == long
    accounts = [account.document.id for account in found.knowledge.accounts]
    assert [name.partition("~")[0] for name in accounts] == ["a.txt", "b.md", "v1", "w1", "w1", "w2"]
    assert {source.removeprefix(f"{tmp_path}/") for source in recorder.reasons} == {
        "a.txt",
        "long",
        "news/empty.txt",
        "news/late.jsonl:3",
        "news/leaked.pdf",
        "nowhere",
    }
    assert "at most 1,000,000" in recorder.reasons["long"]
    assert recorder.reasons["long"].endswith("late.jsonl, entry 1)")
    assert [item.failed for item in found.skipped].count(False) == 1
    done, total = recorder.steps["annotating"][-1]
    assert done == total == len(accounts) + 1


def test_a_file_is_opened_once_unless_its_content_or_name_changes(tmp_path, monkeypatch):
    folder = write_news(tmp_path / "news", {"a.txt": "One.", "b.html": "<p>Two is told here.</p>"})
    opened: list[str] = []
    worked = intake.work

    def watched(shards, start, **limits):
        for shard in shards:
            opened.extend(path.name for path in shard)
            yield from worked([shard], start, **limits)

    monkeypatch.setattr(intake, "work", watched)
    with Readings(None) as readings:

        def gathered() -> list[tuple[str, str, str | None]]:
            opened.clear()
            items = intake._gathered([folder], readings, Settings(), places={})
            return sorted((item.id, item.digest, item.title) for item in items if isinstance(item, Document))

        first = gathered()
        assert (opened, len(first)) == (["a.txt", "b.html"], 2)
        assert gathered() == first
        assert opened == []
        (folder / "a.txt").write_text("Changed.")
        (folder / "b.html").rename(folder / "c.html")
        gathered()
        assert opened == ["a.txt", "c.html"]


def test_no_document_at_all_is_an_error(tmp_path):
    (tmp_path / "empty.txt").touch()
    with Readings(None) as readings, pytest.raises(InputError, match="no document could be read"):
        know([tmp_path], readings)


def test_a_file_is_loaded_as_a_build_would_load_it(tmp_path):
    folder = write_news(tmp_path)
    assert [document.id for document in load_file(folder / "wire" / "c.jsonl")] == ["w1", "w2"]
    assert [document.id for document in load_file(Path(folder, "a.txt"))] == ["a.txt"]
    assert [item.source for item in load_file(folder / "none.txt")] == [str(folder / "none.txt")]
