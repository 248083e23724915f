"""``servanda model fill``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.model import changes_document
from servanda.cli.modelling import NamedModel, OnOption, day_named
from servanda.cli.options import FormatOption, LocaleOption
from servanda.cli.terminal import open_terminal
from servanda.pipeline.model_filling import ChangedTexts, fill_model, write_changed
from servanda.reports.clean import one_line
from servanda.reports.model_paper import changes_paper
from servanda.reports.paper_text import paper_lines
from servanda.reports.reader import Reader

__all__ = ["fill_command"]


def fill_command(
    sheet: Annotated[Path, Parameter(help="The sheet that was filled in, XLSX or CSV.")],
    *,
    model: NamedModel = Path(),
    on: OnOption = None,
    diff: Annotated[
        bool, Parameter(negative="", help="Write nothing; show what would change.")
    ] = False,
    locale: LocaleOption = "en",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Bring a matrix back that was filled in as a spreadsheet, and say what changes.

    All of it is taken or nothing: what cannot be is told with the name of its cell. Rows that are
    not in the sheet stay as they are, and so do comments in the text.

    For example:

    ```
    servanda model fill matrix.xlsx --diff
    servanda model fill matrix.xlsx
    ```
    """
    day = day_named(on)
    terminal = open_terminal()
    answer = fill_model(model, sheet, day)
    if answer.value is not None and not diff:
        write_changed(answer.value)

    def show(changed: ChangedTexts) -> None:
        words = "between the text and the sheet"
        paper = changes_paper(changed.title, changed.differences, day, words)
        for line in paper_lines(paper, Reader(locale=locale)):
            terminal.out.print(Text(line), soft_wrap=True)
        for path in () if diff else changed.texts:
            terminal.err.print(Text(f"{one_line(str(path))}: written"), soft_wrap=True)

    return give(
        terminal,
        answer,
        format,
        text=show,
        document=lambda changed: as_json(
            changes_document(changed.differences, [] if diff else [str(p) for p in changed.texts])
        ),
    )
