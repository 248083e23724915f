"""The keys about the people in the evidence."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.people import LEAST_GROUP
from servanda.agreement.surface.shape import (
    Key,
    Named,
    Phrase,
    Record,
    Reference,
    Text,
    WholeNumber,
)

__all__ = ["KEPT", "PEOPLE"]

KEPT: Final = Phrase(
    form="a number of days, weeks, months or years",
    example="24 months",
    pattern=r"\s*[0-9]{1,4}\s+(day|week|month|year)s?\s*",
)

PEOPLE: Final = Record(
    what="rule about people",
    keys=(
        Key(name="purpose", holds=Text(), meaning="What the evidence about people is used for."),
        Key(
            name="legal basis",
            holds=Text(),
            meaning="What allows it: a contract, a law, a legitimate interest.",
        ),
        Key(name="whose", holds=Text(), meaning="Who the people are."),
        Key(
            name="kept by",
            holds=Text(),
            meaning="Who else receives what is kept about them, and where it is kept.",
        ),
        Key(
            name="protected by",
            holds=Text(),
            meaning="What protects it, beside what Servanda itself does.",
        ),
        Key(
            name="groups of at least",
            holds=WholeNumber(least=2, most=1_000),
            meaning="The fewest people whose opinions make a figure.",
            default=str(LEAST_GROUP),
        ),
        Key(
            name="contacts",
            holds=Named(
                of=Text(),
                keys=Reference(what="party"),
                example="{client: privacy@acme.example}",
            ),
            meaning="Whom people may ask about it, by party.",
        ),
    ),
    example="{purpose: settling what was promised, groups of at least: 5}",
)
