"""What the gazetteer knows, and what its data files must keep to."""

from __future__ import annotations

import re

import pytest

from sanctiongraph import gazetteer
from sanctiongraph.gazetteer import Use
from sanctiongraph.model import Kind
from sanctiongraph.resources import ontology_path

FILES = sorted(path.name for path in ontology_path("gazetteers").glob("*.tsv"))


def first(name: str) -> tuple[str, str]:
    sense = gazetteer.senses(name)[0]
    return sense.known.key, sense.use.value


@pytest.mark.parametrize(
    ("name", "key", "use"),
    [
        ("U.S.", "country/US", "name"),
        ("US", "country/US", "name"),
        ("the States", "country/US", "name"),
        ("America", "country/US", "name"),
        ("American", "country/US", "adjective"),
        ("Americans", "country/US", "people"),
        ("White House", "country/US", "metonym"),
        ("Washington", "country/US", "capital"),
        ("Britain", "country/GB", "name"),
        ("Downing Street", "country/GB", "metonym"),
        ("Burma", "country/MM", "name"),
        ("Türkiye", "country/TR", "name"),
        ("Côte d’Ivoire", "country/CI", "name"),
        ("Cote d'Ivoire", "country/CI", "name"),
        ("Hellenic Republic", "country/GR", "name"),
        ("DRC", "country/CD", "name"),
        ("Congo-Brazzaville", "country/CG", "name"),
        ("Kosovo", "country/XK", "name"),
        ("Hong Kong", "country/HK", "name"),
        ("Palestinian", "country/PS", "adjective"),
        ("Nigerien", "country/NE", "adjective"),
        ("Nigerian", "country/NG", "adjective"),
        ("Soviet Union", "country/SU", "name"),
        ("Kremlin", "country/RU", "metonym"),
        ("Élysée", "country/FR", "metonym"),
        ("Elysee", "country/FR", "metonym"),
        ("Brussels", "institution/eu", "capital"),
        ("EU", "institution/eu", "name"),
        ("U.S. Treasury Department", "institution/us-treasury", "name"),
        ("American Treasury", "institution/us-treasury", "name"),
        ("OFAC", "institution/us-ofac", "name"),
        ("FCDO", "institution/gb-fcdo", "name"),
        ("PDVSA", "institution/ve-pdvsa", "name"),
        ("Fidesz", "institution/hu-fidesz", "name"),
        ("German Greens", "institution/de-greens", "name"),
        ("Riksdag", "institution/se-parliament", "name"),
        ("Wazalendo", "institution/cd-wazalendo", "name"),
        ("Radio Okapi", "institution/cd-radio-okapi", "name"),
        ("The Guardian Council", "institution/ir-guardian-council", "name"),
        ("Hizballah", "institution/lb-hezbollah", "name"),
        ("Maduro", "person/nicolas-maduro", "name"),
        ("Nicolás Maduro", "person/nicolas-maduro", "name"),
        ("Angela Merkel", "person/angela-merkel", "name"),
        ("Rafsanjani", "person/akbar-hashemi-rafsanjani", "name"),
        ("South China Sea", "", "decoy"),
        ("New Mexico", "", "decoy"),
    ],
)
def test_a_name_stands_for_what_readers_take_it_for(name: str, key: str, use: str) -> None:
    assert first(name) == (key, use)


@pytest.mark.parametrize("name", ["us", "turkey", "polish", "china", "march", "it", "who", "ice"])
def test_common_words_in_lower_case_name_nothing(name: str) -> None:
    assert gazetteer.senses(name) == ()


@pytest.mark.parametrize(
    "name",
    [
        "Treasury",
        "Senate",
        "National Assembly",
        "Labour Party",
        "Socialists",
        "Greens",
        "Podemos",
        "OPM",
        "Joint Chiefs of Staff",
        "National Intelligence Service",
        "Kaczynski",
    ],
)
def test_names_that_many_states_use_count_only_in_context(name: str) -> None:
    assert all(sense.contextual for sense in gazetteer.senses(name))


