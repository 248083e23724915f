"""``servanda pain-point``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import (
    Act,
    PainPointAnswered,
    PainPointConfirmed,
    PainPointEased,
    PainPointNamed,
    PainPointReopened,
)
from servanda.pipeline.deciding import Desk
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.spoken import read_day

__all__ = ["pain_point_command"]

Doing = Literal["name", "answer", "ease", "gone", "still-there", "back"]


def pain_point_command(  # noqa: PLR0913 - the options of five small acts
    doing: Annotated[Doing, Parameter(help="name, answer, ease, gone, still-there or back.")],
    number: Annotated[int, Parameter(help="Number of the pain point; not to name one.")] = 0,
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    group: Annotated[str, Parameter(help="Whom it hurts: a group of users.")] = "",
    what: Annotated[str, Parameter(help="What hurts, or what was done about it.")] = "",
    users: Annotated[int | None, Parameter(help="How many it hurts, where counted.")] = None,
    service: Annotated[str, Parameter(help="The service, by its name in the agreement.")] = "",
    owner: Annotated[
        Literal["client", "provider", ""],
        Parameter(help="The party that looks after it.", show_default=False),
    ] = "",
    in_role: Annotated[str, Parameter(help="The role there that looks after it.")] = "",
    due: Annotated[str, Parameter(help="Last day for what the answer promises.")] = "",
    words: Annotated[str, Parameter(help="The answer, or what the users say.")] = "",
    speaks: Annotated[str, Parameter(help="In which role one speaks for the users.")] = "",
    measure: Annotated[str, Parameter(help="Measure of the survey that shows it.")] = "",
    period: Annotated[str, Parameter(help="Period of that survey's figure: 2026-06.")] = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Name what hurts users, say what is done about it, and close it when they say it is gone.

    Either side names it, and who looks after it; that side answers and eases it. It is gone once
    the client says so for the users, in the role that speaks for them or by a survey's figure.

    For example:

    ```
    servanda pain-point name --group "branch staff" --users 140 --service payments \
        --what "The last hour before cut-off is slow." --owner provider \
        --in-role "service delivery manager" --as client --person "C. Jones"
    servanda pain-point answer 61 --words "Cut-off gets a lane of its own." --due 2026-09-30 \
        --as provider --person "J. Smith"
    servanda pain-point ease 61 --what "The lane is open." --as provider --person "J. Smith"
    servanda pain-point gone 61 --speaks "head of branches" --as client --person "C. Jones"
    ```
    """
    if (doing == "name") == bool(number):
        raise MisusedCommand("name the number of the pain point, except to name a new one")

    def act(desk: Desk) -> Act:
        if doing == "name":
            return PainPointNamed(
                group=group, what=what, owner=owner, role=in_role, service=service, users=users
            )
        about = desk.entry(number).sha256
        match doing:
            case "answer":
                until = read_day(due) if due else None
                return PainPointAnswered(pain_point=about, words=words, due=until, role=in_role)
            case "ease":
                return PainPointEased(pain_point=about, what=what)
            case "back":
                return PainPointReopened(pain_point=about, words=words)
            case _:
                return PainPointConfirmed(
                    pain_point=about,
                    gone=doing == "gone",
                    words=words,
                    speaks=speaks,
                    measure=measure,
                    period=period,
                )

    return enter(agreement, speaker, at, format, act)
