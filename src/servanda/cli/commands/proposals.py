"""``servanda proposals``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.clock import AtOption, moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.compare import compare_document
from servanda.cli.documents.proposals import proposals_document
from servanda.cli.options import FormatOption, LocaleOption, NamedAgreement, Places
from servanda.cli.progress import telling
from servanda.cli.terminal import open_terminal
from servanda.facts.proposal import Proposal
from servanda.pipeline.answer import Answer
from servanda.pipeline.comparing import Comparison
from servanda.pipeline.contradicting import contradictions_of
from servanda.pipeline.deciding import Desk, open_desk
from servanda.pipeline.negotiating import amended_texts, compare_proposal, text_lines
from servanda.pipeline.proposing import proposal_numbered
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.workspace import find_workspace
from servanda.reports.comparison import comparison_lines
from servanda.reports.proposals_text import (
    contradiction_lines,
    proposal_lines,
    proposals_lines,
    thread_lines,
)
from servanda.reports.reader import Reader

__all__ = ["proposals_command"]

_BESIDE = Places()


def proposals_command(
    number: Annotated[int, Parameter(help="One proposal, by its number.")] = 0,
    *,
    agreement: NamedAgreement = Path(),
    money: Annotated[
        bool,
        Parameter(
            name="--money",
            negative="",
            help="Say what it would have changed in the last year of evidence.",
        ),
    ] = False,
    places: Places = _BESIDE,
    locale: LocaleOption = "en",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """List what was proposed and how it stands; with a number, say what that proposal changes.

    A proposal is compared with the version that it amends: in words, for whom it is better where
    that can be decided, and with `--money` in what the last year of evidence would have paid.
    Comments stand below the lines that they are about.

    For example:

    ```
    servanda proposals
    servanda proposals 7
    servanda proposals 7 --money --format json
    ```
    """
    if money and not number:
        raise MisusedCommand("name the proposal whose money is asked for: servanda proposals 7")
    reader = Reader(locale=locale)
    terminal = open_terminal()
    workspace = find_workspace(agreement, evidence=places.evidence, cache=places.cache)
    opened = open_desk(workspace, moment_named(at))
    if opened.value is None:
        return give(terminal, opened, format, text=lambda _: None, document=lambda _: {})
    desk = opened.value
    chosen = proposal_numbered(desk, number) if number else None
    with telling(terminal.err) as progress:
        compared = (
            compare_proposal(desk, chosen, money=money, progress=progress)
            if chosen
            else Answer(Comparison(changes=()))
        )

    def show(comparison: Comparison) -> None:
        for line in _lines(desk, chosen, comparison, reader):
            terminal.out.print(Text(line), soft_wrap=True)

    proposals = (chosen,) if chosen else desk.standing.proposals
    return give(
        terminal,
        compared,
        format,
        text=show,
        document=lambda found: as_json(
            proposals_document(
                desk.standing, proposals, compare_document(found, reader) if chosen else None
            )
        ),
    )


def _lines(
    desk: Desk, chosen: Proposal | None, comparison: Comparison, reader: Reader
) -> Iterator[str]:
    if chosen is None:
        yield from proposals_lines(desk.book, desk.standing)
        return
    yield from proposal_lines(desk.book, desk.standing, chosen)
    yield from contradiction_lines(contradictions_of(desk, chosen))
    yield ""
    if amended_texts(desk, chosen):
        yield from comparison_lines(comparison, reader)
    else:
        yield "It is a first text, and changes none."
    texts = {each.sha256: text_lines(desk, each) for each in chosen.texts}
    yield from thread_lines(desk.book, chosen, texts)
