"""Words that acts about anything share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from servanda.facts.decision import LineNamed, RecordsNamed, StretchNamed
from servanda.facts.figure import Segment
from servanda.kernel.time import Instant
from servanda.partnership.calling import called_by
from servanda.reports.reader import Reader

__all__ = ["AS_ENTERED", "KEYS_SHOWN", "ActWords", "because", "subject_text"]

KEYS_SHOWN = 4
"""How many records are named before the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActWords:
    """Spell what an act names.

    Args:
        numbers: Words for the entries that acts refer to, by digest.
        reader: For whom moments, days and periods are spelt; none as they were entered.
        titled: Gives a line's, a commitment's, a measure's or a review's name for readers.

    Example:
        >>> ActWords().period("2026-07"), ActWords(reader=Reader()).period("2026-07")
        ('2026-07', 'July 2026')
    """

    numbers: Mapping[str, str] = field(default_factory=dict)
    reader: Reader | None = None
    titled: Callable[[str, Segment], str] | None = None

    def cited(self, digest: str) -> str:
        """Return the words for an entry that an act refers to."""
        return self.numbers.get(digest, f"entry {digest[:12]}")

    def moment(self, moment: Instant) -> str:
        """Spell an instant."""
        return self.reader.instant(moment) if self.reader else str(moment)

    def day(self, day: date) -> str:
        """Spell a day."""
        return self.reader.day(day) if self.reader else str(day)

    def period(self, label: str) -> str:
        """Spell a period by its label."""
        return (self.reader.called(label) if self.reader else "") or label

    def name(self, name: str, segment: Segment = ()) -> str:
        """Return what a line, a commitment or a measure is called."""
        if self.titled is not None:
            return f"'{self.titled(name, segment)}'"
        about = ", ".join(f"{each}={value}" for each, value in segment)
        return f"{name}[{about}]" if about else name

    def review(self, name: str, period: str) -> str:
        """Return what a review is called, and of which period or called for by which entry."""
        title = f"'{self.titled(name, ()) if self.titled else name}'"
        number = called_by(period)
        if self.reader is not None and number is not None:
            return f"{title} called for by entry {number}"
        return f"{title} of {self.period(period)}"

    def line(self, line: LineNamed) -> str:
        """Return what a line of money is called."""
        return self.name(line.name, line.segment)


AS_ENTERED = ActWords()
"""What acts name as it was entered."""


def subject_text(subject: RecordsNamed | StretchNamed, *, wording: ActWords = AS_ENTERED) -> str:
    """Say what a claim is about.

    Args:
        subject: The records or the stretch.
        wording: Spells what it names; as it was entered by default.
    """
    if isinstance(subject, StretchNamed):
        about = ", ".join(f"{name} {value}" for name, value in subject.segment)
        stretch = f"{wording.moment(subject.start)} to {wording.moment(subject.end)}"
        return stretch + (f" for {about}" if about else "")
    keys = subject.keys[:KEYS_SHOWN]
    more = f" and {len(subject.keys) - len(keys)} more" if len(subject.keys) > len(keys) else ""
    return f"{subject.table} {', '.join(keys)}{more} of {wording.period(subject.period)}"


def because(reason: str) -> str:
    """Return what follows a sentence that has a reason."""
    return f": {reason}" if reason else ""
