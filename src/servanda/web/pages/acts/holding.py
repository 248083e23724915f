"""What the holding account is spent on: proposed, decided, done."""

from __future__ import annotations

from servanda.web.pages import choosing
from servanda.web.pages.acts.form import REASON_UNLESS_GRANTED, ActForm, Said, hidden
from servanda.web.pages.fields import Field, Sort

__all__ = ["HOLDING"]


def _decided(said: Said) -> Said:
    return {**said, "approved": said["approved"] == "yes"}


HOLDING = (
    ActForm(
        does="spending proposed",
        title="Propose what the holding account is spent on",
        button="Propose",
        tab="holding",
        fields=(
            Field(
                name="amount",
                label="How much at most",
                sort=Sort.MONEY,
                told_by=frozenset({"D030", "D031", "D032"}),
            ),
            Field(
                name="purpose",
                label="Purpose",
                sort=Sort.CHOICE,
                choices=choosing.purposes,
                nothing="The agreement has no holding account to spend from.",
                told_by=frozenset({"D017"}),
            ),
            Field(name="what", label="What is bought", sort=Sort.WORDS),
            Field(
                name="helps",
                label="Measure that it is meant to help",
                sort=Sort.CHOICE,
                choices=choosing.measures,
            ),
            Field(
                name="looked_at",
                label="Day on which you look whether it did",
                sort=Sort.DAY,
                told_by=frozenset({"D035"}),
            ),
        ),
    ),
    ActForm(
        does="spending decided",
        title="Decide on a spending",
        button="Decide",
        tab="holding",
        fields=(
            hidden("proposal"),
            Field(name="approved", label="Decision", sort=Sort.CHOICE, choices=choosing.yes_or_no),
            REASON_UNLESS_GRANTED,
        ),
        content=_decided,
    ),
    ActForm(
        does="spending done",
        title="Report a spending as done",
        button="Report",
        tab="holding",
        fields=(
            hidden("proposal"),
            Field(
                name="cost",
                label="What it cost",
                sort=Sort.MONEY,
                told_by=frozenset({"D031", "D033"}),
            ),
            Field(
                name="on",
                label="Day on which it was delivered",
                sort=Sort.DAY,
                told_by=frozenset({"D035"}),
            ),
        ),
    ),
)
