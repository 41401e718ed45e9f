"""The whole story on one page: news in; graph, map, report and answers out.

Rooms are imported inside the verbs, so that each verb pays for what it uses only.
"""

from __future__ import annotations

import datetime
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from sanctiongraph.errors import DocumentError, InputError, ParameterError, QueryError, UnknownQuestionError
from sanctiongraph.intake import (
    DEFAULTS,
    SILENT,
    Found,
    Listener,
    Settings,
    corrections_of,
    know,
    load_file,
)
from sanctiongraph.model import Correction, Document, Doubt, Kind, Knowledge, Skipped
from sanctiongraph.vocab import BASE

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store

    from sanctiongraph.evaluation import Scores
    from sanctiongraph.explaining import Explanation
    from sanctiongraph.queries import Result
    from sanctiongraph.readings import Readings
    from sanctiongraph.serving import Address, Limits
    from sanctiongraph.store import Place as Kept
    from sanctiongraph.validation import Violation

__all__ = [
    "READINGS",
    "Review",
    "Settings",
    "Summary",
    "analyze",
    "build",
    "evaluate",
    "explain",
    "export",
    "extract",
    "query",
    "render",
    "review",
    "serve",
    "text",
    "validate",
]

Place = str | Path
Places = Place | Iterable[Place]
"""One file or folder, or several; a graph may also be named by the address of a store elsewhere."""

_LONGEST_NAME = 255
READINGS = "readings.sqlite"
RESULTS = ("graph.trig", "graph.ttl", "map.html", "report.html")
GRAPH = Path("output", "graph.trig")
"""Where a build leaves the graph, unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run read, found and wrote. `read` is the sum of documents and what was skipped."""

    documents: int
    known: int
    """Documents of which a reading was kept before this run."""
    skipped: tuple[Skipped, ...]
    entities: Mapping[Kind, int]
    actions: int
    tenures: int
    relationships: int
    files: tuple[Path, ...]
    seconds: float
    idle: tuple[str, ...] = ()
    """A line for each correction that did nothing, with the reason."""

    @property
    def failed(self) -> int:
        """How many documents could not be read though they should."""
        return sum(item.failed for item in self.skipped)

    @property
    def read(self) -> int:
        """Everything that was looked at."""
        return self.documents + len(self.skipped)


@dataclass(frozen=True, slots=True)
class Review:
    """Doubtful decisions, and the file of corrections where answers to them belong."""

    doubts: tuple[Doubt, ...]
    file: Path


def build(
    news: Places,
    output: Place,
    settings: Settings = DEFAULTS,
    *,
    store: Place | None = None,
    listener: Listener = SILENT,
) -> Summary:
    """Reads news and writes ``graph.ttl``, ``graph.trig``, ``map.html`` and ``report.html``.

    All four change together once all are written; what was read is kept in `settings.readings`
    and not read again. With `store`, the graph is then brought up to date there too, document by document:
    in a folder, or in a store elsewhere by its address, such as ``http://localhost:7878``. Corrections are
    those of `settings.corrections`, else of a file ``corrections.yaml`` in the folder. Raises OutputError
    before any work if the folder can't be written, StoreError if a store elsewhere can't, CorrectionsError
    if the corrections can't be used, and InputError (nothing is written then) if there is no document at all.
    """
    from sanctiongraph.exports import write
    from sanctiongraph.outputs import Outputs
    from sanctiongraph.store import keeper, place
    from sanctiongraph.triples import Mint

    began, output = time.monotonic(), Path(output)
    Mint(settings.base)  # a base that can't be is told before any work
    settings = _corrected(settings, output)
    with (
        Outputs(output, RESULTS) as outputs,
        _readings(settings.readings or output / READINGS) as readings,
        keeper(place(store), settings.base) if store else nullcontext() as kept,
    ):
        found = know(_paths(news), readings, settings, listener=listener)
        listener.step("writing", 0, None)
        graph = _stored(found.knowledge, settings.base)
        for name in ("graph.trig", "graph.ttl"):
            write(graph, outputs.path(name), base=settings.base)
        pages = (outputs.path("map.html"), outputs.path("report.html"))
        _write_pages(_from_store(graph), *pages, skipped=found.skipped)
        files = outputs.publish()
        if kept:
            kept.update(graph)
        return _summary(found, files, time.monotonic() - began)


