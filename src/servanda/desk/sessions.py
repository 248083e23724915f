"""Where somebody is signed in, and signing out elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.timezone import now as of_the_machine

from servanda.desk.callers import Caller, allow
from servanda.record.models import Person

__all__ = ["end_other_sessions", "end_sessions", "own_sessions"]


def own_sessions(caller: Caller) -> list[Session]:
    """Return one's own sessions that hold still; raises ``NotInScope``."""
    allow(caller, "own account looked at")
    return list(_sessions_of(caller.person))


def end_other_sessions(caller: Caller, this: str) -> int:
    """Sign oneself out everywhere else.

    Args:
        caller: Who asks.
        this: The session that goes on.

    Returns:
        How many sessions have ended.
    """
    allow(caller, "sessions ended")
    return end_sessions(caller.person, besides=this)


def end_sessions(person: Person, *, besides: str = "") -> int:
    """End somebody's sessions, and return how many there were.

    Args:
        person: Whose.
        besides: The one that goes on, if one does.
    """
    ended = [each for each in _sessions_of(person) if each.session_key != besides]
    for each in ended:
        each.delete()
    return len(ended)


def _sessions_of(person: Person) -> Iterator[Session]:
    # What a session holds is signed with the book's secret, and no database looks into it.
    for each in Session.objects.filter(expire_date__gt=of_the_machine()).iterator():
        if each.get_decoded().get(SESSION_KEY) == str(person.pk):
            yield each
