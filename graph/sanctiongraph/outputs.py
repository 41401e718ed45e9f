"""Results appear whole or not at all: written aside, synced, then renamed into place.

Texts in them come from the web, so no cell of a table may be one that a spreadsheet runs.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Self

from sanctiongraph.errors import OutputError

__all__ = [
    "Outputs",
    "check_apart",
    "check_writable",
    "is_formula",
    "sync",
    "whole",
    "write_bytes",
    "write_text",
]

_ASIDE = ".building"
_FORMULA = re.compile(
    r"[\s\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]"
)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet could run a cell: it begins with ``=``, ``+``, ``-``, ``@`` or their wide forms,
    also behind spaces and characters that are not seen, or with a tab or a line end.

    >>> is_formula("\N{NO-BREAK SPACE}=cmd()"), is_formula("O'Neill")
    (True, False)
    """
    return _FORMULA.match(cell) is not None


class Outputs:
    """A folder of results that change together, by one writer at a time.

    Entering makes the folder, locks it and proves that it can be written and that none of the
    `names` to be published is taken by a folder, so that no work is done in vain; leaving
    without `publish` leaves the old results as they were, and no new folder that is empty.
    Raises OutputError.
    """

    def __init__(self, folder: Path, names: Iterable[str] = ()) -> None:
        self.folder = folder
        self._names = tuple(names)
        self._aside = folder / _ASIDE
        self._handle = -1
        self._made: list[Path] = []

    def __enter__(self) -> Self:
        self._made = [path for path in (self.folder, *self.folder.parents) if not path.exists()]
        with _spoken(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self._lock()
            self._check(self._names)
            with _spoken(self.folder):
                if self._aside.exists():  # left behind by a run that was killed
                    shutil.rmtree(self._aside)
                self._aside.mkdir()
        except OutputError:
            os.close(self._handle)
            raise
        return self

    def __exit__(self, _: object, error: object, __: object) -> None:
        shutil.rmtree(self._aside, ignore_errors=True)
        with suppress(OSError):  # what holds something stays
            for path in self._made:
                path.rmdir()
        os.close(self._handle)
        if isinstance(error, OutputError) and str(self._aside) in str(error):
            # Where we write for the time being is no place the user knows.
            raise OutputError(str(error).replace(str(self._aside), str(self.folder))) from error

    def path(self, name: str) -> Path:
        """Where to write the result that will be called `name`."""
        return self._aside / name

    def publish(self) -> tuple[Path, ...]:
        """Puts everything written into its place, sorted by name, and syncs it to the disk.

        Each file is replaced in one step, one after the other; whatever can be known to stand in
        the way is told before the first.
        """
        with _spoken(self.folder):
            written = sorted(self._aside.iterdir())
            self._check(path.name for path in written)
            for path in written:
                sync(path)
            for path in written:
                path.replace(self.folder / path.name)
            os.fsync(self._handle)
        return tuple(self.folder / path.name for path in written)

    def _check(self, names: Iterable[str]) -> None:
        for path in (self.folder / name for name in names):
            if path.is_dir():
                raise OutputError(f"{path}: can't be written: a folder, not a file")

    def _lock(self) -> None:
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(
                f"{self.folder}: another run is writing there; wait until it has ended"
            ) from error
        except OSError:
            return  # a network file system without locks: one writer is then the user's affair


def write_text(path: Path, text: str) -> None:
    """Writes a text file (UTF-8), whole or not at all. Raises OutputError."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Writes a file, whole or not at all. Raises OutputError."""
    with _spoken(path), whole(path) as stream:
        stream.write(content)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content stands at `path` when the block ends well, and nowhere if it doesn't.

    An OSError passes as it is, for the caller to say what could not be written.
    """
    aside = _beside(path)
    try:
        with aside.open("wb") as stream:
            yield stream
        sync(aside)
        aside.replace(path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    sync(path.parent)


def check_writable(path: Path) -> None:
    """Raises OutputError unless a file can be made at `path`; leaves nothing there."""
    with _spoken(path):
        if path.is_dir():
            raise IsADirectoryError(21, "a folder, not a file")
        aside = _beside(path)
        aside.touch()
        aside.unlink()


def check_apart(target: Path, others: Iterable[object]) -> None:
    """Raises OutputError if a result would take the place of a file that is read, or of another result.

    What is no path among `others` (the address of a store, a stream) is passed over.

    >>> check_apart(Path("map.html"), [Path("graph.trig"), "http://localhost:7878"])
    """
    for other in others:
        if isinstance(other, Path) and other.resolve() == target.resolve():
            raise OutputError(f"{target}: is named twice; what is written needs a file of its own")


def sync(path: Path) -> None:
    """Puts a file on the disk, or the names in a folder: without it a rename dies in a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.part")


@contextmanager
def _spoken(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        missing = isinstance(error, FileNotFoundError) and not path.parent.is_dir()
        reason = f"there is no folder {path.parent}" if missing else error.strerror or error
        raise OutputError(f"{path}: can't be written: {reason}") from error
