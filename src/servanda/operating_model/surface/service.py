"""The keys of a service."""

from __future__ import annotations

from typing import Final

from servanda.agreement.surface.shape import Choice as OneWord
from servanda.agreement.surface.shape import (
    Dated,
    DateShape,
    Key,
    ListOf,
    Named,
    Record,
    Reference,
    Text,
    WholeNumber,
)
from servanda.agreement.surface.words import NAME, TITLE, choice_of
from servanda.operating_model.model.words import Ambition, Mode
from servanda.operating_model.surface.matrix import (
    MATRIX,
    PARTY,
    PROCESS,
    ROLE,
    STEP_INS,
    STEPS,
)
from servanda.operating_model.surface.risk import CONTROLS, RISKS

__all__ = ["SERVICES"]

_CONTRACTS = Record(
    what="list of contracts",
    keys=(
        Key(name="provider", holds=PARTY, meaning="Who holds the contract with the provider."),
        Key(name="it elements", holds=PARTY, meaning="Who holds the contract for the IT in it."),
    ),
    example="{provider: business, it elements: IT operations}",
)
_RELATIONSHIP = Record(
    what="relationship",
    keys=(
        Key(name="strategic", holds=ROLE, meaning="Who decides where it goes."),
        Key(name="tactical", holds=ROLE, meaning="Who agrees what it delivers."),
        Key(name="operational", holds=ROLE, meaning="Who sees to it from day to day."),
    ),
    example="{strategic: head_of_payments, tactical: contract_manager, operational: desk_lead}",
)
_ESCALATION = ListOf(
    of=Record(
        what="way of escalating",
        keys=(
            Key(name="from", holds=PARTY, meaning="Who escalates.", required=True),
            Key(name="to", holds=PARTY, meaning="Who is called to account.", required=True),
            Key(name="through", holds=ROLE, meaning="The role that does it.", required=True),
        ),
        example="{from: business, to: provider, through: contract_manager}",
    )
)
_BENEFITS = Named(
    of=Record(
        what="benefit",
        keys=(
            Key(name="expected", holds=Text(), meaning="What is hoped for.", required=True),
            Key(
                name="measure",
                holds=Reference(what="measure"),
                meaning="The measure of the agreement that shows it.",
            ),
            Key(name="on", holds=DateShape(), meaning="The day on which one looks.", required=True),
            Key(name="owner", holds=ROLE, meaning="The role that looks.", required=True),
            Key(name="seen", holds=Text(), meaning="What was seen."),
            Key(name="seen on", holds=DateShape(), meaning="When somebody looked."),
        ),
        example="{expected: half the repairs, on: 2026-12-31, owner: cio}",
    ),
    keys=NAME,
    example="{fewer_repairs: {expected: half the repairs, on: 2026-12-31, owner: cio}}",
)
_EXPERIMENT = Record(
    what="experiment",
    keys=(
        Key(name="hypothesis", holds=Text(), meaning="What is believed.", required=True),
        Key(name="stops when", holds=Text(), meaning="What would end it.", required=True),
        Key(
            name="case for staying",
            holds=Text(),
            meaning="What speaks for leaving things as they are.",
        ),
        Key(name="exposure", holds=Text(), meaning="What it may cost at most."),
        Key(
            name="commitments at most",
            holds=WholeNumber(least=0, most=99),
            meaning="How many commitments it has at most while it is one.",
            default="not limited",
        ),
        Key(name="learned", holds=Text(), meaning="What was learned."),
    ),
    example="{hypothesis: a bot answers half of the calls, stops when: fewer than a fifth}",
)
_GATES = Named(
    of=Record(
        what="gate",
        keys=(
            Key(name="needs", holds=Text(), meaning="What must be in place.", required=True),
            Key(name="evidence", holds=Text(), meaning="What shows that it is."),
            Key(name="agreed by", holds=ROLE, meaning="The role that agrees.", required=True),
            Key(name="by", holds=DateShape(), meaning="The day by which it is meant to be."),
            Key(
                name="agreed",
                holds=DateShape(),
                meaning="The day on which it was agreed.",
                default="it is open",
            ),
        ),
        example="{needs: a desk that answers at night, agreed by: cio}",
    ),
    keys=PROCESS,
    example="{incident management: {needs: a desk that answers at night, agreed by: cio}}",
)
_MEASURED_BY = Named(
    of=ListOf(of=Reference(what="commitment"), or_one=True),
    keys=PROCESS,
    example="{incident management: [restore_major]}",
)

SERVICES: Final = Named(
    of=Record(
        what="service",
        keys=(
            Key(name="title", holds=TITLE, meaning="A reader's name.", required=True),
            Key(name="used by", holds=Text(), meaning="Who uses it."),
            Key(name="used for", holds=Text(), meaning="What they use it for."),
            Key(
                name="agreement",
                holds=Reference(what="linked agreement"),
                meaning="The agreement that covers it.",
            ),
            Key(
                name="covers",
                holds=Reference(what="service of the agreement"),
                meaning="Its name in that agreement.",
                default="the same name",
            ),
            Key(
                name="ambition",
                holds=Dated(of=choice_of(Ambition)),
                meaning="A: IT operates it. B: the business does. C: every cell is chosen.",
                required=True,
            ),
            Key(
                name="mode",
                holds=Dated(of=choice_of(Mode)),
                meaning="2: an experiment. 1: a service with commitments. stopped: over.",
                required=True,
            ),
            Key(
                name="live from",
                holds=DateShape(),
                meaning="The first day on which people depend on it.",
                default="nobody depends on it yet",
            ),
            Key(
                name="scopes",
                holds=OneWord(words=("together", "apart")),
                meaning="Whether application and interface are one in the matrix.",
                default="together under A, apart under B and C",
            ),
            Key(
                name="contracts",
                holds=_CONTRACTS,
                meaning="Who holds the contracts.",
                default="not said, which is a risk under A and B",
            ),
            Key(
                name="interfaces",
                holds=ListOf(of=TITLE, or_one=True),
                meaning="The systems that it is connected to.",
            ),
            Key(
                name="relationship",
                holds=_RELATIONSHIP,
                meaning="Who carries the relationship, by role.",
            ),
            Key(
                name="escalation",
                holds=_ESCALATION,
                meaning="Who can call whom to account without holding a contract.",
            ),
            Key(
                name="present",
                holds=MATRIX,
                meaning="What was the case at first, where that was not as it is meant to be.",
                default="all is as it is meant to be",
            ),
            Key(
                name="target",
                holds=MATRIX,
                meaning="What is meant, where the ambition says otherwise or nothing.",
                default="the ambition's reference values",
            ),
            Key(name="steps", holds=STEPS, meaning="Dated steps from present to target."),
            Key(
                name="measured by",
                holds=_MEASURED_BY,
                meaning="The commitments of the agreement that measure each process.",
            ),
            Key(name="benefits", holds=_BENEFITS, meaning="What is hoped for, and when one looks."),
            Key(name="experiment", holds=_EXPERIMENT, meaning="What is tried while in mode 2."),
            Key(
                name="gates",
                holds=_GATES,
                meaning="What has to be in place before mode 1, by process.",
            ),
            Key(name="risks", holds=RISKS, meaning="Its risks, and who accepted them."),
            Key(name="controls", holds=CONTROLS, meaning="What keeps risks down."),
            Key(name="step in", holds=STEP_INS, meaning="Where who is accountable stepped in."),
        ),
        example="{title: Payments platform, ambition: A, mode: 1}",
    ),
    keys=NAME,
    example="{payments: {title: Payments platform, ambition: A, mode: 1}}",
)
