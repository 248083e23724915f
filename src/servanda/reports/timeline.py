"""A case's clock and a period's outages, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from rich import box
from rich.bar import Bar
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from servanda.agreement.model.measure import ClockRule, Measure
from servanda.evidence.people.pseudonyms import is_pseudonym
from servanda.facts.figure import Value
from servanda.formula.syntax import Literal
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.measurement.explain import (
    CaseTimeline,
    OutageStretch,
    OutageTimeline,
    Stretch,
    StretchKind,
    TimelineEvent,
)
from servanda.pipeline.casework import CaseExplanation
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell

__all__ = ["case_facts", "case_text", "case_verdict", "clock_words", "outages_table"]

_MOST = 60
_STYLES = {
    StretchKind.RUNNING: "green",
    StretchKind.PAUSED: "yellow",
    StretchKind.STOPPED: "dim",
    StretchKind.CLOSED: "dim",
    StretchKind.PLANNED: "cyan",
    StretchKind.DOWN: "bold red",
    StretchKind.UNKNOWN: "magenta",
}
_COLOURS = {
    StretchKind.RUNNING: "green",
    StretchKind.PAUSED: "yellow",
    StretchKind.STOPPED: "bright_black",
    StretchKind.CLOSED: "bright_black",
    StretchKind.PLANNED: "cyan",
    StretchKind.DOWN: "red",
    StretchKind.UNKNOWN: "magenta",
}


def case_text(explanation: CaseExplanation, reader: Reader) -> RenderableType:
    """Return a case's clock: what governs it, its stretches as a picture, its verdict."""
    return Group(*_parts(explanation, replace(reader, zone=explanation.zone)))


def case_verdict(timeline: CaseTimeline, reader: Reader) -> str:
    """Say whether a case was in time and where it counts, or why it does not."""
    verdict = {True: "in time", False: "late", None: "no verdict"}[timeline.met]
    if timeline.reason:
        return one_line(f"{verdict}; does not count: {timeline.reason}")
    period = reader.period(timeline.period) if timeline.period else "no period measured"
    return f"{verdict}; counts in {period}"


def outages_table(timeline: OutageTimeline, reader: Reader) -> Table:
    """Return a period's stretches that were down, unknown or planned, cut at its edges."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in ("from", "to", "state", "agreed time"):
        table.add_column(heading, no_wrap=True)
    shown = timeline.stretches[:_MOST]
    weighed = any(stretch.weight.amount != 1 for stretch in shown)
    if weighed:
        table.add_column("weight", no_wrap=True)
    table.add_column("records", overflow="fold")
    for stretch in shown:
        *cells, weight, records = _outage_cells(stretch, reader)
        table.add_row(*cells, *([weight] if weighed else []), records)
    return table


def _parts(explanation: CaseExplanation, reader: Reader) -> Iterator[RenderableType]:
    timeline = explanation.timeline
    title = explanation.measure.title or timeline.measure
    yield Text(one_line(f"{timeline.key}: {title}"), style="bold")
    yield _facts(explanation, reader)
    if timeline.stretches:
        yield Text()
        yield _stretches(timeline, reader)
    if timeline.events:
        yield Text()
        yield _events(timeline.events, reader)


def _facts(explanation: CaseExplanation, reader: Reader) -> Table:
    timeline = explanation.timeline
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in case_facts(explanation, reader):
        table.add_row(label, value)
    table.add_row("verdict", Text(case_verdict(timeline, reader), style=_verdict_style(timeline)))
    return table


def case_facts(explanation: CaseExplanation, reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield what governs a case and when its clock ran, each with its label."""
    timeline = explanation.timeline
    version = f"amendment {timeline.amendment}" if timeline.amendment else "the first text"
    yield "governed by", f"{version}, because that was in force when its clock started"
    yield "clock", f"calendar '{timeline.calendar}', times in {reader.zone}"
    yield "started", _moment(timeline.started, reader, "never")
    yield "stopped", _moment(timeline.stopped, reader, "not yet")
    if timeline.elapsed is not None:
        yield "took", spell(timeline.elapsed, reader)
    if timeline.allowed is not None:
        yield "allowed", f"{spell(timeline.allowed, reader)}{_by(explanation.measure)}"
        yield "due", _moment(timeline.due, reader, "not while it is paused")
    for name, value in timeline.columns.items():
        if isinstance(value, str) and is_pseudonym(value):
            yield one_line(name), spell(value, reader)


