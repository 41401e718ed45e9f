"""The map driven as a reader drives it: filters, paths, time, the table and what can be taken away."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from itertools import combinations, product
from statistics import median
from time import monotonic
from urllib.parse import unquote, urlencode

import pytest
import worlds
from browsing import PAYLOADS, Visit, drawn, hostile, thronged
from pyoxigraph import Store

from sanctiongraph import network
from sanctiongraph.model import Knowledge
from sanctiongraph.outputs import is_formula
from sanctiongraph.page import map_page
from sanctiongraph.queries import guard
from sanctiongraph.triples import quads

SVG = "{http://www.w3.org/2000/svg}"
ALL = 69
"""Claims of the wide world."""


@pytest.fixture(scope="module")
def opened(browser, tmp_path_factory):
    page = Visit(browser, tmp_path_factory.mktemp("map") / "map.html", drawn(worlds.wide())).ready()
    page.page.context.set_default_timeout(30_000)
    page.page.context.set_offline(True)
    yield page
    page.page.close()


@pytest.fixture
def steady(opened):
    """The wide world's map as the test before has left it: what is asked for is in the address."""
    yield opened
    assert opened.wrong == []


@pytest.fixture
def tour(opened):
    """The wide world's map tidied; what a test does to it stays its own."""
    opened.page.emulate_media(reduced_motion="reduce", media="screen", color_scheme="light")
    opened.tidy()
    yield opened
    assert opened.wrong == []
    opened.wrong.clear()


@pytest.fixture
def fresh(tour):
    """The same as if just opened."""
    tour.anew()
    return tour


def shown(visit: Visit) -> str:
    return visit.page.text_content("#passing").split(" of ")[0]


def taken(visit: Visit, kind: str) -> bytes:
    visit.page.click("#save-open")
    with visit.page.expect_download() as download:
        visit.page.click(f"[data-save={kind}]")
    return download.value.path().read_bytes()


def rows(visit: Visit) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(taken(visit, "csv").decode("utf-8-sig"), newline="")))


def spoken(visit: Visit) -> str:
    return visit.page.text_content("#said")


FILTERS = {
    "act=Renew": lambda row: row["act"] == "Renew",
    "act=Renew&act=Lift": lambda row: row["act"] in ("Renew", "Lift"),
    "modality=CalledFor": lambda row: row["how real"] == "called for by others",
    "measure=ArmsEmbargo": lambda row: "arms embargo" in row["measures"],
    "publisher=The+Courier": lambda row: row["publisher"] == "The Courier",
    "document=v1.txt": lambda row: row["document"] == "v1.txt",
    "sure=80": lambda row: float(row["confidence"]) >= 0.8,
    "no-state=imposed&no-state=office": lambda row: (
        row["type"] != "tenure"
        and (
            row["act"] not in IMPOSING
            or row["denied"] == "yes"
            or row["how real"] in ("planned", "threatened", *WEIGHED)
        )
    ),
    "from=2024-02&to=2024-06": lambda row: (
        not (row["date"] or row["published"])
        or "2024-02"[: len(row["date"] or row["published"])]
        <= (row["date"] or row["published"])[:7]
        <= "2024-06"[: len(row["date"] or row["published"])]
    ),
    "published=no&undated=no": lambda row: bool(row["date"]),
    "undated=no": lambda row: bool(row["date"] or row["published"]),
}
IMPOSING = {"Impose", "Reimpose", "Expand", "Renew", "Maintain", "InForce"}
WEIGHED = {"under consideration", "called for by others", "hypothetical"}
MORE_FILTERS = [
    "country=SY",
    "country=EU&act=Impose",
    "no-kind=Person&no-kind=Sector",
    "around=country%2FSY",
    "no-state=refused&no-state=possible&no-state=relation",
    "around=person%2Fputin&from=2022-01&sure=85&country=RU",
]


@pytest.fixture(scope="module")
def everything(opened):
    found = rows(opened)
    assert len(found) == ALL
    return found


@pytest.fixture(scope="module")
def graph():
    store = Store()
    store.extend(quads(worlds.wide()))
    return store


@pytest.mark.parametrize("fragment", ["", *FILTERS, *MORE_FILTERS])
def test_map_table_and_query_hold_exactly_what_passes_the_filter(steady, everything, graph, fragment):
    steady.go(fragment)
    kept = rows(steady)
    claims = sorted(row["claim"] for row in kept)
    assert shown(steady) == str(len(kept))
    if fragment in FILTERS:
        assert 0 < len(kept) < ALL
        assert claims == sorted(row["claim"] for row in everything if FILTERS[fragment](row))
    steady.page.click("#save-open")
    steady.page.click("[data-save=sparql]")
    question = steady.page.input_value("#panel textarea")
    guard(question)
    found = graph.query(question, use_default_graph_as_union=True)
    asked = (unquote(str(row["claim"].value).rpartition("/document/")[2]) for row in found)
    assert sorted(asked) == claims


