"""``servanda strategic-issue``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, StrategicIssueAnswered, StrategicIssueBrought
from servanda.pipeline.deciding import Desk
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.spoken import NotReadable

__all__ = ["strategic_issue_command"]


def strategic_issue_command(  # noqa: PLR0913 - its own options beside the shared ones
    words: Annotated[str, Parameter(help="The issue, or the answer, in a sentence.")],
    *,
    speaker: SpeakerOptions,
    matters: Annotated[str, Parameter(help="To bring it: why it matters to the business.")] = "",
    answer: Annotated[str, Parameter(help="To answer: number of the entry that brought it.")] = "",
    elsewhere: Annotated[str, Parameter(help="To answer: experience with it elsewhere.")] = "",
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Bring a strategic issue of the client, or answer one with what the provider knows of it.

    Experience from elsewhere is told without naming anybody.

    For example:

    ```
    servanda strategic-issue "Half of our branches become agencies." \
        --matters "Agents work at hours of their own." --as client --person "C. Jones"
    servanda strategic-issue "Evening hours pay off." --answer 31 \
        --elsewhere "A retailer moved its desk to 22:00 within a quarter." \
        --as provider --person "J. Smith"
    ```
    """
    if bool(answer) == bool(matters) or (elsewhere and not answer):
        raise MisusedCommand(
            "bring an issue with --matters, or answer with --answer and the entry's number, and"
            " --elsewhere for experience with it"
        )

    def act(desk: Desk) -> Act:
        if not answer:
            return StrategicIssueBrought(what=words, matters=matters)
        if not answer.isascii() or not answer.isdecimal():
            raise NotReadable(answer, "number of an entry", "31")
        issue = desk.entry(int(answer)).sha256
        return StrategicIssueAnswered(issue=issue, words=words, elsewhere=elsewhere)

    return enter(agreement, speaker, at, format, act)
