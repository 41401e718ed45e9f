"""Which entity of a graph a name means: by id, label, other name, hidden name, country code, gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from difflib import get_close_matches
from functools import cached_property
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from sanctiongraph.errors import ParameterError
from sanctiongraph.gazetteer import Use, comparable, senses
from sanctiongraph.queries.elsewhere import Graph
from sanctiongraph.queries.parameters import Sought, shown
from sanctiongraph.vocab import DCTERMS, RDF, RDFS, SKOS, sg

__all__ = ["Finder"]

_NAMES = (RDFS + "label", SKOS + "altLabel", SKOS + "hiddenLabel")
"""What an entity is called, in the order in which a name is looked for."""

_MOST_TOLD = 5
_LONGEST_NEAR = 100
"""What is longer has no near names: comparing costs its length for each name of the graph."""


class Finder:
    """Looks for names in one graph; the names are read once.

    A name is compared without case and accents. The first of these that knows it decides: IRI, id (the end
    of an IRI, such as "country/VE"), label, other name, hidden name (capitals, demonyms), country code, the
    gazetteer ("USA").
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def find(self, sought: Sought) -> NamedNode | Literal:
        """The one thing that is meant. Raises ParameterError, with what is near, for none and for several."""
        return self._document(sought) if sought.kind == "document" else self._entity(sought)

    def _document(self, sought: Sought) -> Literal:
        id_, predicate = Literal(sought.name), NamedNode(DCTERMS + "identifier")
        if any(self._graph.quads_for_pattern(None, predicate, id_)):
            return id_
        known = {_text(quad.object) for quad in self._graph.quads_for_pattern(None, predicate, None)}
        raise ParameterError(_unknown(sought, "no document has this id", known))

    def _entity(self, sought: Sought) -> NamedNode:
        for found in self._readings(sought.name):
            if len(found) == 1:
                return found.pop()
            if found:
                raise ParameterError(self._several(sought, found))
        names = {name for name, _ in self._called}
        raise ParameterError(_unknown(sought, "no entity has this name", names))

    def _readings(self, name: str) -> Iterator[set[NamedNode]]:
        wanted = comparable(name)
        yield self._by_iri(name)
        yield self._by_id(name.strip())
        for predicate in _NAMES:
            yield {node for called, node in self._names[predicate] if comparable(called) == wanted}
        yield set(self._subjects(sg("countryCode"), name.strip().upper()))
        for contextual in (False, True):
            yield self._by_gazetteer(name, contextual)

    def _by_iri(self, name: str) -> set[NamedNode]:
        with suppress(ValueError):
            node = NamedNode(name.strip().removeprefix("<").removesuffix(">"))
            return {node} & self._entities
        return set()

    def _by_id(self, name: str) -> set[NamedNode]:
        """As corrections and the network call entities."""
        ends = (f"/{name}", f"/{quote(name, safe='/')}") if "/" in name else ()
        return {node for node in self._entities if ends and node.value.endswith(ends)}

    def _by_gazetteer(self, name: str, contextual: bool) -> set[NamedNode]:
        keys = {
            f"/{quote(sense.known.key, safe='/')}"
            for form in (name, name.title(), name.upper())
            for sense in senses(" ".join(form.split()))
            if sense.use is not Use.DECOY and sense.contextual == contextual
        }
        return {node for node in self._entities if keys and node.value.endswith(tuple(keys))}

    @cached_property
    def _names(self) -> dict[str, list[tuple[str, NamedNode]]]:
        """Every name and whose it is, by predicate."""
        return {
            predicate: [
                (_text(quad.object), quad.subject)
                for quad in self._graph.quads_for_pattern(None, NamedNode(predicate), None)
                if isinstance(quad.subject, NamedNode)
            ]
            for predicate in _NAMES
        }

    @property
    def _called(self) -> Iterator[tuple[str, NamedNode]]:
        return (pair for pairs in self._names.values() for pair in pairs)

    @cached_property
    def _entities(self) -> set[NamedNode]:
        return {node for _, node in self._called}

    def _subjects(self, predicate: str, text: str) -> Iterator[NamedNode]:
        for quad in self._graph.quads_for_pattern(None, NamedNode(predicate), Literal(text)):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject

    def _several(self, sought: Sought, found: set[NamedNode]) -> str:
        told = [f"{self._described(node)} <{node.value}>" for node in sorted(found, key=str)]
        return (
            f"--{sought.parameter} {shown(sought.name)}: names {len(told)} entities; give the IRI of one: "
            + _some(told)
        )

    def _described(self, node: NamedNode) -> str:
        labels = self._graph.quads_for_pattern(node, NamedNode(RDFS + "label"), None)
        kinds = self._graph.quads_for_pattern(node, NamedNode(RDF + "type"), None)
        kind = min((_text(quad.object).rpartition("#")[2] for quad in kinds), default="")
        return f"{shown(min((_text(quad.object) for quad in labels), default=''), quoted=False)} ({kind})"


def _unknown(sought: Sought, reason: str, known: Iterable[str]) -> str:
    near = _near(sought.name, known)
    hint = f"; near are {_some([shown(name) for name in near])}" if near else ""
    return f"--{sought.parameter} {shown(sought.name)}: {reason}{hint}"


def _near(name: str, known: Iterable[str]) -> list[str]:
    """Names that hold this one, or are written nearly so, the likeliest first."""
    wanted = comparable(name)
    if not 1 < len(wanted) <= _LONGEST_NEAR:
        return []
    by_form = {comparable(one): one for one in sorted(known)}
    alike = get_close_matches(wanted, by_form, n=_MOST_TOLD, cutoff=0.7)
    holding = sorted((form for form in by_form if wanted in form), key=len)
    return [by_form[form] for form in dict.fromkeys([*alike, *holding])]


def _some(told: list[str]) -> str:
    more = len(told) - _MOST_TOLD
    return ", ".join(told[:_MOST_TOLD]) + (f", and {more} more" if more > 0 else "")


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else str(term)
