"""``servanda model proof``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.model_words import (
    DoneOption,
    EvidenceOption,
    RoleOptions,
    ServiceName,
    enter_word,
    said_on,
)
from servanda.cli.modelling import NamedModel
from servanda.cli.options import FormatOption
from servanda.facts.decision import ControlShown

__all__ = ["proof_command"]


def proof_command(  # noqa: PLR0913 - each part of the word is an option of its own
    service: ServiceName,
    control: Annotated[str, Parameter(help="The control, by its name in the text.")],
    *,
    speaker: RoleOptions,
    evidence: EvidenceOption = "",
    done: DoneOption = None,
    model: NamedModel = Path(),
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Say that a control was shown to work, and where that can be looked up.

    For example:

    ```
    servanda model proof payments access_review --evidence "Review of the third quarter" \
        --person "L. Bos" --role operations_lead
    ```
    """
    word = ControlShown(service=service, control=control, on=said_on(done, at), evidence=evidence)
    return enter_word(model, speaker, at, format, lambda _: word)
