"""Case studies: made of an incident's review, agreed by the other side, read by groups."""

from __future__ import annotations

from servanda.web.pages.acts.form import ActForm, hidden
from servanda.web.pages.fields import Field, Sort

__all__ = ["STUDIES"]

STUDIES = (
    ActForm(
        does="case study written",
        title="Make a case study of a review",
        button="Write it",
        tab="partnership",
        intro="For those who were not there. It is a case study once the other side agrees. Name"
        " no people.",
        fields=(
            hidden("review"),
            Field(name="title", label="What it is called", told_by=frozenset({"D176"})),
            Field(
                name="audience",
                label="For whom it is",
                help="Those who should read it, such as operators of payment platforms.",
            ),
            Field(
                name="learn",
                label="What there is to learn",
                sort=Sort.LINES,
                help="A line each.",
                told_by=frozenset({"D145"}),
            ),
        ),
    ),
    ActForm(
        does="case study agreed",
        title="Agree to a case study",
        button="Agree",
        tab="partnership",
        fields=(
            hidden("study"),
            Field(name="words", label="What you like to say to it", sort=Sort.WORDS, needed=False),
        ),
    ),
    ActForm(
        does="case study read",
        title="Say how many have read a case study",
        button="Enter it",
        tab="partnership",
        intro="A figure of a group, and never who. What is said of a group last counts.",
        fields=(
            hidden("study"),
            Field(name="group", label="Group", help="Such as service desk."),
            Field(name="staff", label="How many people it has", sort=Sort.WHOLE),
            Field(
                name="read",
                label="How many of them have read it",
                sort=Sort.WHOLE,
                help="Empty for a group of fewer than five.",
                needed=False,
                told_by=frozenset({"D175", "D177"}),
            ),
        ),
    ),
)
