"""In a real browser: the map works by mouse and keyboard, and no text in it comes alive."""

from __future__ import annotations

import pytest
import worlds
from browsing import ALIEN, PAYLOADS, Visit, drawn, roam, thronged
from payloads import payloads
from pyoxigraph import RdfFormat, serialize

from sanctiongraph import network
from sanctiongraph.model import Knowledge, Skipped
from sanctiongraph.page import explained_page, framed, report_page
from sanctiongraph.serving.site import Wish, site
from sanctiongraph.triples import quads


@pytest.fixture
def visit(browser, tmp_path):
    opened = []

    def go(html: str) -> Visit:
        opened.append(Visit(browser, tmp_path / f"page{len(opened)}.html", html))
        return opened[-1]

    yield go
    for one in opened:
        one.page.close()
        assert one.wrong == []


SOME = payloads()[::83] + PAYLOADS
"""All of them in every slot: ``python benchmarks/payloads.py``."""


@pytest.fixture(scope="module")
def throng():
    return thronged(SOME)


def test_no_text_comes_alive_in_the_map(visit, throng):
    opened = visit(drawn(throng, title=" ".join(PAYLOADS))).ready()
    roam(opened)
    assert opened.page.locator("#rows tr").count() == 3 * len(SOME)
    assert "<svg onload=alert(1)>" in opened.page.inner_text("#rows")
    assert opened.page.evaluate(ALIEN) == []


def test_no_text_comes_alive_in_the_report(visit, throng):
    graph = network.project(throng)
    skipped = [Skipped(text, text) for text in SOME]
    html = report_page(
        network.picture(graph), network.analyze(graph), title=" ".join(PAYLOADS), skipped=skipped
    )
    opened = visit(html.encode("utf-8").decode("utf-8"))
    assert "<svg onload=alert(1)>" in opened.page.inner_text("#actions")
    assert opened.page.evaluate(ALIEN) == []


def test_no_text_comes_alive_on_the_pages_of_the_server(visit, tmp_path):
    graph = tmp_path / "graph.trig"
    known = thronged([text for text in SOME if text.isascii()])
    serialize(quads(known), str(graph), format=RdfFormat.TRIG)
    wished = site(graph, None)
    for wish in (
        Wish("home"),
        Wish("documents", "1"),
        Wish("entity", "country/AA"),
        Wish("query", " ".join(SOME)),
    ):
        assert visit(wished(wish).html).page.evaluate(ALIEN) == []


def test_no_text_comes_alive_in_an_explanation(visit):
    told = [
        {"document": text, "quote": text, "marks": ({"start": 0, "end": 3, "role": "trigger"},)}
        | {"fields": ((text, text),), "confidence": 0.5, "reasons": (text,), "again": (text,)}
        for text in SOME
    ]
    assert visit(explained_page(told, title=" ".join(PAYLOADS))).page.evaluate(ALIEN) == []


@pytest.fixture(scope="module")
def opened(browser, tmp_path_factory):
    page = Visit(browser, tmp_path_factory.mktemp("small") / "map.html", drawn(worlds.small())).ready()
    page.page.emulate_media(reduced_motion="reduce")
    yield page
    page.page.close()
    assert page.wrong == []


@pytest.fixture
def small(opened):
    """The small world's map with nothing chosen, filtered or moved."""
    opened.go("")
    return opened


def test_the_overview_tells_what_is_only_planned(small):
    planned = small.panel.split("Only planned")[1].split("Threatened")[0]
    assert "United States → PDVSA" in planned
    assert "Maduro" not in planned


def test_search_finds_other_spellings_by_keyboard(small):
    small.page.focus("#search")
    small.page.keyboard.type("petroleos")
    assert "Petróleos de Venezuela" in small.page.inner_text("#suggestions")
    small.page.keyboard.press("Enter")
    assert "PDVSA" in small.panel
    assert "plans to reimpose sanctions on" in small.panel


SPELT = {
    "USA": "United States",
    "U.S.A": "United States",
    "maduro nicolas": "Nicolás Maduro",
    "Nikolas  Maduro": "Nicolás Maduro",
    "Maduroo": "Nicolás Maduro",
    "petroleos   de venezuela": "PDVSA",
    "Bolivarian Republic of Venezuela": "Venezuela",
}


@pytest.mark.parametrize("words", SPELT)
def test_search_takes_any_spelling(small, words):
    small.find(words)
    assert small.page.text_content("#panel h2") == SPELT[words]


