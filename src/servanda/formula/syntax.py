"""The one syntax tree that all evaluations share.

Every node is a frozen value with the span it was read from. Three evaluations walk the tree:
``formula.exact`` (fractions), ``formula.interval`` (ranges, for what ``check`` proves) and
``measurement.compile`` (ibis expressions over evidence).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from servanda.businesstime.business_days import BusinessCalendar
from servanda.facts.figure import Scalar
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode
from servanda.kernel.source import SourceSpan

__all__ = [
    "Aggregate",
    "Aggregator",
    "Ago",
    "Arithmetic",
    "ArithmeticOperator",
    "AsPercent",
    "BusinessDayMove",
    "BusinessDays",
    "Call",
    "Comparison",
    "ComparisonOperator",
    "Conditional",
    "Expression",
    "IsKnown",
    "Literal",
    "Logical",
    "LogicalOperator",
    "Lookup",
    "Marginal",
    "Member",
    "Membership",
    "Name",
    "Negation",
    "Not",
    "OnDay",
    "Otherwise",
    "Round",
    "RowSource",
    "RowWindow",
    "Run",
    "StepSize",
    "Steps",
    "Time",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Stand anywhere in a formula."""

    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Node):
    """A value written out: ``4 hours``, ``99.5%``, ``'P1'``, ``2026-01-01``, ``yes``."""

    value: Scalar
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Node):
    """A name: a term, figure, measure, column, calendar; ``this.x`` is ``outer=True``."""

    name: str
    outer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Node):
    """A part of something: ``restore_major.met``, ``severity(x).points``, ``claim.made``."""

    of: Expression
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Node):
    """A keyed term: ``target[priority]``; ``at`` are the keys, outermost first."""

    of: Name
    at: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Node):
    """A function or a table: ``greatest(0 EUR, x)``, ``credit(uptime)``."""

    function: str
    arguments: tuple[Expression, ...]


class ArithmeticOperator(Enum):
    """``OF`` multiplies (``12% of fee``), ``PER`` divides (``EUR per minute``)."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    OF = "of"
    PER = "per"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic(Node):
    """Two operands and an operator."""

    operator: ArithmeticOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation(Node):
    """Minus something."""

    of: Expression


class StepSize(Enum):
    """``FULL`` steps round down, ``STARTED`` steps round up, ``NEAREST`` take the closer one."""

    FULL = "full"
    STARTED = "started"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps(Node):
    """``RATE per started SIZE of AMOUNT``: the rate times a whole number of steps."""

    rate: Expression
    rounding: StepSize
    size: Expression
    amount: Expression


class ComparisonOperator(Enum):
    """Words and signs are one: ``at least`` is ``>=``, ``below`` is ``<``."""

    EQUAL = "="
    NOT_EQUAL = "!="
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Node):
    """Compare two values of one unit, exactly."""

    operator: ComparisonOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Node):
    """``priority in ['P1', 'P2']``; ``negated`` for ``not in``."""

    of: Expression
    members: tuple[Expression, ...]
    negated: bool = False


class LogicalOperator(Enum):
    """Three-valued: unknown unless the known operand decides."""

    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True, kw_only=True)
class Logical(Node):
    """``and`` or ``or``, over truth values or over conditions in time."""

    operator: LogicalOperator
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Node):
    """The contrary; unknown stays unknown."""

    of: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional(Node):
    """``if CONDITION then A else B``."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise(Node):
    """``x otherwise y``: y where x has no value."""

    of: Expression
    fallback: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class IsKnown(Node):
    """``x is known``, ``x is not known``."""

    of: Expression
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AsPercent(Node):
    """``x as %``: percentage points or a number read as a share, said aloud."""

    of: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Node):
    """``round(x to q half-up)``."""

    of: Expression
    to: Expression
    mode: RoundingMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Ago(Node):
    """``x 6 months ago``, ``previous x``: the same figure, so many periods earlier.

    Args:
        of: What is looked back at.
        periods: How many settlement periods back, 1 or more.
        counted_in: Rows that the periods were written as (``months``); typing refuses those
            that are not the rhythm of the settlement and replaces the rest by ``periods``.
    """

    of: Expression
    periods: int
    counted_in: str = "periods"


