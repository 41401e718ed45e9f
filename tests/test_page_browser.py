"""In a real browser: the map works by mouse and keyboard, and no text in it comes alive."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
import worlds

from sanctiongraph import network
from sanctiongraph.model import (
    Account,
    Document,
    Entity,
    Kind,
    Knowledge,
    SanctionAction,
    Skipped,
    TimeExpression,
)
from sanctiongraph.page import map_page, report_page

playwright = pytest.importorskip("playwright.sync_api", reason="the playwright package is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "{{7*7}}",
    "${alert(1)}",
    '<a href="javascript:alert(1)">title with href</a>',
    "<!--<script>",
    "]]><style>*{background:url(https://example.org/x)}</style>",
    "&lt;b&gt; \u2028 \u202e \x00 \ud800",
]


@pytest.fixture(scope="session")
def browser():
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


class Visit:
    """A page opened from a file, and everything it did that it should not."""

    def __init__(self, browser, path, html: str) -> None:
        path.write_text(html, encoding="utf-8")
        self.wrong: list[str] = []
        self.page = browser.new_page(viewport={"width": 1200, "height": 800})
        self.page.on(
            "dialog", lambda dialog: (self.wrong.append(f"dialog {dialog.message}"), dialog.dismiss())
        )
        self.page.on("request", self._request)
        self.page.on("console", lambda message: self.wrong.append(f"console {message.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error {error}"))
        self.page.on("popup", lambda popup: self.wrong.append("popup"))
        self.page.goto(path.as_uri())

    def _request(self, request) -> None:
        if not request.url.startswith("file://"):
            self.wrong.append(f"request {request.url}")

    def ready(self) -> Visit:
        self.page.wait_for_function("document.documentElement.dataset.ready === 'yes'")
        return self

    @property
    def panel(self) -> str:
        return self.page.inner_text("#panel")

    def find(self, name: str) -> None:
        self.page.fill("#search", name)
        self.page.keyboard.press("Enter")


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


def drawn(knowledge: Knowledge, title: str = "A map") -> str:
    return map_page(network.picture(network.project(knowledge)), title=title)


def hostile(payload: str) -> Knowledge:
    """The small world with the payload in every slot that holds text."""
    world = worlds.small()
    return Knowledge(
        entities=tuple(_hostile_entity(entity, payload) for entity in world.entities),
        accounts=tuple(_hostile_account(account, payload) for account in world.accounts),
    )


def _hostile_entity(entity: Entity, payload: str) -> Entity:
    code = f"{entity.country}{payload}" if entity.kind is Kind.PERSON and entity.country else entity.country
    label = f"{entity.label} {payload}"
    return replace(entity, label=label, names=(payload, f"{entity.label} also"), country=code)


def _hostile_account(account: Account, payload: str) -> Account:
    document = Document(
        id=account.document.id + payload,
        digest="0",
        date=payload,
        title=payload,
        publisher=payload,
        url=payload,
    )
    return replace(
        account,
        document=document,
        actions=tuple(_hostile_action(action, payload) for action in account.actions),
        tenures=tuple(replace(tenure, title=payload, reasons=(payload,)) for tenure in account.tenures),
        relationships=tuple(replace(one, attribution=payload) for one in account.relationships),
    )


def _hostile_action(action: SanctionAction, payload: str) -> SanctionAction:
    return replace(
        action,
        id=action.id + payload,
        evidence=worlds.evidence(f"Before {payload} after {payload}.", payload),
        date=TimeExpression(payload, payload),
        grounds=payload,
        attribution=payload,
        reasons=(payload,),
    )


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
    opened.page.wait_for_function("document.querySelector('#panel h2').textContent === 'PDVSA'")
    opened.page.mouse.click(box["x"] + 6, box["y"] + box["height"] - 6)
    opened.page.wait_for_function("document.querySelector('#panel h2').textContent === 'Who sanctions whom'")


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
