"""Corrections: what people know better holds in every run, whatever order the documents come in."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import termios
import time
from contextlib import suppress
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from select import select

import pytest
from pyoxigraph import NamedNode
from shell import command, complaints, environment, sanctiongraph, write_news

from sanctiongraph import pipeline
from sanctiongraph.cli.review import _ask, neutral
from sanctiongraph.cli.voice import Voice
from sanctiongraph.corrections import Answers, add, read, settled
from sanctiongraph.corrections.agreement import contradictions
from sanctiongraph.corrections.reading import parse
from sanctiongraph.errors import CorrectionsError, OutputError
from sanctiongraph.model import (
    Act,
    Correction,
    Document,
    Evidence,
    Kind,
    Knowledge,
    Mention,
    Reading,
    Relationship,
    Remedy,
    SanctionAction,
    Tenure,
)
from sanctiongraph.resolve import doubts, resolve, resolved
from sanctiongraph.store import read_graph
from sanctiongraph.vocab import RDF, sg

P, B, C, G = Kind.PERSON, Kind.INSTITUTION, Kind.COUNTRY, Kind.GROUP
Named = tuple[str, Kind] | tuple[str, Kind, str | None] | tuple[str, Kind, str | None, str]


def said(document: str, *named: Named) -> tuple[Document, Reading]:
    """A document and its reading from (name, kind[, country[, key]])."""
    return Document(id=document), Reading(mentions=tuple(_mention(i, *one) for i, one in enumerate(named)))


def _mention(
    place: int, name: str, kind: Kind, country: str | None = None, key: str | None = None
) -> Mention:
    start = 20 * place
    return Mention(
        id=f"m{place}",
        start=start,
        end=start + len(name),
        text=name,
        kind=kind,
        name=name,
        country=country,
        key=key,
    )


def corrected(text: str) -> tuple[Correction, ...]:
    return parse(text, Path("corrections.yaml"))


def who(known: Knowledge) -> dict[str, str]:
    """Labels by id, without the countries and bodies that stand beside."""
    return {entity.id: entity.label for entity in known.entities if not entity.id.startswith("country/")}


# --- the file


EVERY_ENTRY = """\
# What we know better.
- same: [Antal Rogán, A. Rogan, person/rogan]
  note: the minister
- different: [Ali Hassan, Ali Hassan Salameh]
- rename: {entity: person/antal-rogan, label: Antal Rogán}
- retype:
    entity: Blue Harbor
    kind: Institution
- country: {entity: Oslo Fund, country: NO}
- country: {entity: Ali Hassan, country: null}
- not-an-entity: Reuters Friday
  document: 0815
