"""Workshops on a metric: both parties' people answer together, until it can be drafted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import Count

from servanda.desk import drafts_begun, drafts_kept
from servanda.desk.callers import Caller
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen, see
from servanda.desk.speaking import (
    Answered,
    Asks,
    Given,
    News,
    SaidMeanwhile,
    SessionOver,
    Unfit,
    attend,
    columns_of,
    guests_of,
    said_in,
    take_answers,
)
from servanda.drafting.workshop_asking import (
    first_day_said,
    place_named,
    unfit,
    worked_out,
)
from servanda.drafting.workshop_text import Worked, outstanding
from servanda.facts.said import Answers, cleaned, fold
from servanda.operating_model.session.naming import FreeNames
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import Agreement, Workshop, WorkshopAnswer

__all__ = [
    "ANSWERS",
    "ENDS",
    "NoOutcome",
    "WorkshopSeen",
    "begin_workshop",
    "close_workshop",
    "draft_workshop",
    "say_in_workshop",
    "see_workshop",
    "workshop_news",
    "workshops_of",
]

ANSWERS = "workshop answered"
ENDS = "workshop ended"
_CALLED = "workshop"
_TITLE_LONGEST = 120


class NoOutcome(MisusedCommand):
    """Nothing says which outcome a workshop is about."""

    def __init__(self) -> None:
        super().__init__(
            "say in a few words which outcome of the business it is about, such as: Fewer repairs;"
            f" there is room for {_TITLE_LONGEST} characters"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopSeen:
    """Hold a workshop as it stands.

    Args:
        seen: The agreement, and who looks.
        workshop: The workshop.
        answers: What was said.
    """

    seen: Seen
    workshop: Workshop
    answers: Answers

    @property
    def today(self) -> date:
        """Return the day on which somebody looks."""
        return self.seen.book.day_of(self.seen.at)

    @property
    def worked(self) -> Worked:
        """Return what it came to so far."""
        return worked_out(self.workshop.name, self.workshop.title, self.answers)

    @property
    def outstanding(self) -> tuple[str, ...]:
        """Return the names of the questions that are still open."""
        return outstanding(self.worked)

    @property
    def is_over(self) -> bool:
        """Return whether nothing is said any more."""
        return self.workshop.ended_at is not None

    @property
    def may_answer(self) -> bool:
        """Return whether the one who looks may say something."""
        return not self.is_over and self.seen.seat.may(ANSWERS)

    @property
    def may_draft(self) -> bool:
        """Return whether the one who looks may draft what it came to, once or once more."""
        open_or_drafted = not self.is_over or self.workshop.is_drafted
        return open_or_drafted and self.seen.seat.may(drafts_kept.DOES)

    @property
    def may_end(self) -> bool:
        """Return whether the one who looks may end it without a draft."""
        return not self.is_over and self.seen.seat.may(ENDS)


def workshops_of(seen: Seen) -> list[Workshop]:
    """Return the workshops of an agreement, those that go on first, then the latest."""
    rows = Workshop.objects.filter(agreement=seen.seat.agreement)
    found = rows.select_related("begun_by", "ended_by")
    ordered = found.annotate(is_over=Count("ended_at")).order_by("is_over", "-begun_at", "-pk")
    return list(ordered)


def begin_workshop(caller: Caller, agreement: str, title: str) -> Workshop:
    """Begin a workshop on an outcome, or go on with the one that is open.

    Args:
        caller: Who begins it.
        agreement: The agreement's key.
        title: What people call the outcome.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NoOutcome: It is not said, or too long.
    """
    seen, called = see(caller, agreement, ANSWERS), cleaned(title)
    if not called or len(called) > _TITLE_LONGEST or not called.isprintable():
        raise NoOutcome
    name = FreeNames("outcome", ()).free(called)
    with transaction.atomic():
        # Whoever else begins one meanwhile waits here.
        Agreement.objects.select_for_update().get(pk=seen.seat.agreement.pk)
        begun, _ = Workshop.objects.select_related("begun_by").get_or_create(
            agreement=seen.seat.agreement,
            name=name,
            ended_at=None,
            defaults={
                "title": called,
                "begun_by": caller.person,
                "begun_at": caller.at.to_datetime(),
            },
        )
        caller.keep(begun)
    return begun


def see_workshop(
    caller: Caller, agreement: str, workshop: str, does: str = "agreement looked at"
) -> WorkshopSeen:
    """Return a workshop as it stands.

    Args:
        caller: Who looks.
        agreement: The agreement's key.
        workshop: The workshop's key.
        does: What is done, as the table of rights calls it.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seen = see(caller, agreement, does)
    found = _found(seen, workshop)
    return WorkshopSeen(seen=seen, workshop=found, answers=_answers(found))


