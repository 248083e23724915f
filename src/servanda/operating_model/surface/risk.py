"""The keys of risks and controls."""

from __future__ import annotations

from typing import Final

from servanda.agreement.surface.shape import (
    DateShape,
    Key,
    ListOf,
    Named,
    Record,
    Text,
    WholeNumber,
)
from servanda.agreement.surface.words import NAME, TITLE, choice_of
from servanda.operating_model.model.risk import Rule, Treatment
from servanda.operating_model.surface.matrix import PARTY, PROCESS, ROLE, SCOPE

__all__ = ["CONTROLS", "RISKS"]

_ACCEPTED = ListOf(
    of=Record(
        what="acceptance",
        keys=(
            Key(name="by", holds=TITLE, meaning="Who accepted it.", required=True),
            Key(name="role", holds=ROLE, meaning="In which role.", required=True),
            Key(name="on", holds=DateShape(), meaning="When.", required=True),
            Key(
                name="until",
                holds=DateShape(),
                meaning="The last day on which that holds.",
                required=True,
            ),
            Key(name="because", holds=Text(), meaning="On what reasoning.", required=True),
        ),
        example="{by: M. Jansen, role: cio, on: 2026-01-10, until: 2026-06-30, "
        "because: the desk moves in June}",
    ),
    or_one=True,
)
_RISK = Record(
    what="risk",
    keys=(
        Key(name="title", holds=TITLE, meaning="The risk in a few words.", required=True),
        Key(
            name="rule",
            holds=choice_of(Rule),
            meaning="The rule whose breach it answers.",
            default="none: a risk that no rule finds",
        ),
        Key(
            name="process",
            holds=PROCESS,
            meaning="The process that it is about.",
            default="the service as a whole",
        ),
        Key(name="scope", holds=SCOPE, meaning="The scope that it is about.", default="both"),
        Key(name="likelihood", holds=Text(), meaning="How likely it is.", required=True),
        Key(
            name="consequence",
            holds=Text(),
            meaning="What happens to the business then.",
            required=True,
        ),
        Key(name="owner", holds=ROLE, meaning="The role that owns it.", required=True),
        Key(
            name="treatment",
            holds=choice_of(Treatment),
            meaning="What is done about it.",
            required=True,
        ),
        Key(name="raised", holds=DateShape(), meaning="When it was seen.", required=True),
        Key(name="closed", holds=DateShape(), meaning="When it was gone.", default="it is not"),
        Key(
            name="accepted",
            holds=_ACCEPTED,
            meaning="Who accepted it, for how long, and why.",
            default="nobody has",
        ),
    ),
    example="{title: Nobody owns recovery, likelihood: once in five years, consequence: no "
    "payments for a day, owner: cio, treatment: reduce, raised: 2026-01-10}",
)

RISKS: Final = Named(of=_RISK, keys=NAME, example=f"{{recovery: {_RISK.example}}}")

_CONTROL = Record(
    what="control",
    keys=(
        Key(name="title", holds=TITLE, meaning="What is done.", required=True),
        Key(
            name="about",
            holds=TITLE,
            meaning="What it protects: security, client data, remote work.",
            required=True,
        ),
        Key(name="owner", holds=ROLE, meaning="The role that owns it.", required=True),
        Key(name="executed by", holds=PARTY, meaning="The party that does it.", required=True),
        Key(
            name="every",
            holds=WholeNumber(least=1, most=60),
            meaning="After how many months it is shown to work again.",
            required=True,
        ),
        Key(
            name="last proof",
            holds=Record(
                what="proof",
                keys=(
                    Key(name="on", holds=DateShape(), meaning="When.", required=True),
                    Key(name="evidence", holds=Text(), meaning="What shows it.", required=True),
                ),
                example="{on: 2026-03-31, evidence: report 12 of internal audit}",
            ),
            meaning="The last time that it was shown to work.",
            default="it never was",
        ),
        Key(
            name="exception",
            holds=Record(
                what="exception",
                keys=(
                    Key(name="because", holds=Text(), meaning="Why.", required=True),
                    Key(name="role", holds=ROLE, meaning="The role that gave it.", required=True),
                    Key(
                        name="until",
                        holds=DateShape(),
                        meaning="The last day on which it holds.",
                        required=True,
                    ),
                ),
                example="{because: the tool is replaced, role: cio, until: 2026-06-30}",
            ),
            meaning="Leave to do without it for a while.",
        ),
    ),
    example="{title: Access is reviewed, about: security, owner: cio, executed by: provider, "
    "every: 3}",
)

CONTROLS: Final = Named(of=_CONTROL, keys=NAME, example=f"{{access: {_CONTROL.example}}}")