"""


def test_a_file_may_hold_every_kind_of_entry():
    entries = corrected(EVERY_ENTRY)
    assert [(entry.line, str(entry.remedy), entry.value) for entry in entries] == [
        (2, "same", None),
        (4, "different", None),
        (5, "rename", "Antal Rogán"),
        (6, "retype", "Institution"),
        (9, "country", "NO"),
        (10, "country", None),
        (11, "not-an-entity", None),
    ]
    assert entries[0].names == ("Antal Rogán", "A. Rogan", "person/rogan")
    assert entries[0].note == "the minister"
    assert entries[-1].document == "0815"


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "[]", "---\n", "null\n", "\ufeff- same: [A B, C D]\n"]
)
def test_a_file_may_be_empty(text):
    assert len(corrected(text)) <= 1


FAULTS = [
    ("same: [A, B]", "1: a list of entries is needed"),
    ("just words", "1: a list of entries is needed"),
    ("\n- same: [A, B\n- same", "3: not YAML"),
    ("- same: [A, B]\n- alike: [C, D]", "2: unknown 'alike'; allowed are same different rename retype"),
    ("- note: A\n", "1: an entry has one of same different"),
    ("- same: [A, B]\n  different: [C, D]", "1: an entry has one of same different"),
    ("- [A, B]", "1: a list is not an entry, which is '- WORD: ...' with one of same different"),
    ("- Antal", "1: 'Antal' is not an entry, which is"),
    ("- same: Antal", "1: 'Antal' is not a list of names: same: [NAME, NAME, ...]"),
    ("- same: [Antal]", "1: same needs two names or more"),
    ("- same: [Antal, ANTAL]", "1: 'ANTAL' is there twice"),
    ("- same: [Antal, '']", "1: nothing is not a text"),
    ("- same:\n  - Antal\n  - {x: y}", "3: a table is not a text"),
    ("- different: [A, B, C]", "1: different needs two names, not 3"),
    ("- rename: Antal", "1: 'Antal' is not of the form {entity: NAME, label: ...}"),
    ("- rename: {entity: Antal}", "1: label is missing: {entity: NAME, label: ...}"),
    ("- rename: {entity: A, name: B}", "1: unknown 'name'; allowed are entity label"),
    ("- rename: {entity: A, label: null}", "1: 'null' is not a text: label"),
    ("- retype: {entity: A, kind: Firm}", "1: unknown kind 'Firm'; allowed are Person Institution Country"),
    ("- country: {entity: A, country: Venezuela}", "1: unknown country 'Venezuela'; allowed are codes"),
    ("- country: {entity: A}", "1: country is missing"),
    ("- not-an-entity: [A, B]", "1: a list is not a text: not-an-entity"),
    ("- same: [A, B]\n  same: [A, C]", "2: 'same' is there twice"),
    ("- same: [A, B]\n  document: [x]", "2: a list is not a text: document"),
    ("- same: [A, B]\n- different: [b, a]", "2: 'b' and 'a' are different here and the same in line 1"),
    (
        "- different: [A, C]\n- same: [A, B]\n- same: [B, C]",
        "1: 'A' and 'C' are different here and the same in line 3",
    ),
    (
        "- rename: {entity: A, label: X}\n\n- rename: {entity: á, label: Y}",
        "3: a second rename of 'á'; the first is in line 1",
    ),
    (
        "- country: {entity: A, country: VE}\n- country: {entity: A, country: null}",
        "2: a second country of 'A'; the first is in line 1",
    ),
    ("- rename: {entity: A, label: ''}", "1: label is empty"),
    ("- rename: {entity: A, label: '...'}", "1: label '...' has no letter and no digit"),
    ("- country: {entity: Venezuela, country: CO}", "1: 'Venezuela' is a country; only others have one"),
    ("- country: {entity: country/VE, country: CO}", "1: 'country/VE' is a country"),
    ("- same: [venezuela, country/co]", "1: 'venezuela' and 'country/co' are different countries"),
    ("- retype: {entity: Blue Harbor, kind: Country}", "1: the gazetteer knows no country 'Blue Harbor'"),
    ("- same: [A, B]\n- same: [C, D\0]", "2: U+0000 is no character of a text"),
    ("- same: [A, B]\n\n- same: [C, \x07D]", "3: U+0007 is no character of a text"),
    ("- same: [A, B]\n  first: x", "2: first has 1 documents for 2 names"),
    (
        "- same: [A, B]\n- same: [B, C]\n  document: x\n- different: [A, C]\n  document: x",
        "4: 'A' and 'C' are different",
    ),
    ("- not-an-entity: A\n- same: [A, B]", "2: 'A' has a same here and is not-an-entity in line 1"),
]


@pytest.mark.parametrize(("text", "fault"), FAULTS)
def test_a_fault_is_told_with_its_line_and_what_is_allowed(text, fault):
    with pytest.raises(CorrectionsError) as told:
        corrected(text)
    [line] = told.value.faults
    assert line.startswith(f"corrections.yaml:{fault}")
    assert "\n" not in line


def test_every_fault_is_told_at_once():
    with pytest.raises(CorrectionsError) as told:
        corrected("- same: [A]\n- same: [B, C]\n- retype: {entity: A, kind: Firm}\n")
    assert [fault.split(":")[1] for fault in told.value.faults] == ["1", "3"]


AGREEING = [
    "- same: [A, B]\n- different: [A, C]",
    "- same: [A, B]\n  document: x\n- different: [A, B]\n  document: y",
    "- rename: {entity: A, label: X}\n- rename: {entity: A, label: Y}\n  document: d",
    "- rename: {entity: A, label: X}\n- retype: {entity: A, kind: Person}",
]


@pytest.mark.parametrize("text", AGREEING)
def test_what_only_looks_like_a_contradiction_is_none(text):
    assert len(corrected(text)) == 2


def test_a_file_that_is_missing_or_no_text_is_told(tmp_path):
    with pytest.raises(CorrectionsError, match=r"nowhere\.yaml: can't be read"):
        read(tmp_path / "nowhere.yaml")
    (tmp_path / "c.yaml").write_bytes(b"- same: [\xff\xfe, B]")
    with pytest.raises(CorrectionsError, match="not UTF-8"):
        read(tmp_path / "c.yaml")


# --- adding


SAME = Correction(remedy=Remedy.SAME, names=("Ana Li", "No"), note="seen")
WRITTEN = "- same: [Ana Li, 'No']\n  note: seen\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# mine\n- different: [C, D]   # sure\n", "# mine\n- different: [C, D]   # sure\n" + WRITTEN),
        ("- different: [C, D]", "- different: [C, D]\n" + WRITTEN),
        ("# mine\n", "# mine\n" + WRITTEN),
        ("# mine\nnull  # nothing\n", "# mine\n  # nothing\n" + WRITTEN),
        ("  - different: [C, D]\n", "  - different: [C, D]\n  - same: [Ana Li, 'No']\n    note: seen\n"),
    ],
)
def test_an_entry_is_added_and_all_before_it_stays(tmp_path, before, after):
    path = tmp_path / "corrections.yaml"
    path.write_text(before)
    add(path, SAME)
    assert path.read_text() == after
    assert read(path)[-1].names == SAME.names
    assert [each.name for each in tmp_path.iterdir()] == ["corrections.yaml"]


def test_many_answers_are_added_without_parsing_anew(tmp_path, monkeypatch):
    path = tmp_path / "corrections.yaml"
    answers = Answers(path)
    answers.add(SAME)
    with monkeypatch.context() as patched:
        patched.setattr("sanctiongraph.corrections.adding.parse", None)
        answers.add(replace(SAME, names=("Ana Li", "Three")))
        assert len(answers.entries()) == 2
        with pytest.raises(
            CorrectionsError, match="4: 'No' and 'three' are different here".replace("4", "6")
        ):
            answers.add(replace(SAME, names=("No", "three"), remedy=Remedy.DIFFERENT))
    assert read(path) == answers.entries()
    path.write_text(path.read_text() + "- same: [E, F]\n")
    answers.add(replace(SAME, names=("Gi", "Ha"), firsts=(None, "d 1")))
    assert read(path) == answers.entries()
    assert len(answers.entries()) == 4
    assert answers.entries()[-1].firsts == (None, "d 1")


def test_many_entries_that_say_different_are_read_in_a_breath():
    text = "".join(f"- same: [A{i}, A{i + 1}]\n- different: [A{i}, B{i}]\n" for i in range(1500))
    entries = corrected(text)
    began = time.process_time()
    assert list(contradictions(entries)) == []
    assert time.process_time() - began < 1.0


def test_a_new_file_says_what_it_is(tmp_path):
    add(tmp_path / "corrections.yaml", SAME)
    assert (tmp_path / "corrections.yaml").read_text().startswith("# Corrections")


@pytest.mark.parametrize(
    "before", ["[{same: [C, D]}]\n", "- different: [no, ana li]\n", "- oops\n", "- same: [C, D]\n...\n"]
)
def test_what_nothing_can_be_added_to_stays_as_it_is(tmp_path, before):
    path = tmp_path / "corrections.yaml"
    path.write_text(before)
    with pytest.raises(CorrectionsError):
        add(path, SAME)
    assert path.read_text() == before


def test_a_folder_that_is_missing_is_told(tmp_path):
    with pytest.raises(OutputError, match="there is no folder"):
        add(tmp_path / "nowhere" / "corrections.yaml", SAME)


def test_what_follows_from_entries_is_settled():
    entries = corrected(
        "- same: [A, B]\n- same: [B, C]\n- different: [C, D]\n- same: [D, E]\n  document: x\n"
    )
    assert settled(entries, "A", "C")
    assert settled(entries, "a", "D")
    assert not settled(entries, "D", "E")


# --- each remedy


def test_the_same_are_joined_against_scores_and_countries():
    corpus = [said("a", ("Carlos", P, "VE")), said("b", ("Ilich Ramírez Sánchez", P, "FR"))]
    assert len(who(resolve(corpus))) == 2
    known = resolve(corpus, corrected("- same: [Carlos, Ilich Ramírez Sánchez]"))
    assert who(known) == {"person/carlos": "Ilich Ramírez Sánchez"}


def test_the_same_may_be_told_by_id():
    corpus = [said("a", ("Ali Hassan", P, "SY")), said("b", ("Ali Hassan", P, "KE"))]
    known = resolve(corpus, corrected("- same: [person/ali-hassan, person/ali-hassan-ke]"))
    assert list(who(known)) == ["person/ali-hassan"]


def test_the_same_joins_what_the_gazetteer_knows():
    corpus = [
        said("a", ("the Old Fox", P, "VE")),
        said("b", ("Nicolás Maduro", P, "VE", "person/nicolas-maduro")),
    ]
    known = resolve(corpus, corrected("- same: [The old fox, person/nicolas-maduro]"))
    assert list(who(known)) == ["person/nicolas-maduro"]
    assert known.entity()["person/nicolas-maduro"].names == ("the Old Fox",) or "Old Fox" in str(known)


def test_bare_names_that_are_the_same_stay_together():
    corpus = [
        said("a", ("Ortiz", P)),
        said("b", ("Ortis", P)),
        said("c", ("Delia Ortiz", P), ("Ramón Ortiz", P)),
    ]
    known = resolve(corpus, corrected("- same: [Ortiz, Ortis]"))
    assert len(who(known)) == 3


def test_the_same_does_not_reach_a_surname_that_its_text_explains():
    corpus = [
        said("a", ("Rogan", P)),
        said("b", ("Joe Rogan", P), ("Rogan", P)),
        said("c", ("Antal Rogán", P)),
    ]
    known = resolve(corpus, corrected("- same: [Rogan, Antal Rogán]"))
    assert [account.mentions for account in known.accounts] == [
        ("person/rogan",),
        ("person/joe-rogan",),
        ("person/rogan",),
    ]


def test_the_same_in_one_document_overrules_what_its_text_seems_to_explain():
    corpus = [said("b", ("Joe Rogan", P), ("Rogan", P)), said("c", ("Antal Rogán", P))]
    told = "- same: [Rogan, Nagy Rogán]\n  document: b\n"
    known = resolve([*corpus, said("b2", ("Nagy Rogán", P))], corrected(told))
    assert len(who(known)) == 4
    corpus = [said("b", ("Joe Rogan", P), ("Rogan", P), ("Nagy Rogán", P))]
    known = resolve(corpus, corrected("- same: [Rogan, Nagy Rogán]\n  document: b\n"))
    assert known.entity()["person/nagy-rogan"].names == ("Rogan",)


DIFFERENT = [
    ([said("a", ("Pavel Orlov", P)), said("b", ("Pavel Ivan Orlov", P))], "Pavel Orlov, Pavel Ivan Orlov"),
    ([said("a", ("Pavel Orlov", P), ("Pavel Ivan Orlov", P))], "Pavel Orlov, Pavel Ivan Orlov"),
    ([said("a", ("Antal Rogán", P), ("Rogán", P))], "Rogan, Antal Rogan"),
    ([said("a", ("Antal Rogán", P, "HU")), said("b", ("Rogán", P, "HU"))], "Rogan, person/antal-rogan"),
    ([said("a", ("Free Miners Front", B)), said("b", ("FMF", B))], "FMF, Free Miners Front"),
    ([said("a", ("Free Miners Front", B), ("FMF", B))], "FMF, Free Miners Front"),
]


@pytest.mark.parametrize(("corpus", "names"), DIFFERENT)
def test_the_different_are_never_joined(corpus, names):
    once = [*corpus, said("z", ("Somebody Else", P))]
    assert len(who(resolve(once))) in (2, 3)
    assert len(who(resolve(corpus, corrected(f"- different: [{names}]")))) == 2


def test_the_different_are_not_joined_through_a_third():
    corpus = [
        said("a", ("Pavel Orlov", P)),
        said("b", ("Pavel Ivan Orlov", P)),
        said("c", ("Pavel I. Orlov", P)),
        said("d", ("Orlov", P)),
    ]
    for order in permutations(corpus):
        known = resolve(order, corrected("- different: [Pavel Orlov, Pavel Ivan Orlov]"))
        short, full = (known.accounts[i].mentions for i in (0, 1))
        assert short != full


def test_a_different_wins_over_a_same_that_meets_it_only_in_the_news():
    corpus = [said("a", ("Pavel Orlov", P)), said("b", ("K. A. K.", P))]
    found = resolved(
        corpus, corrected("- same: [person/pavel-orlov, K. A. K.]\n- different: [Pavel Orlov, K. A. K.]")
    )
    assert len(found.knowledge.entities) == 2
    assert [why for _, why in found.idle] == ["another entry keeps them apart"]


def test_the_different_that_the_gazetteer_takes_for_one_are_told():
    found = resolved(
        [said("a", ("Karim Khan", P), ("Karim Ahmad Khan", P))],
        corrected("- different: [Karim Khan, Karim Ahmad Khan]"),
    )
    assert [why for _, why in found.idle] == ["the gazetteer knows both as one"]


def test_the_different_of_one_document_are_joined_elsewhere():
    corpus = [said(d, ("Pavel Orlov", P), ("Pavel Ivan Orlov", P)) for d in "ab"]
    known = resolve(corpus, corrected("- different: [Pavel Orlov, Pavel Ivan Orlov]\n  document: a\n"))
    first, second = (account.mentions for account in known.accounts)
    assert len(first) == 2
    assert len(second) == 1
    assert len({entity.id for entity in known.entities}) == len(known.entities)


def test_a_new_label_keeps_the_id_and_the_old_name():
    corpus = [said("a", ("Antal Rogan", P)), said("b", ("Antal Rogan", P), ("Rogan", P))]
    known = resolve(corpus, corrected("- rename: {entity: Antal Rogan, label: Antal Rogán}"))
    entity = known.entity()["person/antal-rogan"]
    assert (entity.label, entity.names) == ("Antal Rogán", ("Antal Rogan", "Rogan"))


def test_a_new_label_may_be_used_in_other_entries():
    entries = corrected(
        "- rename: {entity: Blue Harbor, label: Blue Harbour Trading}\n"
        "- country: {entity: Blue Harbour Trading, country: PA}\n"
    )
    known = resolve([said("a", ("Blue Harbor", B))], entries)
    assert known.entity()["institution/blue-harbor"].country == "PA"
    assert "country/PA" in known.entity()


def test_a_new_label_that_somebody_bears_in_the_news_names_both():
    entries = corrected("- rename: {entity: A. Rogan, label: Antal Rogán}\n- same: [Antal Rogán, Toni]\n")
    corpus = [said("a", ("A. Rogan", P, "HU")), said("b", ("Antal Rogán", P, "SK")), said("c", ("Toni", P))]
    assert len(who(resolve(corpus, entries))) == 1


def test_a_wording_of_somebody_known_is_no_name_of_theirs():
    state = Mention(
        id="m",
        start=0,
        end=9,
        text="Washington",
        kind=C,
        name="United States",
        country="US",
        key="country/US",
    )
    corpus = [(Document(id="a"), Reading(mentions=(state,)))]
    entries = "- rename: {entity: Washington, label: X}\n- not-an-entity: Friday\n"
    found = resolved(corpus, corrected(entries))
    assert [entry.line for entry, _ in found.idle] == [1, 2]
    assert found.knowledge.entity()["country/US"].label == "United States"


def test_a_new_label_in_one_document_is_whom_the_document_meant():
    corpus = [said("a", ("Lopez", P)), said("b", ("Lopez", P)), said("c", ("Leopoldo López", P))]
    known = resolve(corpus, corrected("- rename: {entity: Lopez, label: Leopoldo López}\n  document: a\n"))
    assert [account.mentions[0] == "person/leopoldo-lopez" for account in known.accounts] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("kind", "id_"),
    [
        (B, "institution/blue-harbor"),
        (P, "person/blue-harbor"),
        (G, "group/blue-harbor"),
        (Kind.ASSET, "asset/blue-harbor"),
        (Kind.SECTOR, "sector/blue-harbor"),
    ],
)
def test_a_new_kind_changes_the_id_and_may_be_named_by_either(kind, id_):
    corpus = [said("a", ("Blue Harbor", P, "PA")), said("b", ("Blue Harbor", B))]
    retyped = f"- retype: {{entity: Blue Harbor, kind: {kind}}}\n"
    for name in ("Blue Harbor", id_):
        known = resolve(corpus, corrected(f"{retyped}- rename: {{entity: {name}, label: Harbor}}"))
        assert known.entity()[id_].label == "Harbor"
        assert known.entity()[id_].kind is kind


def test_a_new_kind_in_one_document():
    corpus = [said("a", ("Georgia", C, "GE", "country/GE")), said("b", ("Georgia", C, "GE", "country/GE"))]
    known = resolve(corpus, corrected("- retype: {entity: Georgia, kind: Person}\n  document: b\n"))
    assert [account.mentions for account in known.accounts] == [("country/GE",), ("person/georgia",)]


def test_a_new_country_parts_and_joins():
    corpus = [said("a", ("Ali Hassan", P, "SY")), said("b", ("Ali Hassan", P, "KE"))]
    entries = corrected("- country: {entity: Ali Hassan, country: SY}\n  document: b\n")
    assert list(who(resolve(corpus, entries))) == ["person/ali-hassan"]
    known = resolve(corpus, corrected("- country: {entity: Ali Hassan, country: null}"))
    assert known.entity()["person/ali-hassan"].country is None


def test_a_known_leader_takes_a_new_country_everywhere_and_is_another_where_it_is_told_for_one_document():
    corpus = [said(d, ("Nicolás Maduro", P, "VE", "person/nicolas-maduro")) for d in "ab"]
    known = resolve(corpus, corrected("- country: {entity: person/nicolas-maduro, country: CO}"))
    assert known.entity()["person/nicolas-maduro"].country == "CO"
    known = resolve(corpus, corrected("- country: {entity: Nicolás Maduro, country: CO}\n  document: b\n"))
    first, second = (account.mentions for account in known.accounts)
    assert first == ("person/nicolas-maduro",)
    assert first != second


def told() -> tuple[Document, Reading]:
    """One claim of each kind about "Reuters Friday", and others beside it."""
    document, reading = said(
        "a", ("Reuters Friday", P), ("Norway", C, "NO", "country/NO"), ("Blue Bank", B), ("Ana Li", P)
    )
    proof = (Evidence(0, 10, "A sentence", 0, 1),)
    return document, Reading(
        mentions=reading.mentions,
        actions=(
            SanctionAction(id="alone", evidence=proof, act=Act.IMPOSE, targets=("m0",)),
            SanctionAction(id="beside", evidence=proof, act=Act.LIFT, imposers=("m1",), targets=("m0", "m2")),
            SanctionAction(id="nobody", evidence=proof, act=Act.EASE, attributed_to="m0"),
        ),
        tenures=(
            Tenure(id="holder", evidence=proof, holder="m0", title="minister"),
            Tenure(id="at", evidence=proof, holder="m3", title="minister", at="m0"),
        ),
        relationships=(
            Relationship(id="in", evidence=proof, subject="m0", relation="Owns", object="m2"),
            Relationship(id="out", evidence=proof, subject="m1", relation="Owns", object="m2"),
        ),
    )


@pytest.mark.parametrize("name", ["reuters friday", "person/reuters-friday"])
def test_what_is_no_entity_vanishes_with_what_rests_on_it(name):
    known = resolve([told()], corrected(f"- not-an-entity: {name}"))
    [account] = known.accounts
    assert list(who(known)) == ["institution/blue-bank", "person/ana-li"]
    assert [(claim.id, claim.imposers, claim.targets) for claim in account.actions] == [
        ("beside", ("country/NO",), ("institution/blue-bank",)),
        ("nobody", (), ()),
    ]
    assert account.actions[1].attributed_to is None
    assert [(claim.id, claim.at) for claim in account.tenures] == [("at", None)]
    assert [claim.id for claim in account.relationships] == ["out"]


def test_what_is_no_entity_in_one_document_is_one_elsewhere():
    corpus = [said("a", ("Friday", P)), said("b", ("Friday", P))]
    known = resolve(corpus, corrected("- not-an-entity: Friday\n  document: a\n"))
    assert [len(account.mentions) for account in known.accounts] == [0, 1]


def test_what_corrections_make_senseless_is_left_out():
    entries = corrected("- same: [Reuters Friday, Norway]\n- retype: {entity: Blue Bank, kind: Asset}\n")
    [account] = resolve([told()], entries).accounts
    assert [(claim.id, claim.at) for claim in account.tenures] == [("at", "country/NO")]
    assert {claim.id: (claim.imposers, claim.targets) for claim in account.actions} == {
        "alone": ((), ("country/NO",)),
        "beside": (("country/NO",), ("asset/blue-bank",)),
        "nobody": ((), ()),
    }
    [account] = resolve([told()], corrected("- same: [Norway, Blue Bank]")).accounts
    assert [claim.id for claim in account.relationships] == ["in"]


# --- all together


def test_corrections_that_name_nobody_are_told_and_the_others_hold():
    entries = corrected(
        "- same: [Antal Rogán, Nobody Here]\n"
        "- not-an-entity: Antal Rogan\n  document: elsewhere\n"
        "- rename: {entity: person/nobody, label: X}\n"
        "- rename: {entity: Antal Rogan, label: Antal Rogán}\n"
    )
    found = resolved([said("a", ("Antal Rogan", P))], entries)
    assert [(entry.line, why) for entry, why in found.idle] == [
        (1, "nobody here is called 'Nobody Here'"),
        (2, "nobody here is called 'Antal Rogan'"),
        (4, "nobody here is called 'person/nobody'"),
    ]
    assert who(found.knowledge) == {"person/antal-rogan": "Antal Rogán"}


def known_as(text: str, key: str, kind: Kind, name: str) -> tuple[Document, Reading]:
    """A document that calls somebody known by another name than the full one."""
    mention = Mention(id="m", start=0, end=len(text), text=text, kind=kind, name=name, key=key)
    return Document(id="a"), Reading(mentions=(mention,))


@pytest.mark.parametrize(
    ("text", "key", "kind", "name"),
    [
        ("FBI", "institution/us-fbi", B, "Federal Bureau of Investigation"),
        ("UN", "institution/un", B, "United Nations"),
        ("U.S.", "country/US", C, "United States"),
        ("Hemedti", "person/mohamed-hamdan-dagalo", P, "Mohamed Hamdan Dagalo"),
    ],
)
def test_somebody_known_may_be_named_as_the_text_does(text, key, kind, name):
    found = resolved([known_as(text, key, kind, name)], corrected(f"- rename: {{entity: {text}, label: Xu}}"))
    assert found.idle == ()
    assert found.knowledge.entity()[key].label == "Xu"


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (
            "rename: {entity: Antal Rogen, label: X}",
            "nobody here is called 'Antal Rogen'; near: 'Antal Rogan'",
        ),
        (
            "not-an-entity: person/antal-rogann",
            "nobody here is called 'person/antal-rogann'; near: 'person/antal-rogan'",
        ),
        (
            "rename: {entity: Zoltan Kis, label: Antal Rogan}",
            "nobody here is called 'Zoltan Kis', but somebody is called 'Antal Rogan': "
            "are entity and label swapped?",
        ),
        ("same: [Antal Rogan, person/antal-rogan]", "they are one already"),
    ],
)
def test_why_an_entry_did_nothing(entry, why):
    found = resolved([said("a", ("Antal Rogan", P))], corrected(f"- {entry}"))
    assert [told for _, told in found.idle] == [why]


@pytest.mark.parametrize(
    ("names", "what"),
    [
        ("Ana Li, Blue Bank", "makes one of different kinds: Institution, Person"),
        (
            "person/nicolas-maduro, country/VE",
            "makes one of country/VE and person/nicolas-maduro, which the gazetteer tells apart",
        ),
    ],
)
def test_a_same_of_what_does_not_go_together_holds_and_is_told(names, what):
    corpus = [
        said("a", ("Ana Li", P), ("Blue Bank", B)),
        said("b", ("Nicolás Maduro", P, "VE", "person/nicolas-maduro"), ("Venezuela", C, "VE", "country/VE")),
    ]
    found = resolved(corpus, corrected(f"- same: [{names}]"))
    assert [told for _, told in found.odd] == [what]


def test_an_entry_is_left_out_where_its_id_begins_in_another_document():
    corpus = [said("b", ("Ali Hassan", P, "SY")), said("c", ("Ali Hassan", P, "KE"))]
    entries = corrected("- rename: {entity: person/ali-hassan, label: Sheikh Ali}\n  first: b\n")
    assert resolve(corpus, entries).entity()["person/ali-hassan"].label == "Sheikh Ali"
    found = resolved([*corpus, said("a", ("Ali Hassan", P, "YE"))], entries)
    assert [why for _, why in found.idle] == [
        "person/ali-hassan now begins in 'a', not in 'b': it may be somebody else"
    ]
    assert "Sheikh Ali" not in who(found.knowledge).values()


def test_a_doubt_about_namesakes_says_in_which_documents_they_begin():
    [doubt] = doubts([said("a", ("Ali Hassan", P, "SY")), said("b", ("Ali Hassan", P, "KE"))])
    assert {(side.reference, side.first) for side in (doubt.one, doubt.other)} == {
        ("person/ali-hassan", "a"),
        ("person/ali-hassan-ke", "b"),
    }


def test_the_order_of_documents_and_of_entries_changes_nothing():
    corpus = [
        said("a", ("Antal Rogán", P, "HU"), ("Rogán", P)),
        said("b", ("Rogan", P, "HU"), ("Ali Hassan", P, "SY")),
        said("c", ("Ali Hassan", P, "KE"), ("Alí Hassan", P), ("Pavel Orlov", P)),
        said("d", ("Free Miners Front", B), ("FMF", B), ("Pavel I. Orlov", P)),
        said("e", ("FMF", B), ("Pavel Ivan Orlov", P), ("Reuters Friday", P)),
    ]
    text = (
        "- same: [Ali Hassan, Pavel Orlov]\n- different: [Pavel Orlov, Pavel Ivan Orlov]\n"
        "- different: [FMF, Free Miners Front]\n- country: {entity: person/antal-rogan, country: null}\n"
        "- retype: {entity: FMF, kind: Group}\n- not-an-entity: Reuters Friday\n"
    )
    lines = text.splitlines(keepends=True)
    results = {resolve(order, corrected(text)) for order in permutations(corpus)}
    turned = [lines[i:] + lines[:i] for i in range(len(lines))] + [lines[::-1]]
    results |= {resolve(corpus, corrected("".join(order))) for order in turned}
    assert len(results) == 1


# --- doubts


DOUBTFUL = [
    ([("Arbel Yehudin", P)], [("Arbel Yahudin", P)], True, "sound alike"),
    ([("Arbel Yehud", P)], [("Arbel Yahud", P)], False, "nearly spelled the same"),
    ([("Luis Manuel Prado", P)], [("Luis Prado", P)], True, "middle name"),
    ([("J. Tanner", P)], [("John Tanner", P)], True, "initial"),
    ([("Rapid Suport Forces", B)], [("Rapid Support Forces", B)], True, "spellings are near"),
    ([("Antal Rogán", P, "HU")], [("Rogán", P, "HU")], True, "nobody else has this surname"),
    ([("Free Miners Front", B), ("FMF", B)], [("FMF", B)], True, "nobody else has this acronym"),
    ([("Ali Hassan", P, "SY")], [("Ali Hassan", P, "KE")], False, "one is of Kenya, the other of Syria"),
    ([("Ali Hassan", P, "SY")], [("Ali Hasan", P, "KE")], False, "one is of Kenya"),
    ([("Mario Rossi", P)], [("Maria Rossi", P)], False, "a woman's"),
    ([("Aldo Conti", P)], [("Aldo Conti Jr.", P)], False, "a junior"),
    ([("Ministry of Mines", B)], [("Peruvian Ministry of Mines", B, "PE")], False, "of which country"),
    ([("J. Bolton", P)], [("John Bolton", P)], False, "not enough for somebody known"),
    ([("Office of Mining", B)], [("Office for Mining", B)], False, "nearly spelled the same"),
]
PLAIN = [
    ([("Antal Rogán", P)], [("Antal Rogan", P), ("Rogan", P)]),
    ([("Abdel Fattah al-Burhan", P)], [("Abdel Fattah Burhan", P)]),
    ([("Bank of China", B)], [("Bank of Chile", B)]),
    ([("Aga Khan IV", P)], [("Aga Khan V", P)]),
    ([("Kyoto District Court", B)], [("Tokyo District Court", B)]),
    ([("Australian Labor Party", B, "AU")], [("Labor Party", B, "IL")]),
    ([("Karim Khan", P)], [("Karim Ahmad Khan", P)]),
    ([("Leon Brandt", P)], [("Leon E. Brandt", P)]),
    ([("C.P. Nair", P)], [("C. P. Nair", P)]),
    ([("3rd Infantry Division", B)], [("4th Infantry Division", B)]),
]


@pytest.mark.parametrize(("one", "other", "joined", "reason"), DOUBTFUL)
def test_a_thin_decision_is_a_doubt(one, other, joined, reason):
    [doubt] = doubts([said("a", *one), said("b", *other)])
    assert doubt.joined is joined
    assert reason in doubt.reason
    assert (doubt.one.entity == doubt.other.entity) is joined


@pytest.mark.parametrize(("one", "other"), PLAIN)
def test_a_plain_decision_is_none(one, other):
    assert doubts([said("a", *one), said("b", *other)]) == ()


@pytest.mark.parametrize(("one", "other", "joined", "reason"), DOUBTFUL)
@pytest.mark.parametrize("answer", ["same", "different"])
def test_an_answer_settles_a_doubt_and_holds(one, other, joined, reason, answer):
    corpus = [said("a", *one), said("b", *other)]
    [doubt] = doubts(corpus)
    entries = corrected(f'- {answer}: ["{doubt.one.reference}", "{doubt.other.reference}"]\n')
    assert doubts(corpus, entries) == ()
    assert resolved(corpus, entries).idle == ()
    assert len(who(resolve(corpus, entries))) == (1 if answer == "same" else 2)


def test_a_doubt_says_what_hangs_on_the_lesser_side_and_the_most_comes_first():
    proof = (Evidence(0, 10, "A sentence", 0, 1),)
    document, reading = said("a", ("Arbel Yehudin", P), ("J. Tanner", P))
    action = SanctionAction(id="x", evidence=proof, act=Act.IMPOSE, targets=("m1",))
    tenure = Tenure(id="t", evidence=proof, holder="m1", title="adviser")
    corpus = [
        (document, Reading(mentions=reading.mentions, actions=(action,), tenures=(tenure,))),
        said("b", ("John Tanner", P), ("Arbel Yahudin", P)),
        said("c", ("John Tanner", P), ("Arbel Yahudin", P)),
    ]
    first, second = doubts(corpus)
    assert first.one.names == ("J. Tanner",)
    assert (first.actions, first.claims, first.mentions, first.consequence) == (1, 1, 1, 8)
    assert (second.one.names, second.consequence) == (("Arbel Yehudin",), 1)


def test_a_doubt_shows_sentences_of_both_sides_from_different_documents():
    texts = {
        "a": "One came. Antal Rogán spoke. He left.",
        "b": "Rogán fell.\nThe end.",
        "c": "So. Rogán rose.",
    }
    corpus = []
    for id_, text in texts.items():
        name = "Antal Rogán" if id_ == "a" else "Rogán"
        start = text.index(name)
        mention = Mention(
            id="m", start=start, end=start + len(name), text=name, kind=P, name=name, country="HU"
        )
        corpus.append((Document(id=id_, text=text), Reading(mentions=(mention,))))
    [doubt] = doubts(corpus)
    assert [(quote.document, quote.sentence) for quote in doubt.one.quotes] == [
        ("b", "Rogán fell."),
        ("c", "Rogán rose."),
    ]
    assert [quote.sentence for quote in doubt.other.quotes] == ["Antal Rogán spoke."]


def test_doubts_do_not_depend_on_the_order_of_documents():
    corpus = [
        said(d, *one)
        for d, one in zip("abcd", (case[i] for case in DOUBTFUL[:4] for i in (0, 1)), strict=False)
    ]
    assert len({doubts(order) for order in permutations(corpus)}) == 1


# --- as a user


NAMED_NEWS = {
    "a.txt": "Canada imposed sanctions on Viktor Manin Orlenko, a banker from Belarus.\n",
    "b.txt": "Norway imposed sanctions on Viktor Orlenko, a banker from Belarus, on Friday.\n",
    "c.txt": "Japan lifted its sanctions on Myanmar.\n",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which news was built; not to be changed."""
    folder = tmp_path_factory.mktemp("desk")
    write_news(folder / "news", NAMED_NEWS)
    done = sanctiongraph("build", "news", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def table(desk: Path, tmp_path: Path) -> Path:
    """A copy to write in, without the news."""
    shutil.copytree(desk / "output", tmp_path / "output")
    return tmp_path


def typed(folder: Path, keys: str, *words: str) -> tuple[int, str]:
    """The exit code of a review on a terminal whose user presses one key a question, and all that was
    shown.
    """
    master, slave = os.openpty()
    process = subprocess.Popen(
        command("review", *words), cwd=folder, env=environment(), stdin=slave, stdout=slave, stderr=slave
    )
    os.close(slave)
    shown, pressed = "", 0
    with suppress(OSError):  # the other end is closed
        while select([master], [], [], 60)[0]:
            shown += os.read(master, 4096).decode(errors="replace")
            if pressed < min(len(keys), shown.count("[q]uit")):
                press(master, keys[pressed])
                pressed += 1
    os.close(master)  # a review that waits for more than its user says is hung up on
    return process.wait(timeout=30), shown


def press(terminal: int, key: str) -> None:
    """Presses a key as soon as single keys are waited for; what was typed before is thrown away."""
    until = time.monotonic() + 30
    while termios.tcgetattr(terminal)[3] & termios.ICANON and time.monotonic() < until:
        time.sleep(0.01)
    os.write(terminal, key.encode())


def people(folder: Path) -> set[str]:
    """The people that a graph holds, by the end of their IRI."""
    graph = read_graph(folder / "output" / "graph.trig")
    is_a, person = NamedNode(f"{RDF}type"), NamedNode(sg("Person"))
    return {
        quad.subject.value.rpartition("/id/")[2] for quad in graph.quads_for_pattern(None, is_a, person, None)
    }


def test_without_a_terminal_the_queue_is_listed(table):
    done = sanctiongraph("review", cwd=table)
    assert done.returncode == 0, done.stderr
    first, hangs, *sides = done.stdout.splitlines()
    assert first == "1 of 1: taken for one: one name has a middle name more (0.93)"
    assert hangs == "  It decides on 1 sanction action, 1 mention."
    assert "      a.txt: Canada imposed sanctions on Viktor Manin Orlenko, a banker from Belarus." in sides
    assert not (table / "output" / "corrections.yaml").exists()


def test_an_answer_is_written_and_holds_in_the_next_build(desk, table):
    assert people(table) == {"person/viktor-manin-orlenko"}
    code, shown = typed(table, "d")
    assert code == 0
    assert "1 answer is kept in output/corrections.yaml" in shown
    [entry] = read(table / "output" / "corrections.yaml")
    assert (entry.remedy, set(entry.names)) == (
        Remedy.DIFFERENT,
        {"Viktor Orlenko", "Viktor Manin Orlenko"},
    )
    assert sanctiongraph("review", cwd=table).stdout == "nothing doubtful\n"
    shutil.copytree(desk / "news", table / "news")
    done = sanctiongraph("build", "news", cwd=table)
    assert (done.returncode, complaints(done.stderr)) == (0, [])
    assert people(table) == {"person/viktor-manin-orlenko", "person/viktor-orlenko"}


@pytest.mark.parametrize(
    ("keys", "code", "said_"), [("k", 0, "no answer"), ("q", 0, "no answer"), ("\x03", 130, "interrupted")]
)
def test_no_answer_writes_nothing(table, keys, code, said_):
    ended, shown = typed(table, keys)
    assert ended == code
    assert said_ in shown
    assert not (table / "output" / "corrections.yaml").exists()


def test_an_interrupt_loses_no_answer(table):
    news = NAMED_NEWS | {
        "d.txt": "Canada imposed sanctions on Pavel Ilin Sadovy, a banker from Belarus.\n",
        "e.txt": "Norway imposed sanctions on Pavel Sadovy, a banker from Belarus, on Friday.\n",
    }
    write_news(table / "news", news)
    assert sanctiongraph("build", "news", cwd=table).returncode == 0
    (table / "mine.yaml").write_text("# mine\n- same: [Nobody One, Nobody Two]  # sure\n")
    code, shown = typed(table, "s\x03", "--corrections", "mine.yaml")
    assert code == 130
    assert "1 answer is kept in mine.yaml" in shown
    text = (table / "mine.yaml").read_text()
    assert text.startswith("# mine\n- same: [Nobody One, Nobody Two]  # sure\n- same: [")
    assert len(read(table / "mine.yaml")) == 2


def test_a_folder_for_answers_that_is_missing_is_told_at_once(table):
    done = sanctiongraph("review", "--corrections", "nosuch/mine.yaml", cwd=table)
    assert done.returncode != 0
    assert "there is no folder" in done.stderr


def test_a_file_broken_meanwhile_ends_a_review_with_what_is_kept(table, monkeypatch):
    found = pipeline.review(table / "output")
    twice = replace(found, doubts=found.doubts * 2)

    def key() -> str:
        found.file.write_text("- oops\n")
        return "k"

    monkeypatch.setattr("sanctiongraph.cli.review._key", key)
    with pytest.raises(CorrectionsError) as told:
        _ask(twice, Voice(quiet=True))
    assert told.value.faults[-1] == "no answer was given"


def test_the_queue_as_csv(table):
    done = sanctiongraph("review", "output", "--csv", "-", cwd=table)
    [row] = csv.DictReader(io.StringIO(done.stdout))
    assert (row["decided"], row["consequence"], row["one_reference"]) == ("same", "6", "Viktor Orlenko")
    assert row["one_sentence_1"].startswith("b.txt: Norway")
    assert sanctiongraph("review", "--csv", "queue.csv", cwd=table).returncode == 0
    assert (table / "queue.csv").read_text() == done.stdout


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\u00a0=1", "\uff1d1"])
def test_no_cell_is_a_formula(cell):
    assert neutral(cell) == f"'{cell}"


def test_news_may_be_reviewed_without_a_build(desk):
    done = sanctiongraph("review", "news", cwd=desk)
    assert done.stdout.startswith("1 of 1: taken for one")


@pytest.mark.parametrize("words", [("review",), ("review", "output"), ("review", "empty")])
def test_where_nothing_was_built_the_user_is_told_to(run, tmp_path, words):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "readings.sqlite").touch()
    done = run(*words)
    assert done.returncode == 1
    assert "use `sanctiongraph build` first" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_review_loads_no_spacy(table):
    program = (
        "import sys\nfrom sanctiongraph.pipeline import review\n"
        "print(len(review('output').doubts), 'spacy' in sys.modules)"
    )
    done = subprocess.run(
        [*command()[:2], program], cwd=table, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.stdout == "1 False\n", done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("build", "news"),
        ("extract", "news", "-o", "g.ttl", "--corrections", "output/corrections.yaml"),
        ("review",),
    ],
)
def test_a_faulty_file_stops_everything_at_once(table, words):
    (table / "output" / "corrections.yaml").write_text("- same: [A]\n- alike: [B, C]\n")
    write_news(table / "news", NAMED_NEWS)
    done = sanctiongraph(*words, cwd=table)
    assert done.returncode == 2
    first, second = done.stderr.splitlines()
    assert first.startswith("sanctiongraph: output/corrections.yaml:1: same needs two names")
    assert second.startswith("sanctiongraph: output/corrections.yaml:2: unknown 'alike'")
    assert not (table / "g.ttl").exists()


def test_corrections_that_did_nothing_are_told_after_a_build_and_stay(table):
    text = "- rename: {entity: Nobody Here, label: X}\n"
    (table / "output" / "corrections.yaml").write_text(text)
    write_news(table / "news", NAMED_NEWS)
    done = sanctiongraph("build", "news", cwd=table)
    assert done.returncode == 0
    assert complaints(done.stderr) == [
        "sanctiongraph: output/corrections.yaml:1: rename did nothing: nobody here is called 'Nobody Here'"
    ]
    assert (table / "output" / "corrections.yaml").read_text() == text
