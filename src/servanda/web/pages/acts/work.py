"""Quotations and work: asked, quoted, accepted, delivered, accepted as done."""

from __future__ import annotations

from dataclasses import replace

from servanda.web.pages import choosing
from servanda.web.pages.acts.form import REASON_IF_ANY, ActForm, Said, hidden
from servanda.web.pages.fields import Field, Sort

__all__ = ["WORK"]

_DUE = Field(name="due", label="Last day of delivery", sort=Sort.DAY, told_by=frozenset({"D147"}))
_NOTE = Field(name="note", label="What belongs to it", sort=Sort.WORDS, needed=False)


def _decided(said: Said) -> Said:
    return {**said, "accepted": said["accepted"] == "yes"}


WORK = (
    ActForm(
        does="quotation asked",
        title="Ask for a quotation",
        button="Ask",
        tab="partnership",
        fields=(Field(name="what", label="What is wanted", sort=Sort.WORDS),),
    ),
    ActForm(
        does="quotation given",
        title="Quote a price and a day",
        button="Quote",
        tab="partnership",
        fields=(
            hidden("quotation"),
            Field(
                name="price",
                label="Price",
                sort=Sort.MONEY,
                told_by=frozenset({"D030", "D031", "D032"}),
            ),
            replace(_DUE, label="Last day of delivery, if it is accepted"),
            replace(_NOTE, label="What is included, and what is not"),
        ),
    ),
    ActForm(
        does="quotation decided",
        title="Decide on a quotation",
        button="Decide",
        tab="partnership",
        intro="Accepted, it is work that is to be delivered by the day that was quoted.",
        fields=(
            hidden("quotation"),
            Field(
                name="accepted",
                label="Decision",
                sort=Sort.CHOICE,
                choices=choosing.accepted_or_not,
            ),
            replace(REASON_IF_ANY, help="Needed to decline. The other party reads it."),
        ),
        content=_decided,
    ),
    ActForm(
        does="work requested",
        title="Ask for work that needs no quotation",
        button="Ask",
        tab="partnership",
        fields=(Field(name="what", label="What is to be done", sort=Sort.WORDS), _DUE),
    ),
    ActForm(
        does="work delivered",
        title="Say that work is delivered",
        button="It is delivered",
        tab="partnership",
        fields=(hidden("work"), replace(_NOTE, label="What was delivered")),
    ),
    ActForm(
        does="work accepted",
        title="Look at delivered work",
        button="Say so",
        tab="partnership",
        fields=(
            hidden("work"),
            Field(
                name="accepted", label="Is it done?", sort=Sort.CHOICE, choices=choosing.done_or_not
            ),
            replace(
                REASON_IF_ANY,
                label="What is missing",
                help="Needed where it is not done; it is delivered again then.",
            ),
        ),
        content=_decided,
    ),
)
