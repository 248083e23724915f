"""Relief granted, as measuring takes it into account."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from servanda.facts.decision import RecordsNamed, StretchNamed

__all__ = ["Relief"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """Say what does not count, and why.

    Args:
        number: Number of the entry that claimed it.
        title: What relief it is, in words: ``third-party cause``.
        subject: The records, or the stretch of time.
        measures: Measures that it is about; empty for every measure that reads the subject.
        share: How much of the subject does not count, above 0, at most 1.
    """

    number: int
    title: str
    subject: RecordsNamed | StretchNamed
    measures: tuple[str, ...]
    share: Fraction

    @property
    def reason(self) -> str:
        """Return why something does not count, in the words of statements and traces."""
        return f"relief {self.number}: {self.title}"
