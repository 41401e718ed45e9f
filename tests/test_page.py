"""Pages are one file, the same bytes for the same input, and no text in them is markup."""

from __future__ import annotations

import json
import re
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
import worlds
from browsing import PAYLOADS

from sanctiongraph import network
from sanctiongraph.model import Act, Document, Knowledge, SanctionAction, Skipped, Tenure, TimeExpression
from sanctiongraph.page import map_page, report_page, reports
from sanctiongraph.page.charts import bars, heat, histories, ranks
from sanctiongraph.page.claims import shown_claim
from sanctiongraph.page.look import STATES, deed, state_of
from sanctiongraph.page.markup import data, link, vis_network

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def picture():
    return network.picture(network.project(worlds.small()))


@pytest.fixture(scope="module")
def the_map(picture):
    return map_page(picture, title="Oil & sanctions")


@pytest.fixture(scope="module")
def report(picture):
    analysis = network.analyze(network.project(worlds.small()))
    return report_page(picture, analysis, title=HOSTILE, skipped=[Skipped("a.pdf", "not a PDF file")])


class Reader(HTMLParser):
    """Collects elements, their attributes and what stands in scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, dict[str, str | None], str]] = []
        self.open = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.open = tag in ("script", "style")
        if self.open:
            self.inside.append((tag, dict(attrs), ""))

    def handle_endtag(self, tag):
        self.open = False

    def handle_data(self, data):
        if self.open:
            tag, attributes, before = self.inside[-1]
            self.inside[-1] = (tag, attributes, before + data)


def content(html: str) -> dict:
    found = [text for _, attributes, text in Reader(html).inside if attributes.get("id") == "data"]
    return json.loads(found[0])


@pytest.mark.parametrize("page", ["the_map", "report"])
def test_a_page_loads_nothing_and_runs_only_what_its_policy_names(page, request):
    html = request.getfixturevalue(page)
    reader = Reader(html)
    policy = next(a["content"] for tag, a in reader.elements if a.get("http-equiv"))
    assert policy.startswith("default-src 'none'; ")
    for tag, attributes, text in reader.inside:
        if not attributes.get("type"):
            digest = b64encode(sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy, tag
    for tag, attributes in reader.elements:
        assert tag not in {"img", "iframe", "link", "object", "base", "form"}
        assert not attributes.keys() & {"src", "style", "srcdoc"}
        assert not any(name.startswith("on") for name in attributes)


def test_the_library_comes_as_browsers_hash_it():
    assert "\r" not in vis_network()
    assert "sourceMappingURL" not in vis_network()
    assert "@version 9.1.2" in vis_network()
    assert "Apache 2.0" in vis_network()


def test_same_input_same_bytes(picture, the_map):
    assert map_page(picture, title="Oil & sanctions") == the_map


def test_a_map_holds_the_documents_of_its_claims_only():
    world = worlds.small()
    silent = replace(
        world.accounts[0], document=Document(id="a-silent.txt"), actions=(), tenures=(), relationships=()
    )
    known = replace(world, accounts=(silent, *world.accounts))
    held = content(map_page(network.picture(network.project(known))))
    assert len(held["documents"]) == 2
    assert {claim["document"] for claim in held["claims"]} == {0, 1}
    assert "3 documents" in map_page(network.picture(network.project(known)))


def test_a_map_of_a_part_says_how_much_it_holds_and_where_the_rest_is(monkeypatch, the_map):
    assert 'class="held"' not in the_map
    monkeypatch.setattr(sys.modules["sanctiongraph.network.picture"], "_HELD", 2)
    html = map_page(network.picture(network.project(worlds.wide())))
    assert "the 2 most important of" in html
    assert "sanctiongraph query" in html
    assert len(content(html)["claims"]) == 2


def test_parallel_claims_become_one_line_for_each_state(the_map):
    edges = content(the_map)["edges"]
    between = [edge for edge in edges if (edge["from"], edge["to"]) == (0, 1)]
    assert [edge["state"] for edge in between] == ["planned", "possible", "refused"]
    assert len({edge.get("bend", 0) for edge in between}) == 3


def test_claims_of_one_state_are_bundled_with_their_number():
    html = map_page(network.picture(network.project(worlds.wide())))
    world = content(html)
    doubled = [edge for edge in world["edges"] if edge["value"] == 2]
    assert {world["nodes"][edge["to"]]["label"] for edge in doubled} == {"Russia", "Bashar al-Assad"}


def test_a_sentence_is_cut_at_the_words_that_fill_a_role(the_map):
    quotes = [quote for claim in content(the_map)["claims"] for quote in claim["quotes"]]
    marked = ["The ", ["imposer", "Treasury"], " ", ["trigger", "blacklisted"], " ", ["target", "Maduro"]]
    assert [*marked, " ", ["date", "in July 2017"], "."] in quotes


NAMED = [
    {"label": "Iran", "names": ["Iranian", "Tehran"]},
    {"label": "Oman", "names": []},
    {"label": "U.S.", "names": ["US (the)"]},
]


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("Iran bans Oman.", [["imposer", "Iran"], ["trigger", "bans"], ["target", "Oman"]]),
        ("The Iranians bans a woman.", [["trigger", "bans"]]),
        ("Tehran and Iran bans all.", [["imposer", "Tehran"], ["imposer", "Iran"], ["trigger", "bans"]]),
        ("US (the) bans .*", [["imposer", "US (the)"], ["trigger", "bans"]]),
    ],
)
def test_only_whole_words_fill_a_role(sentence, marked):
    at = sentence.index("bans")
    claim = {
        "id": "c",
        "type": "action",
        "act": "Impose",
        "modality": "Actual",
        "negated": False,
        "sources": [0, 2],
        "sinks": [1],
        "attribution": None,
        "confidence": 1.0,
        "reasons": (),
        "document": 0,
        "evidence": [(sentence, 10, 10 + at, 14 + at)],
    }
    pieces = shown_claim(claim, [{"date": None}], NAMED)["quotes"][0]
    assert [piece for piece in pieces if isinstance(piece, list)] == marked
    assert "".join(piece if isinstance(piece, str) else piece[1] for piece in pieces) == sentence


def test_the_legend_names_only_what_is_claimed_with_or_without_an_arrow(the_map):
    shown = set(re.findall(r'data-state="([\w-]+)"', the_map))
    assert shown == {"imposed", "planned", "possible", "relieved", "refused", "office", "relation"}
    assert shown <= {look.key for look in STATES}


CASES = [
    ("Impose", "Actual", False, "imposed", "imposes sanctions on"),
    ("InForce", "Actual", False, "imposed", "has sanctions in force on"),
    ("Expand", "Planned", False, "planned", "plans to expand sanctions on"),
    ("Impose", "CalledFor", False, "possible", "is asked to impose sanctions on"),
    ("Lift", "Actual", False, "relieved", "lifts sanctions on"),
    ("Ease", "Considered", False, "relief-possible", "may ease sanctions on"),
    ("Lift", "Planned", True, "refused", "will not lift sanctions on"),
    ("Renew", "Actual", True, "refused", "does not renew sanctions on"),
]


@pytest.mark.parametrize(("act", "modality", "negated", "state", "words"), CASES)
def test_act_modality_and_negation_decide_line_and_words(act, modality, negated, state, words):
    assert state_of({"type": "action", "act": act, "modality": modality, "negated": negated}) == state
    assert deed(act, modality, negated=negated, several=False) == words


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("https:///nowhere", False),
        ("http://[", False),
        ("//example.org", False),
        ("file:///etc/passwd", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url, linked):
    assert (link(url) is not None) == linked


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "\u2028", "&lt;", "\ud800", "{{7*7}}", "\x00"])
def test_data_in_a_page_reads_back_and_cannot_end_its_element(text):
    written = data({"x": text})
    assert not set("<>&\u2028\ud800") & set(written)
    assert json.loads(written) == {"x": text}


def test_the_report_shows_texts_as_texts(report):
    assert HOSTILE not in report
    assert "&lt;img src=x onerror=alert(1)&gt;" in report


def everywhere(text: str) -> str:
    """The report of the world of all questions, with a text in every slot; no section is empty."""
    world = worlds.asked()

    def said(claim):
        more = {"confidence": 0.3, "grounds": text} if isinstance(claim, SanctionAction) else {}
        more |= {"title": text} if isinstance(claim, Tenure) else {}
        evidence = worlds.evidence(f"Before {text} after.", "Before")
        return replace(claim, evidence=evidence, attribution=text, reasons=(text,), **more)

    entities = [replace(one, label=f"{one.label} {text}", names=(text, *one.names)) for one in world.entities]
    accounts = [
        replace(
            account,
            document=replace(account.document, title=text, publisher=text, url=text),
            actions=tuple(map(said, account.actions)),
            tenures=tuple(map(said, account.tenures)),
            relationships=tuple(map(said, account.relationships)),
        )
        for account in world.accounts
    ]
    graph = network.project(worlds.knowledge(entities, accounts))
    analysis = network.analyze(graph)
    assert all(rows for answer in analysis.values() for rows in answer.values() if isinstance(rows, list))
    return report_page(network.material(graph), analysis, title=text, skipped=[Skipped(text, text)])


class Places(HTMLParser):
    """The elements that each text stands in, and the frame of a page: its elements and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.frame: list[tuple[str, tuple[str, ...]]] = []
        self.texts: list[tuple[str, tuple[str, ...]]] = []
        self.inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.frame.append((tag, tuple(name for name, _ in attrs)))
        if tag not in {"meta", "rect", "line", "path", "circle"}:
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data):
        self.texts.append((data, tuple(self.inside)))


