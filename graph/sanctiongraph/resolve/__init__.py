"""Who is who: mentions of many documents become entities, one per real actor, with every name it was called.

How it goes: inside a document surnames join full names and acronyms their long forms (`within`); across
documents names are scored by a table of features (`features`) and joined only where every name agrees with
every other (`clusters`); then each cluster becomes an entity (`entities`).

Ids come from content, not from the order in which documents are read, and they last:

- what the gazetteer knows has its key: ``country/VE``, ``institution/us-treasury``,
  ``person/nicolas-maduro``;
- everybody else has the slug of the name that the first document gives, by date and then by identifier
  (undated documents come last): ``person/antal-rogan``. News that comes later may lengthen the label, add
  names and bring namesakes: the id stays;
- of two with one slug, the one who appears first has it; the other takes the country along that its own first
  document gives (``person/ali-hassan-sy``), or six hexadecimal digits of that document and the name;
- described, unnamed groups belong to their document and always have the digits:
  ``group/16-iranian-individuals-1b9ea4``;
- where new evidence joins two, the older id stays; where it parts one, the older part keeps it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sanctiongraph.model import Account, Document, Kind, Knowledge, Reading, Relationship
from sanctiongraph.resolve.clusters import clusters
from sanctiongraph.resolve.entities import entities_of, with_context
from sanctiongraph.resolve.names import institution_words
from sanctiongraph.resolve.within import NAMED, locals_of

__all__ = ["resolve"]


def resolve(readings: Iterable[tuple[Document, Reading]]) -> Knowledge:
    """Everything that documents say, with everybody identified; the order of the documents does not matter.

    Document ids must be unique. Time grows with the number of mentions and of name pairs that share a block.

    >>> from sanctiongraph.model import Mention
    >>> def named(document, *names):
    ...     person = dict(start=0, end=1, kind=Kind.PERSON)
    ...     mentions = (Mention(id=f"m{i}", text=n, name=n, **person) for i, n in enumerate(names))
    ...     return Document(id=document), Reading(mentions=tuple(mentions))
    >>> known = resolve([named("a", "Antal Rogán", "Rogán"), named("b", "Antal Rogan")])
    >>> [(entity.id, entity.names) for entity in known.entities]
    [('person/antal-rogan', ('Antal Rogan', 'Rogán'))]
    """
    pairs = sorted(readings, key=lambda pair: pair[0].id)
    kinds = _kinds(pairs)
    found = clusters(local for document, reading in pairs for local in locals_of(document, reading, kinds))
    entities = entities_of(found, {document.id: document.date for document, _ in pairs})
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for entity, cluster in zip(entities, found, strict=True):
        for local in cluster.locals:
            names[local.document].update(dict.fromkeys(local.mentions, entity.id))
    accounts = tuple(_account(document, reading, names[document.id]) for document, reading in pairs)
    return Knowledge(entities=tuple(with_context(entities)), accounts=accounts)


def _account(document: Document, reading: Reading, names: Mapping[str, str]) -> Account:
    return Account(
        document=document,
        mentions=tuple(sorted(set(names.values()))),
        actions=tuple(
            sorted((claim.renamed(names) for claim in reading.actions), key=lambda claim: claim.id)
        ),
        tenures=tuple(
            sorted((claim.renamed(names) for claim in reading.tenures), key=lambda claim: claim.id)
        ),
        relationships=_between_two(claim.renamed(names) for claim in reading.relationships),
    )


def _between_two(claims: Iterable[Relationship]) -> tuple[Relationship, ...]:
    """Without those whose two names have turned out to be one entity's."""
    return tuple(sorted((c for c in claims if c.subject != c.object), key=lambda claim: claim.id))


def _kinds(pairs: Sequence[tuple[Document, Reading]]) -> dict[tuple[str, ...], Kind]:
    """The kind of each name that the corpus calls now a person, now a body: what most documents say, and of
    two that are even what was said first.
    """
    votes: dict[tuple[str, ...], Counter[Kind]] = defaultdict(Counter)
    for _, reading in sorted(pairs, key=lambda pair: (pair[0].date or "~", pair[0].id)):
        said = {
            (institution_words(m.name), m.kind): None
            for m in reading.mentions
            if m.kind in NAMED and not m.key and not m.described
        }
        for words, kind in said:
            votes[words][kind] += 1
    return {words: counts.most_common(1)[0][0] for words, counts in votes.items() if len(counts) > 1}
