"""`sanctiongraph analyze`: who sanctions whom, who is central, how two actors are linked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from sanctiongraph.cli.answers import shown
from sanctiongraph.cli.tables import made, show
from sanctiongraph.cli.verbs import Graphs, verb
from sanctiongraph.cli.voice import Voice, one_line

__all__ = ["analyze"]


@verb
def analyze(
    graphs: Graphs,
    *,
    json_: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file for everything as JSON.")
    ] = None,
    rdf: Annotated[
        Path | None, typer.Option(help="A file for the numbers as RDF, a named graph of their own.")
    ] = None,
    path: Annotated[
        tuple[str, str] | None, typer.Option(metavar="A B", help="Also how these two actors are linked.")
    ] = None,
    voice: Voice,
) -> None:
    """Analyze graphs as a network.

    Who sanctions whom, who answers, who acts together, who is central, who stands between whom and
    how it changes: tables with what the numbers mean and what they don't, and all of it as JSON.
    """
    from sanctiongraph import pipeline
    from sanctiongraph.outputs import check_apart, check_writable, write_text

    if output:
        check_apart(output, [*map(Path, graphs), rdf])
        check_writable(output)
    with voice.progress() as listener:
        answers = pipeline.analyze(graphs, between=path, rdf=rdf, listener=listener)
    if path and not answers["path"]["found"]:
        voice.warn(f"no chain of claims links {path[0]} and {path[1]}")
    written = _harmless(json.dumps(answers, ensure_ascii=False, indent=2))
    if output:
        write_text(output, written + "\n")
        voice.say(f"{output}: the analysis")
    if rdf:
        voice.say(f"{rdf}: the numbers, loadable beside the graph")
    if json_:
        print(written)
    elif not output and not rdf:
        for table in shown(answers):
            print(f"\n{table.title.upper()}\n{one_line(table.meaning)}\nLimits: {one_line(table.limits)}\n")
            show(made(table.columns, table.rows))


def _harmless(text: str) -> str:
    r"""The same JSON, with whatever a terminal might obey written as an escape.

    >>> print(_harmless('{"a": "\u009b1m"}'))
    {"a": "\u009b1m"}
    """
    return "".join(char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text)
