"""Who is who: mentions of many documents become entities, one per real actor, with every name it was called.

How it goes: inside a document surnames join full names and acronyms their long forms (`within`); across
documents names are scored by a table of features (`features`) and joined only where every name agrees with
every other (`clusters`); then each cluster becomes an entity (`entities`).

Ids come from content, not from the order in which documents are read, and they last while news arrives in
order of its dates:

- what the gazetteer knows has its key: ``country/VE``, ``institution/us-treasury``,
  ``person/nicolas-maduro``;
- everybody else has the slug of the name that the first document gives, by date and then by identifier
  (undated documents come last): ``person/antal-rogan``. News that comes later may lengthen the label, add
  names and bring namesakes: the id stays;
- of two with one slug, the one who appears first has it; the other takes the country along that its own first
  document gives (``person/ali-hassan-sy``), or six hexadecimal digits of that document and the name;
- described, unnamed groups belong to their document and always have the digits:
  ``group/16-iranian-individuals-1b9ea4``;
- where new evidence joins two, the older id stays; where it parts one, the older part keeps it;
- of what is called now a person, now a body, the id has the kind that the first document says.

What moves an id: an article that comes later but has an earlier date, or a date where the others have none.
It becomes the first document, so it may give another name, or take the plain id of a namesake. A correction
by id can say in which document the entity begins (`first`); it is left out, and told, where that is no
longer so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sanctiongraph.model import (
    Account,
    Correction,
    Document,
    Kind,
    Knowledge,
    Reading,
    SanctionAction,
    Tenure,
)
from sanctiongraph.resolve.doubts import doubts
from sanctiongraph.resolve.entities import with_context
from sanctiongraph.resolve.running import Run, run_of

__all__ = ["Resolved", "doubts", "resolve", "resolved"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What came of resolving; `idle` are the corrections that did nothing, each with the reason, and `odd`
    those that were applied though they join what does not go together, each with what that is.
    """

    knowledge: Knowledge
    idle: tuple[tuple[Correction, str], ...] = ()
    odd: tuple[tuple[Correction, str], ...] = ()


def resolve(
    readings: Iterable[tuple[Document, Reading]], corrections: Sequence[Correction] = ()
) -> Knowledge:
    """Everything that documents say, with everybody identified; the order of the documents does not matter.

    Document ids must be unique. Time grows with the number of mentions and of name pairs that share a block;
    it doubles where corrections name somebody by id.

    >>> from sanctiongraph.model import Kind, Mention
    >>> def named(document, *names):
    ...     person = dict(start=0, end=1, kind=Kind.PERSON)
    ...     mentions = (Mention(id=f"m{i}", text=n, name=n, **person) for i, n in enumerate(names))
    ...     return Document(id=document), Reading(mentions=tuple(mentions))
    >>> known = resolve([named("a", "Antal Rogán", "Rogán"), named("b", "Antal Rogan")])
    >>> [(entity.id, entity.names) for entity in known.entities]
    [('person/antal-rogan', ('Antal Rogan', 'Rogán'))]
    """
    return resolved(readings, corrections).knowledge


def resolved(
    readings: Iterable[tuple[Document, Reading]], corrections: Sequence[Correction] = ()
) -> Resolved:
    """As `resolve`, and which corrections did nothing.

    An id in a correction is that of the entity that has it without any correction, else of the one that
    has it with them.
    """
    run = run_of(readings, corrections)
    idle = sorted(
        (*run.moved, *run.constraints.idle(run.clusters, run.firsts)), key=lambda each: each[0].line
    )
    return Resolved(_knowledge(run), tuple(idle), tuple(run.constraints.odd(run.clusters)))


def _knowledge(run: Run) -> Knowledge:
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for entity, cluster in zip(run.entities, run.clusters, strict=True):
        for local in cluster.locals:
            names[local.document].update(dict.fromkeys(local.mentions, entity.id))
    kinds = {entity.id: entity.kind for entity in run.entities}
    accounts = tuple(
        _account(document, reading, names[document.id], kinds) for document, reading in run.pairs
    )
    return Knowledge(entities=tuple(with_context(run.entities)), accounts=accounts)


def _account(
    document: Document, reading: Reading, names: Mapping[str, str], kinds: Mapping[str, Kind]
) -> Account:
    actions = (_between_two(claim.renamed(names)) for claim in reading.actions)
    tenures = (_placed(claim.renamed(names), kinds) for claim in reading.tenures)
    relationships = (claim.renamed(names) for claim in reading.relationships)
    return Account(
        document=document,
        mentions=tuple(sorted(set(names.values()))),
        actions=tuple(sorted(actions, key=lambda claim: claim.id)),
        tenures=tuple(
            sorted((t for t in tenures if kinds[t.holder] is Kind.PERSON), key=lambda claim: claim.id)
        ),
        relationships=tuple(
            sorted((r for r in relationships if r.subject != r.object), key=lambda claim: claim.id)
        ),
    )


def _between_two(action: SanctionAction) -> SanctionAction:
    """Nobody acts against themselves: who turns out to be the imposer too is no target."""
    targets = tuple(target for target in action.targets if target not in action.imposers)
    return action if targets == action.targets else replace(action, targets=targets)


def _placed(tenure: Tenure, kinds: Mapping[str, Kind]) -> Tenure:
    """An office is held at a body or a country; what turns out to be something else is no place for one."""
    if tenure.at is None or kinds[tenure.at] in (Kind.INSTITUTION, Kind.COUNTRY):
        return tenure
    return replace(tenure, at=None)
