"""Each measure gives on a small world what a person counts there with a pencil."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean

import networkx as nx
import pytest
import worlds

from sanctiongraph import network
from sanctiongraph.model import Act, Document, Entity, Kind, Knowledge, Modality, TimeExpression
from sanctiongraph.network.betweenness import betweenness
from sanctiongraph.network.brokers import brokers
from sanctiongraph.network.centrality import page_rank
from sanctiongraph.network.communities import communities
from sanctiongraph.network.cores import core_numbers
from sanctiongraph.network.moments import before
from sanctiongraph.network.simple import arrows, lines
from sanctiongraph.network.stability import adjusted_rand

TIE = {
    "type": "tenure",
    "modality": "Actual",
    "negated": False,
    "confidence": 1.0,
    "id": "t",
    "document_id": "d",
}


def tied(*pairs: str) -> nx.MultiDiGraph:
    """A network of ties: "ab" ties a to b."""
    graph = nx.MultiDiGraph(claims=(), documents=(), states={}, counts={})
    for a, b in pairs:
        graph.add_edge(a, b, **TIE)
    for actor in graph:
        graph.nodes[actor].update(label=actor.upper(), country=None, aliases=())
    return graph


def told(*lines: str, date: str | None = "2024-06-01") -> nx.MultiDiGraph:
    """A network of states: each line is ``IMPOSERS TARGETS [ACT] [DATE] [@DOCUMENT] [not] [MODALITY]``."""
    held: dict[str, list[worlds.Claim]] = {}
    codes = set()
    for number, line in enumerate(lines):
        imposers, targets, *rest = line.split()
        given = next((word for word in rest if word[0].isdigit()), None)
        document = next((word[1:] for word in rest if word.startswith("@")), "d")
        codes.update([*imposers.split("+"), *targets.split("+")])
        claim = worlds.action(
            Act(next((word for word in rest if word in set(Act)), "Impose")),
            " ".join(f"country/{code}" for code in imposers.split("+")),
            " ".join(f"country/{code}" for code in targets.split("+")),
            f"Sentence {number} sanctions somebody.",
            "sanctions",
            modality=Modality(next((word for word in rest if word in set(Modality)), "Actual")),
            negated="not" in rest,
            date=TimeExpression(given, given) if given else None,
        )
        held.setdefault(document, []).append(claim)
    accounts = [worlds.account(Document(id=id_, text=id_, date=date), *held[id_]) for id_ in sorted(held)]
    return network.project(worlds.knowledge([worlds.country(code, code) for code in sorted(codes)], accounts))


# Brokers


def test_on_a_chain_the_middle_is_on_the_only_way():
    found = betweenness(tied("ab", "bc", "cd"))
    assert found.exact
    assert found.value == pytest.approx({"a": 0, "b": 2 / 3, "c": 2 / 3, "d": 0})
    assert set(found.error.values()) == {0.0}


def test_two_ways_of_one_length_share_the_paths():
    assert betweenness(tied("ab", "bd", "ac", "cd")).value == pytest.approx(dict.fromkeys("abcd", 1 / 6))


@pytest.mark.parametrize("seed", [1, 2])
def test_exact_betweenness_is_that_of_networkx(seed):
    plain = nx.gnm_random_graph(60, 90, seed=seed)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(map(str, plain))
    graph.add_edges_from((str(a), str(b), TIE) for a, b in plain.edges())
    assert betweenness(graph).value == pytest.approx(nx.betweenness_centrality(lines(graph)))


@pytest.mark.parametrize("ties", [40, 90, 400])
def test_where_rustworkx_is_installed_more_is_exact_and_the_same(ties, monkeypatch):
    pytest.importorskip("rustworkx")
    plain = nx.gnm_random_graph(200, ties, seed=ties)
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(map(str, plain))
    graph.add_edges_from((str(a), str(b), TIE) for a, b in plain.edges())
    exact = betweenness(graph)
    monkeypatch.setattr("sanctiongraph.network.betweenness._affordable", lambda plain: 10)
    swift = betweenness(graph)
    assert swift.exact
    assert (swift.sources, swift.error) == (exact.sources, exact.error)
    assert swift.value == pytest.approx(exact.value, abs=1e-12)
    monkeypatch.setattr("sanctiongraph.network.swift._STEPS", 10)
    assert betweenness(graph).sources == 10


@pytest.mark.parametrize("seed", [1, 2])
def test_importance_and_cores_are_those_of_rustworkx(seed):
    rustworkx = pytest.importorskip("rustworkx")
    plain = nx.gnm_random_graph(80, 200, seed=seed, directed=True)
    for number, (_, _, tie) in enumerate(plain.edges(data=True)):
        tie["weight"] = 0.5 + number % 7
    swift = rustworkx.networkx_converter(plain)
    theirs = rustworkx.pagerank(swift, weight_fn=lambda tie: tie["weight"], tol=1e-12, max_iter=500)
    assert page_rank(plain) == pytest.approx(dict(theirs), abs=1e-9)
    graph = nx.MultiDiGraph((a, b, TIE) for a, b in plain.edges())
    graph.add_nodes_from(plain)
    undirected = rustworkx.networkx_converter(nx.Graph(plain))
    assert core_numbers(graph) == dict(rustworkx.core_number(undirected))


def test_a_sample_says_how_far_off_it_is():
    graph = nx.MultiDiGraph()
    graph.add_edges_from((str(a), str(b), TIE) for a, b in nx.barabasi_albert_graph(400, 3, seed=5).edges())
    exact, sampled = betweenness(graph), betweenness(graph, sources=80)
    best = sorted(exact.value, key=exact.value.__getitem__)[-25:]
    off = [abs(sampled.value[actor] - exact.value[actor]) / sampled.error[actor] for actor in best]
    assert not sampled.exact
    assert sampled.sources == 80
    assert 0.3 < fmean(off) < 1.5  # 0.8 for errors that are normal
    assert betweenness(graph, sources=80) == sampled


def test_a_broker_names_those_whom_only_it_ties_and_the_pieces_left_without_it():
    graph = tied("ab", "bc", "ca", "cd", "de", "ef", "fd", "cg")
    groups = [["a", "b", "c"], ["d", "e", "f"], ["g"]]
    row = brokers(graph, betweenness(graph), groups)["rows"][0]
    assert (row["id"], row["separates"], row["communities"]) == ("c", 3, 3)
    assert row["pairs"] == [["A", "D"], ["A", "G"], ["D", "G"]]


# Communities and cores


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [("aabb", "bbaa", 1), ("abcd", "wxyz", 1), ("aaab", "xxyy", 0), ("aabbb", "xxxyy", 1 / 6), ("", "", 1)],
)
def test_the_adjusted_rand_index_is_that_of_the_definition(one, other, value):
    assert adjusted_rand(one, other) == pytest.approx(value)


def test_importance_flows_in_proportion_to_confidence():
    claims = [
        worlds.action(
            Act.IMPOSE, "country/AA", f"country/{code}", f"A acts on {code}.", "acts", confidence=sure
        )
        for code, sure in (("BB", 0.9), ("CC", 0.3))
    ]
    entities = [worlds.country(code, code) for code in ("AA", "BB", "CC")]
    graph = network.project(worlds.knowledge(entities, [worlds.account(Document(id="d", text="d"), *claims)]))
    rank = page_rank(arrows(graph))
    assert sum(rank.values()) == pytest.approx(1)
    assert rank["country/BB"] - rank["country/AA"] == pytest.approx(
        3 * (rank["country/CC"] - rank["country/AA"])
    )


def test_two_triangles_on_a_string_are_two_communities_that_hold():
    graph = tied("ab", "bc", "ca", "cd", "de", "ef", "fd")
    assert communities(graph) == [["a", "b", "c"], ["d", "e", "f"]]
    answer = network.analyze(_counted(graph))["communities"]
    assert answer["stability"] == {"runs": 20, "mean": 1.0, "least": 1.0}
    assert [row["holds"] for row in answer["rows"]] == [1.0, 1.0]


@pytest.mark.parametrize("plain", [nx.karate_club_graph(), nx.les_miserables_graph(), nx.caveman_graph(6, 5)])
def test_communities_are_as_good_as_those_of_networkx_and_as_sure_whatever_comes_first(plain):
    ties = [
        (str(a), str(b), TIE | {"confidence": tie.get("weight", 1.0)}) for a, b, tie in plain.edges(data=True)
    ]
    found = communities(nx.MultiDiGraph(ties))
    theirs = nx.community.modularity(plain, nx.community.louvain_communities(plain, seed=1))
    assert nx.community.modularity(nx.relabel_nodes(plain, str), found) > theirs - 0.005
    assert communities(nx.MultiDiGraph((b, a, tie) for a, b, tie in reversed(ties))) == found


def test_actors_without_a_tie_stand_alone():
    graph = tied("ab")
    graph.add_edge("c", "a", **TIE | {"negated": True})
    assert communities(graph) == [["a", "b"], ["c"]]


def _counted(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    graph.graph["counts"] = {"left_out": 0, "entities": len(graph)}
    return graph


def test_a_tail_is_not_in_the_core_of_a_triangle():
    graph = tied("ab", "bc", "ca", "cd", "ba")
    assert core_numbers(graph) == {"a": 2, "b": 2, "c": 2, "d": 1}
    answer = network.analyze(_counted(graph))["cores"]
    assert answer["deepest"] == 2
    assert [member["id"] for member in answer["members"]] == ["a", "b", "c"]
    assert answer["rows"] == [{"core": 2, "actors": 3, "shell": 3}, {"core": 1, "actors": 4, "shell": 1}]


# Counter-sanctions


@pytest.mark.parametrize(
    ("one", "other", "earlier"),
    [
        ("2014-03", "2014-08-06", True),
        ("2014", "2014-08-06", False),
        ("2014-08-06", "2014", False),
        ("2013", "2014-08-06", True),
        ("2014-08-06", "2014-08-06", False),
    ],
)
def test_a_date_is_before_another_only_where_that_is_certain(one, other, earlier):
    assert before(one, other) == earlier


@pytest.mark.parametrize(
    ("lines", "began", "first_told"),
    [
        (("AA BB 2022-03-01", "BB AA 2022-03-05"), "AA", "AA"),
        (("AA BB 2022-03-09", "BB AA 2022-03-05"), "BB", "BB"),
        (("AA BB 2022", "BB AA 2022-03-05"), None, None),
        (("AA BB", "BB AA 2022-03-05"), None, "BB"),
        (("AA BB", "BB AA"), None, None),
        (("AA BB", "AA BB 2020", "BB AA 2022-03-05"), "AA", "AA"),
        (("AA BB 2024-07", "BB AA 2024-08", "BB AA"), None, "BB"),
        (("AA BB 2022-03-01", "BB AA 2022-03-05 Expand"), None, "AA"),
        (("AA BB 2022-03-01 Expand", "BB AA 2022-03-05"), "AA", "AA"),
    ],
)
def test_who_began_is_told_by_dates_of_sentences_or_by_nobody(lines, began, first_told):
    [row] = network.analyze(told(*lines))["reciprocity"]["rows"]
    assert (row["began"], row["first_told"]) == (began, first_told)
    assert row["one"] == (first_told or "AA")
    assert {event["by"] for event in row["events"]} == {"AA", "BB"}


@pytest.mark.parametrize(
    "answer", ["BB CC", "BB AA Lift", "BB AA Planned", "BB AA not", "AA BB Renew"], ids=lambda line: line
)
def test_what_is_no_restriction_taken_in_return_is_no_counter_sanction(answer):
    found = network.analyze(told("AA BB 2022-03-01", answer))["reciprocity"]
    assert found["rows"] == []
    assert found["states"] == 0.0


def test_the_share_of_arrows_that_are_returned():
    found = network.analyze(told("AA BB", "BB AA", "AA CC", "CC DD"))["reciprocity"]
    assert (found["states"], found["actors"]) == (0.5, 0.5)


# Coalitions


def coalition(*lines: str, **more: str | None) -> dict:
    [row] = network.analyze(told(*lines, **more))["coalitions"]["rows"]
    return row


def test_imposers_of_one_claim_act_jointly():
    row = coalition("AA+BB CC", "AA DD 2020-01-01")
    assert (row["one"], row["other"], row["jointly"], row["near"]) == ("AA", "BB", 1, 0)
    assert (row["shared"], row["either"], row["jaccard"]) == (1, 2, 0.5)
    assert row["targets"] == ["CC"]


def test_claims_of_their_own_on_one_target_are_near_within_thirty_days():
    row = coalition("AA CC 2024-03-01", "BB CC 2024-03-31")
    assert (row["jointly"], row["near"], len(row["claims"])) == (0, 1, 2)


@pytest.mark.parametrize(
    "other", ["BB CC 2024-04-01", "BB CC 2024-03", "BB DD 2024-03-01", "BB CC 2024-03-01 Lift"]
)
def test_claims_far_apart_undated_or_on_others_are_not_near(other):
    assert network.analyze(told("AA CC 2024-03-01", other))["coalitions"]["rows"] == []


def test_sets_of_imposers_are_counted():
    groups = network.analyze(told("AA+BB+CC XX", "AA+BB+CC YY", "AA+BB XX"))["coalitions"]["groups"]
    assert [(group["members"], group["number"]) for group in groups] == [
        (["AA", "BB", "CC"], 2),
        (["AA", "BB"], 1),
    ]


# Change


def test_each_month_says_what_is_new_and_how_dense_the_net_is():
    graph = told("AA BB 2024-01-05", "AA BB Renew 2024-02-01", "BB AA 2024-02", "AA CC Planned 2024-02-03")
    january, february = network.analyze(graph)["change"]["rows"]
    assert (january["month"], january["new_pairs"], january["density"]) == (
        "2024-01",
        [{"imposer": "AA", "target": "BB"}],
        0.5,
    )
    assert february["acts"] == {"Impose": 1, "Renew": 1}
    assert february["modalities"] == {"Actual": 2, "Planned": 1}
    assert february["new_pairs"] == [{"imposer": "BB", "target": "AA"}]
    assert (february["pairs"], february["density"]) == (2, 1.0)
    assert february["leading"] == [{"state": "AA", "number": 1}, {"state": "BB", "number": 1}]


def test_the_history_of_a_target_tells_its_kinds_apart():
    graph = told("AA BB 2024-01-05", "AA BB Lift 2024-01", "AA BB Threatened 2024-01", "AA BB not 2024-02")
    [row] = network.analyze(graph)["histories"]["rows"]
    assert row["target"] == "BB"
    assert [(month["month"], month["kinds"]) for month in row["months"]] == [
        ("2024-01", {"announced": 1, "relieving": 1, "restricting": 1}),
        ("2024-02", {"refused": 1}),
    ]


# Doubts


def test_opposite_statements_of_two_documents_of_one_time_are_found():
    graph = told("AA BB Lift 2024-05-01 @x", "AA BB Lift not 2024-05-09 @y", "AA BB Renew 2024-05-20 @z")
    found = network.analyze(graph)["quality"]["contradictions"]
    assert sorted(row["kind"] for row in found) == ["lifted and kept", "stated and denied"]


@pytest.mark.parametrize(
    "other",
    ["AA BB Lift not 2024-09-09 @y", "AA BB Lift not 2024-05-09 @x", "AA CC Lift not @y", "AA BB Ease @y"],
)
def test_what_changed_later_or_stands_in_one_document_does_not_contradict(other):
    graph = told("AA BB Lift 2024-05-01 @x", other)
    assert network.analyze(graph)["quality"]["contradictions"] == []


def test_names_without_a_word_in_common_are_worth_a_look():
    rows = network.analyze(network.project(worlds.wide()))["quality"]["unlike"]
    assert {"Ahmed al-Sharaa": ["Jolani"]}.items() <= {row["label"]: row["names"] for row in rows}.items()


def test_adjectives_of_the_same_country_and_plurals_are_no_unlike_names_of_a_body():
    body = Entity(
        id="institution/army",
        kind=Kind.INSTITUTION,
        label="Armed Forces of Gabon",
        names=("Gabonese military", "FDS"),
    )
    person = replace(body, id="person/ivan", kind=Kind.PERSON, label="Ivan Ivanov", names=("Ivanova",))
    claim = worlds.relationship(person.id, "MemberOf", body.id, "Ivanova is in the FDS.", "in")
    world = worlds.knowledge([body, person], [worlds.account(Document(id="d", text="d"), claim)])
    rows = network.analyze(network.project(world))["quality"]["unlike"]
    assert {row["label"]: row["names"] for row in rows} == {
        "Armed Forces of Gabon": ["FDS"],
        "Ivan Ivanov": ["Ivanova"],
    }


def test_nothing_has_answers_too():
    answers = network.analyze(network.project(Knowledge()))
    assert answers["communities"]["stability"] == {"runs": 0, "mean": None, "least": None}
    assert answers["reciprocity"]["states"] is None
    assert answers["cores"]["members"] == []
