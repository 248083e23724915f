"""The words of the matrix: scopes, ambitions, modes, sides, processes, parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from servanda.kernel.source import SourceSpan

__all__ = [
    "SIDES_OF_IT",
    "UNDECIDED",
    "Ambition",
    "CellKey",
    "Mode",
    "OrganisationParty",
    "Process",
    "Role",
    "Scope",
    "Side",
]

UNDECIDED: Final = "t.b.d."
"""The value that must be worked off: nobody has decided who it is."""


class Scope(Enum):
    """What of a service a cell is about."""

    APPLICATION = "application"
    INTERFACE = "interface"


class Ambition(Enum):
    """The direction in which a service is meant to go.

    ``A``: IT operates it end to end. ``B``: the business operates it, with IT's support for
    technical interfaces. ``C``: mixed, every cell is chosen.
    """

    A = "A"
    B = "B"
    C = "C"


class Mode(Enum):
    """How grown up a service is: an experiment, a service with commitments, or over."""

    EXPERIMENT = "2"
    COMMITTED = "1"
    STOPPED = "stopped"


class Side(Enum):
    """Whom a party belongs to; the last two perform, and never answer for what they perform."""

    IT_OPERATIONS = "IT operations"
    IT_DELIVERY = "IT delivery"
    BUSINESS = "business"
    UNDECIDED = "t.b.d."
    PROVIDER = "provider"
    VENDOR = "vendor"

    @property
    def may_be_accountable(self) -> bool:
        """Return whether such a party can be end responsible."""
        return self not in {Side.PROVIDER, Side.VENDOR}


SIDES_OF_IT: Final = frozenset({Side.IT_OPERATIONS, Side.IT_DELIVERY})

CellKey = tuple[str, Scope]
"""A cell of a service's matrix: a process and a scope."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationParty:
    """Somebody who is accountable, or performs.

    Args:
        name: As the text writes it: ``IT operations``, or a name that it declares.
        title: A reader's name.
        side: Whom it belongs to.
        agreement: Link to the agreement that it is a party of, may be empty.
        party: Its name there, may be empty.
        span: Where it is declared; nothing for the words of the language.
    """

    name: str
    title: str
    side: Side
    agreement: str = ""
    party: str = ""
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A support process.

    Args:
        name: As the text writes it: ``incident management``, or a name that it declares.
        title: A reader's name.
        reference: Who is accountable under an ambition, by ambition and scope.
        meaning: What it comprises, may be empty.
        is_own: Whether the organisation added it to the fourteen.
        span: Where it is declared; nothing for the fourteen.
    """

    name: str
    title: str
    reference: Mapping[tuple[Ambition, Scope], str]
    meaning: str = ""
    is_own: bool = False
    span: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role that people hold.

    Args:
        name: Its name in the text.
        title: As people call it: ``Head of Payments``.
        party: The party that it belongs to, may be empty.
        held_by: Who holds it, may be empty.
    """

    name: str
    title: str
    party: str
    held_by: str
    span: SourceSpan
