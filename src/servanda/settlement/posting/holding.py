"""The holding account's spendings posted, and what is left when the agreement ends."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from servanda.agreement.model.decisions import HoldingAccount
from servanda.facts.standing import Spending, SpendingState
from servanda.kernel.decimals import amount_text
from servanda.settlement.posting.accounts import (
    FREE,
    LEFT_TO_PROVIDER,
    REST_RETURNED,
    set_aside_account,
    spent_account,
)
from servanda.settlement.posting.desk import Desk, Move
from servanda.settlement.posting.occasion import Occasion

__all__ = ["HoldingAccountOverdrawn", "post_rest", "post_spending"]

_CLIENT = "client"
_END = "end of the agreement"


class HoldingAccountOverdrawn(ValueError):
    """More would be set aside or spent than the holding account has."""

    def __init__(self, spending: Spending, free: Fraction, currency: str) -> None:
        super().__init__(
            f"'{spending.what}' (proposal {spending.number}) takes more than the holding account"
            f" has: {amount_text(free)} {currency} is free"
        )
        self.spending = spending


def post_spending(desk: Desk, spending: Spending, occasion: Occasion, day: date) -> None:
    """Post what is set aside for a spending, and what it cost; the rest goes back.

    Raises:
        HoldingAccountOverdrawn: The holding account does not have it.
    """
    kept, spent = set_aside_account(spending.number), spent_account(spending.purpose)
    approved = spending.state is SpendingState.APPROVED
    cost = spending.cost if spending.state is SpendingState.DONE else None
    topic = ("spending", spending.entry)
    aside = (spending.amount.amount if approved else Fraction(0)) - desk.posted(topic, kept)
    bought = (cost.amount if cost else Fraction(0)) - desk.posted(topic, spent)
    if desk.free < aside + bought:
        raise HoldingAccountOverdrawn(spending, desk.free, desk.currency)
    about = f"proposal {spending.number}"
    desk.write(
        f"{occasion.cause}:{spending.entry}",
        day,
        f"{about}: {spending.state.value}",
        (
            Move(FREE, -aside - bought, topic, about),
            Move(kept, aside, topic, about),
            Move(spent, bought, topic, about),
        ),
        cites=(
            ("entry", occasion.cause),
            ("proposal", spending.entry),
            ("buys", spending.what),
            ("helps", spending.helps),
        ),
    )


def post_rest(desk: Desk, account: HoldingAccount, day: date, *, cause: str = "") -> None:
    """Post to the party that the agreement names what is free once the agreement has ended.

    Args:
        desk: Where it is written.
        account: What the agreement says about it.
        day: The day.
        cause: Digest of the entry that freed it after the end; empty at the end itself.
    """
    target = REST_RETURNED if account.rest_to == _CLIENT else LEFT_TO_PROVIDER
    about = "rest of the holding account"
    topic = ("rest",)
    desk.write(
        f"{cause or _END}:rest",
        day,
        f"{about} to the {account.rest_to}",
        (Move(FREE, -desk.free, topic, about), Move(target, desk.free, topic, about)),
        cites=(("entry", cause),),
    )
