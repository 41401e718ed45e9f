"""An analysis as tables for a terminal: each answer's first rows, with its meaning and its limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Shown", "shown"]

_FIRST = 10
"""Rows of a table; JSON has them all."""

Row = Mapping[str, Any]
Columns = Mapping[str, Callable[[Row], object]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One table: its title, what it means and doesn't, its columns and the text of its cells."""

    title: str
    meaning: str
    limits: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _numbers(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.items())


_RANKED: Columns = {
    "who": lambda row: row["label"],
    "restricting": lambda row: row["restricting"],
    "relieving": lambda row: row["relieving"],
    "not yet": lambda row: row["not_yet"],
    "refused": lambda row: row["refused"],
    "acts": lambda row: _numbers(row["acts"]),
}

_TABLES: tuple[tuple[str, str, str, Columns], ...] = (
    ("Who sanctions most (states)", "sanctioning", "states", _RANKED),
    ("Who is sanctioned most (states)", "sanctioned", "states", _RANKED),
    (
        "Counter-sanctions",
        "reciprocity",
        "rows",
        {
            "one": lambda row: row["one"],
            "other": lambda row: row["other"],
            "acted first": lambda row: row["began"] or "not known",
            "first told of": lambda row: row["first_told"] or "not known",
            "actions": lambda row: _numbers(row["counts"]),
        },
    ),
    (
        "Coalitions",
        "coalitions",
        "rows",
        {
            "one": lambda row: row["one"],
            "other": lambda row: row["other"],
            "in one claim": lambda row: row["jointly"],
            "within 30 days": lambda row: row["near"],
            "Jaccard": lambda row: f"{row['jaccard']:.2f}",
            "targets of both": lambda row: ", ".join(row["targets"]),
        },
    ),
    (
        "Importance",
        "centrality",
        "rows",
        {
            "who": lambda row: row["label"],
            "PageRank": lambda row: f"{row['pagerank']:.4f}",
            "sanctioned by": lambda row: row["imposers"],
            "sanctions": lambda row: row["targets"],
            "core": lambda row: row["core"],
        },
    ),
    (
        "Brokers",
        "brokers",
        "rows",
        {
            "who": lambda row: row["label"],
            "betweenness": lambda row: f"{row['betweenness']:.4f}",
            "error": lambda row: f"{row['error']:.4f}",
            "pieces without it": lambda row: row["separates"],
            "stands between": lambda row: ", ".join(row["between"]),
        },
    ),
    (
        "Communities",
        "communities",
        "rows",
        {
            "actors": lambda row: row["size"],
            "around": lambda row: row["label"],
            "holds": lambda row: f"{row['holds']:.2f}",
        },
    ),
    (
        "Cores",
        "cores",
        "rows",
        {
            "core": lambda row: row["core"],
            "actors": lambda row: row["actors"],
            "in no deeper one": lambda row: row["shell"],
        },
    ),
    (
        "Change (the last months)",
        "change",
        "rows",
        {
            "month": lambda row: row["month"],
            "actions": lambda row: row["actions"],
            "new pairs": lambda row: len(row["new_pairs"]),
            "density": lambda row: "-" if row["density"] is None else f"{row['density']:.3f}",
            "leading": lambda row: ", ".join(f"{one['state']} {one['number']}" for one in row["leading"]),
        },
    ),
    (
        "Quality",
        "quality",
        "rows",
        {
            "what": lambda row: row["what"],
            "number": lambda row: row["number"],
            "of": lambda row: row["of"],
        },
    ),
    (
        "Path",
        "path",
        "steps",
        {
            "from": lambda row: row["from"],
            "to": lambda row: row["to"],
            "by": lambda row: ", ".join(_named(claim) for claim in row["claims"]),
        },
    ),
)
"""Title, answer, its rows, and how each column is told from a row."""
_WHOLE = frozenset({"quality", "path"})
_LATEST = frozenset({"change"})


def shown(answers: Mapping[str, Any]) -> Iterator[Shown]:
    """The tables of those answers that are there, in the order in which a reader asks."""
    for title, name, rows, columns in _TABLES:
        if name in answers:
            answer = answers[name]
            cells = (tuple(str(tell(row)) for tell in columns.values()) for row in _first(name, answer[rows]))
            yield Shown(title, answer["meaning"], answer["limits"], tuple(columns), tuple(cells))


def _first(name: str, rows: list[Row]) -> list[Row]:
    if name in _WHOLE:
        return rows
    return rows[-_FIRST:] if name in _LATEST else rows[:_FIRST]


def _named(claim: Row) -> str:
    """A claim in two words.

    >>> _named({"type": "action", "act": "Impose", "modality": "Planned", "negated": True})
    'Impose (Planned, denied)'
    """
    what = claim.get("act") or claim.get("title") or claim.get("relation")
    return f"{what} ({claim['modality']}{', denied' if claim['negated'] else ''})"
