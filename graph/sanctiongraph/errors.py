"""Every error that sanctiongraph raises on purpose, drawn as one tree.

    SanctionGraphError
    ├── InputError           something the user gave cannot be used
    │   ├── CorrectionsError a file of corrections is wrong; each fault is one line
    │   ├── DocumentError    one document cannot be read; the others go on
    │   ├── GraphError       a graph file cannot be read
    │   └── QueryError       a query is unknown, refused or wrong
    │       ├── ParameterError    what a question was told is unknown, missing or wrong
    │       ├── QueryFormatError  none of the formats asked for holds the answer
    │       ├── QueryTimeoutError a query ran past its deadline or its memory
    │       └── UnknownQuestionError no ready question has this name
    ├── OutputError          a result cannot be written
    ├── StoreError           a store elsewhere can't be reached, refuses or answers wrongly
    ├── ResourceError        a data file of the package is missing or damaged
    └── WorkerError          a worker process did not finish its work
        ├── WorkerTimeoutError it ran past its deadline
        ├── WorkerMemoryError  it asked for more memory than it may have
        └── WorkerDiedError    it ended on its own: a crash, a kill, a fault of ours

A message names the file, the offending value and what is allowed, in one line.
"""

from __future__ import annotations

__all__ = [
    "CorrectionsError",
    "DocumentError",
    "GraphError",
    "InputError",
    "OutputError",
    "ParameterError",
    "QueryError",
    "QueryFormatError",
    "QueryTimeoutError",
    "ResourceError",
    "SanctionGraphError",
    "StoreError",
    "UnknownQuestionError",
    "WorkerDiedError",
    "WorkerError",
    "WorkerMemoryError",
    "WorkerTimeoutError",
]


class SanctionGraphError(Exception):
    """The root: catch this to catch everything raised on purpose."""


class InputError(SanctionGraphError):
    """Something the user gave (a path, an option, a file) cannot be used."""


class CorrectionsError(InputError):
    """A file of corrections cannot be used; `faults` has one line for each thing wrong with it.

    >>> str(CorrectionsError("c.yaml:3: no name", "c.yaml:9: no label"))
    'c.yaml:3: no name; c.yaml:9: no label'
    """

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults

    def __reduce__(self) -> tuple[type[CorrectionsError], tuple[str, ...]]:
        return type(self), self.faults


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


class ParameterError(QueryError):
    """What a question was told, such as a name, is unknown, missing, or can't be."""


class QueryFormatError(QueryError):
    """None of the formats that were asked for can hold what the query answers."""


class QueryTimeoutError(QueryError):
    """A query was ended at its deadline or at its memory limit."""


class UnknownQuestionError(QueryError):
    """No ready question has this name."""


class OutputError(SanctionGraphError):
    """A result cannot be written where the user asked for it."""


class StoreError(SanctionGraphError):
    """A store elsewhere can't be reached, refuses or answers wrongly; `status` is that of HTTP, if any."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status

    def __reduce__(self) -> tuple[type[StoreError], tuple[str, int | None]]:
        return type(self), (str(self), self.status)


class ResourceError(SanctionGraphError):
    """A data file that belongs to the package is missing or damaged."""


class WorkerError(SanctionGraphError):
    """A worker process did not finish what it was given."""


class WorkerTimeoutError(WorkerError):
    """A worker was ended at its deadline."""


class WorkerMemoryError(WorkerError):
    """A worker was refused more memory than it may have."""


class WorkerDiedError(WorkerError):
    """A worker ended on its own; `trace` is the end of what it wrote to its standard error."""

    def __init__(self, reason: str, trace: str = "") -> None:
        super().__init__(reason)
        self.trace = trace

    def __reduce__(self) -> tuple[type[WorkerDiedError], tuple[str, str]]:
        return type(self), (str(self), self.trace)
