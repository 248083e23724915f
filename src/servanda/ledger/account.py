"""The names under which money is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from servanda.ledger.refusals import BadAccount

__all__ = ["Account", "AccountKind"]


class AccountKind(Enum):
    """Say what an account holds, as one party sees it.

    Assets and expenses grow with positive amounts, liabilities and income with negative ones.
    """

    ASSET = "Assets"
    LIABILITY = "Liabilities"
    INCOME = "Income"
    EXPENSE = "Expenses"

    @property
    def mirrored(self) -> AccountKind:
        """Return what the same account is to the other party.

        Example:
            >>> AccountKind.LIABILITY.mirrored, AccountKind.EXPENSE.mirrored
            (<AccountKind.ASSET: 'Assets'>, <AccountKind.INCOME: 'Income'>)
        """
        return _MIRRORED[self]


_MIRRORED = {
    AccountKind.ASSET: AccountKind.LIABILITY,
    AccountKind.LIABILITY: AccountKind.ASSET,
    AccountKind.INCOME: AccountKind.EXPENSE,
    AccountKind.EXPENSE: AccountKind.INCOME,
}
_ORDER = {kind: place for place, kind in enumerate(AccountKind)}


@dataclass(frozen=True, slots=True)
class Account:
    """Name an account by its place in a tree; what is below it belongs to it.

    Args:
        kind: What it holds.
        path: Its name, from the broadest part to the narrowest, at least one.

    Raises:
        BadAccount: There is no part, or one is empty or holds ``:`` or a line end.

    Example:
        >>> str(Account(AccountKind.INCOME, ("Service credits", "restore_major")))
        'Income:Service credits:restore_major'
    """

    kind: AccountKind
    path: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.path or any(not _is_name(part) for part in self.path):
            raise BadAccount(self.path)

    def holds(self, other: Account) -> bool:
        """Return whether another account is this one or lies below it."""
        return self.kind is other.kind and other.path[: len(self.path)] == self.path

    def sub(self, *parts: str) -> Account:
        """Return an account below this one."""
        return Account(self.kind, (*self.path, *parts))

    @property
    def order(self) -> tuple[int, tuple[str, ...]]:
        """Return the key by which accounts are sorted: kinds as balance sheets have them."""
        return (_ORDER[self.kind], self.path)

    def __str__(self) -> str:
        return ":".join((self.kind.value, *self.path))


def _is_name(part: str) -> bool:
    return bool(part) and part == part.strip() and ":" not in part and part.isprintable()
