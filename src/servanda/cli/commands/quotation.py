"""``servanda quotation``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import DocumentOption, ReasonOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, QuotationAsked, QuotationDecided, QuotationGiven
from servanda.pipeline.deciding import Desk
from servanda.pipeline.record import attach
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.spoken import read_amount, read_day

__all__ = ["quotation_command"]

Doing = Literal["ask", "give", "accept", "decline"]


def quotation_command(  # noqa: PLR0913 - the options of four small acts
    doing: Annotated[Doing, Parameter(help="ask, give, accept or decline.")],
    number: Annotated[int, Parameter(help="Number of the quotation; not for ask.")] = 0,
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    what: Annotated[str, Parameter(help="What is wanted, in a sentence.")] = "",
    price: Annotated[str, Parameter(help="What it costs: '4800 EUR'.")] = "",
    due: Annotated[str, Parameter(help="Last day of delivery, if it is accepted.")] = "",
    note: Annotated[str, Parameter(help="What is included, and what is not.")] = "",
    reason: ReasonOption = "",
    document: DocumentOption = None,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Ask for a quotation, give it, and accept or decline it.

    The client asks and decides, the provider quotes, as often as it likes until it is decided. A
    quotation that is accepted becomes work to be delivered ('servanda work-request').

    For example:

    ```
    servanda quotation ask --what "A second desk in Pune." --as client --person "C. Jones"
    servanda quotation give 41 --price "4800 EUR" --due 2026-09-30 --document offer.pdf \
        --as provider --person "J. Smith"
    servanda quotation accept 41 --as client --person "C. Jones"
    ```
    """
    if (doing == "ask") == bool(number):
        raise MisusedCommand("name the number of the quotation to give or decide, and only then")
    if document and doing != "give":
        raise MisusedCommand("a document belongs to the offer: quotation give")

    def act(desk: Desk) -> Act:
        match doing:
            case "ask":
                return QuotationAsked(what=what)
            case "give":
                return QuotationGiven(
                    quotation=desk.entry(number).sha256,
                    price=read_amount(price),
                    due=read_day(due),
                    note=note,
                    documents=attach(document or ()),
                )
            case _:
                return QuotationDecided(
                    quotation=desk.entry(number).sha256,
                    accepted=doing == "accept",
                    reason=reason,
                )

    return enter(agreement, speaker, at, format, act, documents=document or ())