def _by(measure: Measure) -> str:
    """Name the formula of the time allowed where it is not the time itself."""
    rule = measure.rule
    if not isinstance(rule, ClockRule) or rule.within is None:
        return ""
    by_itself = isinstance(rule.within.expression, Literal)
    return "" if by_itself else f" ({one_line(rule.within.text)})"


def _moment(moment: Instant | None, reader: Reader, absent: str) -> str:
    return reader.instant(moment) if moment else absent


def _verdict_style(timeline: CaseTimeline) -> str:
    return {True: "bold green", False: "bold red", None: "bold"}[timeline.met]


def _stretches(timeline: CaseTimeline, reader: Reader) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in ("from", "to", "clock", "counts"):
        table.add_column(heading, no_wrap=True)
    table.add_column("", ratio=1, min_width=10)
    begin, end = timeline.stretches[0].start, timeline.stretches[-1].end
    for stretch in timeline.stretches[:_MOST]:
        table.add_row(*_stretch_cells(stretch, begin, end, reader))
    if len(timeline.stretches) > _MOST:
        table.add_row(f"and {len(timeline.stretches) - _MOST} more", "", "", "", "")
    return table


def clock_words(stretch: Stretch) -> str:
    """Say what a clock did during a stretch, and why it was paused."""
    kind = stretch.kind.value
    return one_line(f"{kind}: {stretch.because}") if stretch.because else kind


def _stretch_cells(
    stretch: Stretch, begin: Instant, end: Instant, reader: Reader
) -> tuple[RenderableType, ...]:
    counts = stretch.kind is StretchKind.RUNNING
    bar = Bar(
        size=max(1, end.micros - begin.micros),
        begin=stretch.start.micros - begin.micros,
        end=stretch.end.micros - begin.micros,
        color=_COLOURS[stretch.kind],
    )
    return (
        reader.instant(stretch.start),
        _until(stretch, reader),
        Text(clock_words(stretch), style=_STYLES[stretch.kind]),
        _duration(stretch.open_micros, reader) if counts else "",
        bar,
    )


def _until(stretch: Stretch | OutageStretch, reader: Reader) -> str:
    """Spell the end, its day only where it is another one."""
    same_day = reader.local(stretch.start).date() == reader.local(stretch.end).date()
    return reader.clock(stretch.end) if same_day else reader.moment(stretch.end)


def _events(events: Sequence[TimelineEvent], reader: Reader) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("event", no_wrap=True)
    table.add_column("leaves the clock", no_wrap=True)
    table.add_column("what changed", overflow="fold")
    before: dict[str, Value] = {}
    for event in events[:_MOST]:
        changed = {n: v for n, v in event.columns.items() if before.get(n) != v}
        before = dict(event.columns)
        table.add_row(
            reader.instant(event.at),
            Text(event.left.value, style=_STYLES[event.left]),
            one_line(", ".join(f"{n} {spell(v, reader)}" for n, v in _telling(changed, event))),
        )
    return table


def _telling(changed: dict[str, Value], event: TimelineEvent) -> Iterator[tuple[str, Value]]:
    """Leave out what every event changes: its own instant."""
    for name, value in changed.items():
        if value != event.at:
            yield name, value


def _outage_cells(stretch: OutageStretch, reader: Reader) -> tuple[str | Text, ...]:
    return (
        reader.instant(stretch.start),
        _until(stretch, reader),
        Text(stretch.kind.value, style=_STYLES[stretch.kind]),
        _duration(stretch.agreed_micros, reader),
        "" if stretch.weight.amount == 1 else spell(stretch.weight, reader),
        one_line(", ".join(stretch.keys)),
    )


def _duration(micros: int, reader: Reader) -> str:
    return reader.duration(Fraction(micros, MICROS_PER_SECOND))
