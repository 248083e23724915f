"""What can be wrong with an agreement's place in the portfolio: A271."""

from servanda.kernel.diagnostic import DiagnosticKind

__all__ = ["TIER_OFF_THE_SCALE"]

TIER_OFF_THE_SCALE = DiagnosticKind(
    code="A271",
    title="Tier that the scale does not have",
    message="'{tier}' is none of the tiers: {tiers}",
    hint="write '{near}', or add '{tier}' to 'tiers'",
    reason="Agreements are put in order by their tiers, what matters most first; a word that is "
    "not on the scale has no place in that order.",
)
