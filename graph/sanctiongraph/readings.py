"""What every document says, read once and kept: one SQLite file under (document, fingerprint).

A run that was killed goes on where it stopped, and an article more costs one article. The
key is what a reading depends on: the text (its digest), the date it was published (dates
are resolved against it) and the fingerprint of the pipeline that read it.

The journal is SQLite's ordinary one, not a write-ahead log: a commit is a second's work here,
and so the file is one file that can be handed on and opens on a read-only disk. It is synced
with its folder at every commit, so that a power cut takes nothing that was acknowledged.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter, ValidationError

from sanctiongraph.errors import InputError, OutputError, SanctionGraphError
from sanctiongraph.model import Document, Reading

__all__ = ["Readings"]

_APPLICATION = 0x53474B42
"""Marks the file as ours ("SGKB"), so that no other SQLite file is taken for it."""
_VERSION = 1
_SCHEMA = f"""
    PRAGMA application_id = {_APPLICATION};
    PRAGMA user_version = {_VERSION};
    CREATE TABLE texts (digest TEXT PRIMARY KEY, text BLOB NOT NULL);
    CREATE TABLE documents (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL, digest TEXT NOT NULL, UNIQUE (id, digest)
    );
    CREATE TABLE files (key TEXT PRIMARY KEY, document BLOB NOT NULL);
    CREATE TABLE readings (
        digest TEXT NOT NULL, date TEXT NOT NULL, fingerprint TEXT NOT NULL,
        reading BLOB NOT NULL, PRIMARY KEY (digest, date, fingerprint)
    );
"""
_PATIENCE = 60.0
"""Seconds to wait for another process that is writing to the same file."""


class Readings:
    """The kept readings of one file; made where it is missing, closed by ``with``.

    `path` None keeps them in a private temporary file for as long as it is open. Several
    processes may use one file at a time. Raises InputError where the file is damaged or not
    ours, OutputError where it cannot be written.

    >>> document = Document(id="a", text="Canada imposed sanctions on Belarus.")
    >>> with Readings(None) as readings:
    ...     readings.keep(document, Reading(), "f1")
    ...     readings.get(document, "f1"), readings.get(document, "f2"), readings.text("a")[:6]
    (Reading(mentions=(), actions=(), tenures=(), relationships=()), None, 'Canada')
    """

    def __init__(self, path: Path | str | None, *, read_only: bool = False) -> None:
        self._name = str(path or "readings")
        if read_only and not Path(path or "").is_file():
            raise InputError(f"{self._name}: no such file of readings")
        with self._spoken():
            self._connection = _connect(path, read_only=read_only)
        try:
            with self._spoken():
                self._prepare(read_only=read_only)
        except SanctionGraphError:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file; what was kept stays kept."""
        self._connection.close()

    def is_empty(self) -> bool:
        """Whether no text is kept, and hence no reading."""
        with self._spoken():
            return self._connection.execute("SELECT 1 FROM texts").fetchone() is None

    def get(self, document: Document, fingerprint: str) -> Reading | None:
        """The reading of a document (its text is not needed, its digest is), or None."""
        with self._spoken():
            row = self._connection.execute(
                "SELECT reading FROM readings WHERE digest = ? AND date = ? AND fingerprint = ?",
                (document.digest, document.date or "", fingerprint),
            ).fetchone()
            return None if row is None else _readings().validate_json(zlib.decompress(row[0]))

    def latest(self, document: Document) -> Reading | None:
        """The reading of a document that was kept last, by whichever pipeline, or None."""
        with self._spoken():
            row = self._connection.execute(
                "SELECT reading FROM readings WHERE digest = ? AND date = ? ORDER BY rowid DESC",
                (document.digest, document.date or ""),
            ).fetchone()
            return None if row is None else _readings().validate_json(zlib.decompress(row[0]))

    def has(self, document: Document, fingerprint: str) -> bool:
        """Whether there is a reading of the document."""
        with self._spoken():
            return bool(
                self._connection.execute(
                    "SELECT 1 FROM readings WHERE digest = ? AND date = ? AND fingerprint = ?",
                    (document.digest, document.date or "", fingerprint),
                ).fetchone()
            )

    def keep(self, document: Document, reading: Reading, fingerprint: str) -> None:
        """Keeps the reading and the text of one document; on return it is on the disk."""
        self.keep_texts([document])
        self.keep_all([(document, reading)], fingerprint)

    def keep_all(self, pairs: Iterable[tuple[Document, Reading]], fingerprint: str) -> None:
        """Keeps many readings: all of them or, if interrupted, none."""
        rows = (
            (document.digest, document.date or "", fingerprint, _packed(_readings().dump_json(reading)))
            for document, reading in pairs
        )
        with self._transaction():
            self._connection.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)", rows)

    def keep_texts(self, documents: Iterable[Document]) -> None:
        """Keeps the texts of documents under their identifiers: all or, if interrupted, none."""
        with self._transaction():
            for document in documents:
                self._keep_text(document)
                self._connection.execute(
                    "INSERT OR REPLACE INTO documents (id, digest) VALUES (?, ?)",
                    (document.id, document.digest),
                )

    def _keep_text(self, document: Document) -> None:
        known = self._connection.execute("SELECT 1 FROM texts WHERE digest = ?", (document.digest,))
        if known.fetchone() is None:
            packed = _packed(document.text.encode("utf-8"))
            self._connection.execute("INSERT INTO texts VALUES (?, ?)", (document.digest, packed))

    def keep_files(self, files: Iterable[tuple[str, Document]]) -> None:
        """Keeps what documents were found in files, by keys of the files' content."""
        rows = ((key, _packed(_documents().dump_json(replace(document, text="")))) for key, document in files)
        with self._transaction():
            self._connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?)", rows)

    def file(self, key: str) -> Document | None:
        """The document, with its text, that was found in a file of this key; None for a new file."""
        with self._spoken():
            row = self._connection.execute("SELECT document FROM files WHERE key = ?", (key,)).fetchone()
            found = _documents().validate_json(zlib.decompress(row[0])) if row else None
        return found and self.with_text(found)

    def with_text(self, document: Document) -> Document:
        """The document with the text that was kept under its digest.

        Raises InputError where no such text is kept, or it is not what it was.
        """
        with self._spoken():
            row = self._connection.execute(
                "SELECT text FROM texts WHERE digest = ?", (document.digest,)
            ).fetchone()
            text = zlib.decompress(row[0]).decode("utf-8") if row else ""
        found = replace(document, text=text, digest="")
        if row is None or found.digest != document.digest:
            raise InputError(f"{self._name}: damaged: the text of {document.id!r} is not what it was")
        return found

    def text(self, identifier: str) -> str:
        """The text of a document by its identifier: the one kept last, where there are several.

        ``ID~1A2B3C4D`` is the one of them whose digest begins so. Raises InputError where
        there is none.
        """
        for name, start in _meanings(identifier):
            with self._spoken():
                row = self._connection.execute(
                    "SELECT digest FROM documents WHERE id = ? AND substr(digest, 1, ?) = ?"
                    " ORDER BY number DESC",
                    (name, len(start), start),
                ).fetchone()
            if row:
                return self.with_text(Document(id=identifier, digest=row[0])).text
        raise InputError(f"{self._name}: no document {identifier!r} is kept there")

    def _prepare(self, *, read_only: bool) -> None:
        """Makes the tables in a new file; refuses a file that isn't ours."""
        if self._is_ours():
            return
        if read_only:
            raise InputError(f"{self._name}: not a file of readings of this version")
        with self._transaction():
            if self._connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
                for statement in _SCHEMA.split(";"):
                    self._connection.execute(statement)
            elif not self._is_ours():  # asked again: another process may just have made it
                raise InputError(f"{self._name}: not a file of readings of this version")

    def _is_ours(self) -> bool:
        marks = [self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _MARKS]
        return marks == [_APPLICATION, _VERSION]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._spoken():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        """Says in our words what SQLite and the decoders raise."""
        try:
            yield
        except sqlite3.Error as error:
            kind, words = _WORDS.get(getattr(error, "sqlite_errorcode", -1) & 0xFF, _OTHER)
            raise kind(f"{self._name}: {words} ({error})") from error
        except (zlib.error, UnicodeDecodeError, ValidationError) as error:
            raise InputError(f"{self._name}: {_DAMAGED} ({type(error).__name__})") from error


