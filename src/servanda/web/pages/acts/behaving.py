"""Principles with examples of them, and circumstances that changed."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.desk.seeing import Seen
from servanda.facts.decision import CircumstanceReported
from servanda.web.pages import choosing
from servanda.web.pages.acts.form import ActForm, Said, Sent, hidden
from servanda.web.pages.fields import Field, Sort

__all__ = ["BEHAVING"]


def _example(said: Said) -> Said:
    return {**said, "kept": said["kept"] == "yes"}


def _about(seen: Seen, sent: Sent) -> Iterator[str]:
    entry = seen.standing.entries.get(next(iter(sent.get("circumstance", ())), ""))
    if entry is not None and isinstance(entry.act, CircumstanceReported):
        yield entry.act.what


BEHAVING = (
    ActForm(
        does="example given",
        title="Give an example of a principle",
        button="Enter it",
        tab="partnership",
        intro="What happened, not whose fault it was: a review looks at examples to learn.",
        fields=(
            Field(
                name="principle",
                label="Principle",
                sort=Sort.CHOICE,
                choices=choosing.principles,
                nothing="The agreement names no principle.",
                told_by=frozenset({"D017"}),
            ),
            Field(
                name="kept",
                label="Was it kept?",
                sort=Sort.CHOICE,
                choices=choosing.kept_or_not,
            ),
            Field(
                name="on",
                label="Day on which it happened",
                sort=Sort.DAY,
                told_by=frozenset({"D026"}),
            ),
            Field(
                name="what",
                label="What happened, in a sentence",
                sort=Sort.WORDS,
                told_by=frozenset({"D145"}),
            ),
        ),
        content=_example,
    ),
    ActForm(
        does="circumstance reported",
        title="Report a changed circumstance",
        button="Report it",
        tab="partnership",
        intro="Something that changed and that the agreement did not foresee. The other party"
        " answers, and either of you may call a review by it.",
        fields=(
            Field(
                name="what",
                label="What changed, in a sentence",
                sort=Sort.WORDS,
                told_by=frozenset({"D145"}),
            ),
            Field(
                name="since",
                label="Since which day it is so",
                sort=Sort.DAY,
                told_by=frozenset({"D026"}),
            ),
            Field(
                name="affects",
                label="Who or what is affected, and how",
                sort=Sort.WORDS,
                told_by=frozenset({"D145"}),
            ),
        ),
    ),
    ActForm(
        does="circumstance answered",
        title="Answer a changed circumstance",
        button="Answer",
        tab="partnership",
        intro="What you make of it, and what is to become of it.",
        about=_about,
        fields=(
            hidden("circumstance"),
            Field(
                name="words",
                label="Answer",
                sort=Sort.WORDS,
                told_by=frozenset({"D018"}),
            ),
        ),
    ),
)
