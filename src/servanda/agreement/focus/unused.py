"""What is declared and never reached from a promise, a line of money, or a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from servanda.agreement.focus import diagnostics as found
from servanda.agreement.model.agreement import Agreement, History
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan

__all__ = ["unused"]

_DECLARED = {
    "terms": "term",
    "tables": "table",
    "calendars": "calendar",
    "conditions": "condition over time",
    "rows": "rows",
    "measures": "measure",
}
_ROOTS = ("settlement", "commitments", "outcomes", "figures", "limits", "musts", "stated")
"""What acts by itself: a promise, a line, a figure on the statement, a limit, a condition."""

_FOR_READERS = frozenset({"span", "title", "text", "says", "clause", "because"})


def unused(history: History) -> Iterator[Diagnostic]:
    """Yield what nothing in the newest version, under none of its readings, makes use of.

    What is used only by something unused is unused itself. A name counts as used where it stands
    as a name: in a formula, or in a place of the text that takes one.

    Args:
        history: An agreement without errors.
    """
    latest = history.latest
    readings = (reading.versions[-1] for reading in history.readings)
    reached = frozenset[str]().union(*(_reached(each) for each in (latest, *readings)))
    for section, what in _DECLARED.items():
        for name in getattr(latest, section):
            if name not in reached:
                yield found.NEVER_REACHED.at(_place(latest, section, name), what=what, name=name)


def _place(agreement: Agreement, section: str, name: str) -> SourceSpan:
    if section == "calendars":
        return agreement.calendar_places[name]
    declared: SourceSpan = getattr(agreement, section)[name].span
    return declared


def _reached(agreement: Agreement) -> frozenset[str]:
    waiting = [name for root in _ROOTS for name in _names(getattr(agreement, root))]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            for section in _DECLARED:
                if name in getattr(agreement, section):
                    waiting.extend(_names(getattr(agreement, section)[name], skip=name))
    return frozenset(reached)


def _names(value: object, *, skip: str = "") -> Iterator[str]:
    """Yield the texts that a part of an agreement is made of, save those for readers."""
    if isinstance(value, str):
        if value != skip:
            yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _names(key, skip=skip)
            yield from _names(inner, skip=skip)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in _FOR_READERS:
                yield from _names(getattr(value, each.name), skip=skip)
    elif isinstance(value, Sequence | frozenset):
        for inner in value:
            yield from _names(inner, skip=skip)
