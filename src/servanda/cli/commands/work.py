"""``servanda work``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.exit_codes import ExitCode
from servanda.cli.terminal import open_terminal

__all__ = ["work_command"]


def work_command(
    folder: Annotated[Path, Parameter(help="Folder of the shared book.")],
    *,
    listing: Annotated[
        bool, Parameter(name="--list", negative="", help="List the jobs that were given up.")
    ] = False,
    again: Annotated[
        str,
        Parameter(name="--again", help="Try this job again, by its key.", show_default=False),
    ] = "",
    once: Annotated[
        bool, Parameter(name="--once", negative="", help="Stop when nothing is left to do.")
    ] = False,
) -> int:
    """Do what waits in the background of a shared book: letters, long uploads, statements.

    `servanda serve` does so itself, unless told `--no-work`. Any number of these may work beside
    it; each job is taken by one of them, and taken up again where one was stopped. What fails is
    tried again for about a day, then given up and listed.

    For example:

    ```
    servanda work book
    servanda work book --list
    ```
    """
    # The web framework is loaded by nothing else on the command line.
    from servanda.web.working import give_another_try, given_up_lines, work  # noqa: PLC0415 - above

    terminal = open_terminal()
    if listing:
        for line in given_up_lines(folder):
            terminal.out.print(Text(line), soft_wrap=True)
        return ExitCode.FINE
    if again:
        does = give_another_try(folder, again)
        terminal.out.print(Text(f"'{does}' will be tried again"), soft_wrap=True)
        return ExitCode.FINE
    work(folder, once=once)
    return ExitCode.FINE
