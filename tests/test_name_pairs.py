"""Hard pairs of names: who is the same, and who only seems to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from sanctiongraph.model import Document, Kind, Mention, Reading
from sanctiongraph.resolve import resolve

PAIRS = Path(__file__).parent / "data" / "gold" / "name_pairs.tsv"
KINDS = {"person": Kind.PERSON, "institution": Kind.INSTITUTION}
BEYOND = {
    # what only knowledge of the world tells, not the names
    ("Muammar Gaddafi", "Moammar Qadhafi"),
    ("Bill Clinton", "William Jefferson Clinton"),
    ("Osama bin Laden", "Usama bin Ladin"),
    ("Saddam Hussein", "Saddam Husayn al-Tikriti"),
    ("George W. Bush", "George Walker Bush"),
    ("Ferdinand Marcos Jr.", "Ferdinand R. Marcos, Jr."),
    ("Hamid Karzai", "Hamed Karzai"),
    # a longer name of a known leader may be a relative's: Nicolás Maduro Guerra
    ("Gabriel Boric", "Gabriel Boric Font"),
    ("Juan Manuel Santos", "Juan Manuel Santos Calderón"),
    ("Pedro Sánchez", "Pedro Sánchez Pérez-Castejón"),
    ("Mohammed bin Salman", "Mohammad bin Salman Al Saud"),
    # acronyms and short forms that annotation resolves before names are compared
    ("Ministry of Foreign Affairs of China", "Chinese Foreign Ministry"),
    ("European Union", "EU"),
    ("International Monetary Fund", "IMF"),
    ("African Union", "A.U."),
    ("Islamic Revolutionary Guard Corps", "IRGC"),
    ("Federal Security Service", "FSB"),
    ("Xinhua News Agency", "Xinhua"),
}


def pairs() -> list[tuple[Kind, str, str, bool]]:
    """Kind, one name, another, and whether they are one actor's."""
    rows = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines()[1:]]
    return [(KINDS[kind], one, other, verdict == "same") for kind, one, other, verdict, *_ in rows]


def named(document: str, kind: Kind, name: str) -> tuple[Document, Reading]:
    mention = Mention(id="m1", start=0, end=len(name), text=name, kind=kind, name=name)
    return Document(id=document), Reading(mentions=(mention,))


@pytest.mark.parametrize(("kind", "one", "other", "same"), pairs())
def test_two_names_in_two_documents(kind: Kind, one: str, other: str, same: bool) -> None:
    known = resolve([named("a", kind, one), named("b", kind, other)])
    joined = known.accounts[0].mentions == known.accounts[1].mentions
    assert joined == (same and (one, other) not in BEYOND)


def test_what_is_beyond_us_is_told_and_little() -> None:
    told = {(one, other) for _, one, other, same in pairs() if same}
    assert told >= BEYOND
    assert len(BEYOND) <= 0.15 * len(told)
