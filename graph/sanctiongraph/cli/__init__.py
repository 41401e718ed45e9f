"""The command line: each verb in a module of its own, and the one room that prints or exits."""

from __future__ import annotations

from sanctiongraph.cli.commands import main

__all__ = ["main"]
