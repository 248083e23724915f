"""``servanda principle``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, ExampleGiven
from servanda.pipeline.deciding import Desk
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.spoken import read_day

__all__ = ["principle_command"]


def principle_command(  # noqa: PLR0913 - its own options beside the shared ones
    principle: Annotated[str, Parameter(help="The principle's name in the agreement.")],
    what: Annotated[str, Parameter(help="What happened, in a sentence.")],
    *,
    speaker: SpeakerOptions,
    on: Annotated[str, Parameter(help="Day on which it happened: 2026-03-14.")],
    kept: Annotated[bool, Parameter(negative="", help="It was kept.")] = False,
    departed: Annotated[bool, Parameter(negative="", help="It was departed from.")] = False,
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Give an example of a principle that was kept, or departed from.

    An example says what happened, and not whose fault it was; reviews look at them to learn.

    For example:

    ```
    servanda principle no_surprises "The move was told a month ahead." --kept --on 2026-03-14 \
        --as client --person "C. Jones"
    ```
    """
    if kept == departed:
        raise MisusedCommand("say whether it was kept or departed from: --kept or --departed")

    def act(_: Desk) -> Act:
        return ExampleGiven(principle=principle, kept=kept, on=read_day(on), what=what)

    return enter(agreement, speaker, at, format, act)
