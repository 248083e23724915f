"""Causes that were named in several incidents: of which service, since when, and what was done."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from servanda.kernel.time import Instant
from servanda.partnership.state import Action, IncidentReview, Partnership

__all__ = ["Recurring", "cause_key", "recurring_causes", "times_named"]

_AGAIN = 2
_WORDS = re.compile(r"\w+")
_ARTICLES = frozenset({"a", "an", "the"})
_SHORTEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A cause that came again.

    Args:
        cause: The cause, as it was written last.
        reviews: The incidents' reviews that named it, what was restored first first.
        services: The services that it hit, each once; a review may name none.
        since: When the first of these incidents was over.
        last: When the last of them was.
        changes: What the reviews said is to change.
        actions: The actions that were agreed on because of them.
    """

    cause: str
    reviews: tuple[IncidentReview, ...]
    services: tuple[str, ...]
    since: Instant
    last: Instant
    changes: tuple[str, ...]
    actions: tuple[Action, ...]

    @property
    def done(self) -> int:
        """Return how many of the actions are done."""
        return sum(each.done_at is not None for each in self.actions)


def cause_key(cause: str) -> str:
    """Return a cause as it is compared: without case, punctuation, articles and plurals.

    Example:
        >>> cause_key("The queue, without limits.") == cause_key("queue without a limit")
        True
    """
    words = (each for each in _WORDS.findall(cause.casefold()) if each not in _ARTICLES)
    return " ".join(map(_singular, words))


def recurring_causes(found: Partnership) -> tuple[Recurring, ...]:
    """Return the causes that several incidents' reviews named, the most frequent first."""
    reviews = sorted(
        (each for each in found.incident_reviews.values() if each.published is not None),
        key=lambda each: (each.opened.restored, each.entry.number),
    )
    named: dict[str, list[IncidentReview]] = {}
    spelt: dict[str, str] = {}
    for review in reviews:
        causes = review.published.causes if review.published else ()
        for key, cause in {cause_key(each): each for each in causes}.items():
            named.setdefault(key, []).append(review)
            spelt[key] = cause
    again = [(key, each) for key, each in named.items() if key and len(each) >= _AGAIN]
    return tuple(
        _recurring(spelt[key], each, found)
        for key, each in sorted(again, key=lambda one: (-len(one[1]), one[0]))
    )


def times_named(found: Partnership) -> Mapping[str, int]:
    """Return in how many incidents each cause was named that came again, by how it is compared."""
    return {cause_key(each.cause): len(each.reviews) for each in recurring_causes(found)}


def _recurring(cause: str, reviews: list[IncidentReview], found: Partnership) -> Recurring:
    entries = {each.entry.sha256 for each in reviews}
    entries |= {each.published_entry.sha256 for each in reviews if each.published_entry}
    changes = (change for each in reviews if each.published for change in each.published.changes)
    return Recurring(
        cause=cause,
        reviews=tuple(reviews),
        services=tuple(
            dict.fromkeys(each.opened.service for each in reviews if each.opened.service)
        ),
        since=reviews[0].opened.restored,
        last=reviews[-1].opened.restored,
        changes=tuple(dict.fromkeys(changes)),
        actions=tuple(each for each in found.actions.values() if each.agreed.comes_from in entries),
    )


def _singular(word: str) -> str:
    plural = len(word) >= _SHORTEST and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word
