"""A scorecard or a trend as one self-contained page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from servanda.reports.pictures.drawing import picture_svg
from servanda.reports.pictures.picture import MoneyDrawing, Picture
from servanda.reports.reader import Reader
from servanda.reports.report_view import ReportView

__all__ = ["report_page"]


def report_page(view: ReportView, reader: Reader) -> str:
    """Return the page: no scripts, no outside resources, every text escaped.

    Pictures are drawn into the page; each says in a sentence what it shows, and opens to the
    table of its figures.
    """

    def svg(picture: Picture) -> Markup:
        # Drawn here from figures; texts in it were escaped when it was drawn.
        return Markup(picture_svg(picture.drawing, reader))  # noqa: S704 (own drawing)

    # The style sheets are the project's own; everything else is escaped.
    css = Markup(_resource("statement.css") + _resource("report.css"))  # noqa: S704 (own files)
    return _template().render(view=view, css=css, svg=svg, is_wide=_is_wide)


def _is_wide(picture: Picture) -> bool:
    return isinstance(picture.drawing, MoneyDrawing)


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_resource),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("report.html")


@cache
def _resource(name: str) -> str:
    return (files("servanda.reports") / "templates" / name).read_text(encoding="utf-8")
