"""The keys of what the parties promised each other about working together."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.partnership import PromisedBy, ReviewEvery, ReviewLevel, Tabled
from servanda.agreement.surface.shape import Key, ListOf, Named, OneOf, Phrase, Record, Text
from servanda.agreement.surface.words import CLAUSE, NAME, TITLE, choice_of

__all__ = ["GOODWILL", "PRINCIPLES", "REVIEWS"]

_CLAUSE = Key(name="clause", holds=CLAUSE, meaning="Its place in the signed contract.")
_PRICE = Phrase(form="an amount of money, like 90 EUR", example="90 EUR", pattern=r"\s*-?[0-9].*")
_ROLES = ListOf(of=Text(characters_max=80), or_one=True)

REVIEWS: Final = Named(
    of=Record(
        what="review",
        keys=(
            Key(name="title", holds=TITLE, meaning="A reader's name."),
            Key(
                name="level",
                holds=choice_of(ReviewLevel),
                meaning="How far up both organisations it is held.",
                required=True,
            ),
            Key(
                name="every",
                holds=choice_of(ReviewEvery),
                meaning="How often it is due: once in every such stretch of the calendar.",
                required=True,
            ),
            Key(
                name="attended by",
                holds=Record(
                    what="attendance",
                    keys=(
                        Key(
                            name="client",
                            holds=_ROLES,
                            meaning="Roles of the client's people.",
                            required=True,
                        ),
                        Key(
                            name="provider",
                            holds=_ROLES,
                            meaning="Roles of the provider's people.",
                            required=True,
                        ),
                    ),
                    example="{client: [CIO, contract manager], provider: account executive}",
                ),
                meaning="Who has to be there, by role; without one of them it is not held.",
                required=True,
            ),
            Key(
                name="on the table",
                holds=ListOf(of=choice_of(Tabled), or_one=True),
                meaning="What its pack holds.",
                default="everything there is",
            ),
            Key(
                name="hour costs",
                holds=Record(
                    what="cost of an hour",
                    keys=(
                        Key(
                            name="client",
                            holds=_PRICE,
                            meaning="What an hour of one of the client's people costs.",
                        ),
                        Key(
                            name="provider",
                            holds=_PRICE,
                            meaning="What an hour of one of the provider's people costs.",
                        ),
                    ),
                    example="{client: 90 EUR, provider: 110 EUR}",
                ),
                meaning="What an hour of a person costs each side, to plan by; it settles nothing.",
            ),
            _CLAUSE,
        ),
        example="{level: operational, every: month, "
        "attended by: {client: contract manager, provider: service delivery manager}}",
    ),
    keys=NAME,
    example="{monthly: {level: operational, every: month, "
    "attended by: {client: contract manager, provider: service delivery manager}}}",
)

GOODWILL: Final = Record(
    what="rule of goodwill",
    keys=(
        Key(
            name="habit",
            holds=Phrase(
                form="how many times in a month, quarter, half year or year",
                example="3 times in a year",
                pattern=r"\s*[0-9]+\s+times\s+in\s+a\s+(month|quarter|half\s+year|year)\s*",
            ),
            meaning="How often a favour is given before it is pointed out as a habit.",
            required=True,
        ),
        _CLAUSE,
    ),
    example="{habit: 3 times in a year}",
)

_BEHAVIOUR = Text(characters_max=500)

PRINCIPLES: Final = Named(
    of=OneOf(
        shapes=(
            _BEHAVIOUR,
            Record(
                what="principle",
                keys=(
                    Key(name="title", holds=TITLE, meaning="A reader's name."),
                    Key(
                        name="says",
                        holds=_BEHAVIOUR,
                        meaning="The behaviour, in a sentence.",
                        required=True,
                    ),
                    Key(
                        name="by",
                        holds=choice_of(PromisedBy),
                        meaning="Who promised it.",
                        default="both",
                    ),
                    _CLAUSE,
                ),
                example="{says: we look for causes and not for whose fault it was}",
            ),
        )
    ),
    keys=NAME,
    example="{blameless: we look for causes and not for whose fault it was}",
)
