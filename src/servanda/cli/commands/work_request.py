"""``servanda work-request``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import DocumentOption, ReasonOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, WorkAccepted, WorkDelivered, WorkRequested
from servanda.pipeline.deciding import Desk
from servanda.pipeline.record import attach
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.spoken import read_day

__all__ = ["work_request_command"]

Doing = Literal["ask", "deliver", "accept", "return"]


def work_request_command(  # noqa: PLR0913 - the options of four small acts
    doing: Annotated[Doing, Parameter(help="ask, deliver, accept or return.")],
    number: Annotated[
        int, Parameter(help="Number of the work, or of its quotation; not for ask.")
    ] = 0,
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    what: Annotated[str, Parameter(help="What is to be done, in a sentence.")] = "",
    due: Annotated[str, Parameter(help="Last day of delivery: 2026-09-30.")] = "",
    note: Annotated[str, Parameter(help="What was delivered.")] = "",
    reason: ReasonOption = "",
    document: DocumentOption = None,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Ask for work that needs no quotation, deliver work, and accept it as done or return it.

    For example:

    ```
    servanda work-request ask --what "Move the printers." --due 2026-09-30 \
        --as client --person "C. Jones"
    servanda work-request deliver 45 --note "All four stand." --as provider --person "J. Smith"
    servanda work-request accept 45 --as client --person "C. Jones"
    ```
    """
    if (doing == "ask") == bool(number):
        raise MisusedCommand("name the number of the work to deliver or look at, and only then")
    if document and doing != "deliver":
        raise MisusedCommand("a document belongs to what was delivered: work-request deliver")

    def act(desk: Desk) -> Act:
        match doing:
            case "ask":
                return WorkRequested(what=what, due=read_day(due))
            case "deliver":
                return WorkDelivered(
                    work=desk.entry(number).sha256, note=note, documents=attach(document or ())
                )
            case _:
                return WorkAccepted(
                    work=desk.entry(number).sha256, accepted=doing == "accept", reason=reason
                )

    return enter(agreement, speaker, at, format, act, documents=document or ())
