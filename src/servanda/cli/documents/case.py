"""``servanda explain --case --format json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, value_document
from servanda.kernel.time import Instant
from servanda.measurement.explain import CaseTimeline, Stretch, TimelineEvent
from servanda.pipeline.casework import CaseExplanation
from servanda.reports.reader import Reader
from servanda.reports.timeline import case_verdict

__all__ = ["CaseDocument", "EventDocument", "StretchDocument", "case_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchDocument:
    """What the clock did from one instant to another; ``counts_micros`` is what of it counts."""

    start: str
    end: str
    clock: str
    counts_micros: int
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDocument:
    """An event that moved the clock, the state it left it in, and its columns."""

    at: str
    leaves: str
    columns: Mapping[str, ValueDocument]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDocument:
    """One case's clock; instants in UTC, null where there is none.

    ``period`` is where it counts; where it does not, ``reason`` says why. ``met`` is null
    without a time allowed. ``verdict`` says it all in words.
    """

    measure: str
    case: str
    amendment: int
    calendar: str
    started: str | None
    stopped: str | None
    due: str | None
    elapsed: ValueDocument | None
    allowed: ValueDocument | None
    met: bool | None
    period: str
    reason: str
    verdict: str
    stretches: tuple[StretchDocument, ...]
    events: tuple[EventDocument, ...]
    format: str = "servanda/case/1"


def case_document(explanation: CaseExplanation, reader: Reader) -> CaseDocument:
    """Return the document of one case."""
    timeline = explanation.timeline
    return CaseDocument(
        measure=timeline.measure,
        case=timeline.key,
        amendment=timeline.amendment,
        calendar=timeline.calendar,
        started=_text(timeline.started),
        stopped=_text(timeline.stopped),
        due=_text(timeline.due),
        elapsed=value_document(timeline.elapsed, reader) if timeline.elapsed else None,
        allowed=value_document(timeline.allowed, reader) if timeline.allowed else None,
        met=timeline.met,
        period=_period(timeline),
        reason=timeline.reason,
        verdict=case_verdict(timeline, reader),
        stretches=tuple(map(_stretch, timeline.stretches)),
        events=tuple(_event(event, reader) for event in timeline.events),
    )


def _text(moment: Instant | None) -> str | None:
    return str(moment) if moment else None


def _period(timeline: CaseTimeline) -> str:
    counts = timeline.period is not None and not timeline.reason
    return timeline.period.label if counts and timeline.period else ""


def _stretch(stretch: Stretch) -> StretchDocument:
    return StretchDocument(
        start=str(stretch.start),
        end=str(stretch.end),
        clock=stretch.kind.value,
        counts_micros=stretch.open_micros if stretch.kind.value == "running" else 0,
        because=stretch.because,
    )


def _event(event: TimelineEvent, reader: Reader) -> EventDocument:
    columns = {name: value_document(value, reader) for name, value in event.columns.items()}
    return EventDocument(at=str(event.at), leaves=event.left.value, columns=columns)
