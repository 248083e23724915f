"""What parties said, as a test gives it by hand, and the ledger that it makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from servanda.agreement.model.agreement import History
from servanda.agreement.read.versions import read_texts
from servanda.facts.decision import LineNamed, LinePaid
from servanda.facts.standing import (
    Dispute,
    DisputeState,
    Edition,
    IssuedPeriod,
    Spending,
    SpendingState,
    Standing,
)
from servanda.facts.statement import LinePurpose
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.settlement.posting.occasion import Occasion

TEXT = """\
servanda: 1
agreement: small
title: A small agreement
parties:
  client: {name: Client, zone: Europe/Amsterdam}
  provider: {name: Provider, zone: Europe/Amsterdam}
in force: {from: 2026-01-01, until: 2026-06-30}
settlement: {every: month, currency: EUR, rounding: 0.01 EUR half-up}
holding account:
  receives: held
  decided by: client
  spent on: [training, tooling]
  at the end: REST
evidence:
  outages:
    each: interval
    noun: outage
    from: began
    until: ended
    columns: {began: instant, ended: instant}
measures:
  up: {from: outages, availability: {}, value: availability, no data: not settled}
charges:
  fee: 1000.00 EUR
penalties:
  credit: {when: up below 99% otherwise no, pays: 100 EUR}
  held: {when: up below 98% otherwise no, pays: 50 EUR}
incentives:
  bonus: {when: up is 100% otherwise no, pays: 10 EUR}
limits:
  - penalties at most 150 EUR each month
  - incentives at most 10 EUR each month
"""

PURPOSES = {
    "fee": LinePurpose.CHARGE,
    "credit": LinePurpose.SERVICE_CREDIT,
    "held": LinePurpose.SERVICE_CREDIT,
    "bonus": LinePurpose.INCENTIVE,
}


def small(*, rest: str = "client", bonus: str = "incentive") -> History:
    """Return a small agreement whose penalty ``held`` waits in a holding account.

    Args:
        rest: Where the rest of the holding account goes.
        bonus: The kind of its incentive.
    """
    text = TEXT.replace("REST", rest).replace("bonus: {", f"bonus: {{kind: {bonus}, ")
    reading = read_texts([("small.yaml", text.encode())])
    assert reading.history is not None, "\n".join(map(str, reading.diagnostics))
    return reading.history


def euro(amount: str | Fraction | int) -> Quantity:
    return Quantity.money(amount, "EUR")


def moment(day: str) -> Instant:
    return Instant.parse(f"{day}T12:00:00Z")


@dataclass
class Said:
    """Say one thing after the other; each makes an occasion."""

    occasions: list[Occasion] = field(default_factory=list)
    standing: Standing = field(default_factory=Standing)

    def issue(self, day: str, period: str, adjusts: Iterable[str] = (), **lines: str) -> str:
        """Hand over a period's statement, or its next edition.

        Args:
            day: Day on which it is handed over.
            period: The period's label.
            adjusts: Entries whose differences it pays.
            lines: What each line pays, and after a blank by how much it was evened out.
        """
        entry = self._entry()
        before = self.standing.issued.get(period)
        editions = before.editions if before else ()
        edition = Edition(
            entry=entry,
            number=len(editions) + 1,
            issued_by="provider",
            issued_at=moment(day),
            statement_sha256=f"statement {entry}",
            snapshot_sha256="",
            texts=(),
            lines=tuple(
                LinePaid(
                    name=name,
                    purpose=PURPOSES[name],
                    payable=euro(amounts.split()[0]),
                    evened_out=euro(amounts.split()[1]) if " " in amounts else None,
                )
                for name, amounts in lines.items()
            ),
            adjusts=tuple(adjusts),
            reasons=("later evidence",) if editions else (),
        )
        issued = before or IssuedPeriod(period=period, editions=())
        self._period(replace(issued, editions=(*editions, edition)))
        return self._say(day, entry, "statement issued")

    def settle(self, day: str, period: str, line: str, amount: str) -> str:
        """Settle on an amount for a line that was disputed."""
        entry = self._entry()
        issued = self.standing.issued[period]
        dispute = Dispute(
            entry=f"raised {entry}",
            number=len(self.occasions),
            raised_by="client",
            raised_at=moment(day),
            line=LineNamed(name=line),
            reason="miscounted",
            state=DisputeState.CHANGED,
            amount=euro(amount),
            decided_by=entry,
            decided_at=moment(day),
        )
        self._period(replace(issued, disputes=(*issued.disputes, dispute)))
        return self._say(day, entry, "dispute answered")

    def take_back(self, day: str, period: str) -> str:
        """Take a period's statement back."""
        issued = {key: each for key, each in self.standing.issued.items() if key != period}
        self.standing = replace(self.standing, issued=issued)
        return self._say(day, self._entry(), "entry reversed")

    def spend(self, day: str, number: int, state: SpendingState, cost: str = "") -> str:
        """Propose proposal 1, 2 ... of 60 EUR, or say what became of it."""
        spending = Spending(
            entry=f"proposal {number}",
            number=number,
            proposed_by="provider",
            proposed_at=moment(day),
            amount=euro(60),
            purpose="training",
            what="A course",
            helps="up",
            looked_at=date(2026, 6, 1),
            state=state,
            cost=euro(cost) if cost else None,
        )
        others = [each for each in self.standing.spendings if each.number != number]
        self.standing = replace(self.standing, spendings=(*others, spending))
        return self._say(day, self._entry(), f"spending {state.value}")

    def _period(self, issued: IssuedPeriod) -> None:
        every = {**self.standing.issued, issued.period: issued}
        self.standing = replace(self.standing, issued=every)

    def _entry(self) -> str:
        return f"entry {len(self.occasions) + 1}"

    def _say(self, day: str, entry: str, what: str) -> str:
        self.occasions.append(
            Occasion(at=moment(day), cause=entry, what=what, standing=self.standing)
        )
        return entry
