"""What several people say in a session: small facts, of which the last at each place stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from servanda.kernel.time import Instant

__all__ = ["SEPARATOR", "Answers", "Place", "Said", "cleaned", "fold", "too_long"]

SEPARATOR: Final = "/"
"""Stands between the parts of a place in one word."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a session something is said.

    Args:
        topic: What it is about: ``service``, ``benefit``, ``cell``.
        row: Which one of several; empty where there is only one.
        part: What of it.

    Example:
        >>> str(Place("benefit", "2", "expected")), str(Place("service", "", "used by"))
        ('benefit/2/expected', 'service/used by')
    """

    topic: str
    row: str
    part: str

    def __str__(self) -> str:
        """Return the place in one word, as forms and requests name it."""
        return SEPARATOR.join(each for each in (self.topic, self.row, self.part) if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that somebody said.

    Args:
        number: Which in the session, from 1 on without a gap.
        at: When.
        by: Who, in words.
        place: Where.
        value: What; empty takes back what stood there.
        seen: Number of the last answer at the place that they had before them, 0 for none.
    """

    number: int
    at: Instant
    by: str
    place: Place
    value: str
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Hold what stands, and everything that stood there before.

    Args:
        said: What was said at each place, in its order.
        known: What was known before the session.
        last: Number of the last answer, 0 before the first.
    """

    said: Mapping[Place, tuple[Said, ...]] = field(default_factory=dict)
    known: Mapping[Place, str] = field(default_factory=dict)
    last: int = 0

    def value(self, topic: str, part: str, row: str = "") -> str:
        """Return what stands at a place, empty where nothing does."""
        return self.at(Place(topic, row, part))

    def at(self, place: Place) -> str:
        """Return what stands at a place, empty where nothing does."""
        said = self.said.get(place)
        return said[-1].value if said else self.known.get(place, "")

    def is_said(self, place: Place) -> bool:
        """Return whether somebody in the session spoke about a place."""
        return place in self.said

    def latest(self, place: Place) -> Said | None:
        """Return the answer that stands, nothing where nobody spoke."""
        said = self.said.get(place)
        return said[-1] if said else None

    def then(self, said: Said) -> Answers:
        """Return what stands after something more was said."""
        spoken = {**self.said, said.place: (*self.said.get(said.place, ()), said)}
        return Answers(said=spoken, known=self.known, last=said.number)

    def earlier(self, place: Place) -> tuple[Said, ...]:
        """Return what was said before at a place, the last first, what stands left out."""
        said = self.said.get(place, ())
        return tuple(each for each in reversed(said[:-1]) if each.value != said[-1].value)

    def unseen(self, said: Said) -> Said | None:
        """Return an answer of somebody else that one who spoke had not seen.

        Only such a one that says something else: two who agree have nothing to settle.
        """
        before = [each for each in self.said.get(said.place, ()) if each.number < said.number]
        if not before or before[-1].number <= said.seen or before[-1].by == said.by:
            return None
        return before[-1] if before[-1].value != said.value else None

    def rows(self, topic: str) -> tuple[str, ...]:
        """Return the rows of a topic in which something stands: those known before, then others."""
        places = dict.fromkeys((*self.known, *self.said))
        rows = dict.fromkeys(each.row for each in places if each.topic == topic and self.at(each))
        return tuple(sorted(rows, key=_by_number))

    def free_row(self, topic: str, most: int) -> str:
        """Return the row for the next one of a topic, empty where there are ``most`` already."""
        taken = set(self.rows(topic))
        numbers = range(1, most + 1)
        return next((str(each) for each in numbers if str(each) not in taken), "")


def _by_number(row: str) -> tuple[bool, int]:
    return (row.isdigit(), int(row) if row.isdigit() else 0)


def fold(said: Iterable[Said], known: Mapping[Place, str] | None = None) -> Answers:
    """Return what stands after everything that was said.

    Args:
        said: In any order; numbers say which came after which.
        known: What was known before.

    Example:
        >>> at, place = Instant.parse("2026-06-30T09:00:00Z"), Place("service", "", "used by")
        >>> first = Said(number=1, at=at, by="A. Brandt", place=place, value="Campaigns")
        >>> then = Said(number=2, at=at, by="L. Bos", place=place, value="Marketing")
        >>> answers = fold([then, first])
        >>> answers.at(place), answers.earlier(place)[0].value, answers.unseen(then).by
        ('Marketing', 'Campaigns', 'A. Brandt')
    """
    by_place: dict[Place, tuple[Said, ...]] = {}
    last = 0
    for each in sorted(said, key=lambda each: each.number):
        by_place[each.place] = (*by_place.get(each.place, ()), each)
        last = each.number
    return Answers(said=by_place, known=known or {}, last=last)


def cleaned(value: str) -> str:
    r"""Return an answer as it is kept: without room around it, its lines as one.

    Example:
        >>> cleaned("  half the\r\n repairs ")
        'half the repairs'
    """
    return " ".join(value.split())


def too_long(value: str, most: int) -> str:
    """Say why free words cannot be taken, and what to do; empty where they can.

    Args:
        value: What is said, cleaned.
        most: For how many characters there is room.

    Example:
        >>> too_long("Head of Payments", 300), too_long("abc", 2)
        ('', 'it has 3 characters, and there is room for 2; say it shorter')
    """
    if len(value) > most:
        return f"it has {len(value)} characters, and there is room for {most}; say it shorter"
    if not value.isprintable():
        return "it holds characters that cannot be printed; type it anew"
    return ""
