"""``servanda waiting``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.clock import AtOption, moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.waiting import waiting_document
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.terminal import open_terminal
from servanda.decisions.reminding import Reminder, reminders
from servanda.decisions.waiting import Waiting, waiting
from servanda.pipeline.deciding import Desk, open_desk
from servanda.pipeline.workspace import find_workspace
from servanda.reports.clean import one_line
from servanda.reports.record_text import waiting_line

__all__ = ["waiting_command"]


def waiting_command(
    *,
    agreement: NamedAgreement = Path(),
    party: Annotated[
        Literal["client", "provider", ""],
        Parameter(name="--party", help="Only what waits for this party.", show_default=False),
    ] = "",
    remind: Annotated[
        bool, Parameter(name="--reminders", negative="", help="List reminders and their time too.")
    ] = False,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """List what waits for whom until when, and what silence would mean.

    Reminders are for whoever sends them: when something was asked, seven days and one day before
    its time runs out, and when it has run out and silence settles nothing.

    For example:

    ```
    servanda waiting
    servanda waiting --party client --reminders
    servanda waiting --at 2026-03-31 --format json
    ```
    """
    terminal = open_terminal()
    opened = open_desk(find_workspace(agreement), moment_named(at))

    def show(desk: Desk) -> None:
        asked = _asked(desk, party)
        for line in _lines(desk, asked, reminders(asked) if remind else ()):
            terminal.out.print(Text(line), soft_wrap=True)

    return give(
        terminal,
        opened,
        format,
        text=show,
        document=lambda desk: as_json(
            waiting_document(
                desk.at,
                _asked(desk, party),
                reminders(_asked(desk, party)),
                {each.sha256: each.number for each in desk.known},
            )
        ),
    )


def _asked(desk: Desk, party: str) -> tuple[Waiting, ...]:
    everything = waiting(desk.book, desk.standing)
    return tuple(each for each in everything if party in {"", each.party})


def _lines(desk: Desk, asked: Sequence[Waiting], told: Sequence[Reminder]) -> Iterator[str]:
    if not asked:
        yield "Nothing waits for an answer."
    for each in asked:
        overdue = "  OVERDUE" if each.due is not None and each.due < desk.at else ""
        yield waiting_line(desk.book, each).strip() + overdue
    if told:
        yield ""
        yield "Reminders:"
    for reminder in told:
        waits = reminder.waiting
        yield (
            f"  {desk.book.words(reminder.at)}  to the {waits.party}: {one_line(waits.what)}"
            f" ({reminder.sort.value})"
        )
