"""``servanda model matrix``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.modelling import NamedModel, OnOption, chosen_services, day_named
from servanda.cli.terminal import open_terminal
from servanda.pipeline.files import write_all
from servanda.pipeline.operating import examine_folder
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.clean import one_line

__all__ = ["matrix_command"]


def matrix_command(
    file: Annotated[Path, Parameter(help="Where it is written: matrix.xlsx.")],
    *,
    service: Annotated[
        str, Parameter(help="One service, by its name; all of them if not said.")
    ] = "",
    model: NamedModel = Path(),
    on: OnOption = None,
) -> int:
    """Write the matrix as a sheet to fill in; 'servanda model fill' brings it back.

    To read or to print it, 'servanda model show SERVICE' gives it as text, JSON, page or PDF.

    For example:

    ```
    servanda model matrix matrix.xlsx
    servanda model matrix payments.xlsx --service payments
    ```
    """
    if file.suffix.lower() != ".xlsx":
        raise MisusedCommand(f"'{file.name}' is no workbook; let its name end with .xlsx")
    if file.exists():
        raise MisusedCommand(f"'{file}' is there already; name a file that is not")
    day = day_named(on)
    answer = examine_folder(model, day)
    terminal = open_terminal()

    def write(found: object) -> None:
        # Workbooks take their time to load, and a mistaken text is told without one.
        from servanda.reports.workbook.matrix_book import (  # noqa: PLC0415 - as said above
            matrix_workbook,
        )

        assert answer.value is found
        assert answer.value is not None
        content = matrix_workbook(answer.value.model, chosen_services(answer.value, service), day)
        write_all(file.parent, {file.name: content})
        terminal.out.print(Text(f"written to {one_line(str(file))}"), soft_wrap=True)

    return give(terminal, answer, "text", text=write, document=lambda _: {})
