"""What the next periods may pay: past periods drawn again in blocks, settled under the text.

What is drawn is what was measured, never money: each future is settled like any evidence, so
that limits, repeats, dated terms and balances do in it what they do in fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from servanda.agreement.model.agreement import History
from servanda.agreement.periods import periods_of
from servanda.facts.figure import Segment, Value
from servanda.facts.measurement import Measurement
from servanda.facts.row import EvidenceRow
from servanda.facts.statement import LinePurpose, Statement
from servanda.kernel.dice import Dice
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant, Period
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.choosing import complete_periods
from servanda.pipeline.evaluating import evidenced
from servanda.pipeline.measured import Measured
from servanda.pipeline.measuring import measure
from servanda.pipeline.open_period import OpenPeriod, measured_with_open, open_period
from servanda.pipeline.refusals import TooLittleHistory
from servanda.pipeline.workspace import Workspace
from servanda.settlement.book import Book
from servanda.settlement.given import Given
from servanda.settlement.settle import settle

__all__ = [
    "Chances",
    "Forecast",
    "Future",
    "LimitChance",
    "LineChances",
    "forecast",
    "nearest_rank",
]

HISTORY_LEAST = 6
_BLOCK = 3
_AHEAD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Future:
    """Say how futures are drawn.

    Args:
        seed: Names the sequence of chance; the same one gives the same forecast.
        samples: How many futures are drawn, at least 20.
        ahead: How many periods they have, at least 1.
    """

    seed: int = 1
    samples: int = 200
    ahead: int = _AHEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """Hold amounts that 5, 50 and 95 of a hundred futures do not pass, by nearest rank."""

    p5: Quantity
    p50: Quantity
    p95: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodChances:
    """Say what the client may pay in one period."""

    period: str
    net: Chances


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChances:
    """Say what one line may come to over all periods ahead."""

    name: str
    segment: Segment
    purpose: LinePurpose
    total: Chances


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChance:
    """Say in which share of the futures a limit is reached at least once."""

    name: str
    text: str
    share: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Hold what may come.

    Args:
        measured: What it rests on.
        past: The complete periods, settled.
        future: How futures were drawn.
        block: Length of the blocks drawn, in periods.
        continued: Whether the agreement ends before the last period ahead, and is supposed to
            go on.
        periods: By period, what the client pays in all.
        net: The same over all periods ahead.
        credits: All service credits over all periods ahead.
        incentives: All incentives.
        lines: By line.
        limits: By limit.
        open: The period that is under way, if there is one.
    """

    measured: Measured
    past: tuple[Statement, ...]
    future: Future
    block: int
    continued: bool
    periods: tuple[PeriodChances, ...]
    net: Chances
    credits: Chances
    incentives: Chances
    lines: tuple[LineChances, ...]
    limits: tuple[LimitChance, ...]
    open: OpenPeriod | None


def forecast(
    workspace: Workspace,
    *,
    future: Future | None = None,
    progress: Progress = say_nothing,
) -> Answer[Forecast]:
    """Forecast the money of the next periods, and say what the open one hangs on.

    Args:
        workspace: Where the agreement and its evidence lie.
        future: How futures are drawn.
        progress: Told before each step.

    Returns:
        What may come, or what is wrong with the agreement or the evidence.

    Raises:
        TooLittleHistory: There are fewer than 6 complete periods.
        NotSoFar: The evidence reaches no period's end.
        EngineGaveUp: The machine is too small, or a sum too long.
    """
    wanted = future or Future()
    answer = measure(workspace, progress=progress)
    if answer.value is None:
        return Answer(None, answer.diagnostics)
    complete = complete_periods(answer.value.history, answer.value.known_until)
    if len(complete) < HISTORY_LEAST:
        raise TooLittleHistory(len(complete), HISTORY_LEAST)
    so_far = measured_with_open(workspace, answer.value, progress)
    if so_far.value is None:
        return Answer(None, so_far.diagnostics)
    measured = so_far.value
    under_way = None
    if len(measured.periods) > len(complete):
        progress("looking at open cases", 0, 0)
        under_way = open_period(measured, workspace.cache)
    drawn = _drawn(measured, len(complete), wanted, progress)
    return Answer(replace(drawn, open=under_way), answer.diagnostics)


