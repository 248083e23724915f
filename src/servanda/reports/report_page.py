"""A scorecard or a trend as one self-contained page."""

from __future__ import annotations

from servanda.reports.reader import Reader
from servanda.reports.report_view import ReportView
from servanda.reports.templating import rendered

__all__ = ["report_page"]


def report_page(view: ReportView, reader: Reader) -> str:
    """Return the page: no scripts, no outside resources, every text escaped.

    Pictures are drawn into the page; each says in a sentence what it shows, and opens to the
    table of its figures.
    """
    return rendered("report.html", reader, view=view)
