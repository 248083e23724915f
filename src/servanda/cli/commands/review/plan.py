"""``servanda review plan``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.attending import PeopleOption
from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.cli.terminal import open_terminal
from servanda.facts.decision import Act, ReviewPlanned
from servanda.pipeline.attending import read_attendee
from servanda.pipeline.deciding import Desk
from servanda.pipeline.reviewing import resting
from servanda.pipeline.spoken import read_moment

__all__ = ["plan_command"]


def plan_command(  # noqa: PLR0913 - its own options beside the shared ones
    review: Annotated[str, Parameter(help="The review's name in the agreement.")],
    period: Annotated[str, Parameter(help="What it is for: 2026-H1, 2026-Q1, 2026-03 or 2026.")],
    *,
    speaker: SpeakerOptions,
    starts: Annotated[str, Parameter(help="When it begins: '2026-06-10 10:00'.")],
    ends: Annotated[str, Parameter(help="When it ends: '2026-06-10 12:00'.")],
    agreement: NamedAgreement = Path(),
    place: Annotated[str, Parameter(help="Where: a room, or an address to dial in.")] = "",
    person_in: PeopleOption = None,
    brings: Annotated[
        list[str] | None,
        Parameter(negative="", help="What else is put on the table; may be repeated."),
    ] = None,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Plan a review, or plan it anew; people are invited with 'servanda review invitation'.

    A day on which one side rests, by the public holidays of its country or at the weekend, is
    pointed out. Whoever comes speaks for the client or the provider.

    For example:

    ```
    servanda review plan steering 2026-H1 --starts "2026-06-10 10:00" --ends "2026-06-10 12:00" \
        --place "Room 4" --person-in "client: CIO: E. Vos <e.vos@acme.example>" \
        --person-in "provider: account executive: J. Smith" --as client --person "C. Jones"
    ```
    """
    terminal = open_terminal()

    def act(desk: Desk) -> Act:
        begins = read_moment(starts, desk.zone)
        for words in resting(desk.history, begins):
            terminal.err.print(Text(f"note: {words}"), soft_wrap=True)
        return ReviewPlanned(
            review=review,
            period=period,
            starts=begins,
            ends=read_moment(ends, desk.zone),
            place=place,
            invited=tuple(map(read_attendee, person_in or ())),
            brings=tuple(brings or ()),
        )

    return enter(agreement, speaker, at, format, act)
