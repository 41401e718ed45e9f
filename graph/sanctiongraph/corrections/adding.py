"""Add an entry to a file of corrections; what is there, comments too, stays byte for byte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import yaml

from sanctiongraph.corrections.agreement import contradictions
from sanctiongraph.corrections.reading import parse, root, text_of
from sanctiongraph.errors import CorrectionsError, OutputError
from sanctiongraph.model import Correction
from sanctiongraph.outputs import write_text

__all__ = ["Answers", "add"]

_HEAD = """\
# Corrections: applied to every build in this folder. Edit them as you like; the README says how.
"""
_LONGEST = 2**31


class Answers:
    """The entries of a file to which many are added one by one: it is parsed only where others changed it."""

    def __init__(self, path: Path) -> None:
        self._path, self._text = path, ""
        self._indent: str | None = None
        self._entries: tuple[Correction, ...] = ()

    def entries(self) -> tuple[Correction, ...]:
        """What the file holds now. Raises as `read` does."""
        if not self._path.exists():
            return ()
        text = text_of(self._path)
        if text != self._text:
            self._entries, self._text, self._indent = parse(text, self._path), text, None
        return self._entries

    def add(self, entry: Correction) -> None:
        """As the function `add`."""
        entries, known = self.entries(), self._indent is not None
        entry = replace(entry, line=self._text.count("\n") + 1)
        faults = list(contradictions((*entries, entry))) if known else ()
        if faults:
            raise CorrectionsError(*(f"{self._path}:{line}: {words}" for line, words in faults))
        if self._indent is None:
            self._text, self._indent = _added(self._path, entry)
            self._entries = parse(self._text, self._path)
        else:
            self._text += _written(entry, self._indent)
            self._entries = (*entries, entry)
            write_text(self._path.resolve(), self._text)


def add(path: Path, entry: Correction) -> None:
    """Adds a `same` or `different` at the end of the file, which is whole at any time, old or new.

    Raises CorrectionsError if the file can't be used or the entry contradicts another, and OutputError
    if it can't be written.
    """
    _added(path, entry)


def _added(path: Path, entry: Correction) -> tuple[str, str]:
    """The new text of the file, and what its entries are indented by."""
    before = _text(path)
    listed = root(before, path)
    before = before if listed else _without_null(before)
    if listed is not None and listed.flow_style:
        raise CorrectionsError(f"{path}: nothing can be added to a list in brackets; begin entries with '- '")
    text = before if before.endswith("\n") or not before else before + "\n"
    indent = " " * (listed.start_mark.column if listed else 0)
    text += _written(entry, indent)
    parse(text, path)
    write_text(path.resolve(), text)
    return text, indent


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return _HEAD
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{path}: can't be added to: {error}") from error


def _without_null(text: str) -> str:
    """The text of a file that holds nothing but a null, without it."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    return text[: node.start_mark.index] + text[node.end_mark.index :] if node else text


def _written(entry: Correction, indent: str) -> str:
    """The entry as a person would write it.

    >>> from sanctiongraph.model import Remedy
    >>> print(_written(Correction(remedy=Remedy.SAME, names=("Antal Rogán", "No"), note="seen"), ""), end="")
    - same: [Antal Rogán, 'No']
      note: seen
    """
    lines = [f"- {entry.remedy}: {_flow(list(entry.names))}"]
    if any(entry.firsts):
        lines.append(f"  first: {_flow(list(entry.firsts))}")
    lines += [f"  {name}: {_flow(value)}" for name in ("document", "note") if (value := getattr(entry, name))]
    return "".join(f"{indent}{line}\n" for line in lines)


def _flow(value: str | list[str] | list[str | None]) -> str:
    dumped = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=_LONGEST)
    return dumped.removesuffix("...\n").strip()