def say_in_workshop(
    caller: Caller, agreement: str, workshop: str, given: Sequence[Given], *, whole: bool = True
) -> Answered:
    """Keep what somebody says in a workshop.

    The last word at a place stands, and those before it stay readable.

    Args:
        caller: Who says it.
        agreement: The agreement's key.
        workshop: The workshop's key.
        given: What is said.
        whole: Whether all of it is taken or nothing; otherwise what fits is, and the rest told.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        SessionOver: It has ended.
        Unfit: An answer cannot be taken, and all of them were to be.
    """
    seen = see(caller, agreement, ANSWERS)
    asks = Asks(
        place_named=place_named,
        unfit=partial(unfit, seen.history, seen.book.day_of(seen.at)),
    )
    with transaction.atomic():
        found = _found(seen, workshop, locked=True)
        _must_go_on(found)
        last = found.last_number
        answered = take_answers(caller, asks, _answers(found), given, last=last)
        if whole and answered.wrong:
            raise Unfit(answered.wrong)
        if answered.said:
            WorkshopAnswer.objects.bulk_create(
                WorkshopAnswer(session=found, **columns)
                for columns in columns_of(caller, answered.said)
            )
            found.last_number = answered.last
            found.save(update_fields=["last_number"])
        caller.keep(answered)
    return answered


def workshop_news(caller: Caller, agreement: str, workshop: str, *, after: int) -> News:
    """Return what was said in a workshop after an answer, and who is there, of which side.

    Args:
        caller: Who looks.
        agreement: The agreement's key.
        workshop: The workshop's key.
        after: Number of the last answer that they know.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seen = see(caller, agreement)
    found = _found(seen, workshop)
    if found.ended_at is None:
        attend(caller, found, seen.seat.party)
    rows = found.answers.filter(number__gt=after).select_related("person")
    said = said_in(rows, place_named)
    return News(
        said=said,
        last=found.last_number,
        here=guests_of(caller, found),
        is_over=found.ended_at is not None,
    )


def draft_workshop(caller: Caller, agreement: str, workshop: str, *, last: int) -> None:
    """Begin one's draft of the text with what a workshop came to, and end the workshop by it.

    The draft so far is undoable. Of a workshop that ended with a draft, it is made once more.

    Args:
        caller: Who drafts.
        agreement: The agreement's key.
        workshop: The workshop's key.
        last: Number of the last answer that they looked at, so that nothing slips in unseen.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        SessionOver: It has ended without a draft.
        SaidMeanwhile: Somebody said something since then.
        NotWorkedOut: A question has no answer.
    """
    with transaction.atomic():
        seen = see(caller, agreement, drafts_kept.DOES)
        found = _found(seen, workshop, locked=True)
        if not found.is_drafted:
            _must_go_on(found)
        if found.last_number != last:
            raise SaidMeanwhile(_CALLED)
        answers = _answers(found)
        worked = worked_out(found.name, found.title, answers)
        drafts_begun.begin_trial(caller, agreement, worked, first_day_said(answers))
        if found.ended_at is None:
            _end(caller, found, is_drafted=True)


def close_workshop(caller: Caller, agreement: str, workshop: str) -> Workshop:
    """End a workshop without a draft; what was said in it stays readable.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        SessionOver: It has ended.
    """
    with transaction.atomic():
        found = _found(see(caller, agreement, ENDS), workshop, locked=True)
        _must_go_on(found)
        _end(caller, found, is_drafted=False)
        caller.keep(found)
    return found


def _must_go_on(workshop: Workshop) -> None:
    if workshop.ended_at is not None:
        raise SessionOver(_CALLED)


def _end(caller: Caller, workshop: Workshop, *, is_drafted: bool) -> None:
    workshop.ended_by, workshop.ended_at = caller.person, caller.at.to_datetime()
    workshop.is_drafted = is_drafted
    workshop.save(update_fields=["ended_by", "ended_at", "is_drafted"])


def _found(seen: Seen, workshop: str, *, locked: bool = False) -> Workshop:
    rows = Workshop.objects.filter(agreement=seen.seat.agreement, key=workshop)
    # The row alone: who began it is locked for nobody.
    people = rows.select_related("begun_by", "ended_by")
    found = (rows.select_for_update() if locked else people).first()
    if found is None:
        raise NotThere
    return found


def _answers(workshop: Workshop) -> Answers:
    return fold(said_in(workshop.answers.select_related("person"), place_named))
