"""How well entities agree with links that people set in news: two mentions of one title are one entity.

    python benchmarks/links.py NEWS.jsonl GRAPH.trig [--kinds KINDS.tsv] [--errors 10]

Each line of NEWS has an `id`, a `text` and `links`: [start, end, title] each. KINDS gives titles their kind
("person", "institution", "country" or else) and, of countries, the ISO code: only what it calls an actor
counts then. A link is recognised where its wording is a name of an entity that its document mentions.
Pairwise precision is the share of pairs of links in one entity that have one title, recall the share of
pairs of links with one title that are in one entity.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sanctiongraph.gazetteer import fold
from sanctiongraph.model import Entity, Knowledge
from sanctiongraph.store import read_graph
from sanctiongraph.triples import knowledge

ACTORS = ("person", "institution", "country")


@dataclass(frozen=True, slots=True)
class Link:
    """A link that people set, and the entity that the graph has there; None if it was not recognised."""

    document: str
    wording: str
    title: str
    kind: str
    code: str
    entity: Entity | None


def links(news: Path, known: Knowledge, kinds: dict[str, tuple[str, str]]) -> Iterator[Link]:
    """The links of all documents that the graph knows, with what it makes of them."""
    entities = known.entity()
    mentioned = {account.document.id: account.mentions for account in known.accounts}
    for line in news.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        here = _named(entities[id_] for id_ in mentioned.get(document["id"], ()))
        for start, end, title in document.get("links", ()):
            wording = document["text"][start:end]
            kind, code = kinds.get(title, ("", ""))
            title = code if kind == "country" else title
            yield Link(document["id"], wording, title, kind, code, here.get(_comparable(wording)))


def _named(entities: Iterable[Entity]) -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for entity in sorted(entities, key=lambda entity: (entity.kind.lower() not in ACTORS, entity.id)):
        for name in (entity.label, *entity.names):
            found.setdefault(_comparable(name), entity)
    return found


def _comparable(name: str) -> str:
    return fold(name).lower().strip(" .,").removeprefix("the ").removesuffix("'s")


def pairwise(found: list[Link]) -> tuple[float, float]:
    """Precision and recall over pairs of recognised links."""
    together = _pairs(Counter((link.title, link.entity) for link in found))
    return (
        together / max(1, _pairs(Counter(link.entity for link in found))),
        together / max(1, _pairs(Counter(link.title for link in found))),
    )


def _pairs(counts: Counter[object]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def errors(found: list[Link], most: int) -> Iterator[str]:
    """The entities with several titles and the titles with several entities, the worst first."""
    titles: dict[str, Counter[str]] = defaultdict(Counter)
    entities: dict[str, Counter[str]] = defaultdict(Counter)
    for link in found:
        if link.entity:
            titles[link.entity.id][link.title] += 1
            entities[link.title][link.entity.id] += 1
    for what, table in (("one entity, several titles", titles), ("one title, several entities", entities)):
        yield f"{what}:"
        mixed = [(_pairs(Counter({"": sum(c.values())})) - _pairs(c), name) for name, c in table.items()]
        for wrong, name in sorted(mixed, reverse=True)[:most]:
            if wrong:
                yield f"  {wrong:>6} pairs  {name}: {dict(table[name].most_common(6))}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("news", type=Path)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--kinds", type=Path)
    parser.add_argument("--errors", type=int, default=10)
    given = parser.parse_args()
    kinds = _kinds(given.kinds) if given.kinds else {}
    every = list(links(given.news, knowledge(read_graph([given.graph])), kinds))
    for kind in ACTORS if kinds else ():
        told = [link for link in every if link.kind == kind]
        found = [link for link in told if link.entity]
        right = sum(link.entity is not None and link.entity.country == link.code for link in found)
        code = f", code {right / max(1, len(found)):.3f}" if kind == "country" else ""
        print(f"{kind}: recognised {len(found)} of {len(told)} = {len(found) / max(1, len(told)):.3f}{code}")
    chosen = [link for link in every if link.entity and (not kinds or link.kind in ACTORS)]
    precision, recall = pairwise(chosen)
    print(f"pairs over {len(chosen)} recognised links: precision {precision:.3f}, recall {recall:.3f}")
    print("\n".join(errors(chosen, given.errors)))


def _kinds(path: Path) -> dict[str, tuple[str, str]]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {title: (kind, code[0] if code else "") for title, kind, *code in rows}


if __name__ == "__main__":
    main()
