"""``servanda review invitation``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.answering import give
from servanda.cli.clock import AtOption, moment_named
from servanda.cli.options import NamedAgreement
from servanda.cli.terminal import open_terminal
from servanda.pipeline.deciding import Desk, open_desk
from servanda.pipeline.reviewing import planned_review
from servanda.pipeline.workspace import find_workspace
from servanda.reports.invitation import invitation_ics

__all__ = ["invitation_command"]


def invitation_command(
    review: Annotated[str, Parameter(help="The review's name in the agreement.")],
    period: Annotated[str, Parameter(help="What it is for: 2026-H1, 2026-Q1, 2026-03 or 2026.")],
    *,
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
) -> int:
    """Print the invitation to a review that is planned, as a file for calendars (iCalendar).

    It keeps its identity when the review is planned anew, so that a calendar moves what it has.
    Its time stands in each side's zone in the text.

    For example:

    ```
    servanda review invitation steering 2026-H1 > steering.ics
    ```
    """
    terminal = open_terminal()
    opened = open_desk(find_workspace(agreement), moment_named(at))

    def show(desk: Desk) -> None:
        planned = planned_review(desk, review, period)
        content = invitation_ics(desk.history.latest, planned, desk.at)
        # A calendar's lines end as calendars ask for, not as a terminal shows them.
        terminal.out.file.write(content.decode("utf-8"))

    return give(terminal, opened, "text", text=show, document=lambda _: {})
