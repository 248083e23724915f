"""How long cases took, with the time that they were allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil

from servanda.facts.statement import Assessment
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import BaseKind
from servanda.pipeline.records import Record
from servanda.reports.pictures.picture import DurationBar, DurationsDrawing, Picture, PictureTable
from servanda.reports.pictures.trends import scale_of
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell
from servanda.reports.statement_view import anchor_of, with_segment

__all__ = ["durations_picture"]

_MOST_BARS, _FEW_BARS = 24, 12
_FEW_CASES = 100
_NICE = (1, 2, 5)


def durations_picture(
    judged: Assessment, records: Sequence[Record], allowed: Quantity | None, reader: Reader
) -> Picture | None:
    """Return how long the cases that counted took; nothing if none has a duration."""
    taken = [
        (value, record.values.get("met") is False)
        for record in records
        if record.counted and isinstance(value := record.values.get("elapsed"), Quantity)
    ]
    if not taken:
        return None
    unit = taken[0][0].unit
    limit = allowed.amount if allowed and allowed.unit == unit else None
    seconds = sorted(value.amount for value, _ in taken)
    furthest = _furthest(seconds, limit)
    suffix, scale = scale_of(unit, furthest)
    bars = tuple(_bars([(v.amount / scale, late) for v, late in taken], furthest / scale))
    drawing = DurationsDrawing(
        bars=bars,
        allowed=limit / scale if limit is not None else None,
        suffix=suffix,
        open_ended=seconds[-1] / scale >= bars[-1].high,
    )
    late = sum(was_late for _, was_late in taken)
    middle = Quantity(seconds[(len(seconds) - 1) // 2], unit)
    said = f"{reader.number_of(len(taken))} {plural(len(taken), 'case')}, half of them within"
    known = f", {reader.number_of(late)} late" if late else ", none late"
    limits = _allowed(limit, allowed, reader)
    hours = " Hours are opening hours." if unit.is_only(BaseKind.OPEN) else ""
    return Picture(
        anchor=anchor_of("durations", with_segment(judged.commitment, judged.measurement.segment)),
        title=with_segment(judged.title, judged.measurement.segment),
        described=f"{said} {spell(middle, reader)}{known}.{limits}{hours}",
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


def _furthest(seconds: Sequence[Fraction], limit: Fraction | None) -> Fraction:
    """Return how far the picture reaches: to nearly all cases, and past what is allowed."""
    nearly_all = seconds[(len(seconds) - 1) * 97 // 100]
    return max(nearly_all, limit * 5 / 4 if limit is not None else Fraction(0), Fraction(1))


def _bars(taken: Sequence[tuple[Fraction, bool]], furthest: Fraction) -> Iterator[DurationBar]:
    width = _nice_width(furthest, _MOST_BARS if len(taken) >= _FEW_CASES else _FEW_BARS)
    count = max(1, ceil(furthest / width))
    in_time, late = [0] * count, [0] * count
    for amount, was_late in taken:
        position = min(max(int(amount // width), 0), count - 1)
        (late if was_late else in_time)[position] += 1
    for number in range(count):
        yield DurationBar(
            low=number * width,
            high=(number + 1) * width,
            in_time=in_time[number],
            late=late[number],
        )


def _nice_width(furthest: Fraction, most: int) -> Fraction:
    width = Fraction(1, 100)
    while True:
        for factor in _NICE:
            if furthest / (width * factor) <= most:
                return width * factor
        width *= 10


def _row(bar: DurationBar, drawing: DurationsDrawing, reader: Reader) -> tuple[str, ...]:
    low, high = reader.number(bar.low), reader.number(bar.high)
    last = bar is drawing.bars[-1] and drawing.open_ended
    span = f"{low}{drawing.suffix} and more" if last else f"{low} to below {high}{drawing.suffix}"
    return span, reader.number_of(bar.in_time), reader.number_of(bar.late)
