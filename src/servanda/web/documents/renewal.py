"""The shape of what an agreement has come to."""

from __future__ import annotations

from collections import Counter
from datetime import date

from ninja import Schema
from pydantic import Field

from servanda.pipeline.renewing import RenewalPack
from servanda.record.glancing import money_text

__all__ = ["Renewal"]


class RenewalLine(Schema):
    """What a line came to: in how many of the periods that were settled it asked for anything."""

    name: str
    segment: dict[str, str]
    purpose: str
    settled: int
    triggered: int
    open: int
    paid: str
    most: str = Field(description="The most in one period")


class RenewalCommitment(Schema):
    """How often a commitment was kept, over periods and segments."""

    name: str
    judged: int
    met: int
    below_expected: int
    below_minimum: int
    not_judged: int


class RenewalAmendment(Schema):
    """An amendment, the day from which it governs, and its changes in words."""

    number: int
    governs_from: date
    words: list[str]


class RenewalDispute(Schema):
    """A dispute; ``amount`` is what its line pays instead, empty where it stands."""

    entry_sha256: str
    period: str
    line: str
    segment: dict[str, str]
    raised_by: str
    reason: str
    state: str
    amount: str


class RenewalRelief(Schema):
    """How often a sort of relief was claimed, and what became of the claims by their state."""

    name: str
    claimed: int
    states: dict[str, int]


class RenewalAccount(Schema):
    """What the holding account received, has set aside, spent, and has free."""

    received: str
    set_aside: str
    spent: str
    free: str


class Renewal(Schema):
    """What an agreement has come to, by the last edition of each statement handed over."""

    first: str
    last: str
    term_ends: date | None
    notice_by: date | None
    renews: bool
    lines: list[RenewalLine]
    never_triggered: list[str] = Field(
        description="Penalties and incentives that never asked for anything"
    )
    commitments: list[RenewalCommitment]
    amendments: list[RenewalAmendment]
    disputes: list[RenewalDispute]
    reliefs: list[RenewalRelief]
    handed_over: int
    agreed: int
    agreed_by_silence: int
    restated: int
    holding_account: RenewalAccount | None

    @classmethod
    def of(cls, pack: RenewalPack) -> Renewal:
        """Return a renewal pack's document."""
        term = pack.term
        return cls(
            first=pack.periods[0].label,
            last=pack.periods[-1].label,
            term_ends=term.last_day if term else None,
            notice_by=term.notice_by if term else None,
            renews=term.renews if term else False,
            lines=_lines(pack),
            never_triggered=list(dict.fromkeys(each.name for each in pack.never_triggered)),
            commitments=[
                RenewalCommitment.model_validate(each, from_attributes=True)
                for each in pack.commitments
            ],
            amendments=[
                RenewalAmendment(
                    number=each.number, governs_from=each.governs_from, words=list(each.words)
                )
                for each in pack.amendments
            ],
            disputes=_disputes(pack),
            reliefs=[
                RenewalRelief(
                    name=each.name,
                    claimed=len(each.claims),
                    states=Counter(claim.state.value for claim in each.claims),
                )
                for each in pack.reliefs
            ],
            handed_over=len(pack.issued),
            agreed=sum(each.closed_at is not None for each in pack.issued),
            agreed_by_silence=sum(each.by_silence for each in pack.issued),
            restated=sum(len(each.editions) > 1 for each in pack.issued),
            holding_account=_account(pack),
        )


def _lines(pack: RenewalPack) -> list[RenewalLine]:
    return [
        RenewalLine(
            name=each.name,
            segment=dict(each.segment),
            purpose=each.purpose.value,
            settled=each.settled,
            triggered=each.triggered,
            open=each.open,
            paid=money_text(each.paid),
            most=money_text(each.most),
        )
        for each in pack.lines
    ]


def _disputes(pack: RenewalPack) -> list[RenewalDispute]:
    return [
        RenewalDispute(
            entry_sha256=each.dispute.entry,
            period=each.period,
            line=each.dispute.line.name,
            segment=dict(each.dispute.line.segment),
            raised_by=each.dispute.raised_by,
            reason=each.dispute.reason,
            state=each.dispute.state.value,
            amount=money_text(each.dispute.amount),
        )
        for each in pack.disputes
    ]


def _account(pack: RenewalPack) -> RenewalAccount | None:
    if pack.balance is None:
        return None
    return RenewalAccount(
        received=money_text(pack.balance.received),
        set_aside=money_text(pack.balance.set_aside),
        spent=money_text(pack.balance.spent),
        free=money_text(pack.balance.free),
    )