@pytest.mark.parametrize("words", ["Merkel", "UK", "...", "xvz"])
def test_search_finds_nobody_who_is_not_meant(small, words):
    small.page.fill("#search", words)
    assert small.page.locator("#suggestions [role=option]").count() == 0
    small.page.fill("#search", "")


def test_an_actor_shows_names_offices_and_claims_in_order_of_time(small):
    small.find("maduro")
    assert "also: Maduro" in small.panel
    assert "president of Venezuela" in small.panel
    assert small.page.inner_text("#panel mark.trigger >> nth=0") == "blacklisted"
    source = small.page.locator("#panel a").first
    assert source.get_attribute("href") == "https://example.org/oil-licence"
    assert source.get_attribute("rel") == "noopener noreferrer"


def test_a_click_on_the_canvas_chooses_an_actor_and_one_beside_it_goes_back(small):
    small.find("PDVSA")
    small.page.keyboard.press("Escape")
    small.page.keyboard.press("Escape")
    assert "Who sanctions whom" in small.panel
    box = small.page.locator("#network canvas").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    small.page.mouse.click(*middle)
    small.until("document.querySelector('#panel h2').textContent === 'PDVSA'")
    small.page.mouse.click(box["x"] + 6, box["y"] + box["height"] - 6)
    small.until("document.querySelector('#panel h2').textContent === 'Who sanctions whom'")


def test_a_line_shows_all_claims_between_its_two_actors(small):
    small.page.click("text=United States → Venezuela >> nth=0")
    assert small.page.locator("#panel article").count() == 3
    assert "will not lift sanctions on" in small.panel


def test_the_legend_hides_and_shows(small):
    button = small.page.locator("[data-state=planned]")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"


def test_a_notebook_runs_the_map_in_a_frame(visit):
    opened = visit(f"<!DOCTYPE html><title>Notebook</title>{framed(drawn(worlds.wide()), '<table></table>')}")
    frame = opened.page.frame_locator("iframe")
    frame.locator("html[data-ready=yes]").wait_for()
    frame.locator("#search").fill("rosneft")
    frame.locator("#search").press("Enter")
    frame.locator("text=Copy as citation").first.click()
    frame.locator("text=Citation copied").wait_for(state="attached")
    frame.locator("#save-open").click()
    assert frame.locator("[data-save=link]").count() == 0
    with opened.page.expect_download() as download:
        frame.locator("[data-save=csv]").click()
    assert download.value.suggested_filename == "claims.csv"
    frame.locator("#undo").click()
    assert frame.locator("#panel h2").inner_text() == "Who sanctions whom"
    assert "allow-popups " in opened.page.get_attribute("iframe", "sandbox")


def test_where_scripts_do_not_run_a_notebook_has_a_table(browser, tmp_path):
    cell = framed(drawn(worlds.small()), "<table><tr><td>US sanctions Iran</table>")
    path = tmp_path / "notebook.html"
    path.write_text(cell.replace("allow-scripts ", "", 1), encoding="utf-8")
    assert path.read_text("utf-8") != cell
    page = browser.new_page()
    page.goto(path.as_uri())
    told = page.frame_locator("iframe").locator("#panel noscript")
    told.wait_for()
    assert "needs JavaScript" in told.inner_text()
    page.click("summary")
    page.get_by_text("US sanctions Iran").wait_for()
    page.close()


def test_dark_and_narrow_screens_are_served(visit):
    opened = visit(drawn(worlds.wide())).ready()
    opened.page.emulate_media(color_scheme="dark")
    assert opened.page.evaluate("getComputedStyle(document.body).color") != "rgb(28, 36, 48)"
    opened.page.set_viewport_size({"width": 400, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 400


def test_on_a_narrow_screen_the_sentences_are_one_tap_away(small):
    small.page.set_viewport_size({"width": 390, "height": 700})
    assert small.page.locator("#to-panel").is_hidden()
    small.find("maduro")
    small.page.click("#to-panel")
    box = small.page.locator("#panel h2").bounding_box()
    small.page.set_viewport_size({"width": 1200, "height": 800})
    assert 0 <= box["y"] < 350
    assert small.page.locator("#to-panel").is_hidden()


def test_an_empty_map_is_a_page_too(visit):
    assert "Nothing to draw yet" in visit(drawn(Knowledge())).page.inner_text("main")
