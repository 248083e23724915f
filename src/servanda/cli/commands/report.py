"""``servanda report``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.console import RenderableType
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.report import report_document
from servanda.cli.options import AgreementPath, LocaleOption, Places
from servanda.cli.progress import telling
from servanda.cli.settled import local_reader, write_settled
from servanda.cli.terminal import open_terminal
from servanda.facts.statement import Statement
from servanda.pipeline.choosing import Choice
from servanda.pipeline.files import write_all
from servanda.pipeline.reporting import Behind
from servanda.pipeline.settling import Settled, settle
from servanda.pipeline.workspace import find_workspace
from servanda.reports.clean import one_line
from servanda.reports.headline import headline
from servanda.reports.reader import Reader
from servanda.reports.report_view import ReportKind
from servanda.reports.statement_view import statement_view
from servanda.reports.terminal import statement_text

__all__ = ["report_command"]

_BESIDE = Places()
_Kind = Literal["statement", "scorecard", "trend"]
_Format = Literal["text", "json", "html", "pdf", "xlsx"]


def report_command(
    agreement: AgreementPath = Path(),
    *,
    period: Annotated[
        str,
        Parameter(help="Label of the period; the last one so far if not said.", show_default=False),
    ] = "",
    kind: Annotated[
        _Kind,
        Parameter(help="A period's statement, how a period stands, or how things went up to it."),
    ] = "scorecard",
    places: Places = _BESIDE,
    output: Annotated[
        Path | None,
        Parameter(help="Folder for files; 'statements' beside the text if not said."),
    ] = None,
    locale: LocaleOption = "en",
    format: Annotated[  # noqa: A002 - the option's name
        _Format,
        Parameter(
            name="--format",
            help="Text and JSON are printed; a page, paper or a workbook is written.",
        ),
    ] = "text",
) -> int:
    """Report on a period: how things stand, first line first; the rest is there to be opened.

    A watermelon, green by every technical level and red to the people and the business, says so
    in its first line.

    For example:

    ```
    servanda report
    servanda report --period 2026-03 --format html
    servanda report northwind-acme --kind trend --format pdf
    ```
    """
    reader = Reader(locale=locale)
    terminal = open_terminal()
    workspace = find_workspace(
        agreement, evidence=places.evidence, cache=places.cache, output=output
    )
    with telling(terminal.err) as progress:
        answer = settle(workspace, choice=Choice(last=period), progress=progress)

    def show(settled: Settled) -> None:
        if format == "text" or format == "json":  # noqa: PLR1714 - narrows the type
            terminal.out.print(_text(settled, kind, local_reader(settled, reader)))
            return
        path = _write(settled, kind, format, workspace.output, reader)
        said = headline(settled.statements[-1], reader)
        terminal.out.print(Text(said), soft_wrap=True)
        terminal.out.print(Text(f"Written to {one_line(str(path))}"), soft_wrap=True)

    return give(
        terminal,
        answer,
        "json" if format == "json" else "text",
        text=show,
        document=lambda settled: as_json(
            report_document(
                kind,
                settled.statements,
                Behind(measured=settled.measured),
                local_reader(settled, reader),
            )
        ),
    )


def _text(settled: Settled, kind: _Kind, reader: Reader) -> RenderableType:
    if kind == "statement":
        return statement_text(statement_view(settled.statements[-1], reader))
    # Each of these takes its time to load, and is not always asked for.
    from servanda.reports.report import report_view  # noqa: PLC0415 - as said above
    from servanda.reports.report_text import report_text  # noqa: PLC0415 - as said above

    behind = Behind(measured=settled.measured)
    return report_text(report_view(ReportKind(kind), settled.statements, behind, reader))


def _write(
    settled: Settled,
    kind: _Kind,
    ending: Literal["html", "pdf", "xlsx"],
    folder: Path,
    reader: Reader,
) -> Path:
    latest = settled.statements[-1]
    if kind == "statement":
        own = replace(settled, statements=(latest,))
        return write_settled(own, folder, reader, formats=(ending,))[0].files[ending]
    content = _content(
        ReportKind(kind),
        ending,
        settled.statements,
        Behind(measured=settled.measured),
        local_reader(settled, reader),
    )
    return write_all(folder, {f"{latest.period.label}-{kind}.{ending}": content})[0]


def _content(
    kind: ReportKind,
    ending: Literal["html", "pdf", "xlsx"],
    statements: Sequence[Statement],
    behind: Behind,
    reader: Reader,
) -> bytes:
    from servanda.reports.report import report_view  # noqa: PLC0415 - loads what draws

    view = report_view(kind, statements, behind, reader)
    match ending:
        case "html":
            from servanda.reports.report_page import report_page  # noqa: PLC0415 - likewise

            return report_page(view, reader).encode()
        case "pdf":
            from servanda.reports.pdf import report_pdf  # noqa: PLC0415 - likewise

            return report_pdf(view, statements[-1].period, reader)
        case "xlsx":
            from servanda.reports.workbook.report_book import (  # noqa: PLC0415 - likewise
                report_workbook,
            )

            return report_workbook(view, statements, behind, reader)
