"""``servanda spend``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import DocumentOption, ReasonOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, SpendingDecided, SpendingDone, SpendingProposed
from servanda.pipeline.deciding import Desk
from servanda.pipeline.record import attach
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.spoken import read_amount, read_day

__all__ = ["spend_command"]

Doing = Literal["propose", "approve", "decline", "done"]


def spend_command(  # noqa: PLR0913 - the options of four small acts
    doing: Annotated[Doing, Parameter(help="propose, approve, decline or done.")],
    number: Annotated[int, Parameter(help="Number of the proposal; not for propose.")] = 0,
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    amount: Annotated[str, Parameter(help="How much at most: '5000 EUR'.")] = "",
    purpose: Annotated[str, Parameter(help="One of the purposes that the agreement names.")] = "",
    what: Annotated[str, Parameter(help="What is bought.")] = "",
    helps: Annotated[str, Parameter(help="Measure that it is meant to move.")] = "",
    look_on: Annotated[str, Parameter(help="Day on which one looks whether it moved.")] = "",
    cost: Annotated[str, Parameter(help="What it cost: '4800 EUR'.")] = "",
    on: Annotated[str, Parameter(help="Day on which it was delivered.")] = "",
    reason: ReasonOption = "",
    document: DocumentOption = None,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Spend from the holding account: propose, decide, and say what it cost.

    Either party proposes; the party that the agreement names decides. What is approved is set
    aside, and what it did not cost goes back.

    For example:

    ```
    servanda spend propose --amount "5000 EUR" --purpose training --what "Two days on payments" \
        --helps restore_major --look-on 2026-09-30 --as provider --person "J. Smith"
    servanda spend approve 21 --as client --person "C. Jones"
    servanda spend done 21 --cost "4800 EUR" --on 2026-05-04 --document invoice.pdf \
        --as provider --person "J. Smith"
    ```
    """
    if (doing == "propose") == bool(number):
        raise MisusedCommand("name the number of the proposal to decide or report, and only then")
    if document and doing != "done":
        raise MisusedCommand("a document belongs to what was delivered: spend done")
    documents = attach(document or ())

    def act(desk: Desk) -> Act:
        match doing:
            case "propose":
                return SpendingProposed(
                    amount=read_amount(amount),
                    purpose=purpose,
                    what=what,
                    helps=helps,
                    looked_at=read_day(look_on),
                )
            case "done":
                return SpendingDone(
                    proposal=desk.entry(number).sha256,
                    cost=read_amount(cost),
                    on=read_day(on),
                    documents=documents,
                )
            case _:
                return SpendingDecided(
                    proposal=desk.entry(number).sha256,
                    approved=doing == "approve",
                    reason=reason,
                )

    return enter(agreement, speaker, at, format, act, documents=document or ())
