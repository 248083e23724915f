"""What a reader wants to know of the period under way and of those ahead, as values to be kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.agreement.periods import periods_of
from servanda.facts.figure import Segment
from servanda.facts.statement import LevelReached, Statement
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.check import check
from servanda.pipeline.choosing import Choice
from servanda.pipeline.forecasting import Forecast, Future, forecast
from servanda.pipeline.measured import Measured
from servanda.pipeline.measuring import measure
from servanda.pipeline.open_period import OpenPeriod, measured_with_open, open_period
from servanda.pipeline.refusals import MisusedCommand, NotSoFar, TooLittleHistory
from servanda.pipeline.workspace import Workspace

__all__ = [
    "CaseAhead",
    "LevelAhead",
    "LimitAhead",
    "NothingUnderWay",
    "Outlook",
    "PeriodAhead",
    "Sides",
    "look_ahead",
]

CASES_MOST = 200
_SAMPLES = 100


class NothingUnderWay(MisusedCommand):
    """The evidence ends where a period ends, and so nothing is open."""

    def __init__(self) -> None:
        super().__init__("the evidence does not reach into a period that is not over yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Hold an amount as it stands, and how it ends if all open cases end in time, or none does."""

    now: Quantity
    best: Quantity
    worst: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelAhead:
    """Say how a commitment stands, and how it ends at best and at worst by the cases known."""

    commitment: str
    segment: Segment
    critical: bool
    now: LevelReached
    best: LevelReached
    worst: LevelReached

    @property
    def is_open(self) -> bool:
        """Return whether open cases decide it."""
        return self.best is not self.worst


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAhead:
    """Say what hangs on an open case.

    Args:
        measure: The measure that looks at it.
        key: Its key.
        segment: The segment that it counts in.
        due: When it falls due.
        decides: How much more the client pays if it ends in time, all else as it stands.
    """

    measure: str
    key: str
    segment: Segment
    due: Instant
    decides: Quantity

    @property
    def at_stake(self) -> Quantity:
        """Return what hangs on it, for whichever party."""
        return Quantity(abs(self.decides.amount), self.decides.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodAhead:
    """Say what the client may pay in a period ahead: 5, 50 and 95 of 100 futures are below."""

    period: str
    low: Quantity
    middle: Quantity
    high: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitAhead:
    """Say in which share of the futures a limit is reached at least once."""

    text: str
    share: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Hold how the period under way stands, and what may come.

    Args:
        period: Label of the period under way.
        known_until: Newest instant of the evidence.
        service_credits: What the provider owes by it.
        incentives: What the client owes by it beyond the charges.
        net: What the client pays in all.
        levels: Every commitment that is judged.
        cases: The open cases that fall due in it, by what hangs on them, the most first.
        cases_in_all: How many there are; those on which least hangs are not kept beyond 200.
        past: What the client paid in periods that are over.
        ahead: What may be paid in the next ones; nothing before there are six to draw from.
        limits: How likely limits are reached in them.
    """

    period: str
    known_until: Instant
    service_credits: Sides
    incentives: Sides
    net: Sides
    levels: tuple[LevelAhead, ...]
    cases: tuple[CaseAhead, ...]
    cases_in_all: int
    past: tuple[PeriodAhead, ...] = ()
    ahead: tuple[PeriodAhead, ...] = ()
    limits: tuple[LimitAhead, ...] = ()


def look_ahead(workspace: Workspace, *, progress: Progress = say_nothing) -> Answer[Outlook]:
    """Look at the period under way, and at those ahead where there is enough to draw from.

    Args:
        workspace: Where the agreement and its evidence lie.
        progress: Told before each step.

    Returns:
        How it stands, or what is wrong with the agreement or the evidence.

    Raises:
        NothingUnderWay: The evidence reaches into no period that is not over.
        EngineGaveUp: The machine is too small, or a sum too long.
    """
    try:
        answer = forecast(workspace, future=Future(samples=_SAMPLES), progress=progress)
    except (TooLittleHistory, NotSoFar):
        return _without_futures(workspace, progress)
    found = answer.value
    if found is None:
        return Answer(None, answer.diagnostics)
    if found.open is None:
        raise NothingUnderWay
    return Answer(_outlook(found.open, found.measured, found), answer.diagnostics)


def _without_futures(workspace: Workspace, progress: Progress) -> Answer[Outlook]:
    measured = _measured(workspace, progress)
    if measured.value is None:
        return Answer(None, measured.diagnostics)
    return Answer(
        _outlook(open_period(measured.value, workspace.cache), measured.value, None),
        measured.diagnostics,
    )


def _measured(workspace: Workspace, progress: Progress) -> Answer[Measured]:
    """Measure up to the period under way, which may be the first one."""
    try:
        complete = measure(workspace, progress=progress)
    except NotSoFar:
        return _first_period(workspace, progress)
    if complete.value is None:
        return complete
    measured = measured_with_open(workspace, complete.value, progress)
    if measured.value is not None and len(measured.value.periods) == len(complete.value.periods):
        raise NothingUnderWay
    return measured


def _first_period(workspace: Workspace, progress: Progress) -> Answer[Measured]:
    history = check(workspace).value
    assert history is not None
    first = periods_of(history, history.versions[0].in_force.first_day)[0]
    measured = measure(workspace, choice=Choice(last=first.label), progress=progress)
    known = measured.value.known_until if measured.value else None
    if measured.value is not None and (known is None or known < first.start):
        raise NothingUnderWay
    return measured


def _outlook(found: OpenPeriod, measured: Measured, future: Forecast | None) -> Outlook:
    assert measured.known_until is not None
    cases = [
        CaseAhead(
            measure=each.case.measure,
            key=each.case.key,
            segment=each.case.segment,
            due=each.case.due,
            decides=each.decides,
        )
        for each in found.cases
    ]
    cases.sort(key=lambda each: (-each.at_stake.amount, each.due, each.measure, each.key))
    return Outlook(
        period=found.period.label,
        known_until=measured.known_until,
        service_credits=_sides(found, "service_credits"),
        incentives=_sides(found, "incentives"),
        net=_sides(found, "net"),
        levels=tuple(_levels(found)),
        cases=tuple(cases[:CASES_MOST]),
        cases_in_all=len(cases),
        past=tuple(_past(future)) if future else (),
        ahead=tuple(_ahead(future)) if future else (),
        limits=tuple(LimitAhead(text=each.text, share=each.share) for each in future.limits)
        if future
        else (),
    )


def _sides(found: OpenPeriod, name: str) -> Sides:
    now, best, worst = (getattr(each.totals, name) for each in (found.now, found.best, found.worst))
    return Sides(now=now, best=best, worst=worst)


def _levels(found: OpenPeriod) -> Iterator[LevelAhead]:
    best, worst = _judged(found.best), _judged(found.worst)
    for each in found.now.assessments:
        key = each.commitment, each.measurement.segment
        yield LevelAhead(
            commitment=each.commitment,
            segment=each.measurement.segment,
            critical=each.critical,
            now=each.level,
            best=best.get(key, each.level),
            worst=worst.get(key, each.level),
        )


def _judged(statement: Statement) -> dict[tuple[str, Segment], LevelReached]:
    return {
        (each.commitment, each.measurement.segment): each.level for each in statement.assessments
    }


def _past(future: Forecast) -> Iterator[PeriodAhead]:
    for each in future.past:
        net = each.totals.net
        yield PeriodAhead(period=each.period.label, low=net, middle=net, high=net)


def _ahead(future: Forecast) -> Iterator[PeriodAhead]:
    for each in future.periods:
        net = each.net
        yield PeriodAhead(period=each.period, low=net.p5, middle=net.p50, high=net.p95)