def _corrected(settings: Settings, output: Path) -> Settings:
    """The settings with the corrections of the output folder, unless they name others.

    Raises CorrectionsError for a file that can't be used.
    """
    from sanctiongraph.corrections import FILE

    if settings.corrections is None and (output / FILE).exists():
        settings = replace(settings, corrections=output / FILE)
    corrections_of(settings)
    return settings


@contextmanager
def _readings(path: Path) -> Iterator[Readings]:
    """The kept readings; a new file in which nothing could be kept is removed again."""
    from sanctiongraph.readings import Readings

    new, empty = not path.exists(), False
    try:
        with Readings(path) as readings:
            try:
                yield readings
            except InputError:
                empty = readings.is_empty()
                raise
    finally:
        if new and empty:
            path.unlink()


def extract(
    news: Places,
    target: Place | BinaryIO,
    settings: Settings = DEFAULTS,
    *,
    format: str | None = None,
    listener: Listener = SILENT,
) -> Summary:
    """Reads news and writes its graph to a file or a stream, in a format of `exports.WRITERS`.

    Readings are kept only if `settings.readings` says where. Raises as `build` does.
    """
    from sanctiongraph.exports import write
    from sanctiongraph.readings import Readings
    from sanctiongraph.triples import Mint

    began, target = time.monotonic(), _target(target)
    Mint(settings.base)
    _check_target(target, format, _paths(news))
    with Readings(settings.readings) as readings:
        found = know(_paths(news), readings, settings, listener=listener)
    graph = _stored(found.knowledge, settings.base)
    write(graph, target, format, base=settings.base, read=_from_store)
    return _summary(found, (target,) if isinstance(target, Path) else (), time.monotonic() - began)


def analyze(
    graphs: Places,
    *,
    between: tuple[str, str] | None = None,
    rdf: Place | None = None,
    listener: Listener = SILENT,
) -> dict[str, Any]:
    """The network's answers (see `network.analyze`), and the shortest path between two actors.

    With `rdf`, the numbers are also written to this file, as a named graph of their own that can be
    loaded beside the facts and dropped again. The listener is told of a graph without claims. Raises
    OutputError before any work if the file can't be written, ParameterError for a name that no actor bears.
    """
    from sanctiongraph import network, triples

    target = Path(rdf) if rdf else None
    if target:
        _check_target(target, None, _places(graphs))
    store = _opened(graphs, listener)
    knowledge = triples.knowledge(store)
    graph = network.project(knowledge)
    answers: dict[str, Any] = network.analyze(graph)
    if target:
        _write_measurements(answers, knowledge, target, triples.base_of(store))
    return answers | ({"path": _path(graph, *between)} if between else {})


def _path(graph: nx.MultiDiGraph[str], a: str, b: str) -> dict[str, Any]:
    from sanctiongraph import network

    try:
        return network.path(graph, a, b)
    except InputError as error:
        raise ParameterError(f"--path: {error}") from error


def _write_measurements(answers: dict[str, Any], knowledge: Knowledge, target: Path, base: str) -> None:
    from sanctiongraph.exports import write
    from sanctiongraph.store import load, open_store
    from sanctiongraph.triples import measurements

    store = open_store()
    load(store, measurements(answers, knowledge, base=base))
    write(store, target, base=base)


def render(
    graphs: Places, output: Place, *, report: Place | None = None, listener: Listener = SILENT
) -> tuple[Path, ...]:
    """Draws a graph as an interactive map and, if asked, writes its report; returns the files.

    The listener is told of a graph without claims.
    """
    from sanctiongraph.outputs import check_apart, check_writable

    written = tuple(Path(path) for path in (output, report) if path)
    for number, path in enumerate(written):
        check_apart(path, (*_places(graphs), *written[:number]))
        check_writable(path)
    _write_pages(_from_store(_opened(graphs, listener)), *written)
    return written


