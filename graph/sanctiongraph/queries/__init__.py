"""Ask a graph questions in SPARQL: named ones that ship, and your own, behind a guard and a deadline."""

from sanctiongraph.queries.answering import GRAPHS, ROWS, Answer, Request, answerer, rewritten, rows
from sanctiongraph.queries.guard import guard
from sanctiongraph.queries.named import names, text
from sanctiongraph.queries.results import Result, as_csv, as_json, as_turtle
from sanctiongraph.queries.running import run

__all__ = [
    "GRAPHS",
    "ROWS",
    "Answer",
    "Request",
    "Result",
    "answerer",
    "as_csv",
    "as_json",
    "as_turtle",
    "guard",
    "names",
    "rewritten",
    "rows",
    "run",
    "text",
]
