"""What of the W3C's SPARQL tests our query and our server answer as they should, beside bare pyoxigraph.

    python benchmarks/conformance.py SUITE [SUITE ...] [--show]

A SUITE is a folder of a checkout of https://github.com/w3c/rdf-tests, such as `sparql/sparql11`; every
manifest under it is read for tests of evaluation and of syntax. Their data are loaded once, each file as a
graph by its own name, and served; a request names the graphs that a test is about, as the protocol has it.
`query` is the same without HTTP. What the guard does not let through (SERVICE, FROM) is told as refused;
`--show` names each test that fails or is refused where pyoxigraph alone passes.
"""

from __future__ import annotations

import argparse
import http.client
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)
from serving import served

from sanctiongraph.errors import QueryError
from sanctiongraph.queries import Request, answerer
from sanctiongraph.store import open_store
from sanctiongraph.vocab import RDF, XSD

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
HOME = "http://example.org/suite/"
NOTHING = f"{HOME}nothing"
"""A graph that no test is about; a request that names it alone has an empty default graph."""
RDF_FILES = {
    ".ttl": RdfFormat.TURTLE,
    ".n3": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
}
RESULT_FILES = {
    ".srx": QueryResultsFormat.XML,
    ".srj": QueryResultsFormat.JSON,
    ".tsv": QueryResultsFormat.TSV,
}
EVALUATION, RIGHT, WRONG = "QueryEvaluationTest", "PositiveSyntaxTest", "NegativeSyntaxTest"
NUMBERS = {XSD + name for name in ("decimal", "integer", "double", "float")}
NO_ANSWER = (SyntaxError, ValueError, OSError, RuntimeError, QueryError)

Answer = bool | Dataset | None
"""Yes or no, or rows or triples with canonical blank nodes; None for what can't be compared."""


@dataclass(frozen=True)
class Case:
    """A test: what kind it is, its query, the graphs that it reads, and the file of its answer."""

    group: str
    name: str
    kind: str
    query: Path
    base: str
    data: tuple[str, ...]
    graphs: tuple[str, ...]
    answer: Path | None

    @property
    def text(self) -> str:
        return self.query.read_text(encoding="utf-8")


class Suite:
    """The tests under a folder, and the files of data that they need, by the names of their graphs."""

    def __init__(self, root: Path) -> None:
        self._root = root
        found = [case for manifest in sorted(root.rglob("manifest.ttl")) for case in self._cases(manifest)]
        self.cases = [case for case in found if self._is_whole(case)]
        self.files = {name: self._path(name) for case in self.cases for name in (*case.data, *case.graphs)}

    def _name(self, path: Path) -> str:
        return f"{HOME}{self._root.name}/{path.relative_to(self._root)}"

    def _path(self, iri: str) -> Path:
        return self._root / iri.removeprefix(f"{HOME}{self._root.name}/")

    def _cases(self, manifest: Path) -> Iterator[Case]:
        told = Store()
        told.load(path=str(manifest), format=RdfFormat.TURTLE, base_iri=self._name(manifest))
        for quad in told.quads_for_pattern(None, NamedNode(RDF + "type"), None, None):
            kind = str(quad.object.value).removeprefix(MF).removesuffix("11")
            if kind in (EVALUATION, RIGHT, WRONG, "CSVResultFormatTest"):
                yield self._case(told, quad.subject, kind, manifest)

    def _case(self, told: Store, test: NamedNode, kind: str, manifest: Path) -> Case:
        def values(subject: NamedNode | BlankNode, predicate: str) -> list[NamedNode | BlankNode]:
            return [quad.object for quad in told.quads_for_pattern(subject, NamedNode(predicate), None, None)]

        [action] = values(test, MF + "action")
        [query, *_] = [*values(action, QT + "query"), action]
        data, graphs = (
            tuple(node.value for node in values(action, QT + name) if isinstance(node, NamedNode))
            for name in ("data", "graphData")
        )
        results = values(test, MF + "result")
        group = manifest.parent.relative_to(self._root).as_posix()
        name = test.value.rpartition("#")[2]
        answer = self._path(results[0].value) if results else None
        return Case(group, name, kind, self._path(query.value), query.value, data, graphs, answer)

    def _is_whole(self, case: Case) -> bool:
        """Whether the checkout has all files of a test, in formats of RDF."""
        data = [self._path(name) for name in (*case.data, *case.graphs)]
        needed = [case.query, *data, *([case.answer] if case.kind == EVALUATION and case.answer else [])]
        return all(path.is_file() for path in needed) and all(path.suffix in RDF_FILES for path in data)