def test_the_table_taken_away_names_each_claim_once_and_says_apart_what_is_denied(everything):
    assert len({row["claim"] for row in everything}) == ALL
    assert all(row["claim"].startswith(row["document"] + "#") for row in everything)
    denied = {(row["document"], row["how real"]) for row in everything if row["denied"] == "yes"}
    assert ("v3", "planned") in {(name.removesuffix(".txt"), real) for name, real in denied}
    assert {row["denied"] for row in everything} == {"yes", "no"}


def test_a_query_about_actors_is_answered_at_once_where_there_are_many(steady):
    store = Store()
    store.extend(quads(thronged([f"text {number}" for number in range(700)])))
    steady.go("country=EU&no-kind=Sector")
    steady.page.click("#save-open")
    steady.page.click("[data-save=sparql]")
    begun = monotonic()
    found = store.query(steady.page.input_value("#panel textarea"), use_default_graph_as_union=True)
    assert list(found) == []
    assert monotonic() - begun < 10


def test_a_query_holds_any_name_as_a_text(browser, tmp_path):
    name = "Ünïcode \"quoted\" \\ back } DROP ALL # line\nbreak\ttab ''' ?x <iri> \\u0041"
    world = worlds.small()
    first = world.accounts[0]
    world = replace(
        world,
        accounts=(replace(first, document=replace(first.document, publisher=name)), *world.accounts[1:]),
    )
    visit = Visit(browser, tmp_path / "map.html", drawn(world)).ready()
    visit.go(urlencode({"publisher": name}))
    assert shown(visit) == "4"
    visit.page.click("#save-open")
    visit.page.click("[data-save=sparql]")
    question = visit.page.input_value("#panel textarea")
    visit.page.close()
    guard(question)
    store = Store()
    store.extend(quads(world))
    assert len(list(store.query(question, use_default_graph_as_union=True))) == 4


def test_the_drawer_is_used_with_keys_alone(tour):
    page = tour.page
    page.focus("#drawer-open")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "sure"
    first = page.locator("[data-facet=modality] input").first
    first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.value") == "Planned"
    number = page.text_content("[data-facet=modality] label:nth-child(2) .n")
    page.keyboard.press("Space")
    assert shown(tour) == number
    assert page.evaluate("document.activeElement.value") == "Planned"
    assert "planned chosen" in spoken(tour)
    page.keyboard.press("Escape")
    assert page.locator("#drawer").is_hidden()
    assert page.evaluate("document.activeElement.id") == "drawer-open"


def test_counts_say_what_a_choice_would_show(tour):
    page = tour.page
    page.click("#drawer-open")
    page.click("[data-facet=country] label:has-text('Syria')")
    label = page.locator("[data-facet=act] label").first
    number = label.locator(".n").text_content()
    label.click()
    assert shown(tour) == number
    page.click("#clear")
    assert shown(tour) == str(ALL)
    assert page.locator("#clear").is_disabled()


def test_choices_are_found_by_name_and_the_slider_asks_for_confidence(tour):
    page = tour.page
    page.click("#drawer-open")
    page.fill("[data-facet=country] input[type=search]", "kor")
    assert page.locator("[data-facet=country] label").all_inner_texts()[0].startswith("North Korea")
    page.focus("#sure")
    for _ in range(17):
        page.keyboard.press("ArrowRight")
    assert page.text_content("#sure-said") == "at least 85 %"
    assert shown(tour) == str(sum(float(row["confidence"]) >= 0.85 for row in rows(tour)))


def test_time_is_narrowed_by_keys_and_told(tour):
    page = tour.page
    page.focus("#time-from")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert re.search(r"from \d{4}-\d\d", page.get_attribute("#time-from", "aria-valuetext"))
    assert int(shown(tour)) < ALL
    page.uncheck("#undated")
    assert all(row["date"] or row["published"] for row in rows(tour))
    assert page.locator("#strip rect.open").count() > 0
    assert page.locator("#strip rect.done").count() > page.locator("#strip rect.done:not(.out)").count()


