"""Make the pages people open: the interactive map and the printable report."""

from sanctiongraph.page.maps import map_page
from sanctiongraph.page.reports import report_page

__all__ = ["map_page", "report_page"]
