"""One period's settlement, as both parties hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from servanda.facts.figure import Segment, Value
from servanda.facts.measurement import Measurement
from servanda.facts.trace import Step
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Period

__all__ = [
    "WHERE_GIVEN",
    "Assessment",
    "BeforeRelief",
    "ClauseText",
    "LevelReached",
    "LimitUse",
    "LinePurpose",
    "LineStatus",
    "ReadingFigure",
    "ReadingLine",
    "ReadingSettled",
    "RightStanding",
    "RightState",
    "Sources",
    "Stage",
    "Statement",
    "StatementLine",
    "Totals",
]


WHERE_GIVEN = "where given"
"""Marks fields that canonical bytes hold only where there is something in them."""


class LevelReached(Enum):
    """How a measured value stands against what was promised."""

    EXPECTED = "met"
    BELOW_EXPECTED = "below expected"
    BELOW_MINIMUM = "below minimum"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeRelief:
    """Say how a commitment would stand if no relief had been granted."""

    value: Value
    level: LevelReached


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Judge one commitment over one period and segment.

    Args:
        commitment: Its name.
        title: A reader's name for it.
        party: Who promised, ``client`` or ``provider``.
        aspect: ``outcome``, ``experience`` or ``technical``.
        service: Service that it is about, may be empty.
        critical: Whether others cannot make up for it.
        measurement: The figure judged.
        expected: The level in words: ``at least 95%``.
        minimum: The minimum in words, empty if there is none.
        level: How the value stands.
        band: Name of the severity band, empty without bands.
        rule: Why the level is what it is where there was no value: the no-data rule in words.
        span: Where the commitment stands.
        figure: How the figure judged came about, where it is no measure.
        levels: How the levels came about that are computed: ``expected``, ``minimum``; without
            what is written out.
        before_relief: How it would stand without relief; absent where relief changes nothing.
    """

    commitment: str
    title: str
    party: str
    aspect: str
    service: str
    critical: bool
    measurement: Measurement
    expected: str
    minimum: str
    level: LevelReached
    band: str
    rule: str
    span: SourceSpan | None
    figure: Step | None = field(default=None, metadata={WHERE_GIVEN: True})
    levels: tuple[Step, ...] = field(default=(), metadata={WHERE_GIVEN: True})
    before_relief: BeforeRelief | None = field(default=None, metadata={WHERE_GIVEN: True})


class LinePurpose(Enum):
    """What a line's amount does; a penalty is shown as a service credit.

    An adjustment is the difference that a restatement of an earlier period made, as the client
    pays it: below zero, it is paid back.
    """

    CHARGE = "charge"
    SERVICE_CREDIT = "service credit"
    INCENTIVE = "incentive"
    ADJUSTMENT = "adjustment"


class LineStatus(Enum):
    """Say whether a line's amount is owed.

    ``SHOWN`` moves no money (stabilization); ``OPEN`` could not be computed and says why;
    ``RELIEVED`` was lowered because the client missed a commitment of its own.
    """

    OWED = "owed"
    SHOWN = "shown, no money moves"
    RELIEVED = "relieved"
    OPEN = "not settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step from the amount asked to the amount payable.

    Args:
        name: ``asked``, ``stabilization``, ``relief``, a limit's name, ``rounding``,
            ``dispute``.
        amount: The amount after this stage, exact.
        note: The reason in plain words, empty where the stage changed nothing.
    """

    name: str
    amount: Quantity
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitUse:
    """Say what a limit did in the period.

    Args:
        name: The limit's name.
        text: The limit as its author wrote it.
        cap: The amount that its lines may reach over its window.
        used: What earlier periods of the window have used up.
        before: Sum of its lines as they came to it.
        after: Their sum after it.
        carried: What is kept for later periods; 0 where the rest lapses.
    """

    name: str
    text: str
    cap: Quantity
    used: Quantity
    before: Quantity
    after: Quantity
    carried: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseText:
    """A place in the signed contract."""

    document: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One line of money.

    Args:
        name: The figure's name.
        segment: The segment it is for, ``()`` if undivided.
        title: A reader's name for it.
        purpose: What its amount does.
        commitment: The commitment that it hangs on, may be empty.
        clause: Place in the signed contract.
        status: Whether it is owed.
        asked: How the amount asked came about.
        stages: From asked to payable, in order.
        payable: The amount, rounded as the agreement says; zero unless owed.
        span: Where the clause stands in the text.
        before_relief: What it would pay without relief; absent where that is the same.
        held: Whether it goes to the holding account, or is taken back from it.
        evened_out: What it was given or, below zero, lost beside its own rounding, so that the
            lines of a limit together do not pass it; absent for nothing.
    """

    name: str
    segment: Segment
    title: str
    purpose: LinePurpose
    commitment: str
    clause: ClauseText | None
    status: LineStatus
    asked: Step
    stages: tuple[Stage, ...]
    payable: Quantity
    span: SourceSpan | None
    before_relief: Quantity | None = field(default=None, metadata={WHERE_GIVEN: True})
    held: bool = field(default=False, metadata={WHERE_GIVEN: True})
    evened_out: Quantity | None = field(default=None, metadata={WHERE_GIVEN: True})


