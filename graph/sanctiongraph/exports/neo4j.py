"""The network for Neo4j: tables for ``neo4j-admin database import``, and a script that loads the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from sanctiongraph.exports.archives import archive, cell, csv_line
from sanctiongraph.exports.rows import EDGE, NODE, Row, edges, nodes
from sanctiongraph.exports.source import Source
from sanctiongraph.model import Kind, Knowledge

__all__ = ["write_neo4j"]

_TYPES = {str: "", tuple: "", bool: ":boolean", int: ":int", float: ":double"}
_CASTS = {str: "{}", tuple: "{}", bool: "toBoolean({})", int: "toInteger({})", float: "toFloat({})"}
_ENDS = ("id", "source", "target")

_HEADS = {"nodes": {"id": "id:ID"}, "edges": {"source": ":START_ID", "target": ":END_ID"}}
_KIND, _TYPE = ":LABEL", ":TYPE"

_BEGINNING = """\
// Loads nodes.csv and edges.csv from the import folder of the database; running it again changes nothing:
//     cypher-shell --file load.cypher
// An empty database takes them faster so:
//     neo4j-admin database import full --nodes=nodes.csv --relationships=edges.csv
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
"""


def write_neo4j(source: Source, stream: BinaryIO) -> None:
    """A ZIP archive of ``nodes.csv``, ``edges.csv`` and ``load.cypher`` for Neo4j 5.

    Each actor is an ``Entity`` and of its own class, each claim a relationship called by its act
    (``IMPOSE``), by ``HOLDS_OFFICE`` or by its relation (``MEMBER_OF``). Keeps the columns of `rows.NODE`
    and `rows.EDGE`; lists are one text. Loses what GraphML loses, and lines: a line break becomes a
    space, and a backslash before a quotation mark or at the end gets a space after it, because the
    importers don't agree on what they mean there. Nothing of a text gets into the script.
    """
    known = source.knowledge
    archive(
        stream,
        {
            "nodes.csv": _table("nodes", NODE, map(_labelled, nodes(known))),
            "edges.csv": _table("edges", EDGE, map(_typed, edges(known))),
            "load.cypher": (statement.encode() for statement in _script(known)),
        },
    )


def _labelled(row: Row) -> Row:
    return row | {_KIND: f"Entity;{row['type']}"}


def _typed(row: Row) -> Row:
    return row | {_TYPE: _relationship(row)}


def _relationship(row: Row) -> str:
    """What the claim is called in Cypher: capitals, digits and underscores, whatever the graph says.

    >>> _relationship({"type": "action", "label": "InForce"})
    'IN_FORCE'
    >>> _relationship({"type": "relationship", "label": "x`]->() DELETE n"})
    'X_DELETE_N'
    """
    if row["type"] == "tenure":
        return "HOLDS_OFFICE"
    words = re.findall("[A-Z]?[a-z0-9]+|[A-Z0-9]+", str(row["label"]))
    return "_".join(words).upper() or "RELATED_TO"


def _table(name: str, columns: Mapping[str, type], rows: Iterable[Row]) -> Iterator[bytes]:
    last = _KIND if name == "nodes" else _TYPE
    yield csv_line((*(_head(name, column, kind) for column, kind in columns.items()), last))
    for row in rows:
        yield csv_line(_one_line(cell(row.get(column))) for column in (*columns, last))


def _head(table: str, column: str, kind: type) -> str:
    return _HEADS[table].get(column, column + _TYPES[kind])


def _one_line(text: str) -> str:
    r"""The text without line breaks, and without a backslash that could be taken to escape a quotation mark.

    >>> _one_line('a\nb\\"c\\')
    'a b\\ "c\\ '
    """
    return re.sub(r'\\(?="|$)', r"\\ ", re.sub("[\r\n]+", " ", text))


def _script(knowledge: Knowledge) -> Iterator[str]:
    yield _BEGINNING
    yield (
        "LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row\n"
        f"MERGE (n:Entity {{id: row.`id:ID`}})\nSET {_sets('n', 'nodes', NODE)};\n"
    )
    for kind in Kind:
        yield f"MATCH (n:Entity {{type: '{kind}'}}) SET n:{kind};\n"
    for called in sorted({_relationship(row) for row in edges(knowledge)}):
        yield (
            "LOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row\n"
            f"WITH row WHERE row.`{_TYPE}` = '{called}'\n"
            "MATCH (a:Entity {id: row.`:START_ID`})\nMATCH (b:Entity {id: row.`:END_ID`})\n"
            f"MERGE (a)-[r:`{called}` {{id: row.id}}]->(b)\nSET {_sets('r', 'edges', EDGE)};\n"
        )


def _sets(variable: str, table: str, columns: Mapping[str, type]) -> str:
    return ",\n    ".join(
        f"{variable}.{column} = {_CASTS[kind].format(f'row.`{_head(table, column, kind)}`')}"
        for column, kind in columns.items()
        if column not in _ENDS
    )
