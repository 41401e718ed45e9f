"""Tables in a ZIP archive that has no clock in it, so that the same graph gives the same bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from sanctiongraph.exports.rows import Value, flat

__all__ = ["archive", "cell", "csv_line"]

_THEN = (1980, 1, 1, 0, 0, 0)
"""The time of every member: ZIP knows no earlier one."""


def archive(stream: BinaryIO, members: Mapping[str, Iterable[bytes]], *, packed: bool = True) -> None:
    """A ZIP archive of the members, made aside: a stream may not be seekable, and then the bytes differ."""
    aside = io.BytesIO()
    with zipfile.ZipFile(aside, "w") as made:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _THEN)
            info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            info.create_system, info.external_attr = 3, 0o644 << 16
            with made.open(info, "w") as member:
                member.writelines(content)
    stream.write(aside.getbuffer())


def csv_line(cells: Iterable[str], *, end: str = "\n") -> bytes:
    """One line of CSV, quoted where it must be.

    >>> csv_line(["a", "b, c"], end="")
    b'a,"b, c"'
    """
    file = io.StringIO()
    csv.writer(file, lineterminator=end).writerow(cells)
    return file.getvalue().encode()


def cell(value: Value) -> str:
    """The value as the text of a cell; nothing is nothing.

    >>> cell(True), cell(None), cell(("a", "b"))
    ('true', '', 'a; b')
    """
    one = flat(value)
    return str(one).lower() if isinstance(one, bool) else "" if one is None else str(one)
