"""Telling people by mail what waits for their party, each of them each thing once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from servanda.decisions.reminding import Reminder, reminders
from servanda.decisions.waiting import waiting
from servanda.desk.background import Sort
from servanda.desk.callers import appointed
from servanda.desk.letter_wishes import is_wanted, turn_of
from servanda.desk.letters import reminder_letter
from servanda.desk.reading import limit_for
from servanda.desk.rights import ANSWERING, Role
from servanda.desk.working import freshen, value_of, workspace_of
from servanda.kernel.time import Instant
from servanda.pipeline.deciding import Desk, open_desk
from servanda.record.models import (
    Agreement,
    Appointment,
    Person,
    ReminderDue,
    Representation,
)
from servanda.record.opening import current_book
from servanda.record.queue import put

__all__ = ["people_of", "remind", "somebody_to_remind"]


def remind(at: Instant) -> int:
    """Note for everybody what they are to be told by now, and write the letters that are due.

    Doing so again notes and writes nothing twice.

    Args:
        at: Now.

    Returns:
        How many letters were written.
    """
    for agreement in _to_look_at(at):
        freshen(agreement, at)
        _note(agreement, at)
    untold = ReminderDue.objects.filter(told_at__isnull=True).values("person").distinct()
    return sum(_write(person, at) for person in Person.objects.filter(pk__in=untold))


def somebody_to_remind(at: Instant) -> bool:
    """Return whether ``remind`` may have something to do."""
    return _to_look_at(at).exists() or ReminderDue.objects.filter(told_at__isnull=True).exists()


def _to_look_at(at: Instant) -> QuerySet[Agreement]:
    now = at.to_datetime()
    return Agreement.objects.filter(Q(reminds_at__lte=now) | Q(changes_at__lt=now))


def _note(agreement: Agreement, at: Instant) -> None:
    """Note what is to be told by now, and when to look again."""
    desk = value_of(open_desk(workspace_of(agreement), at))
    everything = reminders(waiting(desk.book, desk.standing))
    people = {
        party: list(people_of(agreement, party, at, ANSWERING)) for party in ("client", "provider")
    }
    rows = [
        _row(agreement, person, reminder, desk)
        for reminder in _newest(each for each in everything if each.at <= at)
        for person in people.get(reminder.waiting.party, [])
    ]
    later = min((each.at for each in everything if each.at > at), default=None)
    with transaction.atomic():
        locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
        ReminderDue.objects.bulk_create(rows, ignore_conflicts=True)
        if locked.head_number == len(desk.journal.entries):
            locked.reminds_at = later.to_datetime() if later else None
            locked.save(update_fields=["reminds_at"])


def _newest(everything: Iterable[Reminder]) -> Iterable[Reminder]:
    """Return the last reminder of each thing: who was not told in time is told once."""
    return {(each.waiting.entry, each.waiting.party): each for each in everything}.values()


def people_of(
    agreement: Agreement, party: str, at: Instant, roles: Iterable[Role]
) -> Iterator[Person]:
    """Yield the people of a party who hold one of some roles in an agreement."""
    organisations = Representation.objects.filter(agreement=agreement, party=party)
    held: QuerySet[Appointment] = appointed(at).filter(
        agreement=agreement, role__in=[each.value for each in roles]
    )
    yield from Person.objects.filter(
        pk__in=held.values("person"),
        organisation__in=organisations.values("organisation"),
        is_active=True,
        is_system=False,
    )


def _row(agreement: Agreement, person: Person, reminder: Reminder, desk: Desk) -> ReminderDue:
    waits, zone = reminder.waiting, desk.book.history.latest.settlement.zone
    content: dict[str, Any] = {
        "agreement": agreement.key,
        "title": agreement.title,
        "what": waits.what,
        "due": limit_for(person, zone, waits.due) if waits.due else "",
        "due_at": str(waits.due or ""),
        "entry": waits.entry,
        "silence": waits.silence,
        "sort": reminder.sort.value,
    }
    digest = hashlib.sha256(reminder.key.encode()).hexdigest()
    return ReminderDue(
        person=person,
        agreement=agreement,
        reminder_sha256=digest,
        content=content,
        made_at=desk.at.to_datetime(),
    )


def _write(person: Person, at: Instant) -> int:
    now = at.to_datetime()
    with transaction.atomic():
        rows = ReminderDue.objects.select_for_update().filter(person=person, told_at__isnull=True)
        told = list[ReminderDue]()
        unwanted = list[ReminderDue]()
        for each in rows.order_by("made_at", "pk"):
            if not is_wanted(person, each.content):
                unwanted.append(each)
            elif each.made_at <= turn_of(person, each.content, now):
                told.append(each)
        ReminderDue.objects.filter(pk__in=[each.pk for each in (*told, *unwanted)]).update(
            told_at=now, content={}
        )
        if not told:
            return 0
        letter = reminder_letter(
            person, [each.content for each in told], current_book().settings.address
        )
        put(Sort.LETTER.value, letter.content, at)
    return 1
