"""From news to knowledge: gather the documents, read those that are new, resolve them all.

Files, which may be hostile, are opened in worker processes, and so is every text annotated
(tables alone are streamed here, row by row, with nothing but the standard library):
what goes wrong costs one document, which is named with its reason. Nothing here depends on
the order of files or of workers.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from sanctiongraph import __version__
from sanctiongraph.errors import DocumentError, InputError, SanctionGraphError
from sanctiongraph.model import Correction, Document, Knowledge, Reading, Run, Skipped
from sanctiongraph.readings import Readings
from sanctiongraph.vocab import BASE
from sanctiongraph.workers import available_processors, work

__all__ = [
    "DEFAULTS",
    "SILENT",
    "Found",
    "Listener",
    "Settings",
    "corrections_of",
    "know",
    "load_file",
]

T = TypeVar("T")

_FILES_A_SHARD = 16
_DOCUMENTS_A_SHARD = 32
_CHARACTERS_A_SHARD = 20_000
"""About a second of annotation: little is lost with a shard, and little time between shards."""
_TEXTS_A_COMMIT = 500
_SECONDS_A_COMMIT = 1.0
_READING_LIBRARIES = ("charset-normalizer", "lxml", "markdown-it-py", "pypdf", "python-docx", "trafilatura")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run may be told. Raises InputError for a value that makes no sense.

    `seconds` and `megabytes` are what one document may cost; `columns` maps our fields to the
    columns of tables (``{"text": "body"}``); `readings` is the file of kept readings, by
    default ``readings.sqlite`` in the output folder; `corrections` a file of what people know better,
    by default ``corrections.yaml`` in the output folder if it is there. With `stamp`, the graph says when the
    run took place, and so differs from run to run.
    """

    model: str = "en_core_web_md"
    base: str = BASE
    processes: int = field(default_factory=available_processors)
    seconds: float = 60.0
    megabytes: int = 4096
    columns: Mapping[str, str] = field(default_factory=dict)
    readings: Path | None = None
    corrections: Path | None = None
    stamp: bool = False

    def __post_init__(self) -> None:
        for name, least in (("processes", 1), ("seconds", 0.1), ("megabytes", 1024)):
            if getattr(self, name) < least:
                raise InputError(f"{name}: {getattr(self, name)} is too little; at least {least} is needed")


DEFAULTS = Settings()


class Listener(Protocol):
    """Somebody who wants to know how far a run is, such as the command line."""

    def step(self, name: str, done: int, total: int | None) -> None:
        """`done` of `total` (None: unknown) are through the step `name`."""

    def skipped(self, item: Skipped) -> None:
        """Something gave no document."""


class _Silent:
    def step(self, name: str, done: int, total: int | None) -> None: ...

    def skipped(self, item: Skipped) -> None: ...


SILENT: Listener = _Silent()


@dataclass(frozen=True, slots=True)
class Found:
    """What came of the news; `known` documents had a reading kept before, and `idle` has a line for each
    correction that did nothing.
    """

    knowledge: Knowledge
    skipped: tuple[Skipped, ...]
    known: int
    idle: tuple[str, ...] = ()


def know(
    news: Iterable[Path], readings: Readings, settings: Settings = DEFAULTS, *, listener: Listener = SILENT
) -> Found:
    """All that the news says, as corrected. Raises InputError if there is no document that could be read,
    and CorrectionsError, before any work, if the corrections can't be used.
    """
    from sanctiongraph.annotate import fingerprint
    from sanctiongraph.resolve import resolved

    corrections, began = corrections_of(settings), _now()
    log, key = _Log(listener), fingerprint(settings.model)
    places: dict[str, str] = {}
    gathered = list(log.documents("reading", _gathered(news, readings, settings, places=places)))
    distinct = list(log.documents("comparing", _identified(gathered), len(gathered)))
    known = sum(readings.has(document, key) for document in distinct)
    annotated = _annotated(distinct, readings, settings, fingerprint=key, places=places)
    said = sorted(log.documents("annotating", annotated, len(distinct)), key=lambda document: document.id)
    if not said:
        raise InputError("no document could be read; nothing was written")
    listener.step("resolving", 0, None)
    pairs = ((document, readings.get(document, key)) for document in said)
    found = resolved(((document, one) for document, one in pairs if one is not None), corrections)
    return Found(
        knowledge=_with_run(found.knowledge, _run(settings, key, began)),
        skipped=tuple(sorted(log.skipped, key=lambda item: (item.source, item.reason))),
        known=known,
        idle=tuple(
            _reported(entry, words, settings.corrections)
            for entry, words in (*((entry, f"did nothing: {why}") for entry, why in found.idle), *found.odd)
        ),
    )


