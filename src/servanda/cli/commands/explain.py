"""``servanda explain``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from servanda.cli.answering import give
from servanda.cli.diagnostic_text import kind_text
from servanda.cli.documents.case import case_document
from servanda.cli.documents.common import as_json
from servanda.cli.documents.explain import explain_document
from servanda.cli.documents.kind import kind_document
from servanda.cli.exit_codes import ExitCode
from servanda.cli.known_diagnostics import kind_called
from servanda.cli.options import (
    FormatOption,
    LocaleOption,
    NamedAgreement,
    OutputFormat,
    Places,
)
from servanda.cli.progress import telling
from servanda.cli.terminal import open_terminal
from servanda.pipeline.casework import explain_one_case
from servanda.pipeline.explaining import explain
from servanda.pipeline.people import names_of
from servanda.pipeline.workspace import Workspace, find_workspace
from servanda.reports.explanation import explanation_text
from servanda.reports.reader import Reader
from servanda.reports.timeline import case_text

__all__ = ["explain_command"]

_BESIDE = Places()
# Names that authors choose begin with a small letter.
_CODE: Final = re.compile(r"[A-Z]\d{3}")


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """Say how values are spelt, and whether people are shown by their names."""

    locale: LocaleOption = "en"
    names: Annotated[
        bool,
        Parameter(
            name="--names",
            negative="",
            help="Show people's sealed names, where they are at hand.",
        ),
    ] = False


_AS_KEPT = _Shown()


def explain_command(
    name: Annotated[
        str,
        Parameter(
            help="A measure, commitment, figure, right or line ('penalties.x' where x is also a"
            " measure); or the code of a diagnostic."
        ),
    ],
    period: Annotated[
        str,
        Parameter(help="Label of the period; the last one so far if not said.", show_default=False),
    ] = "",
    *,
    case: Annotated[
        str,
        Parameter(help="Key of one case: its clock from start to verdict.", show_default=False),
    ] = "",
    agreement: NamedAgreement = Path(),
    places: Places = _BESIDE,
    shown: _Shown = _AS_KEPT,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Open a figure: its formula with values, what counted, what did not, and why.

    The code of a diagnostic is explained as well: why its rule exists, and what to do.

    With `--case`, open one case of a clock: when it ran, stood still or was outside of its
    hours, when it was due, and which version of the agreement governs it.

    For example:

    ```
    servanda explain restore_major 2026-03
    servanda explain penalties.restore_major 2026-03
    servanda explain 'restore_major of 2025-08' 2026-03
    servanda explain restore_major --case INC1000123
    servanda explain A228
    ```
    """
    if _CODE.fullmatch(name):
        return _kind(name, format)
    workspace = find_workspace(agreement, evidence=places.evidence, cache=places.cache)
    reader = Reader(locale=shown.locale, people=names_of(workspace) if shown.names else {})
    if case:
        return _case(workspace, name, case, reader, format)
    return _figure(workspace, name, period, reader, format)


def _kind(code: str, wanted: OutputFormat) -> int:
    terminal = open_terminal()
    kind = kind_called(code)
    if wanted == "json":
        terminal.print_json(as_json(kind_document(kind)))
    else:
        terminal.out.print(kind_text(kind), soft_wrap=not terminal.out.is_terminal)
    return ExitCode.FINE


def _figure(
    workspace: Workspace, name: str, period: str, reader: Reader, wanted: OutputFormat
) -> int:
    terminal = open_terminal()
    with telling(terminal.err) as progress:
        answer = explain(workspace, name, period, progress=progress)
    return give(
        terminal,
        answer,
        wanted,
        text=lambda found: terminal.out.print(explanation_text(found, reader)),
        document=lambda found: as_json(explain_document(found, reader)),
    )


def _case(workspace: Workspace, name: str, key: str, reader: Reader, wanted: OutputFormat) -> int:
    terminal = open_terminal()
    with telling(terminal.err) as progress:
        answer = explain_one_case(workspace, name, key, progress=progress)
    return give(
        terminal,
        answer,
        wanted,
        text=lambda found: terminal.out.print(case_text(found, reader)),
        document=lambda found: as_json(case_document(found, reader)),
    )
