"""What a statement comes to at a glance: met, missed, or a watermelon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.facts.statement import Assessment, LevelReached, Statement
from servanda.kernel.quantity import Quantity

__all__ = [
    "FELT",
    "Glance",
    "glance",
    "is_judged",
    "is_met",
    "is_missed",
    "is_watermelon",
    "promised_by_provider",
]

FELT = frozenset({"outcome", "experience"})
"""The aspects that people and the business feel."""

_MISSED = frozenset({LevelReached.BELOW_EXPECTED, LevelReached.BELOW_MINIMUM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """Say what a statement comes to.

    Args:
        level: ``watermelon``, ``missed``, ``met`` or ``not judged``.
        missed: How many of the provider's commitments were missed.
        promised: How many there are.
        net: What the client pays for the period.
    """

    level: str
    missed: int
    promised: int
    net: Quantity


def glance(statement: Statement) -> Glance:
    """Return what a statement comes to."""
    promised = promised_by_provider(statement)
    return Glance(
        level=_level(statement),
        missed=sum(map(is_missed, promised)),
        promised=len(promised),
        net=statement.totals.due,
    )


def is_missed(judged: Assessment) -> bool:
    """Return whether a commitment fell short of what is expected."""
    return judged.level in _MISSED


def is_judged(judged: Assessment) -> bool:
    """Return whether it is known how a commitment stands."""
    return judged.level is not LevelReached.NOT_JUDGED


def is_met(statement: Statement) -> bool:
    """Return whether the provider promised something and kept all of it."""
    promised = promised_by_provider(statement)
    return bool(promised) and all(each.level is LevelReached.EXPECTED for each in promised)


def is_watermelon(statement: Statement) -> bool:
    """Return whether every technical level is green while something that people feel is not.

    Green outside, red inside: at least one technical commitment of the provider was judged, all
    that were judged are met, and an outcome or an experience commitment was missed.
    """
    promised = promised_by_provider(statement)
    technical = [each for each in promised if each.aspect == "technical" and is_judged(each)]
    felt = [each for each in promised if each.aspect in FELT]
    all_green = bool(technical) and not any(map(is_missed, technical))
    return all_green and any(map(is_missed, felt))


def promised_by_provider(statement: Statement) -> Sequence[Assessment]:
    """Return the commitments that the provider made, in the order of the text."""
    return [each for each in statement.assessments if each.party != "client"]


def _level(statement: Statement) -> str:
    promised = promised_by_provider(statement)
    if is_watermelon(statement):
        return "watermelon"
    if any(map(is_missed, promised)):
        return "missed"
    return "met" if any(map(is_judged, promised)) else "not judged"
