"""JSON-LD for people and scripts: short names, a claim with its evidence inside it, nothing to be fetched."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from sanctiongraph.exports.source import Source
from sanctiongraph.exports.turtle import LAST, ORDER, RELATIVE, SHORT_LOCAL, relative_base
from sanctiongraph.vocab import PREFIXES, RDF, SCHEMA, SG, SKOS, XSD, sg

__all__ = ["write_jsonld"]

_LINKS = frozenset(
    {
        *(sg("hasImposer"), sg("hasTarget"), sg("hasHolder"), sg("isHeldAt"), sg("hasSubject")),
        *(sg("hasObject"), sg("hasEvidence"), sg("hasCountry"), sg("isPartOf"), sg("isAttributedTo")),
        *(sg("isFromDocument"), SCHEMA + "mentions", SKOS + "exactMatch"),
    }
)
"""Properties whose values are things: written as their bare identifier."""

_CONCEPTS = frozenset({sg("hasAct"), sg("hasModality"), sg("hasMeasure"), sg("hasRelation")})
"""Properties whose values are terms of the ontology: written as their bare name."""

_NUMBERED = sg("confidence")
_NESTED = sg("hasEvidence")
_TYPE = RDF + "type"
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Integers that every reader of JSON takes for what they are."""

Node = dict[str, Any]
Subject = NamedNode | BlankNode


def write_jsonld(source: Source, stream: BinaryIO) -> None:
    """JSON-LD 1.1 with named graphs and a context inside: nothing has to be fetched to read it.

    Keeps every statement; evidence stands in its claim. Raises ValueError for what JSON-LD has no
    words for: statements about statements, directions of texts, and an IRI that begins like a prefix.
    """
    names = _Names(relative_base(source.base))
    stream.write(f'{{\n"@context": {_json(names.context())},\n"@graph": ['.encode())
    before = "\n"
    for node in _nodes(source, names):
        stream.write(f"{before}{_json(node)}".encode())
        before = ",\n"
    stream.write(b"\n]\n}\n")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _nodes(source: Source, names: _Names) -> Iterator[Node]:
    """What stands in the default graph, then each named graph."""
    yield from _framed(source.store.quads_for_pattern(None, None, None, DefaultGraph()), names)
    for graph in sorted(source.store.named_graphs(), key=str):
        inside = list(_framed(source.store.quads_for_pattern(None, None, None, graph), names))
        yield {"@id": names.reference(graph), "@graph": inside}


def _framed(quads: Iterable[Quad], names: _Names) -> Iterator[Node]:
    """The things of a graph, entities last; evidence of one claim is put into it."""
    things: dict[Subject, list[Quad]] = {}
    for quad in sorted(quads, key=lambda quad: str(quad.triple)):
        things.setdefault(_subject(quad.subject), []).append(quad)
    inner = _inner(things)
    nodes = {subject: names.node(subject, quads) for subject, quads in things.items()}
    for holder, evidence in inner.items():
        held = nodes[holder][names.key(_NESTED)]
        nodes[holder][names.key(_NESTED)] = _replaced(held, {names.reference(e): nodes[e] for e in evidence})
    hidden = {one for evidence in inner.values() for one in evidence}
    for subject in sorted(things, key=lambda one: (_is_last(things[one]), str(one)[:-1])):
        if subject not in hidden:
            yield nodes[subject]


def _inner(things: dict[Subject, list[Quad]]) -> dict[Subject, list[Subject]]:
    """Which things stand in which: those that are evidence once and have none themselves."""
    links = [quad for quads in things.values() for quad in quads if quad.predicate.value == _NESTED]
    times = Counter(quad.object for quad in links)
    holders = {quad.subject for quad in links}
    found: dict[Subject, list[Subject]] = {}
    for quad in links:
        evidence: Any = quad.object
        if times[evidence] == 1 and evidence in things and evidence not in holders:
            found.setdefault(_subject(quad.subject), []).append(evidence)
    return found


def _replaced(held: Any, nodes: dict[str, Node]) -> Any:
    if isinstance(held, list):
        return [_replaced(one, nodes) for one in held]
    return nodes.get(held, held) if isinstance(held, str) else held


def _is_last(quads: Iterable[Quad]) -> bool:
    return any(quad.predicate.value == _TYPE and str(quad.object) in LAST for quad in quads)


def _subject(term: object) -> Subject:
    if isinstance(term, NamedNode | BlankNode):
        return term
    raise ValueError("the graph has a statement about a statement, which JSON-LD can't hold")


