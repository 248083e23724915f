"""A statement as one self-contained page."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.reports.reader import Reader
from servanda.reports.report_view import Gallery
from servanda.reports.templating import rendered
from servanda.reports.view import StatementView

__all__ = ["statement_page"]


def statement_page(view: StatementView, reader: Reader, galleries: Sequence[Gallery] = ()) -> str:
    """Return the page: no scripts, no outside resources, every text escaped.

    It reads in light and dark, on a phone, on paper and by keyboard; each commitment and each
    line of money opens down to what it was made of, each picture to the table of its figures.
    """
    return rendered("statement.html", reader, view=view, galleries=tuple(galleries))
