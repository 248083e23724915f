"""The shapes of what was found out in the background: the open period, versions in money."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from servanda.desk.finding_out import FindingSeen
from servanda.desk.foreseeing import OutlookSeen
from servanda.desk.side_by_side import SidesSeen
from servanda.kernel.quantity import Quantity
from servanda.pipeline.outlook import CaseAhead, LevelAhead, Outlook, PeriodAhead, Sides
from servanda.pipeline.side_by_side import ChangeWeighed, CommitmentMoney, PeriodMoney
from servanda.record.glancing import money_text

__all__ = ["ComparisonDocument", "OpenPeriodDocument"]

_AT = "When it was computed; nothing before it was"
_FRESH = "Whether texts, evidence and decisions are the same still; if not, it is computed anew"


class SidesDocument(Schema):
    """An amount as it stands, and if all open cases end in time, or late."""

    now: str
    best: str
    worst: str

    @classmethod
    def of(cls, sides: Sides) -> SidesDocument:
        """Return the document of an amount."""
        now, best, worst = (money_text(each) for each in (sides.now, sides.best, sides.worst))
        return cls(now=now, best=best, worst=worst)


class LevelAheadDocument(Schema):
    """How a commitment stands, and how it ends at best and at worst by the cases known."""

    commitment: str
    segment: dict[str, str]
    critical: bool
    now: str
    best: str
    worst: str

    @classmethod
    def of(cls, each: LevelAhead) -> LevelAheadDocument:
        """Return the document of a commitment."""
        return cls(
            commitment=each.commitment,
            segment=dict(each.segment),
            critical=each.critical,
            now=each.now.value,
            best=each.best.value,
            worst=each.worst.value,
        )


class CaseAheadDocument(Schema):
    """An open case, with what hangs on it by itself."""

    measure: str
    key: str
    segment: dict[str, str]
    due: datetime
    at_stake: str

    @classmethod
    def of(cls, each: CaseAhead) -> CaseAheadDocument:
        """Return the document of a case."""
        return cls(
            measure=each.measure,
            key=each.key,
            segment=dict(each.segment),
            due=each.due.to_datetime(),
            at_stake=money_text(each.at_stake),
        )


class PeriodAheadDocument(Schema):
    """What the client may pay in a period: 5, 50 and 95 of a hundred futures are not above."""

    period: str
    low: str
    middle: str
    high: str

    @classmethod
    def of(cls, each: PeriodAhead) -> PeriodAheadDocument:
        """Return the document of a period."""
        low, middle, high = (money_text(side) for side in (each.low, each.middle, each.high))
        return cls(period=each.period, low=low, middle=middle, high=high)


class OutlookDocument(Schema):
    """How the period under way stands and may end."""

    period: str
    known_until: datetime = Field(description="Newest moment of the evidence")
    service_credits: SidesDocument
    incentives: SidesDocument
    net: SidesDocument
    levels: list[LevelAheadDocument]
    cases: list[CaseAheadDocument] = Field(description="At most 200, by what hangs on them")
    cases_in_all: int
    ahead: list[PeriodAheadDocument]

    @classmethod
    def of(cls, found: Outlook) -> OutlookDocument:
        """Return the document of an outlook."""
        return cls(
            period=found.period,
            known_until=found.known_until.to_datetime(),
            service_credits=SidesDocument.of(found.service_credits),
            incentives=SidesDocument.of(found.incentives),
            net=SidesDocument.of(found.net),
            levels=[LevelAheadDocument.of(each) for each in found.levels],
            cases=[CaseAheadDocument.of(each) for each in found.cases],
            cases_in_all=found.cases_in_all,
            ahead=[PeriodAheadDocument.of(each) for each in found.ahead],
        )


class OpenPeriodDocument(Schema):
    """The period under way, as it was computed when evidence came."""

    computed_at: datetime | None = Field(description=_AT)
    is_fresh: bool = Field(description=_FRESH)
    why_not: str = Field(description="Why it cannot be computed; empty while it can")
    outlook: OutlookDocument | None

    @classmethod
    def of(cls, seen: OutlookSeen) -> OpenPeriodDocument:
        """Return the document of the period under way."""
        return cls(
            computed_at=_computed_at(seen.finding),
            is_fresh=seen.finding.is_fresh,
            why_not=seen.finding.why_not,
            outlook=OutlookDocument.of(seen.outlook) if seen.outlook else None,
        )


class ChangeWeighedDocument(Schema):
    """One change, and what it alone makes of what the client pays."""

    text: str
    favour: str
    since: date
    alone: str | None

    @classmethod
    def of(cls, each: ChangeWeighed) -> ChangeWeighedDocument:
        """Return the document of a change."""
        return cls(
            text=each.text,
            favour=each.favour.value,
            since=each.since,
            alone=_money(each.alone),
        )


class NamedMoneyDocument(Schema):
    """What the client would have paid by either version: in a period, or for a commitment."""

    name: str
    before: str
    after: str

    @classmethod
    def of(cls, each: PeriodMoney | CommitmentMoney) -> NamedMoneyDocument:
        """Return the document of an amount on both sides."""
        name = each.period if isinstance(each, PeriodMoney) else each.name
        return cls(name=name, before=money_text(each.before), after=money_text(each.after))


class ComparisonDocument(Schema):
    """Two versions held against each other: in words at once, in money once it is computed."""

    before: str
    after: str
    computed_at: datetime | None = Field(description=_AT)
    is_fresh: bool = Field(description=_FRESH)
    why_not: str = Field(description="Why there is no money; empty while there may be")
    changes: list[ChangeWeighedDocument]
    paid_before: str | None
    paid_after: str | None
    periods: list[NamedMoneyDocument]
    commitments: list[NamedMoneyDocument]

    @classmethod
    def of(cls, seen: SidesSeen) -> ComparisonDocument:
        """Return the document of a comparison."""
        found = seen.found
        return cls(
            before=seen.old.name,
            after=seen.new.name,
            computed_at=_computed_at(seen.finding),
            is_fresh=seen.finding.is_fresh,
            why_not=found.not_settled or seen.finding.why_not,
            changes=[ChangeWeighedDocument.of(each) for each in found.changes],
            paid_before=_money(found.before),
            paid_after=_money(found.after),
            periods=[NamedMoneyDocument.of(each) for each in found.periods],
            commitments=[NamedMoneyDocument.of(each) for each in found.commitments],
        )


def _computed_at(finding: FindingSeen) -> datetime | None:
    return finding.made_at.to_datetime() if finding.made_at else None


def _money(amount: Quantity | None) -> str | None:
    return money_text(amount) if amount is not None else None