@pytest.fixture(scope="module")
def harmless() -> Places:
    return Places(everywhere("harmless"))


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_no_text_changes_the_frame_of_the_report(harmless, payload):
    written = everywhere(payload).encode("utf-8")
    assert Places(written.decode()).frame == harmless.frame


def test_a_text_that_turns_direction_stays_in_an_element_of_its_own():
    page = Places(everywhere("\u202eelbmert"))
    turned = [inside for text, inside in page.texts if "\u202e" in text]
    apart = {"td", "bdi", "strong", "q", "h1", "a"}
    assert len(turned) > 500
    assert [inside for inside in turned if not apart & set(inside)] == [("html", "head", "title")]
    assert not [inside for inside in turned if "svg" in inside]


def test_the_report_counts_and_lists_everything(report):
    assert "2 documents were read" in report
    assert report.count('class="deed ') == 5 + 1  # an office is cited too
    assert "not a PDF file" in report
    report.encode("utf-8")


def test_every_chart_reads_itself_out_and_has_a_table_twin(report):
    reader = Reader(report)
    charts = [attributes for tag, attributes in reader.elements if attributes.get("role") == "img"]
    titles = {attributes.get("id") for tag, attributes in reader.elements if tag == "title"}
    assert len(charts) == 4
    assert {chart["aria-labelledby"] for chart in charts} <= titles
    assert len([tag for tag, _ in reader.elements if tag == "details"]) == 4
    assert report.count("<details>\n<summary>The numbers by") == 3


