"""Measures: how one figure comes out of evidence."""

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
    "AttestedRule",
    "AttributesAt",
    "AvailabilityRule",
    "ClockRule",
    "CountsIn",
    "Every",
    "Measure",
    "NamedRule",
    "NoDataRule",
    "OutcomeRule",
    "PlannedTime",
    "RatioRule",
    "Reopened",
    "Rule",
    "ScoreRule",
    "Signal",
    "Stretch",
    "UnknownTime",
    "VariationRule",
    "WarningRule",
]


class CountsIn(Enum):
    """The instant that decides in which period a case counts.

    ``STOP_OR_DUE`` takes the due time for a late case and the stop for any other: a late case
    counts once, where it fell due, whether or not it has been closed since.
    """

    START = "start"
    STOP = "stop"
    DUE = "due"
    STOP_OR_DUE = "stop or due"


class Reopened(Enum):
    """What happens to the clock when a stopped case goes on.

    ``RESUMES``: the time while it was stopped does not count. ``COUNTS_THROUGH``: it counts as
    though the case had never been stopped. ``IGNORED``: the first stop stands.
    """

    RESUMES = "resumes"
    COUNTS_THROUGH = "counts through"
    IGNORED = "ignored"


class AttributesAt(Enum):
    """As of when a case's columns (priority, service) are read from its events."""

    START = "start"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """A clock per case.

    Args:
        start: Instant column (a bare name) or condition on events that starts the clock.
        stop: Likewise for what stops it.
        pause: Condition on events during which it stands still; absent if it never does.
        reopen: Condition on events after a stop that starts it again; absent means as soon as
            ``stop`` no longer holds.
        reopened: What reopening does to the time.
        events: Table of the events; empty if the measure's own table holds them, or if start and
            stop are columns.
        calendar: Calendar whose open time counts; ``always`` is built in.
        within: The time allowed: elapsed or business duration, calendar days, business days.
        attributes_at: As of when a case's columns are read from events.
        paused_while: Condition over time under which it stands still as well; typing takes it
            out of what the author wrote as one ``pause``.
    """

    start: Formula
    stop: Formula
    pause: Formula | None
    reopen: Formula | None
    reopened: Reopened
    events: str
    calendar: str
    within: Formula | None
    attributes_at: AttributesAt
    paused_while: Formula | None = None


class PlannedTime(Enum):
    """Planned maintenance either leaves the agreed time, or stays in it and counts as up."""

    OUT = "left out"
    UP = "counts as up"


class UnknownTime(Enum):
    """What time of which nothing is known counts as."""

    OUT = "left out"
    UP = "counts as up"
    DOWN = "counts as down"


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityRule:
    """Down time within agreed service time.

    Args:
        down: Condition on state events; absent where each row of an interval table is an outage.
            For a measure without a table, the condition over time that is its down time.
        unknown: Condition on state events under which nothing is known; time before the first
            event of a key is unknown too.
        calendar: Calendar of the agreed service hours.
        planned: Interval table of planned maintenance, matched by the measure's segment columns
            that it has; empty for none.
        planned_where: Condition on rows of ``planned``: announced early enough, say.
        planned_time: What planned time does.
        unknown_time: What unknown time does.
        at_least: Shortest outage that counts, elapsed; an outage of exactly this length counts.
        weight: Share of an outage that counts per row (affected / users), 0 to 1; absent is 1.
            Where outages overlap, the greatest weight applies.
        before: Columns of the first event that say what columns held before it; empty leaves
            that time unknown.
    """

    down: Formula | None
    unknown: Formula | None
    calendar: str
    planned: str
    planned_where: Formula | None
    planned_time: PlannedTime
    unknown_time: UnknownTime
    at_least: Formula | None
    weight: Formula | None
    before: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioRule:
    """Rows, or equal intervals of rows, that are good.

    Args:
        at: Instant column that decides the period; empty takes the table's ``at``.
        every: Length of the intervals, elapsed; absent judges each row by itself.
        good: With ``every``, condition on an interval's rows that makes it good:
            ``share(ok) at least 95%``. Without, condition per row.
        empty: What an interval without rows counts as: good, bad or left out.
        time: How long a row took, elapsed: a column or a difference of instants. It makes rows
            ``elapsed`` and, with ``within``, ``met`` and ``late``.
        within: The time allowed.
        failed: Condition per row: it is late, whatever its time.
        spelling: The word that the author chose: ``ratio``, ``response time`` or ``count``.
    """

    at: str
    every: Formula | None
    good: Formula | None
    empty: str
    time: Formula | None = None
    within: Formula | None = None
    failed: Formula | None = None
    spelling: str = "ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRule:
    """Answers of people.

    Args:
        answer: Column with the answer.
        at: Instant column that decides the period; empty takes the table's ``at``.
        missing: Answers that are codes for *no answer*.
        scale: Lowest and highest answer allowed; others are left out and reported.
        half_life: Calendar days after which an answer weighs half; absent weighs all alike.
        digits: Decimal places to which weights are rounded, half up.
    """

    answer: str
    at: str
    missing: tuple[str, ...]
    scale: tuple[Quantity, Quantity] | None
    half_life: Formula | None = None
    digits: int = 6

    @property
    def spelling(self) -> str:
        """Return the word that the author chose."""
        return "score" if self.half_life is None else "perception"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Hold days on which something is looked at, both ends included."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRule:
    """A figure of the client's business against what it would have been without the provider.

    Exactly one of ``agreed_share``, ``compared_with`` and ``trend`` is given.

    Args:
        at: Instant column that decides the period; empty takes the table's ``at``.
        of: The figure, over the rows of a period.
        baseline: The figure before, or the days whose periods give it.
        agreed_share: The part of the change that the parties ascribe to the provider.
        compared_with: Rows of a group that the provider's work does not reach.
        trend: The periods of the baseline go on in a straight line, by least squares.

    References:
        Difference in differences; interrupted time series (segmented regression).
    """

    at: str
    of: Formula
    baseline: Formula | Stretch
    agreed_share: Formula | None
    compared_with: Formula | None
    trend: bool