def read_data(name: str, path: Path) -> Iterator[Triple]:
    """The triples of a file, whose relative IRIs begin at its name."""
    found = parse(path.read_bytes(), format=RDF_FILES[path.suffix], base_iri=name)
    return (quad.triple for quad in found)


# answers that can be compared


def canonical(quads: Iterable[Quad]) -> Dataset:
    found = Dataset(quads)
    found.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return found


def plain(term: object) -> object:
    """A number by its value, all else as it is."""
    if isinstance(term, Literal) and term.datatype.value in NUMBERS:
        try:
            exact = term.datatype.value in (XSD + "decimal", XSD + "integer")
            value = str(Decimal(term.value).normalize()) if exact else repr(float(term.value))
        except (ArithmeticError, ValueError):
            return term
        return Literal(value, datatype=term.datatype)
    return term


def graph(triples: Iterable[Triple]) -> Dataset:
    return canonical(Quad(t.subject, t.predicate, plain(t.object)) for t in triples)


def rows(found: Iterable[dict[str, object]]) -> Dataset:
    """Each row a blank node with its values; rows that are the same are as many nodes."""
    quads = []
    for row in found:
        node = BlankNode()
        quads.append(Quad(node, NamedNode(RS + "row"), Literal("yes")))
        for name, term in row.items():
            quads.append(Quad(node, NamedNode(RS + name), plain(term)))
    return canonical(quads)


def comparable(found: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    if isinstance(found, QueryBoolean):
        return bool(found)
    if isinstance(found, QueryTriples):
        return graph(found)
    names = [variable.value for variable in found.variables]
    return rows({name: row[name] for name in names if row[name] is not None} for row in found)


def wanted(case: Case, name: str) -> Answer:
    """What the suite says."""
    assert case.answer
    suffix = case.answer.suffix
    if suffix in RESULT_FILES:
        return comparable(parse_query_results(case.answer.read_bytes(), format=RESULT_FILES[suffix]))
    if suffix not in RDF_FILES:
        return None
    triples = list(read_data(name, case.answer))
    if any(triple.object == NamedNode(RS + "ResultSet") for triple in triples):
        return _told_in_rdf(triples)
    return graph(triples)


def _told_in_rdf(triples: list[Triple]) -> Answer:
    by_subject: dict[object, list[Triple]] = defaultdict(list)
    for triple in triples:
        by_subject[triple.subject].append(triple)

    def values(subject: object, name: str) -> list[object]:
        return [triple.object for triple in by_subject[subject] if triple.predicate.value == RS + name]

    [result] = {t.subject for t in triples if t.object == NamedNode(RS + "ResultSet")}
    if told := values(result, "boolean"):
        return str(getattr(told[0], "value", "")) == "true"
    return rows(
        {
            str(getattr(values(b, "variable")[0], "value", "")): values(b, "value")[0]
            for b in values(s, "binding")
        }
        for s in values(result, "solution")
    )


# who answers


def bare(files: dict[str, Path], case: Case) -> Answer:
    """pyoxigraph alone, with the graphs of the test in a store of its own."""
    store = Store()
    for name in case.data:
        store.extend(Quad(*triple) for triple in read_data(name, files[name]))
    for name in case.graphs:
        store.extend(Quad(*triple, NamedNode(name)) for triple in read_data(name, files[name]))
    found = store.query(case.text, base_iri=case.base)
    return comparable(found)


def query(answer: Callable[[Request], object], known: set[str], case: Case) -> Answer:
    """What a worker makes of a request."""
    got = answer(
        Request(
            query=based(case),
            graph_as="application/n-triples",
            **{kind: tuple(names) for kind, names in about(case, known).items()},
        )
    )
    return parsed(got.media, got.body)


def serve(port: int, known: set[str], case: Case) -> Answer:
    """What the server answers."""
    names = {"default_graphs": "default-graph-uri", "named_graphs": "named-graph-uri"}
    fields = [("query", based(case))]
    fields += [(names[kind], name) for kind, graphs in about(case, known).items() for name in graphs]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    accept = "application/sparql-results+json, application/n-triples"
    connection.request("POST", "/sparql", urlencode(fields), {"Content-Type": FORM, "Accept": accept})
    got = connection.getresponse()
    body = got.read()
    connection.close()
    if got.status != 200:
        raise QueryError(body.decode())
    return parsed(got.headers["Content-Type"], body)


FORM = "application/x-www-form-urlencoded"


def about(case: Case, known: set[str]) -> dict[str, list[str]]:
    """The graphs of a test; a file without triples is no graph."""
    default, named = ([name for name in names if name in known] for names in (case.data, case.graphs))
    return {"default_graphs": default, "named_graphs": named if default or named else [NOTHING]}


def based(case: Case) -> str:
    return f"BASE <{case.base}>\n{case.text}"


def parsed(media: str, body: bytes) -> Answer:
    if media == "application/n-triples":
        return graph(quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES))
    return comparable(parse_query_results(body, format=QueryResultsFormat.JSON))


