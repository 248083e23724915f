"""Reviews planned, held and minuted, and the actions that come of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from servanda.desk.seeing import Seen
from servanda.partnership.calling import review_named
from servanda.partnership.state import partnership_of
from servanda.web.languages.speaking import say
from servanda.web.pages import choosing
from servanda.web.pages.acts.form import DOCUMENTS, ActForm, Said, Sent, hidden
from servanda.web.pages.fields import Choice, Field, Sort

__all__ = ["REVIEWS"]


def _planned(said: Said) -> Said:
    return {**said, **_review(said)}


def _minuted(said: Said) -> Said:
    return {"minutes": "", **said}


def _review(said: Said) -> Said:
    name, _, period = said["review"].rpartition(" ")
    return {"review": name, "period": period}


def _roles(seen: Seen, sent: Sent) -> Iterator[Choice]:
    """Yield the roles that have to be at the review that a form is about."""
    name, _, _ = next(iter(sent.get("review", ())), "").rpartition(" ")
    versions = reversed(seen.history.versions)
    rule = next((each.reviews[name] for each in versions if name in each.reviews), None)
    for party, roles in (rule.attended_by if rule else {}).items():
        yield from (
            (f"{party}: {role}", say("{role} of the {party}", role=role, party=say(party)))
            for role in roles
        )


def _about(seen: Seen, sent: Sent) -> Iterator[str]:
    name, _, period = next(iter(sent.get("review", ())), "").rpartition(" ")
    versions = reversed(seen.history.versions)
    rule = next((each.reviews[name] for each in versions if name in each.reviews), None)
    if rule is not None:
        said = partnership_of(seen.standing.entries.values())
        yield review_named(rule.title or name.replace("_", " "), period, said)


REVIEWS = (
    ActForm(
        does="review planned",
        title="Plan a review",
        button="Plan it",
        tab="partnership",
        intro="What is planned last counts. It counts as held only with everybody who has to come.",
        about=_about,
        fields=(
            hidden("review"),
            Field(
                name="starts",
                label="Begins",
                sort=Sort.MOMENT,
                help="By the clock of the agreement's zone.",
                told_by=frozenset({"D142"}),
            ),
            Field(name="ends", label="Ends", sort=Sort.MOMENT, told_by=frozenset({"D148"})),
            Field(
                name="place",
                label="Where",
                help="A room, or an address to dial in.",
                needed=False,
            ),
            Field(
                name="invited",
                label="Who is asked to come",
                sort=Sort.PEOPLE,
                help="A name, and an address in angle brackets for the invitation:"
                " E. Vos <e.vos@acme.example>",
                needed=False,
                roles=_roles,
                told_by=frozenset({"D140", "D180"}),
            ),
            Field(
                name="brings",
                label="What else is put on the table",
                sort=Sort.LINES,
                help="A line each: issues that you bring, experience from elsewhere, your own"
                " goals for success.",
                needed=False,
            ),
        ),
        content=_planned,
    ),
    ActForm(
        does="review held",
        title="Say that a review was held",
        button="Enter it",
        tab="partnership",
        intro="Leave a role empty where nobody came in it. A review without somebody who has to"
        " be there is kept, and does not count as held.",
        about=_about,
        fields=(
            hidden("review"),
            Field(
                name="at",
                label="Began",
                sort=Sort.MOMENT,
                help="By the clock of the agreement's zone.",
                told_by=frozenset({"D026"}),
            ),
            Field(
                name="ended",
                label="Ended",
                sort=Sort.MOMENT,
                help="Leave it out while the review goes on; with it, what it cost is counted.",
                needed=False,
                told_by=frozenset({"D181"}),
            ),
            Field(
                name="attendance",
                label="Who was there",
                sort=Sort.PEOPLE,
                roles=_roles,
                told_by=frozenset({"D140", "D143"}),
            ),
            Field(
                name="cost",
                label="What it cost both sides",
                help="In hours of people, such as 6 hours.",
                needed=False,
            ),
        ),
        content=_planned,
    ),
    ActForm(
        does="review minuted",
        title="Add to the minutes",
        button="Add",
        tab="partnership",
        fields=(
            hidden("held"),
            Field(
                name="minutes",
                label="What was talked about",
                sort=Sort.WORDS,
                needed=False,
                told_by=frozenset({"D145"}),
            ),
            Field(
                name="decisions",
                label="What was decided",
                sort=Sort.LINES,
                help="A line for each decision.",
                needed=False,
            ),
            replace(DOCUMENTS, label="What was handed round", needed=False),
        ),
        content=_minuted,
    ),
    ActForm(
        does="action agreed",
        title="Agree on an action",
        button="Agree",
        tab="partnership",
        intro="It is followed until whoever owns it says that it is done.",
        fields=(
            Field(name="comes_from", label="comes from", sort=Sort.HIDDEN, needed=False),
            Field(
                name="what",
                label="What is to be done",
                sort=Sort.WORDS,
                told_by=frozenset({"D145"}),
            ),
            Field(
                name="owner",
                label="Who does it",
                sort=Sort.CHOICE,
                choices=choosing.sides,
                told_by=frozenset({"D017"}),
            ),
            Field(name="role", label="In whose role there", help="Such as contract manager."),
            Field(name="due", label="Last day for it", sort=Sort.DAY, told_by=frozenset({"D147"})),
        ),
    ),
    ActForm(
        does="action done",
        title="Say that an action is done",
        button="It is done",
        tab="partnership",
        fields=(
            hidden("action"),
            Field(name="how", label="What was done", sort=Sort.WORDS, told_by=frozenset({"D145"})),
        ),
    ),
)
