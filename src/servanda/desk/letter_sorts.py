"""Sorts of letters, and which of them can be done without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["ABOUT_TO_BE_MISSED", "LETTER_SORTS", "LetterSort", "sort_of"]

ABOUT_TO_BE_MISSED = "about to be missed"
"""The sort of what is told of a case that is still open, and falls due soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSort:
    """A sort of what people are told by mail.

    Args:
        name: By which it is switched off.
        about: What it tells of, in words.
        needed: Why it cannot be switched off; empty where it can.
    """

    name: str
    about: str
    needed: str = ""


_WAITS = LetterSort(name="waits", about="what waits for your party and has no time limit")
_TIME_LIMITS = LetterSort(
    name="time limits",
    about="what waits for your party until a day, or where silence decides",
    needed="a right of your party hangs on it: once the time is over, it is decided without you",
)
_PREVENTABLE = LetterSort(
    name=ABOUT_TO_BE_MISSED,
    about="cases that are still open, and can end in time",
)
_OWN_ACCESS = LetterSort(
    name="own access",
    about="invitations, a new password, and a second factor that was taken away",
    needed="they are how you come in, and how you notice that somebody else does",
)

_REVIEWS = LetterSort(
    name="reviews",
    about="reviews that you are asked to, also when they move or are called off",
    needed="a review counts as held only with those who have to be there",
)

LETTER_SORTS = (_WAITS, _PREVENTABLE, _TIME_LIMITS, _REVIEWS, _OWN_ACCESS)
"""Every sort of letter, those first that can be switched off."""


def sort_of(told: Mapping[str, str]) -> LetterSort:
    """Return of which sort something is that somebody is told; as ``reminder_letter`` takes it.

    Example:
        >>> sort_of({"sort": "asked", "due": "", "silence": "agreed"}).name
        'time limits'
    """
    if told["sort"] == ABOUT_TO_BE_MISSED:
        return _PREVENTABLE
    return _TIME_LIMITS if told["due"] or told["silence"] else _WAITS
