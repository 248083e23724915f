"""``servanda goodwill``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, GoodwillAcknowledged, GoodwillGiven, HabitSettled, Way
from servanda.pipeline.deciding import Desk
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.spoken import NotReadable, read_amount, read_day

__all__ = ["goodwill_command"]

Doing = Literal["give", "acknowledge", "settle"]


def goodwill_command(  # noqa: PLR0913 - the options of three small acts
    doing: Annotated[Doing, Parameter(help="give, acknowledge or settle.")],
    about: Annotated[
        str,
        Parameter(help="To give or settle: the favour's short name. To acknowledge: its number."),
    ],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    what: Annotated[str, Parameter(help="What it was, in a sentence.")] = "",
    worth: Annotated[str, Parameter(help="What it is worth: '500 EUR'.")] = "",
    on: Annotated[str, Parameter(help="Day on which it was given, or from which on.")] = "",
    until: Annotated[str, Parameter(help="Last day, unless it is given once.")] = "",
    way: Annotated[
        Literal["ends", "priced", "amended", ""],
        Parameter(help="What becomes of the habit.", show_default=False),
    ] = "",
    words: Annotated[str, Parameter(help="What one likes to say, or what was agreed.")] = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Say that something was given beyond the agreement, acknowledge it, or settle a habit.

    What is given as goodwill does not become entitlement by habit. Given as often as the agreement
    says, it is pointed out ('servanda partnership'), and the parties say whether it ends, has its
    price, or goes into the agreement ('servanda favour-amendment' writes the draft).

    For example:

    ```
    servanda goodwill give weekend --what "Two people over the weekend of the move." \
        --worth "1600 EUR" --on 2026-05-09 --as provider --person "J. Smith"
    servanda goodwill acknowledge 51 --words "Thank you." --as client --person "C. Jones"
    servanda goodwill settle weekend --way ends --words "Weekends are quoted from now on." \
        --as client --person "C. Jones"
    ```
    """
    if bool(way) != (doing == "settle"):
        raise MisusedCommand("say with --way what becomes of a habit, to settle it and only then")

    def act(desk: Desk) -> Act:
        match doing:
            case "give":
                return GoodwillGiven(
                    favour=about,
                    what=what,
                    worth=read_amount(worth),
                    on=read_day(on),
                    until=read_day(until) if until else None,
                )
            case "acknowledge":
                if not about.isascii() or not about.isdecimal():
                    raise NotReadable(about, "number of an entry", "51")
                return GoodwillAcknowledged(goodwill=desk.entry(int(about)).sha256, words=words)
            case _:
                return HabitSettled(favour=about, way=Way(way), words=words)

    return enter(agreement, speaker, at, format, act)
