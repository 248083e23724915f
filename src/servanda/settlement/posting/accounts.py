"""The accounts of an agreement, as the client sees them.

The provider's are their mirror: what the client owes, the provider is owed.
"""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.money import IncentiveKind
from servanda.facts.figure import Segment
from servanda.facts.statement import LinePurpose
from servanda.ledger.account import Account, AccountKind

__all__ = [
    "ADJUSTMENTS",
    "CURRENT",
    "FREE",
    "HOLDING",
    "LEFT_TO_PROVIDER",
    "NEXT",
    "REST_RETURNED",
    "ROUNDING",
    "SET_ASIDE",
    "SPENT",
    "STATED",
    "adjustment_account",
    "holds_lines",
    "line_account",
    "set_aside_account",
    "spent_account",
]

CURRENT: Final = Account(AccountKind.LIABILITY, ("Current account",))
"""What the client owes the provider: below zero it owes, above zero it has a credit."""

STATED: Final = CURRENT.sub("Stated")
"""What issued statements have asked for."""

NEXT: Final = CURRENT.sub("For the next statement")
"""Differences of what was issued before, until a statement takes them up."""

REST_RETURNED: Final = CURRENT.sub("Rest of the holding account")
"""What the holding account gave back to the client when the agreement ended."""

HOLDING: Final = Account(AccountKind.ASSET, ("Holding account",))
"""Service credits that wait until it is decided what they are spent on."""

FREE: Final = HOLDING.sub("Free")
"""What can still be decided on."""

SET_ASIDE: Final = HOLDING.sub("Set aside")
"""What approved spendings may cost at most."""

SPENT: Final = Account(AccountKind.EXPENSE, ("Holding account",))
"""What was bought from the holding account, by purpose."""

LEFT_TO_PROVIDER: Final = SPENT.sub("Left to the provider")
"""What the holding account left to the provider when the agreement ended."""

ROUNDING: Final = Account(AccountKind.EXPENSE, ("Rounding",))
"""Single cents that lines gained or lost so that rounding together they keep a limit."""

ADJUSTMENTS: Final = "Adjustments"

_BRANCHES: Final = {
    LinePurpose.CHARGE: Account(AccountKind.EXPENSE, ("Charges",)),
    LinePurpose.SERVICE_CREDIT: Account(AccountKind.INCOME, ("Service credits",)),
}
_INCENTIVES: Final = {
    IncentiveKind.INCENTIVE: Account(AccountKind.EXPENSE, ("Incentives",)),
    IncentiveKind.GAIN_SHARE: Account(AccountKind.EXPENSE, ("Gain share",)),
    IncentiveKind.EARN_BACK: Account(AccountKind.EXPENSE, ("Earn-back",)),
}


def line_account(purpose: LinePurpose, kind: IncentiveKind, name: str, segment: Segment) -> Account:
    """Return the account on which a line's amount stands as it was issued.

    Args:
        purpose: What its amount does.
        kind: Of an incentive, what it is to the parties.
        name: The line's name.
        segment: The segment it is for.
    """
    branch = _BRANCHES.get(purpose) or _INCENTIVES[kind]
    return branch.sub(name, *_parts(segment))


def adjustment_account(line: Account) -> Account:
    """Return the account on which later differences of a line stand."""
    return Account(line.kind, (ADJUSTMENTS, *line.path))


def holds_lines(account: Account) -> bool:
    """Return whether amounts of lines stand on an account: as issued, as adjusted, as rounded."""
    first = account.path[1] if account.path[0] == ADJUSTMENTS else account.path[0]
    branches = (*_BRANCHES.values(), *_INCENTIVES.values(), ROUNDING)
    return any((account.kind, first) == (each.kind, each.path[0]) for each in branches)


def set_aside_account(number: int) -> Account:
    """Return the account of a spending that was approved, by its proposal's number."""
    return SET_ASIDE.sub(f"Proposal {number}")


def spent_account(purpose: str) -> Account:
    """Return the account of what was bought for a purpose."""
    return SPENT.sub(purpose)


def _parts(segment: Segment) -> tuple[str, ...]:
    return tuple(_part(value) for _, value in segment)


def _part(value: str) -> str:
    """Return a value of evidence as a part of a name; what would cut the name is left out."""
    plain = "".join(each if each.isprintable() and each != ":" else " " for each in value)
    return " ".join(plain.split()) or "(empty)"
