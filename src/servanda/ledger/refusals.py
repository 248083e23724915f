"""Why something is not posted: one class per failure, each with its message inside."""

from __future__ import annotations

from fractions import Fraction

from servanda.kernel.decimals import amount_text

__all__ = [
    "AlreadyPosted",
    "AlreadyReversed",
    "BadAccount",
    "NoDecimalAmount",
    "NotBalanced",
    "NotItsReversal",
    "NotMoney",
    "NotPosted",
    "NothingPosted",
    "PostingRefused",
]


class PostingRefused(ValueError):
    """Something cannot be posted; the ledger is as before."""


class BadAccount(PostingRefused):
    """An account has no name, or a part of it could be mistaken for two."""

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__(
            f"{path!r} names no account: each part needs a text without ':', line ends or spaces"
            " at its ends"
        )


class NotMoney(PostingRefused):
    """What is posted is no amount of a currency."""

    def __init__(self, account: str, unit: str) -> None:
        super().__init__(f"only money is posted; '{account}' was given an amount in '{unit}'")


class NoDecimalAmount(PostingRefused):
    """An amount is no decimal, so that no book could hold it exactly."""

    def __init__(self, account: str, amount: Fraction) -> None:
        super().__init__(f"{amount_text(amount)} on '{account}' is no decimal; round it first")


class NothingPosted(PostingRefused):
    """A transaction has no posting, or one of nothing."""

    def __init__(self, identifier: str) -> None:
        super().__init__(f"'{identifier}' moves nothing: every posting needs an amount")


class NotBalanced(PostingRefused):
    """A transaction's postings do not sum to zero in each currency."""

    def __init__(self, identifier: str, left: dict[str, Fraction]) -> None:
        sums = ", ".join(f"{amount_text(amount)} {name}" for name, amount in sorted(left.items()))
        super().__init__(f"'{identifier}' does not balance: {sums} is left over")


class AlreadyPosted(PostingRefused):
    """A transaction of this identifier is in the ledger."""

    def __init__(self, identifier: str) -> None:
        super().__init__(f"'{identifier}' is posted already, and is posted once")


class NotPosted(PostingRefused):
    """A transaction is to be reversed that is not in the ledger."""

    def __init__(self, identifier: str) -> None:
        super().__init__(f"'{identifier}' is not in the ledger and cannot be reversed")


class AlreadyReversed(PostingRefused):
    """A transaction is to be reversed a second time."""

    def __init__(self, identifier: str) -> None:
        super().__init__(f"'{identifier}' is reversed already")


class NotItsReversal(PostingRefused):
    """A transaction says that it reverses another and does not move the same money back."""

    def __init__(self, identifier: str, reversed_one: str) -> None:
        super().__init__(f"'{identifier}' does not move back what '{reversed_one}' moved")
