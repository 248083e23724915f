"""Credit notes: what a statement takes off what the client was, or will be, asked to pay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import pairwise

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.periods import periods_of
from servanda.businesstime.zone import load_zone
from servanda.facts.figure import Segment
from servanda.facts.standing import Edition, IssuedPeriod, Standing
from servanda.facts.statement import LinePurpose
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.settlement.posting.occasion import Occasion
from servanda.settlement.posting.owed import LineOwed, is_held, lines_changed, lines_paid

__all__ = ["CreditLine", "CreditNote", "GoesTo", "credit_notes"]


class GoesTo(Enum):
    """Where a credit goes."""

    INVOICES = "off the invoices"
    HOLDING_ACCOUNT = "to the holding account"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLine:
    """One line of a credit note.

    Args:
        name: The line's name in the agreement.
        segment: The segment it is for.
        title: A reader's name for it.
        purpose: What its amount does.
        period: Label of the period that it is about.
        adjusts: Whether it is the difference of an earlier period.
        amount: In the client's favour: below zero for incentives, and for what is asked back.
        goes_to: Where it goes.
        because: Of a difference, what brought it about.
    """

    name: str
    segment: Segment
    title: str
    purpose: LinePurpose
    period: str
    adjusts: bool
    amount: Quantity
    goes_to: GoesTo
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNote:
    """Say what a statement credits the client, its charges apart.

    Args:
        number: Counted from 1 through the agreement; 0 where nothing is credited on balance, so
            that there is no note.
        agreement: The agreement's identifier.
        title: Its title.
        parties: Names by side.
        period: The period of the statement.
        day: Day on which the statement was handed over.
        entry: Digest of the entry that did so.
        statement_sha256: Digest of the statement.
        lines: Its lines, the period's own first.
        off_invoices: What comes off invoices.
        to_holding_account: What waits in the holding account.
        net: Both together.
    """

    number: int
    agreement: str
    title: str
    parties: tuple[tuple[str, str], ...]
    period: Period
    day: date
    entry: str
    statement_sha256: str
    lines: tuple[CreditLine, ...]
    off_invoices: Quantity
    to_holding_account: Quantity
    net: Quantity


def credit_notes(history: History, occasions: Iterable[Occasion]) -> tuple[CreditNote, ...]:
    """Return a note for each statement handed over, oldest first.

    Restatements have none of their own: their differences stand on the note of the statement
    that takes them up. Numbers are never given twice, nor given to another statement when one
    is taken back.

    Args:
        history: The agreement.
        occasions: How everything stood after each thing said, oldest first.
    """
    notes: dict[str, CreditNote] = {}
    number = 0
    for occasion in occasions:
        for issued in occasion.standing.issued.values():
            edition = issued.editions[0]
            if edition.entry == occasion.cause and edition.entry not in notes:
                note = _note(history, occasion.standing, issued, number + 1)
                number = max(number, note.number)
                notes[edition.entry] = note
    return tuple(notes.values())


def _note(history: History, standing: Standing, issued: IssuedPeriod, number: int) -> CreditNote:
    edition = issued.editions[0]
    zone = load_zone(history.latest.settlement.zone)
    day = edition.issued_at.to_datetime().astimezone(zone).date()
    periods = {each.label: each for each in periods_of(history, day)}
    period = periods[issued.period]
    rules = history.at(period.first_day)
    lines = (
        *_own(rules, issued.period, edition),
        *_adjusted(history, standing, edition, periods),
    )
    amounts = {
        place: sum((each.amount.amount for each in lines if each.goes_to is place), Fraction(0))
        for place in GoesTo
    }
    net = sum(amounts.values(), Fraction(0))
    currency = rules.settlement.currency
    return CreditNote(
        number=number if net > 0 else 0,
        agreement=rules.identifier,
        title=rules.title,
        parties=tuple((name, party.name) for name, party in rules.parties.items()),
        period=period,
        day=day,
        entry=edition.entry,
        statement_sha256=edition.statement_sha256,
        lines=lines,
        off_invoices=Quantity.money(amounts[GoesTo.INVOICES], currency),
        to_holding_account=Quantity.money(amounts[GoesTo.HOLDING_ACCOUNT], currency),
        net=Quantity.money(net, currency),
    )


def _own(rules: Agreement, label: str, edition: Edition) -> Iterator[CreditLine]:
    for line, due in lines_paid(label, edition).items():
        if due.amount and line.purpose is not LinePurpose.CHARGE:
            yield _line(rules, line, due.amount)


def _adjusted(
    history: History, standing: Standing, edition: Edition, periods: dict[str, Period]
) -> Iterator[CreditLine]:
    for earlier in standing.issued.values():
        rules = history.at(periods[earlier.period].first_day)
        for before, after in pairwise(earlier.editions):
            if after.entry in edition.adjusts:
                why = "; ".join(after.reasons)
                for line, amount in lines_changed(earlier.period, before, after):
                    yield _line(rules, line, amount, adjusts=True, because=why)


def _line(
    rules: Agreement,
    line: LineOwed,
    amount: Fraction,
    *,
    adjusts: bool = False,
    because: str = "",
) -> CreditLine:
    figure = rules.figures.get(line.name)
    return CreditLine(
        name=line.name,
        segment=line.segment,
        title=figure.title if figure and figure.title else line.name,
        purpose=line.purpose,
        period=line.period,
        adjusts=adjusts,
        amount=Quantity.money(amount, rules.settlement.currency),
        goes_to=GoesTo.HOLDING_ACCOUNT if is_held(rules, line) else GoesTo.INVOICES,
        because=because,
    )