def test_time_is_narrowed_by_dragging_its_ends(tour):
    box = tour.page.locator("#time-to").bounding_box()
    y = box["y"] + box["height"] / 2
    tour.page.mouse.move(box["x"] + box["width"] - 6, y)
    tour.page.mouse.down()
    tour.page.mouse.move(box["x"] + box["width"] / 2, y, steps=4)
    tour.page.mouse.up()
    assert 0 < int(tour.page.input_value("#time-to")) < int(tour.page.get_attribute("#time-to", "max"))
    assert tour.page.input_value("#time-from") == "0"
    assert int(shown(tour)) < ALL


def test_a_line_tells_what_it_is_and_opens_its_claims(tour):
    seen = first_view(tour)
    left, top, right, bottom = seen["marks"][0]
    frame = tour.page.locator("#network").bounding_box()
    x, y = (left + right) / 2 - seen["window"][0], (top + bottom) / 2 - seen["window"][1]
    tour.page.mouse.move(frame["x"] + x - 40, frame["y"] + y - 40)
    tour.page.mouse.move(frame["x"] + x, frame["y"] + y, steps=3)
    tour.until("!document.getElementById('tip').hidden")
    assert re.search(r"→.*\d claims$", tour.page.inner_text("#tip").replace("\n", " "))
    number = int(re.search(r"(\d+) claims$", tour.page.inner_text("#tip")).group(1))
    tour.page.mouse.click(frame["x"] + x, frame["y"] + y)
    tour.until("document.querySelector('#panel h2').textContent.includes('→')")
    assert tour.page.locator("#panel article").count() >= number


def test_a_stray_early_date_does_not_squeeze_the_strip(tour):
    assert tour.page.text_content("#time-said").startswith("before 20")
    assert tour.page.get_attribute("#time-from", "aria-valuetext").startswith("from before 20")
    assert any(row["date"][:4] == "2011" for row in rows(tour))
    tour.page.focus("#time-from")
    tour.page.keyboard.press("ArrowRight")
    assert not tour.page.text_content("#time-said").startswith("before")
    assert not any(row["date"][:4] == "2011" for row in rows(tour))


def test_who_wants_no_motion_steps_through_time(tour):
    assert tour.page.text_content("#play") == "Next step"
    tour.page.click("#play")
    first = tour.page.input_value("#time-to")
    tour.page.wait_for_timeout(550)
    assert tour.page.input_value("#time-to") == first
    tour.page.click("#play")
    assert int(tour.page.input_value("#time-to")) > int(first)


def test_time_plays_and_stops(tour):
    tour.page.emulate_media(reduced_motion="no-preference")
    tour.page.click("#play")
    assert tour.page.text_content("#play") == "Stop"
    tour.until("Number(document.getElementById('time-to').value) > 1")
    tour.page.click("#play")
    assert tour.page.text_content("#play") == "Play"


def ask_path(visit: Visit, one: str, other: str) -> None:
    visit.page.click("#route-open")
    for field, name in (("#route-from", one), ("#route-to", other)):
        visit.page.fill(field, name)
        visit.page.keyboard.press("Enter")


def test_a_path_lists_its_sentences_in_order(tour):
    ask_path(tour, "prigozhin", "kallas")
    heads = tour.page.locator("#panel h3").all_inner_texts()
    assert heads[0].startswith("1. Yevgeny Prigozhin – ")
    assert heads[-1].split("\n")[0].endswith("– Kaja Kallas")
    assert tour.page.locator("#panel article").count() >= len(heads)
    assert f"{len(heads)} steps from Yevgeny Prigozhin to Kaja Kallas" in spoken(tour)


def test_no_path_is_said(tour):
    tour.go("document=v1.txt")
    ask_path(tour, "chevron", "putin")
    assert "No path between them" in tour.panel
    assert "No path" in spoken(tour)


def test_a_path_goes_through_what_the_filter_shows_only(tour):
    ask_path(tour, "prigozhin", "kallas")
    assert "Wagner Group" in tour.page.inner_text("#panel .lead")
    tour.page.click("[data-kind=Institution]")
    assert "Wagner Group" not in tour.page.inner_text("#panel .lead")


def middle(visit: Visit) -> tuple[float, float]:
    box = visit.page.locator("#network canvas").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_double_click_isolates_a_neighbourhood_and_another_widens_it(tour):
    tour.find("Belarus")
    tour.page.mouse.dblclick(*middle(tour))
    tour.page.wait_for_selector("#isolated:visible")
    alone = int(shown(tour))
    assert 0 < alone < ALL
    tour.find("European Union")
    tour.page.click("text=Add its neighbourhood")
    assert int(shown(tour)) > alone
    tour.page.click("#isolated")
    assert shown(tour) == str(ALL)


