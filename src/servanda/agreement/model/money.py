"""Figures, penalties, incentives and limits: how judgement turns into money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from servanda.agreement.model.formula import Formula
from servanda.agreement.model.setting import Clause
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan

__all__ = [
    "Bound",
    "Figure",
    "IncentiveKind",
    "Limit",
    "LimitRest",
    "LimitWindow",
    "Must",
    "Purpose",
    "RowSet",
    "StatedHistory",
]


class Purpose(Enum):
    """Which section a figure stands in; the section says what its amount does."""

    FIGURE = "figure"
    PENALTY = "penalty"
    INCENTIVE = "incentive"
    CHARGE = "charge"


class IncentiveKind(Enum):
    """What an incentive is to the parties; the accounts keep each kind apart."""

    INCENTIVE = "incentive"
    GAIN_SHARE = "gain share"
    EARN_BACK = "earn-back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A named formula, once for each of its grain.

    Args:
        name: Its name.
        title: A reader's name for it, may be empty.
        purpose: What its amount does.
        each: Name of the rows it exists for (``failures``), or ``period``; a measure's segment
            columns follow after it.
        by: Segment columns it is divided by, beside the period.
        when: Condition; where it is not true, the figure is 0 of its unit.
        pays: The formula.
        commitment: The commitment that it hangs on, may be empty; relief and stabilization
            follow it.
        counts_towards_limits: Whether ``penalties`` and ``incentives`` in a limit include it.
        clause: Place in the signed contract.
        zero: What it is where ``when`` is not true: 0 of the formula's unit, filled in by typing.
        kind: Of an incentive, what it is to the parties.
        answers: Of an incentive, the frustration that it answers; may be empty.
        cure_costs: Of a penalty, what curing the failure would cost in a period, money that is
            known without evidence; it moves no money.
        besides: Of a penalty, why it is meant to charge records that others charge as well, by
            the other penalty's name.
        total: Whether it has to have a value in every period, as lines of money have.
    """

    name: str
    title: str
    purpose: Purpose
    each: str
    by: tuple[str, ...]
    when: Formula | None
    pays: Formula
    commitment: str
    counts_towards_limits: bool
    clause: Clause | None
    span: SourceSpan
    zero: Quantity | None = None
    kind: IncentiveKind = IncentiveKind.INCENTIVE
    answers: str = ""
    cure_costs: Formula | None = None
    besides: Mapping[str, str] = field(default_factory=dict)
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSet:
    """Rows that money is computed for: evidence rows, groups of rows, or a measure's cases.

    Args:
        name: Plural, the name in formulas: ``failures``.
        noun: Singular.
        table: Evidence table, or empty if grouped from other rows.
        measure: Measure whose cases (with ``elapsed``, ``met`` ...) are the rows; may be empty.
        where: Which rows.
        group: Rows that are grouped, may be empty.
        by: Columns that a group shares.
        counts_in: Instant column that decides the period; empty takes the table's own.
        spells: Condition over time whose stretches are the rows; absent for other rows.
    """

    name: str
    noun: str
    table: str
    measure: str
    where: Formula | None
    group: str
    by: tuple[str, ...]
    counts_in: str
    span: SourceSpan
    spells: Formula | None = None

    def takes_in(self, rows: str) -> bool:
        """Return whether these rows are the ones named, or groups of them."""
        return bool(rows) and rows in {self.name, self.group}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedHistory:
    """Figures of periods before this text took over, stated by the parties.

    Args:
        until: Last day that they are about; periods up to it are not settled again.
        rows: Row set that holds them, one or more rows for a period.
        gives: Columns of the rows, by the figure or line whose history they state.
        measured: Columns of the rows, by the measure whose values they state.
    """

    until: date
    rows: str
    gives: Mapping[str, str]
    span: SourceSpan
    measured: Mapping[str, str] = field(default_factory=dict)


class LimitWindow(Enum):
    """Over what a limit adds up."""

    PERIOD = "period"
    QUARTER = "quarter"
    HALF_YEAR = "half year"
    YEAR = "year"
    CONTRACT_YEAR = "contract year"
    LAST_PERIODS = "last periods"
    LAST_DAYS = "last days"
    AGREEMENT = "agreement"


class LimitRest(Enum):
    """What becomes of the part above a cap, or of an amount below a minimum."""

    LAPSES = "lapses"
    CARRIES = "carries over"
    RAISED = "raised"


class Bound(Enum):
    """Whether a limit is a cap or a minimum."""

    AT_MOST = "at most"
    AT_LEAST = "at least"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A cap on a sum of lines, or the smallest sum of them that is worth an entry.

    Args:
        name: Its name; the stage after it is a figure of this name.
        of: Lines that share it; ``penalties`` and ``incentives`` stand for all of theirs.
        bound: Whether ``amount`` is the most or the least.
        amount: The cap or the minimum, money per period, per window, or per row.
        window: Over what the lines add up.
        window_length: Number of periods for ``LAST_PERIODS``, of days for ``LAST_DAYS``.
        rest: What becomes of the part above, or of an amount below.
        for_each: Rows each of which has a limit of its own; empty for the lines as a whole.
        less: Lines whose amounts are taken off before the sum is held against a cap.
        carries_for: For how many periods what carries over waits; absent for as long as it takes.
    """

    name: str
    of: tuple[str, ...]
    bound: Bound
    amount: Formula
    window: LimitWindow
    window_length: int
    rest: LimitRest
    text: str
    clause: Clause | None
    span: SourceSpan
    for_each: str = ""
    less: tuple[str, ...] = ()
    carries_for: int | None = None

    @property
    def caps_each_period(self) -> bool:
        """Return whether it is a plain cap on what its lines come to in one period."""
        plain = self.bound is Bound.AT_MOST and not self.for_each and not self.less
        return plain and self.window is LimitWindow.PERIOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Must:
    """A condition that the author declares.

    One about terms alone holds or the agreement is refused; one about evidence is asked in every
    period, and where it does not hold that period's money is not settled.

    Args:
        text: The condition as its author wrote it.
        condition: The formula.
        says: What it means, in the author's words; may be empty.
        each_period: Whether it is about evidence; filled in by checking.
    """

    text: str
    condition: Formula
    span: SourceSpan
    says: str = ""
    each_period: bool = False
