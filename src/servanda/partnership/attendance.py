"""Whether those were at a review who have to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from servanda.agreement.model.partnership import ReviewRule
from servanda.facts.decision import Attendee

__all__ = ["missing_roles", "missing_words", "same_role"]


def missing_roles(
    rule: ReviewRule, attendance: Iterable[Attendee]
) -> Mapping[str, tuple[str, ...]]:
    """Return the roles that have to be at a review and were not, by party; empty for none.

    Somebody is there in a role whose name is written in capitals or not; who is named without a
    person was not there.
    """
    there = {(each.party, same_role(each.role)) for each in attendance if each.person.strip()}
    missing = {
        side: tuple(role for role in roles if (side, same_role(role)) not in there)
        for side, roles in rule.attended_by.items()
    }
    return {side: roles for side, roles in missing.items() if roles}


def missing_words(missing: Mapping[str, tuple[str, ...]]) -> str:
    """Say which roles were missing: ``client: CIO``; empty for none."""
    return "; ".join(f"{side}: {', '.join(roles)}" for side, roles in missing.items())


def same_role(role: str) -> str:
    """Return a role as it is compared."""
    return " ".join(role.split()).casefold()
