"""``servanda withdraw``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import ReasonOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import EntryReversed
from servanda.pipeline.deciding import Desk
from servanda.pipeline.proposing import proposal_numbered

__all__ = ["withdraw_command"]


def withdraw_command(
    number: Annotated[
        int, Parameter(help="Number of the proposal; 'servanda proposals' shows it.")
    ],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    reason: ReasonOption = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Withdraw a proposal of one's own that not both parties have signed.

    It stays readable. The other party's proposal is declined ('servanda answer'), a signature of
    one's own is taken back before the other party's with 'servanda reverse'.

    For example:

    ```
    servanda withdraw 7 --reason "We shall propose it with the budget." \
        --as client --person "C. Jones"
    ```
    """

    def act(desk: Desk) -> EntryReversed:
        return EntryReversed(entry=proposal_numbered(desk, number).entry, reason=reason)

    return enter(agreement, speaker, at, format, act)
