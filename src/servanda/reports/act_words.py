"""Words that acts about anything share."""

from __future__ import annotations

from servanda.facts.decision import LineNamed, RecordsNamed, StretchNamed

__all__ = ["KEYS_SHOWN", "because", "line_text", "subject_text"]

KEYS_SHOWN = 4
"""How many records are named before the rest is counted."""


def line_text(line: LineNamed) -> str:
    """Return a line as it is written on a command line."""
    segment = ", ".join(f"{name}={value}" for name, value in line.segment)
    return f"{line.name}[{segment}]" if segment else line.name


def subject_text(subject: RecordsNamed | StretchNamed) -> str:
    """Say what a claim is about."""
    if isinstance(subject, StretchNamed):
        about = ", ".join(f"{name} {value}" for name, value in subject.segment)
        return f"{subject.start} to {subject.end}" + (f" for {about}" if about else "")
    keys = subject.keys[:KEYS_SHOWN]
    more = f" and {len(subject.keys) - len(keys)} more" if len(subject.keys) > len(keys) else ""
    return f"{subject.table} {', '.join(keys)}{more} of {subject.period}"


def because(reason: str) -> str:
    """Return what follows a sentence that has a reason."""
    return f": {reason}" if reason else ""
