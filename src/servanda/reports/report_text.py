"""Scorecards and trends for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from servanda.reports.pictures.picture import MoneyDrawing, Picture, TrendDrawing, TrendMark
from servanda.reports.report_view import Gallery, ReportView, StandingView
from servanda.reports.terminal import SIGNS, TONE_STYLES, rights_table, short_level

__all__ = ["report_text"]

_BLOCKS = "▁▂▃▄▅▆▇█"
_MOST_MARKS = 36
_GAP = " "


def report_text(view: ReportView) -> RenderableType:
    """Return what a terminal shows of a report: how things stand first, pictures in words."""
    return Group(*_parts(view))


def _parts(view: ReportView) -> Iterator[RenderableType]:
    yield Text(view.opening, style="bold")
    if view.rest:
        yield Text(view.rest)
    if view.alarm:
        yield Text(view.alarm, style="bold red")
    if view.notice:
        yield Text(view.notice, style="italic")
    yield Text(f"{view.title}: {view.provider} for {view.client}, {view.days}", style="dim")
    if view.sections:
        yield Text()
        yield _standings(view)
    if view.rights:
        yield Text()
        yield rights_table(view.rights)
    for gallery in view.galleries:
        yield Text()
        yield Text(gallery.title, style="bold")
        yield from _gallery(gallery)


def _standings(view: ReportView) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False, show_edge=False)
    table.add_column("Commitment", ratio=1, overflow="fold")
    table.add_column("Reached", justify="right", no_wrap=True)
    table.add_column("Expected", no_wrap=True)
    table.add_column("Level", no_wrap=True)
    table.add_column("So far", no_wrap=True)
    for section in view.sections:
        table.add_row(Text(section.title, style="bold"), "", "", "", "")
        for each in section.standings:
            level = Text(f"{SIGNS[each.tone]} {each.level}", style=TONE_STYLES[each.tone])
            cells = (_title(each), each.value, short_level(each.expected), level)
            table.add_row(*cells, _strip(each))
    return table


def _title(standing: StandingView) -> RenderableType:
    text = Text(standing.title)
    if standing.critical:
        text.append(" (critical)", style="cyan")
    if standing.remark:
        text.append(f"\n{standing.remark}", style="dim")
    return Padding(text, (0, 0, 0, 2))


def _strip(standing: StandingView) -> Text:
    text = Text()
    for mark in standing.strip:
        text.append(SIGNS[mark.tone], style=TONE_STYLES[mark.tone])
    return text


def _gallery(gallery: Gallery) -> Iterator[RenderableType]:
    for picture in gallery.pictures:
        match picture.drawing:
            case MoneyDrawing():
                yield Text(f"  {picture.described}")
                yield Padding(_table(picture), (0, 0, 0, 2))
            case TrendDrawing() as drawing:
                yield Text(f"  {picture.title}")
                yield Text("    ").append_text(_line(drawing)).append(f"  {picture.described}")
            case _:
                yield Text(f"  {picture.title}: ").append(picture.described, style="dim")


def _table(picture: Picture) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for number, heading in enumerate(picture.table.headings):
        table.add_column(heading, justify="right" if number else "left", no_wrap=True)
    for row in picture.table.rows:
        table.add_row(*row)
    return table


def _line(drawing: TrendDrawing) -> Text:
    marks = drawing.marks[-_MOST_MARKS:]
    values = [mark.value for mark in marks if mark.value is not None]
    text = Text()
    for mark in marks:
        text.append(_block(mark, values), style=TONE_STYLES[mark.tone])
    return text


def _block(mark: TrendMark, values: list[Fraction]) -> str:
    if mark.value is None:
        return _GAP
    low, high = min(values), max(values)
    if low == high:
        return _BLOCKS[-1]
    return _BLOCKS[int((mark.value - low) / (high - low) * (len(_BLOCKS) - 1))]