@dataclass(frozen=True, slots=True)
class _Names:
    """Shortens IRIs as the context says that they are to be read."""

    base: str | None

    def context(self) -> Node:
        """What a reader needs to know: base, vocabulary, prefixes, and how values are to be taken."""
        kinds = dict.fromkeys(_LINKS, "@id") | dict.fromkeys(_CONCEPTS, "@vocab")
        kinds[_NUMBERED] = "xsd:decimal"
        taken = {self.key(iri): self._taken(iri, kind) for iri, kind in kinds.items()}
        return {
            **({"@base": self.base} if self.base else {}),
            "@vocab": SG,
            **PREFIXES,
            **dict(sorted(taken.items())),
        }

    def _taken(self, iri: str, kind: str) -> Node:
        key = self.key(iri)
        return {"@id": key, "@type": kind} if ":" in key else {"@type": kind}

    def node(self, subject: Subject, quads: Iterable[Quad]) -> Node:
        """A thing with all that is said of it, in the order in which a reader asks."""
        values: dict[str, list[Any]] = {}
        for quad in quads:
            values.setdefault(quad.predicate.value, []).append(quad.object)
        ordered = sorted(values, key=lambda iri: (ORDER.get(f"<{iri}>", len(ORDER)), iri))
        node: Node = {"@id": self.reference(subject)}
        for iri in ordered:
            types = iri == _TYPE and all(isinstance(value, NamedNode) for value in values[iri])
            said = [self._word(one) if types else self.value(iri, one) for one in values[iri]]
            if types:
                said.sort(key=lambda word: (":" in word, word))
            node["@type" if types else self.key(iri)] = said if len(said) > 1 else said[0]
        return node

    def value(self, predicate: str, term: object) -> Any:
        """A value as its property takes it."""
        if isinstance(term, Literal):
            return self._literal(predicate, term)
        reference = self.reference(term)
        if predicate in _LINKS:
            return reference
        if predicate in _CONCEPTS and isinstance(term, NamedNode) and self._local(term.value):
            return self._local(term.value)
        return {"@id": reference}

    def reference(self, term: object) -> str:
        """An identifier: relative to the base, with a prefix, or whole."""
        if isinstance(term, BlankNode):
            return str(term)
        if isinstance(term, NamedNode):
            return self._identifier(term.value)
        raise ValueError("the graph has a statement about a statement, which JSON-LD can't hold")

    def _identifier(self, iri: str) -> str:
        if self.base and iri.startswith(self.base) and RELATIVE.fullmatch(iri, len(self.base)):
            rest = iri.removeprefix(self.base)
            if ":" not in rest:
                return rest
        return self._prefixed(iri)

    def key(self, iri: str) -> str:
        """A property: a bare name for those of the ontology."""
        return self._local(iri) or self._prefixed(iri)

    def _word(self, term: Any) -> str:
        return self._local(term.value) or self._prefixed(term.value)

    def _local(self, iri: str) -> str | None:
        local = iri.removeprefix(SG)
        return local if local != iri and SHORT_LOCAL.fullmatch(local) and local not in PREFIXES else None

    def _prefixed(self, iri: str) -> str:
        for name, namespace in PREFIXES.items():
            if iri.startswith(namespace) and SHORT_LOCAL.fullmatch(iri, len(namespace)):
                return f"{name}:{iri[len(namespace) :]}"
        scheme, _, rest = iri.partition(":")
        if scheme in PREFIXES and not rest.startswith("//"):
            raise ValueError(f"<{iri}> begins like the prefix {scheme}:, and JSON-LD can't tell them apart")
        return iri

    def _literal(self, predicate: str, term: Literal) -> Any:
        if getattr(term, "direction", None):
            raise ValueError("a text has a direction of its own, which our JSON-LD can't hold")
        if term.language:
            return {"@language": term.language, "@value": term.value}
        datatype = term.datatype.value
        if predicate == _NUMBERED and datatype == XSD + "decimal":
            return term.value
        if predicate not in _LINKS | _CONCEPTS | {_NUMBERED}:  # there, a bare value would be something else
            if datatype == XSD + "string":
                return term.value
            if datatype == XSD + "boolean" and term.value in ("true", "false"):
                return term.value == "true"
            if datatype == XSD + "integer" and _NUMBER.fullmatch(term.value):
                return int(term.value)
        return {"@type": self._word(term.datatype), "@value": term.value}
