"""Say in one line what a path is called and why it could not be read."""

from __future__ import annotations

from pathlib import Path

__all__ = ["reason", "shown"]


def shown(path: Path) -> str:
    """A path as a line can show it, whatever bytes its name is made of."""
    text = str(path).encode("utf-8", "replace").decode("utf-8")
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def reason(error: OSError | ValueError) -> str:
    """Why the system refused a path, in its own words; a ValueError is Python's word for a NUL."""
    return (error.strerror or str(error)).lower() if isinstance(error, OSError) else "a NUL in the path"
