"""A period as a calendar of good and bad days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from babel.dates import get_day_names

from servanda.agreement.model.measure import AvailabilityRule, Measure
from servanda.facts.statement import Assessment
from servanda.facts.tally import DayCount
from servanda.kernel.quantity import Quantity
from servanda.pipeline.reporting import Promised
from servanda.reports.pictures.picture import DayMark, MonthDrawing, Picture, PictureTable
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural
from servanda.reports.statement_view import anchor_of, with_segment
from servanda.reports.view import Tone

__all__ = ["days_picture"]

_MORE_IS_BETTER = ("at least", "above", ">")
_WORDS = {Tone.GOOD: "good", Tone.FAIR: "below expected", Tone.BAD: "bad"}


def days_picture(
    judged: Assessment,
    measure: Measure,
    counts: Mapping[date, DayCount],
    promised: Promised,
    reader: Reader,
) -> Picture | None:
    """Return the days of a period, each judged by what counted on it alone.

    A day is good where it would have reached what is expected, bad where it would have missed
    the minimum. An outage makes the day on which it began a bad one. What has no verdict of its
    own per record has no such picture.
    """
    outages = isinstance(measure.rule, AvailabilityRule)
    if not outages and not any(each.judged for each in counts.values()):
        return None
    judge = _Judge(judged=judged, counts=counts, promised=promised, reader=reader, outages=outages)
    days = tuple(judge.days())
    return Picture(
        anchor=anchor_of("days", with_segment(judged.commitment, judged.measurement.segment)),
        title=with_segment(judged.title, judged.measurement.segment),
        described=_described(days),
        drawing=MonthDrawing(days=days, weekdays=_weekdays(reader)),
        table=PictureTable(
            headings=("Day", "What counted", "How it was"),
            rows=tuple(
                (reader.day(each.day), each.said, _WORDS[each.tone]) for each in days if each.tone
            ),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    judged: Assessment
    counts: Mapping[date, DayCount]
    promised: Promised
    reader: Reader
    outages: bool

    def days(self) -> Iterator[DayMark]:
        period = self.judged.measurement.period
        for number in range((period.end_day - period.first_day).days):
            day = period.first_day + timedelta(days=number)
            yield self._day(day, self.counts.get(day))

    def _day(self, day: date, count: DayCount | None) -> DayMark:
        if self.outages:
            began = count.counted if count else 0
            said = f"{began} {plural(began, 'outage')}" if began else "no outage"
            return DayMark(day=day, tone=Tone.BAD if began else Tone.GOOD, said=said)
        if count is None:
            return DayMark(day=day, tone=None, said="")
        said = f"{self.reader.number_of(count.good)} of {self.reader.number_of(count.counted)} good"
        return DayMark(day=day, tone=self._tone(Fraction(count.good, count.counted)), said=said)

    def _tone(self, good: Fraction) -> Tone:
        expected, minimum = self.promised.expected, self.promised.minimum
        if expected is None or not expected.unit.is_share:
            return Tone.GOOD if good == 1 else Tone.BAD
        if good >= self._level(expected):
            return Tone.GOOD
        below_minimum = minimum is None or good < self._level(minimum)
        return Tone.BAD if below_minimum else Tone.FAIR

    def _level(self, level: Quantity) -> Fraction:
        """Return the share that has to be good, whichever way the level is put."""
        upwards = self.judged.expected.startswith(_MORE_IS_BETTER)
        return level.amount if upwards else 1 - level.amount


def _described(days: Sequence[DayMark]) -> str:
    tones = [each.tone for each in days]
    counts = {word: tones.count(tone) for tone, word in _WORDS.items()}
    said = [f"{count} {word}" for word, count in counts.items() if count]
    quiet = tones.count(None)
    said += [f"{quiet} on which nothing counted"] if quiet else []
    return f"{len(days)} {plural(len(days), 'day')}: {', '.join(said)}."


def _weekdays(reader: Reader) -> tuple[str, ...]:
    names = get_day_names("abbreviated", locale=reader.babel)
    return tuple(names[number] for number in range(7))
