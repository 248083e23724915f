"""``servanda attest``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.clock import AtOption
from servanda.cli.deciding import DocumentOption, enter
from servanda.cli.options import FormatOption, NamedAgreement
from servanda.cli.speaking import SpeakerOptions
from servanda.facts.decision import FigureAttested
from servanda.pipeline.record import attach
from servanda.pipeline.spoken import read_segment

__all__ = ["attest_command"]


def attest_command(  # noqa: PLR0913 - its own options beside the shared ones
    measure: Annotated[str, Parameter(help="The attested measure.")],
    period: Annotated[str, Parameter(help="The period that it is about: 2026-03.")],
    value: Annotated[str, Parameter(help="The figure with its unit: 97.5%, '1250.50 EUR'.")],
    *,
    speaker: SpeakerOptions,
    agreement: NamedAgreement = Path(),
    segment: Annotated[str, Parameter(help="Of a divided measure: service=payments.")] = "",
    document: DocumentOption = None,
    at: AtOption = "",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    r"""Enter a figure by hand, with the document that it comes from; the other party countersigns.

    For example:

    ```
    servanda attest savings 2026-03 "1250.50 EUR" --document savings.xlsx \
        --as provider --person "J. Smith"
    ```
    """
    figure = FigureAttested(
        measure=measure,
        period=period,
        value=value,
        segment=read_segment(segment),
        documents=attach(document or ()),
    )
    return enter(agreement, speaker, at, format, lambda _: figure, documents=document or ())
