"""Work that is done in the background for an agreement: how far it is, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.agreement.periods import periods_of
from servanda.desk.background import Sort
from servanda.desk.callers import Caller
from servanda.desk.queueing import ask_for_statements, own_work
from servanda.desk.seeing import Seen, see
from servanda.kernel.time import Instant
from servanda.record.models import Job, JobState
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.view import Tone
from servanda.web.languages.speaking import said_later, say
from servanda.web.pages.doing import NOTHING_REFUSED, Refused, doing
from servanda.web.pages.hints import on_pages
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["BACKGROUND", "background"]

_MOST = 30
_SORTS: Mapping[str, str] = {
    Sort.FILE.value: said_later("A file is looked at and taken in"),
    Sort.SUBMISSION.value: said_later("The evidence is submitted"),
    Sort.STATEMENTS.value: said_later("Statements are handed over"),
    Sort.OUTLOOK.value: said_later("The open period is looked at"),
    Sort.COMPARISON.value: said_later("Two versions are compared in money"),
    Sort.RECORDS.value: said_later("Records are measured again"),
    Sort.TEXTS.value: said_later("Signed texts are laid down"),
}
_ENDED: Mapping[str, tuple[str, Tone]] = {
    JobState.WAITING: (said_later("waits"), Tone.QUIET),
    JobState.RUNNING: (said_later("is being done"), Tone.FAIR),
    JobState.DONE: (said_later("done"), Tone.GOOD),
    JobState.REFUSED: (said_later("refused"), Tone.BAD),
    JobState.DEAD: (said_later("given up"), Tone.BAD),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobShown:
    """Show a piece of work.

    Args:
        what: What is done.
        about: What it is about, such as a file's name; may be empty.
        by: Who asked for it and when.
        state: How far it is.
        doing: What is being done now, while it is.
        done: Steps done.
        total: Steps in all; 0 while nobody knows.
        ended: When it ended, and what came of it or why it was refused.
        has_ended_well: Whether it was done.
    """

    what: str
    about: str
    by: str
    state: str
    tone: Tone
    doing: str
    done: int
    total: int
    ended: str
    has_ended_well: bool


@page("agreement looked at")
def background(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the work that is done in the background."""
    return _shown(request, caller, agreement)


def _shown(
    request: HttpRequest, caller: Caller, agreement: str, *, refused: Refused = NOTHING_REFUSED
) -> HttpResponse:
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    found = list(own_work(caller, agreement)[:_MOST])
    values = {
        "jobs": [_job(each, reader) for each in found],
        "goes_on": any(each.state in {JobState.WAITING, JobState.RUNNING} for each in found),
        "periods": [(each, reader.called(each) or each) for each in _due(seen)],
        "refused": refused,
        "hand_over": reverse("background-statements_due", kwargs={"agreement": agreement}),
    }
    status = 422 if refused.form else 200
    return show_agreement(
        request, "background.html", seen.seat, values, tab="statements", status=status
    )


@doing(Sort.STATEMENTS.value, "background", _shown)
def statements_due(caller: Caller, typed: Mapping[str, str], agreement: str) -> str:
    """Have every statement handed over that is due up to a period."""
    ask_for_statements(caller, agreement, typed.get("through", "")[:40])
    return say("It is being done; this page says how far it is.")


BACKGROUND = {"statements": statements_due}
"""What is done on the page, by where it stands below it."""


def _due(seen: Seen) -> list[str]:
    """Return the periods that are over without a statement, for a party that signs with no key."""
    party = seen.book.at(seen.at).parties.get(seen.seat.party)
    if party is None or party.keys or not seen.seat.may(Sort.STATEMENTS.value):
        return []
    today = seen.book.day_of(seen.at)
    return [
        each.label
        for each in periods_of(seen.history, today)
        if each.end_day <= today and each.label not in seen.standing.issued
    ]


def _job(job: Job, reader: Reader) -> JobShown:
    state, tone = _ENDED[job.state]
    made = reader.minute(Instant.from_datetime(job.made_at))
    runs = job.state == JobState.RUNNING
    return JobShown(
        what=say(_SORTS.get(job.does, job.does)),
        about=one_line(str(job.content.get("name") or job.content.get("through") or "")),
        by=one_line(f"{job.asked_by.name}, {made}" if job.asked_by else made),
        state=say(state),
        tone=tone,
        doing=one_line(job.doing) if runs else "",
        done=job.steps_done if runs else 0,
        total=job.steps_total if runs else 0,
        ended=_ended(job, reader),
        has_ended_well=job.state == JobState.DONE,
    )


def _ended(job: Job, reader: Reader) -> str:
    at = reader.minute(Instant.from_datetime(job.ended_at)) if job.ended_at else ""
    if job.state == JobState.REFUSED:
        return one_line(on_pages(f"{at}: {job.refusal}"))
    if job.state == JobState.DEAD:
        # What failed inside is for who runs the book alone.
        return say("It failed again and again; whoever runs the book can have it tried again.")
    return at
