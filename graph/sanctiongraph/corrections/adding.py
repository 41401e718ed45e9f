"""Add an entry to a file of corrections; what is there, comments too, stays byte for byte."""

from __future__ import annotations

from pathlib import Path

import yaml

from sanctiongraph.corrections.reading import parse, root
from sanctiongraph.errors import CorrectionsError, OutputError
from sanctiongraph.model import Correction
from sanctiongraph.outputs import write_text

__all__ = ["add"]

_HEAD = """\
# Corrections: applied to every build in this folder. Edit them as you like; the README says how.
"""
_LONGEST = 2**31


def add(path: Path, entry: Correction) -> None:
    """Adds a `same` or `different` at the end of the file, which is whole at any time, old or new.

    Raises CorrectionsError if the file can't be used or the entry contradicts another, and OutputError
    if it can't be written.
    """
    before = _text(path)
    listed = root(before, path)
    if listed is not None and listed.flow_style:
        raise CorrectionsError(f"{path}: nothing can be added to a list in brackets; begin entries with '- '")
    text = before if before.endswith("\n") or not before else before + "\n"
    text += _written(entry, " " * (listed.start_mark.column if listed else 0))
    parse(text, path)
    write_text(path.resolve(), text)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return _HEAD
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{path}: can't be added to: {error}") from error


def _written(entry: Correction, indent: str) -> str:
    """The entry as a person would write it.

    >>> from sanctiongraph.model import Remedy
    >>> print(_written(Correction(remedy=Remedy.SAME, names=("Antal Rogán", "No"), note="seen"), ""), end="")
    - same: [Antal Rogán, 'No']
      note: seen
    """
    lines = [f"- {entry.remedy}: {_flow(list(entry.names))}"]
    lines += [f"  {name}: {_flow(value)}" for name in ("document", "note") if (value := getattr(entry, name))]
    return "".join(f"{indent}{line}\n" for line in lines)


def _flow(value: str | list[str]) -> str:
    dumped = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=_LONGEST)
    return dumped.removesuffix("...\n").strip()
