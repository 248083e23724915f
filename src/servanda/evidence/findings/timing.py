"""When things happen: gaps, readings on one minute, midnights, shifts, times far off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from servanda.agreement.model.evidence import ColumnType
from servanda.evidence.findings.finding import Finding, FindingKind, Sample
from servanda.evidence.findings.phrases import length, moment, of_all, some
from servanda.evidence.statements import quoted
from servanda.evidence.wording import counted

__all__ = ["far_off", "gaps", "midnights", "squashed", "strange_hours"]

_FAR: Final = timedelta(days=365)
_MICROSECOND: Final = timedelta(microseconds=1)


def _rhythm(sample: Sample) -> timedelta | None:
    """Return the interval between readings if most of them keep to it, else nothing."""
    if sample.key:
        return None
    row = sample.ask(
        "SELECT mode(step), count(*), count_if(step = typical) FROM (SELECT step, "
        "mode(step) OVER () AS typical FROM ("
        "SELECT epoch_us(t) - lag(epoch_us(t)) OVER (ORDER BY t) AS step FROM ("
        "SELECT DISTINCT {at} AS t FROM {rows} WHERE {at} IS NOT NULL)) "
        "WHERE step IS NOT NULL)",
        at=quoted(sample.at),
    )[0]
    step, steps, regular = row
    if step is None or steps < 20 or regular * 10 < steps * 6:
        return None
    return int(step) * _MICROSECOND


def gaps(sample: Sample) -> Iterator[Finding]:
    """Find stretches without rows where there should be some."""
    if not sample.at:
        return
    rhythm = _rhythm(sample)
    if rhythm is not None:
        yield from _gaps_in_rhythm(sample, rhythm)
    else:
        yield from _empty_days(sample)


def _gaps_in_rhythm(sample: Sample, rhythm: timedelta) -> Iterator[Finding]:
    found = sample.ask(
        "SELECT before, after, apart FROM (SELECT lag(wall) OVER (ORDER BY t) AS before, "
        "wall AS after, epoch_us(t) - lag(epoch_us(t)) OVER (ORDER BY t) AS apart "
        "FROM (SELECT DISTINCT {at} AS t, {wall} AS wall FROM {rows} WHERE {at} IS NOT NULL)) "
        "WHERE apart * 2 > CAST({step} AS BIGINT) * 3 ORDER BY apart DESC, before",
        wall=sample.wall(sample.at),
        at=quoted(sample.at),
        step=str(rhythm // _MICROSECOND),
    )
    if not found:
        return
    heading = sample.heading(sample.at)
    # Lengths are of real time: where clocks go forward, the wall shows an hour that never was.
    before, after, longest = found[0]
    missing = sum(int(apart) * _MICROSECOND // rhythm - 1 for _, _, apart in found)
    text = (
        f"Readings come every {length(rhythm).removeprefix('1 ')}, but there "
        f"{'is 1 gap' if len(found) == 1 else f'are {len(found):,} gaps'} in '{heading}'; "
        f"the longest lasts {length(int(longest) * _MICROSECOND)}, "
        f"from {moment(before)} to {moment(after)}. "
        f"About {counted(max(missing, 1), 'reading is', 'readings are')} missing."
    )
    examples = tuple(f"{moment(early)} to {moment(late)}" for early, late, _ in found[:3])
    yield Finding(
        kind=FindingKind.GAP, columns=(heading,), count=len(found), text=text, examples=examples
    )


def _empty_days(sample: Sample) -> Iterator[Finding]:
    """Find days without rows, on weekdays that otherwise have at least a handful."""
    days = sample.ask(
        "WITH counted AS (SELECT CAST({wall} AS DATE) AS day, count(*) AS n FROM {rows} "
        "WHERE {at} IS NOT NULL GROUP BY 1), "
        "calendar AS (SELECT CAST(unnest(generate_series(min(day), max(day), INTERVAL 1 DAY)) "
        "AS DATE) AS day FROM counted), "
        "filled AS (SELECT day, coalesce(n, 0) AS n FROM calendar LEFT JOIN counted USING (day)), "
        "usual AS (SELECT isodow(day) AS weekday, quantile_disc(n, 0.5) AS typical FROM filled "
        "GROUP BY 1) SELECT day, typical FROM filled JOIN usual ON isodow(day) = weekday "
        "WHERE n = 0 AND typical >= 5 AND (SELECT count(*) FROM calendar) BETWEEN 14 AND 40000 "
        "ORDER BY day",
        wall=sample.wall(sample.at),
        at=quoted(sample.at),
    )
    if not days:
        return
    heading = sample.heading(sample.at)
    typical = max(int(row[1]) for row in days)
    text = (
        f"On {counted(len(days), 'day')} there are no rows at all by '{heading}', where "
        f"that weekday usually has up to {typical:,}: {some([str(row[0]) for row in days])}."
    )
    examples = tuple(str(row[0]) for row in days[:5])
    yield Finding(
        kind=FindingKind.GAP, columns=(heading,), count=len(days), text=text, examples=examples
    )


def squashed(sample: Sample) -> Iterator[Finding]:
    """Find instants at which a regular series has several readings."""
    if not sample.at or _rhythm(sample) is None:
        return
    found = sample.ask(
        "SELECT {wall} AS t, count(*) AS n FROM {rows} WHERE {at} IS NOT NULL GROUP BY 1 "
        "HAVING count(*) > 1 ORDER BY n DESC, t",
        wall=sample.wall(sample.at),
        at=quoted(sample.at),
    )
    if not found:
        return
    heading = sample.heading(sample.at)
    readings = sum(int(times) for _, times in found)
    shown = [f"{times:,} at {moment(at)}" for at, times in found]
    text = (
        f"{counted(readings, 'reading')} of '{heading}' share their time with another, in a "
        f"series of one at a time: {some(shown, shown=3)}."
    )
    if any(_may_be_clock_change(at) for at, _ in found):
        text += " Clocks change around that hour; the source may have lost an hour there."
    yield Finding(
        kind=FindingKind.SQUASHED,
        columns=(heading,),
        count=readings,
        text=text,
        examples=tuple(shown[:3]),
    )


def _may_be_clock_change(at: datetime) -> bool:
    # In most of the world clocks change between midnight and 04:00 on a weekend in these months.
    return at.hour <= 4 and at.month in {3, 4, 9, 10, 11} and at.weekday() in {5, 6}


def midnights(sample: Sample) -> Iterator[Finding]:
    """Find instant columns where much happens at exactly 00:00:00."""
    for name in sample.of_type(ColumnType.INSTANT):
        total, at_midnight = sample.ask(
            "SELECT count({name}), count(*) FILTER ({wall} = date_trunc('day', {wall})) "
            "FROM {rows}",
            name=quoted(name),
            wall=sample.wall(name),
        )[0]
        regular = name == sample.at and _rhythm(sample) is not None
        if regular or at_midnight < 5 or at_midnight * 50 < total:
            continue
        heading = sample.heading(name)
        text = (
            f"'{heading}' is exactly midnight in {of_all(int(at_midnight), int(total), 'rows')}: "
            "dates without a time, perhaps, so hours cannot be counted from them."
        )
        yield Finding(
            kind=FindingKind.MIDNIGHT, columns=(heading,), count=int(at_midnight), text=text
        )


def strange_hours(sample: Sample) -> Iterator[Finding]:
    """Find columns that follow another by exactly the same whole hours: two zones, perhaps."""
    names = sample.of_type(ColumnType.INSTANT)
    for number, first in enumerate(names):
        for second in names[number + 1 :]:
            yield from _shifted(sample, first, second)


def _shifted(sample: Sample, first: str, second: str) -> Iterator[Finding]:
    rows = sample.ask(
        "SELECT epoch_us({b}) - epoch_us({a}) AS apart, count(*) AS n, sum(count(*)) OVER () "
        "FROM {rows} "
        "WHERE {a} IS NOT NULL AND {b} IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT 1",
        a=quoted(first),
        b=quoted(second),
    )
    if not rows:
        return
    apart, times, total = (int(value) for value in rows[0])
    quarter = 900_000_000
    if apart == 0 or apart % quarter or abs(apart) > 56 * quarter or times < 10:
        return
    if times * 2 < total:
        return
    early, late = (first, second) if apart > 0 else (second, first)
    headings = (sample.heading(early), sample.heading(late))
    text = (
        f"'{headings[1]}' is exactly {length(abs(apart) * _MICROSECOND)} after '{headings[0]}' in "
        f"{of_all(times, total, 'rows')}: the two may be written in different time zones."
    )
    yield Finding(kind=FindingKind.ZONE, columns=headings, count=times, text=text)


def far_off(sample: Sample) -> Iterator[Finding]:
    """Find instants more than a year away from nearly all others of their column."""
    for name in sample.of_type(ColumnType.INSTANT):
        low, high, total = sample.ask(
            "SELECT quantile_disc({name}, 0.01), quantile_disc({name}, 0.99), count({name}) "
            "FROM {rows}",
            name=quoted(name),
        )[0]
        if total < 20:
            continue
        yield from _beyond(sample, name, (low - _FAR, high + _FAR))


def _beyond(sample: Sample, name: str, bounds: tuple[datetime, datetime]) -> Iterator[Finding]:
    heading = sample.heading(name)
    count, least, greatest = sample.ask(
        "SELECT count(*), min({name}), max({name}) FROM {rows} "
        "WHERE {name} < '{low}'::TIMESTAMP OR {name} > '{high}'::TIMESTAMP",
        name=quoted(name),
        low=bounds[0].isoformat(sep=" "),
        high=bounds[1].isoformat(sep=" "),
    )[0]
    if count:
        reach = moment(least) if least == greatest else f"{moment(least)} and {moment(greatest)}"
        text = (
            f"'{heading}' has {counted(int(count), 'time')} more than a year away from nearly all "
            f"others: {reach} (UTC)."
        )
        yield Finding(kind=FindingKind.FAR_OFF, columns=(heading,), count=int(count), text=text)
