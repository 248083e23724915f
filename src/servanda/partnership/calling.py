"""Reviews called by a changed circumstance, outside the stretches in which they are due."""

from __future__ import annotations

import re
import textwrap
from datetime import date, timedelta

from servanda.agreement.model.agreement import History
from servanda.agreement.model.partnership import ReviewRule
from servanda.partnership.state import Circumstance, Partnership
from servanda.partnership.stretches import Due, Stretch, due_reviews, last_instant

__all__ = ["all_reviews", "called_by", "called_label", "caller_of", "review_named"]

_CALLED = re.compile(r"called-([0-9]{1,9})")
_YEAR = timedelta(days=365)
_SOON = timedelta(days=31)
_LETTERS_MAX = 70


def called_label(number: int) -> str:
    """Return what stands in the place of a stretch where a circumstance calls a review.

    Args:
        number: Number of the entry that reported the circumstance.

    Example:
        >>> called_label(31)
        'called-31'
    """
    return f"called-{number}"


def called_by(label: str) -> int | None:
    """Return the number of the entry that calls a review, nothing where its stretch does.

    Example:
        >>> called_by("called-31"), called_by("2026-H1")
        (31, None)
    """
    matched = _CALLED.fullmatch(label)
    return int(matched[1]) if matched else None


def caller_of(partnership: Partnership, label: str) -> Circumstance | None:
    """Return the circumstance that calls a review, nothing where none does."""
    number = called_by(label)
    found = (each for each in partnership.circumstances.values() if each.entry.number == number)
    return next(found, None)


def review_named(title: str, label: str, partnership: Partnership) -> str:
    """Return what people call a review: by its stretch, or by the circumstance that calls it.

    Args:
        title: What reviews of its rule are called.
        label: Label of the stretch, or what stands in its place.
        partnership: What was said.

    Example:
        >>> review_named("Service review", "2026-H1", Partnership())
        'Service review of 2026-H1'
    """
    if called_by(label) is None:
        return f"{title} of {label}"
    caller = caller_of(partnership, label)
    words = (
        textwrap.shorten(caller.reported.what, _LETTERS_MAX, placeholder=" \N{HORIZONTAL ELLIPSIS}")
        if caller
        else ""
    )
    called = f"{title}, called by a changed circumstance"
    return f"{called}: {words.rstrip('.')}" if words else called


def all_reviews(history: History, partnership: Partnership, until: date) -> tuple[Due, ...]:
    """Return the reviews due until a day, and those that a circumstance called, oldest first.

    A review that is called looks back on the year before, and is to be held on the day for which
    it is planned.

    Args:
        history: The agreement.
        partnership: What was said.
        until: The day; what is due in the stretch that it lies in is among them.
    """
    called = [
        each
        for name, label in partnership.reviews
        if (each := _called(history, partnership, name, label)) is not None
    ]
    due = [*due_reviews(history, until), *called]
    return tuple(sorted(due, key=lambda each: (each.until, each.rule.name)))


def _called(history: History, partnership: Partnership, name: str, label: str) -> Due | None:
    circumstance = caller_of(partnership, label)
    review = partnership.reviews[(name, label)]
    rule = _rule(history, name)
    if circumstance is None or rule is None:
        return None
    at = review.plan.starts if review.plan else review.held.at if review.held else None
    day = at.to_datetime().date() if at else circumstance.reported.since + _SOON
    stretch = Stretch(label=label, first_day=day - _YEAR, last_day=day)
    return Due(rule=rule, stretch=stretch, until=last_instant(history, day))


def _rule(history: History, name: str) -> ReviewRule | None:
    versions = reversed(history.versions)
    return next((each.reviews[name] for each in versions if name in each.reviews), None)
