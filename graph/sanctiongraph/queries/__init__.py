"""Ask a graph questions in SPARQL: named ones that ship, and your own, behind a guard and a deadline."""

from sanctiongraph.queries.answering import (
    GRAPHS,
    ROWS,
    Answer,
    Request,
    answerer,
    bound,
    rewritten,
    rows,
    shape,
)
from sanctiongraph.queries.finding import Finder
from sanctiongraph.queries.formats import WRITERS, write
from sanctiongraph.queries.guard import guard
from sanctiongraph.queries.named import GROUPS, Question, questions, text
from sanctiongraph.queries.parameters import ALLOWED, Parameter, declared
from sanctiongraph.queries.results import Result, with_sentences, without_sentences
from sanctiongraph.queries.running import run

__all__ = [
    "ALLOWED",
    "GRAPHS",
    "GROUPS",
    "ROWS",
    "WRITERS",
    "Answer",
    "Finder",
    "Parameter",
    "Question",
    "Request",
    "Result",
    "answerer",
    "bound",
    "declared",
    "guard",
    "questions",
    "rewritten",
    "rows",
    "run",
    "shape",
    "text",
    "with_sentences",
    "without_sentences",
    "write",
]
