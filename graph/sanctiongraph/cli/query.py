"""`sanctiongraph query`: a question and what it should be told in, a table out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sanctiongraph.cli.tables import made, show
from sanctiongraph.cli.verbs import checked, verb
from sanctiongraph.cli.voice import Voice
from sanctiongraph.errors import UnknownQuestionError
from sanctiongraph.vocab import PREFIXES

if TYPE_CHECKING:
    from rich.table import Table

    from sanctiongraph.queries import Question, Result

__all__ = ["query", "table"]


class Shape(StrEnum):
    """How an answer is written down."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XLSX = "xlsx"
    MARKDOWN = "markdown"
    TURTLE = "turtle"


_SUFFIXES = {
    Shape.CSV: ".csv",
    Shape.TSV: ".tsv",
    Shape.JSON: ".json",
    Shape.XLSX: ".xlsx",
    Shape.MARKDOWN: ".md",
    Shape.TURTLE: ".ttl",
}


@verb
def query(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUESTION [--PARAMETER VALUE]...",
            help="A ready question by name, a file of SPARQL, or SPARQL itself; and what to tell it.",
        ),
    ] = None,
    *,
    graph: Annotated[
        list[str],
        typer.Option(
            "--graph",
            "-g",
            "--store",
            metavar="GRAPH",
            help="Graph files, an output folder, a store folder or the address of a store.",
            callback=checked,
        ),
    ] = ["output/graph.trig"],  # noqa: B006 (typer copies it)
    format: Annotated[
        Shape | None, typer.Option("--format", help="How to write the answer, if not as the file is called.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file for the answer.")] = None,
    sentences: Annotated[
        bool | None, typer.Option("--sentences/--no-sentences", help="With or without the sentences.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="What the answer may take.")] = 30.0,
    rows: Annotated[int, typer.Option(min=1, help="What the answer may have at most.")] = 100_000,
    list_: Annotated[bool, typer.Option("--list", help="List the ready questions.")] = False,
    voice: Voice,
) -> None:
    """Ask a graph a question.

    The ready questions have names; --list shows them with their parameters, such as --target Venezuela.
    Your own SPARQL needs no prefixes for what the graph uses (sg, schema, dcterms, skos, rdfs and more).
    A query only reads.
    """
    from sanctiongraph import pipeline, queries
    from sanctiongraph.outputs import check_apart, check_writable

    if list_:
        sys.stdout.writelines(_listed(queries.questions()))
        return
    question, told = _told(words or [])
    suffix = _suffix(output, format)
    if output:
        check_apart(output, map(Path, graph))
        check_writable(output)
    try:
        result = pipeline.query(question, graph, parameters=told, seconds=seconds, rows=rows)
    except UnknownQuestionError as error:
        raise UnknownQuestionError(f"{error}; --list shows all") from error
    if sentences is not None:
        result = (queries.with_sentences if sentences else queries.without_sentences)(result)
    if output:
        queries.write(result, output, suffix)
        voice.say(f"{output}: the answer")
    else:
        _say(result, suffix)


def _told(words: list[str]) -> tuple[str, dict[str, str]]:
    """The question, and what follows each ``--name``, or stands behind its ``=``.

    >>> _told(["who-sanctioned", "--target", "Iran", "--since=2019"])
    ('who-sanctioned', {'target': 'Iran', 'since': '2019'})
    """
    questions, told, rest = [], {}, iter(words)
    for word in rest:
        if not word.startswith("--"):
            questions.append(word)
            continue
        name, equals, value = word.removeprefix("--").partition("=")
        value = value if equals else next(rest, "--")
        if name in told or (not equals and value.startswith("--")):
            raise typer.BadParameter(
                "given twice" if name in told else "needs a value", param_hint=f"--{name}"
            )
        told[name] = value
    if len(questions) != 1 or questions[0].startswith("-"):
        raise typer.BadParameter("name one question, or use --list to see them", param_hint="QUESTION")
    return questions[0], told


def _suffix(output: Path | None, format: Shape | None) -> str | None:
    """The suffix of the format that is wanted, None for the table."""
    if format or not output:
        if format is Shape.XLSX and not output and sys.stdout.isatty():
            raise typer.BadParameter(
                "a workbook is no text; name a file with --output", param_hint="--format"
            )
        if format is Shape.TABLE and output:
            raise typer.BadParameter(
                "a table is for the terminal; choose another format", param_hint="--format"
            )
        return _SUFFIXES.get(format or Shape.TABLE)
    if output.suffix.lower() not in _SUFFIXES.values():
        known = " ".join(sorted(_SUFFIXES.values()))
        raise typer.BadParameter(
            f"{output}: unknown format {output.suffix!r}; known are {known}", param_hint="--output"
        )
    return output.suffix.lower()


def _listed(questions: tuple[Question, ...]) -> Iterator[str]:
    """The questions by group, each with its parameters; what their values may be at the end."""
    from sanctiongraph.queries import ALLOWED, GROUPS

    for group in GROUPS:
        yield f"{group[0].upper()}{group[1:]}\n"
        for question in (one for one in questions if one.group == group):
            yield f"  {question.name:24}{question.asks}\n"
            usage = (f"--{p.name} {'|'.join(p.terms) or p.kind.upper()}" for p in question.parameters)
            marks = (
                text if p.required else f"[{text}]"
                for p, text in zip(question.parameters, usage, strict=True)
            )
            if question.parameters:
                yield f"  {'':24}  {' '.join(marks)}\n"
        yield "\n"
    yield from (f"{kind.upper()}: {allowed}\n" for kind, allowed in ALLOWED.items())


def _say(result: Result, suffix: str | None) -> None:
    from sanctiongraph import queries

    if suffix or result.triples is not None:
        sys.stdout.buffer.write(queries.WRITERS[suffix or ".ttl"](result))
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
