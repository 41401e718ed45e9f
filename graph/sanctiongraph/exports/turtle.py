"""Turtle and TriG for people: short names, one block a thing, a document before what it claims.

The documents come first, each followed by its claims and their evidence (their IRIs sort that
way); then everybody and everything that they speak of. Statements of one thing stand in the
order in which a reader asks: what is it, what is it called, who, whom, when, why, who says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple

from sanctiongraph.exports.formats import sorted_lines
from sanctiongraph.exports.source import Source
from sanctiongraph.model import Kind
from sanctiongraph.vocab import DCTERMS, PREFIXES, RDF, RDFS, SCHEMA, SKOS, XSD, sg

__all__ = ["LAST", "ORDER", "RELATIVE", "SHORT_LOCAL", "relative_base", "write_trig", "write_turtle"]

_WIDTH = 110
_INDENT = "    "
_TYPE = f"<{RDF}type>"

SHORT_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
"""What may stand after a prefix without escapes, in every format."""

RELATIVE = re.compile(r"[A-Za-z]+(?:/(?!\.{1,2}(?:/|#|$))[^/?#<>]+)+(?:#[^<>]*)?")
"""What may stand for an IRI under the base; a first part without a colon, and no dot segments."""

_BARE = {
    f"<{XSD}boolean>": re.compile(r"true|false"),
    f"<{XSD}decimal>": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"<{XSD}integer>": re.compile(r"[+-]?[0-9]+"),
}
"""Literals that Turtle writes without quotes, by datatype."""

ORDER = {
    f"<{iri}>": position
    for position, iri in enumerate(
        (
            RDF + "type",
            RDFS + "label",
            SKOS + "prefLabel",
            SKOS + "altLabel",
            SKOS + "hiddenLabel",
            SKOS + "definition",
            DCTERMS + "identifier",
            DCTERMS + "title",
            SCHEMA + "author",
            DCTERMS + "publisher",
            SCHEMA + "datePublished",
            DCTERMS + "source",
            sg("countryCode"),
            sg("hasCountry"),
            sg("isPartOf"),
            sg("hasAct"),
            sg("hasSubject"),
            sg("hasRelation"),
            sg("hasObject"),
            sg("hasHolder"),
            sg("officeTitle"),
            sg("isHeldAt"),
            sg("isFormer"),
            sg("hasModality"),
            sg("isNegated"),
            sg("hasImposer"),
            sg("hasTarget"),
            sg("targetCount"),
            sg("hasMeasure"),
            sg("date"),
            sg("dateText"),
            sg("grounds"),
            sg("attribution"),
            sg("isAttributedTo"),
            sg("confidence"),
            sg("reason"),
            sg("hasEvidence"),
            sg("quote"),
            sg("isFromDocument"),
            sg("start"),
            sg("end"),
            sg("triggerStart"),
            sg("triggerEnd"),
            sg("textDigest"),
            SCHEMA + "mentions",
            SKOS + "exactMatch",
        )
    )
}
"""The place of a property in its block; others follow, sorted."""

LAST = {f"<{sg(kind.value)}>" for kind in Kind}
"""Things of these classes come after all others."""

_Statement = tuple[str, str, str]


def write_turtle(source: Source, stream: BinaryIO) -> None:
    """Turtle. Keeps every statement; loses which graph says it."""
    names = _Names(source.base)
    stream.write(names.head.encode())
    for block in _blocks((quad.triple for quad in source.store), names):
        stream.write(f"\n{block}\n".encode())


def write_trig(source: Source, stream: BinaryIO) -> None:
    """TriG: the same, graph by graph. Keeps everything; loses nothing."""
    store, names = source.store, _Names(source.base)
    stream.write(names.head.encode())
    for block in _blocks((quad.triple for quad in _of(store, DefaultGraph())), names):
        stream.write(f"\n{block}\n".encode())
    for graph in sorted(store.named_graphs(), key=str):
        blocks = _blocks((quad.triple for quad in _of(store, graph)), names)
        inside = "\n\n".join(_indented(block) for block in blocks)
        stream.write(f"\n{names.short(str(graph))} {{\n{inside}\n}}\n".encode())


def relative_base(base: str) -> str | None:
    """The base against which IRIs can be shortened, if it is one: other schemes don't resolve everywhere."""
    return base if base.startswith(("http://", "https://")) and base.endswith("/") else None