@pytest.mark.parametrize(
    "name", ["Liberation", "The National", "Forbes", "Dawn", "Wafa", "Space Force", "Focus"]
)
def test_words_persons_and_places_name_no_body(name: str) -> None:
    assert gazetteer.senses(name) == ()


@pytest.mark.parametrize(
    ("wording", "code", "key"),
    [
        ("foreign ministry", "CN", "institution/cn-ministry-of-foreign-affairs"),
        ("ministry of foreign affairs", "IR", "institution/ir-ministry-of-foreign-affairs"),
        ("defense ministry", "RU", "institution/ru-ministry-of-defence"),
        ("defence ministry", "RU", "institution/ru-ministry-of-defence"),
        ("commerce ministry", "CN", "institution/cn-mofcom"),
        ("foreign ministry", "GB", "institution/gb-fcdo"),
        ("army", "IL", "institution/il-idf"),
        ("parliament", "GE", "institution/ge-parliament"),
        ("parliament", "NO", "institution/no-parliament"),
        ("central bank", "DE", "institution/de-central-bank"),
    ],
)
def test_organs_of_state_are_known_by_rule_and_special_ones_first(wording: str, code: str, key: str) -> None:
    organ = gazetteer.organ(wording, code)
    assert organ is not None
    assert organ.key == key
    assert gazetteer.known(key) == organ


def test_an_organ_with_an_article_country_reads_well() -> None:
    organ = gazetteer.known("institution/ph-senate")
    assert organ is not None
    assert organ.label == "Senate of the Philippines"
    assert organ.part_of == "country/PH"


@pytest.mark.parametrize(
    ("name", "code"),
    [("Biden", "US"), ("Bush", "US"), ("Lukashenka", "BY"), ("von der Leyen", "EU"), ("Kim", None)],
)
def test_a_leader_gives_the_country_of_the_government(name: str, code: str | None) -> None:
    assert gazetteer.leader_country(name) == code


def test_every_body_belongs_to_a_known_country_and_a_known_whole() -> None:
    for body, _ in gazetteer._bodies():
        assert body.country is None or gazetteer.is_country_code(body.country), body.key
        assert body.part_of is None or gazetteer.known(body.part_of), body.key


def test_every_leader_and_region_has_a_known_country() -> None:
    codes = [person.country for person, _ in gazetteer._leaders() if person.country]
    codes += [row[0] for row in gazetteer.rows("regions")]
    assert all(gazetteer.is_country_code(code) for code in codes)


def test_keys_and_wikidata_numbers_are_well_formed_and_unique() -> None:
    things = [row[0] for row in (*gazetteer._countries(), *gazetteer._bodies(), *gazetteer._leaders())]
    assert len({thing.key for thing in things}) == len(things)
    numbers = [thing.wikidata for thing in things if thing.wikidata]
    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch(r"Q[1-9]\d*", number) for number in numbers)
    assert all(
        re.fullmatch(r"(country/[A-Z]{2}|(institution|person)/[a-z0-9-]+)", thing.key) for thing in things
    )


def test_no_plain_name_stands_for_two_things() -> None:
    doubtful = {
        name: sorted({sense.known.key for sense in senses if not sense.contextual})
        for name, senses in gazetteer._senses().items()
        if len({sense.known.key for sense in senses if not sense.contextual}) > 1
    }
    assert doubtful == {}


def test_there_are_all_the_sovereign_states() -> None:
    countries = [country for country, *_ in gazetteer._countries() if country.kind is Kind.COUNTRY]
    assert len(countries) > 220
    assert all(country.wikidata for country in countries)


def test_every_adjective_has_its_use() -> None:
    assert all(
        any(sense.use is Use.ADJECTIVE for sense in gazetteer.senses(name))
        for name in ("Danish", "Thai", "Saudi")
    )


@pytest.mark.parametrize("name", FILES)
def test_every_data_file_names_its_source_and_gives_an_example(name: str) -> None:
    comments = [
        line
        for line in ontology_path("gazetteers", name).read_text("utf-8").splitlines()
        if line.startswith("#")
    ]
    text = " ".join(comments)
    assert "Example:" in text
    assert "Apache-2.0" in text or "MIT licence" in text
