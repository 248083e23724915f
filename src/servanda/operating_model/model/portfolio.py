"""All services of an organisation, its words, its teams, and the register of business-led IT."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from servanda.kernel.source import SourceSpan
from servanda.operating_model.model.service import Service
from servanda.operating_model.model.words import Ambition, OrganisationParty, Process, Role

__all__ = ["AgreementLink", "FoundIn", "OperatingModel", "RegisterEntry", "Team", "TeamPeriod"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLink:
    """An agreement that services are covered by; its folder, seen from the model's own."""

    name: str
    folder: str
    span: SourceSpan


class FoundIn(Enum):
    """Where somebody came upon a service that the business buys or runs."""

    SPREADSHEET = "spreadsheet"
    CONTRACT_LIST = "contract list"
    SINGLE_SIGN_ON = "single sign-on"
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """A service that a business function buys or runs.

    Args:
        function: The business function.
        owner: Who looks after it there, in words.
        contract: Who holds the contract; empty where nobody knows.
        data: What data is in it.
        interfaces: Systems that it is connected to.
        exposure: What is at stake, in the owner's words.
        ambition: Where it is meant to go; nothing while that is open.
        service: The service of the model that it became, may be empty.
        letter: The day on which its owner was written to.
    """

    name: str
    title: str
    function: str
    owner: str
    contract: str
    data: str
    interfaces: tuple[str, ...]
    exposure: str
    ambition: Ambition | None
    found: date
    found_in: FoundIn
    letter: date | None
    service: str
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPeriod:
    """A team's work from a day on: days and money for keeping things running, and for change."""

    first_day: date
    run_days: int
    change_days: int
    run_budget: int | None
    change_budget: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team.

    Args:
        run_most: The largest share of its days that running may take, in percent; nothing where
            that is not said.
        currency: Of its budgets, may be empty.
        periods: Its work, the earliest first.
    """

    name: str
    title: str
    run_most: int | None
    currency: str
    periods: tuple[TeamPeriod, ...]
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatingModel:
    """What a text says, with the words of the language beside those that it declares."""

    identifier: str
    title: str
    agreements: Mapping[str, AgreementLink]
    parties: Mapping[str, OrganisationParty]
    roles: Mapping[str, Role]
    processes: Mapping[str, Process]
    services: Mapping[str, Service]
    teams: Mapping[str, Team]
    register: Mapping[str, RegisterEntry]
    span: SourceSpan
