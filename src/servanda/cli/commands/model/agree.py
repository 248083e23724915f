"""``servanda model agree``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.model_words import EvidenceOption, RoleOptions, ServiceName, enter_word
from servanda.cli.modelling import NamedModel
from servanda.cli.options import FormatOption
from servanda.facts.decision import GateAgreed

__all__ = ["agree_command"]


def agree_command(
    service: ServiceName,
    process: Annotated[str, Parameter(help="The process whose gate it is: 'change management'.")],
    *,
    speaker: RoleOptions,
    model: NamedModel = Path(),
    evidence: EvidenceOption = "",
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Agree to a gate: what a process needs before it leaves the experiment is in place.

    The role that the text names under `agreed by` says so.

    For example:

    ```
    servanda model agree campaign_assistant "change management" \
        --evidence "Calendar of changes since February" --person "A. Brandt" \
        --role head_of_marketing
    ```
    """
    word = GateAgreed(service=service, process=process, evidence=evidence)
    return enter_word(model, speaker, at, format, lambda _: word)
