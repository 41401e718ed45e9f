"""A folder for a copy of the graph, gone with the server or, if that was killed, when the next one starts."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

__all__ = ["Copy", "sweep"]

_PREFIX = "sanctiongraph-"
_LOCK = "lock"


class Copy:
    """A new folder of ours; its lock tells other servers that somebody is here, and falls with us."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        new = self.folder / "new"
        self._lock = new.open("xb")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        new.rename(self.folder / _LOCK)  # what can be seen is locked

    def remove(self) -> None:
        """Removes the folder and all that is in it."""
        _remove(self.folder)
        self._lock.close()


def sweep() -> None:
    """Removes folders that servers of this user have left behind who are no more."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if _is_left(folder):
            _remove(folder)


def _remove(folder: Path) -> None:
    """The lock goes last: what somebody may still be writing can be swept later."""
    with suppress(OSError):
        for inside in folder.iterdir():
            if inside.name != _LOCK:
                shutil.rmtree(inside, ignore_errors=True)
        if [inside.name for inside in folder.iterdir()] == [_LOCK]:
            shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    """Whether it is a folder of ours with a lock that nobody holds."""
    try:
        with os.fdopen(os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW), "r+b") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return folder.lstat().st_uid == os.getuid() and not folder.is_symlink()
    except OSError:
        return False
