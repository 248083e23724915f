"""``servanda dispute``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import DocumentOption, ReasonOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import DisputeRaised
from servanda.pipeline.deciding import Desk
from servanda.pipeline.record import attach
from servanda.pipeline.spoken import read_amount, read_line

__all__ = ["dispute_command"]


def dispute_command(  # noqa: PLR0913 - its own options beside the shared ones
    period: Annotated[str, Parameter(help="Period of the statement: 2026-03.")],
    line: Annotated[str, Parameter(help="The line: fee, or 'restore_major[priority=P1]'.")],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    proposed: Annotated[str, Parameter(help="What it should pay: '7500 EUR'.")] = "",
    reason: ReasonOption = "",
    document: DocumentOption = None,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Dispute one line of a statement that the other party handed over.

    The period stays open until the dispute is answered ('servanda answer').

    For example:

    ```
    servanda dispute 2026-03 restore_major --proposed "7500 EUR" \
        --reason "INC4711 was closed in time." --as client --person "C. Jones"
    ```
    """
    named, amount = read_line(line), read_amount(proposed) if proposed else None
    documents = attach(document or ())

    def act(desk: Desk) -> DisputeRaised:
        return DisputeRaised(
            statement=desk.statement(period),
            line=named,
            reason=reason,
            proposed=amount,
            documents=documents,
        )

    return enter(agreement, speaker, at, format, act, documents=document or ())
