"""``servanda review minutes``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import DocumentOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import Act, ReviewMinuted
from servanda.pipeline.deciding import Desk
from servanda.pipeline.record import attach

__all__ = ["minutes_command"]


def minutes_command(  # noqa: PLR0913 - its own options beside the shared ones
    number: Annotated[int, Parameter(help="Number of the entry that says it was held.")],
    minutes: Annotated[str, Parameter(help="What was talked about.")] = "",
    *,
    speaker: SpeakerOptions,
    decision: Annotated[
        list[str] | None,
        Parameter(negative="", help="What was decided, in a sentence; may be repeated."),
    ] = None,
    document: DocumentOption = None,
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Add to the minutes of a review, as often as there is something to add.

    For example:

    ```
    servanda review minutes 31 "Repairs by hand have halved." \
        --decision "The portal's commitment is looked at again in December." \
        --as client --person "C. Jones"
    ```
    """

    def act(desk: Desk) -> Act:
        return ReviewMinuted(
            held=desk.entry(number).sha256,
            minutes=minutes,
            decisions=tuple(decision or ()),
            documents=attach(document or ()),
        )

    return enter(agreement, speaker, at, format, act, documents=document or ())
