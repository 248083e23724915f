"""``servanda accept``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import EvidenceAccepted
from servanda.pipeline.deciding import Desk

__all__ = ["accept_command"]


def accept_command(
    number: Annotated[int, Parameter(help="Number of the evidence; 'servanda record' shows it.")],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    note: Annotated[
        str, Parameter(name="--note", help="What is to be remembered.", show_default=False)
    ] = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Accept evidence that the other party submitted ('servanda submit').

    For example:

    ```
    servanda accept 12 --as client --person "C. Jones"
    ```
    """

    def act(desk: Desk) -> EvidenceAccepted:
        return EvidenceAccepted(evidence=desk.entry(number).sha256, note=note)

    return enter(agreement, speaker, at, format, act)