def _of(store: Store, graph: NamedNode | BlankNode | DefaultGraph) -> Iterable[Quad]:
    return store.quads_for_pattern(None, None, None, graph)


def _blocks(triples: Iterable[Triple], names: _Names) -> Iterator[str]:
    """One block for each subject: entities last, each part sorted by IRI."""
    lines = sorted_lines(triples, RdfFormat.N_TRIPLES)
    things = [
        (subject, list(group)) for subject, group in groupby(map(_statement, lines), key=lambda line: line[0])
    ]
    things.sort(key=lambda thing: (any(p == _TYPE and o in LAST for _, p, o in thing[1]), thing[0][:-1]))
    return (_block(subject, statements, names) for subject, statements in things)


def _statement(line: bytes) -> _Statement:
    subject, predicate, rest = line.decode().split(" ", 2)
    return subject, predicate, rest.removesuffix(" .\n")


def _block(subject: str, statements: Iterable[_Statement], names: _Names) -> str:
    values: dict[str, list[str]] = {}
    for _, predicate, value in statements:
        values.setdefault(predicate, []).append(names.term(value))
    ordered = sorted(values, key=lambda predicate: (ORDER.get(predicate, len(ORDER)), predicate))
    said = (_said(names.verb(predicate), values[predicate]) for predicate in ordered)
    return f"{names.short(subject)}\n{_INDENT}" + f" ;\n{_INDENT}".join(said) + " ."


def _said(verb: str, values: list[str]) -> str:
    """A property and its values: on one line if there is room, else one below the other."""
    line = f"{verb} {', '.join(values)}"
    if len(values) == 1 or len(line) + len(_INDENT) < _WIDTH:
        return line
    return f"{verb}\n{_INDENT * 2}" + f",\n{_INDENT * 2}".join(values)


def _indented(block: str) -> str:
    """Each line set in: a block's line breaks are all ours, those of a text are written ``\\n``."""
    return _INDENT + block.replace("\n", f"\n{_INDENT}")


class _Names:
    """Shortens IRIs: by prefix, else against the base; remembers what it has shortened."""

    def __init__(self, base: str) -> None:
        self._base = relative_base(base)
        self._known: dict[str, str] = {}

    @cached_property
    def head(self) -> str:
        base = f"@base <{self._base}> .\n" if self._base else ""
        return base + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))

    def short(self, iri: str) -> str:
        """The IRI, given in angle brackets, in its shortest safe form; blank nodes as they are."""
        if iri not in self._known:
            self._known[iri] = self._shorten(iri)
        return self._known[iri]

    def verb(self, iri: str) -> str:
        return "a" if iri == _TYPE else self.short(iri)

    def term(self, term: str) -> str:
        return self._literal(term) if term.startswith('"') else self.short(term)

    def _literal(self, term: str) -> str:
        text, mark, datatype = term.rpartition('"^^')
        if not mark or not datatype.endswith(">"):
            return term  # a text may hold what looks like a datatype; it ends in a quote all the same
        if datatype in _BARE and _BARE[datatype].fullmatch(text[1:]):
            return text[1:]
        return f"{text}{mark}{self.short(datatype)}"

    def _shorten(self, iri: str) -> str:
        plain = iri[1:-1] if iri.startswith("<") and not iri.startswith("<<") else ""
        for name, namespace in PREFIXES.items():
            if plain.startswith(namespace) and SHORT_LOCAL.fullmatch(plain, len(namespace)):
                return f"{name}:{plain[len(namespace) :]}"
        if self._base and plain.startswith(self._base) and RELATIVE.fullmatch(plain, len(self._base)):
            return f"<{plain[len(self._base) :]}>"
        return iri
