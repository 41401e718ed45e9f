"""Outputs: results change together, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctiongraph.errors import OutputError
from sanctiongraph.outputs import Outputs, check_writable, write_text


def content(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_published_results_take_the_place_of_the_old_ones_and_others_stay(tmp_path):
    (tmp_path / "a").write_text("old")
    (tmp_path / "mine").write_text("kept")
    with Outputs(tmp_path) as outputs:
        outputs.path("a").write_text("new")
        outputs.path("b").write_text("new")
        assert (tmp_path / "a").read_text() == "old"
        assert outputs.publish() == (tmp_path / "a", tmp_path / "b")
    assert content(tmp_path) == {"a": "new", "b": "new", "mine": "kept"}


def test_without_publishing_everything_stays_as_it_was(tmp_path):
    (tmp_path / "a").write_text("old")
    with pytest.raises(KeyboardInterrupt), Outputs(tmp_path) as outputs:
        outputs.path("a").write_text("half")
        raise KeyboardInterrupt
    assert content(tmp_path) == {"a": "old"}


def test_what_a_killed_run_left_behind_is_cleared_away(tmp_path):
    (tmp_path / ".building").mkdir()
    (tmp_path / ".building" / "a").write_text("half")
    with Outputs(tmp_path) as outputs:
        outputs.path("b").write_text("whole")
        outputs.publish()
    assert content(tmp_path) == {"b": "whole"}


def test_a_folder_has_one_writer_at_a_time(tmp_path):
    with Outputs(tmp_path) as outputs:
        with pytest.raises(OutputError, match="another run is writing there"), Outputs(tmp_path):
            pass
        outputs.path("a").write_text("mine")
        outputs.publish()
    with Outputs(tmp_path):
        pass
    assert content(tmp_path) == {"a": "mine"}


def test_a_folder_that_comes_in_the_way_stops_all_results(tmp_path):
    (tmp_path / "a").write_text("old")
    with Outputs(tmp_path, ["a", "b"]) as outputs:
        outputs.path("a").write_text("new")
        outputs.path("b").write_text("new")
        (tmp_path / "b").mkdir()
        with pytest.raises(OutputError, match="b: can't be written: a folder"):
            outputs.publish()
    assert (tmp_path / "a").read_text() == "old"


def test_new_folders_that_stay_empty_are_removed(tmp_path):
    with Outputs(tmp_path / "new" / "out"):
        pass
    assert not list(tmp_path.iterdir())


def test_errors_do_not_name_the_place_aside(tmp_path):
    with pytest.raises(OutputError) as caught, Outputs(tmp_path) as outputs:
        write_text(outputs.path("a") / "b", "text")
    assert ".building" not in str(caught.value)


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/nowhere"])
def test_a_folder_that_cannot_be_is_an_output_error(tmp_path, place):
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="can't be written"), Outputs(tmp_path / place):
        pass


def test_a_text_is_written_whole_and_to_the_byte(tmp_path):
    write_text(tmp_path / "a.html", "é\r\n\n")
    assert (tmp_path / "a.html").read_bytes() == b"\xc3\xa9\r\n\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize("place", ["missing/a.html", ".", "/dev/full/a"])
def test_a_text_that_cannot_be_written_is_an_output_error(tmp_path, place):
    for attempt in (check_writable, lambda path: write_text(path, "text")):
        with pytest.raises(OutputError, match="can't be written"):
            attempt(tmp_path / place)
    assert not list(tmp_path.iterdir())