def test_countries_stand_for_their_actors(tour):
    before = int(spoken_actors(tour))
    tour.page.click("#by-country")
    assert int(spoken_actors(tour)) < before
    tour.find("Gazprom")
    assert tour.page.text_content("#panel h2") == "Russia"
    assert "actors of this country" in tour.panel


def test_communities_stand_for_their_actors_until_they_are_opened(tour):
    page = tour.page
    before = int(spoken_actors(tour))
    page.click("#by-community")
    gathered = int(spoken_actors(tour))
    assert gathered < before
    tour.find("Nicolás Maduro")
    name = page.text_content("#panel h2")
    assert len(name.split(", ")) > 1
    assert "actors of this community" in tour.panel
    page.mouse.dblclick(*middle(tour))
    assert gathered < int(spoken_actors(tour)) < before
    tour.find("Nicolás Maduro")
    assert page.text_content("#panel h2") == "Nicolás Maduro"
    page.click("text=Fold its community again")
    assert page.text_content("#panel h2") == name
    assert int(spoken_actors(tour)) == gathered


def test_communities_are_opened_by_keys_and_undone(fresh):
    page = fresh.page
    page.click("#by-community")
    fresh.find("Nicolás Maduro")
    page.focus("#network")
    page.keyboard.press("Shift+Enter")
    fresh.until("location.hash.includes('open=')")
    sent, opened = page.evaluate("location.hash.slice(1)"), spoken_actors(fresh)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert int(spoken_actors(fresh)) < int(opened)
    assert page.get_attribute("#by-community", "aria-pressed") == "true"
    fresh.anew(sent)
    assert spoken_actors(fresh) == opened
    page.click("#by-country")
    assert page.get_attribute("#by-community", "aria-pressed") == "false"
    assert page.get_attribute("#by-country", "aria-pressed") == "true"


def test_a_community_is_drawn_in_pictures_too(tour):
    tour.page.click("#by-community")
    drawing = taken(tour, "svg").decode()
    assert drawing.count("<circle") == int(spoken_actors(tour))


def spoken_actors(visit: Visit) -> str:
    visit.page.click("[data-state=relation]")
    visit.page.click("[data-state=relation]")
    return re.search(r"([\d,]+) actors", spoken(visit)).group(1)


def test_undo_and_redo_by_keys_and_buttons(fresh):
    page = fresh.page
    page.click("[data-state=imposed]")
    page.click("#by-country")
    page.keyboard.press("Control+z")
    assert page.get_attribute("#by-country", "aria-pressed") == "false"
    page.click("#undo")
    assert page.get_attribute("[data-state=imposed]", "aria-pressed") == "true"
    assert page.locator("#undo").is_disabled()
    page.keyboard.press("Control+Shift+z")
    assert page.get_attribute("[data-state=imposed]", "aria-pressed") == "false"
    page.keyboard.press("Control+y")
    assert page.get_attribute("#by-country", "aria-pressed") == "true"
    assert page.locator("#redo").is_disabled()


def test_an_address_brings_the_view_back(fresh):
    page = fresh.page
    page.click("[data-state=office]")
    page.click("#drawer-open")
    page.click("[data-facet=country] label:has-text('Venezuela')")
    page.focus("#time-from")
    page.keyboard.press("ArrowRight")
    fresh.find("Maduro")
    page.click("#as-table")
    number, table = shown(fresh), page.inner_text("#rows")
    fresh.until("location.hash.includes('table')")
    sent = page.evaluate("location.hash.slice(1)")
    fresh.anew()
    assert shown(fresh) == str(ALL)
    fresh.anew(sent)
    assert (shown(fresh), page.inner_text("#rows")) == (number, table)
    assert page.text_content("#panel h2") == "Nicolás Maduro"
    assert page.get_attribute("[data-state=office]", "aria-pressed") == "false"


def test_a_dragged_map_comes_back_where_it_was(fresh):
    x, y = middle(fresh)
    fresh.page.mouse.move(x, y - 120)
    fresh.page.mouse.wheel(0, -300)
    fresh.until("location.hash.includes('at=')")
    sent = fresh.page.evaluate("location.hash.slice(1)")
    fresh.anew(sent)
    fresh.page.click("#save-open")
    fresh.page.click("[data-save=link]")
    assert fresh.page.input_value("#panel textarea").endswith("#" + sent)


