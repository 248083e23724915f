"""Outcomes: figures of the client's business on which both parties are measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import IncentiveKind
from servanda.agreement.model.promise import Level
from servanda.agreement.model.setting import Clause
from servanda.kernel.source import SourceSpan

__all__ = [
    "Attribution",
    "Baseline",
    "Outcome",
    "SharedSuccess",
    "Target",
    "gained",
    "reached",
    "shared",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What the figure was before.

    Args:
        value: The figure; a formula that terms and tables alone decide.
        first_day: First day of the time that it was taken from.
        last_day: Last day of it.
    """

    value: Formula
    first_day: date
    last_day: date
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What the figure is to be, and by when."""

    level: Level
    by: date
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Which share of what changes is whose, agreed beforehand.

    Args:
        whose: ``client``, ``provider``, or the agreement of another provider.
        share: From 0 to 1.
        because: What it contributes, in words; may be empty.
    """

    whose: str
    share: Fraction
    because: str
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSuccess:
    """How success is shared.

    Args:
        gained: What the business gained in a period, money; below zero counts as nothing.
        provider: Share of what is attributed to the provider that it is paid.
        when: Condition on which success is shared; absent for always.
        commitment: The commitment that it hangs on, may be empty.
        kind: What it is to the parties.
        clause: Place in the signed contract.
    """

    gained: Formula
    provider: Formula
    when: Formula | None
    commitment: str
    kind: IncentiveKind
    clause: Clause | None
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A figure of the client's business on which both parties are measured.

    Args:
        name: Its name.
        title: A reader's name for it, may be empty.
        owner: The role that owns it.
        owned_by: The party whose role that is, ``client`` or ``provider``.
        why: What it is worth to the business, may be empty.
        measure: How the figure is made: the measure's name, may be empty.
        baseline: What it was before; absent where nobody says.
        target: What it is to be; absent where nobody says.
        attribution: Whose share of a change is how great, in the order of the text.
        served_with: Agreements of other providers that serve it too.
        success: How success is shared; absent where it is not.
    """

    name: str
    title: str
    owner: str
    why: str
    measure: str
    span: SourceSpan
    owned_by: str = "client"
    baseline: Baseline | None = None
    target: Target | None = None
    attribution: Mapping[str, Attribution] = field(default_factory=dict)
    served_with: tuple[str, ...] = ()
    success: SharedSuccess | None = None


def reached(outcome: str) -> str:
    """Return the name of the figure that says what an outcome is in a period."""
    return f"{outcome}_reached"


def gained(outcome: str) -> str:
    """Return the name of the figure that says what an outcome's success came to."""
    return f"{outcome}_gained"


def shared(outcome: str) -> str:
    """Return the name of the line that pays the provider's share of it."""
    return f"{outcome}_shared"
