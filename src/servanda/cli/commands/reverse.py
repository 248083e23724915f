"""``servanda reverse``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import ReasonOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import EntryReversed

__all__ = ["reverse_command"]


def reverse_command(
    number: Annotated[int, Parameter(help="Number of the entry; 'servanda record' shows it.")],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    reason: ReasonOption = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Take back an entry of one's own that the other party has not answered; it stays readable.

    For example:

    ```
    servanda reverse 12 --reason "The wrong month." --as provider --person "J. Smith"
    ```
    """
    return enter(
        agreement,
        speaker,
        at,
        format,
        lambda desk: EntryReversed(entry=desk.entry(number).sha256, reason=reason),
    )
