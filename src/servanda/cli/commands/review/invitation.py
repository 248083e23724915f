"""``servanda review invitation``."""

from __future__ import annotations

from email.utils import parseaddr
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.answering import give
from servanda.cli.clock import AtOption, moment_named
from servanda.cli.options import NamedAgreement
from servanda.cli.terminal import open_terminal
from servanda.partnership.planning import revision_of
from servanda.pipeline.deciding import Desk, open_desk
from servanda.pipeline.reviewing import planned_review, together
from servanda.pipeline.spoken import NotReadable
from servanda.pipeline.workspace import find_workspace
from servanda.reports.invitation import Organizer, invitation_ics

__all__ = ["invitation_command"]


def invitation_command(
    review: Annotated[str, Parameter(help="The review's name in the agreement.")],
    period: Annotated[str, Parameter(help="What it is for: 2026-H1, 2026-Q1, 2026-03 or 2026.")],
    *,
    organizer: Annotated[
        str,
        Parameter(
            help="Whom those who are asked answer: 'C. Jones <c.jones@acme.example>'; without it"
            " a calendar takes the review over and asks nobody."
        ),
    ] = "",
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
) -> int:
    """Print the invitation to a review that is planned, as a file for calendars (iCalendar).

    It keeps its identity when the review is planned anew, so that a calendar moves what it has.
    Its time stands in each side's zone, and every calendar shows it by its own. Sent by mail with
    '--organizer', it asks those who have an address to come; what it answers goes there.

    For example:

    ```
    servanda review invitation steering 2026-H1 > steering.ics
    ```
    """
    terminal = open_terminal()
    opened = open_desk(find_workspace(agreement), moment_named(at))

    def show(desk: Desk) -> None:
        planned = planned_review(desk, review, period)
        assert planned.plan is not None, "it is planned"
        content = invitation_ics(
            desk.history,
            planned.plan,
            together(desk),
            desk.at,
            revision=revision_of(desk.journal.entries, review, period),
            organizer=_organizer(organizer),
        )
        # A calendar's lines end as calendars ask for, not as a terminal shows them.
        terminal.out.file.write(content.decode("utf-8"))

    return give(terminal, opened, "text", text=show, document=lambda _: {})


def _organizer(text: str) -> Organizer | None:
    if not text:
        return None
    name, address = parseaddr(text)
    if "@" not in address:
        raise NotReadable(text, "person with an address", "'C. Jones <c.jones@acme.example>'")
    return Organizer(address=address, name=name or address)
