"""What an agreement of a page pays on what its table says was measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from servanda.agreement import diagnostics as known
from servanda.agreement.model.agreement import History
from servanda.agreement.periods import periods_of
from servanda.agreement.read.versions import read_texts
from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.facts.measurement import Measurement
from servanda.facts.row import EvidenceRow
from servanda.facts.statement import LineStatus, ReadingLine, RightState, Statement, StatementLine
from servanda.formula.display import format_value
from servanda.formula.exact import evaluate_constant
from servanda.formula.origin import Origin
from servanda.formula.parse import parse
from servanda.kernel.diagnostic import Severity
from servanda.kernel.time import Instant, Period
from servanda.settlement.given import Given
from servanda.settlement.readings import Reread, with_readings
from servanda.settlement.settle import Evidenced, settle
from tests.mechanisms.page import Section, Table

__all__ = ["Difference", "differences", "history_of"]

_EVIDENCED = Evidenced(
    snapshot_sha256="0" * 64, calendars_sha256="0" * 64, known_until="2030-01-01T00:00:00Z"
)
_HEADING = re.compile(
    r"(?P<name>\w+)(?:\[(?P<segment>\w+)\])?(?P<asked> asked)?"
    r"(?: (?P<day>since|until|effective))?(?P<promised> expected| minimum| level)?"
    r"(?: under (?P<reading>\w+))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Say where a page tells another figure than the settlement."""

    place: str
    told: str
    is_: str


def history_of(section: Section) -> History:
    """Read a section's agreement; any mistake fails, and any warning but of agreed gaps."""
    named = [("agreement.yaml", section.agreement.encode())]
    named += [
        (f"amendment-{number}.yaml", text.encode())
        for number, text in enumerate(section.amendments, start=1)
    ]
    reading = read_texts(named)
    agreed = {known.TABLE_GAP.code} if "gaps: not settled" in section.agreement else set()
    grave = [
        each
        for each in reading.diagnostics
        if each.severity is not Severity.NOTE and each.code not in agreed
    ]
    assert [str(each) for each in grave] == []
    assert reading.history is not None
    return reading.history


def differences(section: Section) -> Iterator[Difference]:
    """Settle every table of a section and compare every figure that it tells."""
    history = history_of(section)
    for table, rows in section.worked:
        yield from _of_table(history, section, table, rows)


def _of_table(
    history: History, section: Section, table: Table, row_tables: Sequence[Table]
) -> Iterator[Difference]:
    stated = _stated_periods(history)
    periods = periods_of(history, None)[: stated + len(table.rows)]
    measures = frozenset(history.latest.measures)
    rows = {each.headings[0]: _rows(each, periods) for each in row_tables}
    given = Given(
        history=history,
        periods=periods,
        measurements=list(_measurements(history, table, periods[stated:])),
        rows=rows,
    )
    statements = list(settle(given, _EVIDENCED))
    for statement, told in zip(_reread(given, statements), table.rows, strict=True):
        assert told[table.headings[0]] == statement.period.label
        for heading in table.headings[1:]:
            if _measured(heading) in measures:
                continue
            if told[heading] == "no such line":
                assert heading not in {line.name for line in statement.lines}
                continue
            found = _found(statement, heading)
            if not _alike(found, told[heading]):
                yield Difference(
                    place=f"{section.page.name}:{table.line} {statement.period.label} {heading}",
                    told=told[heading],
                    is_=_spelled(found),
                )


def _stated_periods(history: History) -> int:
    """Return of how many periods the agreement states the figures; those are not settled."""
    stated = history.latest.stated
    every = periods_of(history, None)
    return sum(each.first_day <= stated.until for each in every) if stated is not None else 0


def _reread(given: Given, statements: Sequence[Statement]) -> Iterator[Statement]:
    others = [
        Reread(
            reading=each,
            statements=list(settle(replace(given, history=each.history), _EVIDENCED)),
        )
        for each in given.history.readings
    ]
    return with_readings(statements, others)


