"""What is served: graph files or a store folder, the readings beside them, and when they change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sanctiongraph.errors import GraphError
from sanctiongraph.store import graph_in

__all__ = ["Source"]

_READINGS = "readings.sqlite"
_COMMITS = "commits.jsonl"


@dataclass(frozen=True, slots=True)
class Source:
    """The paths of a graph, and the file of readings that has its texts, if there is one."""

    graphs: tuple[Path, ...]
    readings: Path | None = None

    @classmethod
    def of(cls, places: Iterable[Path], readings: Path | None = None) -> Source:
        """The source that places mean: graph files, store folders, or the output folder of a build.

        Readings are looked for beside the graph unless named. Raises GraphError for what isn't there.
        """
        graphs = tuple(map(graph_in, places))
        for path in (*graphs, *([readings] if readings else [])):
            if not path.exists():
                raise GraphError(f"{path}: no such file or folder")
        beside = (graph.parent / _READINGS for graph in graphs)
        return cls(graphs, readings or next((path for path in beside if path.is_file()), None))

    def stamp(self) -> tuple[tuple[int, int, int], ...]:
        """What is different as soon as the graph or its texts have changed."""
        return tuple(self._stamps())

    def _stamps(self) -> Iterator[tuple[int, int, int]]:
        for path in (*self.graphs, *([self.readings] if self.readings else [])):
            place = path / _COMMITS if path.is_dir() else path
            try:
                found = place.stat()
            except OSError:  # between two builds, or a folder that keeps no commits
                yield 0, 0, 0
            else:
                yield found.st_ino, found.st_size, found.st_mtime_ns
