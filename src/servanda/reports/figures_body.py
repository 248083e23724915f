"""Formulas with their values, to be shown within another page."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from servanda.reports.reader import Reader
from servanda.reports.templating import rendered
from servanda.reports.view import FormulaView

__all__ = ["steps_body"]


def steps_body(formulas: Sequence[FormulaView], reader: Reader) -> Markup:
    """Return formulas opened down to what they used; nothing where there is none."""
    if not formulas:
        return Markup("")
    # Every text in it was escaped.
    return Markup(rendered("steps_body.html", reader, formulas=formulas))  # noqa: S704 (own template)
