"""`sanctiongraph extract`: news in, the graph alone out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from sanctiongraph.cli.build import found, read
from sanctiongraph.cli.verbs import News, verb
from sanctiongraph.cli.voice import Voice

if TYPE_CHECKING:
    from sanctiongraph.pipeline import Settings

__all__ = ["BINARY", "STANDARD_OUTPUT", "Format", "Suffix", "extract", "suffix", "target"]

STANDARD_OUTPUT = Path("-")


class Suffix(StrEnum):
    """The formats of graphs, by the suffixes of their files."""

    TTL = "ttl"
    TRIG = "trig"
    NT = "nt"
    NQ = "nq"
    RDF = "rdf"
    JSONLD = "jsonld"
    JSONL = "jsonl"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv.zip"
    PARQUET = "parquet.zip"
    NEO4J = "neo4j.zip"
    SQLITE = "sqlite"
    FTM = "ftm.json"


_SUFFIXES = (*(f".{suffix}" for suffix in Suffix), ".xml")
BINARY = (Suffix.CSV, Suffix.PARQUET, Suffix.NEO4J, Suffix.SQLITE)

Format = Annotated[Suffix | None, typer.Option("--format", help="The format, if not as the file is called.")]


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
    for line in summary.idle:
        voice.warn(line)
    if summary.failed:
        raise typer.Exit(1)


def target(output: Path) -> Path | BinaryIO:
    """Where to write: the file, or standard output."""
    return sys.stdout.buffer if output == STANDARD_OUTPUT else output


def suffix(output: Path, format: Suffix | None) -> str | None:
    """The suffix that decides on the format, None if it is the file's own; TriG for standard output.

    >>> suffix(Path("a.ttl"), None), suffix(Path("a.txt"), Suffix.TTL), suffix(Path("-"), None)
    (None, '.ttl', '.trig')
    """
    if format in BINARY and output == STANDARD_OUTPUT:
        raise typer.BadParameter(f"{format} is no text; give it a file", param_hint="--output")
    if format:
        return f".{format}"
    if output == STANDARD_OUTPUT:
        return ".trig"
    if not output.name.lower().endswith(_SUFFIXES):
        known = " ".join(_SUFFIXES)
        raise typer.BadParameter(
            f"{output}: unknown format {output.suffix!r}; known are {known}", param_hint="--output"
        )
    return None
