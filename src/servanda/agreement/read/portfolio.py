"""Reading how much hangs on the agreement for the client."""

from __future__ import annotations

import re

from servanda.agreement import diagnostics as found
from servanda.agreement.model.portfolio import PortfolioPlace
from servanda.agreement.read.fields import Fields
from servanda.agreement.text.node import MappingNode
from servanda.kernel.diagnostic import near_match
from servanda.kernel.quantity import Quantity

__all__ = ["read_portfolio"]

_MONEY = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s+([A-Z]{3})\s*")


def read_portfolio(fields: Fields) -> PortfolioPlace | None:
    """Read an agreement's place in the portfolio, nothing where the text gives it none."""
    if not isinstance(fields.node, MappingNode):
        return None
    tier, tiers = fields.text("tier"), fields.texts("tiers")
    if tiers and tier not in tiers:
        near = near_match(tier, tiers)
        fields.notebook.report(
            found.TIER_OFF_THE_SCALE,
            fields.span_of("tier"),
            tier=tier,
            tiers=", ".join(tiers),
            near=near or tiers[0],
        )
    exposure = _MONEY.fullmatch(fields.text("exposure"))
    return PortfolioPlace(
        tier=tier,
        tiers=tiers,
        exposure=Quantity.money(exposure[1], exposure[2]) if exposure else None,
        because=fields.text("because"),
        span=fields.span,
    )
