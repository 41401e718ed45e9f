"""The list of people, bodies and countries that a reader expects of news: none missing, none double."""

from __future__ import annotations

from functools import cache

from sanctiongraph.annotate import Annotator
from sanctiongraph.model import Document, Entity, Knowledge
from sanctiongraph.resolve import resolve

NEWS = {
    "2024-09-12": """
WASHINGTON - The United States on Thursday sanctioned 16 Venezuelans, among them Caryslia Rodríguez, the
president of the Supreme Tribunal of Justice (TSJ), and Rosalba Gil, a rector of the National Electoral
Council (CNE). The Treasury Department said that the TSJ and the CNE had helped President Nicolás Maduro
to claim the election of July 28 for himself. The State Department added visa restrictions, U.S.
officials said. Secretary of State Antony Blinken had announced such a step in August.

The opposition says that its candidate, Edmundo González Urrutia, won. González flew to Spain on
September 7. María Corina Machado, who leads the opposition, stayed in Caracas. Venezuela's foreign
minister, Yván Gil, rejected the measures. Brazil and Colombia keep mediating.
""",
    "2024-09-20": """
Anthony Blinken defended the sanctions on Maduro's judges. The U.S. Treasury's Office of Foreign Assets
Control (OFAC) had listed Ms. Rodríguez a week before. Caryslia Rodríguez, who heads the Supreme
Tribunal, called the step illegal, and so did the Maduro government. In Madrid, Edmundo Gonzalez met the
Spanish prime minister, Pedro Sánchez. The EU, which sanctioned the CNE's former head Tibisay Lucena in
2018, is in no hurry. Caracas rejected the list. María Corina Machado spoke to the Associated Press (AP).
Washington and Caracas have had no embassies in each other's capitals since 2019.
""",
}
"""Articles by their dates, their lines broken."""
EXPECTED = {
    "country/BR": "Brazil",
    "country/CO": "Colombia",
    "country/ES": "Spain",
    "country/US": "United States",
    "country/VE": "Venezuela",
    "institution/ap": "Associated Press",
    "institution/eu": "European Union",
    "institution/us-ofac": "Office of Foreign Assets Control",
    "institution/us-state": "United States Department of State",
    "institution/us-treasury": "United States Department of the Treasury",
    "institution/ve-cne": "National Electoral Council",
    "institution/ve-tsj": "Supreme Tribunal of Justice",
    "person/antony-blinken": "Antony Blinken",
    "person/caryslia-rodriguez": "Caryslia Rodríguez",
    "person/edmundo-gonzalez": "Edmundo González",
    "person/maria-corina-machado": "María Corina Machado",
    "person/nicolas-maduro": "Nicolás Maduro",
    "person/pedro-sanchez": "Pedro Sánchez",
    "person/rosalba-gil": "Rosalba Gil",
    "person/tibisay-lucena": "Tibisay Lucena",
    "person/yvan-gil": "Yván Gil",
}


def unbroken(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


@cache
def known() -> Knowledge:
    documents = [Document(id=date, date=date, text=unbroken(text)) for date, text in NEWS.items()]
    return resolve(zip(documents, Annotator().read(documents), strict=True))


def entity(id_: str) -> Entity:
    return known().entity()[id_]


def test_everybody_is_there_once() -> None:
    kinds = ("Person", "Institution", "Country")
    assert {e.id: e.label for e in known().entities if e.kind in kinds} == EXPECTED


def test_each_has_the_names_it_was_called_by() -> None:
    assert {"Anthony Blinken"} <= set(entity("person/antony-blinken").names)
    assert {"Edmundo Gonzalez", "González"} <= set(entity("person/edmundo-gonzalez").names)
    assert {"TSJ"} <= set(entity("institution/ve-tsj").names)
    assert {"Caracas", "Venezuelan"} & set(entity("country/VE").hidden)


def test_bodies_belong_to_bodies_and_states() -> None:
    assert entity("institution/us-ofac").part_of == "institution/us-treasury"
    assert entity("institution/us-treasury").part_of == "country/US"
    assert entity("institution/ve-cne").part_of == "country/VE"


def test_offices_are_held_where_the_news_says() -> None:
    held = {(t.holder, t.at, t.former) for account in known().accounts for t in account.tenures}
    assert {
        ("person/antony-blinken", "country/US", False),
        ("person/caryslia-rodriguez", "institution/ve-tsj", False),
        ("person/pedro-sanchez", "country/ES", False),
        ("person/tibisay-lucena", "institution/ve-cne", True),
        ("person/yvan-gil", "country/VE", False),
    } <= held
