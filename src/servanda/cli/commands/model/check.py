"""``servanda model check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.diagnostic_text import diagnostics_text
from servanda.cli.documents.check import check_document
from servanda.cli.documents.common import as_json
from servanda.cli.documents.model import model_document
from servanda.cli.exit_codes import ExitCode
from servanda.cli.modelling import ModelPath, OnOption, day_named
from servanda.cli.options import FormatOption
from servanda.cli.terminal import open_terminal
from servanda.operating_model.rules.everything import Examination
from servanda.pipeline.answer import has_errors
from servanda.pipeline.operating import examine_folder
from servanda.reports.clean import one_line
from servanda.reports.spelling import plural

__all__ = ["check_command"]


def check_command(
    model: ModelPath = Path(),
    *,
    on: OnOption = None,
    borne: Annotated[
        bool, Parameter(negative="", help="Show findings that somebody has accepted, too.")
    ] = False,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Say what is wrong with an operating model, and what it leaves at risk.

    Mistakes of the text are told all at once, with their places. A text without any is held
    against the rules of the trade and against the agreements that it names: what is found is a
    risk, which is told until it is mended or somebody has accepted it for a while.

    For example:

    ```
    servanda model check
    servanda model check acme-bank --on 2026-06-30
    servanda model check --borne --format json
    ```
    """
    terminal = open_terminal()
    answer = examine_folder(model, day_named(on))
    found = answer.value
    if format == "json":
        document = (
            model_document(found, tuple(found.standings.values()), answer.diagnostics)
            if found is not None
            else check_document(None, answer.diagnostics)
        )
        terminal.print_json(as_json(document))
    else:
        shown = [*answer.diagnostics]
        if found is not None:
            shown += [each.diagnostic for each in found.findings if borne or each.is_open]
        if shown:
            terminal.out.print(diagnostics_text(shown), soft_wrap=True)
        if found is not None:
            terminal.out.print(_summary(found), soft_wrap=True)
    return ExitCode.MISTAKES if has_errors(answer.diagnostics) else ExitCode.FINE


def _summary(found: Examination) -> str:
    services = f"{len(found.standings)} {plural(len(found.standings), 'service')}"
    risks = [each for each in found.findings if each.is_pressing]
    borne = sum(not each.is_open for each in found.findings)
    bare = f"{len(risks)} {plural(len(risks), 'finding')}" if risks else "no finding"
    accepted = f", {borne} accepted" if borne else ""
    return (
        f"{one_line(found.model.title)}: {services}; on {found.day.isoformat()} {bare} that"
        f" nobody bears{accepted}."
    )
