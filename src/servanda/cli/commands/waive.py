"""``servanda waive``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import ReasonOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import RightWaived
from servanda.pipeline.spoken import read_line

__all__ = ["waive_command"]


def waive_command(
    period: Annotated[str, Parameter(help="The period: 2026-03.")],
    line: Annotated[str, Parameter(help="The line: slow, or 'slow[service=payments]'.")],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    reason: ReasonOption = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Give up one line in one's own favour for one period; the agreement stays as it is.

    The client can waive service credits, the provider charges and incentives.

    For example:

    ```
    servanda waive 2026-03 slow --reason "The new team's first month." \
        --as client --person "C. Jones"
    ```
    """
    waiver = RightWaived(line=read_line(line), period=period, reason=reason)
    return enter(agreement, speaker, at, format, lambda _: waiver)
