"""``servanda issue``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.clock import AtOption, moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.issue import issue_document
from servanda.cli.options import FormatOption, NamedAgreement, Places
from servanda.cli.progress import telling
from servanda.cli.speaking import SpeakerOptions
from servanda.cli.terminal import Terminal, open_terminal
from servanda.pipeline.answer import Answer
from servanda.pipeline.issuing import Issued, issue, issue_through, restate
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.workspace import find_workspace
from servanda.reports.headline import headline
from servanda.reports.reader import Reader

__all__ = ["issue_command"]

_BESIDE = Places()


def issue_command(  # noqa: PLR0913 - three ways of handing over
    period: Annotated[
        str, Parameter(help="The period to hand over: 2026-03; not with --through or --restated.")
    ] = "",
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    through: Annotated[
        str,
        Parameter(help="Hand over all statements that are due, up to this period: 2026-03."),
    ] = "",
    restated: Annotated[
        bool,
        Parameter(help="Hand over every issued period again that comes out otherwise now."),
    ] = False,
    at: AtOption = "",
    places: Places = _BESIDE,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Hand over a period's statement: it is kept in the record and entered into the journal.

    Periods are issued in their order. One that was issued and comes out otherwise now (later
    evidence, relief granted, an amount agreed, an amendment) is restated: the statement handed
    over stays as it is, a further edition stands beside it, and the difference is paid as an
    adjustment on the next statement.

    For example:

    ```
    servanda issue 2026-03 --as provider --person "J. Smith" --key provider.pem
    servanda issue --through 2026-03 --as provider --person "J. Smith" --key provider.pem
    servanda issue --restated --as provider --person "J. Smith"
    ```
    """
    if [bool(period), bool(through), restated].count(True) != 1:
        raise MisusedCommand(
            "name one period, or say --through PERIOD for all up to it, or --restated for all that"
            " come out otherwise"
        )
    reader = Reader()
    terminal = open_terminal()
    workspace = find_workspace(agreement, evidence=places.evidence, cache=places.cache)
    moment, who = moment_named(at), speaker.speaker()
    with telling(terminal.err) as progress:
        if restated:
            answer = restate(workspace, who, moment, progress=progress)
        elif through:
            answer = issue_through(workspace, through, who, moment, progress=progress)
        else:
            one = issue(workspace, period, who, moment, progress=progress)
            made = None if one.value is None else (one.value,)
            answer = Answer(made, one.diagnostics)
    return give(
        terminal,
        answer,
        format,
        text=lambda issued: _show(terminal, issued, reader),
        document=lambda issued: as_json(issue_document(issued, reader)),
    )


def _show(terminal: Terminal, issued: tuple[Issued, ...], reader: Reader) -> None:
    if not issued:
        terminal.out.print("Every statement comes out as it was handed over; nothing was entered.")
    for each in issued:
        said = headline(each.statement, reader)
        edition = f", edition {each.edition}" if each.edition > 1 else ""
        terminal.out.print(Text(f"{said}{edition}"), soft_wrap=True)
        for reason in each.reasons:
            terminal.out.print(Text(f"  because of {reason}"), soft_wrap=True)
        terminal.out.print(
            Text(f"  entered as number {each.entry.number}: {each.entry.sha256}"), soft_wrap=True
        )
