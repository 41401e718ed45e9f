"""Check a graph by SPARQL: for each constraint of a shape one SELECT that finds what breaks it.

The SELECTs are made of the shapes, so nothing is written twice; a constraint that has no twin here is
told at once (GraphError), never passed over. Numbers beyond 64 bits, and ill-formed ones that rdflib
lets pass, are the only things on which twin and reference are known to differ.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from functools import cache
from typing import Any

from pyoxigraph import Store
from rdflib import RDF, SH, XSD, BNode, Graph, URIRef

from sanctiongraph.errors import GraphError
from sanctiongraph.validation.breach import Breach
from sanctiongraph.validation.graph import rows
from sanctiongraph.validation.shapes import breach, hierarchy, path_text, shapes

__all__ = ["check", "selects"]


def check(store: Store, components: Container[Any] | None = None) -> Iterator[Breach]:
    """Everything that breaks a rule, or only these components of rules: what `reference.check` says,
    in the time that queries take.
    """
    for rule, component, select in selects():
        if components is None or component in components:
            yield from (breach(rule, focus, value) for focus, value in rows(store, select))


@cache
def selects() -> tuple[tuple[Any, Any, str], ...]:
    """The rules, each with the component that constrains and a SELECT of ?this (and ?value) that break it.

    >>> len(selects()) > 100
    True
    """
    return tuple(_selects(shapes()))


def _selects(graph: Graph) -> Iterator[tuple[Any, Any, str]]:
    for shape in sorted(graph.subjects(RDF.type, SH.NodeShape)):
        if targets := _targets(graph, shape):
            yield from _of_node(graph, shape, targets)
            for rule in sorted(graph.objects(shape, SH.property)):
                yield from _of_property(graph, rule, targets)


def _targets(graph: Graph, shape: Any) -> str:
    """The pattern of everything that a shape is aimed at, as ?this."""
    classes = [name for aim in graph.objects(shape, SH.targetClass) for name in _below(aim)]
    of_class = f"VALUES ?aim {{ {' '.join(classes)} }} ?this a ?aim ."
    having = [f"?this {prop.n3()} ?any ." for prop in sorted(graph.objects(shape, SH.targetSubjectsOf))]
    return " UNION ".join(f"{{ {pattern} }}" for pattern in ([of_class] if classes else []) + having)


def _of_node(graph: Graph, shape: Any, targets: str) -> Iterator[tuple[Any, Any, str]]:
    for component, value in sorted(graph.predicate_objects(shape)):
        if component == SH.sparql:
            yield shape, component, str(graph.value(value, SH.select))
        elif component in _CONDITIONS:
            condition = _CONDITIONS[component](graph, value)
            yield shape, component, _breaking(f"{targets} BIND (?this AS ?value)", condition)
        elif component not in _SILENT:
            raise _twinless(shape, component)


def _of_property(graph: Graph, rule: Any, targets: str) -> Iterator[tuple[Any, Any, str]]:
    path = path_text(graph.value(rule, SH.path), short=False)
    for component, value in sorted(graph.predicate_objects(rule)):
        if component in _CONDITIONS:
            condition = _CONDITIONS[component](graph, value)
            yield rule, component, _breaking(f"{targets} ?this {path} ?value .", condition)
        elif component in _PATTERNS:
            yield rule, component, _PATTERNS[component](graph, rule, value)(targets, path)
        elif component not in _SILENT:
            raise _twinless(rule, component)


def _twinless(rule: Any, component: Any) -> GraphError:
    return GraphError(f"the rule <{rule}> has <{component}>, which has no twin in SPARQL")


def _breaking(pattern: str, condition: str) -> str:
    """What matches the pattern but does not meet the condition, be it only that there it makes no sense."""
    return f"SELECT DISTINCT ?this ?value WHERE {{ {pattern} FILTER (!COALESCE({condition}, false)) }}"


# Conditions that each value has to meet by itself

_Condition = Callable[[Graph, Any], str]


def _datatype(_: Graph, datatype: Any) -> str:
    well_formed = _WELL_FORMED.get(datatype, "true")
    return f"DATATYPE(?value) = {datatype.n3()} && {well_formed}"


def _class(_: Graph, name: Any) -> str:
    return f"EXISTS {{ VALUES ?class {{ {' '.join(_below(name))} }} ?value a ?class }}"


def _kind_of_node(_: Graph, kind: Any) -> str:
    return {SH.IRI: "isIRI(?value)", SH.Literal: "isLiteral(?value)", SH.BlankNode: "isBlank(?value)"}[kind]


def _one_of(graph: Graph, values: Any) -> str:
    return f"?value IN ({', '.join(value.n3() for value in graph.items(values))})"


def _any(graph: Graph, choices: Any) -> str:
    return " || ".join(f"COALESCE({_all(graph, choice)}, false)" for choice in graph.items(choices))


def _all(graph: Graph, shape: Any) -> str:
    """That ?value conforms to a shape that stands inside another."""
    found = [
        _CONDITIONS[component](graph, value) if component in _CONDITIONS else _described(graph, value)
        for component, value in sorted(graph.predicate_objects(shape))
        if component != RDF.type
    ]
    return " && ".join(f"({condition})" for condition in found)


def _described(graph: Graph, rule: Any) -> str:
    """That ?value has a property, whatever it is."""
    if set(graph.predicates(rule)) - _SILENT != {SH.minCount} or int(graph.value(rule, SH.minCount)) != 1:
        raise GraphError("a shape inside a shape can only ask that a property be there")
    return f"EXISTS {{ ?value {path_text(graph.value(rule, SH.path), short=False)} ?described }}"


_CONDITIONS: dict[Any, _Condition] = {
    SH.datatype: _datatype,
    SH["class"]: _class,
    SH.nodeKind: _kind_of_node,
    SH["in"]: _one_of,
    SH["or"]: _any,
    SH.node: _all,
    SH.pattern: lambda _, pattern: f"REGEX(STR(?value), {pattern.n3()})",
    SH.minLength: lambda _, least: f"STRLEN(STR(?value)) >= {least}",
    SH.minInclusive: lambda _, least: f"?value >= {least}",
    SH.maxInclusive: lambda _, most: f"?value <= {most}",
}
"""What each value has to be, by component: an expression over ?value. One line, one component."""

_WELL_FORMED = {
    XSD.integer: 'REGEX(STR(?value), "^[+-]?[0-9]+$")',
    XSD.decimal: r'REGEX(STR(?value), "^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$")',
    XSD.boolean: 'REGEX(STR(?value), "^(true|false|0|1)$")',
    XSD.date: "isLiteral(<http://www.w3.org/2001/XMLSchema#date>(STR(?value)))",
    XSD.dateTime: "isLiteral(<http://www.w3.org/2001/XMLSchema#dateTime>(STR(?value)))",
}
"""What makes a literal of a datatype one that means something."""


# Patterns of all values together, and of values beside others

_Pattern = Callable[[str, str], str]


def _count(comparison: str, condition: str = "true") -> _Pattern:
    """Where so many distinct values meet a condition."""
    return lambda targets, path: (
        f"SELECT ?this WHERE {{ {targets} OPTIONAL {{ ?this {path} ?value FILTER ({condition}) }} }} "
        f"GROUP BY ?this HAVING (COUNT(DISTINCT ?value) {comparison})"
    )


def _qualified(graph: Graph, rule: Any, comparison: str) -> _Pattern:
    return _count(comparison, _all(graph, graph.value(rule, SH.qualifiedValueShape)))


def _without(value: Any) -> _Pattern:
    return lambda targets, path: (
        f"SELECT DISTINCT ?this WHERE {{ {targets} FILTER NOT EXISTS {{ ?this {path} {value.n3()} }} }}"
    )


def _beside(other: Any, condition: str) -> _Pattern:
    """Where a value and one of another property don't go together."""
    return lambda targets, path: _breaking(
        f"{targets} ?this {path} ?value ; {other.n3()} ?other .", condition
    )


