"""What an agreement says about the people in its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

__all__ = ["LEAST_GROUP", "Kept", "PeopleRule"]

LEAST_GROUP: Final = 5
"""Fewest people of whom a figure is shown, where the text does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Say how long the records of a table are kept, after the last thing that they tell.

    Args:
        months: Calendar months; 0 where days are meant.
        days: Days; 0 where months are meant.
        text: As its author wrote it: ``24 months``.
    """

    months: int
    days: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleRule:
    """Say how the parties treat the people in their evidence.

    Args:
        purpose: What the evidence is used for.
        legal_basis: What allows it.
        whose: Who the people are.
        kept_by: Who else receives it, and where it is kept.
        protected_by: What protects it, beside what the program does.
        least_group: Fewest people of whom a figure is shown.
        contacts: Whom people may ask, by party.

    References:
        Regulation (EU) 2016/679, article 30: records of processing activities.
    """

    purpose: str = ""
    legal_basis: str = ""
    whose: str = ""
    kept_by: str = ""
    protected_by: str = ""
    least_group: int = LEAST_GROUP
    contacts: Mapping[str, str] = field(default_factory=dict)
