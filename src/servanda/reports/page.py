"""A statement as one self-contained page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup

from servanda.reports.reader import Reader
from servanda.reports.report_view import Gallery
from servanda.reports.templating import rendered
from servanda.reports.view import StatementView

__all__ = ["statement_body", "statement_page"]

NOTHING: Mapping[str, Markup] = MappingProxyType({})


def statement_page(view: StatementView, reader: Reader, galleries: Sequence[Gallery] = ()) -> str:
    """Return the page: no scripts, no outside resources, every text escaped.

    It reads in light and dark, on a phone, on paper and by keyboard; each commitment and each
    line of money opens down to what it was made of, each picture to the table of its figures.
    """
    return rendered("statement.html", reader, view=view, galleries=tuple(galleries))


def statement_body(
    view: StatementView,
    reader: Reader,
    galleries: Sequence[Gallery] = (),
    *,
    beside: Mapping[str, Markup] = NOTHING,
) -> Markup:
    """Return what stands on the page, to be shown within another one.

    Args:
        view: The statement.
        reader: Who reads it.
        galleries: Its pictures.
        beside: What else is shown where a commitment or line is opened, by its anchor.
    """
    values = {"view": view, "galleries": tuple(galleries)}
    body = rendered(
        "statement_body.html", reader, beside=lambda anchor: beside.get(anchor, ""), **values
    )
    # Every text in it was escaped.
    return Markup(body)  # noqa: S704 (own template)
