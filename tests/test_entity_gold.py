"""The gold of entities is sound: its places hold, its names are told apart, its claims are about them."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from shell import ROOT

GOLD = ROOT / "tests" / "data" / "gold"
NEWS = ROOT.parent / "shared" / "news"
RUN = 12
"""Words in a row that no two texts of different hands have in common."""

KINDS = {"person", "institution", "country"}
RELATIONS = {
    "MemberOf",
    "PartOf",
    "Leads",
    "Owns",
    "SpokespersonFor",
    "SpouseOf",
    "ChildOf",
    "SiblingOf",
    "AllyOf",
    "RivalOf",
    "Accuses",
    "Supports",
    "Meets",
    "Arrests",
    "Prosecutes",
    "CandidateFor",
}
BETWEEN_PEOPLE = {"SpouseOf", "ChildOf", "SiblingOf", "Meets"}
COLUMNS = ["kind", "one", "other", "verdict", "note"]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


TEXTS = rows(GOLD / "entities.texts.jsonl")
TOLD = rows(GOLD / "entities.gold.jsonl")
DOCUMENTS = [pytest.param(text["text"], told, id=text["id"]) for text, told in zip(TEXTS, TOLD, strict=True)]
with (GOLD / "name_pairs.tsv").open(encoding="utf-8", newline="") as lines:
    HEADER, *PAIRS = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)

every_document = pytest.mark.parametrize(("text", "told"), DOCUMENTS)


def places(entity: dict[str, Any], *, of: str) -> list[tuple[int, int]]:
    return [(place["start"], place["end"]) for place in entity[of]]


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


# texts and gold


def test_texts_and_gold_are_of_the_same_documents():
    assert [text["id"] for text in TEXTS] == [told["id"] for told in TOLD]
    assert len({text["id"] for text in TEXTS}) == len(TEXTS) == 22
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", text["date"]) and text["title"] for text in TEXTS)


@every_document
def test_a_text_has_80_to_350_words(text, told):
    assert 80 <= len(text.split()) <= 350
    assert text == text.strip()


@pytest.mark.skipif(not NEWS.is_dir(), reason="the news is not here")
def test_no_text_is_copied_from_the_news():
    own = set().union(*(runs(text["text"]) for text in TEXTS))
    copied = {
        run for path in sorted(NEWS.glob("*.jsonl")) for row in rows(path) for run in own & runs(row["text"])
    }
    assert not copied


# entities


@every_document
def test_every_place_holds_its_words(text, told):
    for entity in told["entities"]:
        for place in entity["mentions"] + entity["anaphors"]:
            assert text[place["start"] : place["end"]] == place["text"] != ""
            assert place["text"] == place["text"].strip()


@every_document
def test_entities_are_of_known_kinds_and_countries(text, told):
    for entity in told["entities"]:
        assert entity["kind"] in KINDS
        assert entity["country"] is None or re.fullmatch(r"[A-Z]{2}", entity["country"])


@every_document
def test_an_entity_is_told_once_and_named(text, told):
    names = Counter(entity["name"] for entity in told["entities"])
    codes = Counter(entity["country"] for entity in told["entities"] if entity["kind"] == "country")
    assert set(names.values()) == {1}
    assert all(number == 1 for code, number in codes.items() if code)
    assert all(entity["mentions"] for entity in told["entities"])


@every_document
def test_entities_and_places_are_in_the_order_of_the_text(text, told):
    firsts = [entity["mentions"][0]["start"] for entity in told["entities"]]
    assert firsts == sorted(firsts)
    for entity in told["entities"]:
        for kind in ("mentions", "anaphors"):
            assert all(one[1] <= other[0] for one, other in pairwise(places(entity, of=kind)))


@every_document
def test_mentions_of_different_entities_do_not_overlap(text, told):
    for one, other in combinations(told["entities"], 2):
        for start, end in places(one, of="mentions"):
            assert not any(start < to and since < end for since, to in places(other, of="mentions"))


@every_document
def test_no_word_refers_to_two_entities(text, told):
    owners = Counter(place for entity in told["entities"] for place in places(entity, of="anaphors"))
    named = {place for entity in told["entities"] for place in places(entity, of="mentions")}
    assert set(owners.values()) <= {1}
    assert not named & set(owners)


@every_document
def test_a_full_name_is_marked_wherever_it_stands(text, told):
    marked = [place for entity in told["entities"] for place in places(entity, of="mentions")]
    for entity in told["entities"]:
        if entity["kind"] == "person":
            for found in re.finditer(rf"(?<!\w){re.escape(entity['name'])}(?!\w)", text):
                assert any(start <= found.start() and found.end() <= end for start, end in marked)


# offices and relations


@every_document
def test_offices_are_held_by_people_at_bodies_or_countries(text, told):
    kinds = {entity["name"]: entity["kind"] for entity in told["entities"]}
    for office in told["offices"]:
        assert kinds[office["holder"]] == "person"
        assert office["at"] is None or kinds[office["at"]] in {"institution", "country"}
        assert office["title"]
        assert isinstance(office["former"], bool)


@every_document
def test_relations_are_known_and_between_two_entities(text, told):
    kinds = {entity["name"]: entity["kind"] for entity in told["entities"]}
    for relation in told["relations"]:
        assert relation["relation"] in RELATIONS
        assert relation["subject"] != relation["object"]
        ends = {kinds[relation["subject"]], kinds[relation["object"]]}
        assert ends == {"person"} or relation["relation"] not in BETWEEN_PEOPLE


@every_document
@pytest.mark.parametrize("claims", ["offices", "relations"])
def test_nothing_is_claimed_twice(text, told, claims):
    told_once = Counter(json.dumps(claim, sort_keys=True) for claim in told[claims])
    assert set(told_once.values()) <= {1}


# pairs of names


def test_pairs_are_of_known_kinds_and_verdicts():
    assert HEADER == COLUMNS
    assert all(len(pair) == len(COLUMNS) and all(pair) for pair in PAIRS)
    assert {kind for kind, *_ in PAIRS} == {"person", "institution"}
    assert {verdict for *_, verdict, _ in PAIRS} == {"same", "different"}


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_there_are_at_least_110_pairs_of_each_verdict(verdict):
    assert sum(pair[3] == verdict for pair in PAIRS) >= 110


def test_no_pair_comes_twice_or_is_of_one_spelling():
    spelled = Counter(frozenset((one, other)) for _, one, other, *_ in PAIRS)
    assert set(spelled.values()) == {1}
    assert all(len(names) == 2 for names in spelled)
