"""Every page is checked by axe-core, as people open it and with what they open in it, light and dark."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
import worlds
from browsing import Visit
from pyoxigraph import RdfFormat, serialize

from sanctiongraph.page import explained_page
from sanctiongraph.serving.site import Wish, site
from sanctiongraph.triples import quads

pytest.importorskip("axe_playwright_python", reason="the package axe-playwright-python is not installed")

EXPLANATION = {
    "document": "d1",
    "quote": "The EU lifted its sanctions on Syria.",
    "marks": ({"start": 4, "end": 6, "role": "imposer"}, {"start": 7, "end": 13, "role": "trigger"}),
    "fields": (("act", "Lift"), ("imposer", "European Union")),
    "confidence": 0.9,
    "reasons": ("frame: lift",),
    "again": ("It did so in May.",),
}
SITE = {
    "home": "",
    "report": "",
    "questions": "",
    "query": "",
    "documents": "1",
    "document": "r4.txt",
    "entity": "country/RU",
    "ontology": "",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Pages of the server by kind."""
    folder = tmp_path_factory.mktemp("pages")
    graph = folder / "graph.trig"
    serialize(quads(worlds.wide()), str(graph), format=RdfFormat.TRIG)
    wished = site(graph, None)
    return lambda kind: wished(Wish(kind, SITE.get(kind, ""))).html


@pytest.fixture(scope="module")
def tab(browser, tmp_path_factory):
    visit = Visit(
        browser, tmp_path_factory.mktemp("tab") / "page.html", "<!DOCTYPE html><title>Empty</title>"
    )
    yield visit
    visit.page.close()


AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
ASKED = """async (rules) => {
  const found = await axe.run(document, rules ? {runOnly: {type: "rule", values: rules}} : {});
  return found.violations.map((one) => one.id + ": " + one.nodes.map((node) => node.html).join(" | "));
}"""


def opened(tab: Visit, html: str) -> Visit:
    path = Path(tab.address.removeprefix("file://"))
    path.write_text(html, encoding="utf-8")
    tab.page.goto(tab.address)
    tab.page.evaluate(AXE + "; 0")
    return tab


def faults(tab: Visit) -> list[str]:
    """What axe finds in light, and what of it depends on colours in dark."""
    tab.page.emulate_media(color_scheme="light")
    found = tab.page.evaluate(ASKED, None)
    tab.page.emulate_media(color_scheme="dark")
    return found + tab.page.evaluate(ASKED, ["color-contrast", "link-in-text-block"])


@pytest.mark.parametrize("kind", SITE)
def test_a_page_of_the_server_has_no_barrier(tab, made, kind):
    assert faults(opened(tab, made(kind))) == []


def test_the_page_of_explanations_has_no_barrier(tab):
    assert faults(opened(tab, explained_page([EXPLANATION]))) == []


def test_the_map_has_no_barrier_whatever_is_open_in_it(tab, made):
    page = opened(tab, made("map")).ready().page
    assert faults(tab) == []
    page.click("#drawer-open")
    page.click("#route-open")
    page.fill("#search", "ru")
    assert faults(tab) == []
    page.keyboard.press("Enter")
    assert faults(tab) == []
    page.click("#as-table")
    page.click("#save-open")
    assert faults(tab) == []
    page.click("[data-save=sparql]")
    assert faults(tab) == []


def test_a_barrier_is_found(tab):
    broken = "<!DOCTYPE html><html lang=en><title>X</title><main><h1>X</h1><button></button></main></html>"
    assert [fault.split(":")[0] for fault in faults(opened(tab, broken))] == ["button-name"]
