"""Why a claim is as it is: its sentence, the words that carry each field, on a terminal and as a page."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from sanctiongraph.errors import DocumentError, InputError
from sanctiongraph.explaining import ROLES, Explanation
from sanctiongraph.page import explained_page
from sanctiongraph.pipeline import explain

SAID = "2025-06-18"
TEXT = "In May the EU refused to lift its sanctions on Syria over the war, officials said."


def marked(explanation: Explanation) -> dict[str, str]:
    """The words of the sentence by what they carry."""
    return {mark.role: explanation.quote[mark.start : mark.end] for mark in explanation.marks}


def test_words_are_marked_by_what_they_carry():
    [one] = explain(TEXT, date=SAID)
    assert one.quote == TEXT
    assert marked(one) == {
        "date": "In May",
        "imposer": "EU",
        "cue": "refused",
        "trigger": "lift",
        "target": "Syria",
        "grounds": "over the war",
        "source": "officials",
    }


def test_fields_say_what_the_words_stand_for():
    [one] = explain(TEXT, date=SAID)
    fields = dict(one.fields)
    assert fields["act"] == "Lift, Actual, denied"
    assert fields["imposers"] == "EU = European Union"
    assert fields["date"] == "In May = 2025-05"
    assert "pattern: object" in one.reasons


def test_marks_are_in_order_and_apart():
    for one in explain(
        "The EU on Monday hit Iran with sanctions, and Canada, citing arms, froze its assets."
    ):
        assert {mark.role for mark in one.marks} <= set(ROLES)
        ends = [place for mark in one.marks for place in (mark.start, mark.end)]
        assert ends == sorted(ends)


def test_an_act_told_twice_is_explained_once():
    [one] = explain(
        "Canada imposed sanctions on Iran. It was in Ottawa that Canada imposed sanctions on Iran."
    )
    assert one.again == ("It was in Ottawa that Canada imposed sanctions on Iran.",)


def test_a_file_is_read_as_everywhere(tmp_path):
    (tmp_path / "a.txt").write_text("Canada imposed sanctions on Iran.\n")
    [one] = explain(str(tmp_path / "a.txt"))
    assert one.document == "a.txt"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("missing.txt", "no such file, nor a sentence"),
        ("my missing news.txt", "no such file, nor a sentence"),
        ("  ", "no text"),
        ("/", "a folder, not a file"),
    ],
)
def test_what_cannot_be_explained_is_named(text, says):
    with pytest.raises(InputError, match=says):
        explain(text)


@pytest.mark.parametrize("date", ["June", "20250601", "2025-W01-1"])
def test_a_date_must_be_a_day(date):
    with pytest.raises(InputError, match=f"--date {date}: not a day"):
        explain(TEXT, date=date)


def test_what_is_no_character_does_no_harm():
    [one] = explain("The EU\x1b[31m lifted\a its sanctions on Syria.\udcff", date=SAID)
    assert marked(one)["target"] == "Syria"


def test_a_broken_file_is_named(tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(DocumentError, match=r"broken\.pdf"):
        explain(str(tmp_path / "broken.pdf"))


def test_the_page_marks_the_words_and_shows_texts_as_texts(tmp_path):
    page = tmp_path / "why.html"
    explain(f"{TEXT} <script>alert(1)</script>", date=SAID, page=page)
    html = page.read_text(encoding="utf-8")
    assert '<mark class="trigger" title="the act">lift</mark>' in html
    assert "<script" not in html
    assert html.count("<section") == 1


def test_same_input_same_page():
    found = [asdict(one) for one in explain(TEXT, date=SAID)]
    assert explained_page(found) == explained_page(found)
    assert "No sanction action was found." in explained_page([])
