"""A workshop on a metric, which both parties hold in July and end with a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["FIRST_DAY_AT_WORK", "PlayedWorkshop", "Word"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Something that somebody said in a workshop.

    Args:
        at: When, as ISO 8601 in UTC with a Z.
        party: For whom they spoke.
        question: To which question, by its name.
        value: What they said.
    """

    at: str
    party: str
    question: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedWorkshop:
    """A workshop that was held, and ended with a draft.

    Args:
        name: What the text is to call its outcome.
        title: What people call it.
        begun_at: When somebody began it, as ISO 8601 in UTC with a Z.
        ended_at: When it was drafted.
        ended_by: The party whose draft it is.
        words: What was said, in its order.
    """

    name: str
    title: str
    begun_at: str
    ended_at: str
    ended_by: str
    words: tuple[Word, ...]


def _bank(minute: str, question: str, value: str) -> Word:
    return Word(at=f"2026-07-21T{minute}:00Z", party="client", question=question, value=value)


def _northwind(minute: str, question: str, value: str) -> Word:
    return Word(at=f"2026-07-21T{minute}:00Z", party="provider", question=question, value=value)


FIRST_DAY_AT_WORK: Final = PlayedWorkshop(
    name="at_work_on_the_first_day",
    title="At work on the first day",
    begun_at="2026-07-21T08:00:00Z",
    ended_at="2026-07-21T09:20:00Z",
    ended_by="client",
    words=(
        _bank("08:06", "owner", "Head of branches"),
        _bank("08:09", "why", "A first day without a workplace costs 8 hours, and a beginning."),
        _northwind(
            "08:17",
            "contributes",
            "What somebody needs to work is asked of the desk: an account, a device, rights.",
        ),
        _northwind("08:25", "measure", "resolve_requests"),
        _northwind(
            "08:31", "source", "The tool's export of requests, each month; both parties read it."
        ),
        _bank(
            "08:40",
            "influence",
            "The desk, and whoever approves at the bank. The shops that become agencies cannot.",
        ),
        _northwind("08:52", "gamed", "By closing a request before the device is there."),
        _bank(
            "08:58",
            "gamed",
            "By closing a request before the device is there: it would be opened again. And by"
            " asking for one person in five requests: there would be more of them per person.",
        ),
        _northwind("09:10", "expected", "at least 96%"),
        _bank("09:14", "first day", "2027-01-01"),
    ),
)
"""What the merger and the agencies ask for: people who can work from their first day on."""
