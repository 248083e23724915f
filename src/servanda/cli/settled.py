"""Statements written and shown, as settling and the demonstration do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.text import Text

from servanda.cli.terminal import Terminal
from servanda.facts.statement import Statement
from servanda.pipeline.settling import Settled, Written, write_statements
from servanda.reports.clean import one_line
from servanda.reports.headline import headline
from servanda.reports.page import statement_page
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural
from servanda.reports.statement_view import statement_view
from servanda.reports.terminal import statement_text

__all__ = ["print_settled", "write_settled"]


def write_settled(settled: Settled, folder: Path, reader: Reader) -> tuple[Written, ...]:
    """Write statements as JSON and as pages; raises ``CannotWrite``."""
    zone = settled.measured.history.latest.settlement.zone
    local = replace(reader, zone=zone)

    def page(statement: Statement) -> str:
        return statement_page(statement_view(statement, local))

    return write_statements(settled.statements, folder, page)


def print_settled(terminal: Terminal, written: Sequence[Written], reader: Reader) -> None:
    """Show the latest statement whole, and say in a line each how the others were."""
    for each in written[:-1]:
        terminal.out.print(Text(headline(each.statement, reader)), soft_wrap=True)
    if len(written) > 1:
        terminal.out.print()
    terminal.out.print(statement_text(statement_view(written[-1].statement, reader)))
    terminal.out.print()
    count = f"{len(written)} {plural(len(written), 'statement')}"
    folder = one_line(str(written[-1].page.parent))
    page = written[-1].page.name
    terminal.out.print(
        Text(f"{count} written to {folder}; the latest page is {page}"), soft_wrap=True
    )
