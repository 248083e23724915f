"""``servanda service-card``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption, moment_named
from servanda.cli.documents.common import as_json
from servanda.cli.documents.service_card import service_card_document
from servanda.cli.options import NamedAgreement
from servanda.cli.papers import Printed, give_paper
from servanda.cli.terminal import open_terminal
from servanda.pipeline.answer import Answer
from servanda.pipeline.deciding import open_desk
from servanda.pipeline.plain.card import CardTold, card_of
from servanda.pipeline.reviewing import together
from servanda.pipeline.workspace import find_workspace
from servanda.reports.service_card import service_card

__all__ = ["service_card_command"]

_AS_TEXT = Printed()


def service_card_command(
    service: Annotated[str, Parameter(help="The service, by its name in the agreement.")],
    *,
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
    printed: Printed = _AS_TEXT,
) -> int:
    """Say what the users of a service can rely on: promised, not promised, planned, whom to call.

    No money stands on it, and of people the functions alone that the agreement names.

    For example:

    ```
    servanda service-card payments
    servanda service-card payments --format pdf
    servanda service-card payments --format html --output for-the-branches
    ```
    """
    terminal = open_terminal()
    workspace = find_workspace(agreement, output=printed.output)
    opened = open_desk(workspace, moment_named(at))
    answer: Answer[CardTold] = Answer(None, opened.diagnostics)
    reader = printed.reader
    if opened.value is not None:
        desk = opened.value
        reader = replace(reader, zone=desk.zone)
        answer = Answer(card_of(desk.history, together(desk), service, desk.at), opened.diagnostics)
    return give_paper(
        terminal,
        answer,
        printed.format,
        paper=lambda told: service_card(told, reader),
        document=lambda told: as_json(service_card_document(told, service_card(told, reader))),
        file=workspace.output / f"service-card-{service}",
        reader=reader,
    )
