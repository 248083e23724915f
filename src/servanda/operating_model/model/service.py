"""A service: its matrix, present and target, and all that is said beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from servanda.kernel.source import SourceSpan
from servanda.operating_model.model.risk import Control, Risk
from servanda.operating_model.model.words import Ambition, CellKey, Mode, Scope

__all__ = [
    "Benefit",
    "ByDate",
    "Contracts",
    "Escalation",
    "Experiment",
    "Gate",
    "MeasuredBy",
    "Relationship",
    "Service",
    "StatedCell",
    "Step",
    "StepIn",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ByDate(Generic[T]):
    """A value that changes on days, the earliest first; a day of nothing has held from the start.

    Example:
        >>> mode = ByDate(((None, "2"), (date(2026, 1, 1), "1")))
        >>> mode.on(date(2025, 12, 31)), mode.on(date(2026, 1, 1))
        ('2', '1')
    """

    values: tuple[tuple[date | None, T], ...]

    def on(self, day: date) -> T | None:
        """Return the value that holds on a day, nothing before the first."""
        found = None
        for first_day, value in self.values:
            if first_day is None or first_day <= day:
                found = value
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedCell:
    """What the text says of a cell; what it leaves out is nothing.

    Args:
        accountable: Who is end responsible.
        performs: Who does the work; several may share it.
        because: Why it is so.
        span: Where it stands.
    """

    accountable: str | None
    performs: tuple[str, ...] | None
    because: str
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A dated step from present to target.

    Args:
        process: The process.
        scope: The scope; nothing for both.
        accountable: Who will be end responsible; nothing where that does not change, or where
            the step is to decide it.
        performs: Who will perform; nothing where that does not change.
        by: The day by which it is done.
        owner: The role that sees to it.
        done: The day on which it was done.
    """

    process: str
    scope: Scope | None
    accountable: str | None
    performs: tuple[str, ...] | None
    by: date
    owner: str
    done: date | None
    span: SourceSpan

    def is_about(self, key: CellKey) -> bool:
        """Return whether the step changes a cell."""
        return key[0] == self.process and self.scope in {None, key[1]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contracts:
    """Who holds the contracts; empty where that is not said."""

    provider: str
    it_elements: str
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """The roles that carry the relationship; empty where nobody does."""

    strategic: str
    tactical: str
    operational: str
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """A way by which one party can call another to account."""

    start: str
    to: str
    through: str
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredBy:
    """Commitments of the agreement by which a process is measured."""

    process: str
    commitments: tuple[tuple[str, SourceSpan], ...]
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """A benefit that is expected, with the day on which one looks whether it came.

    Args:
        measure: Measure of the agreement that shows it, may be empty.
        measure_span: Where that stands.
        on: The day on which one looks.
        seen: What was seen, empty where nobody has looked.
        seen_on: When.
    """

    name: str
    expected: str
    measure: str
    measure_span: SourceSpan
    on: date
    owner: str
    seen: str
    seen_on: date | None
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """What is tried, and what would end it.

    Args:
        hypothesis: What is believed.
        stops_when: What would make it stop.
        case_for_staying: What speaks for leaving things as they are.
        exposure: What it may cost at most, in words.
        commitments_most: How many commitments it may have; nothing where that is not said.
        learned: What was learned, may be empty.
    """

    hypothesis: str
    stops_when: str
    case_for_staying: str
    exposure: str
    commitments_most: int | None
    learned: str
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What has to be in place before a process leaves the experiment.

    Args:
        needs: What must be in place.
        evidence: What shows it, may be empty while it is open.
        agreed_by: The role that agrees.
        by: The day by which it is meant to be agreed.
        agreed: The day on which it was.
    """

    process: str
    needs: str
    evidence: str
    agreed_by: str
    by: date | None
    agreed: date | None
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class StepIn:
    """A task of who is accountable, where who performs has failed.

    Args:
        scope: The scope; nothing for both.
        because: What failed.
        asked: When it was asked for.
        by: The day by which it is done.
        done: The day on which it was.
        outcome: What was done.
    """

    process: str
    scope: Scope | None
    because: str
    asked: date
    by: date
    done: date | None
    outcome: str
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service.

    Args:
        agreement: Link to the agreement that covers it, may be empty.
        covers: Its name in that agreement.
        ambition: A, B or C, by date.
        mode: 2, 1 or stopped, by date.
        live_from: First day on which people depend on it; nothing while they do not.
        together: Whether application and interface are one in the matrix.
        present: What was the case at the start, where it was not as it is meant to be.
        target: Where what is meant differs from the ambition's reference, or fills it.
    """

    name: str
    title: str
    used_by: str
    used_for: str
    agreement: str
    covers: str
    ambition: ByDate[Ambition]
    mode: ByDate[Mode]
    live_from: date | None
    together: bool
    contracts: Contracts
    interfaces: tuple[str, ...]
    relationship: Relationship
    escalations: tuple[Escalation, ...]
    present: Mapping[CellKey, StatedCell]
    target: Mapping[CellKey, StatedCell]
    span: SourceSpan
    steps: tuple[Step, ...] = ()
    measured_by: tuple[MeasuredBy, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    experiment: Experiment | None = None
    gates: Mapping[str, Gate] = field(default_factory=dict)
    risks: Mapping[str, Risk] = field(default_factory=dict)
    controls: Mapping[str, Control] = field(default_factory=dict)
    step_ins: tuple[StepIn, ...] = ()

    def is_live(self, day: date) -> bool:
        """Return whether people depend on it on a day."""
        if self.live_from is None or day < self.live_from:
            return False
        return self.mode.on(day) is not Mode.STOPPED
