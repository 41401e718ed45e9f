"""The network for Gephi, Cytoscape, yEd and networkx: GraphML and GEXF, written row by row."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape

from sanctiongraph.exports.rows import EDGE, NODE, Row, edges, flat, nodes
from sanctiongraph.exports.source import Source

__all__ = ["write_gexf", "write_graphml"]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {str: "string", bool: "boolean", int: "int", float: "double", tuple: "string"}
_GEXF_TYPES = _TYPES | {int: "integer"}

_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")

_PLACED = frozenset({"id", "label", "source", "target", "weight"})
"""What GEXF has a place of its own for."""


def write_graphml(source: Source, stream: BinaryIO) -> None:
    """GraphML: a directed multigraph, one edge for each claim and each pair that it joins.

    Keeps all columns of `rows.NODE` and `rows.EDGE` with their types; lists are one text. Loses claims
    that leave one side unsaid (they count in `claims` of those they name), reasons and offsets.
    Characters that XML can't hold become U+FFFD.
    """
    stream.writelines(f"{line}\n".encode() for line in _graphml(source))


def _graphml(source: Source) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for owner, columns in (("node", NODE), ("edge", EDGE)):
        for name, kind in _declared(columns, {"id", "source", "target"}):
            yield (
                f'  <key id="{owner}-{name}" for="{owner}" attr.name="{name}" attr.type="{_TYPES[kind]}"/>'
            )
    yield '  <graph id="claims" edgedefault="directed">'
    for row in nodes(source.knowledge):
        yield f"    <node {_attributes(row, ('id',))}>"
        yield from _data("node", NODE, row)
        yield "    </node>"
    for row in edges(source.knowledge):
        yield f"    <edge {_attributes(row, ('id', 'source', 'target'))}>"
        yield from _data("edge", EDGE, row)
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _data(owner: str, columns: dict[str, type], row: Row) -> Iterator[str]:
    for name, _ in _declared(columns, {"id", "source", "target"}):
        if (text := _text(row, name)) is not None:
            yield f'      <data key="{owner}-{name}">{_xml(text)}</data>'


def write_gexf(source: Source, stream: BinaryIO) -> None:
    """GEXF 1.3, dynamic: an edge is there on the day of the act, else of publication, for Gephi's timeline.

    Where a date is but a month or a year, the edge lasts from its first day to its last. Actors are
    always there. Keeps and loses what GraphML does.
    """
    stream.writelines(f"{line}\n".encode() for line in _gexf(source))


def _gexf(source: Source) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    yield '  <graph mode="dynamic" defaultedgetype="directed" timeformat="date">'
    for owner, columns in (("node", NODE), ("edge", EDGE)):
        yield f'    <attributes class="{owner}" mode="static">'
        for name, kind in _declared(columns, _PLACED):
            yield f'      <attribute id="{name}" title="{name}" type="{_GEXF_TYPES[kind]}"/>'
        yield "    </attributes>"
    yield "    <nodes>"
    for row in nodes(source.knowledge):
        yield f"      <node {_attributes(row, ('id', 'label'))}>"
        yield from _values(NODE, row)
        yield "      </node>"
    yield "    </nodes>"
    yield "    <edges>"
    for row in edges(source.knowledge):
        placed = _attributes(row | _spell(row), ("id", "source", "target", "label", "weight", "start", "end"))
        yield f'      <edge {placed} type="directed">'
        yield from _values(EDGE, row)
        yield "      </edge>"
    yield "    </edges>"
    yield "  </graph>"
    yield "</gexf>"


def _values(columns: dict[str, type], row: Row) -> Iterator[str]:
    yield "        <attvalues>"
    for name, _ in _declared(columns, _PLACED):
        if (text := _text(row, name)) is not None:
            yield f'          <attvalue for="{name}" value="{_xml(text)}"/>'
    yield "        </attvalues>"


def _spell(row: Row) -> Row:
    """The first and the last day of the time that a claim gives: a day, a month or a year, else nothing.

    >>> _spell({"date": "2024-02"})
    {'start': '2024-02-01', 'end': '2024-02-29'}
    """
    found = _DATE.fullmatch(str(row.get("date") or row["published"] or ""))
    if not found:
        return {}
    year, month, day = found.groups()
    last = day or monthrange(int(year), int(month or 12))[1]
    return {"start": f"{year}-{month or '01'}-{day or '01'}", "end": f"{year}-{month or '12'}-{last}"}


def _declared(columns: dict[str, type], without: Iterable[str]) -> list[tuple[str, type]]:
    return [(name, kind) for name, kind in columns.items() if name not in without]


def _attributes(row: Row, names: Iterable[str]) -> str:
    texts = ((name, _text(row, name)) for name in names)
    return " ".join(f'{name}="{_xml(text)}"' for name, text in texts if text is not None)


def _text(row: Row, name: str) -> str | None:
    value = flat(row.get(name))
    return str(value).lower() if isinstance(value, bool) else None if value is None else str(value)


def _xml(text: str) -> str:
    """The text for an attribute or an element; whitespace would be smoothed by readers if it stood as it is.

    >>> _xml('a "b"\\n<c>\\x07')
    'a &quot;b&quot;&#10;&lt;c&gt;\ufffd'
    """
    fit = _NOT_XML.sub("\ufffd", text)
    return escape(fit, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
