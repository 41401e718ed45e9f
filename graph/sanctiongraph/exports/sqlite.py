"""The whole knowledge as one SQLite file, for SQL, Datasette and everything that opens it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import BinaryIO

from sanctiongraph.exports.rows import Claim, claims
from sanctiongraph.exports.source import Source
from sanctiongraph.model import Document, Knowledge, Relationship, SanctionAction, Tenure

__all__ = ["write_sqlite"]

_SCHEMA = """
CREATE TABLE entities (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, country TEXT,
    part_of TEXT REFERENCES entities DEFERRABLE INITIALLY DEFERRED, wikidata TEXT);
CREATE TABLE names (
    entity TEXT NOT NULL REFERENCES entities, name TEXT NOT NULL,
    hidden INTEGER NOT NULL, PRIMARY KEY (entity, name, hidden));
CREATE TABLE documents (
    id TEXT PRIMARY KEY, title TEXT, published TEXT, publisher TEXT, author TEXT, url TEXT, digest TEXT);
CREATE TABLE mentions (
    document TEXT NOT NULL REFERENCES documents, entity TEXT NOT NULL REFERENCES entities,
    PRIMARY KEY (document, entity));
CREATE TABLE claims (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents, type TEXT NOT NULL,
    modality TEXT NOT NULL, negated INTEGER NOT NULL, confidence REAL NOT NULL, attribution TEXT,
    act TEXT, date TEXT, date_text TEXT, target_count INTEGER, grounds TEXT,
    title TEXT, former INTEGER, relation TEXT);
CREATE TABLE roles (
    claim TEXT NOT NULL REFERENCES claims, role TEXT NOT NULL, entity TEXT NOT NULL REFERENCES entities,
    PRIMARY KEY (claim, role, entity));
CREATE TABLE measures (
    claim TEXT NOT NULL REFERENCES claims, measure TEXT NOT NULL, PRIMARY KEY (claim, measure));
CREATE TABLE reasons (
    claim TEXT NOT NULL REFERENCES claims, reason TEXT NOT NULL, PRIMARY KEY (claim, reason));
CREATE TABLE evidence (
    claim TEXT NOT NULL REFERENCES claims, start INTEGER NOT NULL, end INTEGER NOT NULL,
    quote TEXT NOT NULL, trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL);
CREATE INDEX names_by_name ON names (name);
CREATE INDEX mentions_by_entity ON mentions (entity);
CREATE INDEX claims_by_document ON claims (document);
CREATE INDEX claims_by_act ON claims (act, date);
CREATE INDEX roles_by_entity ON roles (entity, role);
CREATE INDEX evidence_by_claim ON evidence (claim);
"""

Cells = tuple[str | int | float | None, ...]


def write_sqlite(source: Source, stream: BinaryIO) -> None:
    """An SQLite database with foreign keys and indexes: entities, names, documents, claims, roles, evidence.

    Also what a document mentions, the measures of an action and the reasons of a claim. Keeps all that
    the values hold; loses nothing of it. Made in memory. Raises ValueError where the graph refers to
    something that it doesn't describe.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_SCHEMA)
        database.execute("PRAGMA foreign_keys = ON")
        try:
            _fill(database, source.knowledge)
            database.commit()
        except sqlite3.IntegrityError as error:
            raise ValueError(f"the graph doesn't hold together ({error}); `validate` says where") from error
        stream.write(database.serialize())


def _fill(database: sqlite3.Connection, knowledge: Knowledge) -> None:
    for table, rows in _tables(knowledge):
        for row in rows:
            database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608


def _tables(knowledge: Knowledge) -> Iterator[tuple[str, Iterable[Cells]]]:
    """Every table with its rows, those first that others refer to."""
    accounts = knowledge.accounts
    said = [(f"{document.id}#{claim.id}", document, claim) for document, claim in claims(knowledge)]
    yield "entities", ((e.id, e.kind, e.label, e.country, e.part_of, e.wikidata) for e in knowledge.entities)
    yield "names", ((e.id, name, 0) for e in knowledge.entities for name in e.names)
    yield "names", ((e.id, name, 1) for e in knowledge.entities for name in e.hidden)
    yield "documents", (_document(account.document) for account in accounts)
    yield "mentions", ((a.document.id, entity) for a in accounts for entity in a.mentions)
    yield "claims", ((id_, document.id, *_claim(claim)) for id_, document, claim in said)
    yield "roles", ((id_, role, entity) for id_, _, claim in said for role, entity in _roles(claim))
    yield "measures", ((id_, measure) for id_, _, claim in said for measure in _measures(claim))
    yield "reasons", ((id_, reason) for id_, _, claim in said for reason in claim.reasons)
    yield (
        "evidence",
        (
            (id_, e.start, e.end, e.quote, e.trigger_start, e.trigger_end)
            for id_, _, claim in said
            for e in claim.evidence
        ),
    )


def _document(one: Document) -> Cells:
    return one.id, one.title, one.date, one.publisher, one.author, one.url, one.digest


def _claim(claim: Claim) -> Cells:
    common = (claim.modality, int(claim.negated), claim.confidence, claim.attribution)
    match claim:
        case SanctionAction(act=act, date=date, target_count=count, grounds=grounds):
            when = (date.value, date.text) if date else (None, None)
            return "action", *common, act, *when, count, grounds, None, None, None
        case Tenure():
            return "tenure", *common, *(None,) * 5, claim.title, int(claim.former), None
        case Relationship():
            return "relationship", *common, *(None,) * 7, claim.relation


def _roles(claim: Claim) -> Iterator[tuple[str, str]]:
    """Who has which part in a claim."""
    if claim.attributed_to:
        yield "attributed_to", claim.attributed_to
    match claim:
        case SanctionAction():
            yield from (("imposer", id_) for id_ in claim.imposers)
            yield from (("target", id_) for id_ in claim.targets)
        case Tenure():
            yield "holder", claim.holder
            yield from (("place", id_) for id_ in (claim.at,) if id_)
        case Relationship():
            yield "subject", claim.subject
            yield "object", claim.object


def _measures(claim: Claim) -> tuple[str, ...]:
    return claim.measures if isinstance(claim, SanctionAction) else ()
