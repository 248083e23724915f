"""An agreement drafted from a schedule, each part citing its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Final

from servanda.drafting.particulars import Export, Particulars, quoted, text_of
from servanda.drafting.roles import plain
from servanda.drafting.schedule import Kind, Level, Row, Schedule
from servanda.drafting.template_text import finished, head_of

__all__ = ["roles_needed", "text_from_schedule"]

_TABLES: Final = {
    Kind.CLOCK: "incidents",
    Kind.AVAILABILITY: "outages",
    Kind.SCORE: "answers",
}
_OUTAGES: Final = """\
  outages:
    each: interval
    noun: outage
    file: outages*.csv
    key: outage
    from: began
    until: ended
    required: no
    columns: {outage: text, service: text, began: instant, ended: instant}
"""
_ANSWERS: Final = """\
  answers:
    each: record
    noun: answer
    file: answers*.csv
    key: answer
    at: answered
    required: no
    columns: {answer: text, answered: instant, score: number}
"""


def roles_needed(levels: Sequence[Level]) -> tuple[str, ...]:
    """Return the columns of a ticket export that levels need; none if no level has a clock."""
    clocks = [level for level in levels if level.kind is Kind.CLOCK]
    if not clocks:
        return ()
    stops = [stop for stop in ("responded", "resolved") if stop in {each.stop for each in clocks}]
    divided = ["priority"] if any(level.priorities for level in clocks) else []
    return ("number", "opened", *stops, *divided)


def text_from_schedule(
    schedule: Schedule, particulars: Particulars, export: Export | None, content: bytes
) -> str:
    """Return the draft of an agreement, in house style.

    Args:
        schedule: The schedule as it was understood.
        particulars: Who agrees.
        export: The ticket export; a file of plain headings is awaited if there is none.
        content: The schedule's bytes, for its digest.
    """
    head = head_of(particulars)
    parts = [
        "# Drafted from a schedule; each part names the row that it comes from.\n",
        "servanda: 1\n",
        head["agreement"],
        head["title"],
        _contract(schedule, content),
        head["parties"],
        head["in force"],
        head["settlement"],
        _services(schedule.levels),
        _terms(schedule.levels, particulars),
        _calendars(schedule.levels, particulars),
        _evidence(schedule.levels, export),
        "measures:\n" + "".join(map(_measure, schedule.levels)),
        "commitments:\n" + "".join(_commitments(schedule)),
        "charges:\n  fee: {title: Monthly fee, pays: monthly_fee}\n",
        _penalties(schedule.levels),
    ]
    return finished("".join(parts), particulars)


def _contract(schedule: Schedule, content: bytes) -> str:
    digest = sha256(content).hexdigest()
    return (
        "contract:\n  documents:\n    schedule:\n"
        f"      file: {quoted(schedule.path.name)}\n      sha256: {digest}\n  prevails: contract\n"
    )


def _service(level: Level) -> str:
    name = plain(level.service).replace(" ", "_")
    return name if "_" in name and name[0].isalpha() else f"service_{name}" if name else ""


def _services(levels: Sequence[Level]) -> str:
    titles = {_service(level): level.service for level in levels if _service(level)}
    lines = [f"  {name}: {quoted(title)}\n" for name, title in titles.items()]
    return "services:\n" + "".join(lines) if lines else ""


def _terms(levels: Sequence[Level], particulars: Particulars) -> str:
    text = f"terms:\n  monthly_fee: {particulars.monthly_fee:f} {particulars.currency}\n"
    if any(level.penalty or level.weight for level in levels):
        text += "  # Taken for granted: schedules seldom say what is at risk as a whole.\n"
        text += "  at_risk: 10% of monthly_fee\n"
    return text


def _calendar(level: Level) -> str:
    if not level.hours:
        return "always"
    words = "_".join(f"{days}_{hours}" for days, hours in level.hours.items())
    return "hours_" + plain(words.replace(":00", "")).replace(" ", "_")


def _calendars(levels: Sequence[Level], particulars: Particulars) -> str:
    used = {_calendar(level): level for level in levels if level.hours}
    lines = []
    for name, level in used.items():
        hours = ", ".join(f"{days}: {hours}" for days, hours in level.hours.items())
        lines.append(f"  {name}:\n    zone: {particulars.zone}\n    open: {{{hours}}}\n")
        if particulars.country:
            lines.append(f"    holidays: {particulars.country}\n")
    return "calendars:\n" + "".join(lines) if lines else ""


def _evidence(levels: Sequence[Level], export: Export | None) -> str:
    kinds = {level.kind for level in levels}
    text = "evidence:\n"
    if Kind.CLOCK in kinds:
        text += _incidents(levels, export)
    if Kind.AVAILABILITY in kinds:
        text += _OUTAGES
    if Kind.SCORE in kinds:
        text += _ANSWERS
    return text


def _incidents(levels: Sequence[Level], export: Export | None) -> str:
    if export is not None:
        return text_of(export, table="incidents", noun="incident", form="case")
    types = ", ".join(
        f"{role}: {'text' if role in {'number', 'priority'} else 'instant'}"
        for role in roles_needed(levels)
    )
    return (
        "  incidents:\n    each: case\n    noun: incident\n    file: incidents*.csv\n"
        f"    key: number\n    columns: {{{types}}}\n"
    )


def _measure(level: Level) -> str:
    lines = [
        f"  {level.name}:",
        f"    title: {quoted(level.title)}",
        f"    from: {_TABLES[level.kind]}",
        *_rule(level),
        f"    no data: {'met' if level.kind is Kind.CLOCK else 'not settled'}",
        f"    clause: schedule row {level.row}",
    ]
    return "\n".join(lines) + "\n"


def _rule(level: Level) -> Iterator[str]:
    match level.kind:
        case Kind.CLOCK:
            if level.priorities:
                words = ", ".join(f"'{each}'" for each in level.priorities)
                yield f"    where: priority in [{words}]"
            yield f"    clock: {{start: opened, stop: {level.stop}, calendar: {_calendar(level)},"
            yield f"      within: {level.within}}}"
            yield "    counts in: stop or due"
            yield "    value: share(met)"
        case Kind.AVAILABILITY:
            if level.service:
                yield f"    where: service = {quoted(level.service)}"
            yield f"    availability: {{calendar: {_calendar(level)}}}"
            yield "    value: availability"
        case Kind.SCORE:
            yield f"    score: {{answer: score, at: answered, scale: 1 to {level.scale}}}"
            yield "    value: mean(answer)"


def _commitments(schedule: Schedule) -> Iterator[str]:
    for row in schedule.rows:
        yield from _comments(row)
        if row.level:
            yield _commitment(row.level)


def _comments(row: Row) -> Iterator[str]:
    state = "" if row.level else ", not drafted"
    yield f"  # Row {row.number}{state}: {row.text}\n"
    for sentence in (*row.taken, *row.left):
        yield f"  #   {sentence}\n"


def _commitment(level: Level) -> str:
    aspect = "experience" if level.kind is Kind.SCORE else "technical"
    lines = [f"  {level.name}:"]
    if level.service:
        lines.append(f"    service: {_service(level)}")
    lines += [f"    aspect: {aspect}", f"    expected: at least {level.expected}"]
    if level.minimum:
        lines.append(f"    minimum: at least {level.minimum}")
    lines.append(f"    clause: schedule row {level.row}")
    return "\n".join(lines) + "\n"


def _penalties(levels: Sequence[Level]) -> str:
    lines = [_penalty(level) for level in levels if level.penalty or level.weight]
    if not lines:
        return ""
    text = "penalties:\n" + "".join(lines)
    text += "limits:\n  - penalties at most at_risk each month\n"
    weights = [level.weight for level in levels if level.weight]
    if weights and sum(Decimal(each.rstrip("%")) for each in weights) == 100:
        text += f"must:\n  - {' + '.join(weights)} = 100%\n"
    return text


def _penalty(level: Level) -> str:
    clause = f"title: {quoted(level.title)}\n    clause: schedule row {level.row}"
    if level.penalty:
        return (
            f"  {level.name}_missed:\n    when: {level.name}.missed\n    pays: {level.penalty}\n"
            f"    commitment: {level.name}\n    {clause}\n"
        )
    minimum = "    below minimum: 100%\n" if level.minimum else ""
    expected = "50%" if level.minimum else "100%"
    return (
        f"  {level.name}:\n    of: at_risk\n    pool: {level.weight}\n"
        f"    below expected: {expected}\n{minimum}    {clause}\n"
    )
