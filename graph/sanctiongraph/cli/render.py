"""`sanctiongraph render`: a graph in, its interactive map out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanctiongraph.cli.verbs import Graphs, verb
from sanctiongraph.cli.voice import Voice

__all__ = ["render"]


@verb
def render(
    graphs: Graphs,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="The map, an HTML file.")] = Path("map.html"),
    report: Annotated[Path | None, typer.Option(help="Also the report, an HTML file.")] = None,
    voice: Voice,
) -> None:
    """Draw graphs as an interactive map.

    The map is one file that opens in a browser, without a network.
    """
    from sanctiongraph import pipeline

    with voice.progress() as listener:
        written = pipeline.render(graphs, output, report=report, listener=listener)
    for path in written:
        voice.say(f"{path}: open it in a browser")
