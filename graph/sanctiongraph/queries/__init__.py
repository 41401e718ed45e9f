"""Ask a graph questions in SPARQL: named ones that ship, and your own, behind a guard and a deadline."""

from sanctiongraph.queries.guard import guard
from sanctiongraph.queries.named import names, text
from sanctiongraph.queries.results import Result, as_csv, as_json, as_turtle
from sanctiongraph.queries.running import run

__all__ = ["Result", "as_csv", "as_json", "as_turtle", "guard", "names", "run", "text"]
