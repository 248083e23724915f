"""Reading measures and rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from servanda.agreement import diagnostics as found
from servanda.agreement.model.measure import (
    AttributesAt,
    AvailabilityRule,
    ClockRule,
    CountsIn,
    Measure,
    NoDataRule,
    PlannedTime,
    RatioRule,
    Reopened,
    Rule,
    ScoreRule,
    UnknownTime,
)
from servanda.agreement.model.money import RowSet
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.fields import Fields, entries_of, scalars_of, text_of
from servanda.agreement.read.measure_kinds import (
    read_attested,
    read_outcome,
    read_variation,
    read_warning,
)
from servanda.agreement.read.phrases import constant
from servanda.agreement.text.node import Entry, MappingNode, Node, ScalarNode
from servanda.businesstime.rule import ALWAYS
from servanda.kernel.quantity import Quantity

__all__ = ["read_measures", "read_rows"]


def read_measures(node: Node | None, notebook: Notebook) -> dict[str, Measure]:
    """Read the measures."""
    measures = {}
    for entry in entries_of(node):
        measure = _measure(entry, notebook)
        if measure is None:
            notebook.broken.add(entry.key.text)
        else:
            measures[entry.key.text] = measure
    return measures


def _measure(entry: Entry, notebook: Notebook) -> Measure | None:
    fields = Fields(entry.value, notebook, entry.key.span)
    before = len(notebook.diagnostics)
    rule = _rule(fields)
    where, value = fields.formula("where"), fields.formula("value")
    clause = fields.clause()
    if rule is None or value is None or not _has_source(fields, rule):
        return None
    if len(notebook.diagnostics) > before:
        return None
    by, segments = _by(fields)
    return Measure(
        name=entry.key.text,
        title=fields.text("title"),
        table=fields.text("from"),
        where=where,
        rule=rule,
        value=value,
        by=by,
        segments=segments,
        counts_in=_counts_in(fields, rule),
        minimum_sample=fields.whole("minimum sample", 1),
        no_data=_no_data(fields),
        clause=clause,
        span=entry.key.span,
    )


def _has_source(fields: Fields, rule: Rule) -> bool:
    """Return whether a measure says what it is made of; down time may be a condition over time."""
    if fields.text("from"):
        return True
    if isinstance(rule, AvailabilityRule) and rule.down is not None:
        return True
    notebook = fields.notebook
    notebook.report(
        found.MISSING_KEY, fields.span, key="from", what="measure", expected="an evidence table"
    )
    return False


def _no_data(fields: Fields) -> NoDataRule | None:
    return next((rule for rule in NoDataRule if rule.value == fields.text("no data")), None)


def _counts_in(fields: Fields, rule: Rule) -> CountsIn:
    due = isinstance(rule, ClockRule) and rule.within is not None
    return fields.word("counts in", CountsIn, CountsIn.STOP_OR_DUE if due else CountsIn.STOP)


def _by(fields: Fields) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    node = fields.get("by")
    if isinstance(node, MappingNode):
        segments = {
            entry.key.text: tuple(scalar.text for scalar in scalars_of(entry.value))
            for entry in node.entries
        }
        return tuple(segments), segments
    return fields.texts("by"), {}


def _rule(fields: Fields) -> Rule | None:
    """Read the kind; of several given, which is noted elsewhere, the first."""
    for word, read in _READERS.items():
        if fields.has(word):
            return read(fields.inside(word))
    return None


def _clock(fields: Fields) -> ClockRule | None:
    start, stop = fields.formula("start"), fields.formula("stop")
    pause, reopen = fields.formula("pause"), fields.formula("reopen")
    within = fields.formula("within")
    if start is None or stop is None:
        return None
    return ClockRule(
        start=start,
        stop=stop,
        pause=pause,
        reopen=reopen,
        reopened=fields.word("reopened", Reopened, Reopened.RESUMES),
        events=fields.text("events"),
        calendar=fields.text("calendar", ALWAYS.name),
        within=within,
        attributes_at=fields.word("attributes at", AttributesAt, AttributesAt.STOP),
    )


def _availability(fields: Fields) -> AvailabilityRule:
    return AvailabilityRule(
        down=fields.formula("down"),
        unknown=fields.formula("unknown"),
        calendar=fields.text("calendar", ALWAYS.name),
        planned=fields.text("planned"),
        planned_where=fields.formula("planned where"),
        planned_time=fields.word("planned time", PlannedTime, PlannedTime.OUT),
        unknown_time=fields.word("unknown time", UnknownTime, UnknownTime.OUT),
        at_least=fields.formula("at least"),
        weight=fields.formula("weight"),
        before={each.key.text: text_of(each.value) for each in fields.entries("before")},
    )


def _ratio(fields: Fields) -> RatioRule:
    return RatioRule(
        at=fields.text("at"),
        every=fields.formula("every"),
        good=fields.formula("good"),
        empty=fields.text("empty", "left out"),
    )


def _response_time(fields: Fields) -> RatioRule | None:
    time = fields.formula("time")
    within, failed = fields.formula("within"), fields.formula("failed")
    if time is None:
        return None
    return replace(
        _ratio(fields), time=time, within=within, failed=failed, spelling="response time"
    )


def _count(fields: Fields) -> RatioRule:
    return replace(_ratio(fields), spelling="count")


def _score(fields: Fields) -> ScoreRule:
    return ScoreRule(
        answer=fields.text("answer"),
        at=fields.text("at"),
        missing=fields.texts("missing"),
        scale=_scale(fields),
    )


def _perception(fields: Fields) -> ScoreRule | None:
    half_life = fields.formula("half life")
    if half_life is None:
        return None
    return replace(_score(fields), half_life=half_life, digits=fields.whole("digits", 6))


_READERS: Mapping[str, Callable[[Fields], Rule | None]] = {
    "clock": _clock,
    "availability": _availability,
    "ratio": _ratio,
    "response time": _response_time,
    "count": _count,
    "score": _score,
    "perception": _perception,
    "outcome": read_outcome,
    "variation": read_variation,
    "warning": read_warning,
    "attested": read_attested,
}


def _scale(fields: Fields) -> tuple[Quantity, Quantity] | None:
    node = fields.get("scale")
    if not isinstance(node, ScalarNode):
        return None
    matched = re.fullmatch(r"\s*(\S.*?)\s+to\s+(\S.*?)\s*", node.text)
    if matched is not None:
        ends = [
            fields.notebook.part(node, matched.start(part), matched.end(part)) for part in (1, 2)
        ]
        if None in ends:
            return None
        low, high = (constant(end.expression, {}) for end in ends if end is not None)
        if low and high and low.unit == high.unit and low.amount < high.amount:
            return low, high
    fields.notebook.report(found.BAD_SCALE, node.span, text=node.text)
    return None


def read_rows(node: Node | None, notebook: Notebook) -> dict[str, RowSet]:
    """Read the rows that money is computed for."""
    rows = {}
    for entry in entries_of(node):
        fields = Fields(entry.value, notebook, entry.key.span)
        where, spells = fields.formula("where"), fields.formula("spells")
        unread = (fields.has("where") and where is None) or (fields.has("spells") and not spells)
        if unread or not fields.text("each"):
            notebook.broken.add(entry.key.text)
            continue
        rows[entry.key.text] = RowSet(
            name=entry.key.text,
            noun=fields.text("each"),
            table=fields.text("from"),
            measure=fields.text("of"),
            where=where,
            group=fields.text("group"),
            by=fields.texts("by"),
            counts_in=fields.text("counts in"),
            spells=spells,
            span=entry.key.span,
        )
    return rows
