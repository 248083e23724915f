"""``servanda circumstance``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, CircumstanceAnswered, CircumstanceReported
from servanda.pipeline.deciding import Desk
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.spoken import NotReadable, read_day

__all__ = ["circumstance_command"]


def circumstance_command(  # noqa: PLR0913 - its own options beside the shared ones
    words: Annotated[str, Parameter(help="What changed, or the answer, in a sentence.")],
    *,
    speaker: SpeakerOptions,
    since: Annotated[str, Parameter(help="To report: day since when it is so.")] = "",
    affects: Annotated[str, Parameter(help="To report: who or what is affected, and how.")] = "",
    answer: Annotated[str, Parameter(help="To answer: number of the entry that reported it.")] = "",
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Report a circumstance that changed and that the agreement did not foresee, or answer one.

    Either party may call a review by it, outside the stretches in which reviews are due: the
    circumstance of entry 31 calls 'servanda review plan steering called-31'.

    For example:

    ```
    servanda circumstance "Three branches close." --since 2026-03-01 \
        --affects "Half of those who call the desk." --as client --person "C. Jones"
    servanda circumstance "It calls a review." --answer 31 --as provider --person "J. Smith"
    ```
    """
    if bool(answer) == bool(since or affects):
        raise MisusedCommand(
            "report with --since and --affects, or answer with --answer and the entry's number"
        )

    def act(desk: Desk) -> Act:
        if not answer:
            return CircumstanceReported(what=words, since=read_day(since), affects=affects)
        if not answer.isascii() or not answer.isdecimal():
            raise NotReadable(answer, "number of an entry", "31")
        return CircumstanceAnswered(circumstance=desk.entry(int(answer)).sha256, words=words)

    return enter(agreement, speaker, at, format, act)
