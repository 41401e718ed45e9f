"""Make the pages people open: the interactive map, the printable report, and why claims are as they are."""

from sanctiongraph.page.explained import explained_page
from sanctiongraph.page.maps import map_page
from sanctiongraph.page.notebook import framed, table
from sanctiongraph.page.reports import report_page

__all__ = ["explained_page", "framed", "map_page", "report_page", "table"]