def _run(settings: Settings, fingerprint: str, began: str) -> Run:
    """What this run is: the same whenever and wherever it is repeated, unless it is to be stamped."""
    return Run(
        version=__version__,
        model=Path(settings.model).name,
        fingerprint=fingerprint,
        settings=tuple(sorted(_told(settings))),
        started=began if settings.stamp else None,
        ended=_now() if settings.stamp else None,
    )


def _told(settings: Settings) -> Iterator[str]:
    """Settings that can change what is found and are no defaults; a file by its content, not its place."""
    yield from (f"column.{field}={name}" for field, name in settings.columns.items())
    for name in ("seconds", "megabytes"):
        if getattr(settings, name) != getattr(DEFAULTS, name):
            yield f"{name}={getattr(settings, name)}"
    if settings.corrections:
        yield f"corrections=sha256:{sha256(settings.corrections.read_bytes()).hexdigest()}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _with_run(knowledge: Knowledge, run: Run) -> Knowledge:
    return replace(knowledge, accounts=tuple(replace(account, run=run) for account in knowledge.accounts))


def corrections_of(settings: Settings) -> tuple[Correction, ...]:
    """What people know better, by the file that the settings name; nothing if they name none."""
    from sanctiongraph.corrections import read

    return read(settings.corrections) if settings.corrections else ()


def _reported(entry: Correction, words: str, path: Path | None) -> str:
    where = f" in {entry.document}" if entry.document else ""
    return f"{path}:{entry.line}: {entry.remedy}{where} {words}"


def load_file(path: Path, settings: Settings = DEFAULTS) -> Iterator[Document | Skipped]:
    """The documents of one file; a file that isn't a table is opened in a worker."""
    from sanctiongraph.documents import is_table

    items = _table(path, settings) if is_table(path) else _opened({path: ""}, settings)
    return (item for item, _, _ in items)


class _Log:
    """Tells the listener how far each step is, and keeps what was skipped."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self.skipped: list[Skipped] = []

    def documents(
        self, step: str, items: Iterable[Document | Skipped], total: int | None = None
    ) -> Iterator[Document]:
        self._listener.step(step, 0, total)
        for done, item in enumerate(items, 1):
            if isinstance(item, Skipped):
                self.skipped.append(item)
                self._listener.skipped(item)
            else:
                yield item
            self._listener.step(step, done, total)


# Gather

Item = tuple[Document | Skipped, str, str]
"""What was found, the key of its file if that was opened just now, else nothing; and where it stands."""


def _gathered(
    news: Iterable[Path], readings: Readings, settings: Settings, *, places: dict[str, str]
) -> Iterator[Document | Skipped]:
    """Every document without its text, which is kept: the memory holds no hundred thousand texts.

    Notes in `places`, by digest, where each text stands; the first place by name for copies.
    """
    for batch in _batches(_loaded(news, readings, settings), _TEXTS_A_COMMIT):
        found = [(item, key, place) for item, key, place in batch if isinstance(item, Document)]
        readings.keep_texts(document for document, _, _ in found)
        readings.keep_files((key, document) for document, key, _ in found if key)
        for document, _, place in found:
            places[document.digest] = min(place, places.get(document.digest, place))
        for item, _, _ in batch:
            yield replace(item, text="") if isinstance(item, Document) else item


def _loaded(news: Iterable[Path], readings: Readings, settings: Settings) -> Iterator[Item]:
    """What is in the news; a file that was opened in an earlier run is not opened again."""
    from sanctiongraph.documents import is_table, sources
    from sanctiongraph.documents.wording import shown

    keys: dict[Path, str] = {}
    for source in sources(news):
        if isinstance(source, Skipped):
            yield source, "", ""
        elif is_table(source):
            yield from _table(source, settings)
        elif known := readings.file(key := _key(source)):
            yield known, "", shown(source)
        else:
            keys[source] = key
    yield from _opened(keys, settings)


def _table(path: Path, settings: Settings) -> Iterator[Item]:
    from sanctiongraph.documents import load
    from sanctiongraph.documents.wording import shown

    for number, item in enumerate(load(path, columns=settings.columns), 1):
        yield _placed(item, path), "", f"{shown(path)}, entry {number}"


def _opened(keys: Mapping[Path, str], settings: Settings) -> Iterator[Item]:
    from sanctiongraph.documents.wording import shown

    results = work(
        _batches(keys, _FILES_A_SHARD),
        _opener,
        processes=settings.processes,
        seconds=settings.seconds,
        megabytes=settings.megabytes,
    )
    with closing(results):
        for path, outcome in results:
            if isinstance(outcome, SanctionGraphError):
                yield Skipped(str(path), _reason(outcome)), "", ""
            else:
                yield from ((_placed(item, path), keys[path], shown(path)) for item in outcome)


def _opener() -> Callable[[list[Path]], list[list[Document | Skipped]]]:
    """What a worker that opens files runs."""
    from sanctiongraph.documents import load

    return lambda paths: [list(load(path)) for path in paths]


def _placed(item: Document | Skipped, path: Path) -> Document | Skipped:
    """A file that can't be read is named with its folder, as the user will look for it."""
    return replace(item, source=str(path.parent / item.source)) if isinstance(item, Skipped) else item


