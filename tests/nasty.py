"""Texts that mean something to some language or program, and a graph in which they stand everywhere."""

from __future__ import annotations

import re
from dataclasses import replace

from pyoxigraph import Literal, Quad, Store
from worlds import account, action, country, knowledge, relationship, tenure

from sanctiongraph.model import Act, Document, Entity, Kind
from sanctiongraph.triples import quads

HOSTILE = (
    'double " quote',
    "single ' quote",
    "back ` tick",
    "{braces} {{ jinja }} {% x %} ${env} #{x}",
    "line\nfeed",
    "carriage\rreturn",
    "both\r\nof them",
    "tab\there",
    "]]>",
    "<![CDATA[x]]>",
    "a -- b --> c <!-- d",
    "=cmd()",
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\tcell",
    "\rcell",
    "\n=cell",
    "\u00a0=1+1",
    " \u200b\uff1d1+1",
    "\uff20SUM(A1)",
    "'=quoted",
    "''@twice",
    "bell \x07 and \x00 null \x1b[31m",
    "\x7f\x85\u2028\u2029",
    "\ufffe\uffff",
    "\u202eright to left\u202c\u200f",
    "\u200bzero\ufeffwidth",
    'x"@en',
    '"^^<http://www.w3.org/2001/XMLSchema#integer>',
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "&amp; &lt; &#0; &xxe;",
    "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
    "'; DROP TABLE entities; --",
    "x`}) DETACH DELETE n //",
    "ends in a backslash \\",
    'backslash quote \\" here',
    "\\u0041 \\n \\x00",
    "; list; of; names",
    "é e\u0301 中文 🙂 \U0001f468\u200d\U0001f469",
    "  spaces around  ",
    "long " * 2000 + "end",
    "@id",
    "_:b0",
    "sg:Person",
    "javascript:alert(1)",
)


def hostile() -> Store:
    """Each text as a name, another name, a sentence, a title, grounds and more, just as it is."""
    entities, accounts = [country("US", "United States")], []
    for number, text in enumerate(HOSTILE):
        one, mark = f"person/{number}-{text[:40]}", f"text {number}"
        entities.append(Entity(id=one, kind=Kind.PERSON, label=mark, names=(f"n {mark}",)))
        document = Document(id=f"{number} {text[:40]}", title=mark, publisher=mark, url=mark, author=mark)
        act = action(Act.IMPOSE, "country/US", "", mark, mark, grounds=mark, attribution=mark)
        act = replace(act, targets=(one,), reasons=(mark,))
        office = replace(tenure("person/x", "x", "country/US"), holder=one, title=mark)
        tie = replace(relationship("person/x", "x", "country/US", "x", "x"), subject=one, relation=text)
        accounts.append(account(document, act, office, tie))
    store = Store()
    store.extend(map(_as_it_is, quads(knowledge(entities, accounts))))
    return store


def _as_it_is(quad: Quad) -> Quad:
    """The statement with the text that its mark stands for: `quads` would have cleaned it."""
    mark = re.fullmatch(r"(n )?text (\d+)", quad.object.value)
    value = Literal((mark[1] or "") + HOSTILE[int(mark[2])]) if mark else quad.object
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)
