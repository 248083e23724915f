"""The questions to a contract that has been running: from when it is settled here, what was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from servanda.agreement.model.agreement import Agreement
from servanda.cli.interview import Interview, Question
from servanda.drafting.joining import (
    PERIOD_HEADING,
    Past,
    Statable,
    blank_sheet,
    not_statable,
    periods_before,
    refuse_column,
    statables,
)
from servanda.drafting.roles import plain
from servanda.evidence.sketch import Sketch, sketch_file
from servanda.pipeline.refusals import CannotRead

__all__ = ["PastFile", "ask_for_past", "refuse_file", "refuse_sketch"]

_NONE = "none"
_SHEET = "past-results.xlsx"
_WORDS = {
    True: ("reached", "achieved", "actual", "level", "result", "ist", "erreicht", "behaald"),
    False: ("amount", "paid", "credit", "penalty", "malus", "betrag", "bedrag", "montant"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PastFile:
    """Hold what came before, and the file that states it."""

    past: Past
    content: bytes | Path


def ask_for_past(interview: Interview, agreement: Agreement, proposed: date) -> PastFile | None:
    """Ask from when a contract is settled here, and for what came before.

    Args:
        interview: Where questions go.
        agreement: The draft.
        proposed: The day that is proposed.

    Returns:
        What came before; nothing where it is settled from its first day on.

    Raises:
        CannotRead: A file of past results cannot be read.
    """
    settled_from = date.fromisoformat(
        interview.ask(
            Question(
                key="settled from",
                text="Settled here from (a later day if the contract has been running before)",
                proposal=_begin(agreement, proposed).isoformat(),
                refuse=partial(_refuse_settled, agreement),
            )
        )
    )
    periods = periods_before(agreement, settled_from)
    if not periods:
        return None
    stated = statables(agreement)
    interview.say(
        f"{len(periods)} periods came before. Repeat rules, limits and balances look back on"
        " what was reached and paid in them."
    )
    by_hand = not_statable(agreement)
    if by_hand:
        interview.say(f"To be stated by hand, under 'history': {', '.join(by_hand)}.")
    named = interview.ask(
        Question(
            key="past",
            text="Your own file of past results, a row for each period"
            " (nothing: one is made for you to fill in)",
            optional=True,
            refuse=_refuse_file,
        )
    )
    if named and named != _NONE:
        return _own(interview, Path(named).expanduser(), settled_from, stated)
    columns = {each: each.heading for each in stated}
    past = Past(settled_from=settled_from, file=_SHEET, period=PERIOD_HEADING, columns=columns)
    return PastFile(past=past, content=blank_sheet(periods, stated))


def _begin(agreement: Agreement, day: date) -> date:
    """Return a day that a period begins on: this one, or the first day in force."""
    return agreement.in_force.first_day if _refuse_settled(agreement, day.isoformat()) else day


def _refuse_settled(agreement: Agreement, text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return f"'{text}' is no day; write it like 2026-01-31"
    last = agreement.in_force.last_day
    if last is not None and day > last:
        return f"the draft is in force until {last}"
    try:
        periods_before(agreement, day)
    except ValueError as mistake:
        return str(mistake)
    return ""


def refuse_file(path: Path) -> str:
    """Say why a file cannot be read as a table, and what to do; empty where it can."""
    return refuse_sketch(sketch_file(path))


def refuse_sketch(sketch: Sketch) -> str:
    """Say why nothing could be read of a file, and what to do; empty where something was."""
    if sketch.columns:
        return ""
    said = (
        f"{each.message} ({each.hint})" if each.hint else each.message
        for each in sketch.diagnostics
    )
    return "; ".join(said)


def _refuse_file(name: str) -> str:
    found = Path(name).expanduser()
    if name == _NONE:
        return ""
    return refuse_file(found) if found.is_file() else f"there is no file '{name}'"


def _own(
    interview: Interview, path: Path, settled_from: date, stated: Sequence[Statable]
) -> PastFile:
    sketch = sketch_file(path)
    if not sketch.columns:
        raise CannotRead(path, refuse_sketch(sketch))
    interview.say(f"{path.name} has {sketch.rows:,} rows. Which of its columns is ...")
    headings = tuple(sketch.columns)
    period = interview.ask(
        Question(
            key="past period",
            text="  a day of each period",
            proposal=_period(sketch),
            choices=headings,
            refuse=partial(refuse_column, sketch, of_periods=True),
        )
    )
    taken = sketch.columns[period].column.format
    for finding in sketch.findings:
        if finding.columns == (period,) and taken:
            interview.say(f"    {finding.text} Taken as '{taken}'; see 'evidence' in the text.")
    chosen: dict[Statable, str] = {}
    for each in stated:
        free = [one for one in headings if one not in {period, *chosen.values()}]
        answer = interview.ask(
            Question(
                key=f"past {each.heading}",
                text=f"  {each.title}: what was {'reached' if each.measured else 'paid'}"
                f" ({each.type}; '{_NONE}' if it is not there)",
                proposal=_like(each, free, sketch) or _NONE,
                choices=(*free, _NONE),
                refuse=partial(_refuse_amount, sketch),
            )
        )
        if answer != _NONE:
            chosen[each] = answer
    past = Past(
        settled_from=settled_from, file=path.name, period=period, columns=chosen, sketch=sketch
    )
    return PastFile(past=past, content=path)


def _refuse_amount(sketch: Sketch, heading: str) -> str:
    return "" if heading == _NONE else refuse_column(sketch, heading, of_periods=False)


def _period(sketch: Sketch) -> str:
    fitting = (one for one in sketch.columns if not refuse_column(sketch, one, of_periods=True))
    return next(fitting, "")


def _like(stated: Statable, headings: Sequence[str], sketch: Sketch) -> str:
    """Return the heading that shares most words with what is stated; empty if none does."""
    own = {*plain(stated.name).split(), *plain(stated.title).split()}
    best, most = "", 0
    for heading in headings:
        words = set(plain(heading).split())
        kind = len(words & set(_WORDS[stated.measured])) - len(
            words & set(_WORDS[not stated.measured])
        )
        shared = 3 * len(words & own) + kind
        fits = words & own and not refuse_column(sketch, heading, of_periods=False)
        if fits and shared > most:
            best, most = heading, shared
    return best