class RowWindow(Enum):
    """Which rows of a source an aggregate sees, beside its ``where``.

    ``ALL`` are the rows of the present period, and of periods all up to the present one.
    ``LAST_PERIODS`` includes the present period; ``LAST_DAYS`` are the rows of the 365 (say)
    days that end with the outer row; ``THIS_*`` are the periods that begin in the same calendar
    month, quarter, half-year or year (or contract year), up to and including the present period;
    the rhythm's own word is the present period itself.
    """

    ALL = "all"
    LAST_PERIODS = "last periods"
    LAST_DAYS = "last days"
    THIS_MONTH = "this month"
    THIS_QUARTER = "this quarter"
    THIS_HALF_YEAR = "this half year"
    THIS_YEAR = "this year"
    THIS_CONTRACT_YEAR = "this contract year"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSource(Node):
    """``failures``, ``last 12 months``, ``bad in last 365 days``, ``earlier months in this year``.

    Args:
        name: The rows' name; ``periods`` for the settlement's periods themselves. ``months``,
            ``quarters``, ``weeks`` and ``years`` are spellings of it where they fit the rhythm;
            typing refuses the others and replaces these by ``periods``.
        window: Which of them.
        length: How many periods or days, for the windows that have a length.
        counted_in: Rows that the length of ``LAST_PERIODS`` was written as, like ``Ago``'s.
        earlier: Whether only those before the present period, or the nearest row of the same
            set, are seen: of all of them where there is no window.
    """

    name: str
    window: RowWindow = RowWindow.ALL
    length: int = 0
    counted_in: str = "periods"
    earlier: bool = False


class Aggregator(Enum):
    """What is made of many rows.

    ``LEAST``, ``GREATEST`` and ``MEAN`` of nothing are *no data*; ``SUM`` and ``COUNT`` of
    nothing are zero; ``ANY`` of nothing is no, ``ALL`` of nothing is yes. ``PERCENTILE`` is
    the nearest rank: the smallest value with at least that share of the rows at or below it.
    ``NPS`` is the share of answers of 9 and 10 less the share of 0 to 6.
    """

    SUM = "sum"
    COUNT = "count"
    MEAN = "mean"
    LEAST = "least"
    GREATEST = "greatest"
    ANY = "any"
    ALL = "all"
    FIRST = "first"
    LAST = "last"
    SHARE = "share"
    PERCENTILE = "percentile"
    MEDIAN = "median"
    NPS = "nps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate(Node):
    """``sum(x over ROWS where CONDITION)``; ``over`` is absent inside a measure's own value.

    Args:
        aggregator: What is made of the rows.
        of: The expression per row; absent for ``count(ROWS)`` and ``count()``.
        over: The rows; absent for the measure's own.
        where: The rows that take part.
        parameter: The share of a percentile.
        empty: What it gives without rows: 0 of its unit for ``sum`` and ``count``; filled in by
            typing, absent before and where nothing is *no data*.
    """

    aggregator: Aggregator
    of: Expression | None = None
    over: RowSource | None = None
    where: Expression | None = None
    parameter: Expression | None = None
    empty: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marginal(Node):
    """``marginal(TABLE, LOW, HIGH)``: every part of a stretch at the rate of its own row.

    The stretch is signed: from a higher to a lower value it counts below zero, so that pain and
    gain are one formula.
    """

    table: str
    low: Expression
    high: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Node):
    """``run(CONDITION)``: how many periods in a row, up to this one, it has been true."""

    of: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessDays(Node):
    """``business days of office from a to b``: how many come after one day, up to another.

    Args:
        calendar: The calendar's name.
        start: A date or an instant; its own day is not counted.
        end: A date or an instant; its day is counted if it is a business day.
        known: The calendar; filled in by typing.
    """

    calendar: str
    start: Expression
    end: Expression
    known: BusinessCalendar | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessDayMove(Node):
    """``received + 3 business days of office``, which typing makes of a sum.

    Args:
        of: A date or an instant.
        backward: Whether it is moved to an earlier day.
        days: How many business days.
        calendar: The calendar's name.
        known: The calendar.
    """

    of: Expression
    backward: bool
    days: Expression
    calendar: str
    known: BusinessCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDay(Node):
    """``monthly_fee on period.end``: a dated term as it is on another day.

    Args:
        of: The term, with its keys if it has any.
        day: The day.
    """

    of: Name | Lookup
    day: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Time(Node):
    """``time(CONDITION)``, ``time(CONDITION from A to B)``: how long a condition over time held.

    Args:
        of: The condition over time.
        since: The instant from which on; absent takes the period at hand.
        until: The instant up to which; absent with ``since``.
    """

    of: Expression
    since: Expression | None = None
    until: Expression | None = None


Expression = (
    Literal
    | Name
    | Member
    | Lookup
    | Call
    | Arithmetic
    | Negation
    | Steps
    | Comparison
    | Membership
    | Logical
    | Not
    | Conditional
    | Otherwise
    | IsKnown
    | AsPercent
    | Round
    | Ago
    | Aggregate
    | Marginal
    | Run
    | BusinessDays
    | BusinessDayMove
    | OnDay
    | Time
)
