"""``servanda agree``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import StatementAgreed
from servanda.pipeline.deciding import Desk
from servanda.pipeline.spoken import read_line

__all__ = ["agree_command"]


def agree_command(
    period: Annotated[str, Parameter(help="Period of the statement: 2026-03.")],
    *lines: Annotated[
        str, Parameter(help="Lines agreed to; all that are not disputed if none is named.")
    ],
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Agree to a statement that the other party handed over, or to some of its lines.

    For example:

    ```
    servanda agree 2026-03 --as client --person "C. Jones"
    servanda agree 2026-03 fee "restore_major[priority=P1]" --as client --person "C. Jones"
    ```
    """
    named = tuple(read_line(each) for each in lines)

    def act(desk: Desk) -> StatementAgreed:
        return StatementAgreed(statement=desk.statement(period), lines=named)

    return enter(agreement, speaker, at, format, act)
