"""`sanctiongraph query`: a question in SPARQL in, a table out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanctiongraph.cli.tables import made, show
from sanctiongraph.cli.verbs import verb
from sanctiongraph.vocab import PREFIXES

if TYPE_CHECKING:
    from rich.table import Table

    from sanctiongraph.queries import Result

__all__ = ["query", "table"]


class Shape(StrEnum):
    """How an answer is written down."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TURTLE = "turtle"


@verb
def query(
    question: Annotated[
        str | None, typer.Argument(help="A ready question by name, a file of SPARQL, or SPARQL itself.")
    ] = None,
    *,
    graph: Annotated[list[Path], typer.Option("--graph", "-g", help="Graph files or a store folder.")] = [  # noqa: B006 (typer copies it)
        Path("output", "graph.trig")
    ],
    format: Annotated[Shape, typer.Option("--format", help="How to write the answer.")] = Shape.TABLE,
    seconds: Annotated[float, typer.Option(min=0.1, help="What the answer may take.")] = 30.0,
    rows: Annotated[int, typer.Option(min=1, help="What the answer may have at most.")] = 100_000,
    list_: Annotated[bool, typer.Option("--list", help="List the ready questions.")] = False,
) -> None:
    """Ask a graph a question.

    The ready questions have names; --list shows them. Your own SPARQL needs no prefixes for what
    the graph uses (sg, schema, dcterms, skos, rdfs and more). A query only reads.
    """
    from sanctiongraph import pipeline, queries

    if list_:
        show(made(("name", "question"), queries.names()))
    elif question is None:
        raise typer.BadParameter("name a question, or use --list to see them", param_hint="QUESTION")
    else:
        _say(pipeline.query(question, graph, seconds=seconds, rows=rows), format)


def _say(result: Result, shape: Shape) -> None:
    from sanctiongraph import queries

    writers: dict[Shape, Callable[[Result], str]] = {
        Shape.CSV: queries.as_csv,
        Shape.JSON: queries.as_json,
        Shape.TURTLE: queries.as_turtle,
    }
    if shape in writers:
        sys.stdout.write(writers[shape](result))
    elif result.triples is not None:
        sys.stdout.write(queries.as_turtle(result))
    elif result.answer is not None:
        print("yes" if result.answer else "no")
    else:
        show(table(result))


def table(result: Result) -> Table:
    """The rows of an answer; terms of the vocabularies with their prefix, all else as it is."""
    return made(result.variables, [[_short(value) for value in row] for row in result.rows])


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text
