"""``servanda query``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import ReasonOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import EvidenceQueried
from servanda.pipeline.deciding import Desk

__all__ = ["query_command"]


def query_command(  # noqa: PLR0913 - its own options beside the shared ones
    number: Annotated[int, Parameter(help="Number of the evidence; 'servanda record' shows it.")],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    reason: ReasonOption = "",
    table: Annotated[
        str, Parameter(name="--table", help="Table that it is about.", show_default=False)
    ] = "",
    keys: Annotated[
        str, Parameter(name="--keys", help="Records, by their keys: INC1,INC2.", show_default=False)
    ] = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Query evidence that the other party submitted: it waits for their answer, or for better
    evidence, and is not accepted by silence meanwhile.

    For example:

    ```
    servanda query 12 --table incidents --keys INC1,INC2 --reason "Both were reopened." \
        --as client --person "C. Jones"
    servanda answer 13 --reason "They were not; see the log." --as provider --person "J. Smith"
    ```
    """
    named = tuple(each.strip() for each in keys.split(",") if each.strip())

    def act(desk: Desk) -> EvidenceQueried:
        return EvidenceQueried(
            evidence=desk.entry(number).sha256, reason=reason, table=table, keys=named
        )

    return enter(agreement, speaker, at, format, act)