HOSTILE_FRAGMENTS = [
    *("act=" + payload for payload in PAYLOADS[:6]),
    *("actor=" + payload for payload in PAYLOADS[:6]),
    "no-state=__proto__&no-kind=constructor&act=toString&country=valueOf",
    "from=9999-99&to=0000-00&sure=NaN&at=NaN,Infinity,0",
    "sure=-5&at=1e99,1,1&around=__proto__&line=hasOwnProperty&line=x",
    "%E0%A4%A&&&===&path=%00&path=%ff",
    "actor=" + "A" * 20_000,
    "by=constructor&open=__proto__",
    "from=2025-01&to=2011-01",
]


@pytest.mark.parametrize("fragment", HOSTILE_FRAGMENTS, ids=range(len(HOSTILE_FRAGMENTS)))
def test_a_hostile_address_does_nothing(steady, fragment):
    steady.go(fragment)
    assert shown(steady) == str(ALL)
    assert "Who sanctions whom" in steady.panel


def test_the_map_behind_a_table_is_where_the_address_says(fresh):
    fresh.anew("as=table&at=-300,100,1.2")
    fresh.page.click("#as-table")
    fresh.page.click("#save-open")
    fresh.page.click("[data-save=link]")
    assert fresh.page.input_value("#panel textarea").endswith("#at=-300,100,1.2")
    left, top, wide, high = first_view(fresh)["window"]
    assert left + wide / 2 == pytest.approx(-300 * 1.2, abs=1)
    assert top + high / 2 == pytest.approx(100 * 1.2, abs=1)


def test_the_table_is_sorted_by_its_headers(fresh):
    page = fresh.page
    page.click("#as-table")
    assert page.locator("#rows tr").count() == ALL
    button = page.locator("#columns button", has_text="Whom")
    button.focus()
    page.keyboard.press("Enter")
    assert page.get_attribute("#columns th:nth-child(4)", "aria-sort") == "ascending"
    names = [name for name in page.locator("#rows td:nth-child(4)").all_inner_texts() if name != "not named"]
    assert names == sorted(names, key=str.casefold)
    page.keyboard.press("Enter")
    assert page.get_attribute("#columns th:nth-child(4)", "aria-sort") == "descending"
    assert "Sorted by Whom, falling" in spoken(fresh)


def test_table_and_map_are_printed_without_controls(tour):
    tour.page.click("#as-table")
    tour.page.emulate_media(media="print")
    for control in (".tools", "#time", ".search", "#panel"):
        assert tour.page.locator(control).first.is_hidden(), control
    assert tour.page.locator("#rows tr").last.is_visible()


@pytest.mark.parametrize("view", ["map", "table"])
def test_a_picture_is_a_png_of_the_map_also_where_the_table_is_shown(tour, view):
    tour.go(f"as={view}")
    image = taken(tour, "png")
    assert image.startswith(b"\x89PNG\r\n")
    assert len(image) > 20_000
    assert tour.page.locator("#network").is_visible()


def test_the_drawing_holds_every_actor_and_its_labels_keep_apart(tour):
    seen = first_view(tour)
    assert len(seen["symbols"]) == int(spoken_actors(tour))
    assert len(seen["labels"]) > 40
    assert met(seen["labels"]) == 0
    assert met(seen["labels"], seen["marks"]) == 0


@pytest.mark.parametrize("size", [(1280, 800), (1600, 1000), (390, 844), (640, 360)])
def test_the_first_view_fills_the_window_with_symbols_that_are_seen(tour, size):
    tour.page.set_viewport_size({"width": size[0], "height": size[1]})
    tour.anew()
    seen = first_view(tour)
    tour.page.set_viewport_size({"width": 1200, "height": 800})
    _, _, wide, high = seen["window"]
    assert high >= size[1] / 2
    left, top = (min(box[axis] for box in seen["symbols"]) for axis in (0, 1))
    right, bottom = (max(box[axis] for box in seen["symbols"]) for axis in (2, 3))
    assert max((right - left) / wide, (bottom - top) / high) == pytest.approx(0.91, abs=0.04)
    assert min(box[2] - box[0] for box in seen["symbols"]) >= 6
    assert met(seen["labels"]) == 0
    assert met(seen["labels"], seen["symbols"]) <= 6


def test_symbols_keep_their_size_on_the_screen_while_the_map_is_zoomed_out(tour):
    before = median(box[2] - box[0] for box in first_view(tour)["symbols"])
    tour.page.focus("#network")
    for _ in range(3):
        tour.page.keyboard.press("-")
    tour.page.wait_for_timeout(100)
    after = median(box[2] - box[0] for box in first_view(tour)["symbols"])
    assert after == pytest.approx(before * 0.8**3, rel=0.1)
    for _ in range(8):
        tour.page.keyboard.press("+")
    tour.page.wait_for_timeout(100)
    assert median(box[2] - box[0] for box in first_view(tour)["symbols"]) < before * 1.25**5 * 0.8


