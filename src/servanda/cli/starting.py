"""The questions of ``servanda new``: from what, between whom, on which export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path

from servanda.businesstime.diagnostics import CalendarMistake
from servanda.businesstime.zone import load_zone
from servanda.cli.interview import Interview, Question
from servanda.cli.joining import PastFile, ask_for_past, refuse_file, refuse_sketch
from servanda.drafting.gallery import Template, gallery
from servanda.drafting.joining import agreement_of, with_past
from servanda.drafting.particulars import Export, Particulars
from servanda.drafting.places import (
    currency_of,
    decimals_of,
    is_country,
    is_currency,
    zone_of,
)
from servanda.drafting.roles import ROLES, priority_words, propose, refusal
from servanda.drafting.schedule import Schedule, read_schedule
from servanda.drafting.schedule_text import roles_needed, text_from_schedule
from servanda.drafting.sheet import UnreadableSchedule
from servanda.drafting.template_text import table_of, text_from_template
from servanda.evidence.sketch import Sketch, sketch_file
from servanda.pipeline.refusals import CannotRead

__all__ = ["Start", "ask_for_start", "draft"]

_SAMPLE_BEGINS = "2026-01-01"
_FEE = "10000.00"
_YEAR = timedelta(days=365)
_NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Hold what a new agreement is made from.

    Args:
        template: The template; nothing where there is a schedule.
        schedule: The schedule of service levels, as it was understood.
        particulars: Who agrees.
        export: Their own file of cases; nothing to start on sample evidence.
        past: Of a contract that has been running, where what came before is stated.
    """

    template: Template | None
    schedule: Schedule | None
    particulars: Particulars
    export: Export | None
    past: PastFile | None = None


def draft(begun: Start) -> str:
    """Return the text of an agreement as it is begun, in house style."""
    text = _draft(begun)
    return with_past(text, begun.past.past) if begun.past is not None else text


def _draft(begun: Start) -> str:
    if begun.schedule is not None:
        content = begun.schedule.path.read_bytes()
        return text_from_schedule(begun.schedule, begun.particulars, begun.export, content)
    assert begun.template is not None, "there is a template where there is no schedule"
    return text_from_template(begun.template, begun.particulars, begun.export)


def ask_for_start(interview: Interview, schedule: Path | None, export: Path | None) -> Start:
    """Ask for everything that a first draft needs.

    Raises:
        NoAnswer: An answer is missing or does not do, and nobody is there to be asked.
        CannotRead: The schedule cannot be read.
    """
    template = None if schedule else _template(interview)
    particulars = _particulars(interview, template)
    understood = _schedule(schedule, particulars.currency) if schedule else None
    wanted = _roles(template, understood)
    own = _export(interview, export, wanted, particulars.zone) if wanted else None
    if export is not None and not wanted:
        interview.say(
            f"{export.name} is not used: say in the text how it is read, under 'evidence'."
        )
    first_day = _first_day(interview, own)
    begun = Start(
        template=template,
        schedule=understood,
        particulars=replace(particulars, first_day=first_day, last_day=_last_day(first_day, own)),
        export=own,
    )
    if understood is not None and not understood.levels:
        return begun
    proposed = date.fromisoformat(_proposed_day(own)) if own else first_day
    past = ask_for_past(interview, agreement_of(_draft(begun)), max(first_day, proposed))
    return replace(begun, past=past)


def _template(interview: Interview) -> Template:
    templates = {template.name: template for template in gallery()}
    if not interview.answered("template"):
        interview.say("What is nearest to your agreement?")
        for number, template in enumerate(templates.values(), 1):
            interview.say(f"  {number}  {template.name:<20} {template.about}")
    question = Question(
        key="template", text="Template", proposal="service_desk", choices=tuple(templates)
    )
    return templates[interview.ask(question)]


def _particulars(interview: Interview, template: Template | None) -> Particulars:
    title = template.title if template else "IT services"

    def text(key: str, words: str, proposal: str) -> str:
        return interview.ask(Question(key=key, text=words, proposal=proposal))

    named = text("title", "What the agreement is called", title)
    client = text("client", "The client", "The client")
    provider = text("provider", "The provider", "The provider")
    country = interview.ask(
        Question(
            key="country",
            text="The client's country, for its public holidays (two letters; may be left out)",
            optional=True,
            refuse=lambda code: (
                "" if is_country(code.upper()) else f"'{code}' is no country's code"
            ),
        )
    ).upper()
    zone = interview.ask(
        Question(
            key="zone",
            text="The client's time zone",
            proposal=zone_of(country),
            refuse=_refuse_zone,
        )
    )
    currency = interview.ask(
        Question(
            key="currency",
            text="Currency",
            proposal=currency_of(country),
            refuse=lambda code: (
                "" if is_currency(code.upper()) else f"'{code}' is no currency's code, like EUR"
            ),
        )
    ).upper()
    fee = _fee(interview, template)
    today = date.fromisoformat(_SAMPLE_BEGINS)
    return Particulars(
        title=named,
        client=client,
        provider=provider,
        country=country,
        zone=zone,
        currency=currency,
        decimals=decimals_of(currency),
        monthly_fee=Decimal(fee),
        first_day=today,
        last_day=_three_years(today),
    )


def _fee(interview: Interview, template: Template | None) -> str:
    """Ask for the fee; of a template that has none only somebody who says one anyway is heard."""
    if template is not None and not template.monthly_fee and not interview.answered("fee"):
        return _FEE
    proposal = template.monthly_fee if template else _FEE
    question = Question(
        key="fee", text="Monthly fee", proposal=proposal or _FEE, refuse=_refuse_amount
    )
    return interview.ask(question)


