"""``servanda model journal``."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.model_journal import model_journal_document
from servanda.cli.modelling import ModelPath
from servanda.cli.options import FormatOption
from servanda.cli.terminal import open_terminal
from servanda.pipeline.operating import OpenedModel, open_model
from servanda.reports.record_text import model_lines

__all__ = ["journal_command"]


def journal_command(
    model: ModelPath = Path(),
    *,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """List what was said about an operating model: risks borne, gates agreed, tasks, controls.

    An entry that does not count is marked, and `servanda model check` says why.

    For example:

    ```
    servanda model journal
    servanda model journal acme-bank --format json
    ```
    """
    terminal = open_terminal()

    def show(opened: OpenedModel) -> None:
        heard, uncounted = opened.heard()
        lines = list(model_lines(opened.journal.entries, heard.counted, uncounted))
        for line in lines or ["Nothing was said about it so far."]:
            terminal.out.print(Text(line), soft_wrap=True)

    return give(
        terminal,
        open_model(model),
        format,
        text=show,
        document=lambda opened: as_json(model_journal_document(opened)),
    )
