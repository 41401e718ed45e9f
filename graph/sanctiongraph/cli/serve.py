"""`sanctiongraph serve`: a graph in, pages and a SPARQL endpoint out, until it is told to end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanctiongraph.cli.verbs import verb
from sanctiongraph.cli.voice import Voice

__all__ = ["serve"]


@verb
def serve(
    store: Annotated[
        list[str], typer.Argument(metavar="STORE", help="An output folder, a store folder or graph files.")
    ],
    *,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    name: Annotated[list[str], typer.Option(help="A host name to answer to besides localhost.")] = [],  # noqa: B006 (typer copies it)
    cors: Annotated[str | None, typer.Option(help="An origin whose pages may read the answers.")] = None,
    readings: Annotated[
        Path | None, typer.Option(help="The file where what was read is kept.  [default: beside the graph]")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="How many queries run at a time.")] = 4,
    seconds: Annotated[float, typer.Option(min=0.1, help="What a query may take.")] = 30.0,
    rows: Annotated[int, typer.Option(min=1, help="What an answer may have at most.")] = 100_000,
    memory: Annotated[int, typer.Option(min=256, help="Megabytes that a query may use.")] = 2048,
    voice: Voice,
) -> None:
    """Serve a graph to browsers and tools.

    Pages, actors and documents by their address, and SPARQL at /sparql. It only reads; the graph is
    served anew when it is built again. Ctrl-C ends it.
    """
    from sanctiongraph import pipeline
    from sanctiongraph.serving import Address, Limits

    def told(url: str, open: bool) -> None:
        if open:
            voice.warn(f"{url}: other machines reach it too, and nobody is asked for a password")
        voice.say(f"{url}: open it in a browser; Ctrl-C ends it")

    address = Address(host=host, port=port, names=tuple(name), cors=cors)
    limits = Limits(workers=workers, seconds=seconds, rows=rows, megabytes=memory)
    pipeline.serve(store, address, limits, readings=readings, told=told)
