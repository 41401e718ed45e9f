"""News in, knowledge graph out: people, institutions, countries and sanction actions as RDF.

Every verb of the command line is a function here, with the same name and meaning:

    >>> import sanctiongraph
    >>> sorted(sanctiongraph.VERBS)  # doctest: +NORMALIZE_WHITESPACE
    ['analyze', 'build', 'evaluate', 'explain', 'export', 'extract', 'query', 'render', 'review',
     'serve', 'text', 'validate']

    summary = sanctiongraph.build("news", "output")

and `sanctiongraph.open("output")` is the graph as RDF, as a network, as tables and as a map.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sanctiongraph.errors import SanctionGraphError

if TYPE_CHECKING:
    from sanctiongraph.opening import open as open
    from sanctiongraph.pipeline import (
        Settings,
        Summary,
        analyze,
        build,
        evaluate,
        explain,
        export,
        extract,
        query,
        render,
        review,
        serve,
        text,
        validate,
    )

__version__ = "0.1.0"

VERBS = (
    "build",
    "extract",
    "analyze",
    "render",
    "query",
    "serve",
    "export",
    "validate",
    "text",
    "explain",
    "review",
    "evaluate",
)

__all__ = [
    "VERBS",
    "SanctionGraphError",
    "Settings",
    "Summary",
    "__version__",
    "analyze",
    "build",
    "evaluate",
    "explain",
    "export",
    "extract",
    "query",
    "render",
    "review",
    "serve",
    "text",
    "validate",
]


_ELSEWHERE = {"open": "sanctiongraph.opening"}
"""Where names are that are no verbs. `open` is not in ``__all__``: who imports * keeps Python's own."""


def __getattr__(name: str) -> Any:
    """The verbs are imported when first asked for: importing the package costs nothing."""
    if name not in __all__ and name not in _ELSEWHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ELSEWHERE.get(name, "sanctiongraph.pipeline")), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_ELSEWHERE})
