"""Which periods a person asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.agreement.model.agreement import History
from servanda.agreement.periods import periods_of
from servanda.kernel.time import Instant, Period
from servanda.pipeline.refusals import NotSoFar, PeriodsReversed, UnknownPeriod

__all__ = [
    "Choice",
    "choose",
    "complete_periods",
    "known_through",
    "periods_named",
    "periods_up_to",
    "position_of",
]

_LAST_YEAR = 2199
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Ask for periods by label; nothing said asks for all periods so far.

    Args:
        only: One period.
        first: The first period wanted.
        last: The last period wanted.
    """

    only: str = ""
    first: str = ""
    last: str = ""

    @property
    def furthest(self) -> str:
        """Return the label of the last period asked for, empty if none is named."""
        return self.only or self.last


def choose(periods: Sequence[Period], choice: Choice) -> tuple[Period, ...]:
    """Return the periods asked for, out of those at hand.

    Raises:
        UnknownPeriod: A label names none of them.
        PeriodsReversed: The first period wanted comes after the last.
    """
    if choice.only:
        return (periods[position_of(choice.only, periods)],)
    begin = position_of(choice.first, periods) if choice.first else 0
    end = position_of(choice.last, periods) if choice.last else len(periods) - 1
    if begin > end:
        raise PeriodsReversed(periods[begin].label, periods[end].label)
    return tuple(periods[begin : end + 1])


def periods_up_to(history: History, known: Instant | None, choice: Choice) -> tuple[Period, ...]:
    """Return the periods from the first one on that have to be measured.

    These are the periods so far: those whose last day the evidence reaches. A later period that
    is named is measured with those before it, though its evidence may still grow.

    Args:
        history: The agreement.
        known: Newest instant of the evidence, nothing if it is empty.
        choice: What was asked for.

    Raises:
        UnknownPeriod: A label names no period of the agreement.
        NotSoFar: No period is complete and none was named.
    """
    complete = complete_periods(history, known)
    labels = {period.label for period in complete}
    if choice.furthest and choice.furthest not in labels:
        return periods_named(history, choice.furthest)
    if not complete:
        raise NotSoFar(_first_label(history))
    return complete


def known_through(history: History, known: Instant | None) -> Instant | None:
    """Return how far time counts as seen: to the newest evidence, or the end of what is complete.

    A period that is not over is measured so far, and no outage is supposed to last, nor any
    service to be up, in time of which nothing is known yet.

    Args:
        history: The agreement.
        known: Newest instant of the evidence, nothing if it is empty.
    """
    complete = complete_periods(history, known)
    if known is None or not complete:
        return known
    return max(known, complete[-1].end)


def complete_periods(history: History, known: Instant | None) -> tuple[Period, ...]:
    """Return the periods whose last day is reached, oldest first.

    Args:
        history: The agreement.
        known: Newest instant of the evidence, nothing if it is empty.
    """
    if known is None:
        return ()
    periods = periods_of(history, known.to_datetime().date() + _DAY)
    return tuple(period for period in periods if _reached(period, known))


def periods_named(history: History, label: str) -> tuple[Period, ...]:
    """Return the periods up to the one of a label, of an open-ended agreement as far as it reaches.

    Args:
        history: The agreement.
        label: The last period's label.

    Raises:
        UnknownPeriod: The agreement has none of that label.
    """
    periods = periods_of(history, _far_enough(history, label))
    return tuple(periods[: position_of(label, periods) + 1])


def position_of(label: str, periods: Sequence[Period]) -> int:
    """Return where the period of a label stands.

    Raises:
        UnknownPeriod: None has it.
    """
    for position, period in enumerate(periods):
        if period.label == label:
            return position
    raise UnknownPeriod(label, [period.label for period in periods])


def _reached(period: Period, known: Instant) -> bool:
    return known.to_datetime() >= period.end.to_datetime() - _DAY


def _far_enough(history: History, label: str) -> date | None:
    """Return a day after the period that a label could name; nothing for all there are."""
    if history.latest.in_force.last_day is not None:
        return None
    year = label[:4]
    named = int(year) if len(year) == 4 and year.isascii() and year.isdecimal() else 0
    began = history.versions[0].in_force.first_day
    return date(min(max(named, began.year), _LAST_YEAR) + 1, 1, 1)


def _first_label(history: History) -> str:
    return periods_of(history, history.versions[0].in_force.first_day)[0].label
