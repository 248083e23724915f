"""``servanda model format``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.exit_codes import ExitCode
from servanda.cli.modelling import ModelPath
from servanda.cli.terminal import open_terminal
from servanda.operating_model.surface.root import OPERATING_MODEL
from servanda.pipeline.layout import LaidOut, lay_out_files, write_laid_out
from servanda.pipeline.operating import find_model
from servanda.reports.clean import one_line

__all__ = ["format_command"]


def format_command(
    model: ModelPath = Path(),
    *,
    check: Annotated[
        bool, Parameter(negative="", help="Write nothing; exit with 1 if a text would change.")
    ] = False,
) -> int:
    """Lay the text of an operating model out in house style; comments stay.

    For example:

    ```
    servanda model format
    servanda model format --check acme-bank
    ```
    """
    answer = lay_out_files(find_model(model), OPERATING_MODEL)
    if answer.value is not None and not check:
        write_laid_out(answer.value)
    terminal = open_terminal()

    def show(texts: tuple[LaidOut, ...]) -> None:
        for text in texts:
            verb = "would change" if check else "laid out"
            word = verb if text.changes else "already in house style"
            terminal.err.print(Text(f"{one_line(str(text.path))}: {word}"), soft_wrap=True)

    code = give(terminal, answer, "text", text=show, document=lambda _: {})
    would_change = check and any(each.changes for each in answer.value or ())
    return ExitCode.MISTAKES if would_change else code
