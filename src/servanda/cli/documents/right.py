"""The shape of a right in several documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servanda.cli.documents.common import StepDocument, step_document
from servanda.facts.statement import RightState
from servanda.reports.reader import Reader

__all__ = ["RightDocument", "right_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RightDocument:
    """How a right stands when a period has ended.

    ``standing`` is ``has arisen``, ``can still be used``, ``has lapsed``, ``not given`` or ``not
    known``. Days are ISO dates, null where there is none: ``since`` and ``until`` are the first
    and the last day on which it can be used, ``effective`` when it takes effect at the earliest.
    """

    name: str
    title: str
    kind: str
    held_by: str
    standing: str
    since: str | None
    until: str | None
    notice: str
    effective: str | None
    when: StepDocument


def right_document(state: RightState, reader: Reader) -> RightDocument:
    """Return a right's document."""
    return RightDocument(
        name=state.name,
        title=state.title,
        kind=state.kind,
        held_by=state.held_by,
        standing=state.standing.value,
        since=_day(state.since),
        until=_day(state.until),
        notice=state.notice,
        effective=_day(state.effective),
        when=step_document(state.when, reader),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
