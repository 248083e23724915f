"""An agreement in plain words, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from servanda.reports.plain_view import PlainItem, PlainView

__all__ = ["plain_text"]


def plain_text(view: PlainView) -> RenderableType:
    """Return headings with their sentences."""
    return Group(*_parts(view))


def _parts(view: PlainView) -> Iterator[RenderableType]:
    yield Text(view.title, style="bold")
    for section in view.sections:
        yield Text()
        yield Text(section.heading, style="bold underline")
        for item in section.items:
            yield from _item(item)


def _item(item: PlainItem) -> Iterator[RenderableType]:
    if item.title:
        title = Text(item.title, style="bold")
        if item.name and item.name != item.title:
            title.append(f"  {item.name}", style="not bold dim")
        yield Padding(title, (1, 0, 0, 0), expand=False)
    for sentence in item.sentences:
        yield Padding(Text(sentence), (0, 0, 0, 2), expand=False)
    if item.picture:
        yield Padding(Text(item.picture, style="dim", no_wrap=True), (0, 0, 0, 4), expand=False)