# the judgement


def verdict(case: Case, answered: Callable[[Case], Answer]) -> str:
    """Whether a test passed, failed, was refused by the guard, or can't be compared ("skipped")."""
    try:
        found = answered(case)
    except NO_ANSWER as error:
        if case.kind == WRONG:
            return "passed"
        return "refused" if "refused" in str(error) else "failed"
    if case.kind != EVALUATION:
        return "passed" if case.kind == RIGHT else "failed" if case.kind == WRONG else "skipped"
    assert case.answer
    right = wanted(case, case.base.rpartition("/")[0] + "/" + case.answer.name)
    return "skipped" if right is None else "passed" if found == right else "failed"


def loaded(files: dict[str, Path], folder: Path) -> set[str]:
    """Puts every file into a store as a graph; gives the names of those that have triples."""
    store = open_store(folder)
    for name, path in files.items():
        store.extend(Quad(*triple, NamedNode(name)) for triple in read_data(name, path))
    store.add(Quad(NamedNode(NOTHING), NamedNode(NOTHING), NamedNode(NOTHING), NamedNode(NOTHING)))
    store.flush()
    return {graph.value for graph in store.named_graphs()}


def main() -> None:
    """Prints a table: for each group what passed, failed and was refused, three times."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("suites", metavar="SUITE", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="name the tests that differ from pyoxigraph")
    options = parser.parse_args()
    suites = [Suite(folder.resolve()) for folder in options.suites]
    files = {name: path for suite in suites for name, path in suite.files.items()}
    cases = [case for suite in suites for case in suite.cases]
    with tempfile.TemporaryDirectory() as place:
        known = loaded(files, Path(place, "store"))
        worker = answerer(partial(open_store, Path(place, "store")), 100_000, 1 << 26)
        with served(Path(place, "store")) as port:
            ways = {
                "pyoxigraph": partial(bare, files),
                "query": partial(query, worker, known),
                "serve": partial(serve, port, known),
            }
            told = [(case, [verdict(case, way) for way in ways.values()]) for case in cases]
    table(list(ways), told)
    if options.show:
        for case, verdicts in told:
            if len(set(verdicts)) > 1:
                print(f"{case.group} {case.name}: {', '.join(verdicts)}", file=sys.stderr)


def table(ways: list[str], told: list[tuple[Case, list[str]]]) -> None:
    print(
        f"{'':28}"
        + "".join(f"{way:>24}" for way in ways)
        + "\n"
        + f"{'':28}"
        + "  passed failed refused" * len(ways)
    )
    groups = [*dict.fromkeys(case.group for case, _ in told), ""]
    for group in groups:
        counts = [Counter[str]() for _ in ways]
        for case, verdicts in told:
            if group in ("", case.group):
                for count, one in zip(counts, verdicts, strict=True):
                    count[one] += 1
        line = "".join(f"{count['passed']:8}{count['failed']:7}{count['refused']:8} " for count in counts)
        print(f"{group or 'all':28}{line}")


if __name__ == "__main__":
    main()
