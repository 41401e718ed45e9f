"""News in every format comes out as documents, and what can't be read says why."""

from __future__ import annotations

import json
import logging
import os
import random
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from sanctiongraph.documents import SUFFIXES, is_table, load, sources
from sanctiongraph.documents.cleaning import clean, one_line, safe_id, tidy
from sanctiongraph.documents.dates import parse_date, text_date
from sanctiongraph.documents.quiet import quiet
from sanctiongraph.documents.wrapping import paragraphs, unwrap
from sanctiongraph.model import Document, Skipped
from sanctiongraph.resources import ontology_path

SHARED = Path(__file__).parents[2] / "shared"
STORY = "The United States imposed sanctions on sixteen officials of the government, an official said."


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def read(path: Path, **columns: str) -> Document:
    (document,) = load(path, columns=columns)
    assert isinstance(document, Document), document
    return document


def refused(path: Path) -> str:
    (skipped,) = load(path)
    assert isinstance(skipped, Skipped) and skipped.failed, skipped
    assert skipped.source == path.name
    assert "\n" not in skipped.reason
    return skipped.reason


def pdf(*pages: list[str], info: str = "", text_in: str = "Tj") -> bytes:
    """A small PDF of Helvetica lines; with another operator than Tj it shows no text."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line.replace('(', '').replace(')', '')}) {text_in} T*" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< {info} /CreationDate (D:20200101000000Z) >>")
    return _assembled(objects)


def _assembled(objects: list[str]) -> bytes:
    out, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"<< /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(out)}"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n{trailer}\n%%EOF\n".encode("latin-1")


def word(*texts: str, **properties: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    return saved(document)


def saved(document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


# Dates


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-07-30", "2024-07-30"),
        ("2024-07-30T10:00:00Z", "2024-07-30"),
        ("2024-07-30T23:30:00-04:00", "2024-07-30"),
        ("2024-07-30 10:00:00.123+00:00", "2024-07-30"),
        ("2024-07-30 10:00:00 UTC", "2024-07-30"),
        (" 2024/7/3 ", "2024-07-03"),
        ("20240730", "2024-07-30"),
        (20240730, "2024-07-30"),
        ("20240730101500", "2024-07-30"),
        ("20240730T101500Z", "2024-07-30"),
        ("Tue, 30 Jul 2024 10:00:00 +0000", "2024-07-30"),
        ("Tue Jul 30 10:00:00 2024", "2024-07-30"),
        ("Tue Jul  2 10:00:00 +0000 2024", "2024-07-02"),
        ("30 July 2024", "2024-07-30"),
        ("3rd of September 2024", "2024-09-03"),
        ("30-Jul-2024", "2024-07-30"),
        ("Tuesday, July 30, 2024", "2024-07-30"),
        ("Sept. 3, 2024 at 10:15 a.m. ET", "2024-09-03"),
        ("JULY 30 2024", "2024-07-30"),
        ("30/07/2024", "2024-07-30"),
        ("07/30/2024", "2024-07-30"),
        ("30.07.2024", "2024-07-30"),
        ("05/05/2024", "2024-05-05"),
        (1722297600, "2024-07-30"),
        ("1722297600000", "2024-07-30"),
        ("2024-02-29", "2024-02-29"),
        ("2023-02-29", None),
        ("2024-13-01", None),
        ("03/04/2024", None),
        ("03.04.2024", None),
        ("30/07/24", None),
        ("30-Jul-24", None),
        ("2024-07", None),
        ("July 2024", None),
        ("2024", None),
        (2024, None),
        ("yesterday", None),
        ("30 July", None),
        ("Smarch 3, 2024", None),
        ("2024-07-30/2024-08-02", None),
        ("before 2024-07-30", None),
        ("2024-07/30", None),
        ("0001-01-01", None),
        ("99999999", None),
        ("", None),
        (None, None),
        (True, None),
        (1.5, None),
        (["2024-07-30"], None),
        ("9" * 100_000, None),
    ],
)
def test_a_date_field_gives_a_day_or_nothing(value, day):
    assert parse_date(value) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (' date 2024-07-30 "We are faced with a choice," one official said.', "2024-07-30"),
        ("Date: 2024-07-30\n\nSanctions stay.", "2024-07-30"),
        ("Sanctions stay\n\ndate 2024-07-30\n\nThe rest.", "2024-07-30"),
        ("Published on 30 July 2024\nSanctions stay.", "2024-07-30"),
        ("Posted: July 30, 2024 10:00 am\nSanctions stay.", "2024-07-30"),
        ("July 30, 2024\n\nMemorandum", "2024-07-30"),
        ("Caracas, 3 September 2024 – Officials said", "2024-09-03"),
        ("Sanctions eased\n\nCARACAS, Sept. 3, 2024 (Wire) -- Officials said", "2024-09-03"),
        ("Washington, D.C., Sept. 12, 2024 - The Treasury", "2024-09-12"),
        ("São Paulo, 3 September 2024 — The president", "2024-09-03"),
        ("Port of Spain, Tuesday, 3 September 2024 - Leaders", "2024-09-03"),
        ("LONDON (Wire), 2024-09-03 - “We wait,” he said", "2024-09-03"),
        ("Caracas, 3 September - Officials said", None),
        ("CARACAS, Sept 3 (Wire) - Officials said", None),
        ("Caracas, Venezuela.– The United States", None),
        ("On July 28, 2024 - the day of the vote - people queued", None),
        ("On July 28, 2024 - The day of the vote", None),
        ("Maduro won the vote on July 28, 2024 - The rest is known", None),
        ("Sanctions of 3 September 2024 - A timeline", None),
        ("Sanctions, 3 September 2024 - a timeline", None),
        ("Rio de Janeiro, 31 February 2024 - Leaders", None),
        ("Updated July 30, 2024\nSanctions stay.", None),
        ("The sanctions date 2024-07-30 was kept.", None),
        ("dated 2024-07-30 and signed", None),
        ("date 2024-02-30 and signed", None),
        ("20240730\nSanctions stay.", None),
        ("One\nTwo\nThree\nFour\nFive\nJuly 30, 2024", None),
        ("", None),
    ],
)
def test_the_first_lines_of_a_text_date_it_only_with_their_year(text, day):
    assert text_date(text) == day


def test_metadata_comes_before_the_text(tmp_path):
    row = {"text": "date 2024-07-30 Sanctions stay.", "date": "2024-08-01"}
    assert read(written(tmp_path, "a.jsonl", json.dumps(row))).date == "2024-08-01"
    row["date"] = "yesterday"
    assert read(written(tmp_path, "a.jsonl", json.dumps(row))).date == "2024-07-30"


# Cleaning


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("Nicola\u0301s", "Nicolás"),
        ("16\u00a0officials\u202f!", "16 officials !"),
        ("sanc\u00adtions \u200bon\u2060 \ufeffgold\u200e", "sanctions on gold"),
        ("a\x00b\x1fc\x7fd", "a b c d"),
        ("\x93quoted\x94 \x96 it\x92s", "“quoted” – it’s"),
        ("half \ud83d pair, \ufffe", "half \ufffd pair, \ufffd"),
        (" kept \t\n\n\n as is ", " kept \t\n\n\n as is "),
        ("Мадуро 马杜罗 🇻🇪", "Мадуро 马杜罗 🇻🇪"),
    ],
)
def test_cleaning_takes_away_what_nobody_sees(text, cleaned):
    assert clean(text) == cleaned


def test_cleaning_twice_changes_nothing_more():
    rng = random.Random(7)
    pool = [chr(code) for code in (*range(0x300), *range(0x2000, 0x2100), *range(0xFFF0, 0x10000), 0xD800)]
    for _ in range(300):
        text = "".join(rng.choices(pool, k=40))
        for cleaner in (clean, tidy):
            once = cleaner(text)
            assert cleaner(once) == once
        once.encode("utf-8")


def test_titles_are_one_line_and_ids_stay_as_they_are():
    assert one_line(" A\n  title ") == "A title"
    assert [one_line(value) for value in (None, "", " ", {}, True, 7)] == [None, None, None, None, None, "7"]
    assert safe_id(" Ünïcode/a b\x00\n") == "Ünïcode/a b"
    assert safe_id("a\udcff") == "a\ufffd"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the gold texts are not here")
@pytest.mark.parametrize(
    "path", sorted((SHARED / "gold" / "dev").glob("*.texts.jsonl")), ids=lambda path: path.name
)
def test_offsets_of_the_gold_texts_hold(path):
    for line, document in zip(path.read_text(encoding="utf-8").splitlines(), load(path), strict=True):
        row = json.loads(line)
        assert document.id == row["id"] and document.date == row["date"]
        assert document.text == row["text"].replace("\u00a0", " ")


# Plain text and encodings


def test_a_text_file_is_a_document_named_after_it(tmp_path):
    document = read(written(tmp_path, "a story.TXT", f"\ufeff\n{STORY}\n\n\n\nMore.\n"))
    assert document == Document(id="a story.TXT", text=f"{STORY}\n\nMore.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_told_apart(tmp_path, encoding):
    text = "Nicolás Maduro said “no” – and the sanctions on him and his circle stayed."
    assert read(written(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_cyrillic_and_a_single_bad_byte_are_read(tmp_path):
    text = "Министерство финансов США ввело санкции против шестнадцати чиновников."
    assert read(written(tmp_path, "a.txt", text.encode("cp1251"))).text == text
    assert (
        read(written(tmp_path, "b.txt", "“Nicolás” \xff ".encode() + b"\xff.")).text == "“Nicolás” ÿ \ufffd."
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\r\n\t\x00", "empty"),
        ("a.txt", "\ufeff\u200b\u00a0".encode(), "empty"),
        ("a.txt", random.Random(1).randbytes(4000), "binary"),
        ("a.txt", b"%PDF-1.4 ...", "a PDF file"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "an image"),
        ("a.md", b"PK\x03\x04....", "ZIP"),
        ("a.md", "---\ntitle: a: b: c\n---\nText", "not YAML"),
        ("a.md", "> " * 200 + STORY, "too deeply"),
        ("a.md", "---\ndate: 2024-07-30\n---\n", "empty"),
        ("a.html", "<html><body></body></html>", "empty"),
        ("a.html", f"{'<div>' * 5000}{STORY}", "damaged HTML: excessive depth"),
        ("a.pdf", "Sanctions stay.", "not a PDF file"),
        ("a.pdf", pdf([STORY])[:-200], "truncated"),
        ("a.pdf", b"%PDF-1.4 nothing %%EOF", "damaged PDF"),
        ("a.pdf", pdf([STORY], text_in="pop"), "scanned"),
        ("a.docx", "Sanctions stay.", "not a Word document"),
        ("a.docx", word(STORY)[:5000], "not a Word document"),
        ("a.docx", b"\xd0\xcf\x11\xe0 old", "password"),
        ("a.jsonl", "", "empty"),
        ("a.jsonl", "\n\n", "empty"),
        ("a.jsonl", '[\n {"text": "a"}\n]', "one object a line"),
        ("a.csv", "", "empty"),
        ("a.csv", "id,text\n", "empty"),
        ("a.csv", "\n\n", "names no columns"),
        ("a.xyz", "Sanctions stay.", "unknown suffix; allowed are .txt"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, name, data, said):
    assert said in refused(written(tmp_path, name, data))


def test_a_file_of_many_megabytes_is_read_or_refused(tmp_path):
    assert len(read(written(tmp_path, "a.txt", "Sanctions stay. " * 330_000)).text) == 5_279_999
    with (tmp_path / "b.txt").open("wb") as file:
        file.truncate(64 * 2**20 + 1)
    assert refused(tmp_path / "b.txt") == "larger than 64 MB"


def test_special_files_and_missing_files_are_named_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert refused(tmp_path / "pipe.txt") == "not a regular file"
    (tmp_path / "folder.txt").mkdir()
    assert "folder" in refused(tmp_path / "folder.txt")
    assert refused(tmp_path / "none.txt") == "no such file or directory"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_forbidden_file_is_named(tmp_path):
    written(tmp_path, "a.txt", STORY).chmod(0)
    assert refused(tmp_path / "a.txt") == "permission denied"


@pytest.mark.parametrize(
    "charset", ["rot13", "idna", "undefined", "utf-16", "no-such", "hex", "x" * 40, "gb18030"]
)
def test_no_declared_charset_breaks_a_page(tmp_path, charset):
    data = page("<p>Nicolás Maduro</p>", f"<meta charset={charset}>").encode("cp1252")
    assert "Nicol" in read(written(tmp_path, "a.html", data)).text


@pytest.mark.parametrize(
    "mark", [b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\xef\xbb\xbf", b"\x81 "]
)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_bytes_make_a_reader_raise(tmp_path, suffix, mark):
    data = mark + b'{"text": "Sanctions \x81\x20\xff\xd8\x00 stay."}\n' + random.Random(3).randbytes(20)
    assert all(isinstance(item, Document | Skipped) for item in load(written(tmp_path, f"a{suffix}", data)))


# Lines and paragraphs


@pytest.mark.parametrize(
    ("text", "unwrapped"),
    [
        (
            "The Treasury eased the sanctions on gold, a senior\n"
            "official who asked not to be named told reporters\non Thursday.\n\nCaracas said nothing.",
            "The Treasury eased the sanctions on gold, a senior official who asked not to be named told "
            "reporters on Thursday.\n\nCaracas said nothing.",
        ),
        ("Short lines.\nOf a list.\nStay as they are.", "Short lines.\nOf a list.\nStay as they are."),
        (
            "The three measures that the bloc has in force now:\n- an arms embargo\n- a travel ban",
            "The three measures that the bloc has in force now:\n- an arms embargo\n- a travel ban",
        ),
        (f"{STORY}\n{STORY * 2}\nEnd.", f"{STORY}\n{STORY * 2}\nEnd."),
    ],
)
def test_only_lines_wrapped_at_a_width_are_joined(text, unwrapped):
    assert unwrap(text) == unwrapped


def test_typeset_lines_become_paragraphs_and_divided_words_whole():
    lines = [
        "Sanctions eased",
        "The Treasury eased the sanctions on the state-owned gold min-",
        "ing company of the country, and the anti-sanctions camp, the pro-",
        "Maduro press and lawyers of state-",
        "owned firms were glad.",
        "A second paragraph follows here and it is as long as the others",
        "were.",
    ]
    assert list(paragraphs(lines)) == [
        "Sanctions eased",
        "The Treasury eased the sanctions on the state-owned gold mining company of the country, and the "
        "anti-sanctions camp, the pro-Maduro press and lawyers of state-owned firms were glad.",
        "A second paragraph follows here and it is as long as the others were.",
    ]


# Markdown


def test_markdown_loses_its_markup_and_keeps_its_words(tmp_path):
    text = (
        "---\ntitle: 'Oil: a licence'\ndate: 2023-10-19\nauthor: [A. Doe, B. Roe]\nurl: https://a.example/1\n---\n"
        "# Oil\n\nThe *United States* **eased**\n[sanctions](https://b.example 'x') on `oil`. ![map](m.png)\n"
        "\n"
        "* gold\n* oil &amp; gas\n\n| Who | What |\n|---|---|\n| EU | travel ban |\n\n"
        "<div>Kept <b>too</b>.</div>\n\n<script>alert(1)</script>\n\n    indented * as is\n"
    )
    document = read(written(tmp_path, "a.md", text))
    assert document.text == (
        "Oil\n\nThe United States eased sanctions on oil.\n\n- gold\n- oil & gas\n\nWho | What\n\n"
        "EU | travel ban\n\nKept too.\n\nindented * as is"
    )
    assert (document.title, document.date) == ("Oil: a licence", "2023-10-19")
    assert (document.author, document.url) == ("A. Doe, B. Roe", "https://a.example/1")


def test_a_rule_at_the_top_is_no_front_matter_and_a_heading_is_a_title(tmp_path):
    document = read(written(tmp_path, "a.md", f"---\n\n# Oil *again*\n\n{STORY}\n\n---\n\nEnd."))
    assert document.title == "Oil again"
    assert document.text == f"Oil again\n\n{STORY}\n\nEnd."


# HTML


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Page</title>{head}</head><body>{body}</body></html>"


def test_a_news_page_gives_the_article_and_its_metadata(tmp_path):
    head = (
        '<meta property="og:site_name" content="The Courier">'
        '<meta property="og:title" content="Sanctions stay">'
        '<meta name="author" content="Ada Doe"><link rel="canonical" href="https://courier.example/1">'
        '<meta property="article:published_time" content="2024-07-30T23:00:00-04:00">'
    )
    story = "".join(f"<p>{STORY} It was round {number} of the year.</p>" for number in range(4))
    body = f"<nav><a>World</a> <a>Markets</a></nav><article><h1>Sanctions stay</h1>{story}</article>"
    document = read(written(tmp_path, "a.html", page(f"{body}<footer>Imprint</footer>", head)))
    assert "Markets" not in document.text and "Imprint" not in document.text
    assert f"round 2 of the year.\n\n{STORY} It was round 3" in document.text
    assert (document.title, document.author) == ("Sanctions stay", "Ada Doe")
    assert (document.publisher, document.url) == ("The Courier", "https://courier.example/1")
    assert document.date == "2024-07-30"


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta name="date" content="2024-07-30">', "", "2024-07-30"),
        ('<meta itemprop="datePublished" content="30 July 2024">', "", "2024-07-30"),
        ('<meta name="date" content="03/04/2024">', "", None),
        ('<meta property="article:modified_time" content="2024-07-30">', "", None),
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2024-07-30"}]}</script>',
            "",
            "2024-07-30",
        ),
        ('<script type="application/ld+json">{"datePublished": </script>', "", None),
        ("", '<time datetime="2024-07-30T10:00Z">Tuesday</time>', "2024-07-30"),
        ("", '<time datetime="2024-07-30">a</time> <time datetime="2024-07-31">b</time>', None),
        ("", "<p>© 2019 The Courier, printed on 1 May 2018 and on 2 May 2018</p>", None),
    ],
)
def test_a_page_is_dated_by_what_it_declares_and_never_by_a_guess(tmp_path, head, body, day):
    assert read(written(tmp_path, "a.html", page(f"<p>{STORY}</p>{body}", head))).date == day


@pytest.mark.parametrize(
    "markup",
    [
        page(f"<p>Before.</p>\0<p>{STORY}</p>"),
        page("<p>Before.</p>") + f"<p>{STORY}</p>" + page("<p>After.</p>"),
        '<?xml version="1.0" encoding="iso-8859-1"?>' + page(f"<p>Before.</p><p>{STORY}</p>"),
        page(f"{'<div>' * 300}<p>Before.</p>{'</div>' * 300}<p>{STORY}</p>"),
        page("<p>Before.</p>" + "<p>&#0;&#xD800;" + STORY + "</p>"),
        f"<p>Before.</p><p>{STORY}",
    ],
)
def test_no_part_of_a_broken_page_is_lost_in_silence(tmp_path, markup):
    text = read(written(tmp_path, "a.html", markup)).text
    assert "Before." in text and STORY in text


def test_a_page_without_an_article_gives_what_it_shows(tmp_path):
    text = read(
        written(tmp_path, "a.htm", page("<div>Sanctions stay.<br>Gold<script>x()</script></div>"))
    ).text
    assert "Sanctions stay." in text and "Gold" in text and "x()" not in text


def test_the_declared_charset_of_a_page_is_believed(tmp_path):
    head = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
    data = page("<p>Санкции остаются в силе, заявил чиновник.</p>", head).encode("cp1251")
    assert "Санкции остаются" in read(written(tmp_path, "a.html", data)).text


# PDF


def test_a_pdf_gives_paragraphs_without_running_heads(tmp_path):
    first = [
        "The Courier 1",
        "Sanctions stay",
        "Caracas, 3 September 2024 - The United States kept its sanc-",
    ]
    second = [
        "The Courier 2",
        "tions on gold in force, officials said on Tuesday evening, and",
        "the licence ended.",
        "2",
    ]
    document = read(
        written(tmp_path, "a.pdf", pdf(first, second, info="/Title (Sanctions stay) /Author (root)"))
    )
    assert document.text == (
        "Sanctions stay\n\nCaracas, 3 September 2024 - The United States kept its sanctions on gold in "
        "force, officials said on Tuesday evening, and the licence ended."
    )
    assert (document.title, document.author, document.date) == ("Sanctions stay", None, "2024-09-03")


def test_the_title_of_a_template_and_the_date_of_a_file_are_not_believed(tmp_path):
    document = read(written(tmp_path, "a.pdf", pdf([STORY], info="/Title (Microsoft Word - draft7.doc)")))
    assert (document.text, document.title, document.date) == (STORY, None, None)


def test_a_locked_pdf_says_so(tmp_path):
    import pypdf

    writer = pypdf.PdfWriter(BytesIO(pdf([STORY])))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    assert refused(tmp_path / "a.pdf") == "a PDF locked with a password"


# Word


def test_a_word_document_gives_paragraphs_tables_and_properties(tmp_path):
    document = docx.Document(BytesIO(word(STORY, "", title="Sanctions stay", author="Ada Doe")))
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "EU", "travel ban"
    document.add_paragraph("End.")
    found = read(written(tmp_path, "a.docx", saved(document)))
    assert found == Document(
        id="a.docx", text=f"{STORY}\n\nEU | travel ban\n\nEnd.", title="Sanctions stay", author="Ada Doe"
    )


def test_insertions_count_deletions_do_not_and_tab_stops_are_no_tabs(tmp_path):
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraph = (
        f'<w:p {space}><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
        "<w:r><w:t>Sanctions </w:t></w:r><w:del><w:r><w:delText>end</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>stay</w:t></w:r></w:ins><w:sdt><w:sdtContent><w:r><w:t>.</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    document = docx.Document()
    document.element.body.insert(0, parse_xml(paragraph))
    found = read(written(tmp_path, "a.docx", saved(document)))
    assert (found.text, found.title, found.author) == ("Sanctions stay.", None, None)


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path):
    with (
        zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(257):
            member.write(bytes(2**20))
    assert refused(tmp_path / "a.docx") == "larger than 256 MB when unpacked"


# Tables


def test_json_lines_come_row_by_row_and_a_bad_row_costs_itself(tmp_path):
    rows = [
        '{"id": "a", "text": " One.", "date": "2024-07-30T10:00:00Z", "title": "T", '
        '"publisher": "P", "author": ["A"]}',
        '{"id": 7, "text": "Two."}',
        '{"text": broken}',
        '["text"]',
        "",
        '{"id": "d"}',
        '{"id": ["e"], "text": "Five."}',
        '{"id": null, "text": "Six."}',
        '{"text": ["Seven."]}',
        '{"text": " "}',
        '{"text": null}',
        "[" * 100_000,
        '{"text": ' + "9" * 5000 + "}",
        '{"text": "Half \\ud83d pair."}',
    ]
    found = list(load(written(tmp_path, "news.jsonl", "\r\n".join(rows))))
    assert found[0] == Document(id="a", text=" One.", date="2024-07-30", title="T", publisher="P", author="A")
    assert [item.id for item in found if isinstance(item, Document)] == [
        "a",
        "7",
        "news.jsonl:8",
        "news.jsonl:14",
    ]
    said = {item.source.split(":")[1]: item.reason for item in found if isinstance(item, Skipped)}
    assert set(said) == {"3", "4", "6", "7", "9", "10", "11", "12", "13"}
    assert said["3"].startswith("broken JSON: ") and said["4"] == "not an object but of type list"
    assert said["6"] == "no 'text'; its fields are id (--column text=NAME)"
    assert said["7"] == "the id is not a string or number but of type list"
    assert said["9"] == "'text' is not a string but of type list"
    assert said["10"] == said["11"] == "empty"
    assert found[-1].text == "Half \ufffd pair."


def test_a_row_in_another_encoding_costs_itself(tmp_path):
    good = '{"text": "Nicolás Maduro, Edmundo González."}\n'.encode()
    found = list(load(written(tmp_path, "a.jsonl", good + '{"text": "Nicolás"}\n'.encode("cp1252") + good)))
    assert [type(item) for item in found] == [Document, Skipped, Document]
    assert found[1] == Skipped("a.jsonl:2", "bytes that are no text in the encoding of the file")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_in_its_dialects(tmp_path, mark):
    text = (
        mark.join(("id", "date", "text"))
        + "\n"
        + mark.join(("1", "30/07/2024", f'"One{mark}\n""two""."'))
        + "\n"
    )
    document = read(written(tmp_path, "a.csv", text.encode("utf-8-sig")))
    assert document == Document(id="1", text=f'One{mark}\n"two".', date="2024-07-30")


def test_csv_rows_are_named_by_the_line_they_start_on(tmp_path):
    text = 'title,text\na,"One\ntwo"\n\nb,Three\nc,Four,five\nd\ne,"Six"x\nf,Seven\ng,"never closed\n'
    found = list(load(written(tmp_path, "a.csv", text)))
    assert [item.id for item in found if isinstance(item, Document)] == ["a.csv:2", "a.csv:5", "a.csv:9"]
    assert [item for item in found if isinstance(item, Skipped)] == [
        Skipped("a.csv:6", "3 fields where the header names 2"),
        Skipped("a.csv:7", "1 fields where the header names 2"),
        Skipped("a.csv:8", "broken CSV: ',' expected after '\"'"),
        Skipped("a.csv:10", "broken CSV: unexpected end of data"),
    ]


def test_columns_go_by_the_names_the_user_gives(tmp_path):
    path = written(tmp_path, "a.csv", "ref,story,when\n9,Sanctions stay.,2024-07-30\n")
    assert refused(path) == "no column 'text'; the columns are ref, story, when (--column text=NAME)"
    document = read(path, text="story", id="ref", date="when")
    assert document == Document(id="9", text="Sanctions stay.", date="2024-07-30")
    row = written(tmp_path, "a.jsonl", '{"story": "Sanctions stay."}')
    assert read(row, text="story").text == "Sanctions stay."


def test_columns_with_usual_names_are_known(tmp_path):
    document = Document(
        id="9",
        text="Sanctions stay.",
        date="2024-07-30",
        title="Kept",
        publisher="Post",
        url="https://x.example/1",
    )
    path = written(
        tmp_path,
        "a.csv",
        "ID;Headline;Body;Published;Source;Link\n9;Kept;Sanctions stay.;2024-07-30;Post;https://x.example/1\n",
    )
    assert read(path) == document
    fields = {
        "id": 9,
        "headline": "Kept",
        "content": "Sanctions stay.",
        "published_at": "2024-07-30T08:00:00Z",
    }
    row = written(
        tmp_path, "a.jsonl", json.dumps(fields | {"source": "Post", "link": document.url, "pages": ["A1"]})
    )
    assert read(row) == document


def test_our_own_name_of_a_column_comes_before_others(tmp_path):
    path = written(tmp_path, "a.csv", "body,text,source,publisher\nAd.,Sanctions stay.,scraper,Post\n")
    document = read(path)
    assert (document.text, document.publisher) == ("Sanctions stay.", "Post")


def test_csv_of_a_spreadsheet_in_windows_encoding(tmp_path):
    path = written(tmp_path, "a.csv", "text;id\r\nNicolás Maduro’s government;ä\r\n".encode("cp1252"))
    assert read(path) == Document(id="ä", text="Nicolás Maduro’s government")


def test_a_table_is_streamed(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(
            f'{{"id": {number}, "text": "{"Sanctions stay. " * 60}"}}\n' for number in range(20_000)
        )
    code = (
        "import resource, sys; from pathlib import Path; from sanctiongraph.documents import load\n"
        "next(load(Path(sys.argv[1]))); before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(sum(1 for _ in load(Path(sys.argv[1]))),"
        " resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    rows, grown = map(int, run(code, str(path)).split())
    assert rows == 20_000 and grown < 8_000  # kilobytes, of 20 MB


def run(code: str, *arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1] / "graph")}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout


# Files and folders


def test_a_folder_gives_its_news_in_order_and_names_the_rest(tmp_path):
    for name in (
        "b.txt",
        "a.md",
        "notes.xyz",
        "Makefile",
        ".hidden.txt",
        "sub/c.csv",
        ".git/d.txt",
        "sub/.e/f.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path, name, STORY)
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "z.txt").symlink_to("nowhere")
    found = list(sources([tmp_path]))
    assert [path.relative_to(tmp_path).as_posix() for path in found if isinstance(path, Path)] == [
        "a.md",
        "b.txt",
        "sub/c.csv",
    ]
    allowed = f"allowed are {' '.join(SUFFIXES)}"
    assert [item for item in found if isinstance(item, Skipped)] == [
        Skipped(f"{tmp_path}/Makefile", f"no suffix; {allowed}", failed=False),
        Skipped(f"{tmp_path}/notes.xyz", f"suffix .xyz; {allowed}", failed=False),
        Skipped(f"{tmp_path}/z.txt", "no such file or directory"),
    ]


def test_a_file_reached_twice_comes_once(tmp_path):
    path = written(tmp_path, "a.txt", STORY)
    (tmp_path / "b.txt").hardlink_to(path)
    (tmp_path / "c.txt").symlink_to(path)
    assert list(sources([path, tmp_path, tmp_path / "c.txt", tmp_path])) == [path]


def test_named_paths_must_be_news(tmp_path):
    other = written(tmp_path, "a.xyz", STORY)
    (tmp_path / "empty").mkdir()
    hidden = written(tmp_path, ".a.txt", STORY)
    paths = [other, tmp_path / "none", tmp_path / "empty", Path("a\0b.txt"), hidden]
    *skipped, last = sources(paths)
    assert last == hidden
    assert all(item.failed for item in skipped)
    assert [item.reason.split(";")[0] for item in skipped] == [
        "suffix .xyz",
        "no such file or directory",
        "no news files in it",
        "a NUL in the path",
    ]


def test_deep_folders_do_not_exhaust_the_stack(tmp_path):
    folder = tmp_path.joinpath(*["d"] * 400)
    folder.mkdir(parents=True)
    written(folder, "a.txt", STORY)
    assert [path.name for path in sources([tmp_path])] == ["a.txt"]


def test_tables_are_told_by_their_suffix():
    assert [suffix for suffix in SUFFIXES if is_table(Path(f"a{suffix}"))] == [".jsonl", ".csv"]


# The room as a whole


def test_reading_a_text_loads_no_heavy_library(tmp_path):
    path = written(tmp_path, "a.txt", STORY)
    code = (
        "import sys; from pathlib import Path; from sanctiongraph.documents import load\n"
        "heavy = {'trafilatura', 'pypdf', 'docx', 'lxml', 'markdown_it'}\n"
        "list(load(Path(sys.argv[1]))); print(sorted(heavy & set(sys.modules)))"
    )
    assert run(code, str(path)).strip() == "[]"


def test_a_library_is_quiet_only_while_it_reads(caplog):
    with quiet("pypdf"), caplog.at_level(logging.WARNING):
        logging.getLogger("pypdf._reader").warning("theirs")
        logging.getLogger("sanctiongraph").warning("ours")
    logging.getLogger("pypdf._reader").warning("later")
    assert caplog.messages == ["ours", "later"]


def test_damaged_files_never_raise(tmp_path):
    rng = random.Random(11)
    good = [path for path in sources([ontology_path("examples", "news")]) if isinstance(path, Path)]
    for path in good:
        for _ in range(6):
            data = bytearray(path.read_bytes())
            for _ in range(rng.choice((1, 20, 300))):
                data[rng.randrange(len(data))] = rng.randrange(256)
            cut = written(
                tmp_path, f"x{path.suffix}", bytes(data[: rng.choice((len(data), rng.randrange(len(data))))])
            )
            for item in load(cut):
                assert isinstance(item, Document | Skipped)
                assert item.reason if isinstance(item, Skipped) else item.text.encode("utf-8")


def test_the_example_news_are_read_whole_and_dated():
    found = [item for path in sources([ontology_path("examples", "news")]) for item in load(path)]
    assert all(isinstance(item, Document) and item.date for item in found), found
    assert len(found) == len({item.id for item in found}) == 13
    assert (
        min(item.date for item in found) == "2023-10-19" and max(item.date for item in found) == "2025-02-03"
    )
    assert all(120 <= len(item.text.split()) <= 300 for item in found)
    assert sum("sanction" not in item.text.casefold() for item in found) == 1
    junk = ("Advertisement", "cookies", "Subscribe", "Read next", "First!", "Imprint", "dataLayer")
    assert not [(item.id, word) for item in found for word in junk if word in item.text]
