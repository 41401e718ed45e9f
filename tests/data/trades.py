"""Trades for the workers of test_workers: importable, and some of them deadly."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sanctiongraph.errors import DocumentError, InputError


def double(number: int) -> int:
    return 2 * number


def identity(thing: object) -> object:
    return thing


def refuse(source: str) -> None:
    raise DocumentError(source, "not a PDF file")


def stumble() -> None:
    raise KeyError("a fault of ours")


def loop_forever() -> None:
    while True:
        pass


def sleep_with_the_lock_held() -> None:
    """Sleeps in C without giving up the interpreter, as a runaway extension would."""
    ctypes.PyDLL(None).sleep(600)


def hog() -> int:
    return sum(len(block) for block in [bytearray(1 << 20) for _ in range(100_000)])


def crash() -> None:
    ctypes.string_at(0)


def kill_myself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave_quietly() -> None:
    sys.stdout.write("not for the user's terminal\n")
    sys.stdout.flush()
    os._exit(3)


def thread_limits() -> str | None:
    return os.environ.get("OMP_NUM_THREADS")


ANSWERS: dict[str, Callable[[], object]] = {
    "loop": loop_forever,
    "hog": hog,
    "crash": crash,
    "kill": kill_myself,
    "stumble": stumble,
    "refuse": partial(refuse, "refused"),
}


def upper(words: list[str]) -> list[str]:
    """Upper case; but some words do what they say."""
    for word in words:
        ANSWERS.get(word, bool)()
    return [word.upper() for word in words]


def shouter() -> Callable[[list[str]], list[str]]:
    return upper


def counting_shouter(folder: str) -> Callable[[list[str]], list[str]]:
    """Leaves one file for each process that was started."""
    Path(folder, str(os.getpid())).touch()
    return upper


def killed_once(folder: str, words: list[str]) -> list[str]:
    """Is killed at its first try of "unlucky", as by somebody else's hand."""
    marker = Path(folder, "killed")
    if "unlucky" in words and not marker.exists():
        marker.touch()
        kill_myself()
    return upper(words)


def unlucky_shouter(folder: str) -> Callable[[list[str]], list[str]]:
    return partial(killed_once, folder)


def late_starter(folder: str) -> Callable[[list[str]], list[str]]:
    """Dies at the first start and does well at the second."""
    marker = Path(folder, "started")
    if not marker.exists():
        marker.touch()
        kill_myself()
    return upper


def cannot_start() -> Callable[[list[str]], list[str]]:
    raise InputError("no-such-model: not installed")


def dies_at_start() -> Callable[[list[str]], list[str]]:
    kill_myself()
    return upper


def slow(numbers: list[float]) -> list[float]:
    for number in numbers:
        time.sleep(number)
    return numbers


def sleeper() -> Callable[[list[float]], list[float]]:
    return slow
