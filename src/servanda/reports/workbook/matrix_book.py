"""A matrix as a sheet that can be filled in and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.words import UNDECIDED
from servanda.operating_model.standing import ServiceStanding
from servanda.pipeline.model_sheets import COLUMNS
from servanda.reports.workbook.book import Book

__all__ = ["matrix_workbook"]

_ACCOUNTABLE = ("Accountable", "Meant")
_LONGEST_LIST = 255


def matrix_workbook(
    model: OperatingModel, standings: Sequence[ServiceStanding], day: date
) -> bytes:
    """Return the workbook: the matrix to fill in first, then what its columns mean.

    Args:
        model: The parties to choose from.
        standings: The services, a row for each cell that their matrix shows.
        day: The document's date.
    """
    book = Book(title=f"Matrix: {model.title}", day=day)
    sheet = book.sheet("Matrix", list(COLUMNS))
    for standing in standings:
        for cell in standing.shown_cells():
            performs = cell.present.performs
            own = performs == (cell.present.accountable,)
            sheet.add(
                standing.service.name,
                standing.service.title,
                cell.process.title,
                standing.scope_words(cell),
                cell.present.accountable,
                "" if own else "; ".join(performs),
                cell.target.accountable,
                "; ".join(cell.target.performs),
                cell.because,
                cell.reference,
            )
    _offer_parties(model, sheet.page, sheet.row)
    sheet.finish()
    help_ = book.sheet("Columns", ("Column", "Holds"))
    for name, meaning in COLUMNS.items():
        help_.add(name, meaning)
    help_.finish(narrow=True)
    return book.content()


def _offer_parties(model: OperatingModel, page: Any, rows: int) -> None:  # noqa: ANN401 - untyped
    """Let who fills it in choose; another text is let through, and told when it comes back."""
    names = [name for name, each in model.parties.items() if each.side.may_be_accountable]
    assert UNDECIDED in names, "every organisation has somebody who is still to be decided on"
    while len(",".join(names)) > _LONGEST_LIST:
        names.pop()
    for column in _ACCOUNTABLE:
        place = list(COLUMNS).index(column)
        options = {"validate": "list", "source": names, "error_type": "warning"}
        page.data_validation(1, place, max(rows - 1, 1), place, options)
