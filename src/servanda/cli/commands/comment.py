"""``servanda comment``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter_said
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import CommentAnswered, CommentMade, Entry
from servanda.journal.chain import Speaker
from servanda.pipeline.answer import Answer
from servanda.pipeline.deciding import Desk, Said
from servanda.pipeline.negotiating import comment
from servanda.pipeline.proposing import proposal_numbered
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.spoken import NotReadable

__all__ = ["comment_command"]


def comment_command(  # noqa: PLR0913 - its own options beside the shared ones
    number: Annotated[int, Parameter(help="Number of the proposal, or of the comment answered.")],
    words: Annotated[str, Parameter(help="What is said.")] = "",
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    lines: Annotated[
        str, Parameter(name="--lines", help="Lines of the text: 12, or 12-14.", show_default=False)
    ] = "",
    text: Annotated[
        str,
        Parameter(
            name="--text",
            help="Name of the text; the newest of the proposal if not said.",
            show_default=False,
        ),
    ] = "",
    resolved: Annotated[
        bool, Parameter(name="--resolved", negative="", help="Say that nothing is left to be said.")
    ] = False,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Comment lines of a proposed text, answer a comment, or say that it is resolved.

    The party that began a comment says that it is resolved, and signs only then.

    For example:

    ```
    servanda comment 7 "Does this hold at weekends?" --lines 5-6 --as provider --person "J. Smith"
    servanda comment 8 "It does." --as client --person "C. Jones"
    servanda comment 8 --resolved --as provider --person "J. Smith"
    ```
    """

    def say(desk: Desk, who: Speaker) -> Answer[tuple[Entry, ...]]:
        begun = _thread(desk, number)
        if begun is not None:
            act = CommentAnswered(comment=begun, words=words, resolved=resolved)
            return desk.say(who, (Said(act=act),))
        proposal = proposal_numbered(desk, number)
        return comment(desk, who, proposal, _lines(lines), words, text=text)

    return enter_said(agreement, speaker, at, format, say)


def _thread(desk: Desk, number: int) -> str | None:
    """Return the digest of the comment that is answered, nothing where one is begun."""
    entry = desk.entry(number)
    return entry.sha256 if isinstance(entry.act, CommentMade) else None


def _lines(text: str) -> tuple[int, int]:
    if not text:
        raise MisusedCommand("name the lines that are commented: --lines 12-14")
    found = re.fullmatch(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", text.strip())
    if found is None:
        raise NotReadable(text, "stretch of lines", "12, or 12-14")
    return int(found[1]), int(found[2] or found[1])
