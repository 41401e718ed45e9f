"""Find the news files behind the paths a user names."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from sanctiongraph.documents.readers import SUFFIXES
from sanctiongraph.documents.wording import reason, shown
from sanctiongraph.model import Skipped

__all__ = ["sources"]

_ALLOWED = " ".join(SUFFIXES)

Seen = set[tuple[int, int]]
"""Device and number of each file and folder met so far: one file has many paths."""


def sources(paths: Iterable[Path]) -> Iterator[Path | Skipped]:
    """Every news file among the paths, folders with all that is in them, each file once.

    The order is that of the paths, and by name within a folder; hidden files, hidden folders
    and the folders of graph stores are passed over. What cannot be read comes as a failed
    `Skipped`; a file of an unknown kind is a failure only if it was named itself.

    >>> from sanctiongraph.resources import ontology_path
    >>> next(sources([ontology_path("examples", "news")])).name
    '2023-10-19-oil-licence.txt'
    """
    seen: Seen = set()
    for path in paths:
        yield from _under(Path(path), seen)


def _under(path: Path, seen: Seen) -> Iterator[Path | Skipped]:
    found = False
    for item in _walk(path, seen):
        found = found or isinstance(item, Path) or item.failed
        yield item
    if not found and path.is_dir() and not any(isinstance(item, Path) for item in _walk(path, set())):
        yield Skipped(shown(path), f"no news files in it; allowed are {_ALLOWED}")


def _walk(start: Path, seen: Seen) -> Iterator[Path | Skipped]:
    """All below a path; a list of what waits instead of recursion, as folders nest deeply."""
    waiting = [start]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            inside = _entries(path, status, seen) if stat.S_ISDIR(status.st_mode) else None
        except (OSError, ValueError) as error:
            yield Skipped(shown(path), reason(error))
            continue
        if inside is None:
            yield from _file(path, status, seen=seen, named=path is start)
        else:
            waiting.extend(inside)


def _entries(folder: Path, status: os.stat_result, seen: Seen) -> list[Path]:
    """What a folder shows, last name first; nothing if it was met before (links make loops)."""
    if not _first_time(status, seen) or _is_store(folder):
        return []
    return sorted((path for path in folder.iterdir() if not path.name.startswith(".")), reverse=True)


def _is_store(folder: Path) -> bool:
    """Whether this is a store folder of ours, new or old, whose record of commits is no news."""
    return (folder / "oxigraph" / "CURRENT").is_file()


def _file(path: Path, status: os.stat_result, *, seen: Seen, named: bool) -> Iterator[Path | Skipped]:
    if path.suffix.lower() not in SUFFIXES:
        kind = f"suffix {path.suffix}" if path.suffix else "no suffix"
        yield Skipped(shown(path), f"{kind}; allowed are {_ALLOWED}", failed=named)
    elif not stat.S_ISREG(status.st_mode):
        yield Skipped(shown(path), "not a regular file")
    elif _first_time(status, seen):
        yield path


def _first_time(status: os.stat_result, seen: Seen) -> bool:
    key = (status.st_dev, status.st_ino)
    if key in seen:
        return False
    seen.add(key)
    return True
