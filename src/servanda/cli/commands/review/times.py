"""``servanda review times``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.clock import AtOption, moment_named
from servanda.cli.options import NamedAgreement
from servanda.cli.terminal import open_terminal
from servanda.partnership.clocks import times_in_zones
from servanda.pipeline.deciding import Desk, open_desk
from servanda.pipeline.meeting_times import meeting_times
from servanda.pipeline.reviewing import due_review, together
from servanda.pipeline.workspace import find_workspace

__all__ = ["times_command"]


def times_command(
    review: Annotated[str, Parameter(help="The review's name in the agreement.")],
    period: Annotated[str, Parameter(help="What it is for: 2026-H1, 2026-Q1, 2026-03 or 2026.")],
    *,
    minutes: Annotated[int, Parameter(help="How long it takes.")] = 120,
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
) -> int:
    """Say when both sides could meet for a review, by each side's clock.

    Both work then, from 9:00 to 17:00 by their own clocks, or from 8:00 to 19:00 where those hours
    have nothing in common. Weekends and public holidays of both countries are left out, and so
    are times at which another review is planned. People have a week's notice where that is left.

    For example:

    ```
    servanda review times steering 2026-H1
    servanda review times steering 2026-H1 --minutes 60
    ```
    """
    terminal = open_terminal()
    opened = open_desk(find_workspace(agreement), moment_named(at))

    def show(desk: Desk) -> None:
        due = due_review(desk.history, review, period, partnership=together(desk))
        found = together(desk)
        times = list(meeting_times(desk.history, found, desk.at, due.until, minutes=minutes))
        for each in times:
            words = " = ".join(times_in_zones(desk.history.latest, each.starts, each.ends))
            terminal.out.print(Text(words), soft_wrap=True)
        if not times:
            why = "no time is left on which both sides work, before it is due"
            terminal.err.print(Text(why), soft_wrap=True)

    return give(terminal, opened, "text", text=show, document=lambda _: {})
