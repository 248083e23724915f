"""A statement as one self-contained page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from servanda.reports.view import StatementView

__all__ = ["statement_page"]


def statement_page(view: StatementView) -> str:
    """Return the page: no scripts, no outside resources, every text escaped.

    It reads in light and dark, on a phone, on paper and by keyboard; each commitment and each
    line of money opens down to what it was made of.
    """
    # The style sheet is the project's own; everything else is escaped.
    return _template().render(view=view, css=Markup(_resource("statement.css")))  # noqa: S704 (own file)


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_resource),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("statement.html")


@cache
def _resource(name: str) -> str:
    return (files("servanda.reports") / "templates" / name).read_text(encoding="utf-8")
