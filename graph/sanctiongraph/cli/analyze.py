"""`sanctiongraph analyze`: who sanctions whom, who is central, how two actors are linked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from sanctiongraph.cli.verbs import Graphs, verb
from sanctiongraph.cli.voice import Voice

__all__ = ["analyze"]


@verb
def analyze(
    graphs: Graphs,
    *,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A JSON file.")] = None,
    path: Annotated[
        tuple[str, str] | None, typer.Option(metavar="A B", help="Also how these two actors are linked.")
    ] = None,
    voice: Voice,
) -> None:
    """Analyze graphs as a network.

    Who sanctions whom, who is central, who stands between whom: JSON, in which each answer comes
    with what it means and what it doesn't.
    """
    from sanctiongraph import pipeline
    from sanctiongraph.outputs import check_writable, write_text

    if output:
        check_writable(output)
    answers = _harmless(json.dumps(pipeline.analyze(graphs, between=path), ensure_ascii=False, indent=2))
    if output:
        write_text(output, answers + "\n")
        voice.say(f"{output}: the analysis")
    else:
        print(answers)


def _harmless(text: str) -> str:
    r"""The same JSON, with whatever a terminal might obey written as an escape.

    >>> print(_harmless('{"a": "\u009b1m"}'))
    {"a": "\u009b1m"}
    """
    return "".join(char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text)