def query(
    question: str,
    graphs: Places = GRAPH,
    *,
    parameters: Mapping[str, object] | None = None,
    seconds: float = 30.0,
    rows: int = 100_000,
) -> Result:
    """The answer to a ready question by name, to a file of SPARQL, or to SPARQL itself.

    `parameters` tell the question more, such as ``{"target": "Venezuela", "since": "2019-05"}``; those it
    takes stand in its head (``sanctiongraph query --list``). It is computed in a process that is ended
    after `seconds`; a store elsewhere that is named alone computes it itself, over all that it holds. Raises
    ParameterError for parameters that it doesn't take, UnknownQuestionError for an unknown name, QueryError
    for a query that is refused or wrong, QueryTimeoutError at the deadline, StoreError for a store that
    doesn't answer or cuts.
    """
    from sanctiongraph import queries
    from sanctiongraph.store import open_graph

    graph = partial(open_graph, _places(graphs))
    return queries.run(graph, _sparql(question), parameters=parameters, seconds=seconds, rows=rows)


def _sparql(question: str) -> str:
    from sanctiongraph.queries import text as named

    if any(char in question for char in "{ \n"):
        return question
    if not _is_file(question):
        if not question or Path(question).suffix:
            raise UnknownQuestionError(
                f"{question or repr(question)}: no such file, nor the name of a question"
            )
        return named(question)
    try:
        return Path(question).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{question}: can't be read: {error}") from error


def serve(
    graphs: Places = GRAPH,
    address: Address | None = None,
    limits: Limits | None = None,
    *,
    readings: Place | None = None,
    told: Callable[[str, bool], None] | None = None,
) -> None:
    """Serves a graph to browsers and tools, read-only, until SIGINT or SIGTERM ends it.

    `graphs` may also be the output folder of a build; texts are those of `readings`, else of the file of
    readings beside the graph. `told` hears the URL once it answers, and whether other machines reach it.
    Raises InputError where the address can't be listened at, GraphError for what can't be served.
    """
    from sanctiongraph import serving

    source = serving.Source.of(_here(graphs), Path(readings) if readings else None)
    serving.serve(source, address or serving.Address(), limits or serving.Limits(), told=told)


def export(
    graphs: Places,
    target: Place | BinaryIO,
    *,
    format: str | None = None,
    base: str = BASE,
    listener: Listener = SILENT,
) -> None:
    """Writes a graph in another format, that of the target's suffix unless `format` says.

    Formats that are no RDF are written from what the graph says in terms of the ontology; the listener is
    told of a graph without claims. Raises GraphError for a graph that can't be read, OutputError for an
    unknown format (known are `exports.WRITERS`) and for whatever goes wrong in writing.
    """
    from sanctiongraph.exports import write

    target = _target(target)
    _check_target(target, format, _places(graphs))
    write(_opened(graphs, listener), target, format, base=base, read=_from_store)


def validate(graphs: Places, *, fast: bool = False, listener: Listener = SILENT) -> list[Violation]:
    """Everything in the graphs that breaks a rule of ``shapes.ttl``; nothing if they are valid.

    What has the severity "Warning" is worth a look and need not be wrong. With `fast`, the rules are checked
    by queries instead of by pySHACL: the same outcome in less time, for large graphs. The listener is told of
    a graph without claims, which is valid and hardly what was meant.
    """
    from sanctiongraph import validation

    return validation.validate(_opened(graphs, listener), fast=fast)


def text(document: str, *, readings: Place = Path("output", READINGS)) -> str:
    """The text of a document: by its identifier, as kept in `readings`, or read from a file.

    This is the text that `sg:start` and `sg:end` count characters of. Raises InputError where
    there is neither.
    """
    from sanctiongraph.readings import Readings

    if _is_file(document):
        return _text_of_file(Path(document))
    with Readings(readings, read_only=True) as kept:
        return kept.text(document)


def _text_of_file(path: Path) -> str:
    from sanctiongraph.documents import is_table

    if is_table(path):
        raise InputError(f"{path}: holds many documents; name one of them by its identifier")
    for item in load_file(path):
        if isinstance(item, Skipped):
            raise DocumentError(item.source, item.reason)
        return item.text
    raise DocumentError(str(path), "holds no document")


def explain(
    text: str, *, date: str | None = None, model: str = DEFAULTS.model, page: Place | None = None
) -> tuple[Explanation, ...]:
    """Why a text, or each document of a file, gives the actions it gives; with `page` also as HTML.

    `date` (ISO) is the day of publication of what has none of its own. Raises InputError for a
    date that is none, DocumentError for a file that holds no document.
    """
    from sanctiongraph import explaining
    from sanctiongraph.annotate import Annotator
    from sanctiongraph.outputs import check_writable, write_text

    if page is not None:
        check_writable(Path(page))
    documents = list(_documents_of(text, _day(date)))
    readings = Annotator(model).read(documents)
    found = tuple(
        one
        for document, reading in zip(documents, readings, strict=True)
        for one in explaining.explain(document, reading)
    )
    if page is not None:
        from sanctiongraph.page import explained_page

        write_text(Path(page), explained_page([asdict(one) for one in found]))
    return found