def _refuse_zone(name: str) -> str:
    try:
        load_zone(name)
    except CalendarMistake as mistake:
        return str(mistake)
    return ""


def _refuse_amount(text: str) -> str:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return f"'{text}' is no amount; write it like 10000.00"
    return "" if value.is_finite() and 0 < value < 10**12 else "the fee is above 0"


def _schedule(path: Path, currency: str) -> Schedule:
    try:
        return read_schedule(path, currency)
    except UnreadableSchedule as problem:
        raise CannotRead(path, problem.why) from None
    except OSError as problem:
        raise CannotRead(path, problem.strerror or str(problem)) from None


def _roles(template: Template | None, schedule: Schedule | None) -> tuple[str, ...]:
    if template is not None:
        columns = tuple(table_of(template).columns)
        # What a question can be asked about: one table, of columns that other tools have as well.
        askable = len(template.samples) == 1 and set(columns) <= set(ROLES)
        return columns if askable else ()
    return roles_needed(schedule.levels) if schedule else ()


def _export(
    interview: Interview, path: Path | None, roles: Sequence[str], zone: str
) -> Export | None:
    named = str(path) if path else _ask_for_export(interview)
    if not named or named == _NONE:
        return None
    found = Path(named).expanduser()
    stated = interview.ask(
        Question(
            key="export zone",
            text="The zone of times in it that name none",
            proposal=zone,
            refuse=_refuse_zone,
        )
    )
    sketch = sketch_file(found, zone=stated)
    if not sketch.columns:
        raise CannotRead(found, refuse_sketch(sketch))
    rows, columns = sketch.rows, len(sketch.columns)
    interview.say(f"{found.name} has {rows:,} rows and {columns} columns. Which of them is ...")
    chosen = _columns(interview, roles, sketch)
    words = {"priority": _words(interview, sketch, chosen)} if "priority" in chosen else {}
    return Export(path=found, zone=stated, sketch=sketch, columns=chosen, words=words)


def _ask_for_export(interview: Interview) -> str:
    return interview.ask(
        Question(
            key="export",
            text="Your own export of cases, a file (nothing: sample evidence, or a file later)",
            optional=True,
            refuse=_refuse_export,
        )
    )


def _refuse_export(name: str) -> str:
    found = Path(name).expanduser()
    if name == _NONE:
        return ""
    return refuse_file(found) if found.is_file() else f"there is no file '{name}'"


def _columns(interview: Interview, roles: Sequence[str], sketch: Sketch) -> dict[str, str]:
    proposed = propose([ROLES[name] for name in roles], sketch)
    chosen: dict[str, str] = {}
    for name in roles:
        role = ROLES[name]
        chosen[name] = interview.ask(
            Question(
                key=f"column {name}",
                text=f"  {role.asks}",
                proposal=proposed.get(name, ""),
                choices=tuple(sketch.columns),
                refuse=partial(refusal, role, sketch),
            )
        )
    return chosen


def _words(interview: Interview, sketch: Sketch, chosen: dict[str, str]) -> dict[str, str]:
    column = sketch.columns[chosen["priority"]]
    proposed = priority_words(column.words)
    rest = [word for word in column.words if word not in proposed]
    if rest:
        interview.say(f"  In no promise so far: {', '.join(rest)}.")
    answer = interview.ask(
        Question(
            key="priorities",
            text="  what its words are, as word=P1",
            proposal=", ".join(f"{word}={name}" for word, name in proposed.items()),
            optional=True,
            refuse=lambda text: _refuse_words(text, column.words),
        )
    )
    return _pairs(answer)


def _pairs(text: str) -> dict[str, str]:
    pairs = (part.rpartition("=") for part in text.split(",") if part.strip())
    return {word.strip(): name.strip() for word, _, name in pairs}


def _refuse_words(text: str, known: Sequence[str]) -> str:
    for word, name in _pairs(text).items():
        if known and word not in known:
            return f"'{word}' is not in the column; there are: {', '.join(known)}"
        if name not in {"P1", "P2", "P3", "P4"}:
            return f"'{word}={name}' names none of P1, P2, P3 and P4"
    return ""


def _first_day(interview: Interview, export: Export | None) -> date:
    answer = interview.ask(
        Question(
            key="from",
            text="In force from",
            proposal=_proposed_day(export),
            refuse=_refuse_day,
        )
    )
    return date.fromisoformat(answer)


def _proposed_day(export: Export | None) -> str:
    """Return the month in which cases begin, but not longer than a year before the newest."""
    columns = [export.sketch.columns[each] for each in export.columns.values()] if export else []
    oldest = min((each.oldest for each in columns if each.oldest), default=None)
    newest = max((each.newest for each in columns if each.newest), default=None)
    if oldest is None or newest is None:
        return _SAMPLE_BEGINS
    return max(oldest.date(), newest.date() - _YEAR).replace(day=1).isoformat()


def _refuse_day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return f"'{text}' is no day; write it like 2026-01-31"
    return "" if 1990 <= day.year <= 2150 else "the year is between 1990 and 2150"


def _last_day(first_day: date, export: Export | None) -> date:
    """Return the last day of three years, or of as many more as the cases need."""
    last = _three_years(first_day)
    columns = [export.sketch.columns[each] for each in export.columns.values()] if export else []
    newest = max((each.newest.date() for each in columns if each.newest), default=last)
    while last < newest:
        last = _three_years(last + timedelta(days=1))
    return last


def _three_years(first_day: date) -> date:
    last = first_day.replace(day=1, year=first_day.year + 3)
    return last - timedelta(days=1)
