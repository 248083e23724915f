"""``servanda maintenance``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, MaintenanceAnnounced
from servanda.pipeline.deciding import Desk
from servanda.pipeline.spoken import read_moment

__all__ = ["maintenance_command"]


def maintenance_command(  # noqa: PLR0913 - what users have to know of a window
    service: Annotated[str, Parameter(help="The service, by its name in the agreement.")],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    starts: Annotated[str, Parameter(help="When it begins: '2026-05-09 22:00'.")],
    ends: Annotated[str, Parameter(help="When it is over.")],
    what: Annotated[str, Parameter(help="What is done, in words that users understand.")],
    expect: Annotated[str, Parameter(help="What users notice meanwhile.")] = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Announce planned maintenance of a service; its card tells the users.

    What was announced and does not take place is taken back with 'servanda reverse'.

    For example:

    ```
    servanda maintenance payments --starts "2026-05-09 22:00" --ends "2026-05-10 02:00" \
        --what "The database moves." --expect "No transfers." --as provider --person "J. Smith"
    ```
    """

    def act(desk: Desk) -> Act:
        return MaintenanceAnnounced(
            service=service,
            starts=read_moment(starts, desk.zone),
            ends=read_moment(ends, desk.zone),
            what=what,
            expect=expect,
        )

    return enter(agreement, speaker, at, format, act)