def first_view(visit: Visit) -> dict[str, list]:
    """Boxes of labels, marks and symbols, and the window, as [left, top, right, bottom] in pixels."""
    return visit.page.evaluate(BOXES, taken(visit, "svg").decode())


def met(boxes: list[list[float]], others: list[list[float]] | None = None) -> int:
    """How many pairs of boxes overlap by more than two pixels; of one list, or of two."""
    pairs = combinations(boxes, 2) if others is None else product(boxes, others)
    return sum(
        all(min(one[axis + 2], other[axis + 2]) - max(one[axis], other[axis]) > 2.5 for axis in (0, 1))
        for one, other in pairs
    )


BOXES = """words => {
  const sheet = new DOMParser().parseFromString(words, "image/svg+xml").documentElement;
  document.body.append(sheet);
  const boxes = (asked) => [...sheet.querySelectorAll(asked)].map((one) => one.getBBox())
    .map(({ x, y, width, height }) => [x, y, x + width, y + height]);
  const found = { labels: boxes("text:not([fill])"), marks: boxes("text[fill]"),
    symbols: boxes("polygon, circle"), window: sheet.getAttribute("viewBox").split(" ").map(Number) };
  sheet.remove();
  return found;
}"""


def test_a_dark_map_is_printed_as_a_drawing_in_colours_for_paper(tour):
    tour.page.emulate_media(color_scheme="dark")
    tour.page.evaluate("void dispatchEvent(new Event('beforeprint'))")
    tour.page.emulate_media(media="print")
    assert tour.page.locator("#network").is_hidden()
    sheet = tour.page.locator("#map .sheet")
    assert sheet.locator("rect").get_attribute("fill") == "#f7f6f2"
    assert sheet.locator("text").count() > 30
    tour.page.evaluate("void dispatchEvent(new Event('afterprint'))")
    tour.page.emulate_media(media="screen")
    assert sheet.count() == 0
    assert tour.page.locator("#network").is_visible()
    tour.page.emulate_media(color_scheme="light")


def test_a_hostile_name_is_text_in_all_that_is_taken_away(browser, tmp_path):
    payload = " ".join(PAYLOADS)
    visit = Visit(browser, tmp_path / "map.html", drawn(hostile(payload), title=payload)).ready()
    sheet = ElementTree.fromstring(taken(visit, "svg"))
    kinds = {one.tag.removeprefix(SVG) for one in sheet.iter()}
    assert kinds <= {"svg", "title", "rect", "g", "path", "polygon", "circle", "text"}
    assert not [
        name for one in sheet.iter() for name in one.attrib if name.startswith("on") or "href" in name
    ]
    assert len(rows(visit)) == 7
    visit.page.close()
    assert visit.wrong == []


FORMULAS = ("=1+1", "  +cmd", "\u200b-2", "\n@SUM(A1)", "\tx", "\uff1dx")


def test_no_cell_is_a_formula(browser, tmp_path):
    world = worlds.small()
    entities = tuple(
        replace(one, label=start + one.label) for one, start in zip(world.entities, FORMULAS, strict=True)
    )
    first, second = world.accounts
    accounts = (first, replace(second, document=replace(second.document, title="=HYPERLINK(1)")))
    visit = Visit(browser, tmp_path / "map.html", drawn(Knowledge(entities=entities, accounts=accounts)))
    text = taken(visit.ready(), "csv").decode("utf-8-sig")
    visit.page.close()
    cells = {cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row}
    assert not [cell for cell in cells if is_formula(cell)]
    assert {"'=HYPERLINK(1)", "'=1+1United States"} <= cells


def test_a_claim_is_copied_as_a_citation(tour):
    tour.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tour.find("Rosneft")
    tour.page.click("text=Copy as citation")
    tour.until("document.getElementById('said').textContent === 'Citation copied'")
    words = tour.page.evaluate("navigator.clipboard.readText()")
    assert words.startswith("“The Treasury blacklisted Rosneft.” — The Courier, “Russia under pressure”, ")
    assert "https://example.org/news/r4" in words
    assert "confidence 90 %" in words


def test_without_a_clipboard_the_citation_is_selected(fresh):
    fresh.page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
    fresh.find("Rosneft")
    fresh.page.click("text=Copy as citation")
    field = fresh.page.locator("#panel textarea")
    field.wait_for()
    assert fresh.page.evaluate("getSelection().toString()") == field.input_value()


