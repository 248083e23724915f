"""Strategic issues of the client, and the provider's own goals."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.desk.seeing import Seen
from servanda.facts.decision import GoalSet, StrategicIssueBrought
from servanda.web.pages import choosing
from servanda.web.pages.acts.form import ActForm, Said, Sent, hidden
from servanda.web.pages.fields import Field, Sort

__all__ = ["STEERING"]


def _look(said: Said) -> Said:
    return {**said, "reached": said["reached"] == "yes"}


def _about(seen: Seen, sent: Sent) -> Iterator[str]:
    for name in ("issue", "goal"):
        entry = seen.standing.entries.get(next(iter(sent.get(name, ())), ""))
        if entry is not None and isinstance(entry.act, StrategicIssueBrought | GoalSet):
            yield entry.act.what


STEERING = (
    ActForm(
        does="strategic issue brought",
        title="Bring a strategic issue",
        button="Bring it",
        tab="partnership",
        intro="What your business has to find its way through. The provider says what it makes of"
        " it, and what it has seen elsewhere.",
        fields=(
            Field(
                name="what",
                label="The issue, in a sentence",
                sort=Sort.WORDS,
                told_by=frozenset({"D145"}),
            ),
            Field(
                name="matters",
                label="Why it matters to the business",
                sort=Sort.WORDS,
                told_by=frozenset({"D145"}),
            ),
        ),
    ),
    ActForm(
        does="strategic issue answered",
        title="Answer a strategic issue",
        button="Answer",
        tab="partnership",
        intro="What you make of it, and your experience with such an issue elsewhere, without"
        " naming anybody.",
        about=_about,
        fields=(
            hidden("issue"),
            Field(
                name="words",
                label="Answer",
                sort=Sort.WORDS,
                told_by=frozenset({"D018"}),
            ),
            Field(
                name="elsewhere",
                label="Experience with it elsewhere",
                sort=Sort.WORDS,
                needed=False,
                help="Empty where you have none.",
            ),
        ),
    ),
    ActForm(
        does="goal set",
        title="Set a goal of your own",
        button="Set it",
        tab="partnership",
        intro="By what you call your work here a success. Reviews look at it.",
        fields=(
            Field(
                name="what",
                label="The goal, in a sentence",
                sort=Sort.WORDS,
                told_by=frozenset({"D145"}),
            ),
            Field(
                name="seen_by",
                label="By what both of you see that it is reached",
                sort=Sort.WORDS,
                told_by=frozenset({"D145"}),
            ),
            Field(
                name="due",
                label="Day on which it is to be reached",
                sort=Sort.DAY,
                told_by=frozenset({"D147"}),
            ),
        ),
    ),
    ActForm(
        does="goal looked at",
        title="Say whether a goal is reached",
        button="Enter it",
        tab="partnership",
        intro="As you found it when you looked at it together.",
        about=_about,
        fields=(
            hidden("goal"),
            Field(
                name="reached",
                label="Is it reached?",
                sort=Sort.CHOICE,
                choices=choosing.reached_or_not,
            ),
            Field(
                name="words",
                label="What you see it by, or what is in its way",
                sort=Sort.WORDS,
                told_by=frozenset({"D018"}),
            ),
        ),
        content=_look,
    ),
)
