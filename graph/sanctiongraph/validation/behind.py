"""Which document, and which sentence of it, is behind a breach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from pyoxigraph import BlankNode, NamedNode, Store

from sanctiongraph.validation.breach import Breach, Violation
from sanctiongraph.validation.graph import EVIDENCE, FROM, Node, home, objects, subjects, text
from sanctiongraph.vocab import DCTERMS, OA, PROV, SCHEMA, sg

__all__ = ["told"]

_MENTIONS, _IDENTIFIER = NamedNode(SCHEMA + "mentions"), NamedNode(DCTERMS + "identifier")
_DERIVED, _QUOTE = NamedNode(PROV + "wasDerivedFrom"), NamedNode(sg("quote"))
_SELECTOR, _EXACT = NamedNode(OA + "hasSelector"), NamedNode(OA + "exact")


def told(store: Store, breaches: Iterable[Breach]) -> Iterator[Violation]:
    """The breaches with document and sentence."""
    found = list(breaches)
    behind = {focus: (_document(store, focus), _sentence(store, focus)) for focus in {b.focus for b in found}}
    for one in found:
        document, sentence = behind[one.focus]
        yield Violation(
            document=document,
            focus=one.focus,
            shape=one.shape,
            path=one.path,
            value=one.value,
            severity=one.severity,
            message=one.message,
            sentence=sentence,
        )


def _document(store: Store, focus: str) -> str:
    thing = _node(focus)
    identifiers = _identifiers(store, [thing])
    if not identifiers and isinstance(thing, NamedNode):
        evidence = objects(store, thing, EVIDENCE) or [thing]
        stated = chain.from_iterable(objects(store, one, FROM) for one in evidence)
        homes = [*stated, *objects(store, thing, _DERIVED), home(store, thing)]
        identifiers = _identifiers(store, homes) or _identifiers(store, subjects(store, _MENTIONS, thing))
    return min(identifiers, default="")


def _sentence(store: Store, focus: str) -> str:
    """The first sentence of a claim, that of evidence, what a segment or its selector quotes."""
    thing = _node(focus)
    places = [thing, *objects(store, thing, EVIDENCE), *objects(store, thing, _SELECTOR)]
    quotes = (
        text(quad.object)
        for place in sorted(places, key=str)
        for property in (_QUOTE, _EXACT)
        for quad in store.quads_for_pattern(place, property, None, None)
    )
    return next(quotes, "")


def _node(focus: str) -> Node:
    return NamedNode(focus) if ":" in focus else BlankNode(focus)


def _identifiers(store: Store, documents: Iterable[Node]) -> list[str]:
    found = (
        store.quads_for_pattern(document, _IDENTIFIER, None, None) for document in dict.fromkeys(documents)
    )
    return [text(quad.object) for quad in chain.from_iterable(found)]
