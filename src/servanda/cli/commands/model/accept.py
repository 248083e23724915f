"""``servanda model accept``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import ReasonOption
from servanda.cli.model_words import RoleOptions, ServiceName, enter_word
from servanda.cli.modelling import NamedModel
from servanda.cli.options import FormatOption
from servanda.facts.decision import RiskAccepted

__all__ = ["accept_command"]


def accept_command(  # noqa: PLR0913 - each part of the word is an option of its own
    service: ServiceName,
    risk: Annotated[str, Parameter(help="The risk, by its name in the text.")],
    *,
    until: Annotated[date, Parameter(help="Last day on which the acceptance holds.")],
    speaker: RoleOptions,
    model: NamedModel = Path(),
    reason: ReasonOption = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Accept a risk for a while; on the day after, it is open again.

    For example:

    ```
    servanda model accept payments recovery_unowned --until 2026-09-30 \
        --reason "The move is rehearsed in the summer." --person "M. de Vries" --role cio
    ```
    """
    word = RiskAccepted(service=service, risk=risk, until=until, reason=reason)
    return enter_word(model, speaker, at, format, lambda _: word)