def test_what_a_table_cites_is_an_action_below(report):
    reader = Reader(report)
    cited = {attributes["href"] for tag, attributes in reader.elements if tag == "a"}
    cited = {link[1:] for link in cited if link.startswith("#s") and link[2:].isdigit()}
    rows = {attributes["id"] for tag, attributes in reader.elements if tag == "tr" and "id" in attributes}
    assert rows == {f"s{number}" for number in range(1, 7)}
    assert cited == rows


def many(number: int) -> tuple[dict, dict]:
    """Picture and analysis of a world of so many actions, two a month."""
    entities = [worlds.country("AA", "Aland"), worlds.country("BB", "Bland")]
    claims = [
        worlds.action(
            Act.IMPOSE,
            "country/AA",
            "country/BB",
            f"Aland sanctioned Bland by order {n}.",
            "sanctioned",
            date=TimeExpression("then", f"{1950 + n // 12}-{n % 12 + 1:02}"),
        )
        for n in range(number)
    ]
    graph = network.project(worlds.knowledge(entities, [worlds.account(Document(id="d", text="x"), *claims)]))
    return network.picture(graph), network.analyze(graph)


def test_a_report_of_very_much_is_cut_and_says_so(monkeypatch):
    picture, analysis = many(300)
    whole = report_page(picture, analysis)
    monkeypatch.setattr(reports, "_ACTIONS", 250)
    cut = report_page(picture, analysis)
    assert "Every sanction action" in whole
    assert "Every sanction action" not in cut
    assert "250 of 300: all that the tables cite" in cut
    assert "276 earlier months are left out" in cut
    assert "by order 299." in cut
    rows = {a["id"] for tag, a in Reader(cut).elements if tag == "tr" and "id" in a}
    links = {a["href"] for tag, a in Reader(cut).elements if tag == "a" and a["href"].startswith("#s")}
    assert {link[1:] for link in links if link[2:].isdigit()} <= rows
    assert len(rows) == 250


def test_the_report_of_one_document_speaks_of_one():
    one = worlds.knowledge(list(worlds.small().entities), [worlds.small().accounts[1]])
    graph = network.project(one)
    html = report_page(network.picture(graph), network.analyze(graph))
    assert "1 document was read. It tells of 2 sanction actions." in html


def test_nothing_found_is_said_kindly():
    graph = network.project(Knowledge())
    assert "No document has been read so far" in map_page(network.picture(graph))
    assert "<script" not in map_page(network.picture(graph))
    assert "state no sanction action" in report_page(network.picture(graph), network.analyze(graph))


