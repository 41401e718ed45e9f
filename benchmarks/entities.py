"""Who is found in annotated texts: entities, pronouns, offices and relations, against `entities.gold.jsonl`.

    python benchmarks/entities.py [--errors]

An entity counts as found where one of the kind told is called by one of the names told; each entity found
counts for one told, so that a split or a double is an error. An office agrees in holder and place and in a
word of its title, a relation in all three. Every text is resolved by itself.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from sanctiongraph.annotate import Annotator
from sanctiongraph.gazetteer import fold
from sanctiongraph.model import Account, Document, Entity
from sanctiongraph.resolve import resolve

GOLD = Path("tests/data/gold")
KINDS = {"person": "Person", "institution": "Institution", "country": "Country"}
MUTUAL = {"SpouseOf", "SiblingOf", "AllyOf", "RivalOf", "Meets"}


@dataclass(slots=True)
class Tally:
    """What was found and what was told of one sort of thing, and the errors."""

    right: int = 0
    found: int = 0
    told: int = 0
    errors: list[str] = field(default_factory=list)

    def row(self) -> str:
        """Precision, recall and F1 as a line."""
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.told)
        f1 = 2 * precision * recall / max(0.001, precision + recall)
        counts = f"{self.right} of {self.found} found, {self.told} told"
        return f"{precision:6.2f} {recall:6.2f} {f1:6.2f}   ({counts})"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--errors", action="store_true", help="list what is missed and what is extra")
    given = parser.parse_args()
    tallies: dict[str, Tally] = defaultdict(Tally)
    told = {one["id"]: one for one in _lines(GOLD / "entities.gold.jsonl")}
    documents = [
        Document(id=one["id"], text=one["text"], date=one["date"], title=one["title"])
        for one in _lines(GOLD / "entities.texts.jsonl")
    ]
    annotator = Annotator()
    for document, reading in zip(documents, annotator.read(documents), strict=True):
        known = resolve([(document, reading)])
        _compare(told[document.id], known.accounts[0], known.entity(), tallies)
        _take_up(told[document.id], annotator.parse(document.text), tallies["anaphors"])
    print(f"{'':14}precision recall F1")
    for name, tally in tallies.items():
        print(f"{name:14}{tally.row()}")
        if given.errors:
            print(*(f"    {error}" for error in tally.errors), sep="\n")


def _compare(
    told: dict[str, Any], account: Account, entities: dict[str, Entity], tallies: dict[str, Tally]
) -> None:
    matched: dict[str, str] = {}
    for kind, wanted in KINDS.items():
        here = [entities[id_] for id_ in account.mentions if entities[id_].kind == wanted]
        matched |= _matched([one for one in told["entities"] if one["kind"] == kind], here)
        missed = [e["name"] for e in told["entities"] if e["kind"] == kind and e["name"] not in matched]
        extra = [entity.label for entity in here if entity.id not in matched.values()]
        _count(tallies[kind], len(here) - len(extra), missed, extra, told["id"])
    ids = {id_: name for name, id_ in matched.items()}
    offices = [
        (ids.get(t.holder, t.holder), t.title, ids.get(t.at or "", t.at), t.former) for t in account.tenures
    ]
    wanted_offices = [(o["holder"], o["title"], o["at"], o["former"]) for o in told["offices"]]
    _agree(tallies["offices"], offices, wanted_offices, _same_office, told["id"])
    relations = [
        (ids.get(r.subject, r.subject), r.relation, ids.get(r.object, r.object))
        for r in account.relationships
    ]
    wanted_relations = [(r["subject"], r["relation"], r["object"]) for r in told["relations"]]
    _agree(tallies["relations"], relations, wanted_relations, _same_relation, told["id"])


def _take_up(told: dict[str, Any], doc: Doc, tally: Tally) -> None:
    """What pronouns and descriptions are said to mean, against the named mentions of who they mean."""
    named = {m["start"]: e["name"] for e in told["entities"] for m in e["mentions"]}
    wanted = {(m["start"], e["name"]) for e in told["entities"] for m in e["anaphors"]}
    found = set()
    for place, actor in doc._.sg_antecedents.items():
        phrase = doc[doc[place].left_edge.i : place + 1]
        starts = [m for m, _ in wanted if phrase.start_char <= m <= doc[place].idx]
        meant = next(
            (name for start, name in named.items() if actor.start_char <= start < actor.end_char), "?"
        )
        found.add((starts[0] if starts else doc[place].idx, meant))
    _count(tally, len(found & wanted), sorted(wanted - found), sorted(found - wanted), told["id"])


def _matched(told: list[dict[str, Any]], found: list[Entity]) -> dict[str, str]:
    """The id of the entity that each one told is, the best agreement first, each entity once."""
    pairs = sorted(
        (-len(_names(one) & _called(entity)), one["name"], entity.id)
        for one in told
        for entity in found
        if _names(one) & _called(entity)
    )
    matched: dict[str, str] = {}
    for _, name, id_ in pairs:
        if name not in matched and id_ not in matched.values():
            matched[name] = id_
    return matched


def _names(one: dict[str, Any]) -> set[str]:
    return {_plain(mention["text"]) for mention in one["mentions"]} | {_plain(one["name"])}


def _called(entity: Entity) -> set[str]:
    return {_plain(name) for name in (entity.label, *entity.names, *entity.hidden)}


def _plain(name: str) -> str:
    return fold(name).lower().strip(" .,\"'").removeprefix("the ").removesuffix("'s")


def _same_office(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    titles = [{word for word in _plain(title).split() if len(word) > 2} for title in (one[1], other[1])]
    return one[0] == other[0] and one[2] == other[2] and one[3] == other[3] and bool(titles[0] & titles[1])


def _same_relation(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return one == other or (one[1] in MUTUAL and (one[2], one[1], one[0]) == other)


def _agree(tally: Tally, found: Iterable[Any], told: Iterable[Any], same: Any, document: str) -> None:
    found, left, right = list(dict.fromkeys(found)), list(told), 0
    extra = []
    for one in found:
        fitting = next((other for other in left if same(one, other)), None)
        if fitting is None:
            extra.append(one)
        else:
            left.remove(fitting)
            right += 1
    _count(tally, right, left, extra, document)


def _count(tally: Tally, right: int, missed: list[Any], extra: list[Any], document: str) -> None:
    tally.right += right
    tally.found += right + len(extra)
    tally.told += right + len(missed)
    tally.errors += [f"{document} missed {one}" for one in missed]
    tally.errors += [f"{document} extra {one}" for one in extra]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    main()
