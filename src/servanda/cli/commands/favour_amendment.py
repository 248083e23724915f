"""``servanda favour-amendment``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.answering import give
from servanda.cli.clock import AtOption, moment_named
from servanda.cli.options import NamedAgreement
from servanda.cli.terminal import open_terminal
from servanda.pipeline.deciding import Desk, open_desk
from servanda.pipeline.favours import drafted
from servanda.pipeline.workspace import find_workspace

__all__ = ["favour_amendment_command"]


def favour_amendment_command(
    favour: Annotated[str, Parameter(help="The favour's short name.")],
    *,
    first_day: Annotated[
        date, Parameter(name="--from", help="First day on which the amendment governs.")
    ],
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
) -> int:
    """Print the draft of an amendment that makes ordered work of a favour that is a habit.

    Its price is what the favour was worth on average; what comes with the fee is written as
    nothing. Looked over and saved as the next amendment, it is proposed and signed like any other.

    For example:

    ```
    servanda favour-amendment weekend --from 2027-01-01 > amendment-2.yaml
    ```
    """
    terminal = open_terminal()
    opened = open_desk(find_workspace(agreement), moment_named(at))

    def show(desk: Desk) -> None:
        terminal.out.file.write(drafted(desk, favour, first_day))

    return give(terminal, opened, "text", text=show, document=lambda _: {})