_MARKS = ("application_id", "user_version")
_DAMAGED = "damaged; remove it, and the next build reads everything again"
_OTHER = (OutputError, "cannot be used")
_WORDS: dict[int, tuple[type[SanctionGraphError], str]] = {
    sqlite3.SQLITE_NOTADB: (InputError, "not a file of readings"),
    sqlite3.SQLITE_CORRUPT: (InputError, _DAMAGED),
    sqlite3.SQLITE_BUSY: (OutputError, "in use by another process"),
    sqlite3.SQLITE_CANTOPEN: (OutputError, "cannot be opened"),
    sqlite3.SQLITE_READONLY: (OutputError, "cannot be written"),
    sqlite3.SQLITE_FULL: (OutputError, "the disk is full"),
}


def _connect(path: Path | str | None, *, read_only: bool) -> sqlite3.Connection:
    """A connection without implicit transactions; the empty path is a temporary file."""
    if path is None:
        return sqlite3.connect("", isolation_level=None)
    mode = "ro" if read_only else "rwc"
    where = f"{Path(path).absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(where, uri=True, timeout=_PATIENCE, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = EXTRA")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _meanings(identifier: str) -> Iterator[tuple[str, str]]:
    """What an identifier may mean: the identifier and the beginning of the digest.

    >>> list(_meanings("a.txt~1a2b3c4d"))
    [('a.txt~1a2b3c4d', ''), ('a.txt', '1a2b3c4d')]
    """
    yield identifier, ""
    if match := re.fullmatch(r"(.*)~([0-9a-fA-F]{8})", identifier, re.DOTALL):
        yield match[1], match[2].lower()


def _packed(content: bytes) -> bytes:
    """Compressed: a third of the size, and a checksum that SQLite itself doesn't have."""
    return zlib.compress(content, level=6)


@cache
def _readings() -> TypeAdapter[Reading]:
    return TypeAdapter(Reading)


@cache
def _documents() -> TypeAdapter[Document]:
    return TypeAdapter(Document)
