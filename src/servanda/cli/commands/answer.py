"""``servanda answer``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import ReasonOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import (
    Act,
    Answer,
    DisputeAnswered,
    DisputeRaised,
    DraftDeclined,
    DraftProposed,
    EvidenceQueried,
    QueryAnswered,
    ReliefAnswered,
)
from servanda.pipeline.deciding import Desk
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.sheets import ANSWER_COLUMNS, read_answers, write_template
from servanda.pipeline.spoken import read_amount, read_answer, read_share

__all__ = ["answer_command"]

_NAME_BOTH = "name the entry and the answer: servanda answer 12 accepted"


def answer_command(  # noqa: PLR0913 - an answer's own options
    number: Annotated[
        int, Parameter(help="Number of what is answered; 'servanda waiting' shows it.")
    ] = 0,
    answer: Annotated[
        str, Parameter(help="accepted, declined or settled; to a query, only --reason.")
    ] = "",
    *,
    speaker: SpeakerOptions | None = None,
    agreement: NamedAgreement = Path(),
    share: Annotated[str, Parameter(help="For a claim that is settled, the share granted.")] = "",
    amount: Annotated[str, Parameter(help="For a dispute settled, what the line pays.")] = "",
    reason: ReasonOption = "",
    sheet: Annotated[
        Path | None, Parameter(help="A CSV or XLSX file with an answer to a claim in each row.")
    ] = None,
    template: Annotated[
        Path | None, Parameter(help="Write an empty sheet for answers and enter nothing.")
    ] = None,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Answer a claim for relief, a dispute, a query or a proposal of the other party.

    For example:

    ```
    servanda answer 12 accepted --as client --person "C. Jones"
    servanda answer 12 settled --share 40% --reason "Our own router was down too." \
        --as client --person "C. Jones"
    servanda answer 15 settled --amount "7500 EUR" --reason "As discussed on the 3rd." \
        --as provider --person "J. Smith"
    servanda answer 16 --reason "The gap was a test." --as provider --person "J. Smith"
    servanda answer 17 declined --reason "Too early." --as client --person "C. Jones"
    servanda answer --sheet answers.xlsx --as client --person "C. Jones"
    ```
    """
    if template is not None:
        write_template(template, ANSWER_COLUMNS)
        return 0
    if speaker is None:
        raise MisusedCommand("say who speaks: --as PARTY --person NAME")
    if sheet is not None:
        return enter(agreement, speaker, at, format, partial(read_answers, sheet))
    if not number:
        raise MisusedCommand(_NAME_BOTH)
    given = read_answer(answer) if answer else None

    def act(desk: Desk) -> Act:
        asked = desk.entry(number)
        if isinstance(asked.act, EvidenceQueried):
            return QueryAnswered(query=asked.sha256, reason=reason)
        if given is None:
            raise MisusedCommand(_NAME_BOTH)
        if isinstance(asked.act, DraftProposed):
            if given is not Answer.DECLINED:
                raise MisusedCommand(
                    f"a proposal is accepted by signing it: servanda sign {number}"
                )
            return DraftDeclined(proposal=asked.sha256, reason=reason)
        if isinstance(asked.act, DisputeRaised):
            return DisputeAnswered(
                dispute=asked.sha256,
                answer=given,
                reason=reason,
                amount=read_amount(amount) if amount else None,
            )
        return ReliefAnswered(
            claim=asked.sha256,
            answer=given,
            reason=reason,
            share=read_share(share) if share else None,
        )

    return enter(agreement, speaker, at, format, act)
