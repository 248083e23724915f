"""``servanda model stepped-in``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.model_words import DoneOption, RoleOptions, ServiceName, enter_word, said_on
from servanda.cli.modelling import NamedModel
from servanda.cli.options import FormatOption
from servanda.pipeline.model_words import stepping_in

__all__ = ["stepped_in_command"]


def stepped_in_command(  # noqa: PLR0913 - each part of the word is an option of its own
    service: ServiceName,
    process: Annotated[str, Parameter(help="The process that was stepped into.")],
    *,
    speaker: RoleOptions,
    outcome: Annotated[
        str, Parameter(help="What was done, and what came of it.", show_default=False)
    ] = "",
    asked: Annotated[
        date | None,
        Parameter(help="Day on which it was asked for; the oldest open task if not said."),
    ] = None,
    done: DoneOption = None,
    model: NamedModel = Path(),
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Say that who is accountable has stepped in, and what came of it.

    For example:

    ```
    servanda model stepped-in payments "incident management" --done 2026-03-12 \
        --outcome "The bank led the calls for two weeks." --person "L. Bos" \
        --role operations_lead
    ```
    """
    day = said_on(done, at)
    return enter_word(
        model,
        speaker,
        at,
        format,
        lambda desk: stepping_in(desk, service, process, on=day, asked=asked, outcome=outcome),
    )
