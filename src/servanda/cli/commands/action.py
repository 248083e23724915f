"""``servanda action``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, ActionAgreed, ActionDone
from servanda.pipeline.deciding import Desk
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.spoken import read_day

__all__ = ["action_command"]


def action_command(  # noqa: PLR0913 - its own options beside the shared ones
    what: Annotated[str, Parameter(help="What is to be done; not with --done.")] = "",
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    owner: Annotated[str, Parameter(help="Party that does it: client or provider.")] = "",
    in_role: Annotated[str, Parameter(help="In whose role there.")] = "",
    due: Annotated[str, Parameter(help="Last day for it: 2026-07-31.")] = "",
    comes_from: Annotated[
        int, Parameter(name="--from", help="Number of the entry that it comes from: a review.")
    ] = 0,
    done: Annotated[int, Parameter(help="Number of the action that is done.")] = 0,
    how: Annotated[str, Parameter(help="What was done.")] = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Agree on something to be done, or say that it is; who has to do it reports it.

    For example:

    ```
    servanda action "Show the queue's length on the wall." --owner provider \
        --in-role "service delivery manager" --due 2026-07-31 --from 31 \
        --as client --person "C. Jones"
    servanda action --done 32 --how "It is shown since Monday." --as provider --person "J. Smith"
    ```
    """
    if bool(what) == bool(done):
        raise MisusedCommand("say what is to be done, or with --done the number of an action")

    def act(desk: Desk) -> Act:
        if done:
            return ActionDone(action=desk.entry(done).sha256, how=how)
        return ActionAgreed(
            what=what,
            owner=owner,
            role=in_role,
            due=read_day(due),
            comes_from=desk.entry(comes_from).sha256 if comes_from else "",
        )

    return enter(agreement, speaker, at, format, act)
