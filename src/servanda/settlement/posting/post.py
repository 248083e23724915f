"""An agreement's ledger, made of what the parties said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.periods import periods_of
from servanda.businesstime.zone import load_zone
from servanda.facts.standing import IssuedPeriod, Spending
from servanda.kernel.time import Instant
from servanda.ledger.book import Ledger
from servanda.settlement.posting.desk import Desk
from servanda.settlement.posting.holding import post_rest, post_spending
from servanda.settlement.posting.lines import PeriodPosted
from servanda.settlement.posting.occasion import Occasion
from servanda.settlement.posting.taken_up import TakenUp

__all__ = ["post"]


def post(history: History, occasions: Iterable[Occasion], *, until: date | None = None) -> Ledger:
    """Return the ledger of an agreement.

    Pure: the same agreement and the same occasions give the same ledger, and an occasion that
    comes twice is posted once.

    Args:
        history: The agreement.
        occasions: How everything stood after each thing said, oldest first.
        until: Last day that the ledger is about, included. Once the last day in force is before
            it, what the holding account has left goes where the agreement says; if not said, up
            to the last occasion.

    Raises:
        HoldingAccountOverdrawn: More was approved than the holding account had.
    """
    posting = _Posting(history)
    for occasion in occasions:
        posting.take(occasion)
    if until is not None:
        posting.end(until)
    return Ledger().commit(*posting.desk.transactions)


class _Posting:
    """Post occasion after occasion."""

    def __init__(self, history: History) -> None:
        latest = history.latest
        self.desk = Desk(currency=latest.settlement.currency)
        self._history = history
        self._zone = load_zone(latest.settlement.zone)
        self._periods: dict[str, PeriodPosted] = {}
        self._seen: tuple[Mapping[str, IssuedPeriod], tuple[Spending, ...]] = ({}, ())
        self._taken_up = TakenUp(desk=self.desk, periods=self._periods)

    def take(self, occasion: Occasion) -> None:
        day = self._day(occasion.at)
        self.end(day)
        issued, spendings = occasion.standing.issued, occasion.standing.spendings
        if (issued, spendings) == self._seen:
            return
        self._seen = (issued, spendings)
        for label, posted in self._periods.items():
            if label not in issued and posted.written:
                posted.take_back(occasion, day)
        for label, period in issued.items():
            if label not in self._periods:
                rules = self._rules(label, day)
                self._periods[label] = PeriodPosted(label=label, rules=rules, desk=self.desk)
            self._periods[label].post(period, occasion, day)
        self._taken_up.post(issued, occasion, day)
        for spending in spendings:
            post_spending(self.desk, spending, occasion, day)
        self._rest(day, cause=occasion.cause)

    def end(self, day: date) -> None:
        """Give away what is left once the agreement has ended before a day."""
        last_day = self._last_day
        if last_day is not None and last_day < day:
            self._rest(last_day + timedelta(days=1))

    def _rest(self, day: date, *, cause: str = "") -> None:
        account = self._history.latest.holding_account
        last_day = self._last_day
        if account is not None and last_day is not None and last_day < day and self.desk.free:
            post_rest(self.desk, account, day, cause=cause)

    @cached_property
    def _last_day(self) -> date | None:
        return self._history.latest.in_force.last_day

    def _day(self, at: Instant) -> date:
        return at.to_datetime().astimezone(self._zone).date()

    def _rules(self, label: str, day: date) -> Agreement:
        """Return the version that governs a period: that of its first day."""
        found = {each.label: each.first_day for each in periods_of(self._history, day)}
        return self._history.at(found[label])
