"""The top-level keys of an operating model, in the order in which they are printed."""

from __future__ import annotations

from typing import Final

from servanda.agreement.surface.shape import (
    Choice,
    DateShape,
    Key,
    ListOf,
    Named,
    OneOf,
    Record,
    Reference,
    Text,
    WholeNumber,
)
from servanda.agreement.surface.words import CURRENCY, IDENTIFIER, NAME, TITLE, choice_of
from servanda.operating_model.model.portfolio import FoundIn
from servanda.operating_model.model.words import Ambition, Side
from servanda.operating_model.surface.matrix import PARTY
from servanda.operating_model.surface.service import SERVICES

__all__ = ["OPERATING_MODEL", "PART"]

_PARTIES = Named(
    of=Record(
        what="party",
        keys=(
            Key(name="title", holds=TITLE, meaning="Its name.", required=True),
            Key(
                name="side",
                holds=Choice(words=tuple(s.value for s in Side if s is not Side.UNDECIDED)),
                meaning="Whom it belongs to.",
                required=True,
            ),
            Key(
                name="agreement",
                holds=Reference(what="linked agreement"),
                meaning="The agreement that it is a party of.",
            ),
            Key(
                name="party",
                holds=Reference(what="party of the agreement"),
                meaning="Its name in that agreement.",
                default="provider",
            ),
        ),
        example="{title: Northwind Services, side: provider, agreement: northwind}",
    ),
    keys=NAME,
    example="{northwind: {title: Northwind Services, side: provider, agreement: northwind}}",
)
_ROLES = Named(
    of=OneOf(
        shapes=(
            TITLE,
            Record(
                what="role",
                keys=(
                    Key(name="title", holds=TITLE, meaning="As people call it.", required=True),
                    Key(name="party", holds=PARTY, meaning="The party that it belongs to."),
                    Key(name="held by", holds=TITLE, meaning="Who holds it."),
                ),
                example="{title: Head of Payments, party: business}",
            ),
        )
    ),
    keys=NAME,
    example="{head_of_payments: {title: Head of Payments, party: business}}",
)
_BY_SCOPE = Record(
    what="reference value",
    keys=(
        Key(name="application", holds=PARTY, meaning="For the application.", required=True),
        Key(name="interface", holds=PARTY, meaning="For its interfaces.", required=True),
    ),
    example="{application: business, interface: IT operations}",
)
_PROCESSES = Named(
    of=Record(
        what="process",
        keys=(
            Key(name="title", holds=TITLE, meaning="A reader's name.", required=True),
            Key(name="meaning", holds=Text(), meaning="What it comprises."),
            Key(
                name="reference",
                holds=Record(
                    what="list of reference values",
                    keys=tuple(
                        Key(
                            name=ambition.value.lower(),
                            holds=OneOf(shapes=(PARTY, _BY_SCOPE)),
                            meaning=f"Who is accountable under ambition {ambition.value}.",
                            default="t.b.d.",
                        )
                        for ambition in Ambition
                    ),
                    example="{a: IT operations, b: business}",
                ),
                meaning="Who is accountable under each ambition.",
                default="t.b.d. under each",
            ),
        ),
        example="{title: Data stewardship, reference: {a: IT operations, b: business}}",
    ),
    keys=NAME,
    example="{data_stewardship: {title: Data stewardship, reference: {b: business}}}",
)
_MONEY = WholeNumber(least=0, most=999_999_999_999)
_DAYS = WholeNumber(least=0, most=99_999)
_TEAMS = Named(
    of=Record(
        what="team",
        keys=(
            Key(name="title", holds=TITLE, meaning="A reader's name.", required=True),
            Key(
                name="run at most",
                holds=WholeNumber(least=0, most=100),
                meaning="The largest share of its days for running, in percent.",
                default="not said",
            ),
            Key(name="currency", holds=CURRENCY, meaning="The money of its budgets."),
            Key(
                name="work",
                holds=Named(
                    of=Record(
                        what="team's work",
                        keys=(
                            Key(
                                name="run days",
                                holds=_DAYS,
                                meaning="Days a month for keeping things running.",
                                required=True,
                            ),
                            Key(
                                name="change days",
                                holds=_DAYS,
                                meaning="Days a month for change.",
                                required=True,
                            ),
                            Key(name="run budget", holds=_MONEY, meaning="Money a month to run."),
                            Key(
                                name="change budget",
                                holds=_MONEY,
                                meaning="Money a month for change.",
                            ),
                        ),
                        example="{run days: 30, change days: 50}",
                    ),
                    keys=DateShape(),
                    example="{2026-01-01: {run days: 30, change days: 50}}",
                ),
                meaning="Its work, by the day from which that holds.",
                required=True,
            ),
        ),
        example="{title: Payments team, work: {2026-01-01: {run days: 30, change days: 50}}}",
    ),
    keys=NAME,
    example="{payments: {title: Payments, work: {2026-01-01: {run days: 30, change days: 50}}}}",
)
_REGISTER = Named(
    of=Record(
        what="entry of the register",
        keys=(
            Key(name="title", holds=TITLE, meaning="What it is called.", required=True),
            Key(name="function", holds=TITLE, meaning="The business function.", required=True),
            Key(name="owner", holds=TITLE, meaning="Who looks after it there."),
            Key(
                name="contract",
                holds=TITLE,
                meaning="Who holds the contract.",
                default="nobody knows",
            ),
            Key(name="data", holds=Text(), meaning="What data is in it."),
            Key(
                name="interfaces",
                holds=ListOf(of=TITLE, or_one=True),
                meaning="The systems that it is connected to.",
            ),
            Key(name="exposure", holds=Text(), meaning="What is at stake."),
            Key(name="ambition", holds=choice_of(Ambition), meaning="Where it is meant to go."),
            Key(name="found", holds=DateShape(), meaning="When it was found.", required=True),
            Key(
                name="found in",
                holds=choice_of(FoundIn),
                meaning="Where it was found.",
                default="by hand",
            ),
            Key(name="letter", holds=DateShape(), meaning="When its owner was written to."),
            Key(
                name="service",
                holds=Reference(what="service"),
                meaning="The service of this text that it became.",
            ),
        ),
        example="{title: Campaign tool, function: Marketing, found: 2026-03-01}",
    ),
    keys=NAME,
    example="{campaigns: {title: Campaign tool, function: Marketing, found: 2026-03-01}}",
)

