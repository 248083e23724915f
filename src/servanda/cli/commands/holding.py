"""``servanda holding``."""

from __future__ import annotations

from pathlib import Path

from servanda.cli.answering import give
from servanda.cli.clock import moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.holding import holding_document
from servanda.cli.options import AgreementPath, AsOfOption, FormatOption, LocaleOption, Places
from servanda.cli.progress import telling
from servanda.cli.terminal import open_terminal
from servanda.pipeline.answer import Answer
from servanda.pipeline.booking import book
from servanda.pipeline.holding import HoldingAccountShown, look_at_holding
from servanda.pipeline.workspace import find_workspace
from servanda.reports.holding_text import holding_text
from servanda.reports.reader import Reader

__all__ = ["holding_command"]

_BESIDE = Places()


def holding_command(
    agreement: AgreementPath = Path(),
    *,
    places: Places = _BESIDE,
    as_of: AsOfOption = None,
    locale: LocaleOption = "en",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Show the holding account: what came in, what was bought, and whether it helped.

    Service credits that the agreement sends there wait until the party that it names decides what
    they are spent on. Of everything bought one sees the measure that it was meant to help, before
    and after.

    For example:

    ```
    servanda holding
    servanda holding northwind-acme --as-of 2026-06-30
    ```
    """
    reader = Reader(locale=locale)
    terminal = open_terminal()
    workspace = find_workspace(agreement, evidence=places.evidence, cache=places.cache)
    booked = book(workspace, moment_named(""), on=as_of)
    if booked.value is None:
        answer: Answer[HoldingAccountShown] = Answer(None, booked.diagnostics)
    else:
        with telling(terminal.err) as progress:
            answer = look_at_holding(booked.value, workspace, progress=progress)
    return give(
        terminal,
        answer,
        format,
        text=lambda shown: terminal.out.print(holding_text(shown, reader)),
        document=lambda shown: as_json(holding_document(shown, reader)),
    )
