"""``servanda check``."""

from __future__ import annotations

from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.cli.diagnostic_text import diagnostics_text, summary
from servanda.cli.documents.check import check_document
from servanda.cli.documents.common import as_json
from servanda.cli.exit_codes import ExitCode
from servanda.cli.options import AgreementPath, FormatOption
from servanda.cli.terminal import Terminal, open_terminal
from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.check import check
from servanda.pipeline.workspace import find_workspace
from servanda.reports.clean import one_line
from servanda.reports.spelling import plural

__all__ = ["check_command"]


def check_command(agreement: AgreementPath = Path(), *, format: FormatOption = "text") -> int:  # noqa: A002 - the option's name
    """Say what is wrong with an agreement, with its place and what to do.

    All mistakes are shown at once. Evidence is not looked at: `servanda profile` does that.

    For example:

    ```
    servanda check
    servanda check northwind-acme
    servanda check --format json northwind-acme
    ```
    """
    answer = check(find_workspace(agreement))
    terminal = open_terminal()
    if format == "json":
        terminal.print_json(as_json(check_document(answer.value, answer.diagnostics)))
    else:
        _print(terminal, answer.value, answer.diagnostics)
    return ExitCode.FINE if answer.value is not None else ExitCode.MISTAKES


def _print(
    terminal: Terminal, history: History | None, diagnostics: tuple[Diagnostic, ...]
) -> None:
    if diagnostics:
        terminal.out.print(diagnostics_text(diagnostics), soft_wrap=True)
    if history is not None:
        terminal.out.print(_fine(history, diagnostics), soft_wrap=True)


def _fine(history: History, diagnostics: tuple[Diagnostic, ...]) -> str:
    latest = history.latest
    commitments = f"{len(latest.commitments)} {plural(len(latest.commitments), 'commitment')}"
    amendments = len(history.versions) - 1
    amended = f", {amendments} {plural(amendments, 'amendment')}" if amendments else ""
    found = summary(diagnostics) or "no mistakes found"
    return f"{one_line(latest.title)}: {commitments}{amended}; {found}."