def test_the_size_is_the_library_and_little_for_each_claim():
    few, many = (map_page(network.picture(network.project(world()))) for world in (worlds.small, worlds.wide))
    assert len(few.encode()) < len(vis_network().encode()) + 140_000
    assert (len(many.encode()) - len(few.encode())) / 62 < 1_500


def test_bars_rise_for_restrictions_and_hang_for_relief():
    chart = bars(
        [
            {"month": "2024-01", "acts": {"Impose": 3, "Lift": 1}},
            {"month": "2024-03", "acts": {"Renew": 1}},
        ]
    )
    assert chart is not None
    places = {(rect["period"], rect["act"]): rect for rect in chart["rects"]}
    assert places["2024-01", "Impose"]["y"] == 0
    assert places["2024-01", "Lift"]["y"] == chart["axis"] == 0.75 * chart["height"]
    assert places["2024-01", "Impose"]["height"] == pytest.approx(
        3 * places["2024-03", "Renew"]["height"], abs=0.02
    )
    assert [tick["label"] for tick in chart["ticks"]] == ["2024-01", "2024-02", "2024-03"]


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [("2024-01", "2024-02", "2024-01"), ("2019-05", "2024-02", "2019 Q2"), ("1990-01", "2024-02", "1990")],
)
def test_long_times_are_drawn_by_quarter_or_year(first, last, label):
    chart = bars([{"month": first, "acts": {"Impose": 1}}, {"month": last, "acts": {"Impose": 1}}])
    assert chart is not None
    assert chart["ticks"][0]["label"] == label


def test_small_multiples_share_one_scale():
    def month(name, **kinds):
        return {"month": name, "kinds": kinds}

    chart = histories(
        [
            {"target": "A", "months": [month("2024-01", restricting=4), month("2024-04", refused=1)]},
            {"target": "B", "months": [month("2024-02", restricting=1, relieving=2, announced=3)]},
        ]
    )
    assert chart is not None
    first, second = chart["panels"]
    assert (chart["first"], chart["last"], chart["most"]) == ("2024-01", "2024-04", 4)
    assert first["bars"][0]["height"] == 4 * second["bars"][0]["height"]
    assert [(mark["kind"], mark["number"]) for mark in first["marks"] + second["marks"]] == [
        ("refused", 1),
        ("announced", 3),
    ]
    assert second["totals"] == {"announced": 3, "relieving": 2, "restricting": 1}
    assert histories([]) is None


def test_a_stray_early_date_does_not_squeeze_the_rest():
    late = [{"month": f"2024-{n:02}", "kinds": {"restricting": 3}} for n in range(1, 13)]
    chart = histories([{"target": "A", "months": [{"month": "1979-11", "kinds": {"restricting": 1}}, *late]}])
    assert chart is not None
    assert chart["first"] == "2024-01"
    assert chart["panels"][0]["earlier"] == 1
    assert chart["panels"][0]["totals"] == {"restricting": 37}


def test_the_matrix_says_what_it_has_no_room_for():
    none = {"announced": 0, "relieved": 0, "refused": 0}
    cells = [{"imposer": "A", "target": f"T{n:02}", "actual": 30 - n, **none} for n in range(22)]
    chart = heat(cells, "T00")
    assert chart is not None
    assert len(chart["columns"]) == 20
    assert chart["columns"][-1] == "T00"
    assert chart["hidden"] == 10 + 9


def test_brokers_are_bars_with_whiskers_that_stay_in_the_picture():
    rows = [{"label": "A", "n": 0.3, "error": 0.1}, {"label": "B", "n": 0.1, "error": 0.2}]
    chart = ranks([*rows, {"label": "C", "n": 0.05, "error": 0.0}], "n")
    assert chart is not None
    first, second, third = chart["bars"]
    assert (first["from"], first["width"], first["to"]) == pytest.approx(
        (chart["width"] / 2, chart["width"] * 3 / 4, chart["width"])
    )
    assert second["from"] == 0
    assert third["to"] is None
    assert ranks([], "n") is None


def test_a_stray_early_date_does_not_squeeze_the_bars():
    late = [{"month": f"2024-{n:02}", "acts": {"Impose": 3}} for n in range(1, 13)]
    chart = bars([{"month": "1979-11", "acts": {"Lift": 1}}, *late])
    assert chart is not None
    assert (chart["ticks"][0]["label"], chart["unit"], chart["earlier"]) == ("2024-01", "month", 1)
