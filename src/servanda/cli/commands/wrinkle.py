"""``servanda wrinkle``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, WrinkleFound, WrinkleWorkedOff
from servanda.pipeline.deciding import Desk
from servanda.pipeline.refusals import MisusedCommand

__all__ = ["wrinkle_command"]


def wrinkle_command(  # noqa: PLR0913 - its own options beside the shared ones
    commitment: Annotated[str, Parameter(help="The commitment; not with --worked-off.")] = "",
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    what: Annotated[str, Parameter(help="What was found.")] = "",
    worked_off: Annotated[int, Parameter(help="Number of the wrinkle that is worked off.")] = 0,
    how: Annotated[str, Parameter(help="How it was worked off.")] = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Put on the list what is worked off before stabilization ends, or take it off.

    For example:

    ```
    servanda wrinkle restore_major --what "Tickets of the night are not read." \
        --as client --person "C. Jones"
    servanda wrinkle --worked-off 7 --how "They are read since the 15th." \
        --as provider --person "J. Smith"
    ```
    """
    if bool(commitment) == bool(worked_off):
        raise MisusedCommand("name the commitment, or with --worked-off the number of a wrinkle")

    def act(desk: Desk) -> Act:
        if worked_off:
            return WrinkleWorkedOff(wrinkle=desk.entry(worked_off).sha256, how=how)
        return WrinkleFound(commitment=commitment, what=what)

    return enter(agreement, speaker, at, format, act)
