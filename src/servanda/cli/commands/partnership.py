"""``servanda partnership``."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.clock import AtOption, moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.partnership import partnership_document
from servanda.cli.options import AgreementPath, FormatOption
from servanda.cli.terminal import open_terminal
from servanda.pipeline.deciding import Desk, open_desk
from servanda.pipeline.reviewing import together
from servanda.pipeline.workspace import find_workspace
from servanda.reports.partnership_text import partnership_lines

__all__ = ["partnership_command"]


def partnership_command(
    agreement: AgreementPath = Path(),
    *,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Say how both sides work together: reviews, actions, incidents learned from, quotations,
    work, and what was given as goodwill.

    Favours that have become a habit are pointed out, and rights given up again and again.

    For example:

    ```
    servanda partnership
    servanda partnership northwind-acme --at 2026-06-30 --format json
    ```
    """
    terminal = open_terminal()
    opened = open_desk(find_workspace(agreement), moment_named(at))

    def show(desk: Desk) -> None:
        waived = ((each.waived_by, each.line.name) for each in desk.standing.waivers)
        for line in partnership_lines(desk.book, together(desk), waived, desk.at):
            terminal.out.print(Text(line), soft_wrap=True)

    return give(
        terminal, opened, format, text=show, document=lambda d: as_json(partnership_document(d))
    )
