"""Figures entered by hand, and stabilization: what is to be worked off, and its end."""

from __future__ import annotations

from servanda.web.pages import choosing
from servanda.web.pages.acts.form import DOCUMENTS, ActForm, Said, hidden
from servanda.web.pages.fields import Field, Sort

__all__ = ["SETTLING_IN"]

_COMMITMENT = Field(
    name="commitment",
    label="Commitment",
    sort=Sort.CHOICE,
    choices=choosing.commitments,
    nothing="The agreement has no commitment.",
    told_by=frozenset({"D017", "D070"}),
)


def _attested(said: Said) -> Said:
    return {**said, "segment": choosing.segment_named(said.get("segment", ""))}


SETTLING_IN = (
    ActForm(
        does="figure attested",
        title="Enter a figure by hand",
        button="Enter",
        tab="decisions",
        intro="For what no evidence can measure. The other party confirms it, and sees the document"
        " that it was taken from.",
        fields=(
            Field(
                name="measure",
                label="Measure",
                sort=Sort.CHOICE,
                choices=choosing.attested_measures,
                nothing="The agreement has no measure whose figures are entered by hand.",
                told_by=frozenset({"D017", "D050"}),
            ),
            Field(
                name="period",
                label="Period",
                sort=Sort.CHOICE,
                choices=choosing.periods,
                told_by=frozenset({"D015", "D016", "D026"}),
            ),
            Field(
                name="value",
                label="Figure",
                help="With its unit, as the agreement writes it: 97.5%, 1250.50 EUR, 90 minutes.",
                told_by=frozenset({"D051"}),
            ),
            Field(
                name="segment",
                label="Only for",
                help="Where the measure is divided: such as service=payments.",
                needed=False,
                told_by=frozenset({"D052"}),
            ),
            DOCUMENTS,
        ),
        content=_attested,
    ),
    ActForm(
        does="wrinkle found",
        title="Put something on the list of stabilization",
        button="Put it on the list",
        tab="decisions",
        intro="What has to be worked off before stabilization of a commitment ends.",
        fields=(
            _COMMITMENT,
            Field(
                name="what",
                label="What is to be worked off",
                sort=Sort.WORDS,
                told_by=frozenset({"D018"}),
            ),
        ),
    ),
    ActForm(
        does="wrinkle worked off",
        title="Take something off the list of stabilization",
        button="It is worked off",
        tab="decisions",
        fields=(
            hidden("wrinkle"),
            Field(
                name="how",
                label="How it was worked off",
                sort=Sort.WORDS,
                told_by=frozenset({"D018"}),
            ),
        ),
    ),
    ActForm(
        does="stabilization ended",
        title="End stabilization",
        button="End it",
        tab="decisions",
        intro="It ends once both parties have said the same. From then on money moves for the"
        " commitment.",
        fields=(
            _COMMITMENT,
            Field(
                name="since",
                label="First period in which money moves",
                sort=Sort.CHOICE,
                choices=choosing.periods_without_statement,
                told_by=frozenset({"D016", "D071"}),
            ),
        ),
    ),
)
