"""Make the pages people open: map, report, why claims are as they are, and those of the server."""

from sanctiongraph.page.browsing import (
    document_page,
    documents_page,
    entity_page,
    home_page,
    ontology_page,
    query_page,
    questions_page,
    refusal_page,
)
from sanctiongraph.page.explained import explained_page
from sanctiongraph.page.maps import map_page
from sanctiongraph.page.markup import policy
from sanctiongraph.page.notebook import claims_table, framed, table
from sanctiongraph.page.reports import report_page

__all__ = [
    "claims_table",
    "document_page",
    "documents_page",
    "entity_page",
    "explained_page",
    "framed",
    "home_page",
    "map_page",
    "ontology_page",
    "policy",
    "query_page",
    "questions_page",
    "refusal_page",
    "report_page",
    "table",
]
