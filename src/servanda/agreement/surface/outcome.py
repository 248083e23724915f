"""The keys of outcomes: the client's figures, and how success is shared."""

from __future__ import annotations

from typing import Final

from servanda.agreement.model.money import IncentiveKind
from servanda.agreement.surface.shape import (
    DateShape,
    FormulaShape,
    Key,
    ListOf,
    Named,
    OneOf,
    Phrase,
    Record,
    Reference,
    Text,
)
from servanda.agreement.surface.words import CLAUSE, IDENTIFIER, NAME, TITLE, choice_of

__all__ = ["OUTCOMES"]

_OWNER = OneOf(
    shapes=(
        TITLE,
        Record(
            what="owner",
            keys=(
                Key(name="client", holds=TITLE, meaning="The role, at the client."),
                Key(name="provider", holds=TITLE, meaning="The role, at the provider."),
            ),
            one_of=("client", "provider"),
            example="{client: Head of Payments}",
        ),
    )
)

_BASELINE = Record(
    what="baseline",
    keys=(
        Key(
            name="is",
            holds=FormulaShape(gives="a value of the measure", example="93.4%"),
            meaning="What the figure was, from terms and tables alone.",
            required=True,
        ),
        Key(name="from", holds=DateShape(), meaning="First day it was taken from.", required=True),
        Key(name="until", holds=DateShape(), meaning="Last day of that time.", required=True),
    ),
    example="{is: 93.4%, from: 2025-01-01, until: 2025-12-31}",
)

_TARGET = Record(
    what="target",
    keys=(
        Key(
            name="is",
            holds=Phrase(
                form="a comparison and a value",
                example="at least 97%",
                pattern=r"\s*(at\s+least|at\s+most|above|below|is|[<>!=]=?)[\s\S]+",
            ),
            meaning="What the figure is to be.",
            required=True,
        ),
        Key(name="by", holds=DateShape(), meaning="The day by which it is.", required=True),
    ),
    example="{is: at least 97%, by: 2027-06-30}",
)

_PERCENT = Phrase(form="a share", example="40%", pattern=r"\s*[0-9]+(\.[0-9]+)?\s*%\s*")

_ATTRIBUTION = Named(
    of=OneOf(
        shapes=(
            _PERCENT,
            Record(
                what="attribution",
                keys=(
                    Key(name="share", holds=_PERCENT, meaning="How great it is.", required=True),
                    Key(name="because", holds=Text(), meaning="What it contributes."),
                ),
                example="{share: 40%, because: the checks before a payment are the service's}",
            ),
        )
    ),
    keys=IDENTIFIER,
    example="{client: 30%, provider: 40%, acme-network: 30%}",
)

_SUCCESS = Record(
    what="shared success",
    keys=(
        Key(
            name="gained",
            holds=FormulaShape(gives="money", example="11 EUR per repair * repairs_saved"),
            meaning="What the business gained in a period; below zero counts as nothing.",
            required=True,
        ),
        Key(
            name="provider",
            holds=FormulaShape(gives="a share", example="50%"),
            meaning="Share of what is attributed to the provider that it is paid.",
            required=True,
        ),
        Key(
            name="when",
            holds=FormulaShape(gives="yes or no", example="restore_major.met"),
            meaning="Where it is not true, nothing is shared.",
            default="always",
        ),
        Key(
            name="commitment",
            holds=Reference(what="commitment"),
            meaning="The commitment that it hangs on; relief and stabilization follow it.",
            default="none",
        ),
        Key(
            name="kind",
            holds=choice_of(IncentiveKind),
            meaning="What it is to the parties; the accounts keep the kinds apart.",
            default="gain share",
        ),
        Key(name="clause", holds=CLAUSE, meaning="Its place in the signed contract."),
    ),
    example="{gained: 11 EUR per repair * repairs_saved, provider: 50%}",
)

OUTCOMES: Final = Named(
    of=Record(
        what="outcome",
        keys=(
            Key(name="title", holds=TITLE, meaning="A reader's name."),
            Key(
                name="owner",
                holds=_OWNER,
                meaning="The role that owns it, at the client where no side is named.",
                required=True,
            ),
            Key(name="why", holds=Text(), meaning="What it is worth to the business."),
            Key(
                name="measure",
                holds=Reference(what="measure"),
                meaning="How the figure is made: measured, or attested by its owner.",
            ),
            Key(name="baseline", holds=_BASELINE, meaning="What it was before, and when."),
            Key(name="target", holds=_TARGET, meaning="What it is to be, and by when."),
            Key(
                name="served with",
                holds=ListOf(of=IDENTIFIER, or_one=True),
                meaning="Agreements with other providers that serve it too.",
            ),
            Key(
                name="attribution",
                holds=_ATTRIBUTION,
                meaning="Whose a change is: client, provider, others that serve it; at most 100%.",
            ),
            Key(
                name="shared success",
                holds=_SUCCESS,
                meaning="What the provider is paid of what the business gained.",
            ),
        ),
        example="{owner: Head of Payments, measure: stp_rate}",
    ),
    keys=NAME,
    example="{straight_through: {owner: Head of Payments, measure: stp_rate}}",
)