def _documents_of(text: str, date: str | None) -> Iterator[Document]:
    """The documents of a file, else the text itself."""
    from sanctiongraph.documents import SUFFIXES, clean

    if not _is_file(text):
        if not text.strip():
            raise InputError("there is no text to explain")
        if len(text) < _LONGEST_NAME and Path(text).is_dir():
            raise InputError(f"{text}: a folder, not a file")
        if len(text) < _LONGEST_NAME and (len(text.split()) == 1 or text.lower().endswith(SUFFIXES)):
            raise InputError(f"{text}: no such file, nor a sentence")
        spoken = text.encode("utf-8", "replace").decode("utf-8")
        yield Document(id="text", text=clean(spoken), date=date)
        return
    documents = 0
    for item in load_file(Path(text)):
        if isinstance(item, Skipped):
            raise DocumentError(item.source, item.reason)
        documents += 1
        yield item if item.date else replace(item, date=date)
    if not documents:
        raise DocumentError(text, "holds no document")


def _day(date: str | None) -> str | None:
    """The day as given, if it is written YYYY-MM-DD; InputError for anything else."""
    with suppress(ValueError):
        if date is None or datetime.date.fromisoformat(date).isoformat() == date:
            return date
    raise InputError(f"--date {date}: not a day, such as 2024-09-03")


def review(
    place: Places = Path("output"), settings: Settings = DEFAULTS, *, listener: Listener = SILENT
) -> Review:
    """The doubtful decisions of a build, most consequential first, and the file that settles them.

    `place` is the output folder of a build, whose news need not be there, or news. The file is that of
    `settings.corrections`, else ``corrections.yaml`` in the folder (for news, in ``output``); what it
    settles is no doubt. Raises InputError where nothing was built.
    """
    from sanctiongraph.corrections import FILE, settled
    from sanctiongraph.readings import Readings

    folder = _built(place)
    file = settings.corrections or (folder or GRAPH.parent) / FILE
    settings = replace(settings, corrections=file if file.exists() else None)
    corrections = corrections_of(settings)
    if folder:
        kept = settings.readings or folder / READINGS
        with Readings(kept, read_only=True) as readings:
            found = _doubts(_read_before(folder, readings), readings, corrections)
    else:
        with Readings(settings.readings) as readings:
            accounts = know(_paths(place), readings, settings, listener=listener).knowledge.accounts
            found = _doubts((account.document for account in accounts), readings, corrections)
    waiting = (d for d in found if not settled(corrections, d.one.reference, d.other.reference))
    return Review(tuple(waiting), file)


def _built(place: Places) -> Path | None:
    """The folder of a build, or None for news."""
    paths = _paths(place)
    if len(paths) != 1 or paths[0].is_file():
        return None
    [folder] = paths
    if (folder / GRAPH.name).is_file():
        return folder
    if not folder.is_dir() or folder == GRAPH.parent or (folder / READINGS).exists():
        raise InputError(f"{folder}: nothing was built there; use `sanctiongraph build` first")
    return None


def _read_before(folder: Path, readings: Readings) -> Iterator[Document]:
    """The documents of the graph that a build left, if all of them are kept."""
    for account in _known(folder / GRAPH.name).accounts:
        if readings.latest(account.document) is None:
            raise InputError(
                f"{folder}: what {account.document.id} says is not kept; use `sanctiongraph build` first"
            )
        yield account.document


def _doubts(
    documents: Iterable[Document], readings: Readings, corrections: Sequence[Correction]
) -> tuple[Doubt, ...]:
    from sanctiongraph.resolve import doubts

    pairs = ((document, readings.latest(document)) for document in documents)
    return doubts(
        ((document, reading) for document, reading in pairs if reading is not None),
        corrections,
        text_of=lambda document: readings.with_text(document).text,
    )


