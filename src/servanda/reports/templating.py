"""Pages made from templates: self-contained, every text escaped, pictures drawn into them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from servanda.reports.pictures.drawing import picture_svg
from servanda.reports.pictures.picture import MoneyDrawing, Picture
from servanda.reports.reader import Reader

__all__ = ["rendered", "style_sheet"]


def rendered(template: str, reader: Reader, **values: object) -> str:
    """Return a page with the style sheets of the project.

    Args:
        template: File of the template.
        reader: How figures in pictures are spelt.
        values: What the template shows.
    """

    def svg(picture: Picture) -> Markup:
        # Drawn here from figures; texts in it were escaped when it was drawn.
        return Markup(picture_svg(picture.drawing, reader))  # noqa: S704 (own drawing)

    given = {"svg": svg, "is_wide": _is_wide, "beside": _nothing, "css": style_sheet(), **values}
    return _template(template).render(given)


def style_sheet(*names: str) -> Markup:
    """Return style sheets of the project, those of statements and reports if none is named."""
    folder = files("servanda.reports") / "static" / "servanda"
    texts = (
        (folder / f"{name}.css").read_text(encoding="utf-8")
        for name in names or ("statement", "report")
    )
    # They are the project's own; everything else on a page is escaped.
    return Markup("".join(texts))  # noqa: S704 (own files)


def _nothing(_: str) -> str:
    return ""


def _is_wide(picture: Picture) -> bool:
    return isinstance(picture.drawing, MoneyDrawing)


@cache
def _template(name: str) -> Template:
    environment = Environment(
        autoescape=True,
        loader=FunctionLoader(_resource),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template(name)


@cache
def _resource(name: str) -> str:
    return (files("servanda.reports") / "templates" / name).read_text(encoding="utf-8")
