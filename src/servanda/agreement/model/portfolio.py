"""How much hangs on an agreement for the client, among all that it has."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan

__all__ = ["PortfolioPlace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioPlace:
    """Say how much hangs on an agreement for the client; nothing is settled by it.

    Args:
        tier: The client's word for how much: ``strategic``.
        tiers: All such words of the client, what matters most first; empty where it gives none.
        exposure: The money that stands behind the services; absent where nobody says.
        because: What hangs on them, in words; may be empty.
    """

    tier: str
    tiers: tuple[str, ...]
    exposure: Quantity | None
    because: str
    span: SourceSpan

    @property
    def rank(self) -> int | None:
        """Return the tier's place among all, 1 for what matters most; nothing without a scale."""
        return self.tiers.index(self.tier) + 1 if self.tier in self.tiers else None
