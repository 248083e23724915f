"""The calendar that people's own programs follow: an address with a secret of its own."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from servanda.desk.callers import Caller
from servanda.desk.own_days import OwnDays, own_days
from servanda.desk.refusals import NotInScope
from servanda.desk.tokens import caller_of_token
from servanda.kernel.time import MICROS_PER_SECOND
from servanda.record.opening import current_book
from servanda.reports.agenda import AgreementDays, calendar_ics
from servanda.web.clock import now
from servanda.web.routes import lets

__all__ = ["calendar_addresses", "own_calendar"]

_HOUR_SECONDS = 3600
_READ_MOST = 60
_SAFE = {
    # The address is a secret: nobody is told it, and nothing that lies between keeps the answer.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "private, no-store",
}


@lets("own days read by a calendar")
@require_safe
def own_calendar(_: HttpRequest, word: str) -> HttpResponse:
    """Give one's own days in all agreements to a calendar that knows the address."""
    caller = caller_of_token(word, now())
    try:
        found = own_days(caller) if caller is not None and not _too_often(caller) else None
    except NotInScope:
        # A token for programs opens no address: what stands in one is seen more easily.
        caller = found = None
    if caller is None:
        return _told(404, "Nothing is here: the address was ended, or is another one.")
    if found is None:
        answer = _told(429, "That was often enough for now; please ask again in an hour.")
        answer.headers["Retry-After"] = str(_HOUR_SECONDS)
        return answer
    content = calendar_ics("Servanda", _shown(found), caller.at)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=_SAFE)


def calendar_addresses(secret: str) -> tuple[str, str]:
    """Return where a calendar finds one's days, and the same as programs for calendars open it.

    Args:
        secret: The secret of a token that was made for a calendar.
    """
    address = current_book().settings.address + reverse("own_calendar", kwargs={"word": secret})
    return address, address.replace(urlsplit(address).scheme, "webcal", 1)


def _too_often(caller: Caller) -> bool:
    """Count a reading; a program that follows a calendar asks a few times a day."""
    hour = caller.at.micros // (_HOUR_SECONDS * MICROS_PER_SECOND)
    name = f"calendar-{caller.person.pk}-{hour}"
    cache.add(name, 0, _HOUR_SECONDS)
    return cache.incr(name) > _READ_MOST


def _shown(found: Sequence[OwnDays]) -> list[AgreementDays]:
    here = current_book().settings.address
    return [
        AgreementDays(
            book=each.book,
            items=each.items,
            name=each.agreement.key,
            address=here + reverse("calendar", kwargs={"agreement": each.agreement.key}),
        )
        for each in found
    ]


def _told(status: int, words: str) -> HttpResponse:
    return HttpResponse(
        f"{words}\n", status=status, content_type="text/plain; charset=utf-8", headers=_SAFE
    )