def evaluate(
    gold: Place, texts: Places, settings: Settings = DEFAULTS, *, listener: Listener = SILENT
) -> Scores:
    """How well what is found in texts agrees with what people read in them, told by a gold file.

    Writes nothing, unless `settings.readings` says where to keep what was read. Raises InputError
    in one line, with file and line number, for gold that can't be used.
    """
    from sanctiongraph.evaluation import read_gold, score
    from sanctiongraph.readings import Readings

    told = read_gold(Path(gold))
    with Readings(settings.readings) as readings:
        found = know(_paths(texts), readings, settings, listener=listener)
        return score(told, found.knowledge, _texts(found, readings), skipped=found.skipped)


def _texts(found: Found, readings: Readings) -> dict[str, str]:
    """The texts of all documents by identifier, also of those that could not be annotated."""
    known = {account.document.id: account.document for account in found.knowledge.accounts}
    texts = {id_: readings.with_text(document).text for id_, document in known.items()}
    for item in found.skipped:
        if item.failed and item.source not in texts:
            with suppress(InputError):  # a file that could not be read has no text
                texts[item.source] = readings.text(item.source)
    return texts


# Steps that several verbs share


def _paths(places: Places) -> list[Path]:
    return [Path(places)] if isinstance(places, str | Path) else [Path(place) for place in places]


def _places(graphs: Places) -> list[Kept]:
    """The paths and addresses of graphs."""
    from sanctiongraph.store import place

    return [place(graph) for graph in ([graphs] if isinstance(graphs, str | Path) else graphs)]


def _here(graphs: Places) -> list[Path]:
    """The paths of graphs, all of them on this machine."""
    places = _places(graphs)
    for one in places:
        if not isinstance(one, Path):
            raise InputError(f"{one}: a store elsewhere answers itself; export it to a file to serve that")
    return [one for one in places if isinstance(one, Path)]


def _target(target: Place | BinaryIO) -> Path | BinaryIO:
    return Path(target) if isinstance(target, str) else target


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # too long, or a NUL in it: certainly no file
        return False


def _known(graphs: Places) -> Knowledge:
    from sanctiongraph.store import read_graph

    return _from_store(read_graph(_places(graphs)))


def _opened(graphs: Places, listener: Listener) -> Store:
    """All graphs as one; the listener is told if there are no claims in them."""
    from sanctiongraph import triples
    from sanctiongraph.store import read_graph

    places = _places(graphs)
    store = read_graph(places)
    if not triples.has_claims(store):
        where = "it" if len(places) == 1 else "them"
        listener.skipped(Skipped(", ".join(map(str, places)), f"no claims in {where}", failed=False))
    return store


def _from_store(graph: Store) -> Knowledge:
    """The way back from RDF: what a page shows is what the graph says, to the order of reasons."""
    from sanctiongraph.triples import knowledge

    return knowledge(graph)


def _stored(knowledge: Knowledge, base: str) -> Store:
    from sanctiongraph.store import load, open_store
    from sanctiongraph.triples import quads

    store = open_store()
    load(store, quads(knowledge, base=base))
    return store


def _check_target(target: Path | BinaryIO, format: str | None, sources: Sequence[object]) -> None:
    """Raises OutputError at once for what could not be written after much work, or over what is read."""
    from sanctiongraph.exports import suffix_of
    from sanctiongraph.outputs import check_apart, check_writable

    suffix_of(target, format)
    if isinstance(target, Path):
        check_apart(target, sources)
        check_writable(target)


def _write_pages(
    knowledge: Knowledge, map_file: Path, report_file: Path | None = None, *, skipped: Sequence[Skipped] = ()
) -> None:
    from sanctiongraph import network, page
    from sanctiongraph.outputs import write_text

    graph = network.project(knowledge)
    write_text(map_file, page.map_page(network.picture(graph)))
    if report_file:
        told = page.report_page(network.material(graph), network.analyze(graph), skipped=skipped)
        write_text(report_file, told)


def _summary(found: Found, files: tuple[Path, ...], seconds: float) -> Summary:
    accounts = found.knowledge.accounts
    kinds = Counter(entity.kind for entity in found.knowledge.entities)
    return Summary(
        documents=len(accounts),
        known=found.known,
        skipped=found.skipped,
        entities={kind: kinds[kind] for kind in Kind},
        actions=sum(len(account.actions) for account in accounts),
        tenures=sum(len(account.tenures) for account in accounts),
        relationships=sum(len(account.relationships) for account in accounts),
        files=files,
        seconds=seconds,
        idle=found.idle,
    )
