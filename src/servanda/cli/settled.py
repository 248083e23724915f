"""Statements written and shown, as settling and the demonstration do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rich.text import Text

from servanda.cli.terminal import Terminal
from servanda.facts.statement import Statement
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.settling import Settled, Written, write_statements
from servanda.reports.clean import one_line
from servanda.reports.headline import headline
from servanda.reports.reader import Reader
from servanda.reports.report_view import Gallery
from servanda.reports.spelling import plural, spell_segment
from servanda.reports.statement_view import statement_view
from servanda.reports.terminal import statement_text
from servanda.settlement.canonical import statement_bytes

__all__ = ["USUAL_FORMATS", "formats_named", "local_reader", "print_settled", "write_settled"]

USUAL_FORMATS = "json,html"
_Make = Callable[[Statement], bytes]


def formats_named(text: str) -> tuple[str, ...]:
    """Read a list of formats: ``json,html,pdf``.

    Raises:
        MisusedCommand: One of them does not exist, or none is named.
    """
    named = tuple(dict.fromkeys(each.strip().lower() for each in text.split(",") if each.strip()))
    unknown = [each for each in named if each not in _MAKERS]
    if unknown or not named:
        what = f"'{one_line(unknown[0])}' is no format" if unknown else "no format is named"
        raise MisusedCommand(f"{what}; statements are written as {', '.join(_MAKERS)}")
    return named


def local_reader(settled: Settled, reader: Reader) -> Reader:
    """Return the reader in the zone of the agreement."""
    return replace(reader, zone=settled.measured.history.latest.settlement.zone)


def write_settled(
    settled: Settled,
    folder: Path,
    reader: Reader,
    *,
    formats: Sequence[str] = ("json", "html"),
) -> tuple[Written, ...]:
    """Write statements in some formats; raises ``CannotWrite``."""
    local = local_reader(settled, reader)
    makers = {ending: _MAKERS[ending](settled, local) for ending in formats}
    return write_statements(settled.statements, folder, makers)


def print_settled(terminal: Terminal, written: Sequence[Written], reader: Reader) -> None:
    """Show the latest statement whole, and say in a line each how the others were."""
    for each in written[:-1]:
        terminal.out.print(Text(headline(each.statement, reader)), soft_wrap=True)
    if len(written) > 1:
        terminal.out.print()
    terminal.out.print(statement_text(statement_view(written[-1].statement, reader)))
    terminal.out.print()
    count = f"{len(written)} {plural(len(written), 'statement')}"
    latest = written[-1].files
    path = latest.get("html") or next(iter(latest.values()))
    what = "page" if "html" in latest else "file"
    folder = one_line(str(path.parent))
    terminal.out.print(
        Text(f"{count} written to {folder}; the latest {what} is {path.name}"), soft_wrap=True
    )


def _json(settled: Settled, reader: Reader) -> _Make:  # noqa: ARG001 - makers are called alike
    return statement_bytes


# What is not asked for is not loaded.
def _html(settled: Settled, reader: Reader) -> _Make:
    from servanda.reports.page import statement_page  # noqa: PLC0415 - as said above

    galleries = _galleries(settled, reader)

    def made(statement: Statement) -> bytes:
        view = statement_view(statement, reader)
        return statement_page(view, reader, galleries(statement)).encode()

    return made


def _pdf(settled: Settled, reader: Reader) -> _Make:
    from servanda.reports.pdf import statement_pdf  # noqa: PLC0415 - as said above

    galleries = _galleries(settled, reader)

    def made(statement: Statement) -> bytes:
        view = statement_view(statement, reader)
        return statement_pdf(view, statement.period, reader, galleries(statement))

    return made


def _galleries(settled: Settled, reader: Reader) -> Callable[[Statement], tuple[Gallery, ...]]:
    from servanda.pipeline.reporting import Behind  # noqa: PLC0415 - as said above
    from servanda.reports.report import statement_galleries  # noqa: PLC0415 - as said above

    behind = Behind(measured=settled.measured)

    return lambda statement: statement_galleries(settled.until(statement), behind, reader)


def _xlsx(settled: Settled, reader: Reader) -> _Make:
    from servanda.pipeline.reporting import Behind  # noqa: PLC0415 - as said above
    from servanda.reports.workbook.statement_book import (  # noqa: PLC0415 - as said above
        MeasuredRecords,
        statement_workbook,
    )

    behind = Behind(measured=settled.measured)

    def records(statement: Statement) -> Iterator[MeasuredRecords]:
        figures = {
            (each.measurement.measure, each.measurement.segment): each.measurement
            for each in statement.assessments
        }
        for (measure, segment), measurement in figures.items():
            yield MeasuredRecords(
                measure=measure,
                segment=spell_segment(segment),
                records=behind.records(measurement),
            )

    return lambda statement: statement_workbook(statement, records(statement), reader)


_MAKERS: dict[str, Callable[[Settled, Reader], _Make]] = {
    "json": _json,
    "html": _html,
    "pdf": _pdf,
    "xlsx": _xlsx,
}
