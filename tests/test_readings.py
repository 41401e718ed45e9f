"""Readings: what is kept comes back, and a file that lies or is torn is told from one that isn't."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sanctiongraph.errors import InputError, OutputError, SanctionGraphError
from sanctiongraph.model import (
    Act,
    Document,
    Evidence,
    Kind,
    Measure,
    Mention,
    Modality,
    Reading,
    Relationship,
    SanctionAction,
    Tenure,
    TimeExpression,
)
from sanctiongraph.readings import Readings

TEXT = "Canada will lift its sanctions on Belarus in May, said the minister, Zoë Müller.\n"
EVIDENCE = (Evidence(0, 80, TEXT.strip(), 12, 16),)
FULL = Reading(
    mentions=(
        Mention(id="m1", start=0, end=6, text="Canada", kind=Kind.COUNTRY, name="Canada", country="CA"),
        Mention(
            id="m2", start=34, end=41, text="Belarus", kind=Kind.COUNTRY, name="Belarus", key="country/BY"
        ),
        Mention(id="m3", start=69, end=79, text="Zoë Müller", kind=Kind.PERSON, name="Zoë Müller"),
    ),
    actions=(
        SanctionAction(
            id="a1",
            evidence=EVIDENCE,
            act=Act.LIFT,
            modality=Modality.PLANNED,
            negated=False,
            confidence=0.1 + 0.2,
            attribution="the minister",
            attributed_to="m3",
            reasons=("will: planned",),
            imposers=("m1",),
            targets=("m2",),
            measures=(Measure.UNSPECIFIED,),
            date=TimeExpression("in May", "2025-05"),
        ),
    ),
    tenures=(Tenure(id="t1", evidence=EVIDENCE, holder="m3", title="minister", at="m1"),),
    relationships=(Relationship(id="r1", evidence=EVIDENCE, subject="m3", relation="MemberOf", object="m1"),),
)


def document(name: str = "a", text: str = TEXT, date: str | None = "2025-04-01") -> Document:
    return Document(id=name, text=text, date=date)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "readings.sqlite"


def test_a_reading_comes_back_as_it_was(path):
    with Readings(path) as readings:
        readings.keep(document(), FULL, "f1")
    with Readings(path) as readings:
        assert readings.get(document(), "f1") == FULL
        assert readings.has(document(), "f1")


def test_a_reading_is_found_without_the_text(path):
    with Readings(path) as readings:
        readings.keep(document(), FULL, "f1")
        assert readings.get(Document(id="other", digest=document().digest, date="2025-04-01"), "f1") == FULL


@pytest.mark.parametrize(
    ("other", "fingerprint"),
    [
        (document(), "f2"),
        (document(date="2025-04-02"), "f1"),
        (document(date=None), "f1"),
        (document(text=TEXT + "More."), "f1"),
    ],
)
def test_another_text_date_or_pipeline_is_another_reading(path, other, fingerprint):
    with Readings(path) as readings:
        readings.keep(document(), FULL, "f1")
        assert readings.get(other, fingerprint) is None
        assert not readings.has(other, fingerprint)


def test_keeping_twice_is_keeping_the_last(path):
    with Readings(path) as readings:
        readings.keep(document(), Reading(), "f1")
        readings.keep(document(), FULL, "f1")
        assert readings.get(document(), "f1") == FULL


@pytest.mark.parametrize("text", ["", "\x00", "Ünïcödé 🚢 \u2028 \r\n", "line\n" * 10_000])
def test_a_text_comes_back_to_the_character(path, text):
    with Readings(path) as readings:
        readings.keep_texts([document("naughty ' id", text)])
        assert readings.text("naughty ' id") == text
        assert readings.with_text(Document(id="x", digest=document(text=text).digest)).text == text


def test_of_several_texts_of_one_id_the_last_is_given_and_each_can_be_asked_for(path):
    old, new = document(text="Old."), document(text="New.")
    with Readings(path) as readings:
        readings.keep_texts([new])
        readings.keep_texts([old])
        readings.keep_texts([new])
        assert readings.text("a") == "New."
        assert readings.text(f"a~{old.digest[:8]}") == "Old."
        assert readings.text(f"a~{new.digest[:8].upper()}") == "New."


def test_what_was_found_in_a_file_comes_back_with_its_text(path):
    found = Document(id="a.html", text=TEXT, date="2025-04-01", title="Ottawa", url="https://x.example")
    with Readings(path) as readings:
        readings.keep_texts([found])
        readings.keep_files([("k1", found)])
        assert readings.file("k1") == found
        assert readings.file("k2") is None


def test_an_unknown_identifier_is_a_clear_error(path):
    with Readings(path) as readings, pytest.raises(InputError, match="no document 'a' is kept"):
        readings.text("a")


def test_an_interrupted_batch_keeps_nothing_of_itself(path):
    def torn():
        yield document("b"), FULL
        raise KeyboardInterrupt

    with Readings(path) as readings:
        readings.keep(document(), FULL, "f1")
        with pytest.raises(KeyboardInterrupt):
            readings.keep_all(torn(), "f2")
        assert readings.get(document("b"), "f2") is None
        assert readings.get(document(), "f1") == FULL


def test_without_a_path_nothing_stays(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Readings(None) as readings:
        readings.keep(document(), FULL, "f1")
        assert readings.get(document(), "f1") == FULL
    assert not list(tmp_path.iterdir())


def test_a_closed_file_is_one_file_and_opens_read_only(path):
    with Readings(path) as readings:
        readings.keep(document(), FULL, "f1")
    assert [file.name for file in path.parent.iterdir()] == ["readings.sqlite"]
    path.chmod(0o444)
    with Readings(path, read_only=True) as readings:
        assert readings.text("a") == TEXT


# what cannot be used


def test_a_missing_file_is_not_made_for_reading(path):
    with pytest.raises(InputError, match="no such file of readings"):
        Readings(path, read_only=True)
    assert not path.exists()


@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_no_database_is_refused_and_left_alone(path, read_only):
    path.write_text("Notes of mine, not to be overwritten. " * 100)
    with pytest.raises(InputError, match="not a file of readings"):
        Readings(path, read_only=read_only)
    assert path.read_text().startswith("Notes of mine")


def test_somebody_elses_database_is_refused_and_left_alone(path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE contacts (name TEXT)")
    with pytest.raises(InputError, match="not a file of readings of this version"):
        Readings(path)


def test_a_folder_that_is_not_there_is_an_output_error(tmp_path):
    with pytest.raises(OutputError, match="cannot be opened"):
        Readings(tmp_path / "missing" / "readings.sqlite")


def test_a_file_with_strange_characters_in_its_name_is_only_a_file(tmp_path):
    path = tmp_path / "what?mode=ro&x=%20#.sqlite"
    with Readings(path) as readings:
        readings.keep(document(), FULL, "f1")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_corruption_is_harmless_or_reported_never_silent(path):
    documents = [document(f"d{number}", f"{TEXT} {number}") for number in range(40)]
    with Readings(path) as readings:
        readings.keep_texts(documents)
        readings.keep_all([(each, FULL) for each in documents], "f1")
    whole = path.read_bytes()
    chance = random.Random(7)
    reported = 0
    for _ in range(150):
        torn = bytearray(whole)
        where = chance.randrange(len(torn))
        torn[where : where + chance.choice((1, 8, 512))] = chance.randbytes(1)
        path.write_bytes(torn)
        try:
            with Readings(path) as readings:
                for each in documents:
                    assert readings.get(each, "f1") in (None, FULL)
                    assert readings.with_text(Document(id=each.id, digest=each.digest)).text == each.text
        except SanctionGraphError as error:
            assert str(path) in str(error)
            reported += 1
    assert reported > 50


# several processes, and the end of one

WRITER = """
import sys, time
from sanctiongraph.model import Document, Reading
from sanctiongraph.readings import Readings
path, name = sys.argv[1:]
with Readings(path) as readings:
    for number in range(100_000):
        document = Document(id=f"{name}{number}", text=f"{name} {number}")
        readings.keep(document, Reading(), "f1")
        print(number, flush=True)
        time.sleep(0.02)
"""


def writer(path: Path, name: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], stdout=-1, env=environment)


def kept(path: Path, name: str, upto: int) -> bool:
    with Readings(path) as readings:
        return all(readings.text(f"{name}{number}") == f"{name} {number}" for number in range(upto + 1))


def test_two_processes_write_at_once_and_a_kill_loses_nothing_acknowledged(path):
    writers = {name: writer(path, name) for name in ("left", "right")}
    acknowledged = {}
    for process in writers.values():
        for _ in range(5):
            assert process.stdout and process.stdout.readline()
    for name, process in writers.items():
        process.send_signal(signal.SIGKILL)
        said, _ = process.communicate()
        acknowledged[name] = int(said.split()[-1]) if said.split() else 4
    for name, last in acknowledged.items():
        assert kept(path, name, last)
