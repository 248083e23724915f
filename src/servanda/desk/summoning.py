"""Asking people to a review by mail, telling them that it has moved, and calling it off."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parseaddr

from django.db import transaction

from servanda.agreement.model.agreement import History
from servanda.desk.background import Errand, Sort
from servanda.desk.letters import Letter
from servanda.desk.working import history_of, workspace_of
from servanda.facts.decision import Attendee, ReviewPlanned
from servanda.partnership.clocks import times_in_zones
from servanda.partnership.planning import Turn, turn_of
from servanda.pipeline.record import Record
from servanda.record.opening import current_book
from servanda.record.queue import put
from servanda.reports.clean import one_line
from servanda.reports.invitation import (
    Method,
    Organizer,
    invitation_ics,
    review_title,
)
from servanda.reports.mail import MailItem, MailPart, MailView, mail_html, mail_text

__all__ = ["summon"]


def summon(errand: Errand) -> None:
    """Write to everybody whom the plan of a review has asked or lets go, each a letter.

    A calendar knows by the entry's number which of two invitations is the newer one, so that
    letters that come late do no harm. What would have begun already is told to nobody.
    """
    workspace = workspace_of(errand.agreement)
    entries = Record.of(workspace).journal().entries
    turn = turn_of(entries, errand.content["entry"])
    letters: list[Letter] = []
    if turn is not None:
        letters = list(_letters(errand, history_of(workspace), turn))
    with transaction.atomic():
        for letter in letters:
            put(Sort.LETTER.value, letter.content, errand.now())
        errand.done({"letters": len(letters)})


def _letters(errand: Errand, history: History, turn: Turn) -> Iterator[Letter]:
    after, before = turn.after, turn.before
    if after is not None and after.starts > errand.now():
        moved = before is not None and (before.starts, before.ends) != (after.starts, after.ends)
        asks = "has moved" if moved else "you are asked to come"
        for each in turn.asked:
            yield _letter(errand, history, turn, each, after, asks, Method.REQUEST)
    if before is not None and before.starts > errand.now():
        asks = "is called off" if after is None else "you need not come"
        for each in turn.let_go:
            yield _letter(errand, history, turn, each, before, asks, Method.CANCEL)


def _letter(
    errand: Errand,
    history: History,
    turn: Turn,
    to: Attendee,
    plan: ReviewPlanned,
    asks: str,
    method: Method,
) -> Letter:
    settings = current_book().settings
    planner = errand.held.job.asked_by
    what = one_line(
        f"{history.latest.title}: {review_title(history.latest, plan, turn.partnership)}"
    )
    times = times_in_zones(history.latest, plan.starts, plan.ends)
    ics = invitation_ics(
        history,
        plan,
        turn.partnership,
        turn.entry.at,
        revision=turn.entry.number,
        method=method,
        organizer=Organizer(
            address=parseaddr(settings.mail_from)[1],
            name=f"{turn.entry.person} ({turn.entry.party})",
        ),
    )
    key = errand.agreement.key
    page = f"{settings.address}/agreements/{key}/partnership/"
    place = (MailPart(words=f"Where: {plan.place}"),) if plan.place else ()
    told = tuple(MailItem(words=each) for each in _told(plan, method))
    view = MailView(
        subject=one_line(f"{what}: {asks}")[:200],
        greeting=f"Dear {one_line(to.person or to.role)}",
        parts=(
            MailPart(words=f"{what}: {asks}."),
            *(MailPart(words=each) for each in times),
            *place,
            *([MailPart(items=told)] if told else []),
            MailPart(
                words=f"{turn.entry.person} of the {turn.entry.party} planned it; answers go there."
            ),
            MailPart(
                words="What it looks back on, for those with a part in the agreement:",
                address=page,
                leads="See it in the book",
            ),
        ),
    )
    return Letter(
        to=to.address,
        subject=view.subject,
        text=mail_text(view),
        html=mail_html(view),
        calendar=ics.decode("utf-8"),
        method=method.value,
        reply_to=planner.mail_address if planner is not None and not planner.is_system else "",
    )


def _told(plan: ReviewPlanned, method: Method) -> Iterator[str]:
    if method is Method.CANCEL:
        return
    for each in plan.invited:
        yield f"{each.person or 'somebody'}, {each.role} of the {each.party}"
    yield from (f"on the table: {each}" for each in plan.brings)
