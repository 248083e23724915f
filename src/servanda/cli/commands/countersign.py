"""``servanda countersign``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import FigureCountersigned

__all__ = ["countersign_command"]


def countersign_command(
    number: Annotated[int, Parameter(help="Number of the figure; 'servanda record' shows it.")],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Confirm a figure that the other party entered by hand.

    For example:

    ```
    servanda countersign 14 --as client --person "C. Jones"
    ```
    """
    return enter(
        agreement,
        speaker,
        at,
        format,
        lambda desk: FigureCountersigned(figure=desk.entry(number).sha256),
    )
