"""Counting what is asked of the database, and a crowd that should make no difference."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

from servanda.record.models import Agreement, Appointment, Organisation, Person, Representation
from tests.desk.book import BEGIN

__all__ = ["counted", "crowd"]

_ASKING = {"SELECT", "DECLARE", "INSERT", "UPDATE", "DELETE"}
_AGREEMENTS = 40


@contextmanager
def counted() -> Iterator[list[str]]:
    """Give the queries that were asked meanwhile, once it is over; of a transaction, its inside."""
    asked = list[str]()
    with CaptureQueriesContext(connection) as queries:
        yield asked
    asked += [each["sql"] for each in queries if each["sql"].split(maxsplit=1)[0] in _ASKING]


def crowd(client: Person, provider: Person) -> None:
    """Let both have a part in forty more agreements."""
    begun = BEGIN.to_datetime()
    founded = [
        Agreement(identifier=f"n{each}", title=f"N {each}", founded_by=client, founded_at=begun)
        for each in range(_AGREEMENTS)
    ]
    Agreement.objects.bulk_create(founded)
    for party, person in (("client", client), ("provider", provider)):
        home: Organisation = person.organisation
        Representation.objects.bulk_create(
            Representation(agreement=each, organisation=home, party=party) for each in founded
        )
        Appointment.objects.bulk_create(
            Appointment(agreement=each, person=person, role="owner", begun_at=begun)
            for each in founded
        )
