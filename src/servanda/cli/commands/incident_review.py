"""``servanda incident-review``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import DocumentOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import (
    Act,
    IncidentReviewOpened,
    IncidentReviewPublished,
    TimelineItem,
)
from servanda.pipeline.deciding import Desk
from servanda.pipeline.incidents import restored_by_evidence
from servanda.pipeline.record import attach
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.spoken import NotReadable, read_moment

__all__ = ["incident_review_command"]

Doing = Literal["open", "publish"]


def incident_review_command(  # noqa: PLR0913 - the options of two acts
    doing: Annotated[Doing, Parameter(help="open or publish.")],
    about: Annotated[
        str, Parameter(help="To open: the incident's key. To publish: the number of the review.")
    ],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    restored: Annotated[
        str,
        Parameter(help="When the service was restored, where the evidence does not say so."),
    ] = "",
    what: Annotated[str, Parameter(help="What happened, in a sentence.")] = "",
    service: Annotated[str, Parameter(help="The service, by its name in the agreement.")] = "",
    happened: Annotated[
        list[str] | None,
        Parameter(
            negative="", help="'2026-02-10 08:40 The queue was full.'; once for each moment."
        ),
    ] = None,
    users: Annotated[str, Parameter(help="What users experienced.")] = "",
    staff: Annotated[str, Parameter(help="What technical staff saw.")] = "",
    cause: Annotated[
        list[str] | None, Parameter(negative="", help="A cause, in a few words; repeatable.")
    ] = None,
    prevented_by: Annotated[
        str, Parameter(help="What would have prevented it, rather than fixed it.")
    ] = "",
    change: Annotated[
        list[str] | None,
        Parameter(negative="", help="What is to change; repeatable."),
    ] = None,
    early_signal: Annotated[str, Parameter(help="A signal that would have shown it before.")] = "",
    document: DocumentOption = None,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Ask for the review of an incident, or hand it over.

    It asks what happened, what users and staff saw, why, and what is to change, and never whose
    fault it was. The moment of its entry is the moment at which it is handed over. When the
    service was restored comes from the evidence, unless it is said.

    For example:

    ```
    servanda incident-review open INC20417 --restored "2026-02-10 09:00" \
        --what "Payments stood still." --service payments --as client --person "C. Jones"
    servanda incident-review publish 27 --happened "2026-02-10 08:40 The queue was full." \
        --users "Nobody could pay." --staff "No alarm." --cause "queue without a limit" \
        --prevented-by "A limit, with an alarm at half of it." \
        --change "Alarm at half the queue." --as provider --person "J. Smith"
    ```
    """
    if document and doing != "publish":
        raise MisusedCommand("a document belongs to what is handed over: incident-review publish")

    def act(desk: Desk) -> Act:
        if doing == "open":
            return IncidentReviewOpened(
                incident=about,
                restored=read_moment(restored, desk.zone)
                if restored
                else restored_by_evidence(desk.workspace, about),
                what=what,
                service=service,
            )
        return IncidentReviewPublished(
            review=desk.entry(_number(about)).sha256,
            timeline=tuple(_happened(each, desk.zone) for each in happened or ()),
            users=users,
            staff=staff,
            causes=tuple(cause or ()),
            prevented_by=prevented_by,
            changes=tuple(change or ()),
            early_signal=early_signal,
            documents=attach(document or ()),
        )

    return enter(agreement, speaker, at, format, act, documents=document or ())


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise NotReadable(text, "number of an entry", "27")
    return int(text)


def _happened(text: str, zone: str) -> TimelineItem:
    """Read a moment and what happened then: a day, a time, and the rest."""
    day, _, rest = text.strip().partition(" ")
    time, _, what = rest.partition(" ")
    if not what.strip():
        raise NotReadable(
            text, "moment and what happened", "'2026-02-10 08:40 The queue was full.'"
        )
    return TimelineItem(at=read_moment(f"{day} {time}", zone), what=what.strip())
