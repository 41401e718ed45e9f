"""In a real browser: the map works by mouse and keyboard, and no text in it comes alive."""

from __future__ import annotations

import pytest
import worlds
from browsing import PAYLOADS, Visit, drawn, hostile

from sanctiongraph import network
from sanctiongraph.model import Knowledge, Skipped
from sanctiongraph.page import report_page


@pytest.fixture
def visit(browser, tmp_path):
    opened = []

    def go(html: str) -> Visit:
        opened.append(Visit(browser, tmp_path / "page.html", html))
        return opened[-1]

    yield go
    for one in opened:
        one.page.close()
        assert one.wrong == []


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_hostile_text_is_shown_and_does_nothing(visit, payload):
    opened = visit(drawn(hostile(payload), title=payload)).ready()
    shown = payload.split("\u2028")[0].strip()
    assert shown in opened.page.inner_text("h1")
    opened.find("Venezuela also")
    assert shown in opened.panel
    assert opened.page.locator("#panel a").count() == 0
    opened.page.click("text=← Overview")
    opened.page.locator(".pairs button").first.click()
    assert shown in opened.page.inner_text("#panel blockquote >> nth=0")
    opened.page.mouse.move(400, 400)
    box = opened.page.locator("#network").bounding_box()
    for x in range(3, 8):
        opened.page.mouse.move(box["x"] + box["width"] * x / 10, box["y"] + box["height"] / 2)
    assert (
        opened.page.evaluate(
            "document.querySelectorAll('#panel img, #panel svg[onload], #tip *:not(strong, span)').length"
        )
        == 0
    )


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_hostile_text_does_nothing_in_the_report(visit, payload):
    graph = network.project(hostile(payload))
    analysis = network.analyze(graph)
    html = report_page(network.picture(graph), analysis, title=payload, skipped=[Skipped(payload, payload)])
    opened = visit(html.encode("utf-8").decode("utf-8"))
    assert payload.split("\u2028")[0].strip() in opened.page.inner_text("#actions")
    assert opened.page.locator("main a[href]:not([href^='#'])").count() == 0


def test_the_overview_tells_what_is_only_planned(visit):
    opened = visit(drawn(worlds.small())).ready()
    planned = opened.panel.split("Only planned")[1].split("Threatened")[0]
    assert "United States → PDVSA" in planned
    assert "Maduro" not in planned


def test_search_finds_other_spellings_by_keyboard(visit):
    opened = visit(drawn(worlds.small())).ready()
    opened.page.focus("#search")
    opened.page.keyboard.type("petroleos")
    assert "Petróleos de Venezuela" in opened.page.inner_text("#suggestions")
    opened.page.keyboard.press("Enter")
    assert opened.panel.split("\n")[1].strip() == "" or "PDVSA" in opened.panel
    assert "plans to reimpose sanctions on" in opened.panel


def test_an_actor_shows_names_offices_and_claims_in_order_of_time(visit):
    opened = visit(drawn(worlds.small())).ready()
    opened.find("maduro")
    assert "also: Maduro" in opened.panel
    assert "president of Venezuela" in opened.panel
    assert opened.page.inner_text("#panel mark.trigger >> nth=0") == "blacklisted"
    source = opened.page.locator("#panel a").first
    assert source.get_attribute("href") == "https://example.org/oil-licence"
    assert source.get_attribute("rel") == "noopener noreferrer"


def test_a_click_on_the_canvas_chooses_an_actor_and_one_beside_it_goes_back(visit):
    opened = visit(drawn(worlds.small())).ready()
    opened.find("PDVSA")
    opened.page.wait_for_timeout(400)
    opened.page.keyboard.press("Escape")
    opened.page.keyboard.press("Escape")
    assert "Who sanctions whom" in opened.panel
    box = opened.page.locator("#network canvas").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    opened.page.mouse.click(*middle)
    opened.until("document.querySelector('#panel h2').textContent === 'PDVSA'")
    opened.page.mouse.click(box["x"] + 6, box["y"] + box["height"] - 6)
    opened.until("document.querySelector('#panel h2').textContent === 'Who sanctions whom'")


def test_a_line_shows_all_claims_between_its_two_actors(visit):
    opened = visit(drawn(worlds.small())).ready()
    opened.page.click("text=United States → Venezuela >> nth=0")
    assert opened.page.locator("#panel article").count() == 3
    assert "will not lift sanctions on" in opened.panel


def test_the_legend_hides_and_shows(visit):
    opened = visit(drawn(worlds.small())).ready()
    button = opened.page.locator("[data-state=planned]")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"


def test_dark_and_narrow_screens_are_served(visit):
    opened = visit(drawn(worlds.wide())).ready()
    opened.page.emulate_media(color_scheme="dark")
    assert opened.page.evaluate("getComputedStyle(document.body).color") != "rgb(28, 36, 48)"
    opened.page.set_viewport_size({"width": 400, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 400


def test_an_empty_map_is_a_page_too(visit):
    assert "Nothing to draw yet" in visit(drawn(Knowledge())).page.inner_text("main")
