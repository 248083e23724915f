"""A figure of a statement opened down to its records, and one case with its clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from markupsafe import Markup

from servanda.agreement.model.measure import ClockRule
from servanda.desk.callers import Caller
from servanda.desk.finding_out import FindingSeen
from servanda.desk.opening import open_case, open_figure
from servanda.desk.seeing import Seen, see
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import MICROS_PER_SECOND
from servanda.measurement.explain import CaseTimeline
from servanda.pipeline.explaining import Taken
from servanda.pipeline.records import Record
from servanda.reports.clean import one_line
from servanda.reports.explanation import judged_as, record_cell, telling_names
from servanda.reports.figures_body import steps_body
from servanda.reports.formula_view import formula_view
from servanda.reports.pictures.timeline import kind_of, timeline_svg
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell, spell_segment
from servanda.reports.timeline import case_facts, case_verdict, clock_words
from servanda.reports.view import TotalView
from servanda.web.languages.speaking import say
from servanda.web.pages.ahead import found_shown
from servanda.web.pages.naming import titled
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["case", "figure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordShown:
    """Show a record, with the way to its clock where it has one."""

    key: str
    address: str
    cells: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenShown:
    """Show a measurement with its records.

    Args:
        columns: What is shown of records, and whether it is a figure.
        left_out: Why records did not count, how many, and the first of them.
    """

    name: str
    title: str
    value: str
    formula: str
    parts: tuple[TotalView, ...]
    judged: tuple[str, ...]
    counted: str
    columns: tuple[tuple[str, bool], ...]
    records: tuple[RecordShown, ...]
    more: str
    left_out: tuple[tuple[str, str, tuple[RecordShown, ...]], ...]


@page("agreement looked at")
def figure(request: HttpRequest, caller: Caller, agreement: str, period: str) -> HttpResponse:
    """Show what stands behind a figure of a statement."""
    seen = see(caller, agreement)
    name = request.GET.get("name", "")
    found = open_figure(seen, period, name)
    if isinstance(found, FindingSeen):
        return _measured_again(request, seen, period, name, found)
    reader = replace(reader_of(request), zone=found.zone)
    steps = [*found.figures, *(line.asked for line in found.lines)]
    behind = _behind(seen, name) if not found.taken else ()
    values = {
        "name": one_line(name),
        "title": titled(seen.history.latest, name),
        "period": reader.period(found.period),
        "statement": reverse("statement", kwargs={"agreement": agreement, "period": period}),
        "taken": [_taken(each, seen, reader) for each in found.taken],
        "judged": [
            (
                titled(seen.history.latest, each.commitment, each.measurement.segment),
                f"{spell(each.measurement.value, reader)}: {judged_as(each)}",
            )
            for each in found.judged
        ],
        "steps": steps_body([formula_view(each, reader) for each in steps], reader),
        "behind": [(each, f"?{urlencode({'name': each})}") for each in behind if each != name],
    }
    return show_agreement(request, "figure.html", seen.seat, values, tab="statements")


def _measured_again(
    request: HttpRequest, seen: Seen, period: str, name: str, finding: FindingSeen
) -> HttpResponse:
    """Say that the records behind a figure are being measured again."""
    key = seen.seat.agreement.key
    reader = reader_of(request, seen.zone)
    values = {
        "title": titled(seen.history.latest, one_line(name)),
        "period": reader.called(one_line(period)) or one_line(period),
        "statement": reverse("statement", kwargs={"agreement": key, "period": period}),
        "found": found_shown(finding, reader),
    }
    return show_agreement(request, "measured_again.html", seen.seat, values, tab="statements")


@page("agreement looked at")
def case(request: HttpRequest, caller: Caller, agreement: str, measure: str) -> HttpResponse:
    """Show the clock of one case."""
    seen = see(caller, agreement)
    key = request.GET.get("key", "")
    found = open_case(seen, measure, key)
    reader = replace(reader_of(request), zone=found.zone)
    timeline = found.timeline
    values = {
        "key": one_line(timeline.key),
        "title": one_line(found.measure.title or timeline.measure),
        "verdict": case_verdict(timeline, reader),
        "facts": list(case_facts(found, reader)),
        "picture": Markup(timeline_svg(timeline.stretches, due=timeline.due)),  # noqa: S704 - figures alone
        "axis": _axis(timeline, reader),
        "legend": sorted({(kind_of(each), say(each.kind.value)) for each in timeline.stretches}),
        "stretches": list(_stretches(timeline, reader)),
    }
    return show_agreement(request, "case.html", seen.seat, values, tab="statements")


def _taken(taken: Taken, seen: Seen, reader: Reader) -> TakenShown:
    measurement, records = taken.measurement, taken.records
    segment = f" ({spell_segment(measurement.segment)})" if measurement.segment else ""
    columns = tuple(telling_names(records.first))
    figures = set(_figures(columns, records.first))
    more = records.counted - len(records.first)
    return TakenShown(
        name=one_line(measurement.measure),
        title=one_line((taken.measure.title or measurement.measure) + segment),
        value=spell(measurement.value, reader),
        formula=one_line(taken.measure.value.text),
        parts=tuple(
            TotalView(label=one_line(text), value=spell(value, reader))
            for text, value in measurement.parts.items()
        ),
        judged=tuple(map(judged_as, taken.assessments)),
        counted=reader.number_of(records.counted),
        columns=tuple((one_line(each.replace("_", " ")), each in figures) for each in columns),
        records=tuple(
            _record(
                taken,
                seen,
                each.key,
                [(record_cell(each, name, reader), name in figures) for name in columns],
            )
            for each in records.first
        ),
        more=say("and {more} more", more=reader.number_of(more)) if more > 0 else "",
        left_out=tuple(
            (
                one_line(each.reason),
                reader.number_of(each.records),
                tuple(_record(taken, seen, key, []) for key in each.keys),
            )
            for each in records.left_out
        ),
    )


def _figures(columns: tuple[str, ...], records: Sequence[Record]) -> Iterator[str]:
    """Yield the columns in which nothing but figures stand."""
    for name in columns:
        values = [each.values[name] for each in records if name in each.values]
        if values and all(isinstance(each, Quantity) for each in values):
            yield name


def _record(taken: Taken, seen: Seen, key: str, cells: list[tuple[str, bool]]) -> RecordShown:
    named = {"agreement": seen.seat.agreement.key, "measure": taken.measure.name}
    has_clock = isinstance(taken.measure.rule, ClockRule) and key
    address = f"{reverse('case', kwargs=named)}?{urlencode({'key': key})}" if has_clock else ""
    return RecordShown(key=one_line(key), address=address, cells=tuple(cells))


def _behind(seen: Seen, name: str) -> tuple[str, ...]:
    """Return the commitment that a line hangs on, whose records are the next step down."""
    figure_named = seen.history.latest.figures.get(name.rpartition(".")[2])
    if figure_named is None or not figure_named.commitment:
        return ()
    return (figure_named.commitment,)


def _axis(timeline: CaseTimeline, reader: Reader) -> tuple[str, str, str]:
    """Return what stands below the picture: where it begins, what was due and where it ends."""
    if not timeline.stretches:
        return "", "", ""
    begin, end = timeline.stretches[0].start, timeline.stretches[-1].end
    due = timeline.due
    shown = say("due {due}", due=reader.instant(due)) if due else ""
    return reader.instant(begin), shown, "" if due and due > end else reader.instant(end)


def _stretches(timeline: CaseTimeline, reader: Reader) -> Iterator[tuple[str, str, str, str]]:
    for each in timeline.stretches[:100]:
        took = reader.duration(Fraction(each.open_micros, MICROS_PER_SECOND))
        counts = took if each.kind.value == "running" else ""
        yield reader.instant(each.start), reader.moment(each.end), clock_words(each), counts
