"""What the analysis and its report cost as the network grows: processor seconds, and the peak of memory.

    python benchmarks/network.py [--sizes 1000 10000 100000]

A network of n actors has five actions for each, every one told by a sentence; targets are drawn so that few
have many, as in the news. A busy machine does not change the seconds of the processor.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

from sanctiongraph import network, page
from sanctiongraph.model import Account, Act, Document, Entity, Evidence, Kind, Knowledge, SanctionAction
from sanctiongraph.model import TimeExpression as Time
from sanctiongraph.network.betweenness import betweenness
from sanctiongraph.network.brokers import brokers
from sanctiongraph.network.centrality import central
from sanctiongraph.network.change import change
from sanctiongraph.network.coalitions import coalitions
from sanctiongraph.network.communities import communities, described
from sanctiongraph.network.cores import core_numbers
from sanctiongraph.network.quality import quality
from sanctiongraph.network.ranking import sanctioned, sanctioning
from sanctiongraph.network.reciprocity import reciprocity
from sanctiongraph.network.simple import SEED
from sanctiongraph.network.timeline import histories, matrix, over_time

_ACTIONS = 5
_STATES = 200
_TOLD = 3
"""Actions in one document."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    sizes = sorted(parser.parse_args().sizes)
    spent = {size: measured(news(size)) for size in sizes}
    print(f"| seconds | {' | '.join(f'{size:,} actors' for size in sizes)} |")
    print(f"| --- |{' ---: |' * len(sizes)}")
    for name in spent[sizes[0]]:
        print(f"| {name} | {' | '.join(f'{spent[size][name]:,.2f}' for size in sizes)} |")


def news(size: int) -> Knowledge:
    """So many actors of 200 states, and five actions for each."""
    lots = Random(SEED)
    codes = [f"{first}{second}" for first in "ABCDEFGHIJKLMNOPQRST" for second in "ABCDEFGHIJ"][:_STATES]
    states = [
        Entity(id=f"country/{code}", kind=Kind.COUNTRY, label=f"State {code}", country=code) for code in codes
    ]
    actors = [
        Entity(
            id=f"person/a{number:06}", kind=Kind.PERSON, label=f"Actor {number}", country=lots.choice(codes)
        )
        for number in range(size - _STATES)
    ]
    ids = [entity.id for entity in (*states, *actors)]
    accounts = [
        _account(f"d{number:06}", [_action(lots, ids) for _ in range(_TOLD)])
        for number in range(size * _ACTIONS // _TOLD)
    ]
    return Knowledge(
        entities=tuple(sorted((*states, *actors), key=lambda one: one.id)), accounts=tuple(accounts)
    )


def _account(name: str, actions: list[SanctionAction]) -> Account:
    document = Document(id=name, text="", date="2024-02-29", title=f"News {name}", publisher="Somebody")
    named = {actor for action in actions for actor in (*action.imposers, *action.targets)}
    return Account(document=document, mentions=tuple(sorted(named)), actions=tuple(actions))


def _action(lots: Random, ids: list[str]) -> SanctionAction:
    imposer, target = lots.choice(ids), ids[int(len(ids) * lots.random() ** 2)]
    sentence = f"{imposer} imposes sanctions on {target}, as it was announced on Thursday by its spokesman."
    trigger = sentence.index("sanctions")
    date = f"20{lots.randrange(10, 26)}-{lots.randrange(1, 13):02}-{lots.randrange(1, 29):02}"
    return SanctionAction(
        id=f"c{lots.getrandbits(60):x}",
        evidence=(Evidence(0, len(sentence), sentence, trigger, trigger + 9),),
        act=lots.choices(list(Act), [50, 2, 8, 4, 4, 3, 3, 3, 8, 15])[0],
        imposers=(imposer,),
        targets=(target,),
        confidence=round(lots.uniform(0.3, 1.0), 2),
        date=Time(date, date),
    )


def measured(knowledge: Knowledge) -> dict[str, float]:
    """The seconds of each question and of the report, and the megabytes of the report and of memory."""
    spent: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        began = time.process_time()
        found = work()
        spent[name] = time.process_time() - began
        print(f"  {name}: {spent[name]:.2f} s", flush=True)
        return found

    graph = timed("network", lambda: network.project(knowledge))
    print(f"{len(graph):,} actors, {graph.number_of_edges():,} claims", flush=True)
    between = timed("betweenness", lambda: betweenness(graph))
    groups = timed("communities, one run", lambda: communities(graph))
    timed("communities, stability", lambda: described(graph, groups))
    timed("brokers", lambda: brokers(graph, between, groups))
    core = timed("cores", lambda: core_numbers(graph))
    timed("PageRank and degrees", lambda: central(graph, between, core))
    for question in (
        sanctioning,
        sanctioned,
        matrix,
        over_time,
        histories,
        change,
        reciprocity,
        coalitions,
        quality,
    ):
        timed(question.__name__, partial(question, graph))
    answers = timed("the whole analysis", lambda: network.analyze(graph))
    report = timed("the report", lambda: page.report_page(network.material(graph), answers))
    spent["megabytes of the report"] = len(report.encode()) / 1e6
    spent["megabytes of memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return spent


if __name__ == "__main__":
    main()
