"""What the parties can claim and decide, by when, and what their silence means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from servanda.agreement.model.money import LimitWindow
from servanda.agreement.model.setting import Clause
from servanda.agreement.model.terms import Range
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan

__all__ = [
    "NOTHING_SAID",
    "AnswerRule",
    "Answers",
    "Bucket",
    "Cause",
    "HoldingAccount",
    "Relief",
    "Silence",
    "TimeLimit",
    "TimeUnit",
]


class TimeUnit(Enum):
    """What the time for a claim or an answer is counted in."""

    HOURS = "hours"
    CALENDAR_DAYS = "calendar days"
    BUSINESS_DAYS = "business days"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """Within which time something has to be said.

    Args:
        count: How many, 1 or more.
        unit: Of what.
        calendar: Calendar whose business days count; empty for hours and calendar days.
        text: The limit as its author wrote it.
    """

    count: int
    unit: TimeUnit
    calendar: str
    text: str
    span: SourceSpan


class Silence(Enum):
    """What it means that nobody answers in time."""

    AGREED = "agreed"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRule:
    """By when the other party answers, and what its silence means.

    Args:
        within: The time that it has; absent where nothing was agreed.
        silence: What it means to let that time pass; absent where it means nothing.
    """

    within: TimeLimit | None = None
    silence: Silence | None = None


NOTHING_SAID: Final = AnswerRule()
"""Nobody is held to answer, and silence means nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """By when each sort of thing is answered that a party hands over.

    Args:
        statement: A statement handed over.
        dispute: A dispute of one of its lines.
        spending: A proposal to spend from the holding account.
        relief: A claim for relief, where the relief itself says nothing else.
        evidence: Evidence submitted.
        query: A query about submitted evidence.
        proposal: A proposed version of the agreement, from the last word about it.
        handed_over: Time in which a period's statement is handed over, from its end.
    """

    statement: AnswerRule = NOTHING_SAID
    dispute: AnswerRule = NOTHING_SAID
    spending: AnswerRule = NOTHING_SAID
    relief: AnswerRule = NOTHING_SAID
    evidence: AnswerRule = NOTHING_SAID
    query: AnswerRule = NOTHING_SAID
    proposal: AnswerRule = NOTHING_SAID
    handed_over: TimeLimit | None = None


class Cause(Enum):
    """What relief can be for."""

    PLANNED_MAINTENANCE = "planned maintenance"
    CLIENT = "client cause"
    THIRD_PARTY = "third party"
    EARLY_LIFE = "early life of a change"
    FORCE_MAJEURE = "force majeure"
    JOINT = "joint cause"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """How much relief needs no answer: it is granted as it is claimed, until this is used up.

    Args:
        amount: A duration, or a number of records.
        window: Over what it adds up.
        text: The bucket as its author wrote it.
    """

    amount: Quantity
    window: LimitWindow
    text: str
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """One sort of relief: what did not count, who may claim that, and until when.

    Args:
        name: Its name, by which claims refer to it.
        title: A reader's name for it, may be empty.
        cause: What it is for.
        claimed_by: Identifiers of the parties that may claim it, at least one.
        claimed_within: Time for a claim, from the end of the period that it is about; absent for
            as long as the period is open.
        answer: By when the other party answers, and what its silence means.
        shares: Shares of a subject that may be claimed and granted; absent where all of a
            subject is relieved or nothing.
        measures: Measures that it can be about; empty for all.
        bucket: Relief that needs no answer; absent if there is none.
        clause: Place in the signed contract.
    """

    name: str
    title: str
    cause: Cause
    claimed_by: tuple[str, ...]
    claimed_within: TimeLimit | None
    answer: AnswerRule
    shares: Range | None
    measures: tuple[str, ...]
    bucket: Bucket | None
    clause: Clause | None
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingAccount:
    """Where service credits wait until it is decided what they are spent on.

    Args:
        receives: Names of the penalties that go there; empty for all of them.
        decided_by: Identifier of the party that decides.
        purposes: What may be bought, by name, with a reader's name that may be empty.
        rest_to: Identifier of the party that has what is left when the agreement ends.
        clause: Place in the signed contract.
    """

    receives: tuple[str, ...]
    decided_by: str
    purposes: Mapping[str, str]
    rest_to: str
    clause: Clause | None
    span: SourceSpan

    def takes(self, penalty: str) -> bool:
        """Return whether a penalty goes to the account."""
        return not self.receives or penalty in self.receives
