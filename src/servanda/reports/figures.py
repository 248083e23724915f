"""Figures measured, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from servanda.facts.figure import NoValue
from servanda.facts.measurement import LeftOut, Measurement
from servanda.kernel.time import Period
from servanda.pipeline.measured import Measured
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell, spell_segment

__all__ = ["figures_text"]


def figures_text(measured: Measured, reader: Reader) -> RenderableType:
    """Return the figures of the periods asked for, a table for each."""
    return Group(*_parts(measured, reader))


def _parts(measured: Measured, reader: Reader) -> Iterator[RenderableType]:
    for period in measured.chosen:
        own = [each for each in measured.measurements.figures if each.period.label == period.label]
        yield _table(period, own, measured, reader)
        yield Text()
    yield from _unplaced(measured, reader)
    yield from _rows_left_out(measured, reader)


def _rows_left_out(measured: Measured, reader: Reader) -> Iterator[RenderableType]:
    lost = measured.measurements.rows_left_out
    if not lost:
        return
    yield Text("Records that no row for money is made of:", style="bold")
    for name, each in lost.items():
        yield Text(f"  {one_line(name)}: {_left_out(each, reader)}")
    yield Text()


def _unplaced(measured: Measured, reader: Reader) -> Iterator[RenderableType]:
    """Name the records that no figure tells of, so that none goes missing unseen."""
    lost = {name: each for name, each in measured.measurements.unplaced.items() if each}
    if not lost:
        return
    yield Text("Records in no period or segment at all, over all evidence:", style="bold")
    for name, each in lost.items():
        yield Text(f"  {one_line(name)}: {_left_out(each, reader)}")
    yield Text()


def _table(
    period: Period, figures: Sequence[Measurement], measured: Measured, reader: Reader
) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(reader.period(period), ratio=1, overflow="fold")
    table.add_column("Figure", justify="right", no_wrap=True)
    table.add_column("Counted", justify="right", no_wrap=True)
    table.add_column("Did not count", overflow="fold", style="dim")
    for figure in figures:
        table.add_row(
            _name(figure, measured),
            spell(figure.value, reader),
            reader.number_of(figure.counted),
            _left_out(figure.left_out, reader),
        )
    return table


def _name(figure: Measurement, measured: Measured) -> Text:
    version = measured.history.at(figure.period.first_day)
    measure = version.measures.get(figure.measure)
    title = (measure.title if measure else "") or figure.measure
    text = Text(one_line(title))
    if figure.segment:
        text.append(f" ({spell_segment(figure.segment)})")
    if isinstance(figure.value, NoValue) and figure.value.note:
        text.append(f"\n{one_line(figure.value.note)}", style="dim")
    return text


def _left_out(left_out: Sequence[LeftOut], reader: Reader) -> str:
    return one_line(
        "; ".join(f"{reader.number_of(each.records)}: {each.reason}" for each in left_out)
    )
