"""Risks, their acceptance, and the controls that hold them down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from servanda.kernel.source import SourceSpan
from servanda.operating_model.model.words import Scope

__all__ = ["Acceptance", "Control", "Leave", "Proof", "Risk", "Rule", "Treatment"]


class Rule(Enum):
    """The rules that an operating model is held against; a risk may name the one it answers."""

    UNDECIDED = "undecided"
    DEVIATION = "deviation"
    GAP = "gap"
    LATE_STEP = "late step"
    CONTRACT_OF_IT = "contract of it"
    CONTRACT_OF_BUSINESS = "contract of business"
    INTERFACE_SUPPORT = "interface support"
    ESCALATION = "escalation"
    RELATIONSHIP = "relationship"
    PERFORMER = "performer"
    COVERAGE = "coverage"
    AGREEMENT_ROLE = "agreement role"
    EXPERIMENT = "experiment"
    EXPOSURE = "exposure"
    GATE = "gate"
    BENEFIT = "benefit"
    CONTROL = "control"
    STEP_IN = "step in"
    ACCEPTANCE = "acceptance"
    RUN_SHARE = "run share"


class Treatment(Enum):
    """What is done about a risk."""

    AVOID = "avoid"
    REDUCE = "reduce"
    TRANSFER = "transfer"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Somebody's word that a risk is borne for a while.

    Args:
        by: Who.
        role: In which role.
        on: The day of the word.
        until: The last day on which it holds.
        because: On what reasoning.
    """

    by: str
    role: str
    on: date
    until: date
    because: str
    span: SourceSpan

    def holds_on(self, day: date) -> bool:
        """Return whether it holds on a day."""
        return self.on <= day <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A risk, in the words of the business.

    Args:
        rule: The rule whose breach it answers; nothing for any other risk.
        process: Process that it is about, empty for all of the service.
        scope: Scope that it is about, nothing for both.
        likelihood: How likely it is.
        consequence: What happens then.
        owner: The role that owns it.
        treatment: What is done about it.
        raised: When it was seen.
        closed: When it was gone.
        acceptances: Who accepted it, the earliest first.
    """

    name: str
    title: str
    rule: Rule | None
    process: str
    scope: Scope | None
    likelihood: str
    consequence: str
    owner: str
    treatment: Treatment
    raised: date
    closed: date | None
    acceptances: tuple[Acceptance, ...]
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The last time that a control was shown to work."""

    on: date
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Leave to do without a control for a while."""

    because: str
    role: str
    until: date
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Something that is done again and again to keep a risk down.

    Args:
        about: What it protects: security, client data, remote work.
        owner: The role that owns it.
        executed_by: The party that does it.
        every_months: How often it is shown to work.
    """

    name: str
    title: str
    about: str
    owner: str
    executed_by: str
    every_months: int
    proof: Proof | None
    exception: Leave | None
    span: SourceSpan
