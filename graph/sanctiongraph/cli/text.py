"""`sanctiongraph text`: the text that the offsets of evidence count characters of."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sanctiongraph.cli.verbs import verb

__all__ = ["text"]


@verb
def text(
    document: Annotated[str, typer.Argument(help="A document's identifier in the graph, or a file.")],
    *,
    readings: Annotated[Path, typer.Option(help="The file where what was read is kept.")] = Path(
        "output", "readings.sqlite"
    ),
) -> None:
    """Show the text of a document.

    It is the text as it was read, whose characters the offsets of evidence count.
    """
    from sanctiongraph import pipeline

    sys.stdout.buffer.write(pipeline.text(document, readings=readings).encode("utf-8"))