_VERSION = Key(
    name="servanda",
    holds=Choice(words=("1",)),
    meaning="The version of the language.",
    required=True,
)
_NAME = Key(
    name="operating model",
    holds=IDENTIFIER,
    meaning="The organisation's short name, the same in further files.",
    required=True,
)
_SERVICES = Key(name="services", holds=SERVICES, meaning="The services, each with its matrix.")
_REGISTER_KEY = Key(
    name="register",
    holds=_REGISTER,
    meaning="Services that business functions buy or run.",
)
_NOTES = Key(
    name="notes",
    holds=ListOf(of=Text(characters_max=20_000), or_one=True),
    meaning="Text for readers; nothing follows from it.",
)

OPERATING_MODEL: Final = Record(
    what="operating model",
    keys=(
        _VERSION,
        _NAME,
        Key(name="title", holds=TITLE, meaning="What it is about.", required=True),
        Key(
            name="agreements",
            holds=Named(of=TITLE, keys=NAME, example="{northwind: agreements/northwind}"),
            meaning="The folders of the agreements that cover services, from this one.",
        ),
        Key(name="parties", holds=_PARTIES, meaning="Parties beside those that all have."),
        Key(name="roles", holds=_ROLES, meaning="The roles that are named below."),
        Key(name="processes", holds=_PROCESSES, meaning="Processes beside the fourteen."),
        _SERVICES,
        Key(name="teams", holds=_TEAMS, meaning="What teams can do: run against change."),
        _REGISTER_KEY,
        _NOTES,
    ),
    example="{servanda: 1, operating model: acme-bank, ...}",
)
"""All keys of an operating model."""

PART: Final = Record(
    what="part of an operating model",
    keys=(_VERSION, _NAME, _SERVICES, _REGISTER_KEY, _NOTES),
    example="{servanda: 1, operating model: acme-bank, services: ...}",
)
"""The keys of a further file of a large one."""
