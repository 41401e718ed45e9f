"""The network says what the documents say: who, to whom, how really, and how sure."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import pytest
import worlds
from worlds import MADURO, PDVSA, TREASURY, US, VE

from sanctiongraph import network
from sanctiongraph.errors import InputError
from sanctiongraph.model import Act, Document, Knowledge
from sanctiongraph.network.layout import _box


@pytest.fixture(scope="module")
def small():
    return network.project(worlds.small())


@pytest.fixture(scope="module")
def wide():
    return network.project(worlds.wide())


@pytest.fixture(scope="module")
def answers(small):
    return network.analyze(small)


def test_an_action_is_one_edge_for_each_pair_of_imposer_and_target(small):
    planned = [(a, b) for a, b, claim in small.edges(data=True) if claim.get("act") == "Reimpose"]
    assert sorted(planned) == [(US, VE), (US, PDVSA)]
    claim = next(iter(small[US][PDVSA].values()))
    assert (claim["co_imposers"], claim["co_targets"]) == (0, 1)


def test_an_edge_carries_everything_that_is_known_of_its_claim_and_its_document(small):
    claim = next(iter(small[TREASURY][MADURO].values()))
    assert claim["act"], claim["modality"] == ("Impose", "Actual")
    assert claim["date"] == "2017-07"
    assert claim["measures"] == ("AssetFreeze",)
    assert claim["document_url"] == "https://example.org/oil-licence"
    quote, start, trigger_start, trigger_end = claim["evidence"][0]
    assert quote[trigger_start - start : trigger_end - start] == "blacklisted"


def test_parallel_claims_stay_apart(small):
    assert small.number_of_edges(US, VE) == 3


def test_a_claim_without_imposer_hangs_on_its_target_and_makes_no_edge(small):
    assert [claim["act"] for claim in small.nodes[VE]["claims"]] == ["Ease"]
    assert set(small) == {US, VE, PDVSA, TREASURY, MADURO}


def test_those_only_mentioned_are_left_out_but_counted(small):
    assert small.graph["counts"]["left_out"] == 1
    assert "person/bystander" in network.project(worlds.small(), include_isolated=True)


def test_offices_and_relationships_are_edges_too(small):
    assert {claim["type"] for _, _, claim in small.edges(data=True)} == {"action", "tenure", "relationship"}
    assert small.has_edge(MADURO, VE)
    assert small.has_edge(PDVSA, VE)


def test_every_answer_says_what_it_means_and_what_it_does_not(answers):
    for answer in answers.values():
        assert answer["meaning"].endswith(".")
        assert answer["limits"].endswith(".")
    json.dumps(answers, allow_nan=False)


def test_states_are_counted_once_for_an_action_with_two_targets_of_theirs(answers):
    (venezuela,) = answers["sanctioned"]["states"]
    assert venezuela["label"] == "Venezuela"
    assert (venezuela["restricting"], venezuela["relieving"]) == (1, 1)
    assert (venezuela["not_yet"], venezuela["refused"]) == (2, 1)


def test_a_denied_or_considered_claim_is_no_tie():
    world = worlds.small()
    only_denied = tuple(
        replace(account, actions=tuple(a for a in account.actions if a.negated), tenures=(), relationships=())
        for account in world.accounts
    )
    rows = network.analyze(network.project(replace(world, accounts=only_denied)))["centrality"]["rows"]
    assert rows
    assert all(row["targets"] == row["imposers"] == 0 for row in rows)


def test_pagerank_sums_to_one_and_prefers_the_much_sanctioned(wide):
    rows = network.analyze(wide)["centrality"]["rows"]
    assert sum(row["pagerank"] for row in rows) == pytest.approx(1, abs=1e-4)
    assert "Russia" in [row["label"] for row in rows[:4]]


def test_a_broker_names_those_it_stands_between_and_the_claims_that_tie_them(wide):
    row = network.analyze(wide)["brokers"]["rows"][0]
    assert row["betweenness"] > 0
    assert len(row["between"]) == len(row["claims"]) > 1
    told = {(claim["document_id"], claim["id"]): claim for claim in wide.graph["claims"]}
    for name, (document, claim) in zip(row["between"], row["claims"], strict=True):
        ends = (*told[document, claim]["sources"], *told[document, claim]["sinks"])
        assert {row["label"], name} <= {wide.nodes[actor]["label"] for actor in ends}


def test_counts_point_to_the_claims_that_they_count(answers, small):
    for question in ("sanctioning", "sanctioned"):
        for row in (*answers[question]["states"], *answers[question]["actors"]):
            assert row["total"] == len(row["claims"]) == len(set(map(tuple, row["claims"])))
    maduro = next(row for row in answers["centrality"]["rows"] if row["id"] == MADURO)
    claim = next(iter(small[TREASURY][MADURO].values()))
    assert maduro["imposers"] == 1
    assert maduro["claims"] == [[claim["document_id"], claim["id"]]]


def test_those_of_no_known_state_come_last():
    graph = network.project(worlds.wide())
    states = network.analyze(graph)["sanctioned"]["states"]
    assert [row["known"] for row in states] == sorted((row["known"] for row in states), reverse=True)


def test_an_undated_action_stands_in_the_month_of_publication_and_says_so(answers):
    assert answers["timeline"]["rows"] == [
        {"month": "2017-07", "acts": {"Impose": 1}, "total": 1, "dated": 1}
    ]
    assert answers["timeline"]["unplaced"] == {"undated": 1}


def test_the_matrix_keeps_what_is_announced_apart_from_what_is_done(answers):
    [cell] = answers["matrix"]["cells"]
    assert (cell["imposer"], cell["target"]) == ("United States", "Venezuela")
    assert (cell["actual"], cell["announced"], cell["relieved"], cell["refused"]) == (1, 2, 0, 1)
    assert len(cell["claims"]) == 4


def test_quality_counts_what_is_missing(answers):
    missing = {row["what"]: row["number"] for row in answers["quality"]["rows"]}
    assert missing["documents without a date"] == 1
    assert missing["actions without an imposer"] == 1
    assert missing["actions below confidence 0.5"] == 1
    assert missing["entities named but in no claim"] == 1


@pytest.mark.parametrize("name", [US, "United States", "washington", "U.S."])
def test_an_actor_is_found_by_any_of_its_names(small, name):
    assert network.path(small, name, "Maduro")["actors"][0]["id"] == US


def test_the_path_lists_the_claims_of_each_step(small):
    found = network.path(small, "Treasury", "PDVSA")
    assert [actor["id"] for actor in found["actors"]] == [TREASURY, MADURO, VE, PDVSA]
    assert [step["claims"][0]["type"] for step in found["steps"]] == ["action", "tenure", "relationship"]


def test_an_unknown_name_is_refused_with_the_nearest_ones(small):
    with pytest.raises(InputError, match=r"'Venezuala' is no actor.*Venezuela"):
        network.path(small, "Venezuala", "Maduro")


def test_a_name_of_two_actors_is_refused_with_their_ids(small):
    twins = small.copy()
    twins.nodes[MADURO]["names"] = ("Caracas",)
    with pytest.raises(InputError, match=f"choose an id of: {VE}, {MADURO}"):
        network.path(twins, "caracas", US)


def test_unlinked_actors_have_no_path():
    entities = [worlds.country(code, code) for code in ("AA", "BB", "CC", "DD")]
    document = Document(id="d", text="x")
    claims = [
        worlds.action(Act.IMPOSE, "country/AA", "country/BB", "A sanctioned B.", "sanctioned"),
        worlds.action(Act.IMPOSE, "country/CC", "country/DD", "C sanctioned D.", "sanctioned"),
    ]
    graph = network.project(worlds.knowledge(entities, [worlds.account(document, *claims)]))
    assert network.path(graph, "AA", "CC")["steps"] == []


def test_labels_do_not_overlap(wide):
    positions = network.layout(wide)
    boxes = {actor: _box(wide.nodes[actor]["label"], 1.0) for actor in wide}
    for a, b in combinations(sorted(wide), 2):
        apart_x = abs(positions[a][0] - positions[b][0]) >= (boxes[a][0] + boxes[b][0]) / 2 - 2
        apart_y = abs(positions[a][1] - positions[b][1]) >= (boxes[a][1] + boxes[b][1]) / 2 - 2
        assert apart_x or apart_y, (a, b)


def test_a_map_is_about_as_wide_and_high_as_a_screen(wide):
    places = list(network.layout(wide).values())
    across, down = (
        max(place[axis] for place in places) - min(place[axis] for place in places) for axis in (0, 1)
    )
    assert 1.2 < across / down < 2.2


def test_an_empty_graph_has_answers_too():
    graph = network.project(Knowledge())
    assert network.layout(graph) == {}
    assert network.analyze(graph)["summary"]["actions"] == 0
    assert network.picture(graph)["nodes"] == []


def test_a_large_network_is_first_shown_by_its_most_important():
    entities = [worlds.country("AA", "Aland")]
    entities += [
        replace(entities[0], id=f"person/p{n:03}", label=f"Person {n}", country=None) for n in range(450)
    ]
    claims = [
        worlds.action(
            Act.IMPOSE, "country/AA", f"person/p{n:03}", f"Aland sanctioned person {n}.", "sanctioned"
        )
        for n in range(450)
    ]
    world = worlds.knowledge(entities, [worlds.account(Document(id="d", text="x"), *claims)])
    nodes = network.picture(network.project(world))["nodes"]
    assert sum(node["first"] is not None for node in nodes) == 300
    assert nodes[0]["first"] is not None


def test_who_has_a_part_in_a_sanction_is_shown_before_who_only_holds_offices():
    entities = [worlds.country("AA", "Aland"), worlds.country("BB", "Bland")]
    people = [
        replace(entities[0], id=f"person/p{n:03}", label=f"Person {n}", country=None) for n in range(450)
    ]
    claims = [
        worlds.action(Act.IMPOSE, "country/AA", "country/BB", "Aland sanctioned Bland.", "sanctioned"),
        *(
            worlds.tenure(person.id, f"minister of {part}", "country/AA" if number > 300 else None)
            for number, person in enumerate(people)
            for part in ("trade", "health")
        ),
    ]
    world = worlds.knowledge([*entities, *people], [worlds.account(Document(id="d", text="x"), *claims)])
    first = [node["id"] for node in network.picture(network.project(world))["nodes"] if node["first"]]
    assert {"country/AA", "country/BB", "person/p301", "person/p449"} <= set(first)
    assert len(first) == 300


def test_a_picture_of_a_network_too_large_for_a_browser_holds_its_core(monkeypatch, wide):
    monkeypatch.setattr(sys.modules["sanctiongraph.network.picture"], "_HELD", 12)
    shown = network.picture(wide)
    assert shown["whole"] == {"actors": len(wide), "claims": len(wide.graph["claims"])}
    assert len(shown["claims"]) == 12
    assert {claim["type"] for claim in shown["claims"]} == {"action"}
    named = {actor for claim in shown["claims"] for actor in (*claim["sources"], *claim["sinks"])}
    assert named == set(range(len(shown["nodes"])))
    assert {"United States", "Russia"} <= {node["label"] for node in shown["nodes"]}
    on_lines = {claim for part in (*shown["edges"], *shown["nodes"]) for claim in part["claims"]}
    assert on_lines == set(range(12))


def test_a_picture_of_other_networks_holds_all(wide):
    shown = network.picture(wide)
    assert shown["whole"] == {"actors": len(shown["nodes"]), "claims": len(shown["claims"])}


def test_hash_seeds_change_nothing():
    code = (
        "import json, worlds; from sanctiongraph import network as n; g = n.project(worlds.wide());"
        "from sanctiongraph.page import report_page; a, p = n.analyze(g), n.picture(g);"
        "print(json.dumps([a, p, report_page(p, a)]))"
    )
    paths = os.pathsep.join(path for path in sys.path if path)
    results = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(results) == 1


def test_an_actor_is_found_by_the_last_word_of_a_name_if_nobody_else_has_it(small):
    assert network.path(small, "maduro", US)["actors"][0]["id"] == MADURO
    with pytest.raises(InputError, match="'adur' is no actor"):
        network.path(small, "adur", US)
