#!/usr/bin/env python3
"""Derive ontology/gazetteers/country_lists.tsv from the MIT-licensed territories of rigour.

    make_gazetteers.py LISTS_FOLDER

LISTS_FOLDER holds `rigour_territories.json`. Only countries of the hand-written `countries.tsv` are taken.
Spellings of the countrynames list are not: they translate names into many languages, and in English text
forms like "Chile" or "Romani" in them mean something else.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GAZETTEERS = Path(__file__).resolve().parents[1] / "ontology" / "gazetteers"
FORMER = {"CS": "cshh", "SU": "suhh", "YU": "yucs"}
"""Codes of rigour for former states, by the code that ISO once gave them."""
EUROPEAN_PART = {"DK": "Q35", "NL": "Q55"}
"""The lists give the item of the whole realm; news means the country in Europe."""

HEADER = """\
# Wikidata numbers and official names. Made by scripts/make_gazetteers.py: edit countries.tsv instead.
# Source: rigour territories, (c) OpenSanctions and contributors, MIT licence.
# Example: "the Hellenic Republic" is GR; what the graph calls "country/GR" is Wikidata's Q41.
# code	wikidata	full name
"""


def main(lists: Path) -> None:
    territories = {
        row["code"]: row for row in json.loads((lists / "rigour_territories.json").read_text("utf-8"))
    }
    rows = (row(code, known, territories[FORMER.get(code, code.lower())]) for code, known in written())
    (GAZETTEERS / "country_lists.tsv").write_text(HEADER + "".join(rows), encoding="utf-8")


def written() -> Iterator[tuple[str, set[str]]]:
    """Code and known names of each country in the hand-written file."""
    for line in (GAZETTEERS / "countries.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, label, names, *_ = line.split("\t")
            yield code, {label, *names.split(" | ")}


def row(code: str, known: set[str], territory: dict[str, Any]) -> str:
    full = (territory.get("full_name") or "").removeprefix("The ")
    wanted = full and full not in known and "(" not in full and "[" not in full
    return "\t".join((code, EUROPEAN_PART.get(code, territory["qid"]), full if wanted else "")) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
