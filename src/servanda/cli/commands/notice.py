"""``servanda notice``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import ReasonOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import NoticeGiven
from servanda.pipeline.deciding import Desk

__all__ = ["notice_command"]


def notice_command(
    ends: Annotated[date, Parameter(help="Last day of the agreement: 2028-12-31.")],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    reason: ReasonOption = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Give notice: the agreement ends on a day, and is not renewed.

    Either party does it alone, as `in force` and its `notice` allow ('servanda calendar' has the
    days). Nothing is measured or settled after that day, and notice is not taken back.

    For example:

    ```
    servanda notice 2028-12-31 --reason "We go on in-house." --as client --person "C. Jones"
    ```
    """

    def act(_: Desk) -> NoticeGiven:
        return NoticeGiven(ends=ends, reason=reason)

    return enter(agreement, speaker, at, format, act)
