"""``servanda operate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.exit_codes import ExitCode
from servanda.cli.terminal import open_terminal
from servanda.pipeline.refusals import MisusedCommand

__all__ = ["operate_command"]

Doing = Literal["show", "shut-out", "let-in", "clear-factors", "let-administer"]


def operate_command(
    folder: Annotated[Path, Parameter(help="Folder of the shared book.")],
    doing: Annotated[Doing, Parameter(help="What to do.")] = "show",
    whom: Annotated[
        str,
        Parameter(
            help="Whom it is about: a mail address, or an identifier as `show` tells it.",
            show_default=False,
        ),
    ] = "",
) -> int:
    """See who is in a shared book, shut somebody out, let somebody in again.

    For whoever runs the book, where its parties cannot help themselves. `show` tells of one too,
    as of the identifier that the log names. `shut-out` ends somebody's sessions and tokens at
    once, a system's too, and `let-in` lets them in again. `clear-factors` takes second factors and
    passkeys away from somebody who has lost them. `let-administer` names an administrator for an
    organisation that has none any more. What it changes of people stands in the host's journal;
    nothing that anybody has said can be changed.

    For example:

    ```
    servanda operate book
    servanda operate book shut-out c.jones@example.com
    ```
    """
    if not whom and doing != "show":
        raise MisusedCommand(f"'{doing}' is about one person or system: name whom")
    # The web framework is loaded by few commands.
    from servanda.record.opening import open_book, see_current  # noqa: PLC0415 - as said above

    open_book(folder)
    see_current()
    terminal = open_terminal()
    for line in _lines(doing, whom):
        terminal.out.print(Text(line), soft_wrap=True)
    return ExitCode.FINE


def _lines(doing: Doing, whom: str) -> list[str]:
    # Where no book is open these cannot be loaded.
    from servanda.desk import operating  # noqa: PLC0415 - as said above
    from servanda.web.clock import now  # noqa: PLC0415 - as said above

    match doing:
        case "show" if whom:
            return [operating.person_line(whom)]
        case "show":
            return [*operating.people_lines(), "", *operating.agreement_lines()]
        case "shut-out":
            person = operating.shut_out(whom, now())
            return [f"{person.name} is shut out: sessions and tokens have ended"]
        case "let-in":
            return [f"{operating.let_in_again(whom).name} can sign in again"]
        case "clear-factors":
            person = operating.clear_factors(whom, now())
            return [f"{person.name} signs in with a password alone, and is told so by mail"]
        case "let-administer":
            person = operating.let_administer(whom)
            return [f"{person.name} administers {person.organisation.name}"]
