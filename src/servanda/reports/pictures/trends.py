"""Commitments and money over the periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from babel.dates import format_skeleton

from servanda.facts.figure import Segment
from servanda.facts.statement import Assessment, LevelReached, Statement
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.kernel.unit import BaseKind, Unit
from servanda.pipeline.reporting import Promises
from servanda.pipeline.tallies import duration_scale
from servanda.reports.pictures.picture import (
    MoneyDrawing,
    MoneyMark,
    Picture,
    PictureTable,
    TrendDrawing,
    TrendMark,
)
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell, spell_level
from servanda.reports.statement_view import TONES, anchor_of, with_segment

__all__ = [
    "Series",
    "money_picture",
    "scale_of",
    "series_of",
    "short_period",
    "trend_drawing",
    "trend_picture",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Hold one commitment, and one segment of it, over the periods.

    Args:
        name: With its segment.
        title: With its segment.
        judged: By label of the period; a period without it is not there.
    """

    name: str
    title: str
    judged: dict[str, Assessment]

    @property
    def latest(self) -> Assessment:
        """Return the last one judged."""
        return list(self.judged.values())[-1]


def series_of(statements: Sequence[Statement]) -> tuple[Series, ...]:
    """Return every commitment over the periods, in the order of the latest statement."""
    found: dict[tuple[str, Segment], dict[str, Assessment]] = {}
    for statement in reversed(statements):
        for judged in statement.assessments:
            key = (judged.commitment, judged.measurement.segment)
            found.setdefault(key, {})[statement.period.label] = judged
    return tuple(
        _series(dict(reversed(judged.items())), segment) for (_, segment), judged in found.items()
    )


def _series(judged: dict[str, Assessment], segment: Segment) -> Series:
    latest = list(judged.values())[-1]
    return Series(
        name=with_segment(latest.commitment, segment),
        title=with_segment(latest.title, segment),
        judged=judged,
    )


def trend_picture(
    series: Series, statements: Sequence[Statement], behind: Promises, reader: Reader
) -> Picture:
    """Return a commitment over the periods against what was promised."""
    return Picture(
        anchor=anchor_of("trend", series.name),
        title=series.title,
        described=_trend_described(series, statements, reader),
        drawing=trend_drawing(series, statements, behind, reader),
        table=PictureTable(
            headings=("Period", "Reached", "Expected", "Minimum", "Level"),
            rows=tuple(_trend_rows(series, statements, reader)),
        ),
    )


def trend_drawing(
    series: Series, statements: Sequence[Statement], behind: Promises, reader: Reader
) -> TrendDrawing:
    """Return what is drawn of a commitment over the periods."""
    suffix, scale = _scale(series)
    unit = _unit(series)
    return TrendDrawing(
        marks=tuple(_mark(series, each.period, scale, behind, reader) for each in statements),
        suffix=suffix,
        most=Fraction(100) if unit and unit.is_share else None,
    )


def money_picture(statements: Sequence[Statement], behind: Promises, reader: Reader) -> Picture:
    """Return what was at risk, lost and earned in each period."""
    marks = tuple(_money_mark(each, behind, reader) for each in statements)
    currency = statements[-1].currency
    return Picture(
        anchor="money",
        title="Money at risk, lost and earned",
        described=_money_described(marks, currency, reader),
        drawing=MoneyDrawing(marks=marks, currency=currency),
        table=PictureTable(
            headings=("Period", "At risk", "Service credits", "Incentives"),
            rows=tuple(_money_row(mark, currency, reader) for mark in marks),
        ),
    )


def short_period(period: Period, reader: Reader) -> str:
    """Name a period in a few characters: ``Jan 2026``, ``Q3 2026``."""
    if len(period.label) == 7 and period.label[5] != "Q":
        return format_skeleton("yMMM", period.first_day, locale=reader.babel)
    return reader.period(period) if len(period.label) < 8 else period.label


