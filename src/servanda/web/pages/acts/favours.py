"""Favours: given, acknowledged, and what becomes of them once they are a habit."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.desk.seeing import Seen
from servanda.web.languages.speaking import say
from servanda.web.pages import choosing
from servanda.web.pages.acts.form import ActForm, Sent, hidden
from servanda.web.pages.fields import Field, Sort

__all__ = ["FAVOURS"]


def _about(_: Seen, sent: Sent) -> Iterator[str]:
    yield from (
        say("Favour: {favour}", favour=each.replace("_", " ")) for each in sent.get("favour", ())
    )


FAVOURS = (
    ActForm(
        does="goodwill given",
        title="Say that a favour was given",
        button="Enter it",
        tab="partnership",
        intro="Something that you gave beyond the agreement. Said now, nobody has to wonder later"
        " whether it was owed.",
        fields=(
            Field(
                name="favour",
                label="Short name",
                help="The same whenever the same is given again: small letters, digits and"
                " underscores, like weekend_support.",
                told_by=frozenset({"D149"}),
            ),
            Field(
                name="what",
                label="What it was, in a sentence",
                sort=Sort.WORDS,
                told_by=frozenset({"D145"}),
            ),
            Field(
                name="worth",
                label="What it is worth",
                sort=Sort.MONEY,
                told_by=frozenset({"D030", "D031", "D032"}),
            ),
            Field(
                name="on",
                label="Day on which it was given, or from which on",
                sort=Sort.DAY,
                told_by=frozenset({"D026"}),
            ),
            Field(
                name="until",
                label="Last day on which it is given",
                sort=Sort.DAY,
                help="Empty for a favour that is given once.",
                needed=False,
                told_by=frozenset({"D148"}),
            ),
        ),
    ),
    ActForm(
        does="goodwill acknowledged",
        title="Acknowledge a favour",
        button="Acknowledge",
        tab="partnership",
        intro="You say that it was a favour, and that no entitlement comes of it.",
        fields=(
            hidden("goodwill"),
            Field(name="words", label="What you like to say to it", sort=Sort.WORDS, needed=False),
        ),
    ),
    ActForm(
        does="habit settled",
        title="Say what becomes of a favour",
        button="Settle it",
        tab="partnership",
        intro="Talk about it first: what is said here is what both of you agreed.",
        about=_about,
        fields=(
            hidden("favour"),
            Field(name="way", label="What becomes of it", sort=Sort.CHOICE, choices=choosing.ways),
            Field(
                name="words",
                label="What was agreed, in a sentence",
                sort=Sort.WORDS,
                told_by=frozenset({"D018"}),
            ),
        ),
    ),
)
