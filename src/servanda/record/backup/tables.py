"""Tables as lines of JSON, which any database of the framework takes in again."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

__all__ = [
    "insert",
    "kept_tables",
    "migrated_to",
    "one_moment",
    "plain_row",
    "reached",
    "read_row",
    "restart_numbering",
]

_LEFT_OUT = frozenset({"sessions.Session", "contenttypes.ContentType", "auth.Permission"})
_BATCH = 500


def kept_tables(registry: Apps = apps) -> list[type[models.Model]]:
    """Return the tables that a backup keeps; who was signed in signs in again."""
    found = [each for each in registry.get_models() if each._meta.label not in _LEFT_OUT]
    return sorted(found, key=lambda table: str(table._meta.label))


@contextmanager
def one_moment() -> Iterator[None]:
    """See the database as it is at one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # The framework's own transactions would keep others from writing meanwhile.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def plain_row(row: models.Model) -> str:
    """Return a row as a line of JSON: its columns, moments to the microsecond."""
    columns = {
        each.attname: _plain(getattr(row, each.attname)) for each in row._meta.concrete_fields
    }
    return json.dumps(columns, ensure_ascii=False)


def read_row(table: type[models.Model], line: str) -> models.Model:
    """Return a row of a table, not saved yet.

    Raises:
        FieldDoesNotExist: It has a column that the table does not have.
    """
    values: dict[str, Any] = {}
    for name, value in json.loads(line).items():
        field = table._meta.get_field(name)
        assert isinstance(field, models.Field)
        column = field.target_field if isinstance(field, models.ForeignKey) else field
        values[name] = column.to_python(value)
    return table(**values)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column's
    match value:
        case datetime() | date():
            return value.isoformat()
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case UUID() | Decimal():
            return str(value)
    return value


def reached() -> dict[str, list[str]]:
    """Return the migrations that the database has, by application."""
    applied = MigrationExecutor(connection).loader.applied_migrations
    found: dict[str, list[str]] = {}
    for application, name in sorted(applied):
        found.setdefault(application, []).append(name)
    return found


def migrated_to(migrations: Mapping[str, Sequence[str]]) -> Apps:
    """Bring an empty database to where another one was, and return its tables as they were.

    Raises:
        LookupError: This version of Servanda does not know one of the migrations.
    """
    executor = MigrationExecutor(connection)
    known = executor.loader.graph.nodes
    for application, names in migrations.items():
        for name in names:
            if (application, name) not in known:
                raise LookupError(f"{application} {name}")
    last = [(application, names[-1]) for application, names in migrations.items()]
    executor.migrate(last)
    executor.loader.build_graph()
    registry: Apps = executor.loader.project_state(last).apps
    return registry


def insert(rows: Iterable[models.Model]) -> int:
    """Put rows of one table in as they are; returns how many."""
    count, waiting = 0, iter(rows)
    while batch := list(islice(waiting, _BATCH)):
        table = type(batch[0])
        for each in table._meta.concrete_fields:
            # What the framework would set to now was set when the row was made.
            if isinstance(each, models.DateField):
                each.auto_now = each.auto_now_add = False
        table._default_manager.bulk_create(batch)
        count += len(batch)
    return count


def restart_numbering() -> None:
    """Let rows to come be numbered after those that were put in."""
    with connection.cursor() as cursor:
        for each in connection.ops.sequence_reset_sql(no_style(), kept_tables()):
            cursor.execute(each)
