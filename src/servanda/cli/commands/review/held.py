"""``servanda review held``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.attending import PeopleOption
from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, ReviewHeld
from servanda.pipeline.attending import read_attendee
from servanda.pipeline.deciding import Desk
from servanda.pipeline.spoken import read_moment

__all__ = ["held_command"]


def held_command(  # noqa: PLR0913 - its own options beside the shared ones
    review: Annotated[str, Parameter(help="The review's name in the agreement.")],
    period: Annotated[str, Parameter(help="What it is for: 2026-H1, 2026-Q1, 2026-03 or 2026.")],
    *,
    speaker: SpeakerOptions,
    on: Annotated[str, Parameter(help="When it began: '2026-06-10 10:00'.")],
    person_in: PeopleOption = None,
    ended: Annotated[str, Parameter(help="When it ended; with it, its cost is counted.")] = "",
    cost: Annotated[str, Parameter(help="What it took: '12 hours of 6 people'.")] = "",
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Say that a review took place, and who was there.

    Without somebody in each role that has to be there, it took place and does not count as held.

    For example:

    ```
    servanda review held steering 2026-H1 --on "2026-06-10 10:00" --ended "2026-06-10 12:00" \
        --person-in "client: CIO: E. Vos" --person-in "client: contract manager: C. Jones" \
        --person-in "provider: account executive: J. Smith" --as client --person "C. Jones"
    ```
    """

    def act(desk: Desk) -> Act:
        return ReviewHeld(
            review=review,
            period=period,
            at=read_moment(on, desk.zone),
            attendance=tuple(map(read_attendee, person_in or ())),
            cost=cost,
            ended=read_moment(ended, desk.zone) if ended else None,
        )

    return enter(agreement, speaker, at, format, act)