def test_everything_is_reached_by_tab(tour):
    tour.page.click("#drawer-open")
    tour.page.click("#route-open")
    tour.page.focus("#search")
    seen = set()
    for _ in range(120):
        seen.add(
            tour.page.evaluate("document.activeElement.id || document.activeElement.dataset.state || ''")
        )
        tour.page.keyboard.press("Tab")
    wanted = {
        "search",
        "drawer-open",
        "route-open",
        "by-country",
        "as-table",
        "fit",
        "save-open",
        "route-from",
    }
    assert wanted <= seen
    assert {"sure", "network", "play", "time-from", "time-to", "undated", "imposed", "refused"} <= seen


def test_the_map_is_walked_by_arrow_keys(tour):
    tour.page.focus("#network")
    tour.page.keyboard.press("ArrowRight")
    first = tour.page.text_content("#panel h2")
    assert first == "European Union"
    tour.page.keyboard.press("ArrowRight")
    assert tour.page.text_content("#panel h2") not in (first, "Who sanctions whom")
    assert "chosen" in spoken(tour)
    tour.page.keyboard.press("Enter")
    assert tour.page.evaluate("document.activeElement.id") == "panel"
    tour.page.keyboard.press("Escape")
    assert tour.page.text_content("#panel h2") == "Who sanctions whom"


def test_the_menu_is_walked_by_arrow_keys(tour):
    tour.page.click("#save-open")
    tour.page.keyboard.press("ArrowDown")
    assert tour.page.evaluate("document.activeElement.dataset.save") == "svg"
    tour.page.keyboard.press("Escape")
    assert tour.page.locator("#save").is_hidden()
    assert tour.page.evaluate("document.activeElement.id") == "save-open"


def focused(visit: Visit) -> str:
    return visit.page.evaluate("document.activeElement.textContent")


def test_what_names_only_one_side_is_told_and_read_by_keys(tour):
    note = tour.page.locator("#panel p", has_text="only one side: no arrow")
    number = int(note.inner_text().split()[0])
    assert number == sum(row["type"] == "action" and not (row["from"] and row["to"]) for row in rows(tour))
    note.locator("button").focus()
    tour.page.keyboard.press("Enter")
    assert tour.page.locator("#panel article").count() == number
    assert focused(tour).startswith("Only one side is named")


def test_the_keyboard_stays_in_the_panel(tour):
    tour.page.locator("#panel .pairs button").first.focus()
    tour.page.keyboard.press("Enter")
    assert "→" in focused(tour)
    tour.page.locator("#panel button", has_text="← Overview").focus()
    tour.page.keyboard.press("Enter")
    assert focused(tour) == "Who sanctions whom"
    tour.page.locator("#panel button", has_text="all ").first.focus()
    tour.page.keyboard.press("Enter")
    assert "→" in focused(tour)


def test_the_map_is_one_stop_for_the_keyboard(tour):
    assert tour.page.locator("#map [tabindex]").count() == 1


def test_a_line_begins_with_the_claims_of_its_own_state_also_in_the_address(tour):
    heads = "#panel h3"
    tour.page.locator("#panel button", has_text="United States → Venezuela").last.click()
    first = tour.page.locator(heads).all_inner_texts()
    assert len(first) > 1
    tour.until("location.hash.includes('first=')")
    sent = tour.page.evaluate("location.hash.slice(1)")
    tour.anew(sent)
    assert tour.page.locator(heads).all_inner_texts() == first
    tour.anew(re.sub("&?first=[^&]*", "", sent))
    assert sorted(tour.page.locator(heads).all_inner_texts()) == sorted(first)
    assert tour.page.locator(heads).all_inner_texts() != first


def test_a_country_looks_like_one_whoever_stands_for_it(browser, tmp_path):
    entities = [
        worlds.country("US", "United States"),
        worlds.Entity(id="group/judges", kind=worlds.Kind.GROUP, label="judges of Atlantis", country="AT"),
    ]
    listed = worlds.action(worlds.Act.IMPOSE, "country/US", "group/judges", "It listed judges.", "listed")
    one = worlds.account(worlds.Document(id="one", text="x"), listed)
    visit = Visit(browser, tmp_path / "map.html", drawn(worlds.knowledge(entities, [one]))).ready()
    visit.go("by=country&actor=group%2Fjudges")
    assert "Country or union" in visit.panel
    assert "Group" not in visit.panel
    outlines = re.findall(r'<polygon points="([^"]*)"', taken(visit, "svg").decode())
    assert {len(outline.split()) for outline in outlines} == {6}
    visit.page.close()


