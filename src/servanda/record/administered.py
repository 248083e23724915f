"""Which tables the host's journal keeps, and what it says of a row of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from servanda.kernel.time import Instant
from servanda.record.models import (
    Agreement,
    Appointment,
    ModelAppointment,
    OperatingModel,
    Organisation,
    Person,
    Representation,
)

__all__ = ["ADMINISTERED", "Administered", "Plain", "kind_of"]

Plain = Mapping[str, Any]
"""What is said of a row: texts, truth values and moments as JSON holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Administered:
    """Say what the host's journal keeps of a table.

    Args:
        table: The table.
        about: What the journal calls a row of it.
        key: Names a row; the same in every copy of the book.
        fields: What is kept of it as it is.
        sealed: What is kept of it sealed, as it names a person.
        finds: Returns by which columns a row of a key is found.
    """

    table: type[models.Model]
    about: str
    key: Callable[[Any], str]
    fields: tuple[str, ...]
    sealed: tuple[str, ...] = ()
    finds: Callable[[str], Mapping[str, Any]] = lambda key: {"key": key}

    @property
    def points(self) -> tuple[str, ...]:
        """Return the fields that point to other rows."""
        named = ((name, self.table._meta.get_field(name)) for name in self.fields)
        return tuple(name for name, field in named if isinstance(field, models.ForeignKey))

    def touched(self, names: frozenset[str] | None) -> bool:
        """Return whether saving these fields, all if none are named, may change what is kept."""
        return names is None or not names.isdisjoint((*self.fields, *self.sealed))

    def says(self, row: models.Model) -> Plain:
        """Return what is kept of a row as it is."""
        return {name: _plain(row, name) for name in self.fields}

    def seals(self, row: models.Model) -> Plain:
        """Return what is kept of a row sealed."""
        return {name: _plain(row, name) for name in self.sealed}

    def values(self, said: Plain) -> dict[str, Any]:
        """Return the values of a row by its fields; what it points to has to be there.

        Raises:
            ObjectDoesNotExist: It points to what is not there.
            FieldDoesNotExist: It says something that the table does not have.
        """
        return {name: _value(self.table, name, value) for name, value in said.items()}


def _plain(row: models.Model, name: str) -> Any:  # noqa: ANN401 - any of JSON's
    value = getattr(row, name)
    if isinstance(value, models.Model):
        # Whoever signed in comes wrapped, and its type is the wrapping's.
        return kind_of(value.__class__).key(value)
    if isinstance(value, datetime):
        return str(Instant.from_datetime(value))
    return value


def _value(table: type[models.Model], name: str, value: Any) -> Any:  # noqa: ANN401 - any field's
    field = table._meta.get_field(name)
    if value is None:
        return None
    if isinstance(field, models.ForeignKey):
        pointed = kind_of(field.related_model)
        return pointed.table._default_manager.get(**pointed.finds(value))
    if isinstance(field, models.DateTimeField):
        return Instant.parse(value).to_datetime()
    return value


def kind_of(table: type[models.Model]) -> Administered:
    """Return what the host's journal keeps of a table.

    Raises:
        KeyError: It keeps nothing of it.
    """
    return ADMINISTERED[table]


_KINDS = (
    Administered(
        table=Organisation,
        about="organisation",
        key=lambda row: str(row.key),
        fields=("name", "joined_at", "requires_second_factor"),
    ),
    Administered(
        table=Person,
        about="person",
        key=lambda row: str(row.key),
        fields=(
            "organisation",
            "administers",
            "is_system",
            "is_active",
            "joined_at",
            "left_at",
            "reminders",
        ),
        sealed=("name", "email", "purpose"),
    ),
    Administered(
        table=Agreement,
        about="agreement",
        key=lambda row: str(row.key),
        fields=("identifier", "title", "founded_by", "founded_at"),
    ),
    Administered(
        table=Representation,
        about="representation",
        key=lambda row: f"{row.agreement.key} {row.party}",
        fields=("agreement", "organisation", "party"),
        finds=lambda key: {
            "agreement__key": key.partition(" ")[0],
            "party": key.partition(" ")[2],
        },
    ),
    Administered(
        table=Appointment,
        about="appointment",
        key=lambda row: str(row.pk),
        fields=("agreement", "person", "role", "begun_at", "ended_at", "made_by", "ended_by"),
        finds=lambda key: {"pk": int(key)},
    ),
    Administered(
        table=OperatingModel,
        about="operating model",
        key=lambda row: str(row.key),
        fields=("identifier", "title", "organisation", "founded_by", "founded_at"),
    ),
    Administered(
        table=ModelAppointment,
        about="appointment on an operating model",
        key=lambda row: str(row.pk),
        fields=(
            "model",
            "person",
            "role",
            "named",
            "begun_at",
            "ended_at",
            "made_by",
            "ended_by",
        ),
        finds=lambda key: {"pk": int(key)},
    ),
)

ADMINISTERED: Mapping[type[models.Model], Administered] = {each.table: each for each in _KINDS}
"""By table, each after those that it points to."""
