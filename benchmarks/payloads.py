"""Whether any of some 8,600 texts that are scripts comes alive in any slot of any page.

    python benchmarks/payloads.py [--batch 400] [--first 400]

Each text stands in every slot of claims of its own: name, other name, title, publisher, address, date,
quote, grounds, source, reason, office, identifier. The map is opened and everything in it is shown (panel,
table, filters, names found, query, drawing for paper), the report and the server's pages are opened. A
dialog, a request, an error or an element that our pages don't have is a failure. As a control, the same
texts as markup of a plain page show that some would run.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from pyoxigraph import RdfFormat, serialize

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from browsing import ALIEN, Visit, drawn, roam, thronged
from payloads import payloads

from sanctiongraph import network
from sanctiongraph.model import Skipped
from sanctiongraph.page import report_page
from sanctiongraph.serving.site import Wish, site
from sanctiongraph.triples import quads

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def tried(browser: Browser, texts: list[str], folder: Path) -> list[str]:
    """What went wrong with these texts, on all pages."""
    known = thronged(texts)
    graph = network.project(known)
    wrong = checked(Visit(browser, folder / "map.html", drawn(known)).ready(), roams=True)
    report = report_page(
        network.picture(graph), network.analyze(graph), skipped=[Skipped(text, text) for text in texts]
    )
    wrong += checked(Visit(browser, folder / "report.html", report.encode("utf-8", "replace").decode()))
    file = folder / "graph.trig"
    serialize(quads(thronged([text for text in texts if text.isascii()])), str(file), format=RdfFormat.TRIG)
    wished = site(file, None)
    pages = Wish("home"), Wish("documents", "1"), Wish("entity", "country/AA"), Wish("query", " ".join(texts))
    for wish in pages:
        wrong += checked(Visit(browser, folder / f"{wish.kind}.html", wished(wish).html))
    return wrong


def checked(visit: Visit, *, roams: bool = False) -> list[str]:
    if roams:
        visit.page.set_default_timeout(120_000)
        roam(visit)
    wrong = visit.wrong + visit.page.evaluate(ALIEN)
    visit.page.close()
    return wrong


def control(browser: Browser, texts: list[str], folder: Path) -> int:
    """How many dialogs open where the texts are markup."""
    file = folder / "control.html"
    file.write_text("\n".join(texts), encoding="utf-8", errors="replace")
    page = browser.new_page()
    page.route("http*://**", lambda route: route.abort())
    opened: list[str] = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.goto(file.as_uri(), wait_until="commit")
    page.wait_for_timeout(2000)
    page.close()
    return len(opened)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--batch", type=int, default=400)
    parser.add_argument("--first", type=int, default=None, help="only so many texts")
    given = parser.parse_args()
    texts = payloads()[: given.first]
    began, wrong, ran = time.perf_counter(), [], 0
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for first in range(0, len(texts), given.batch):
            batch = texts[first : first + given.batch]
            wrong += tried(browser, batch, Path(folder))
            ran += control(browser, batch, Path(folder))
            print(f"{first + len(batch):6} texts, {len(wrong)} came alive", flush=True)
    print(
        f"{len(texts)} texts, {len(wrong)} came alive in {time.perf_counter() - began:.0f} s",
        *wrong[:20],
        sep="\n",
    )
    print(f"as markup of a plain page {ran} dialogs opened")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
