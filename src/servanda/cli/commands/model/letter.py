"""``servanda model letter``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.modelling import NamedModel
from servanda.cli.terminal import open_terminal
from servanda.pipeline.operating import OpenedModel, open_model
from servanda.pipeline.refusals import UnknownService
from servanda.reports.clean import one_line
from servanda.reports.letter_text import letter_lines

__all__ = ["letter_command"]


def letter_command(
    entry: Annotated[str, Parameter(help="The service, by its name in the register.")],
    *,
    model: NamedModel = Path(),
    sender: Annotated[str, Parameter(name="--from", help="On whose behalf it is written.")] = "IT",
) -> int:
    """Write to the owner of a service of the business what IT can do for it: advice, not policing.

    What the register does not know is asked, gently. When the letter has gone out, say so in the
    register with 'letter'.

    For example:

    ```
    servanda model letter fleet_planner
    servanda model letter fleet_planner --from "the operating model team" > letter.txt
    ```
    """
    terminal = open_terminal()

    def show(opened: OpenedModel) -> None:
        known = opened.model.register
        if entry not in known:
            raise UnknownService(entry, known, "entry of the register")
        for line in letter_lines(known[entry], sender):
            indent = "  " if line.startswith("  ") else ""
            terminal.out.print(Text(indent + one_line(line)), soft_wrap=True)

    return give(terminal, open_model(model), "text", text=show, document=lambda _: {})
