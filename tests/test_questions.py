"""The ready questions: each has its answer, and every parameter does what it says and nothing else."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
import worlds
from pyoxigraph import Literal, NamedNode, Quad, Store

from sanctiongraph.errors import ParameterError, QueryError
from sanctiongraph.queries import GROUPS, guard, questions, run, text
from sanctiongraph.queries.binding import check_block
from sanctiongraph.queries.parameters import declared, read
from sanctiongraph.queries.running import _answer
from sanctiongraph.store import load, open_store
from sanctiongraph.triples import quads
from sanctiongraph.vocab import RDFS, sg

QUESTIONS = {question.name: question for question in questions()}
WORLD = worlds.asked()


@pytest.fixture(scope="module")
def store():
    """The graph of a world in which every question has an answer."""
    store = open_store()
    load(store, quads(WORLD))
    return store


@pytest.fixture(scope="module")
def ask(store):
    """Answers a ready question, or SPARQL, told something."""

    def answer(question, told=(), graph=store):
        query = text(question) if question in QUESTIONS else question
        return _answer(lambda: graph, query, 10_000, read(query, dict(told)))

    return answer


def columns(result, *wanted):
    places = [result.variables.index(name) for name in wanted]
    return [tuple(row[place] for place in places) for row in result.rows]


CASES = [
    (
        "who-sanctions-whom",
        {"measure": "price cap", "confidence": 0},
        ("imposer",),
        [],
    ),
    (
        "who-sanctions-whom",
        {"target": "Belarus", "since": "2023"},
        ("imposer", "target", "act", "date", "document"),
        [
            ("Canada", "Belarus", "Reimpose", "2023-11", "x2"),
            ("European Union", "Belarus", "Expand", "2024-06-29", "r5.txt"),
        ],
    ),
    (
        "who-sanctioned",
        {"target": "VE", "imposer": "USA"},
        ("imposer", "target", "date"),
        [
            ("United States", "PDVSA", "2019-01-28"),
            ("United States Department of the Treasury", "Nicolás Maduro", "2017-07"),
        ],
    ),
    ("sanctioned-by", {"imposer": "caracas"}, ("target", "imposer"), [("United States", "Venezuela")]),
    (
        "sanctioned-together",
        {"target": "Prigozhin"},
        ("one", "other"),
        [],
    ),
    (
        "sanctioned-together",
        {"target": "Sberbank"},
        ("one", "other", "target", "date"),
        [("United Kingdom", "United States", "Sberbank", "2022-04-06")],
    ),
    (
        "each-other",
        {},
        ("one", "other", "actions", "otherActions"),
        [("Russia", "European Union", 1, 4), ("United States", "Venezuela", 2, 1)],
    ),
    ("by-country", {"target": "Venezuela"}, ("imposerCountry", "actions"), [("CA", 1), ("EU", 2), ("US", 2)]),
    (
        "by-measure",
        {"target": "Venezuela", "since": 2023},
        ("measure", "act", "actions", "done"),
        [
            ("ArmsEmbargo", "Renew", 1, 1),
            ("SectoralMeasure", "Ease", 1, 1),
            ("SectoralMeasure", "Reimpose", 1, 0),
        ],
    ),
    (
        "most-sanctioned",
        {"imposer": "OFAC"},
        ("target", "kind", "country", "actions"),
        [("Gazprom", "Institution", "RU", 1)],
    ),
    (
        "most-active",
        {"target": "Gazprom"},
        ("imposer", "act", "actions"),
        [("Office of Foreign Assets Control", "Impose", 1), ("United Kingdom", "Impose", 1)],
    ),
    ("in-force", {"target": "Chevron"}, ("target",), []),
    (
        "in-force",
        {"act": "in force"},
        ("target", "imposer"),
        [("Russia", "European Union"), ("Russia", "United States")],
    ),
    (
        "in-force-on",
        {"on": "2023-10", "target": "Belarus"},
        ("target", "imposer", "date"),
        [
            ("Alexander Lukashenko", "Canada", "2020-11"),
            ("Alexander Lukashenko", "European Union", "2020-11"),
        ],
    ),
    (
        "in-force-on",
        {"on": "2023-12", "target": "Belarus", "imposer": "Canada"},
        ("target", "date"),
        [("Alexander Lukashenko", "2020-11"), ("Belarus", "2023-11")],
    ),
    ("in-force-on", {"on": "2024-05", "target": "Russia", "measure": "unspecified measure"}, ("date",), []),
    (
        "in-force-on",
        {"on": "2024-07", "target": "Russia", "measure": "unspecified measure"},
        ("imposer", "date"),
        [("European Union", "2024-06-16"), ("United States", "2024-06-16")],
    ),
    (
        "timeline",
        {"target": "Iran", "since": "2025-09"},
        ("date", "act", "imposer"),
        [
            ("2025-09-28", "Reimpose", "United Nations Security Council"),
            ("2025-09-29", "Reimpose", "European Union"),
        ],
    ),
    (
        "by-year",
        {"target": "Syria"},
        ("year", "act", "actions"),
        [("2011", "Impose", 1), ("2025", "Exempt", 1), ("2025", "Lift", 5)],
    ),
    (
        "history",
        {"target": "Belarus", "imposer": "CA"},
        ("date", "act", "target"),
        [
            ("2020-11", "Impose", "Alexander Lukashenko"),
            ("2023-05", "Suspend", "Belarus"),
            ("2023-11", "Reimpose", "Belarus"),
        ],
    ),
    (
        "planned",
        {"target": "Sberbank"},
        ("modality", "imposer", "document"),
        [("Considered", "Canada", "x3"), ("Planned", "Canada", "x1")],
    ),
    (
        "threatened",
        {"target": "RU"},
        ("imposer", "act", "measure"),
        [("Donald Trump", "Impose", "SecondaryMeasure"), ("Japan", "Expand", "ExportControl")],
    ),
    (
        "called-for",
        {"source": "Kallas"},
        ("source", "imposer", "target"),
        [("Kaja Kallas", "European Union", "Russia")],
    ),
    (
        "refused",
        {"act": "Lift"},
        ("imposer", "target"),
        [("United States", "Iran"), ("United States", "Venezuela")],
    ),
    (
        "hypothetical",
        {},
        ("imposer", "target", "act"),
        [("Canada", "Belarus", "Lift"), ("United States", "Iran", "Ease")],
    ),
    (
        "came-true",
        {},
        ("imposer", "target", "modality", "document", "laterDocument"),
        [("Canada", "Sberbank", "Planned", "x1", "x2")],
    ),
    (
        "eased-or-lifted",
        {"target": "Sharaa"},
        ("act", "imposer"),
        [("Lift", "United Kingdom"), ("Lift", "United Nations Security Council")],
    ),
    (
        "reimposed",
        {"measure": "trade-embargo"},
        ("imposer", "target"),
        [("Canada", "Belarus"), ("European Union", "Iran")],
    ),
    (
        "exemptions",
        {},
        ("target", "imposer"),
        [
            ("Chevron", "Office of Foreign Assets Control"),
            ("Commercial Bank of Syria", "Office of Foreign Assets Control"),
        ],
    ),
    (
        "lifted-then-back",
        {},
        ("imposer", "target", "weakened", "weakenedDate", "back", "backDate"),
        [("Canada", "Belarus", "Suspend", "2023-05", "Reimpose", "2023-11")],
    ),
    ("grounds", {"words": "WAR"}, ("grounds", "imposer"), [("over the war", "Canada")]),
    ("grounds-by-imposer", {"imposer": "Canada"}, ("imposer", "actions", "grounded"), [("Canada", 6, 1)]),
    (
        "without-grounds",
        {"target": "Gazprom"},
        ("imposer", "document"),
        [("Office of Foreign Assets Control", "r3.txt"), ("United Kingdom", "r1.txt")],
    ),
    (
        "who-says-so",
        {"source": "Kaja Kallas"},
        ("source", "imposer", "negated"),
        [("Kallas", "Canada", True)],
    ),
    (
        "said-by",
        {"words": "kallas"},
        ("source", "kind", "document"),
        [("Kaja Kallas", "SanctionAction", "x4"), ("Kallas", "SanctionAction", "x4")],
    ),
    ("most-cited", {}, ("source", "claims", "documents"), [("officials", 5, 5), ("Kaja Kallas", 2, 1)]),
    ("several-reports", {}, ("imposer", "target", "act", "documents"), [("Canada", "Sberbank", "Impose", 2)]),
    (
        "offices",
        {"place": "Syria"},
        ("person", "office", "former"),
        [
            ("Ahmed al-Sharaa", "interim president", False),
            ("Ahmed al-Sharaa", "president", False),
            ("Bashar al-Assad", "president", False),
            ("Bashar al-Assad", "president", True),
        ],
    ),
    (
        "offices-of",
        {"person": "Jolani"},
        ("office", "place"),
        [("interim president", "Syria"), ("president", "Syria")],
    ),
    (
        "holders",
        {"office": "Vice"},
        ("person", "office", "place"),
        [("Delcy Rodríguez", "vice-president", "Venezuela")],
    ),
    (
        "held-on",
        {"on": "2024-12", "place": "Syria", "office": "president"},
        ("person", "office"),
        [
            ("Ahmed al-Sharaa", "interim president"),
            ("Ahmed al-Sharaa", "president"),
            ("Bashar al-Assad", "president"),
        ],
    ),
    (
        "held-on",
        {"on": "2025-02", "place": "Syria"},
        ("person",),
        [("Ahmed al-Sharaa",), ("Ahmed al-Sharaa",)],
    ),
    (
        "changed-hands",
        {},
        ("office", "place", "people"),
        [("president", "Syria", "Ahmed al-Sharaa | Bashar al-Assad")],
    ),
    (
        "sanctioned-officials",
        {"person": "Maduro"},
        ("person", "office", "imposer"),
        [("Nicolás Maduro", "president", "United States Department of the Treasury")],
    ),
    ("relationships", {"relation": "owns"}, ("subject", "relation", "object"), [("Gazprom", "Owns", "NIS")]),
    (
        "relations-of",
        {"actor": "Putin"},
        ("subject", "relation", "object"),
        [("Yevgeny Prigozhin", "AllyOf", "Vladimir Putin")],
    ),
    ("around-sanctioned", {"target": "IRGC"}, ("actor", "relation"), [("Ali Hassan", "MemberOf")]),
    ("path-1", {"from": "Venezuela", "to": "Maduro"}, ("link1", "document1"), [("president", "v1.txt")]),
    (
        "path-2",
        {"from": "Gazprom", "to": "Sberbank"},
        ("by", "link1", "link2"),
        [("United Kingdom", "Impose", "Impose")],
    ),
    (
        "path-3",
        {"from": "Gazprom", "to": "Canada"},
        ("by", "then", "document3"),
        [("United Kingdom", "Sberbank", "x2"), ("United Kingdom", "Sberbank", "x3")],
    ),
    (
        "around",
        {"actor": "Gazprom"},
        ("other", "kind", "claims"),
        [
            ("NIS", "Institution", 1),
            ("Office of Foreign Assets Control", "Institution", 1),
            ("United Kingdom", "Country", 1),
        ],
    ),
    (
        "contradictions",
        {},
        ("target", "imposer", "differs", "one", "other", "document", "otherDocument"),
        [("Sberbank", "Canada", "negation", "false", "true", "x2", "x4")],
    ),
    (
        "different-dates",
        {},
        ("imposer", "target", "date", "otherDate"),
        [("Canada", "Sberbank", "2024-02-05", "2023-06")],
    ),
    (
        "disputed-offices",
        {},
        ("person", "place", "document", "otherDocument"),
        [("Bashar al-Assad", "Syria", "x1", "s1.txt")],
    ),
    (
        "only-planned-elsewhere",
        {},
        ("imposer", "target", "modality", "otherDocument"),
        [("Canada", "Sberbank", "Considered", "x3")],
    ),
    (
        "documents",
        {"since": "2024-03", "until": "2024-04-01"},
        ("document", "published", "title", "actions"),
        [
            ("x2", "2024-03-01", "Ottawa acts", 3),
            ("x3", "2024-04-01", "Ottawa again", 2),
            ("x4", "2024-03-01", "Not so", 5),
        ],
    ),
    ("undated-documents", {}, ("document", "actions"), [("k1.txt", 5)]),
    (
        "undated-actions",
        {"imposer": "EU"},
        ("target", "act"),
        [("Bashar al-Assad", "Maintain"), ("Russia", "InForce")],
    ),
    (
        "unsure",
        {},
        ("confidence", "reason"),
        [(Decimal("0.5"), "threat: threatened"), (Decimal("0.55"), "imposer: capital")],
    ),
    ("nameless-imposers", {}, ("target", "act"), [("Russia", "Impose"), ("Syria", "Ease")]),
    ("nameless-targets", {}, ("imposer", "act"), [("European Union", "Lift"), ("United Kingdom", "Impose")]),
    ("most-names", {"kind": "group"}, ("label", "names", "others"), [("smugglers at sea", 1, "Abu Ali")]),
    (
        "without-country",
        {},
        ("label", "kind", "claims"),
        [("Ali Hassan", "Person", 0), ("smugglers at sea", "Group", 0)],
    ),
    ("same-label", {}, ("label", "kind", "otherKind"), [("Ali Hassan", "Person", "Person")]),
    (
        "shared-names",
        {},
        ("name", "one", "other"),
        [("A. Hassan", "Ali Hassan", "Ali Hassan"), ("Abu Ali", "smugglers at sea", "Ali Hassan")],
    ),
]


@pytest.mark.parametrize(("name", "told", "wanted", "answer"), CASES)
def test_every_question_has_its_answer(ask, name, told, wanted, answer):
    found = columns(ask(name, told), *wanted)
    assert sorted(found, key=str) == sorted(answer, key=str)


def test_every_question_has_an_answer_that_is_not_empty():
    assert {name for name, _, _, answer in CASES if answer} == set(QUESTIONS)
    assert len(QUESTIONS) >= 34


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_says_what_it_asks_and_describes_its_columns(ask, name):
    query = text(name)
    guard(query)
    check_block(query)
    assert query.splitlines()[0].endswith("?")
    described = [
        line.split(":")[0].removeprefix("#   ?") for line in query.splitlines() if line[:5] == "#   ?"
    ]
    Store().query(query, prefixes={})  # it declares the prefixes that it uses
    assert described == list(_answer(Store, query, 10, {}).variables)


def test_the_questions_are_in_groups_none_of_which_is_empty():
    assert tuple(dict.fromkeys(question.group for question in questions())) == GROUPS


def test_no_parameter_is_called_like_an_option_of_the_command_line():
    options = {
        "graph",
        "format",
        "output",
        "sentences",
        "no-sentences",
        "seconds",
        "rows",
        "list",
        "quiet",
        "verbose",
    }
    assert not options & {one.name for question in questions() for one in question.parameters}


# parameters


ENTITIES = {entity.id: entity for entity in WORLD.entities}
NAMES = (
    "Russia",
    "USA",
    "Canada",
    "Sberbank",
    "OFAC",
    "Syria",
    "Venezuela",
    "Belarus",
    "Gazprom",
    "Putin",
    "Kallas",
    "EU",
)
NAMES += ("Iran", "IRGC", "Chevron", "Assad", "Nicolás Maduro", "Prigozhin", "NIS", "Wagner Group", "Britain")
VALUES = {
    "entity": NAMES,
    "date": ("2024", "2019", "2024-03-01", "2023-06", "2025-03", "2011", "2026"),
    "document": ("x1", "x2", "x3", "x4", "v1.txt", "i3.txt", "s2.txt", "k1.txt", "r6.txt"),
    "share": ("0.52", "0.6", "0.78", "0.85", "0.92", ".1"),
    "words": ("officials", "war", "meddling", "president", "vice", "Kallas", "chief"),
    "act": ("Impose", "Lift", "in-force", "ease", "Reimpose", "Renew"),
    "measure": (
        "AssetFreeze",
        "travel ban",
        "TradeEmbargo",
        "UnspecifiedMeasure",
        "sectoral measure",
        "arms embargo",
    ),
    "modality": ("Actual", "planned", "called for"),
    "relation": ("Owns", "AllyOf", "member of"),
    "kind": ("Person", "Institution", "Country", "group"),
}
"""Values to try on parameters of each kind: one that leaves something, and one that leaves something else."""

MEANT = {
    "target": ("target", "sanctioned", "person"),
    "imposer": ("imposer", "one", "other"),
    "source": ("source",),
    "person": ("person",),
    "place": ("place",),
    "subject": ("subject",),
    "object": ("object",),
    "actor": ("subject", "object"),
    "country": ("one", "other"),
}
"""The columns that show whom a parameter names."""


def belongs(id_):
    """An entity, what it is part of, and their country, by id."""
    entity = ENTITIES[id_]
    code = entity.country
    its = f"institution/{code.lower()}" if code in ("EU", "UN") else f"country/{code}"
    above = [one for one in (entity.part_of, its if code else None) if one and one != id_]
    return {id_}.union(*(belongs(one) for one in above))


MEANS = {
    name: entity.id
    for entity in WORLD.entities
    for name in (*entity.names, entity.label)
    if not entity.id.startswith("person/ali")
} | {"USA": "country/US"}


def fits(parameter, value, row):
    """Whether a row is as the parameter asks, as far as its columns tell."""
    if parameter.name in MEANT:
        shown = [row[column] for column in MEANT[parameter.name] if column in row]
        return not shown or any(MEANS[value] in belongs(MEANS[label]) for label in shown if label in MEANS)
    if parameter.name in ("since", "until"):
        date = row.get("date", row.get("published", row.get("year", row.get("weakenedDate"))))
        short = min(len(value), len(str(date)))
        early, late = sorted((str(date)[:short], value[:short]))
        return ("date" not in row and date is None) or (late if parameter.name == "since" else early) == date[
            :short
        ]
    if parameter.kind in ("act", "measure", "modality", "relation", "kind"):
        shown = [row[column] for column in (parameter.name, "otherKind") if column in row]
        bare = value.replace(" ", "").replace("-", "").lower()
        return not shown or bare in [one.lower() for one in shown]
    if parameter.kind == "document":
        shown = [row[column] for column in ("document", "otherDocument") if column in row]
        return not shown or value in shown
    return True


def can_be(parameter, value):
    """Whether a value is one of the terms that a parameter is limited to."""
    bare = value.replace(" ", "").replace("-", "").lower()
    return not parameter.terms or bare in [one.lower() for one in parameter.terms]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_about_some_acts_takes_no_others(name):
    asked = re.search(r"VALUES \?anAct \{ (.*?) \}", text(name))
    for parameter in QUESTIONS[name].parameters:
        if parameter.name == "act":
            assert list(parameter.terms) == (asked[1].replace("sg:", "").split() if asked else [])


@pytest.mark.parametrize(
    ("name", "parameter"),
    [(name, one) for name, question in QUESTIONS.items() for one in question.parameters],
    ids=lambda one: one if isinstance(one, str) else one.name,
)
def test_every_parameter_does_what_it_says(ask, name, parameter):
    base = next(told for case, told, _, answer in CASES if case == name and answer)
    base = {one.name: base[one.name] for one in QUESTIONS[name].parameters if one.required}
    whole, answers = ask(name, base), []
    for value in (one for one in VALUES[parameter.kind] if can_be(parameter, one)):
        found = ask(name, base | {parameter.name: value})
        assert all(fits(parameter, value, dict(zip(found.variables, row, strict=True))) for row in found.rows)
        counted = any(column in ("actions", "claims", "documents", "names") for column in found.variables)
        if not parameter.required and not counted and name != "unsure":
            assert set(found.rows) <= set(whole.rows)
        answers.append(tuple(found.rows))
    assert any(answers), "some value leaves something"
    assert len({*answers, tuple(whole.rows)}) > 1, "and changes the answer"


@pytest.mark.parametrize(
    ("told", "dates"),
    [
        ({"since": "2023-11"}, ["2023", "2023-11", "2023-11-07", "2024"]),
        ({"until": "2023-11"}, ["2022-12", "2023", "2023-10-31", "2023-11", "2023-11-07"]),
        ({"since": "2023-11-07", "until": "2023-11-07"}, ["2023", "2023-11", "2023-11-07"]),
        ({"since": "2023-11", "until": "2023"}, ["2023", "2023-11", "2023-11-07"]),
        ({"since": "2023", "until": "2023"}, ["2023", "2023-10-31", "2023-11", "2023-11-07"]),
        ({"since": "2025"}, []),
    ],
)
def test_partial_dates_are_spans_that_may_overlap(ask, told, dates):
    acts = [
        worlds.action(
            worlds.Act.IMPOSE,
            worlds.US,
            worlds.VE,
            f"It was {day}.",
            "was",
            date=worlds.TimeExpression(day, day),
        )
        for day in ("2022-12", "2023", "2023-10-31", "2023-11", "2023-11-07", "2024")
    ]
    acts.append(worlds.action(worlds.Act.IMPOSE, worlds.US, worlds.VE, "It was some time.", "was"))
    graph, world = open_store(), worlds.small()
    news = worlds.account(worlds.Document(id="d"), *acts)
    load(graph, quads(worlds.Knowledge(entities=world.entities, accounts=(news,))))
    assert columns(ask("who-sanctions-whom", told, graph), "date") == [(date,) for date in dates]


@pytest.mark.parametrize(
    "name",
    [
        "Nicolás Maduro",
        "NICOLAS  MADURO",
        " maduro ",
        "https://w3id.org/sanctiongraph/id/person/maduro",
        "<https://w3id.org/sanctiongraph/id/person/maduro>",
        "person/maduro",
    ],
)
def test_a_name_is_found_by_any_of_its_forms(ask, name):
    assert columns(ask("history", {"target": name}), "target") == [("Nicolás Maduro",)]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("USA", "United States"),
        ("usa", "United States"),
        ("U.S.", "United States"),
        ("us", "United States"),
        ("United States of America", "United States"),
        ("Tehran", "Iran"),
        ("IR", "Iran"),
        ("Venezuelan", "Venezuela"),
        ("the bloc", "European Union"),
        ("EU", "European Union"),
        ("petroleos de venezuela", "PDVSA"),
    ],
)
def test_countries_and_bodies_are_found_by_code_capital_and_gazetteer(store, name, label):
    from sanctiongraph.queries.finding import Finder
    from sanctiongraph.queries.parameters import Sought

    node = Finder(store).find(Sought("target", "entity", name))
    assert label in [
        quad.object.value for quad in store.quads_for_pattern(node, NamedNode(RDFS + "label"), None, None)
    ]


def test_a_hidden_name_is_found_after_one_that_is_seen():
    from sanctiongraph.queries.finding import Finder
    from sanctiongraph.queries.parameters import Sought

    graph = Store()
    for local, predicate, name in [
        ("a", RDFS + "label", "Arland"),
        ("a", "http://www.w3.org/2004/02/skos/core#hiddenLabel", "Besk"),
        ("b", RDFS + "label", "Borland"),
        ("b", "http://www.w3.org/2004/02/skos/core#hiddenLabel", "Corm"),
        ("c", RDFS + "label", "Corm"),
    ]:
        graph.add(Quad(NamedNode(f"http://ex.org/{local}"), NamedNode(predicate), Literal(name)))
    found = [Finder(graph).find(Sought("x", "entity", name)).value[-1] for name in ("besk", "corm")]
    assert found == ["a", "c"]


@pytest.mark.parametrize(
    ("name", "told", "complaint"),
    [
        (
            "who-sanctioned",
            {},
            "--target is missing: against whom or what, a name, a country code or an entity's",
        ),
        ("timeline", {"colour": "red"}, "--colour: unknown; the question takes --target, --imposer, --act"),
        ("undated-documents", {"since": "2024"}, "the question takes no parameters"),
        (
            "timeline",
            {"since": "last year"},
            "--since 'last year': give a year, a month or a day, such as 2019",
        ),
        ("timeline", {"since": "2024-13"}, "--since '2024-13': give"),
        ("timeline", {"since": "2023-02-29"}, "--since '2023-02-29': give"),
        ("timeline", {"since": "２０２４"}, "give a year"),
        ("timeline", {"act": "Bomb"}, "--act 'Bomb': give one of Impose, Reimpose, Expand"),
        (
            "sanctioned-by",
            {"imposer": "USA", "act": "lift"},
            "--act 'lift': give one of Impose, Reimpose, Expand",
        ),
        ("eased-or-lifted", {"act": "Impose"}, "--act 'Impose': give one of Ease, Exempt, Suspend, Lift"),
        (
            "timeline",
            {"since": "2025", "until": "2024"},
            "--since 2025 is later than --until 2024: nothing is of both times",
        ),
        ("timeline", {"since": "2024-06", "until": "2024-05-31"}, "--since 2024-06 is later than --until"),
        ("documents", {"since": "2025", "until": "2024-12"}, "is later than"),
        ("who-sanctions-whom", {"measure": "Ban"}, "give one of AssetFreeze"),
        ("who-sanctions-whom", {"confidence": "1.5"}, "give a number from 0 to 1"),
        ("who-sanctions-whom", {"confidence": "nan"}, "give a number from 0 to 1"),
        ("grounds", {"words": "  "}, "--words '  ': give words"),
        ("grounds", {"words": "\ud800"}, "give words"),
        ("timeline", {"target": "Atlantis"}, "--target 'Atlantis': no entity has this name"),
        ("timeline", {"target": "Venezeula"}, "no entity has this name; near are 'Venezuela'"),
        ("timeline", {"target": "Revolutionary"}, "near are 'Revolutionary Guards'"),
        (
            "timeline",
            {"target": "Ali Hassan"},
            "'Ali Hassan': names 2 entities; give the IRI of one: Ali Hassan (Person) <",
        ),
        ("timeline", {"target": "son/maduro"}, "no entity has this name"),
        ("timeline", {"target": "/"}, "no entity has this name"),
        ("timeline", {"target": "https://example.org/nobody"}, "no entity has this name"),
        ("timeline", {"target": "x" * 10_000}, "x…': no entity has this name"),
        ("timeline", {"document": "s1"}, "--document 's1': no document has this id; near are 's1.txt'"),
    ],
)
def test_a_wrong_parameter_is_one_short_line_that_says_what_is_allowed(ask, name, told, complaint):
    with pytest.raises(ParameterError) as raised:
        ask(name, told)
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 600


OWN = """# Who holds the office of chief?
#
# parameter: office (words, required): words of the title
# parameter: at (entity): where
SELECT ?who WHERE {
    # VALUES (?given_office ?given_at) { (UNDEF UNDEF) }
    values($given_at ?given_office){(undef UNDEF)}
    ?t sg:hasHolder/rdfs:label ?who ; sg:officeTitle ?title ; sg:isHeldAt ?place
    FILTER (CONTAINS(?title, ?given_office) && (!BOUND(?given_at) || ?place = ?given_at))
}"""


def test_a_query_of_ones_own_declares_parameters_too(ask):
    assert columns(ask(OWN, {"office": "chief"}), "who") == [("Kaja Kallas",)]
    assert columns(ask(OWN, {"office": "chief", "at": "EU"}), "who") == [("Kaja Kallas",)]
    assert ask(OWN, {"office": "chief", "at": "Iran"}).rows == []


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        (
            OWN.replace("(undef UNDEF)", "(undef)"),
            "no place for the parameters; the query needs VALUES (?given_off",
        ),
        (OWN.replace("values(", '"""VALUES ('), "does not end"),
        ("# parameter: Target (entity): x\nASK {}", "declares no parameter, or one again"),
        ("# parameter: target (colour): x\nASK {}", "with a kind of entity, document, date"),
        ("# parameter: a (act: Bomb): x\nASK {}", "declares no parameter"),
        ("# parameter: a (date: Lift): x\nASK {}", "declares no parameter"),
        ("# parameter: a (date): x\n# parameter: a (date): y\nASK {}", "or one again"),
    ],
)
def test_a_wrong_declaration_is_told(query, complaint):
    with pytest.raises(QueryError) as raised:
        run(Store, query, parameters={"office": "x"} if "office" in query else None)
    assert complaint in str(raised.value)


def test_a_question_without_parameters_is_asked_as_it_stands_in_its_file(store):
    query = text("who-sanctions-whom")
    assert declared(query)
    plain = store.query(query, use_default_graph_as_union=True)
    assert len(list(plain)) == len(_answer(lambda: store, query, 10_000, {}).rows)
    assert sg("hasTarget").startswith("https://")
