"""The keys that say how much hangs on the agreement for the client."""

from __future__ import annotations

from typing import Final

from servanda.agreement.surface.shape import Key, ListOf, Phrase, Record, Text

__all__ = ["PORTFOLIO"]

_TIER = Text(characters_max=40)

PORTFOLIO: Final = Record(
    what="place in the portfolio",
    keys=(
        Key(
            name="tier",
            holds=_TIER,
            meaning="How much hangs on it, in a word of the client's own scale.",
            required=True,
        ),
        Key(
            name="tiers",
            holds=ListOf(of=_TIER),
            meaning="That scale, what matters most first.",
            default="the tier has no place among others",
        ),
        Key(
            name="exposure",
            holds=Phrase(
                form="an amount of money",
                example="40000000 EUR",
                pattern=r"\s*[0-9]{1,15}(\.[0-9]{1,4})?\s+[A-Z]{3}\s*",
            ),
            meaning="The money that stands behind the services, as the client says.",
        ),
        Key(name="because", holds=Text(characters_max=300), meaning="What hangs on them."),
    ),
    example="{tier: strategic, tiers: [strategic, tactical, routine], exposure: 40000000 EUR}",
)
