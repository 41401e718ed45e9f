"""`sanctiongraph extract`: news in, the graph alone out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from sanctiongraph.cli.build import found, read
from sanctiongraph.cli.verbs import News, verb
from sanctiongraph.cli.voice import Voice

if TYPE_CHECKING:
    from sanctiongraph.pipeline import Settings

__all__ = ["STANDARD_OUTPUT", "Format", "extract", "suffix", "target"]

STANDARD_OUTPUT = Path("-")
Format = Annotated[
    str | None, typer.Option("--format", help="ttl, trig, nt, nq, rdf or jsonld; else as the file is called.")
]


@verb
def extract(
    news: News,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="A graph file, or - for standard output.")],
    format: Format = None,
    settings: Settings,
    voice: Voice,
) -> None:
    """Extract the graph of news alone.

    One file, or standard output, without map and report; what was read is kept only with --readings.
    """
    from sanctiongraph import pipeline

    with voice.progress() as listener:
        summary = pipeline.extract(
            news, target(output), settings, format=suffix(output, format), listener=listener
        )
    if output != STANDARD_OUTPUT:
        voice.say(read(summary))
        voice.say(found(summary))
        voice.say(f"{output}: the graph")
    if summary.failed:
        raise typer.Exit(1)


def target(output: Path) -> Path | BinaryIO:
    """Where to write: the file, or standard output."""
    return sys.stdout.buffer if output == STANDARD_OUTPUT else output


def suffix(output: Path, format: str | None) -> str | None:
    """The suffix of a format as the user calls it; TriG for standard output.

    >>> suffix(Path("a.ttl"), None), suffix(Path("a.txt"), "TTL"), suffix(Path("-"), None)
    (None, '.ttl', '.trig')
    """
    if format:
        return f".{format.lower().removeprefix('.')}"
    return ".trig" if output == STANDARD_OUTPUT else None
