"""Tables for a terminal, and for a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sanctiongraph.cli.voice import one_line

if TYPE_CHECKING:
    from rich.table import Table

__all__ = ["made", "show"]

_WIDE = 10_000
"""A file or a pipe has lines as long as they need to be."""


def made(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    """A table of these rows, each cell in one line and never obeyed by the terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Column, Table
    from rich.text import Text

    table = Table(*(Column(name, overflow="fold") for name in columns), box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    return table


def show(table: Table) -> None:
    """Shows a table on standard output."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else _WIDE
    Console(markup=False, highlight=False, width=width).print(table)
