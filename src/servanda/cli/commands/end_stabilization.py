"""``servanda end-stabilization``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import StabilizationEnded

__all__ = ["end_stabilization_command"]


def end_stabilization_command(
    commitment: Annotated[str, Parameter(help="The commitment.")],
    since: Annotated[str, Parameter(help="First period in which money moves: 2026-03.")],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """End the stabilization of a commitment; it ends once both parties have said the same.

    For example:

    ```
    servanda end-stabilization restore_major 2026-03 --as client --person "C. Jones"
    servanda end-stabilization restore_major 2026-03 --as provider --person "J. Smith"
    ```
    """
    word = StabilizationEnded(commitment=commitment, since=since)
    return enter(agreement, speaker, at, format, lambda _: word)