def nearest_rank(amounts: Sequence[Fraction], percent: int) -> Fraction:
    """Return the least amount that at least so many of a hundred do not pass.

    Example:
        >>> nearest_rank([Fraction(each) for each in (40, 10, 30, 20)], 50)
        Fraction(20, 1)
    """
    rank = -(-percent * len(amounts) // 100)
    return sorted(amounts)[max(rank, 1) - 1]


def _drawn(measured: Measured, complete: int, future: Future, progress: Progress) -> Forecast:
    periods, continued = _ahead(measured, future.ahead)
    base = Given(
        history=_going_on(measured.history),
        periods=measured.periods,
        measurements=measured.measurements.figures,
        rows=measured.measurements.rows,
    )
    book, cited = Book(), evidenced(measured)
    past = tuple(settle(base, cited, begun=book))
    block = min(_BLOCK, complete)
    futures: list[tuple[Statement, ...]] = []
    for number in range(future.samples):
        progress("drawing futures", number, future.samples)
        sources = _blocks(Dice(future.seed, f"future {number}"), complete, len(periods), block)
        given = _given(base, periods, [measured.periods[each] for each in sources])
        settled = settle(given, cited, begun=book.copy(), first=len(measured.periods))
        futures.append(tuple(settled))
    known = {period.label for period in measured.periods[:complete]}
    return Forecast(
        measured=measured,
        past=tuple(each for each in past if each.period.label in known),
        future=future,
        block=block,
        continued=continued,
        periods=tuple(_by_period(futures)),
        net=_chances([_sum(each, "net") for each in futures], futures),
        credits=_chances([_sum(each, "service_credits") for each in futures], futures),
        incentives=_chances([_sum(each, "incentives") for each in futures], futures),
        lines=tuple(_by_line(futures)),
        limits=tuple(_by_limit(futures)),
        open=None,
    )


def _ahead(measured: Measured, count: int) -> tuple[tuple[Period, ...], bool]:
    """Return the periods ahead, and whether the agreement has to be supposed to go on."""
    last = measured.periods[-1]
    span = last.end_day - last.first_day
    first_few = measured.periods[0].end_day - measured.periods[0].first_day
    until = last.end_day + max(span, first_few, timedelta(days=31)) * (count + 2)
    every = periods_of(_going_on(measured.history), min(until, date(2199, 12, 31)))
    start = len(measured.periods)
    end_day = measured.history.latest.in_force.last_day
    ahead = every[start : start + count]
    return ahead, end_day is not None and bool(ahead) and ahead[-1].end_day > end_day


def _going_on(history: History) -> History:
    latest = history.latest
    open_ended = replace(latest, in_force=replace(latest.in_force, last_day=None))
    return History((*history.versions[:-1], open_ended))


def _blocks(dice: Dice, complete: int, count: int, block: int) -> list[int]:
    """Return positions of past periods, drawn in blocks of neighbours."""
    found: list[int] = []
    while len(found) < count:
        start = dice.below(complete - block + 1)
        found += range(start, start + block)
    return found[:count]


def _given(base: Given, periods: Sequence[Period], sources: Sequence[Period]) -> Given:
    """Return what is given with past periods in the places of those ahead."""
    pairs = list(zip(sources, periods, strict=True))
    by_period: dict[str, list[Measurement]] = {}
    for each in base.measurements:
        by_period.setdefault(each.period.label, []).append(each)
    figures = [
        replace(figure, period=into)
        for source, into in pairs
        for figure in by_period.get(source.label, ())
    ]
    rows = {
        name: (*held, *(_moved(row, *pair) for pair in pairs for row in held if _in(row, pair[0])))
        for name, held in base.rows.items()
    }
    return Given(
        history=base.history,
        periods=(*base.periods, *periods),
        measurements=(*base.measurements, *figures),
        rows=rows,
    )


def _in(row: EvidenceRow, period: Period) -> bool:
    return row.period == period.label


def _moved(row: EvidenceRow, source: Period, into: Period) -> EvidenceRow:
    """Return a row as it would have been in another period: all of its moments move along."""
    shift, days = into.start.micros - source.start.micros, into.first_day - source.first_day

    def moved(value: Value) -> Value:
        if isinstance(value, Instant):
            return Instant(value.micros + shift)
        return value + days if isinstance(value, date) else value

    # A long month may hold what a short one has no room for; it counts there all the same.
    at = min(row.at.micros + shift, into.end.micros - 1)
    return replace(
        row,
        key=f"{row.key} in {into.label}",
        at=Instant(max(at, into.start.micros)),
        period=into.label,
        columns={name: moved(value) for name, value in row.columns.items()},
    )


def _sum(statements: Sequence[Statement], name: str) -> Fraction:
    totals = (getattr(each.totals, name).amount for each in statements)
    return sum(totals, start=Fraction(0))


def _chances(amounts: Sequence[Fraction], futures: Sequence[Sequence[Statement]]) -> Chances:
    unit = futures[0][0].totals.net.unit
    ranks = (Quantity(nearest_rank(amounts, percent), unit) for percent in (5, 50, 95))
    low, middle, high = ranks
    return Chances(p5=low, p50=middle, p95=high)


def _by_period(futures: Sequence[Sequence[Statement]]) -> Iterator[PeriodChances]:
    for index, statement in enumerate(futures[0]):
        amounts = [each[index].totals.net.amount for each in futures]
        yield PeriodChances(period=statement.period.label, net=_chances(amounts, futures))


def _by_line(futures: Sequence[Sequence[Statement]]) -> Iterator[LineChances]:
    sums: dict[tuple[str, Segment], list[Fraction]] = {}
    purposes: dict[tuple[str, Segment], LinePurpose] = {}
    for number, statements in enumerate(futures):
        for statement in statements:
            for line in statement.lines:
                key = (line.name, line.segment)
                purposes[key] = line.purpose
                amounts = sums.setdefault(key, [Fraction(0)] * len(futures))
                amounts[number] += line.payable.amount
    for (name, segment), amounts in sums.items():
        yield LineChances(
            name=name,
            segment=segment,
            purpose=purposes[name, segment],
            total=_chances(amounts, futures),
        )


def _by_limit(futures: Sequence[Sequence[Statement]]) -> Iterator[LimitChance]:
    texts: dict[str, str] = {}
    reached: dict[str, set[int]] = {}
    for number, statements in enumerate(futures):
        for statement in statements:
            for use in statement.limits:
                texts[use.name] = use.text
                numbers = reached.setdefault(use.name, set())
                asked = use.used.amount + use.before.amount
                if use.before.amount > 0 and asked >= use.cap.amount:
                    numbers.add(number)
    for name, text in texts.items():
        share = Quantity.share(Fraction(len(reached[name]), len(futures)))
        yield LimitChance(name=name, text=text, share=share)
