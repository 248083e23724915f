"""``servanda goal``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, GoalLookedAt, GoalSet
from servanda.pipeline.deciding import Desk
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.spoken import NotReadable, read_day

__all__ = ["goal_command"]


def goal_command(  # noqa: PLR0913 - its own options beside the shared ones
    words: Annotated[str, Parameter(help="The goal, or what was found, in a sentence.")],
    *,
    speaker: SpeakerOptions,
    seen_by: Annotated[str, Parameter(help="To set: by what one sees that it is reached.")] = "",
    due: Annotated[str, Parameter(help="To set: day on which it is to be reached.")] = "",
    reached: Annotated[str, Parameter(help="Entry of a goal that is reached.")] = "",
    not_reached: Annotated[str, Parameter(help="Entry of a goal that is not reached yet.")] = "",
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Set a goal by which the provider calls its work a success, or say whether it is reached.

    For example:

    ```
    servanda goal "Two customers ask to see how we work here." --seen-by "Visits in the diary." \
        --due 2026-12-31 --as provider --person "J. Smith"
    servanda goal "One came in May." --not-reached 31 --as client --person "C. Jones"
    ```
    """
    named = reached or not_reached
    if sum((bool(seen_by or due), bool(reached), bool(not_reached))) != 1:
        raise MisusedCommand(
            "set a goal with --seen-by and --due, or say with --reached or --not-reached and the"
            " entry's number how it stands"
        )

    def act(desk: Desk) -> Act:
        if not named:
            return GoalSet(what=words, seen_by=seen_by, due=read_day(due))
        if not named.isascii() or not named.isdecimal():
            raise NotReadable(named, "number of an entry", "31")
        goal = desk.entry(int(named)).sha256
        return GoalLookedAt(goal=goal, reached=bool(reached), words=words)

    return enter(agreement, speaker, at, format, act)
