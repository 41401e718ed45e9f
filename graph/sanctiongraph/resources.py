"""Where the package's data files are: beside the package first, at the repository root second."""

from __future__ import annotations

from pathlib import Path

from sanctiongraph.errors import ResourceError

__all__ = ["ontology_path", "ontology_text"]

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "ontology", _PACKAGE.parent.parent / "ontology")


def ontology_path(*parts: str) -> Path:
    """The path of a file or folder of the ontology, such as ``ontology_path("shapes.ttl")``.

    Raises ResourceError if it is neither in the installed package nor in the repository.

    >>> ontology_path("gazetteers").is_dir()
    True
    """
    for place in _PLACES:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    raise ResourceError(f"{'/'.join(parts)}: not among the data files of the package")


def ontology_text(*parts: str) -> str:
    """The text of a data file, UTF-8."""
    return ontology_path(*parts).read_text(encoding="utf-8")
