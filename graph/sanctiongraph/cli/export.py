"""`sanctiongraph export`: a graph in, the same graph in another format out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanctiongraph.cli.extract import STANDARD_OUTPUT, Format, suffix, target
from sanctiongraph.cli.verbs import Graphs, verb
from sanctiongraph.cli.voice import Voice

__all__ = ["export"]


@verb
def export(
    graphs: Graphs,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="A graph file, or - for standard output.")],
    format: Format = None,
    voice: Voice,
) -> None:
    """Export graphs to another format.

    Several graphs are joined into one. The format is that of the output's suffix: .ttl, .trig, .nt, .nq,
    .rdf or .jsonld for RDF; .graphml or .gexf for Gephi and Cytoscape; .csv.zip, .parquet.zip, .sqlite or
    .jsonl for tables; .neo4j.zip for Neo4j; .ftm.json for FollowTheMoney.
    """
    from sanctiongraph import pipeline

    with voice.progress() as listener:
        pipeline.export(graphs, target(output), format=suffix(output, format), listener=listener)
    if output != STANDARD_OUTPUT:
        voice.say(f"{output}: the graph")
