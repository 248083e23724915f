"""Pain points: what hurts users, what is done about it, and what they say then."""

from __future__ import annotations

from servanda.web.pages import choosing
from servanda.web.pages.acts.form import ActForm, Said, hidden
from servanda.web.pages.fields import Field, Sort

__all__ = ["PAINS"]

_POINT = hidden("pain_point")


def _confirmed(said: Said) -> Said:
    return {**said, "gone": said["gone"] == "yes"}


PAINS = (
    ActForm(
        does="pain point named",
        title="Name what hurts users",
        button="Enter it",
        tab="partnership",
        intro="Say it in the users' words, and who looks after it. It is closed when they say that"
        " it is gone, and not before. Name no people.",
        fields=(
            Field(
                name="group",
                label="Whom it hurts",
                help="A group of users as both of you call them, such as branch staff.",
            ),
            Field(
                name="users",
                label="How many of them",
                sort=Sort.WHOLE,
                help="Empty where nobody has counted.",
                needed=False,
                told_by=frozenset({"D172"}),
            ),
            Field(name="what", label="What hurts", sort=Sort.WORDS, told_by=frozenset({"D145"})),
            Field(
                name="service",
                label="Service",
                sort=Sort.CHOICE,
                choices=choosing.services,
                needed=False,
            ),
            Field(
                name="owner",
                label="Who looks after it",
                sort=Sort.CHOICE,
                choices=choosing.sides,
                told_by=frozenset({"D017"}),
            ),
            Field(name="role", label="In which role there", help="service delivery manager"),
        ),
    ),
    ActForm(
        does="pain point answered",
        title="Answer a pain point",
        button="Answer",
        tab="partnership",
        fields=(
            _POINT,
            Field(
                name="words",
                label="What will be done",
                sort=Sort.WORDS,
                help="Or why nothing can be.",
                told_by=frozenset({"D145"}),
            ),
            Field(
                name="due",
                label="Last day for it",
                sort=Sort.DAY,
                needed=False,
                told_by=frozenset({"D147"}),
            ),
            Field(
                name="role",
                label="Who looks after it from now on",
                help="A role; empty where that stays.",
                needed=False,
            ),
        ),
    ),
    ActForm(
        does="pain point eased",
        title="Say what was done about a pain point",
        button="It is done",
        tab="partnership",
        intro="The users are asked next whether it is gone.",
        fields=(
            _POINT,
            Field(name="what", label="What was done", sort=Sort.WORDS, told_by=frozenset({"D145"})),
        ),
    ),
    ActForm(
        does="pain point confirmed",
        title="Say what the users say",
        button="Say so",
        tab="partnership",
        intro="Ask them first. Somebody speaks for them in a role, or a survey's figure does.",
        fields=(
            _POINT,
            Field(name="gone", label="Is it gone?", sort=Sort.CHOICE, choices=choosing.gone_or_not),
            Field(
                name="speaks",
                label="Who speaks for them",
                help="A role that the users have chosen or know, such as head of branches.",
                needed=False,
                told_by=frozenset({"D170"}),
            ),
            Field(
                name="measure",
                label="Or the survey that shows it",
                sort=Sort.CHOICE,
                choices=choosing.surveys,
                needed=False,
                told_by=frozenset({"D171"}),
            ),
            Field(
                name="period",
                label="And the period of its figure",
                sort=Sort.CHOICE,
                choices=choosing.periods,
                needed=False,
                told_by=frozenset({"D016", "D026"}),
            ),
            Field(
                name="words",
                label="In their words",
                sort=Sort.WORDS,
                help="Needed where it is still there.",
                needed=False,
                told_by=frozenset({"D018"}),
            ),
        ),
        content=_confirmed,
    ),
    ActForm(
        does="pain point reopened",
        title="Say that a pain point has come back",
        button="It is back",
        tab="partnership",
        fields=(_POINT, Field(name="words", label="How users notice", sort=Sort.WORDS)),
    ),
)
