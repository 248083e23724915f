"""What people say about an operating model: its texts, risks borne, gates agreed, tasks done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servanda.facts.attached import AttachedDocument

__all__ = ["ControlShown", "GateAgreed", "RiskAccepted", "SteppedIn", "TextChanged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChanged:
    """Put texts into the place of those that held before.

    Args:
        texts: All texts from then on, the first of them `operating-model.yaml`.
        note: What is new, in words; may be empty.
    """

    texts: tuple[AttachedDocument, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAccepted:
    """Accept a risk for a while; on the day after, it is open again.

    Args:
        service: The service that it is a risk of.
        risk: Its name in the text.
        until: The last day on which the acceptance holds.
        reason: On what reasoning.
    """

    service: str
    risk: str
    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateAgreed:
    """Agree that what a process needs before it leaves the experiment is in place.

    Args:
        service: The service.
        process: The process whose gate it is.
        evidence: What shows it; empty where the text says it already.
    """

    service: str
    process: str
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SteppedIn:
    """Say that who is accountable has stepped in, and what came of it.

    Args:
        service: The service.
        process: The process that was to be stepped into.
        scope: `application` or `interface`; empty for both.
        asked: The day on which it was asked for.
        on: The day on which it was done.
        outcome: What was done, and what came of it.
    """

    service: str
    process: str
    scope: str = ""
    asked: date
    on: date
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlShown:
    """Say that a control was shown to work.

    Args:
        service: The service.
        control: Its name in the text.
        on: The day on which it was.
        evidence: Where that can be looked up.
    """

    service: str
    control: str
    on: date
    evidence: str