def _key(path: Path) -> str:
    """What the document of a file depends on: its name and content, and how files are read."""
    digest = sha256(f"{_readers()} {path.name}\0".encode("utf-8", "surrogateescape"))
    with suppress(OSError), path.open("rb") as file:  # what is wrong with the file, its reader will say
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


@cache
def _readers() -> str:
    """The fingerprint of all that reads files."""
    from importlib.metadata import version

    sources = sorted(Path(__file__).with_name("documents").glob("*.py"))
    libraries = [f"{name} {version(name)}" for name in _READING_LIBRARIES]
    return sha256(b"".join((*(path.read_bytes() for path in sources), repr(libraries).encode()))).hexdigest()


# Tell apart


def _identified(documents: Iterable[Document]) -> Iterator[Document | Skipped]:
    """Each document under an identifier of its own, whatever the order they came in.

    The same identifier with the same text is one document; with different texts each gets the
    beginning of its digest: ``ID~1a2b3c4d``.
    """
    groups: defaultdict[str, list[Document]] = defaultdict(list)
    for document in sorted(documents, key=_settled):
        groups[document.id].append(document)
    taken = set(groups)
    for group in groups.values():
        firsts = {document.digest: document for document in reversed(group)}
        copies = len(group) - len(firsts)
        yield from [Skipped(group[0].id, "same identifier and text as another", failed=False)] * copies
        for document in sorted(firsts.values(), key=_settled):
            yield _renamed(document, taken) if len(firsts) > 1 else document


def _settled(document: Document) -> tuple[tuple[bool, str], ...]:
    """An order of documents that depends on nothing but them; what is known comes first."""
    fields = (document.id, document.digest, document.date, document.title, document.publisher)
    return tuple((value is None, value or "") for value in (*fields, document.url, document.author))


def _renamed(document: Document, taken: set[str]) -> Document:
    names = (f"{document.id}~{document.digest[:length]}" for length in (8, 16, 32, 64))
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return replace(document, id=name)


# Annotate


def _annotated(
    documents: Sequence[Document],
    readings: Readings,
    settings: Settings,
    *,
    fingerprint: str,
    places: Mapping[str, str],
) -> Iterator[Document | Skipped]:
    """The documents as soon as there is a reading of them; texts that are alike are read once.

    What could not be annotated is named with its place too: an identifier leads nobody to a file.
    """
    waiting: defaultdict[tuple[str, str | None], list[Document]] = defaultdict(list)
    for document in documents:
        if readings.has(document, fingerprint):
            yield document
        else:
            waiting[document.digest, document.date].append(document)
    firsts = (readings.with_text(group[0]) for group in waiting.values())
    for document, outcome in _kept(_read(firsts, settings), readings, fingerprint):
        for twin in waiting[document.digest, document.date]:
            if isinstance(outcome, Reading):
                yield twin
            else:
                yield Skipped(twin.id, f"{_reason(outcome)} (in {places[twin.digest]})")


def _read(
    documents: Iterable[Document], settings: Settings
) -> Iterator[tuple[Document, Reading | SanctionGraphError]]:
    results = work(
        _shards(documents),
        partial(_reader, settings.model),
        processes=settings.processes,
        seconds=settings.seconds,
        megabytes=settings.megabytes,
    )
    with closing(results):
        yield from results


def _reader(model: str) -> Callable[[list[Document]], list[Reading]]:
    """What a worker that annotates runs."""
    from sanctiongraph.annotate import Annotator

    return Annotator(model).read


def _kept(
    results: Iterator[tuple[Document, Reading | SanctionGraphError]], readings: Readings, fingerprint: str
) -> Iterator[tuple[Document, Reading | SanctionGraphError]]:
    """Keeps readings about once a second, and also when the run is interrupted."""
    done: list[tuple[Document, Reading]] = []
    last = time.monotonic()
    try:
        for document, outcome in results:
            if isinstance(outcome, Reading):
                done.append((document, outcome))
            if time.monotonic() - last > _SECONDS_A_COMMIT:
                readings.keep_all(done, fingerprint)
                done.clear()
                last = time.monotonic()
            yield document, outcome
    finally:
        readings.keep_all(done, fingerprint)


def _shards(documents: Iterable[Document]) -> Iterator[list[Document]]:
    shard: list[Document] = []
    for document in documents:
        shard.append(document)
        full = sum(len(each.text) for each in shard) >= _CHARACTERS_A_SHARD
        if full or len(shard) == _DOCUMENTS_A_SHARD:
            yield shard
            shard = []
    yield shard


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch


def _reason(error: SanctionGraphError) -> str:
    return error.reason if isinstance(error, DocumentError) else str(error)
