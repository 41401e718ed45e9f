"""Every error that sanctiongraph raises on purpose, drawn as one tree.

    SanctionGraphError
    ├── InputError           something the user gave cannot be used
    │   ├── DocumentError    one document cannot be read; the others go on
    │   ├── GraphError       a graph file cannot be read
    │   └── QueryError       a query is unknown, refused or wrong
    │       └── QueryTimeout a query ran past its deadline or its memory
    ├── OutputError          a result cannot be written
    └── ResourceError        a data file of the package is missing or damaged

A message names the file, the offending value and what is allowed, in one line.
"""

from __future__ import annotations

__all__ = [
    "DocumentError",
    "GraphError",
    "InputError",
    "OutputError",
    "QueryError",
    "QueryTimeout",
    "ResourceError",
    "SanctionGraphError",
]


class SanctionGraphError(Exception):
    """The root: catch this to catch everything raised on purpose."""


class InputError(SanctionGraphError):
    """Something the user gave (a path, an option, a file) cannot be used."""


class DocumentError(InputError):
    """One document cannot be read; it is skipped and named with its reason.

    >>> str(DocumentError("a.pdf", "not a PDF file"))
    'a.pdf: not a PDF file'
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str]]:
        return type(self), (self.source, self.reason)


class GraphError(InputError):
    """A graph file is missing, of an unknown format or not well-formed."""


class QueryError(InputError):
    """A query is unknown, refused (updates, SERVICE, FROM) or does not parse."""


class QueryTimeout(QueryError):
    """A query was ended at its deadline or at its memory limit."""


class OutputError(SanctionGraphError):
    """A result cannot be written where the user asked for it."""


class ResourceError(SanctionGraphError):
    """A data file that belongs to the package is missing or damaged."""
