"""``servanda signal-measure``."""

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
from servanda.pipeline.signals import drafted_signal
from servanda.pipeline.workspace import find_workspace

__all__ = ["signal_measure_command"]


def signal_measure_command(
    number: Annotated[int, Parameter(help="Number of the incident's review.")],
    *,
    first_day: Annotated[
        date, Parameter(name="--from", help="First day on which the amendment governs.")
    ],
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
) -> int:
    """Print the draft of an amendment that measures the early signal that a review named.

    It is measured and shown on trial: no commitment judges it, and no money hangs on it. Looked
    over and saved as the next amendment, it is proposed and signed like any other.

    For example:

    ```
    servanda signal-measure 27 --from 2027-01-01 > amendment-2.yaml
    ```
    """
    terminal = open_terminal()
    opened = open_desk(find_workspace(agreement), moment_named(at))

    def show(desk: Desk) -> None:
        terminal.out.file.write(drafted_signal(desk, number, first_day))

    return give(terminal, opened, "text", text=show, document=lambda _: {})
