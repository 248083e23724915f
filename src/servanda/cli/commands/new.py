"""``servanda new``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.diagnostic_text import diagnostics_text
from servanda.cli.exit_codes import ExitCode
from servanda.cli.interview import Interview, read_answers
from servanda.cli.progress import telling
from servanda.cli.starting import Start, ask_for_start, draft
from servanda.cli.terminal import Terminal, open_terminal
from servanda.drafting.schedule import Row, Schedule
from servanda.pipeline.starting import Started, refuse_taken, start
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural
from servanda.reports.statement_view import statement_view
from servanda.reports.terminal import statement_text

__all__ = ["new_command"]


def new_command(
    folder: Annotated[Path, Parameter(help="Folder to make; nothing may be there yet.")],
    *,
    template: Annotated[
        str, Parameter(help="Template to start from; asked if not said.", show_default=False)
    ] = "",
    schedule: Annotated[
        Path | None,
        Parameter(help="Spreadsheet (XLSX, CSV) of service levels, a row each, to start from."),
    ] = None,
    export: Annotated[
        Path | None, Parameter(help="Your own export of cases; asked if not said.")
    ] = None,
    answers: Annotated[
        Path | None, Parameter(help="File of answers, a line each: 'client: Acme Bank'.")
    ] = None,
    yes: Annotated[
        bool, Parameter(negative="", help="Take what is proposed without asking.")
    ] = False,
) -> int:
    """Start an agreement: a few questions, and a folder that checks and settles.

    It begins with a template, or with a schedule of service levels as it stands in a
    spreadsheet; then what your own export's columns mean is proposed and confirmed. `?` at a
    question says what can be answered, `back` returns to the one before, Ctrl-C ends. Nothing is
    written before the last answer, and nothing is ever overwritten.

    A contract in its third year joins with what came before: say since when it is in force, and
    from when it is settled here. Levels reached and amounts paid until then, which repeat rules,
    limits and balances look back on, are read from your own file, or a spreadsheet is made for
    you to fill in.

    A file of answers holds any of: template, title, client, provider, country, zone, currency,
    fee, export, export zone, column number (opened, resolved ...), priorities, from, settled
    from, past, past period, past NAME reached, past NAME amount.

    For example:

    ```
    servanda new northwind-acme
    servanda new northwind-acme --schedule annex-3.xlsx --export incidents.csv
    servanda new trial --template cloud_availability --yes
    ```
    """
    terminal = open_terminal()
    refuse_taken(folder)
    given = read_answers(answers) if answers else {}
    if template:
        given["template"] = template
    interview = Interview(terminal, given, proposals=yes)
    begun = interview.conduct(lambda asking: ask_for_start(asking, schedule, export))
    if begun.schedule is not None:
        _print_account(terminal, begun.schedule)
        if not begun.schedule.levels:
            terminal.err.print("servanda: no row was understood, so that nothing is written")
            return ExitCode.MISTAKES
    with telling(terminal.err) as progress:
        answer = start(folder, dict(_files(begun)), progress=progress)
    if answer.diagnostics:
        terminal.err.print(diagnostics_text(answer.diagnostics), soft_wrap=True)
    if answer.value is None:
        return ExitCode.MISTAKES
    _print_started(terminal, folder, answer.value, begun)
    return ExitCode.FINE


def _files(begun: Start) -> Iterator[tuple[str, bytes | Path]]:
    yield "agreement.yaml", draft(begun).encode()
    if begun.schedule is not None:
        yield begun.schedule.path.name, begun.schedule.path
        account = "\n".join(_account(begun.schedule)) + "\n"
        yield "schedule-account.txt", account.encode()
    if begun.export is not None:
        yield f"evidence/{begun.export.path.name}", begun.export.path
    elif begun.template is not None:
        yield from ((f"evidence/{each.name}", each) for each in begun.template.samples)
    if begun.past is not None:
        yield f"evidence/{begun.past.past.file}", begun.past.content


def _print_account(terminal: Terminal, schedule: Schedule) -> None:
    for line in _account(schedule):
        # Whole lines in a pipe; on a terminal, lines that break between words.
        terminal.out.print(Text(line), soft_wrap=not terminal.out.is_terminal)
    terminal.out.print()


def _account(schedule: Schedule) -> Iterator[str]:
    drafted, rows = len(schedule.levels), len(schedule.rows)
    yield f"{schedule.path.name}: {drafted} of {rows} {plural(rows, 'row')} drafted"
    columns = ", ".join(schedule.headings.columns)
    yield f"Headings in row {schedule.headings.row}: {columns}"
    for heading in schedule.headings.strange.values():
        yield f"  not understood: '{heading}'"
    for line in schedule.above:
        yield f"Above the table, not used: {line}"
    for row in schedule.rows:
        yield from _row(row)
    if any(level.penalty or level.weight for level in schedule.levels):
        yield (
            "For all rows, taken for granted: at most 10% of the monthly fee is at risk each month"
            " ('at_risk' under terms)"
        )


def _row(row: Row) -> Iterator[str]:
    became = f"drafted as '{row.level.name}'" if row.level else "NOT drafted"
    yield f"Row {row.number} {became}: {row.text}"
    yield from (f"  taken for granted: {sentence}" for sentence in row.taken)
    yield from (f"  left: {sentence}" for sentence in row.left)


def _print_started(terminal: Terminal, folder: Path, started: Started, begun: Start) -> None:
    if started.statements:
        zone = begun.particulars.zone
        reader = Reader(locale="en", zone=zone)
        terminal.out.print(statement_text(statement_view(started.statements[-1], reader)))
        terminal.out.print()
    name = one_line(str(folder))
    terminal.out.print(Text(f"{name} is made, and its text checks."), soft_wrap=True)
    if started.in_the_way:
        if started.diagnostics:
            terminal.out.print(diagnostics_text(started.diagnostics), soft_wrap=True)
        terminal.out.print(Text(f"It does not settle yet: {started.in_the_way}."), soft_wrap=True)
    terminal.out.print("Now:")
    if begun.export is None and begun.schedule is not None:
        terminal.out.print(Text(f"  put your exports into {name}/evidence"), soft_wrap=True)
    if begun.past is not None and begun.past.past.sketch is None:
        file = f"{name}/evidence/{begun.past.past.file}"
        said = f"  fill in {file}: what was reached and paid before; empty cells are not known"
        terminal.out.print(Text(said), soft_wrap=True)
    for command, why in _NEXT:
        line = f"servanda {command} {name}"
        terminal.out.print(Text(f"  {line:<40} {why}"), soft_wrap=True)


_NEXT = (
    ("read", "what it means, in plain words"),
    ("profile", "what is odd about the evidence"),
    ("settle", "statements of every period, as pages"),
)
