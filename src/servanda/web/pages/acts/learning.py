"""Incidents reviewed: asked for, and handed over, without asking whose fault it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from servanda.desk.callers import Caller
from servanda.desk.left_out import completed
from servanda.desk.saying import say
from servanda.desk.seeing import Seen
from servanda.desk.working import Draft, Entered
from servanda.journal.wire import read_act
from servanda.partnership.state import partnership_of
from servanda.pipeline.incidents import drawn_timeline, trace_of
from servanda.reports.clean import one_line
from servanda.web.pages import choosing
from servanda.web.pages.acts.form import DOCUMENTS, ActForm, Said, Sent, Signed, hidden
from servanda.web.pages.fields import Field, Sort

__all__ = ["LEARNING"]


def _opened(caller: Caller, agreement: str, said: Said, signature: Signed) -> Entered | Draft:
    """Ask for a review; when the service was restored comes from the evidence if it is not said."""
    whole = completed(caller, agreement, "incident review opened", said)
    return say(caller, agreement, read_act("incident review opened", whole), signature=signature)


def _drawn(seen: Seen, sent: Sent) -> Mapping[str, str]:
    """Return the timeline as the evidence draws it, to be changed and added to."""
    reviews = partnership_of(seen.standing.entries.values()).incident_reviews
    review = reviews.get(next(iter(sent.get("review", ())), ""))
    if review is None:
        return {}
    trace = trace_of(seen.workspace, review.opened.incident, review.opened.service)
    zone = ZoneInfo(seen.zone)
    lines = [
        f"{each.at.to_datetime().astimezone(zone).replace(tzinfo=None)} {one_line(each.what)}"
        for each in (drawn_timeline(trace) if trace is not None else ())
    ]
    return {"timeline": "\n".join(lines)} if lines else {}


LEARNING = (
    ActForm(
        does="incident review opened",
        title="Ask for the review of an incident",
        button="Ask for it",
        tab="partnership",
        intro="The time for the review runs from when the service was restored.",
        enters=_opened,
        fields=(
            Field(
                name="incident",
                label="Incident",
                help="Its key in the evidence, such as INC20417.",
                told_by=frozenset({"D025"}),
            ),
            Field(
                name="restored",
                label="Service restored",
                sort=Sort.MOMENT,
                help="By the clock of the agreement's zone; empty where the evidence has the"
                " incident's record, and says it.",
                needed=False,
                told_by=frozenset({"D026"}),
            ),
            Field(name="what", label="What happened, in a sentence", sort=Sort.WORDS),
            Field(
                name="service",
                label="Service",
                sort=Sort.CHOICE,
                choices=choosing.services,
                needed=False,
                told_by=frozenset({"D017"}),
            ),
        ),
    ),
    ActForm(
        does="incident review published",
        title="Hand over the review of an incident",
        button="Hand it over",
        tab="partnership",
        intro="It asks what, how and why, and never who: name no people. Everybody did what made"
        " sense to them with what they knew then.",
        offers=_drawn,
        fields=(
            hidden("review"),
            Field(
                name="timeline",
                label="What happened when",
                sort=Sort.MOMENTS,
                help="A line each: 2026-02-10 08:40 The queue was full. Where the evidence has the"
                " incident's record, its lines stand here to begin with; change what you like.",
            ),
            Field(name="users", label="What users experienced", sort=Sort.WORDS),
            Field(name="staff", label="What technical staff saw", sort=Sort.WORDS),
            Field(
                name="causes",
                label="Causes",
                sort=Sort.LINES,
                help="A line each, in a few words, and alike where they are the same as before:"
                " causes that come again are found by their words.",
            ),
            Field(
                name="prevented_by",
                label="What would have prevented it",
                sort=Sort.WORDS,
                help="Prevented it, rather than fixed it faster.",
            ),
            Field(
                name="changes",
                label="What is to change",
                sort=Sort.LINES,
                help="A line each: in the service, the agreement, or how you work.",
            ),
            Field(
                name="early_signal",
                label="A signal that would have shown it before",
                sort=Sort.WORDS,
                help="It can become a measure.",
                needed=False,
            ),
            replace(DOCUMENTS, needed=False),
        ),
    ),
)
