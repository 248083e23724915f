"""What every command does with an answer that may hold diagnostics instead of a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from servanda.cli.diagnostic_text import diagnostics_text
from servanda.cli.documents.check import check_document
from servanda.cli.documents.common import as_json
from servanda.cli.exit_codes import ExitCode
from servanda.cli.options import OutputFormat
from servanda.cli.terminal import Terminal
from servanda.pipeline.answer import Answer

__all__ = ["give"]

T = TypeVar("T")


def give(
    terminal: Terminal,
    answer: Answer[T],
    wanted: OutputFormat,
    *,
    text: Callable[[T], None],
    document: Callable[[T], Mapping[str, Any]],
) -> int:
    """Print an answer, or the mistakes that stand in its way.

    With ``text``, diagnostics go to standard error, so that the answer alone is in a pipe. With
    ``json``, warnings stay out of the way too, and errors are printed as a check's document.

    Returns:
        The exit code.
    """
    if answer.value is None:
        return _mistakes(terminal, answer, wanted)
    if answer.diagnostics:
        terminal.err.print(diagnostics_text(answer.diagnostics, answer.sources), soft_wrap=True)
    if wanted == "json":
        terminal.print_json(document(answer.value))
    else:
        text(answer.value)
    return ExitCode.FINE


def _mistakes(terminal: Terminal, answer: Answer[T], wanted: OutputFormat) -> int:
    if wanted == "json":
        terminal.print_json(as_json(check_document(None, answer.diagnostics)))
    else:
        terminal.err.print(diagnostics_text(answer.diagnostics, answer.sources), soft_wrap=True)
    return ExitCode.MISTAKES
