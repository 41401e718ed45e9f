"""How the map bears size, beside plain pyvis: the same graphs in one browser, one after the other.

    python benchmarks/map.py [--sizes 100 1000 5000] [--runs 1] [--patience 60] [--both 5000]

A made-up graph of so many actors and three times as many claims is drawn by both. Measured are the
seconds to build the page, its size, the seconds until the graph is seen (with pyvis that is when its
simulation has settled, "inf" if that takes longer than `patience`), and frames a second while it is
dragged; for ours also the seconds from Enter in the search to the actor's panel, from a click on the
legend to the new drawing, and until every actor is drawn instead of the leading 300. Beyond `both` actors
only ours is tried: pyvis looks at every edge for each that it adds. Ratios travel between machines, seconds
don't.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median

import networkx as nx
from playwright.sync_api import Page, sync_playwright
from pyvis.network import Network

from sanctiongraph import network
from sanctiongraph.model import (
    Account,
    Act,
    Document,
    Entity,
    Evidence,
    Kind,
    Knowledge,
    Modality,
    SanctionAction,
    TimeExpression,
)
from sanctiongraph.page import map_page

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SEEN = {
    "ours": "document.documentElement.dataset.ready === 'yes'",
    "pyvis": "typeof network !== 'undefined' && network.physics.stabilized",
}
COUNT_FRAMES = "() => { window.seen = 0; const on = () => { seen++; requestAnimationFrame(on) }; on() }"
Maker = Callable[["nx.MultiDiGraph[str]"], str]
UNITS = ("build s", "size MB", "seen s", "frames/s", "search s", "filter s", "all s", "frames/s")


def made_up(actors: int) -> Knowledge:
    """Few act on many, each action in a sentence of its own; the same world each time."""
    chance = random.Random(actors)
    kinds = (Kind.COUNTRY, Kind.INSTITUTION, Kind.INSTITUTION, Kind.PERSON, Kind.PERSON)
    entities = []
    for number in range(actors):
        kind = chance.choice(kinds)
        entities.append(
            Entity(id=f"{kind.lower()}/{number:05}", kind=kind, label=f"Trading house {number:05}")
        )
    actions = [
        _action(number, entities[int(actors * chance.random() ** 3)], chance.choice(entities), chance)
        for number in range(actors * 3)
    ]
    accounts = tuple(
        Account(
            document=Document(id=f"d{first:05}", date="2025-05-01", title="News"),
            actions=tuple(actions[first : first + 6]),
        )
        for first in range(0, len(actions), 6)
    )
    return Knowledge(entities=tuple(sorted(entities, key=lambda entity: entity.id)), accounts=accounts)


def _action(number: int, imposer: Entity, target: Entity, chance: random.Random) -> SanctionAction:
    quote = f"{imposer.label} has listed {target.label} for its part in a trade that had long been banned."
    at = quote.index("listed")
    month = f"{chance.randrange(2014, 2026)}-{chance.randrange(1, 13):02}"
    return SanctionAction(
        id=f"c{number}",
        act=chance.choice(tuple(Act)),
        imposers=(imposer.id,),
        targets=(target.id,),
        modality=chance.choice((Modality.ACTUAL, Modality.ACTUAL, Modality.PLANNED)),
        date=TimeExpression("that day", month),
        confidence=round(chance.uniform(0.4, 1), 2),
        reasons=("pattern: object",),
        evidence=(Evidence(0, len(quote), quote, at, at + 6),),
    )


def ours(graph: nx.MultiDiGraph[str]) -> str:
    return map_page(network.picture(graph))


def plain_pyvis(graph: nx.MultiDiGraph[str]) -> str:
    """What a few lines with pyvis give: names as labels, sentences as titles."""
    plain = nx.MultiDiGraph()
    plain.add_nodes_from((name, {"label": label}) for name, label in graph.nodes(data="label"))
    plain.add_edges_from((a, b, {"title": evidence[0][0]}) for a, b, evidence in graph.edges(data="evidence"))
    drawn = Network(directed=True, cdn_resources="in_line", height="800px")
    drawn.from_nx(plain)
    return drawn.generate_html()


def tried(page: Page, name: str, file: Path, patience: float) -> list[float]:
    """Seconds until it is seen, frames a second while dragged, seconds to a panel and to a filter."""
    began = time.perf_counter()
    page.goto(file.as_uri(), wait_until="commit")
    while not page.evaluate(SEEN[name]):
        if time.perf_counter() - began > patience:
            return [float("inf")]
        page.wait_for_timeout(20)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    seen = time.perf_counter() - began
    return [seen, dragged(page), *(used(page) if name == "ours" else ())]


def dragged(page: Page) -> float:
    page.mouse.move(500, 400)
    page.mouse.down()
    page.evaluate(COUNT_FRAMES)
    began = time.perf_counter()
    for step in range(40):
        page.mouse.move(500 - 4 * step, 400 + 3 * step)
    frames = page.evaluate("seen")
    page.mouse.up()
    return frames / (time.perf_counter() - began)


def used(page: Page) -> list[float]:
    """Seconds to a name's panel and to a filter; where only the leading actors are drawn, seconds until
    all are, and frames a second while those are dragged.
    """
    page.fill("#search", "house 00042")
    found = until_drawn(page, lambda: page.keyboard.press("Enter"))
    filtered = until_drawn(page, lambda: page.click("[data-state=planned]"))
    page.keyboard.press("Escape")
    page.click("#undo")
    page.click("#undo")
    if page.locator("#scope").is_hidden():
        return [found, filtered]
    return [found, filtered, until_drawn(page, lambda: page.click("#scope")), dragged(page)]


def until_drawn(page: Page, act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=[100, 1000, 5000])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--patience", type=float, default=60.0)
    parser.add_argument("--both", type=int, default=5000)
    given = parser.parse_args()
    makers: dict[str, Maker] = {"ours": ours, "pyvis": plain_pyvis}
    print(f"{'actors':>7} {'':6}", *(f"{unit:>9}" for unit in UNITS))
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for size in given.sizes:
            graph = network.project(made_up(size))
            found: defaultdict[str, list[list[float]]] = defaultdict(list)
            for _ in range(given.runs):
                for name, make in makers.items():
                    if name == "pyvis" and size > given.both:
                        continue
                    page = browser.new_page(viewport={"width": 1200, "height": 800})
                    page.set_default_timeout(180_000)
                    built = written(make, graph, Path(folder, f"{name}.html"))
                    found[name].append(
                        [*built, *tried(page, name, Path(folder, f"{name}.html"), given.patience)]
                    )
                    page.close()
            for name, runs in found.items():
                columns = [median(column) for column in zip(*runs, strict=False)]
                print(f"{size:7} {name:6}", *(f"{value:9.2f}" for value in columns), flush=True)


def written(
    make: Callable[[nx.MultiDiGraph[str]], str], graph: nx.MultiDiGraph[str], file: Path
) -> list[float]:
    """Seconds to build the page, and its megabytes."""
    began = time.perf_counter()
    html = make(graph)
    taken = time.perf_counter() - began
    file.write_text(html, encoding="utf-8")
    return [taken, file.stat().st_size / 1e6]


if __name__ == "__main__":
    main()