class Every(Enum):
    """How long a point of a chart is; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Signal(Enum):
    """What tells a special cause from the common ones.

    References:
        Shewhart; Wheeler, *Understanding Variation*: individuals chart with moving range.
    """

    OUTSIDE = "outside limits"
    RUN = "run of 8"
    TREND = "trend of 6"


@dataclass(frozen=True, slots=True, kw_only=True)
class VariationRule:
    """Control limits of a figure by day, week or month.

    Args:
        at: Instant column that decides the point; empty takes the table's ``at``.
        of: The figure, over the rows of a point.
        every: How long a point is.
        limits_from: Days whose points give the limits; absent takes all up to the period's end.
        signals: What counts as a special cause.
    """

    at: str
    of: Formula
    every: Every
    limits_from: Stretch | None
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRule:
    """Warnings of problems before users notice them.

    Exactly one of ``about`` and ``same`` is given.

    Args:
        noticed: Instant column of the problem: users noticed it.
        warnings: Table of the warnings.
        announced: Instant column of a warning.
        about: Column of a warning that holds the key of its problem.
        same: Columns that a warning and its problem share.
        valid_for: How long a warning holds, elapsed; absent never ends.
        at_least: Shortest lead time that counts; absent is any above 0.
    """

    noticed: str
    warnings: str
    announced: str
    about: str
    same: tuple[str, ...]
    valid_for: Formula | None
    at_least: Formula | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestedRule:
    """A figure entered by hand and countersigned; all but the figure are columns of text.

    Args:
        figure: Column of the figure.
        period: Column with the label of the period that it is about.
        entered_by: Column with who entered it.
        entered_at: Instant column; empty takes the table's ``at``.
        document: Column with the SHA-256 digest of the document behind it.
        countersigned_by: Column with who countersigned it.
        countersigned_at: Instant column.
    """

    figure: str
    period: str
    entered_by: str
    entered_at: str
    document: str
    countersigned_by: str
    countersigned_at: str


NamedRule = AvailabilityRule | OutcomeRule | VariationRule | AttestedRule
"""Kinds whose value is made of names of a period; that of the others is made of rows."""

Rule = ClockRule | RatioRule | ScoreRule | WarningRule | NamedRule


class NoDataRule(Enum):
    """What money does when a measure has no value.

    ``NOT_SETTLED`` leaves the line open and says so; ``MET`` and ``MISSED`` judge the commitment
    (``missed`` misses the minimum too).
    """

    NOT_SETTLED = "not settled"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure per period and segment.

    Args:
        name: Its name; in formulas it stands for the value of the period at hand.
        title: A reader's name for it, may be empty.
        table: Evidence table that it reads.
        where: Rows (cases) that it is about.
        rule: The kind, with its settings.
        value: Formula over the kind's rows: ``share(met)``, ``availability``, ``mean(answer)``.
        by: Columns that divide it into segments.
        segments: For a column of ``by`` with a register, the values that always exist.
        counts_in: The instant that decides a case's period.
        minimum_sample: Fewest records for a value; below that it is *too few*.
        no_data: What money does without a value; absent where the author did not say.
        clause: Place in the signed contract.
    """

    name: str
    title: str
    table: str
    where: Formula | None
    rule: Rule
    value: Formula
    by: tuple[str, ...]
    segments: Mapping[str, tuple[str, ...]]
    counts_in: CountsIn
    minimum_sample: int
    no_data: NoDataRule | None
    clause: Clause | None
    span: SourceSpan