def _found(statement: Statement, heading: str) -> Value | str:
    match = _HEADING.fullmatch(heading)
    assert match is not None, heading
    if match["promised"]:
        return _promised(statement, match)
    lines: Sequence[StatementLine | ReadingLine] = statement.lines
    if match["reading"]:
        reading = next(each for each in statement.readings if each.name == match["reading"])
        lines = reading.lines
    for line in lines:
        if line.name == match["name"] and _wanted(line.segment, match["segment"]):
            if match["asked"] and isinstance(line, StatementLine):
                return line.stages[0].amount
            return "open" if line.status is LineStatus.OPEN else line.payable
    for right in statement.rights:
        if right.name == match["name"]:
            return _right(right, match["day"])
    label = f"{match['name']} in {statement.period.label}"
    return next(step.value for step in statement.figures if step.name == label)


def _right(right: RightState, day: str | None) -> Value | str:
    """Return how a right stands, or one of its days."""
    if day is None:
        return right.standing.value
    found = {"since": right.since, "until": right.until, "effective": right.effective}[day]
    return found or "no date"


def _promised(statement: Statement, match: re.Match[str]) -> Value | str:
    """Return the level of a commitment that held, or how it stands against its levels."""
    judged = next(
        each
        for each in statement.assessments
        if each.commitment == match["name"] and _wanted(each.measurement.segment, match["segment"])
    )
    asked = match["promised"].strip()
    if asked == "level":
        return judged.level.value
    written = judged.expected if asked == "expected" else judged.minimum
    computed = (step.value for step in judged.levels if step.name == asked)
    return next(computed, _value(re.sub(r"^(at least|at most|above|below) ", "", written)))


def _alike(found: Value | str, told: str) -> bool:
    if isinstance(found, NoValue):
        return told == found.why.value
    if isinstance(found, str):
        return told == found
    return found == _value(told)


def _wanted(segment: Segment, name: str | None) -> bool:
    return [value for _, value in segment] == ([name] if name else [])


def _spelled(found: Value | str) -> str:
    if isinstance(found, NoValue):
        return found.why.value
    return found if isinstance(found, str) else format_value(found)


def _measured(heading: str) -> str:
    """Return the measure that a heading tells of, empty where it tells of a level."""
    match = _HEADING.fullmatch(heading)
    return match["name"] if match is not None and not match["promised"] else ""


def _measurements(
    history: History, table: Table, periods: Sequence[Period]
) -> Iterator[Measurement]:
    measures = history.latest.measures
    for period, told in zip(periods, table.rows, strict=True):
        for heading, cell in told.items():
            match = _HEADING.fullmatch(heading)
            measure = measures.get(_measured(heading))
            if match is None or measure is None:
                continue
            segment: Segment = ()
            if match["segment"]:
                segment = ((measure.by[0], match["segment"]),)
            value = _value(cell)
            assert value != "open"
            yield Measurement(
                measure=measure.name, period=period, segment=segment, value=value, counted=1
            )


def _rows(table: Table, periods: Sequence[Period]) -> list[EvidenceRow]:
    return [
        _row(table.headings, each, str(number), periods)
        for number, each in enumerate(table.rows, start=1)
    ]


def _row(
    headings: Sequence[str], cells: Mapping[str, str], key: str, periods: Sequence[Period]
) -> EvidenceRow:
    name, *columns = headings
    at = Instant.parse(f"{cells[name]}T12:00:00Z")
    period = next((each.label for each in periods if each.holds(at)), "")
    return EvidenceRow(
        rows=name,
        key=key,
        at=at,
        period=period,
        segment=(),
        columns={column: _value(cells[column]) for column in columns},
    )


def _value(cell: str) -> Value:
    """Read a figure as a formula spells it; thousands may be set off by commas."""
    if cell == "open":
        return "open"
    if cell == "no data":
        return NoValue(Absence.NO_DATA)
    bare = re.sub(r"(?<=\d),(?=\d{3})", "", cell)
    parsed = parse(bare, Origin(file="page"))
    assert parsed.expression is not None, cell
    return evaluate_constant(parsed.expression).value
