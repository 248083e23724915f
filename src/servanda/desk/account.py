"""One's own account."""

from __future__ import annotations

from django.db.models import QuerySet

from servanda.desk.callers import Caller, allow
from servanda.record.models import AccessToken

__all__ = ["look_at_account", "tokens"]

_LOOKS = "own account looked at"


def look_at_account(caller: Caller) -> Caller:
    """Return who asks; raises ``NotInScope``."""
    allow(caller, _LOOKS)
    return caller


def tokens(caller: Caller) -> QuerySet[AccessToken]:
    """Return one's own tokens, newest first; raises ``NotInScope``."""
    allow(caller, _LOOKS)
    return AccessToken.objects.filter(person=caller.person).order_by("-made_at", "-pk")
