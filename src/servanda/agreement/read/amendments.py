"""Reading amendments: which they are, from when, and what they change."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from servanda.agreement import diagnostics as found
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.fields import Fields, text_of
from servanda.agreement.surface.conform import conform
from servanda.agreement.surface.root import AGREEMENT
from servanda.agreement.text.node import Entry, MappingNode, Node
from servanda.kernel.source import SourceSpan

__all__ = ["Amendment", "in_order", "read_amendment"]

_HEADER = ("servanda", "agreement", "amends")
_FIXED = ("every", "starts on", "zone", "currency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """Hold one amendment.

    Args:
        number: Its place in the order.
        first_day: The first day on which the amended text governs.
        changes: What it lays over the text, without its own header.
        source_name: The name that its author knows its text by.
        sha256: Digest of its bytes.
        span: Where its number stands.
        day_span: Where its date stands.
    """

    number: int
    first_day: date
    changes: MappingNode
    source_name: str
    sha256: str
    span: SourceSpan
    day_span: SourceSpan


def read_amendment(
    name: str, content: bytes, root: Node | None, identifier: str, notebook: Notebook
) -> Amendment | None:
    """Read an amendment's header and set its changes apart.

    Args:
        name: The name that its author knows its text by.
        content: Its bytes.
        root: Its text.
        identifier: Name of the agreement that it is laid over.
        notebook: Where mistakes are noted.
    """
    start = SourceSpan.start_of(name)
    if root is None:
        return None
    if not isinstance(root, MappingNode):
        notebook.take(conform(root, AGREEMENT))
        return None
    if root.get("amends") is None:
        notebook.report(found.NOT_AN_AMENDMENT, start)
        return None
    for key in AGREEMENT.keys:
        entry = root.entry(key.name)
        if key.name in _HEADER and entry is not None:
            notebook.take(conform(entry.value, key.holds, entry.key))
        elif key.name in _HEADER:
            notebook.report(
                found.MISSING_KEY, start, key=key.name, what="amendment", expected=key.meaning
            )
    _refuse_fixed(root, identifier, notebook)
    header = Fields(root.get("amends"), notebook, start)
    first_day = header.date("from")
    if first_day is None:
        return None
    kept = (_without_fixed(entry) for entry in root.entries)
    changes = tuple(entry for entry in kept if entry.key.text not in _HEADER)
    return Amendment(
        number=header.whole("number", 0),
        first_day=first_day,
        changes=MappingNode(entries=changes, span=root.span),
        source_name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        span=header.span_of("number"),
        day_span=header.span_of("from"),
    )


def _refuse_fixed(root: MappingNode, identifier: str, notebook: Notebook) -> None:
    named = root.entry("agreement")
    if named is not None and text_of(named.value) not in {"", identifier}:
        notebook.report(
            found.AMENDMENT_OTHER,
            named.value.span,
            name=text_of(named.value),
            expected=identifier,
        )
    settlement = root.get("settlement")
    for key in _FIXED:
        entry = settlement.entry(key) if isinstance(settlement, MappingNode) else None
        if entry is not None:
            notebook.report(found.AMENDED_RHYTHM, entry.key.span, key=key)
    in_force = root.get("in force")
    first = in_force.entry("from") if isinstance(in_force, MappingNode) else None
    if first is not None:
        notebook.report(found.AMENDED_IDENTITY, first.key.span)


def _without_fixed(entry: Entry) -> Entry:
    """Return a section without what no amendment can change, which has been noted."""
    fixed = {"settlement": _FIXED, "in force": ("from",)}.get(entry.key.text, ())
    if not fixed or not isinstance(entry.value, MappingNode):
        return entry
    entries = tuple(each for each in entry.value.entries if each.key.text not in fixed)
    return Entry(key=entry.key, value=MappingNode(entries=entries, span=entry.value.span))


def in_order(
    amendments: Sequence[Amendment], first_day: date | None, notebook: Notebook
) -> tuple[Amendment, ...]:
    """Return amendments by number, noting gaps in numbers and dates that run backwards.

    Args:
        amendments: The amendments as they were found.
        first_day: The first day in force; an amendment may take effect on it, not before.
        notebook: Where mistakes are noted.
    """
    ordered = tuple(sorted(amendments, key=lambda each: (each.number, each.first_day)))
    before = first_day
    for expected, each in enumerate(ordered, start=1):
        if each.number != expected:
            notebook.report(
                found.AMENDMENT_NUMBERS,
                each.span,
                number=str(each.number),
                expected=str(expected),
            )
        too_early = before is not None and (
            each.first_day < before or (expected > 1 and each.first_day == before)
        )
        if before is not None and too_early:
            notebook.report(
                found.AMENDMENT_DATES,
                each.day_span,
                number=str(each.number),
                day=each.first_day.isoformat(),
                before=before.isoformat(),
            )
        before = each.first_day
    return ordered
