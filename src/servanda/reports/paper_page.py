"""A paper as one self-contained page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from servanda.kernel.quantity import Quantity
from servanda.reports.paper import Paper, PaperCell, cell_words
from servanda.reports.pictures.drawing import picture_svg
from servanda.reports.pictures.picture import Picture
from servanda.reports.reader import Reader
from servanda.reports.templating import style_sheet

__all__ = ["paper_page"]


def paper_page(paper: Paper, reader: Reader) -> str:
    """Return the page: no scripts, no outside resources, every text escaped."""

    def drawn(picture: Picture) -> Markup:
        # Drawn here from figures; texts in it were escaped when it was drawn.
        return Markup(picture_svg(picture.drawing, reader))  # noqa: S704 (own drawing)

    def spelt(cell: PaperCell) -> str:
        return cell_words(cell, reader)

    return _template().render(
        paper=paper,
        svg=drawn(paper.picture) if paper.picture else "",
        drawn=drawn,
        css=style_sheet(),
        spelt=spelt,
        is_figure=lambda cell: isinstance(cell, Quantity),
    )


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_resource),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("paper.html")


@cache
def _resource(name: str) -> str:
    return (files("servanda.reports") / "templates" / name).read_text(encoding="utf-8")
