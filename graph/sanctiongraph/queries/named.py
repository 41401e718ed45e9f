"""The questions that ship: files of ``ontology/queries``, each opening with its question."""

from __future__ import annotations

import re

from sanctiongraph.errors import QueryError
from sanctiongraph.resources import ontology_path

__all__ = ["names", "text"]

_NAME = re.compile(r"[a-z][a-z0-9-]*")


def names() -> list[tuple[str, str]]:
    """Name and question of every query that ships, sorted by name.

    >>> dict(names())["timeline"]
    'What happened when?'
    """
    return [(path.stem, _question(path.stem)) for path in sorted(ontology_path("queries").glob("*.rq"))]


def text(name: str) -> str:
    """The SPARQL of a named query. Raises QueryError for an unknown name.

    >>> text("timeline").splitlines()[0]
    '# What happened when?'
    """
    known = [path.stem for path in sorted(ontology_path("queries").glob("*.rq"))]
    if not _NAME.fullmatch(name) or name not in known:
        raise QueryError(f"{name!r} is no named query; known are {', '.join(known)}")
    return ontology_path("queries", f"{name}.rq").read_text(encoding="utf-8")


def _question(name: str) -> str:
    return text(name).partition("\n")[0].removeprefix("#").strip()
