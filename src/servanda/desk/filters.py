"""What people look for again and again in lists, kept under names of their own."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from django.db import transaction

from servanda.desk.callers import Caller, allow
from servanda.desk.refusals import NotThere
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import Person, SavedFilter
from servanda.reports.clean import one_line

__all__ = ["NoFilter", "filters_of", "keep_filter", "let_filter_go", "looked_for"]

_MOST = 100
_LONGEST = {"name": 80, "path": 300, "query": 1000}
_NOT_KEPT = {"as", "page"}


class NoFilter(MisusedCommand):
    """Nothing can be kept of a list so."""


def filters_of(person: Person, path: str = "") -> Sequence[SavedFilter]:
    """Return what somebody has kept, by name: of one list, or of all where none is named."""
    own = SavedFilter.objects.filter(person=person)
    return tuple(own.filter(path=path) if path else own)


def looked_for(query: str) -> str:
    """Return what is looked for of an address, without which part of it is shown, and how.

    Example:
        >>> looked_for("words=carrier cut&page=2&as=csv")
        'words=carrier+cut'
    """
    return urlencode([each for each in parse_qsl(query) if each[0] not in _NOT_KEPT])


def keep_filter(caller: Caller, name: str, path: str, query: str) -> SavedFilter:
    """Keep what is looked for in a list; under a name that there is, instead of what it was.

    Args:
        caller: Whose it will be.
        name: Its name.
        path: The address of the list, without what is looked for.
        query: What is looked for, as it stands in the address.

    Raises:
        NotInScope: As the table of rights says.
        NoFilter: It has no name, nothing is looked for, or there is too much of it.
    """
    allow(caller, "filter kept")
    called = one_line(name)
    asked = looked_for(query)
    said = {"name": called, "path": path, "query": asked}
    if not called:
        raise NoFilter("give it a name, by which you find it again")
    if not asked:
        raise NoFilter("look for something first; then it can be kept")
    if any(len(said[each]) > longest for each, longest in _LONGEST.items()):
        raise NoFilter(f"a name has at most {_LONGEST['name']} letters, an address 1000")
    if SavedFilter.objects.filter(person=caller.person).count() >= _MOST:
        raise NoFilter(f"you have {_MOST} of them; let one go on the page of your account")
    with transaction.atomic():
        kept, _ = SavedFilter.objects.update_or_create(
            person=caller.person,
            path=path,
            name=called,
            defaults={"query": said["query"], "made_at": caller.at.to_datetime()},
        )
        caller.keep(kept)
    return kept


def let_filter_go(caller: Caller, key: str) -> SavedFilter:
    """Keep a filter no longer; raises ``NotThere`` for another's."""
    allow(caller, "filter kept")
    with transaction.atomic():
        found = SavedFilter.objects.filter(person=caller.person, key=key).first()
        if found is None:
            raise NotThere
        found.delete()
        caller.keep(found)
    return found
