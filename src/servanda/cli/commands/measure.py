"""``servanda measure``."""

from __future__ import annotations

from pathlib import Path

from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.measure import measure_document
from servanda.cli.options import AgreementPath, FormatOption, LocaleOption, Places, Wanted
from servanda.cli.progress import telling
from servanda.cli.terminal import open_terminal
from servanda.pipeline.measuring import measure
from servanda.pipeline.workspace import find_workspace
from servanda.reports.figures import figures_text
from servanda.reports.reader import Reader

__all__ = ["measure_command"]

_ALL_SO_FAR = Wanted()
_BESIDE = Places()


def measure_command(
    agreement: AgreementPath = Path(),
    *,
    wanted: Wanted = _ALL_SO_FAR,
    places: Places = _BESIDE,
    locale: LocaleOption = "en",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Compute every figure of an agreement from its evidence, with what counted and what did not.

    What became of every single record is kept as Parquet below the cache folder, a file for each
    measure, of much evidence a file for each month, quarter or year in which records began;
    `--format json` names the files.

    For example:

    ```
    servanda measure --period 2026-03
    servanda measure northwind-acme --evidence exports/march --format json
    ```
    """
    reader = Reader(locale=locale)
    terminal = open_terminal()
    workspace = find_workspace(agreement, evidence=places.evidence, cache=places.cache)
    with telling(terminal.err) as progress:
        answer = measure(workspace, choice=wanted.choice, moment=wanted.moment, progress=progress)
    return give(
        terminal,
        answer,
        format,
        text=lambda measured: terminal.out.print(figures_text(measured, reader)),
        document=lambda measured: as_json(measure_document(measured, reader)),
    )
