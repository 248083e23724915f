"""The example's July: what its parties say about an outage, about work, and about favours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, Protocol

from servanda.example.people import BANK, NORTHWIND
from servanda.facts import decision as said
from servanda.journal.chain import Speaker
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.deciding import Desk

__all__ = ["Says", "work_together"]

_BEGAN: Final = Instant.parse("2026-06-25T14:04:18Z")
_RESTORED: Final = Instant.parse("2026-06-25T14:16:18Z")


class Says(Protocol):
    """Enter what somebody says at a moment, and return the entries."""

    def __call__(
        self, speaker: Speaker, at: str, what: str, act: Callable[[Desk], said.Act]
    ) -> tuple[said.Entry, ...]:
        """Enter it; ``what`` tells it in a few words."""


def work_together(says: Says) -> None:
    """Let the parties learn from an outage, order a piece of work, and do each other a favour."""
    _learn(says)
    _order(says)
    _favour(says)


def _learn(says: Says) -> None:
    [asked] = says(
        BANK,
        "2026-07-09T08:00:00Z",
        "the review of an outage is asked for",
        lambda _: said.IncidentReviewOpened(
            incident="OUT00127",
            restored=_RESTORED,
            what="Twelve minutes without payments on the last Thursday of June.",
            service="payments",
        ),
    )
    [learned] = says(
        NORTHWIND,
        "2026-07-10T13:00:00Z",
        "and handed over",
        lambda _: said.IncidentReviewPublished(
            review=asked.sha256,
            timeline=(
                said.TimelineItem(at=_BEGAN, what="A changed routing table is taken up."),
                said.TimelineItem(
                    at=_BEGAN.plus_seconds(80), what="The service desk has the first call."
                ),
                said.TimelineItem(at=_RESTORED, what="The table before it is back."),
            ),
            users="Transfers stood still for twelve minutes; none was lost, and nobody was told.",
            staff="The test of the change was green: it ran on the line that was not changed.",
            causes=("change of configuration tried on another line",),
            prevented_by="Trying the change on the second line, with real traffic, first.",
            changes=(
                "Changes of configuration go to the second line first.",
                "The first page says so when transfers stand still.",
            ),
            early_signal="Transfers waiting longer than ten seconds",
        ),
    )
    [action] = says(
        BANK,
        "2026-07-10T13:30:00Z",
        "an action is agreed on",
        lambda _: said.ActionAgreed(
            what="Changes of configuration go to the second line first.",
            owner="provider",
            role="service manager",
            due=date(2026, 7, 31),
            comes_from=learned.sha256,
        ),
    )
    says(
        BANK,
        "2026-07-10T13:40:00Z",
        "and another",
        lambda _: said.ActionAgreed(
            what="The first page says so when transfers stand still.",
            owner="client",
            role="service manager",
            due=date(2026, 9, 30),
            comes_from=learned.sha256,
        ),
    )
    says(
        NORTHWIND,
        "2026-07-13T09:00:00Z",
        "the first is done",
        lambda _: said.ActionDone(
            action=action.sha256, how="The pipeline takes no other way since this morning."
        ),
    )


def _order(says: Says) -> None:
    [asked] = says(
        BANK,
        "2026-07-14T08:00:00Z",
        "a quotation is asked for",
        lambda _: said.QuotationAsked(
            what="A page for the Head of Payments: which payments need a hand, and why."
        ),
    )
    says(
        NORTHWIND,
        "2026-07-16T14:00:00Z",
        "and given",
        lambda _: said.QuotationGiven(
            quotation=asked.sha256,
            price=_euro("6500"),
            due=date(2026, 9, 30),
            note="With two rounds of changes; the bank brings somebody from payments.",
        ),
    )
    says(
        BANK,
        "2026-07-17T09:00:00Z",
        "and accepted",
        lambda _: said.QuotationDecided(quotation=asked.sha256, accepted=True),
    )


def _favour(says: Says) -> None:
    [given] = says(
        NORTHWIND,
        "2026-07-20T08:00:00Z",
        "a favour is given",
        lambda _: said.GoodwillGiven(
            favour="weekend_support",
            what="Two people over the weekend on which the bank moved a branch.",
            worth=_euro("1600"),
            on=date(2026, 7, 18),
        ),
    )
    says(
        BANK,
        "2026-07-20T15:00:00Z",
        "and acknowledged",
        lambda _: said.GoodwillAcknowledged(
            goodwill=given.sha256, words="Every desk worked on Monday morning. Thank you."
        ),
    )


def _euro(amount: str) -> Quantity:
    return Quantity.money(amount, "EUR")