class RightStanding(Enum):
    """Say how a right stands when a period has ended."""

    ARISEN = "has arisen"
    STANDS = "can still be used"
    LAPSED = "has lapsed"
    NOT_GIVEN = "not given"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class RightState:
    """Say how a right stands when a period has ended.

    Args:
        name: Its name.
        title: A reader's name for it.
        kind: What it is to: ``termination``.
        held_by: Who may use it, ``client`` or ``provider``.
        standing: How it stands.
        when: How the condition came about in the period.
        since: The first day on which it can be used, or could; absent without a right.
        until: The last day on which it can be used; absent where none is agreed.
        notice: How long before it takes effect notice is given, in words; empty for none.
        effective: The day on which it takes effect if notice is given as early as can be from
            the period's end on; absent where it cannot be used.
        clause: Place in the signed contract.
        span: Where it stands in the text.
    """

    name: str
    title: str
    kind: str
    held_by: str
    standing: RightStanding
    when: Step
    since: date | None
    until: date | None
    notice: str
    effective: date | None
    clause: ClauseText | None
    span: SourceSpan | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums of payable lines.

    Args:
        charges: What is charged.
        service_credits: What is credited, to the invoice or to the holding account.
        incentives: What is earned on top.
        adjustments: Differences of earlier periods, as the client pays them.
        net: Charges less service credits plus incentives and adjustments: what the period is
            worth to the provider.
        held: What of the credits goes to the holding account and not off the invoice, less what
            adjustments take back from it; absent where the agreement has none.
    """

    charges: Quantity
    service_credits: Quantity
    incentives: Quantity
    adjustments: Quantity
    net: Quantity
    held: Quantity | None = field(default=None, metadata={WHERE_GIVEN: True})

    @property
    def due(self) -> Quantity:
        """Return what the client pays for the period."""
        return self.net if self.held is None else self.net + self.held


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Name by digest what a statement was computed from.

    Args:
        agreement_sha256: Text of the version that governed the period.
        amendment: Number of the last amendment in it.
        snapshot_sha256: Evidence, by content, whatever the order of rows.
        calendars_sha256: The compiled opening hours and holidays.
        semantics: Version of the settlement semantics.
        known_until: Last instant of the evidence, ISO 8601 in UTC.
        decisions_sha256: What the parties decided and it took into account, empty for nothing.
        signature: Whether both parties have signed the version that governed the period, in
            words; empty where the record holds no version that both have signed.
    """

    agreement_sha256: str
    amendment: int
    snapshot_sha256: str
    calendars_sha256: str
    semantics: int
    known_until: str
    decisions_sha256: str = field(default="", metadata={WHERE_GIVEN: True})
    signature: str = field(default="", metadata={WHERE_GIVEN: True})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLine:
    """Say what one line pays under another reading; ``status`` as on the line itself."""

    name: str
    segment: Segment
    purpose: LinePurpose
    status: LineStatus
    payable: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingFigure:
    """Say what a figure is under another reading, where that differs from the text's own."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSettled:
    """Settle the period under another reading of the contract.

    Args:
        name: The reading's name.
        title: A reader's name for it, may be empty.
        because: What in the contract lets itself be read so.
        lines: All lines, in the order of the text.
        totals: Their sums.
        difference: Its net less the statement's own: below zero, the client owes less under it.
        span: Where the reading stands.
        figures: Figures that are different under it.
    """

    name: str
    title: str
    because: str
    lines: tuple[ReadingLine, ...]
    totals: Totals
    difference: Quantity
    span: SourceSpan | None
    figures: tuple[ReadingFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Settle one period of one agreement.

    Args:
        agreement: Its identifier.
        title: Its title.
        parties: Names by side.
        currency: ISO 4217 code of all money on it.
        period: The period.
        stabilization: Whether money was only shown.
        assessments: Commitments, in the order of the text, then by segment.
        figures: Other named figures of the period, in the order of the text.
        lines: Charges, service credits and incentives, in the order of the text.
        totals: Their sums.
        sources: What it was computed from.
        readings: The same period under the other readings that the text names.
        limits: What each limit did, in the order of the text.
        row_figures: Figures that exist for each row, for the period's rows.
        refused: Conditions of the agreement that the evidence does not meet; no money moves then.
        rights: What the result gives a right to, in the order of the text.
    """

    agreement: str
    title: str
    parties: Mapping[str, str]
    currency: str
    period: Period
    stabilization: bool
    assessments: tuple[Assessment, ...]
    figures: tuple[Step, ...]
    lines: tuple[StatementLine, ...]
    totals: Totals
    sources: Sources
    readings: tuple[ReadingSettled, ...] = ()
    limits: tuple[LimitUse, ...] = ()
    row_figures: tuple[Step, ...] = ()
    refused: tuple[str, ...] = ()
    rights: tuple[RightState, ...] = ()
