"""The network as two Parquet tables, for pandas, DuckDB, Spark and R."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from sanctiongraph.exports.archives import archive
from sanctiongraph.exports.rows import EDGE, NODE, Row, edges, nodes
from sanctiongraph.exports.source import Source

__all__ = ["write_parquet"]


def write_parquet(source: Source, stream: BinaryIO) -> None:
    """A ZIP archive, not packed a second time, of ``nodes.parquet`` and ``edges.parquet``.

    Keeps the columns of `rows.NODE` and `rows.EDGE` with their types; lists are lists. Loses what GraphML
    loses. Needs pyarrow, which comes with the extra ``parquet``.
    """
    known = source.knowledge
    tables = {"nodes": _table(NODE, nodes(known)), "edges": _table(EDGE, edges(known))}
    archive(stream, {f"{name}.parquet": (table,) for name, table in tables.items()}, packed=False)


def _table(columns: Mapping[str, type], rows: Iterable[Row]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    types: dict[type, Any] = {
        str: pa.string(),
        bool: pa.bool_(),
        int: pa.int64(),
        float: pa.float64(),
        tuple: pa.list_(pa.string()),
    }
    fields = pa.schema([(name, types[kind]) for name, kind in columns.items()])
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(list(rows), schema=fields), file)
    return file.getvalue()