def scale_of(unit: Unit | None, longest: Fraction) -> tuple[str, Fraction]:
    """Return how figures of a unit are drawn: what follows them, and by what they are divided."""
    if unit is None:
        return "", Fraction(1)
    if unit.is_share or unit.is_only(BaseKind.POINTS_OF_PERCENT):
        return ("%" if unit.is_share else " pp"), Fraction(1, 100)
    if unit.is_only(BaseKind.ELAPSED) or unit.is_only(BaseKind.OPEN):
        suffix, seconds = duration_scale(longest)
        return suffix, Fraction(seconds)
    return "", Fraction(1)


def _unit(series: Series) -> Unit | None:
    for judged in series.judged.values():
        if isinstance(judged.measurement.value, Quantity):
            return judged.measurement.value.unit
    return None


def _scale(series: Series) -> tuple[str, Fraction]:
    values = (each.measurement.value for each in series.judged.values())
    longest = max((v.amount for v in values if isinstance(v, Quantity)), default=Fraction(0))
    return scale_of(_unit(series), longest)


def _mark(
    series: Series, period: Period, scale: Fraction, behind: Promises, reader: Reader
) -> TrendMark:
    label = short_period(period, reader)
    judged = series.judged.get(period.label)
    if judged is None:
        return TrendMark(
            label=label, value=None, said="", expected=None, minimum=None, tone=TONES[_NONE]
        )
    value = judged.measurement.value
    levels = behind.promised(judged)
    return TrendMark(
        label=label,
        value=value.amount / scale if isinstance(value, Quantity) else None,
        said=spell(value, reader),
        expected=levels.expected.amount / scale if levels.expected else None,
        minimum=levels.minimum.amount / scale if levels.minimum else None,
        tone=TONES[judged.level],
    )


_NONE = LevelReached.NOT_JUDGED


def _trend_rows(
    series: Series, statements: Sequence[Statement], reader: Reader
) -> Iterator[tuple[str, ...]]:
    for statement in statements:
        judged = series.judged.get(statement.period.label)
        period = reader.period(statement.period)
        if judged is None:
            yield period, "", "", "", "not promised"
        else:
            value = spell(judged.measurement.value, reader)
            levels = (spell_level(judged, each, reader) for each in ("expected", "minimum"))
            yield period, value, *levels, judged.level.value


def _trend_described(series: Series, statements: Sequence[Statement], reader: Reader) -> str:
    levels = [each.level for each in series.judged.values()]
    counts = [f"{levels.count(each)} {each.value}" for each in LevelReached if each in levels]
    last = series.latest
    span = f"{reader.period(statements[0].period)} to {reader.period(statements[-1].period)}"
    value = spell(last.measurement.value, reader)
    periods = f"{len(levels)} {plural(len(levels), 'period')}"
    return f"{span}: {periods}, {', '.join(counts)}; latest {value}, {last.level.value}."


def _money_mark(statement: Statement, behind: Promises, reader: Reader) -> MoneyMark:
    risk = None if statement.stabilization else behind.at_risk(statement.period)
    return MoneyMark(
        label=short_period(statement.period, reader),
        at_risk=risk.amount if risk else None,
        lost=statement.totals.service_credits.amount,
        earned=statement.totals.incentives.amount,
    )


def _money_described(marks: Sequence[MoneyMark], currency: str, reader: Reader) -> str:
    lost = sum((mark.lost for mark in marks), start=Fraction(0))
    earned = sum((mark.earned for mark in marks), start=Fraction(0))
    risks = [mark.at_risk for mark in marks if mark.at_risk is not None]
    said = f"{reader.money(lost, currency)} lost in service credits"
    if risks:
        said += f" of {reader.money(sum(risks, start=Fraction(0)), currency)} at risk"
    return f"{said}, {reader.money(earned, currency)} earned in incentives."


def _money_row(mark: MoneyMark, currency: str, reader: Reader) -> tuple[str, ...]:
    risk = "" if mark.at_risk is None else reader.money(mark.at_risk, currency)
    amounts = (reader.money(mark.lost, currency), reader.money(mark.earned, currency))
    return (mark.label, risk, *amounts)
