"""Workers: what they return, what ends them, and that none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest
import trades

from sanctiongraph.errors import (
    DocumentError,
    InputError,
    SanctionGraphError,
    WorkerDiedError,
    WorkerError,
    WorkerMemoryError,
    WorkerTimeoutError,
)
from sanctiongraph.workers import call, work

DATA = Path(__file__).parent / "data"


OTHERS: set[int] = set()
"""Children that were there before a test: the browser that tests of pages share has its driver among them."""


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.pid not in OTHERS]


@pytest.fixture(autouse=True)
def nobody_is_left_behind() -> Iterator[None]:
    OTHERS.clear()
    OTHERS.update(child.pid for child in children())
    yield
    assert not children()


def outcomes(shards: list[list[str]], **options: object) -> dict[str, object]:
    """What became of each word: the result, or the name of the error."""
    settings: dict[str, object] = {"start": trades.shouter, "processes": 2, "seconds": 5} | options
    return {
        word: type(outcome).__name__ if isinstance(outcome, SanctionGraphError) else outcome
        for word, outcome in work(shards, **settings)  # type: ignore[arg-type]
    }


# call


def test_a_call_returns_what_the_function_returns():
    assert call(trades.double, 21, seconds=30) == 42
    assert call(trades.identity, {"a": (1, None)}, seconds=30) == {"a": (1, None)}


def test_a_large_argument_and_a_large_result_pass():
    text = "sanctions " * 1_000_000
    assert call(trades.identity, text, seconds=30) == text


def test_an_error_of_our_tree_comes_back_as_itself():
    with pytest.raises(DocumentError, match=r"a\.pdf: not a PDF file") as caught:
        call(trades.refuse, "a.pdf", seconds=30)
    assert caught.value.reason == "not a PDF file"


@pytest.mark.parametrize("endless", [trades.loop_forever, trades.sleep_with_the_lock_held])
def test_an_endless_call_is_ended_at_its_deadline(endless):
    began = time.monotonic()
    with pytest.raises(WorkerTimeoutError, match=r"not done after 0\.5 seconds"):
        call(endless, seconds=0.5)
    assert time.monotonic() - began < 60


def test_a_hog_is_stopped_at_its_memory_limit():
    with pytest.raises(WorkerMemoryError, match="200 megabytes"):
        call(trades.hog, seconds=60, megabytes=200)


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (trades.kill_myself, "ended by SIGKILL"),
        (trades.crash, "ended by SIGSEGV"),
        (trades.leave_quietly, "not for the user's terminal"),
        (trades.stumble, "KeyError: 'a fault of ours'"),
    ],
)
def test_any_other_end_is_told_with_its_reason(function, reason, capfd):
    with pytest.raises(WorkerDiedError, match=reason):
        call(function, seconds=30)
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_ours_keeps_its_traceback():
    with pytest.raises(WorkerDiedError) as caught:
        call(trades.stumble, seconds=30)
    assert "in stumble" in caught.value.trace


def test_what_cannot_be_imported_is_a_clear_error():
    def local() -> None: ...

    with pytest.raises(AttributeError, match="local"):
        call(local, seconds=30)


def test_libraries_in_a_worker_use_one_thread():
    assert call(trades.thread_limits, seconds=30) == "1"


# work


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_every_item_comes_back_with_its_result(processes):
    shards = [[f"w{shard}-{item}" for item in range(3)] for shard in range(20)]
    done = outcomes(shards, processes=processes)
    assert done == {word: word.upper() for shard in shards for word in shard}


def test_nothing_to_do_starts_no_process(tmp_path):
    assert outcomes([], start=partial(trades.counting_shouter, str(tmp_path))) == {}
    assert outcomes([[]], start=partial(trades.counting_shouter, str(tmp_path))) == {}
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("shards", "started"), [(1, 1), (3, 1), (12, 2)])
def test_a_process_more_is_started_only_for_work_enough(tmp_path, shards, started):
    outcomes(
        [[f"w{number}"] for number in range(shards)], start=partial(trades.counting_shouter, str(tmp_path))
    )
    assert len(list(tmp_path.iterdir())) == started


@pytest.mark.parametrize(
    ("deadly", "error"),
    [
        ("loop", "WorkerTimeoutError"),
        ("hog", "WorkerMemoryError"),
        ("crash", "WorkerDiedError"),
        ("kill", "WorkerDiedError"),
        ("stumble", "WorkerDiedError"),
        ("refuse", "DocumentError"),
    ],
)
@pytest.mark.parametrize("processes", [1, 2])
def test_a_deadly_item_costs_itself_only(deadly, error, processes):
    seconds = 1 if deadly == "loop" else 20
    done = outcomes(
        [["a", deadly, "b"], ["c"], ["d", "e"]], processes=processes, seconds=seconds, megabytes=300
    )
    assert done == {"a": "A", "b": "B", "c": "C", "d": "D", "e": "E", deadly: error}


def test_many_killers_change_nothing_for_the_good():
    shards = [[f"good{number}", "kill" if number % 3 else "refuse", f"fine{number}"] for number in range(8)]
    good = {word: word.upper() for shard in shards for word in shard if word.startswith(("good", "fine"))}
    done = outcomes(shards)
    assert good.items() <= done.items()
    assert set(done) == {*good, "kill", "refuse"}


def test_an_item_is_not_blamed_for_somebody_elses_kill(tmp_path):
    done = outcomes([["unlucky"]], start=partial(trades.unlucky_shouter, str(tmp_path)))
    assert done == {"unlucky": "UNLUCKY"}


def test_a_worker_killed_from_outside_in_mid_work_costs_nothing():
    others = children()
    results = work([[0.4]] * 6, trades.sleeper, processes=2, seconds=10)
    done = [next(results)]
    for child in children():
        if child not in others:
            child.send_signal(signal.SIGKILL)
    done += results
    assert done == [(0.4, 0.4)] * 6


def test_a_failing_start_is_raised_and_blamed_on_no_item():
    with pytest.raises(InputError, match="no-such-model"):
        outcomes([["a"]], start=trades.cannot_start)


def test_a_start_that_dies_is_tried_again_but_not_for_ever(tmp_path):
    assert outcomes([["a", "b"]], start=partial(trades.late_starter, str(tmp_path))) == {"a": "A", "b": "B"}
    with pytest.raises(WorkerDiedError, match="SIGKILL"):
        outcomes([["a"]], start=trades.dies_at_start)


def test_a_start_that_has_too_little_memory_says_so():
    with pytest.raises(WorkerError):
        outcomes([["a"]], start=trades.hog, megabytes=200)


def test_the_stream_is_drawn_from_no_faster_than_results_are_taken():
    drawn = 0

    def stream() -> Iterator[list[str]]:
        nonlocal drawn
        for drawn in range(1, 10_001):
            yield [f"w{drawn}"]

    results = work(stream(), trades.shouter, processes=2, seconds=30)
    for _ in range(5):
        next(results)
    results.close()
    assert drawn < 30


def test_an_error_in_the_stream_ends_the_work():
    def stream() -> Iterator[list[str]]:
        yield ["a"]
        raise InputError("news.jsonl: line 3 is not JSON")

    with pytest.raises(InputError, match="line 3"):
        list(work(stream(), trades.shouter, processes=2, seconds=30))


def test_closing_the_generator_ends_the_processes():
    before = children()
    results = work([[0.01], [600.0], [600.0], [600.0]], trades.sleeper, processes=2, seconds=600)
    next(results)
    assert len(children()) > len(before)
    results.close()
    assert children() == before, "servers and browsers of other tests"


# the parent's end

PROGRAM = """
import sys
sys.path.append({data!r})
import trades
from sanctiongraph.workers import work
for item in work([[0.01]] + [[600.0]] * 9, trades.sleeper, processes=2, seconds=600):
    print("going", flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_their_parent_and_a_script_needs_no_main_guard(tmp_path, how):
    script = tmp_path / "script.py"
    script.write_text(PROGRAM.format(data=str(DATA)))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, stdout=-1, stderr=subprocess.DEVNULL, env=environment) as parent:
        assert parent.stdout and parent.stdout.readline() == b"going\n"
        orphans = psutil.Process(parent.pid).children()
        parent.send_signal(how)
        parent.wait(timeout=60)
    assert orphans
    _, alive = psutil.wait_procs(orphans, timeout=60)
    assert not alive
