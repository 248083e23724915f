"""How somebody reads the book: in which language, with which figures, by which clock."""

from __future__ import annotations

from functools import cache

from django.db import transaction

from servanda.businesstime.zone import zone_names
from servanda.desk.callers import Caller, allow
from servanda.kernel.diagnostic import near_match
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import Person
from servanda.reports.reader import Reader, UnknownLocale
from servanda.reports.words import LANGUAGES

__all__ = [
    "NotALanguage",
    "NotALocale",
    "NotAZone",
    "choose_reading",
    "limit_for",
    "moment_for",
    "reader_for",
]

_LOCALE = "en"


class NotALanguage(MisusedCommand):
    """The pages are not said in it."""

    def __init__(self, text: str) -> None:
        super().__init__(f"the pages are in {' and '.join(LANGUAGES)}, and not in '{text}'")


class NotALocale(MisusedCommand):
    """Figures and days are not spelt so."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"nothing is known of how '{text}' spells figures and days; name language and country,"
            " like nl-NL or en-GB, one that writes the digits 0 to 9"
        )


class NotAZone(MisusedCommand):
    """No clock goes so."""

    def __init__(self, text: str) -> None:
        near = near_match(text, sorted(_zones()))
        hint = f"; did you mean {near}?" if near else "; write one like Europe/Amsterdam"
        super().__init__(f"there is no time zone '{text}'{hint}")


def choose_reading(caller: Caller, *, language: str, locale: str, zone: str) -> Person:
    """Say how one reads; what is empty follows the browser, and the agreement's own clock.

    Args:
        caller: Who chooses.
        language: Of the words of the pages.
        locale: Whose digits, separators and names of months are shown, like ``nl-NL``.
        zone: By whose clock moments are shown, like ``Europe/Amsterdam``.

    Raises:
        NotInScope: As the table of rights says.
        NotALanguage, NotALocale, NotAZone: There is none of that name.
    """
    allow(caller, "reading chosen")
    if language and language not in LANGUAGES:
        raise NotALanguage(language)
    if locale and not _is_spelt(locale):
        raise NotALocale(locale)
    if zone and zone not in _zones():
        raise NotAZone(zone)
    person = caller.person
    with transaction.atomic():
        person.language, person.locale, person.zone = language, locale, zone
        person.save(update_fields=["language", "locale", "zone"])
        caller.keep(person)
    return person


def reader_for(person: Person, zone: str) -> Reader:
    """Return how figures and days are spelt in what is written to somebody.

    Args:
        person: Who reads it.
        zone: The agreement's zone, by whose clock who has chosen none reads.
    """
    locale = person.locale or person.language or _LOCALE
    return Reader(locale=locale, zone=person.zone or zone)


def moment_for(person: Person, zone: str, moment: Instant) -> str:
    """Spell a moment in what is written to somebody, with the zone by whose clock it goes.

    Args:
        person: Who reads it.
        zone: As for ``reader_for``.
        moment: The moment.
    """
    reader = reader_for(person, zone)
    return f"{reader.instant(moment)} ({reader.zone})"


def limit_for(person: Person, zone: str, moment: Instant) -> str:
    """Spell until when something can be done, in what is written to somebody.

    Args:
        person: Who reads it.
        zone: As for ``reader_for``.
        moment: The last moment for it; the day alone is told where it is that day's last.
    """
    reader = reader_for(person, zone)
    spelt = reader.limit(moment)
    return f"{spelt} ({reader.zone})" if spelt == reader.instant(moment) else spelt


def _is_spelt(locale: str) -> bool:
    try:
        return Reader(locale=locale).has_digits
    except UnknownLocale:
        return False


@cache
def _zones() -> frozenset[str]:
    return frozenset(zone_names())
