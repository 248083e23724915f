"""A period as a calendar of good and bad days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from babel.dates import get_day_names

from servanda.agreement.model.measure import AvailabilityRule, Measure
from servanda.facts.statement import Assessment
from servanda.kernel.quantity import Quantity
from servanda.pipeline.records import Record
from servanda.pipeline.reporting import Promised
from servanda.reports.pictures.picture import DayMark, MonthDrawing, Picture, PictureTable
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural
from servanda.reports.statement_view import anchor_of, with_segment
from servanda.reports.view import Tone

__all__ = ["days_picture"]

_VERDICTS = ("met", "good")
_MORE_IS_BETTER = ("at least", "above", ">")
_WORDS = {Tone.GOOD: "good", Tone.FAIR: "below expected", Tone.BAD: "bad"}


def days_picture(
    judged: Assessment,
    measure: Measure,
    records: Sequence[Record],
    promised: Promised,
    reader: Reader,
) -> Picture | None:
    """Return the days of a period, each judged by what counted on it alone.

    A day is good where it would have reached what is expected, bad where it would have missed
    the minimum. An outage makes the day on which it began a bad one. What has no verdict of its
    own per record has no such picture.
    """
    counted = [record for record in records if record.counted and record.at is not None]
    judge = _judge_for(judged, measure, counted, promised, reader)
    if judge is None:
        return None
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
    records: Sequence[Record]
    promised: Promised
    reader: Reader
    outages: bool
    verdict: str

    def days(self) -> Iterator[DayMark]:
        by_day: dict[date, list[Record]] = {}
        for record in self.records:
            assert record.at is not None
            by_day.setdefault(self.reader.local(record.at).date(), []).append(record)
        period = self.judged.measurement.period
        for number in range((period.end_day - period.first_day).days):
            day = period.first_day + timedelta(days=number)
            yield self._day(day, by_day.get(day, []))

    def _day(self, day: date, records: Sequence[Record]) -> DayMark:
        if self.outages:
            count = f"{len(records)} {plural(len(records), 'outage')}" if records else "no outage"
            return DayMark(day=day, tone=Tone.BAD if records else Tone.GOOD, said=count)
        if not records:
            return DayMark(day=day, tone=None, said="")
        good = sum(record.values.get(self.verdict) is True for record in records)
        said = f"{self.reader.number_of(good)} of {self.reader.number_of(len(records))} good"
        return DayMark(day=day, tone=self._tone(Fraction(good, len(records))), said=said)

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


def _judge_for(
    judged: Assessment,
    measure: Measure,
    counted: Sequence[Record],
    promised: Promised,
    reader: Reader,
) -> _Judge | None:
    outages = isinstance(measure.rule, AvailabilityRule)
    verdict = next((v for v in _VERDICTS if any(v in r.values for r in counted)), "")
    if not outages and not verdict:
        return None
    return _Judge(
        judged=judged,
        records=counted,
        promised=promised,
        reader=reader,
        outages=outages,
        verdict=verdict,
    )


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
