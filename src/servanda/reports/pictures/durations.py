"""How long cases took, with the time that they were allowed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from servanda.facts.statement import Assessment
from servanda.facts.tally import Durations
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import BaseKind
from servanda.pipeline.tallies import duration_scale
from servanda.reports.pictures.picture import DurationBar, DurationsDrawing, Picture, PictureTable
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell
from servanda.reports.statement_view import anchor_of, with_segment

__all__ = ["durations_picture"]


def durations_picture(
    judged: Assessment, durations: Durations | None, allowed: Quantity | None, reader: Reader
) -> Picture | None:
    """Return how long the cases that counted took; nothing if none has a duration."""
    if durations is None:
        return None
    unit = durations.middle.unit
    limit = allowed.amount if allowed and allowed.unit == unit else None
    suffix, scale = duration_scale(durations.reach.amount)
    bars = tuple(_bars(durations, scale))
    drawing = DurationsDrawing(
        bars=bars,
        allowed=limit / scale if limit is not None else None,
        suffix=suffix,
        open_ended=durations.longest.amount / scale >= bars[-1].high,
    )
    late, cases = durations.late, durations.cases
    said = f"{reader.number_of(cases)} {plural(cases, 'case')}, half of them within"
    known = f", {reader.number_of(late)} late" if late else ", none late"
    limits = _allowed(limit, allowed, reader)
    hours = " Hours are opening hours." if unit.is_only(BaseKind.OPEN) else ""
    return Picture(
        anchor=anchor_of("durations", with_segment(judged.commitment, judged.measurement.segment)),
        title=with_segment(judged.title, judged.measurement.segment),
        described=f"{said} {spell(durations.middle, reader)}{known}.{limits}{hours}",
        drawing=drawing,
        table=PictureTable(
            headings=("Time taken", "In time", "Late"),
            rows=tuple(_row(bar, drawing, reader) for bar in bars),
        ),
    )


def _allowed(limit: Fraction | None, allowed: Quantity | None, reader: Reader) -> str:
    if allowed is not None:
        return f" Allowed: {spell(allowed, reader)}."
    return "" if limit is not None else " What is allowed differs from case to case."


def _bars(durations: Durations, scale: int) -> Iterator[DurationBar]:
    width = durations.width.amount / scale
    for number, bar in enumerate(durations.bars):
        yield DurationBar(
            low=number * width, high=(number + 1) * width, in_time=bar.in_time, late=bar.late
        )


def _row(bar: DurationBar, drawing: DurationsDrawing, reader: Reader) -> tuple[str, ...]:
    low, high = reader.number(bar.low), reader.number(bar.high)
    last = bar is drawing.bars[-1] and drawing.open_ended
    span = f"{low}{drawing.suffix} and more" if last else f"{low} to below {high}{drawing.suffix}"
    return span, reader.number_of(bar.in_time), reader.number_of(bar.late)
