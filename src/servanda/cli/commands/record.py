"""``servanda record``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.clock import AtOption, moment_named
from servanda.cli.deciding import laid_down_lines
from servanda.cli.diagnostic_text import diagnostics_text
from servanda.cli.documents.common import as_json
from servanda.cli.documents.record import record_document
from servanda.cli.exit_codes import ExitCode
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.terminal import Terminal, open_terminal
from servanda.facts.decision import VersionSigned
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer
from servanda.pipeline.deciding import Desk, open_desk
from servanda.pipeline.journals import check_journal, take_journal
from servanda.pipeline.negotiating import lay_down
from servanda.pipeline.refusals import CannotRead, MisusedCommand
from servanda.pipeline.workspace import Workspace, find_workspace
from servanda.reports.record_text import entry_lines, list_lines, standing_lines

__all__ = ["record_command"]

Doing = Literal["show", "check", "take"]


def record_command(
    doing: Annotated[
        Doing, Parameter(help="show what was said, check the journal, or take over theirs.")
    ] = "show",
    theirs: Annotated[
        Path | None,
        Parameter(help="For take: the other party's bundle, record folder or journal."),
    ] = None,
    *,
    agreement: NamedAgreement = Path(),
    entry: Annotated[int, Parameter(help="Show one entry, by its number.")] = 0,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Say what the parties said, what waits for whom and until when, and how accounts stand.

    `check` looks at the journal's chain, signatures, keys and rules, and names every entry that
    does not count. `take` takes over the other party's journal where it continues one's own;
    where the two say different things, it names the entry at which they part and takes nothing.
    From a bundle or a folder, the files that the journal cites are taken over as well.

    For example:

    ```
    servanda record
    servanda record --entry 12
    servanda record --at 2026-03-31 --format json
    servanda record check
    servanda record take ../from-provider/journal.jsonl
    ```
    """
    if (doing == "take") != (theirs is not None):
        raise MisusedCommand("'take' needs the other party's journal, and nothing else does")
    terminal = open_terminal()
    workspace = find_workspace(agreement)
    if theirs is not None:
        return _take(terminal, workspace, theirs)
    if doing == "check":
        return _check(terminal, workspace, at)
    opened = open_desk(workspace, moment_named(at))
    return give(
        terminal,
        Answer(opened.value, opened.diagnostics),
        format,
        text=lambda desk: _print(terminal, _shown(desk, entry)),
        document=lambda desk: as_json(
            record_document(desk.book, desk.standing, desk.known, desk.uncounted)
        ),
    )


def _shown(desk: Desk, number: int) -> Iterator[str]:
    book, entries = desk.book, desk.known
    if number:
        yield from entry_lines(book, desk.entry(number), entries)
        return
    if not entries:
        yield "Nothing was entered so far."
    yield from list_lines(book, entries, desk.uncounted)
    if entries:
        yield ""
    yield from standing_lines(book, desk.standing)


def _print(terminal: Terminal, lines: Iterator[str]) -> None:
    for line in lines:
        terminal.out.print(Text(line), soft_wrap=True)


def _take(terminal: Terminal, workspace: Workspace, theirs: Path) -> int:
    new = take_journal(workspace, theirs)
    said = f"{len(new)} entries taken over: {new[0].number} to {new[-1].number}" if new else ""
    _print(terminal, iter([said or "nothing is new: this journal is as long as theirs, or longer"]))
    if any(isinstance(each.act, VersionSigned) for each in new):
        _print(terminal, iter(_laid_down(workspace, new[-1].at)))
    return ExitCode.FINE


def _laid_down(workspace: Workspace, at: Instant) -> tuple[str, ...]:
    """Write what the parties signed meanwhile beside the agreement, as far as it came along."""
    opened = open_desk(workspace, at)
    if opened.value is None:
        return ()
    try:
        return laid_down_lines(lay_down(opened.value))
    except CannotRead as missing:
        return (f"  a signed text did not come with the journal: {missing}",)


def _check(terminal: Terminal, workspace: Workspace, at: str) -> int:
    answer = check_journal(workspace, moment_named(at))
    if answer.value is None:
        terminal.err.print(diagnostics_text(answer.diagnostics), soft_wrap=True)
        return ExitCode.MISTAKES
    checked = answer.value
    entries = checked.journal.entries
    unsigned = sum(not each.signature for each in entries)
    if checked.is_sound:
        signed = f"{len(entries) - unsigned} signed, {unsigned} not signed"
        head = checked.journal.head or "nothing"
        _print(terminal, iter([f"sound: {len(entries)} entries, {signed}; it ends with {head}"]))
        return ExitCode.FINE
    for each in checked.broken:
        terminal.err.print(Text(f"line {each.line}: {each.why}"), soft_wrap=True)
    if checked.uncounted:
        terminal.err.print(diagnostics_text(checked.uncounted), soft_wrap=True)
    return ExitCode.MISTAKES
