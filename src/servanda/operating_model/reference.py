"""The fourteen support processes, and who is accountable for each under ambition A, B and C.

The values lie beside this file as a table.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from servanda.operating_model.model.words import (
    Ambition,
    OrganisationParty,
    Process,
    Scope,
    Side,
)

__all__ = ["CONTINUITY", "CONTROLS", "INCIDENTS", "KNOWN_PARTIES", "SERVICE_LEVELS", "processes"]

INCIDENTS: Final = "incident management"
CONTINUITY: Final = "business continuity and disaster recovery"
CONTROLS: Final = "it control ownership and execution"
SERVICE_LEVELS: Final = "service level management"

KNOWN_PARTIES: Final[Mapping[str, OrganisationParty]] = {
    side.value: OrganisationParty(
        name=side.value,
        title=side.value if side is Side.UNDECIDED else side.value[:1].upper() + side.value[1:],
        side=side,
    )
    for side in Side
}
"""The parties that every organisation has, by the words of the language."""


@cache
def processes() -> Mapping[str, Process]:
    """Return the fourteen processes in their order, by name.

    Example:
        >>> incidents = processes()["incident management"]
        >>> incidents.reference[Ambition.B, Scope.APPLICATION]
        'business'
    """
    text = (files("servanda.operating_model") / "ambitions.csv").read_text(encoding="utf-8")
    return {row["process"]: _process(row) for row in csv.DictReader(text.splitlines())}


def _process(row: Mapping[str, str]) -> Process:
    reference = {
        (ambition, scope): row[f"{ambition.value} {scope.value}"]
        for ambition in Ambition
        for scope in Scope
    }
    return Process(name=row["process"], title=row["title"], reference=reference)
