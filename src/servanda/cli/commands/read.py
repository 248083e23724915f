"""``servanda read``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.read import read_document
from servanda.cli.options import AgreementPath, FormatOption, LocaleOption, Places
from servanda.cli.progress import telling
from servanda.cli.terminal import Terminal, open_terminal
from servanda.facts.measurement import Measurement
from servanda.pipeline.plain.deciding import deciding_cases
from servanda.pipeline.plain.overview import Overview, read
from servanda.pipeline.workspace import Workspace, find_workspace
from servanda.reports.plain import plain_view
from servanda.reports.plain_text import plain_text
from servanda.reports.plain_view import PlainView
from servanda.reports.reader import Reader

__all__ = ["read_command"]

_BESIDE = Places()


def read_command(
    agreement: AgreementPath = Path(),
    *,
    period: Annotated[
        str,
        Parameter(
            help="Tell it as it stands in this period, with what was measured: 2026-03, 2026-Q1.",
            show_default=False,
        ),
    ] = "",
    places: Places = _BESIDE,
    locale: LocaleOption = "en",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Say in plain words what an agreement means: who promised what, what 99% is in hours and
    cases, which nights and days do not count, what a bad month costs and a good one brings.

    For example:

    ```
    servanda read
    servanda read northwind-acme --period 2026-03
    ```
    """
    reader = Reader(locale=locale)
    terminal = open_terminal()
    workspace = find_workspace(agreement, evidence=places.evidence, cache=places.cache)
    answer = read(workspace, period=period or None)
    volumes = _volumes(terminal, workspace, period) if answer.value is not None else {}

    def view(overview: Overview) -> PlainView:
        deciding = deciding_cases(overview.history, volumes)
        return plain_view(overview, reader, volumes=volumes, deciding=deciding)

    return give(
        terminal,
        answer,
        format,
        text=lambda overview: terminal.out.print(plain_text(view(overview))),
        document=lambda found: as_json(read_document(found, view(found), reader)),
    )


def _volumes(terminal: Terminal, workspace: Workspace, period: str) -> Mapping[str, Measurement]:
    """Measure the period where one is named and there is evidence; without, the text suffices."""
    if not period or not workspace.evidence.is_dir():
        return {}
    # Reading the text alone must not wait for what measures evidence.
    from servanda.pipeline.plain.volumes import measure_volumes  # noqa: PLC0415 - as said above

    with telling(terminal.err) as progress:
        measured = measure_volumes(workspace, period, progress=progress)
    if measured.value is None:
        terminal.err.print("the evidence has mistakes, so that nothing is said of volumes")
        return {}
    return measured.value
