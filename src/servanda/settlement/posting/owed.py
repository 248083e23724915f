"""What each line of an issued period pays by the word in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement
from servanda.facts.figure import Segment
from servanda.facts.standing import Dispute, DisputeState, Edition, IssuedPeriod
from servanda.facts.statement import LinePurpose
from servanda.kernel.time import Instant
from servanda.settlement.difference import line_differences

__all__ = ["Due", "LineOwed", "is_held", "lines_changed", "lines_owed", "lines_paid"]


@dataclass(frozen=True, slots=True)
class LineOwed:
    """Name one line of one period."""

    period: str
    purpose: LinePurpose
    name: str
    segment: Segment

    @property
    def about(self) -> str:
        """Return how postings name it: ``2026-03 restore_major P1``."""
        values = (value for _, value in self.segment)
        return " ".join((self.period, self.name, *values))

    @property
    def sign(self) -> int:
        """Return 1 where an amount is in the client's favour, -1 where it is the provider's."""
        return 1 if self.purpose is LinePurpose.SERVICE_CREDIT else -1


@dataclass(frozen=True, slots=True)
class Due:
    """Say what a line pays, amounts above zero in the client's favour.

    Args:
        amount: What it pays.
        evened_out: What of it came beside the line's own rounding, so that a limit is kept.
    """

    amount: Fraction = Fraction(0)
    evened_out: Fraction = Fraction(0)


def is_held(rules: Agreement, line: LineOwed) -> bool:
    """Return whether a line's credits wait in the holding account, by the period's version."""
    account = rules.holding_account
    is_credit = line.purpose is LinePurpose.SERVICE_CREDIT
    return account is not None and is_credit and account.takes(line.name)


def lines_owed(issued: IssuedPeriod) -> dict[LineOwed, Due]:
    """Return what each line pays: what was said of it last.

    A statement says it for all lines, restating included; a dispute that changed a line says it
    for that line, until a later edition of the statement says something else.

    Returns:
        Amounts in the client's favour: above zero for service credits, below for charges.
    """
    latest = issued.editions[-1]
    settled = {
        (dispute.line.name, dispute.line.segment): dispute.amount
        for dispute in sorted(issued.disputes, key=_decided)
        if dispute.state is DisputeState.CHANGED
        and dispute.decided_at is not None
        and dispute.decided_at >= latest.issued_at
    }
    agreed = {key: amount.amount for key, amount in settled.items() if amount is not None}
    return {
        line: Due(line.sign * agreed[key]) if (key := (line.name, line.segment)) in agreed else due
        for line, due in lines_paid(issued.period, latest).items()
    }


def lines_paid(period: str, edition: Edition) -> dict[LineOwed, Due]:
    """Return what each line of an edition pays, amounts in the client's favour.

    Adjustments are left out: they take up differences of earlier periods, which are posted
    where they arise.
    """
    lines = (
        (LineOwed(period, each.purpose, each.name, each.segment), each) for each in edition.lines
    )
    return {
        line: Due(
            line.sign * paid.payable.amount,
            line.sign * paid.evened_out.amount if paid.evened_out else Fraction(0),
        )
        for line, paid in lines
        if line.purpose is not LinePurpose.ADJUSTMENT
    }


def lines_changed(
    period: str, before: Edition, after: Edition
) -> Iterator[tuple[LineOwed, Fraction]]:
    """Yield the lines on which two editions differ, with how much more is in the client's favour.

    Adjustments are left out, as of what lines pay.
    """
    for each in line_differences(before.lines, after.lines):
        if not each.is_nothing and each.purpose is not LinePurpose.ADJUSTMENT:
            line = LineOwed(period, each.purpose, each.name, each.segment)
            yield line, -each.client_pays_more.amount


def _decided(dispute: Dispute) -> tuple[Instant, int]:
    return (dispute.decided_at or dispute.raised_at, dispute.number)