_PATTERNS: dict[Any, Callable[[Graph, Any, Any], _Pattern]] = {
    SH.minCount: lambda _, __, least: _count(f"< {least}"),
    SH.maxCount: lambda _, __, most: _count(f"> {most}"),
    SH.qualifiedMinCount: lambda graph, rule, least: _qualified(graph, rule, f"< {least}"),
    SH.qualifiedMaxCount: lambda graph, rule, most: _qualified(graph, rule, f"> {most}"),
    SH.hasValue: lambda _, __, value: _without(value),
    SH.disjoint: lambda _, __, other: _beside(other, "!sameTerm(?value, ?other)"),
    SH.lessThan: lambda _, __, other: _beside(other, "?value < ?other"),
    SH.lessThanOrEquals: lambda _, __, other: _beside(other, "?value <= ?other"),
}

_AIMS = {SH.targetClass, SH.targetSubjectsOf, SH.property}
_SILENT = {RDF.type, SH.path, SH.severity, SH.message, SH.qualifiedValueShape, *_AIMS}
"""What of a shape constrains nothing by itself."""


def _below(name: URIRef | BNode) -> list[str]:
    """A class and all classes under it."""
    found = {str(name)}
    while more := {below for below, above in hierarchy() if above in found} - found:
        found |= more
    return [f"<{iri}>" for iri in sorted(found)]
