"""``servanda claim``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import DocumentOption, ReasonOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import RecordsNamed, ReliefClaimed, StretchNamed
from servanda.pipeline.deciding import Desk
from servanda.pipeline.record import attach
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.sheets import CLAIM_COLUMNS, read_claims, write_template
from servanda.pipeline.spoken import read_moment, read_segment, read_share

__all__ = ["claim_command"]


def claim_command(  # noqa: PLR0913 - a claim's own options
    relief: Annotated[
        str, Parameter(help="Name of the relief in the agreement; not with --sheet.")
    ] = "",
    *,
    speaker: SpeakerOptions | None = None,
    agreement: NamedAgreement = Path(),
    table: Annotated[str, Parameter(help="Table of the records claimed for.")] = "",
    keys: Annotated[str, Parameter(help="Their keys: INC1,INC2.")] = "",
    period: Annotated[str, Parameter(help="Period in which they count: 2026-03.")] = "",
    start: Annotated[
        str,
        Parameter(
            name="--from",
            help="First instant of a stretch of time: '2026-03-02 09:30', in the settlement's"
            " zone, or with its offset.",
        ),
    ] = "",
    end: Annotated[str, Parameter(name="--until", help="The instant after its last.")] = "",
    segment: Annotated[str, Parameter(help="What the stretch is about: service=payments.")] = "",
    measures: Annotated[str, Parameter(help="Measures that it is about; all if not said.")] = "",
    share: Annotated[str, Parameter(help="How much of it should not count: 50%.")] = "100%",
    reason: ReasonOption = "",
    document: DocumentOption = None,
    sheet: Annotated[
        Path | None, Parameter(help="A CSV or XLSX file with a claim in each row.")
    ] = None,
    template: Annotated[
        Path | None, Parameter(help="Write an empty sheet for claims and enter nothing.")
    ] = None,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Claim that records, or a stretch of time, should not count.

    The other party answers; the agreement says until when, and what its silence means. Of a
    sheet, every row is looked at and all mistakes are told at once; nothing is entered if one
    row is wrong.

    For example:

    ```
    servanda claim carrier --table incidents --keys INC1,INC2 --period 2026-03 \
        --reason "The carrier's line was cut." --as provider --person "J. Smith"
    servanda claim works --from "2026-03-02 22:00" --until "2026-03-02 23:30" \
        --reason "Announced on 20 February." --as provider --person "J. Smith" --key provider.pem
    servanda claim --template claims.xlsx
    servanda claim --sheet claims.xlsx --as provider --person "J. Smith"
    ```
    """
    if template is not None:
        write_template(template, CLAIM_COLUMNS)
        return 0
    if speaker is None:
        raise MisusedCommand("say who speaks: --as PARTY --person NAME")
    if sheet is not None:
        return enter(agreement, speaker, at, format, partial(read_claims, sheet))
    if not relief:
        raise MisusedCommand("name the relief, or a sheet with --sheet")
    documents = attach(document or ())

    def one(desk: Desk) -> ReliefClaimed:
        return ReliefClaimed(
            relief=relief,
            subject=_subject(desk),
            reason=reason,
            measures=tuple(_names(measures)),
            share=read_share(share),
            documents=documents,
        )

    def _subject(desk: Desk) -> RecordsNamed | StretchNamed:
        if bool(keys or table) == bool(start or end):
            raise MisusedCommand(
                "name records (--table, --keys, --period) or a stretch of time (--from, --until)"
            )
        if start or end:
            return StretchNamed(
                start=read_moment(start, desk.zone),
                end=read_moment(end, desk.zone),
                segment=read_segment(segment),
            )
        return RecordsNamed(table=table, keys=tuple(_names(keys)), period=period)

    return enter(agreement, speaker, at, format, one, documents=document or ())


def _names(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]
