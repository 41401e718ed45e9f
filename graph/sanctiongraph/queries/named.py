"""The questions that ship: files of ``ontology/queries``, each opening with its question and its group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from sanctiongraph.errors import UnknownQuestionError
from sanctiongraph.queries.parameters import Parameter, declared, head, shown
from sanctiongraph.resources import ontology_path

__all__ = ["GROUPS", "Question", "questions", "text"]

GROUPS = (
    "who sanctions whom",
    "in force, and when",
    "planned and threatened",
    "eased, lifted and brought back",
    "grounds",
    "who says so",
    "offices",
    "relationships",
    "paths between two actors",
    "contradictions",
    "quality of the data",
)
"""What questions are about, in the order in which they are shown."""

_LONGEST_NAME = 60
_NAME = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question: its name, what it asks, its group, and what it may be told."""

    name: str
    asks: str
    group: str
    parameters: tuple[Parameter, ...]


@cache
def questions() -> tuple[Question, ...]:
    """Every question that ships, by group and name.

    >>> {question.name: question.asks for question in questions()}["timeline"]
    'What happened when?'
    """
    found = (_question(path.stem) for path in ontology_path("queries").glob("*.rq"))
    return tuple(sorted(found, key=lambda question: (GROUPS.index(question.group), question.name)))


@cache
def text(name: str) -> str:
    """The SPARQL of a named query. Raises UnknownQuestionError, with names that are near, for another.

    >>> text("timeline").splitlines()[0]
    '# What happened when?'
    """
    known = sorted(path.stem for path in ontology_path("queries").glob("*.rq"))
    if not _NAME.fullmatch(name) or name not in known:
        raise UnknownQuestionError(f"{shown(name)} is no ready question{_hint(name, known)}")
    return ontology_path("queries", f"{name}.rq").read_text(encoding="utf-8")


def _hint(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name[:_LONGEST_NAME].lower(), known, n=3, cutoff=0.7)
    return f"; near are {', '.join(near)}" if near else ""


def _question(name: str) -> Question:
    query = text(name)
    asks, *lines = head(query)
    [group] = (line.removeprefix("group: ") for line in lines if line.startswith("group: "))
    return Question(name, asks, group, declared(query))
