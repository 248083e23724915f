"""``servanda model reverse``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import ReasonOption
from servanda.cli.model_words import RoleOptions, enter_word
from servanda.cli.modelling import NamedModel
from servanda.cli.options import FormatOption
from servanda.facts.decision import EntryReversed

__all__ = ["reverse_command"]


def reverse_command(
    number: Annotated[
        int, Parameter(help="Number of the entry; 'servanda model journal' shows it.")
    ],
    *,
    speaker: RoleOptions,
    model: NamedModel = Path(),
    reason: ReasonOption = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Take back a word of one's own role; it stays readable, and counts no longer.

    For example:

    ```
    servanda model reverse 3 --reason "The wrong service." --person "M. de Vries" --role cio
    ```
    """
    return enter_word(
        model,
        speaker,
        at,
        format,
        lambda desk: EntryReversed(entry=desk.entry(number).sha256, reason=reason),
    )