def test_the_ends_of_a_path_are_named_on_the_map(tour):
    tour.go("path=person%2Fprigozhin&path=person%2Fkallas")
    words = re.sub("<[^>]*>", " ", taken(tour, "svg").decode())
    assert re.search(r"Yevgeny\s+Prigozhin", words)
    assert re.search(r"Kaja\s+Kallas", words)


def test_what_is_told_of_a_symbol_goes_with_the_mouse(tour):
    tour.find("Belarus")
    tour.page.mouse.move(*middle(tour))
    tour.page.mouse.move(middle(tour)[0] + 1, middle(tour)[1])
    tour.until("!document.getElementById('tip').hidden")
    tour.page.locator("#network").dispatch_event("mouseleave")
    assert tour.page.locator("#tip").is_hidden()


def test_a_drag_and_a_held_key_are_undone_at_once(fresh):
    page = fresh.page
    page.focus("#time-to")
    for _ in range(5):
        page.keyboard.down("ArrowLeft")
    page.keyboard.up("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    last = page.get_attribute("#time-to", "max")
    assert int(last) - int(page.input_value("#time-to")) == 6
    page.click("#undo")
    assert int(last) - int(page.input_value("#time-to")) == 5
    page.click("#undo")
    assert page.input_value("#time-to") == last
    assert page.locator("#undo").is_disabled()


def test_how_many_claims_are_undated_follows_the_filter(tour):
    tour.go("document=v1.txt")
    told = [int(tour.page.text_content(f"#{id_}").split()[0]) for id_ in ("published-n", "undated-n")]
    found = rows(tour)
    assert told == [
        sum(bool(row["published"]) and not row["date"] for row in found),
        sum(not row["published"] and not row["date"] for row in found),
    ]


def test_the_time_asked_for_is_the_time_told(tour):
    tour.go("from=1999-01&to=1999-02")
    assert tour.page.text_content("#time-said") == "1999-01 – 1999-02"


@pytest.mark.parametrize(("far", "heads"), [(300, True), (20, False)])
def test_no_arrowhead_is_drawn_in_the_symbol_that_it_comes_from(browser, tmp_path, far, heads):
    listed = worlds.action(worlds.Act.IMPOSE, "country/US", "country/VE", "It sanctions them.", "sanctions")
    friend = worlds.relationship("country/FR", "AllyOf", "country/VE", "They befriend them.", "befriend")
    entities = [worlds.country(code, code) for code in ("US", "VE", "FR")]
    one = worlds.account(worlds.Document(id="one", text="x"), listed, friend)
    places = {"country/US": (0, 0), "country/VE": (far, 0), "country/FR": (600, 400)}
    picture = network.picture(network.project(worlds.knowledge(entities, [one])), places)
    visit = Visit(browser, tmp_path / "map.html", map_page(picture)).ready()
    visit.go("no-state=relation")
    sheet = taken(visit, "svg").decode()
    visit.page.close()
    assert ("Z" in "".join(re.findall(r' d="([^"]*)"', sheet))) == heads


def test_a_very_long_sentence_is_cut_around_its_act_in_the_table(browser, tmp_path):
    long = "Far away, " * 400 + "America blacklisted Venezuela, " + "it was said, " * 300
    listed = worlds.action(worlds.Act.IMPOSE, "country/US", "country/VE", long, "blacklisted")
    entities = [worlds.country("US", "United States"), worlds.country("VE", "Venezuela")]
    one = worlds.account(worlds.Document(id="one", text="x"), listed)
    visit = Visit(browser, tmp_path / "map.html", drawn(worlds.knowledge(entities, [one]))).ready()
    visit.go("as=table")
    told = visit.page.text_content("#rows td:nth-child(8)")
    [row] = rows(visit)
    visit.page.close()
    assert "America blacklisted Venezuela" in told
    assert re.fullmatch("… .{350,400} …", told)
    assert row["sentence"] == long


COMMAS = """() => [...document.querySelectorAll("#rows .listed")].map((one) => {
  const range = document.createRange();
  range.selectNode(one.lastChild);
  return one.firstChild.getBoundingClientRect().bottom - range.getBoundingClientRect().top;
})"""


def test_no_line_of_the_table_begins_with_a_comma(tour):
    tour.go("as=table")
    tour.page.set_viewport_size({"width": 700, "height": 800})
    commas = tour.page.evaluate(COMMAS)
    tour.page.set_viewport_size({"width": 1200, "height": 800})
    assert commas
    assert min(commas) > 5
