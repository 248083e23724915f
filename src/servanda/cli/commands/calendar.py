"""``servanda calendar``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from servanda.agreement.term import moved_by_months
from servanda.cli.answering import give
from servanda.cli.clock import AtOption, moment_named
from servanda.cli.documents.calendar import calendar_document
from servanda.cli.documents.common import as_json
from servanda.cli.options import NamedAgreement
from servanda.cli.terminal import open_terminal
from servanda.decisions.agenda import agenda
from servanda.pipeline.deciding import Desk, open_desk
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.workspace import find_workspace
from servanda.reports.agenda import agenda_ics, agenda_lines

__all__ = ["calendar_command"]


class DaysReversed(MisusedCommand):
    """The first day asked for comes after the last."""

    def __init__(self, first_day: date, last_day: date) -> None:
        super().__init__(f"no day lies from {first_day} to {last_day}; write the earlier one first")


def calendar_command(
    *,
    agreement: NamedAgreement = Path(),
    first_day: Annotated[
        date | None, Parameter(name="--from", help="First day; the day of --at if not said.")
    ] = None,
    last_day: Annotated[
        date | None, Parameter(name="--until", help="Last day; a year later if not said.")
    ] = None,
    at: AtOption = "",
    format: Annotated[  # noqa: A002 - the option's name
        Literal["text", "json", "ics"],
        Parameter(name="--format", help="Text, JSON, or a file for calendars (iCalendar)."),
    ] = "text",
) -> int:
    """List the days that matter: notice and end, renewal, amendments, values that change,
    statements that are due, and until when something can be claimed or answered.

    As a calendar file it is printed for a calendar to take over; an event keeps its identity, so
    that a newer file moves it and doubles nothing.

    For example:

    ```
    servanda calendar
    servanda calendar --from 2028-01-01 --until 2028-12-31 --format json
    servanda calendar --format ics > agreement.ics
    ```
    """
    terminal = open_terminal()
    opened = open_desk(find_workspace(agreement), moment_named(at))
    if opened.value is None:
        return give(terminal, opened, "json" if format == "json" else "text", text=_nothing,
                    document=lambda _: {})  # fmt: skip
    desk = opened.value
    first = first_day or desk.book.day_of(desk.at)
    last = last_day or moved_by_months(first, 12)
    if last < first:
        raise DaysReversed(first, last)
    items = agenda(desk.book, desk.standing, first, last)

    def show(desk: Desk) -> None:
        if format == "ics":
            # A calendar's lines end as calendars ask for, not as a terminal shows them.
            terminal.out.file.write(agenda_ics(desk.book, items, desk.at).decode("utf-8"))
            return
        for line in agenda_lines(desk.book, items):
            terminal.out.print(Text(line), soft_wrap=True)

    return give(
        terminal,
        opened,
        "json" if format == "json" else "text",
        text=show,
        document=lambda _: as_json(calendar_document(first, last, items)),
    )


def _nothing(_: Desk) -> None:
    return None
