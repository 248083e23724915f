"""A backup's tables put into an empty database: as they were, or made anew from the journals."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models, transaction

from servanda.pipeline.refusals import CannotRead, MisusedCommand
from servanda.record.administered import ADMINISTERED
from servanda.record.administering import Noted, unsealed
from servanda.record.backup.archive import BackupReader
from servanda.record.backup.tables import (
    insert,
    migrated_to,
    plain_row,
    read_row,
    restart_numbering,
)
from servanda.record.examining_people import last_said
from servanda.record.folder import BookFolder
from servanda.record.models import (
    AdministrationEntry,
    AdministrationHead,
    Agreement,
    JournalEntry,
    KeptEntry,
    ModelEntry,
    OperatingModel,
    Organisation,
    Person,
    PersonalKey,
    Upload,
)
from servanda.record.opening import prepare
from servanda.record.projecting import STANDING

__all__ = ["NotEmpty", "differing_from", "fill", "fill_from_journals", "let_go_of_torn_uploads"]

_POINTED: tuple[type[models.Model], ...] = (
    Organisation,
    Person,
    Agreement,
    OperatingModel,
)
_FROM_JOURNALS = (AdministrationEntry, PersonalKey)


class NotEmpty(MisusedCommand):
    """The database holds something already."""

    def __init__(self) -> None:
        super().__init__(
            "the database holds tables already, and restoring overwrites nothing; make an empty"
            " one, and name it with --database"
        )


def fill(backup: BackupReader) -> int:
    """Put every row of a backup in as it was, and bring it to this version of Servanda.

    Returns:
        How many rows there are.

    Raises:
        NotEmpty: The database holds something already.
        CannotRead: The backup is of a later version.
    """
    _must_be_empty()
    try:
        registry = migrated_to(backup.manifest["migrations"])
        with transaction.atomic():
            count = sum(
                insert(_rows(backup, registry.get_model(label))) for label in _labels(backup)
            )
    except (LookupError, FieldDoesNotExist) as problem:
        why = f"it is of a later version of Servanda, which knows {problem}"
        raise CannotRead(backup.path, why) from None
    prepare()
    restart_numbering()
    return count


def let_go_of_torn_uploads(book: BookFolder) -> None:
    """Forget files on their way whose bytes moved on between the tables and the files."""
    for upload in Upload.objects.filter(ended_at__isnull=True).select_related("agreement"):
        path = book.agreement(upload.agreement.key) / "incoming" / upload.key / upload.name
        if upload.bytes_received and not (
            path.is_file() and path.stat().st_size >= upload.bytes_received
        ):
            upload.delete()


def fill_from_journals(backup: BackupReader) -> int:
    """Make everything anew that the journals say; passwords, tokens and the like they do not know.

    Returns:
        How many entries there are.

    Raises:
        NotEmpty: The database holds something already.
        CannotRead: The backup has no journal of people.
    """
    _must_be_empty()
    if not any(True for _ in backup.lines(_member(AdministrationEntry))):
        raise CannotRead(backup.path, "it has no journal of people and roles to make them from")
    prepare()
    with transaction.atomic():
        count = sum(insert(_rows(backup, table)) for table in _FROM_JOURNALS)
        entries = list(AdministrationEntry.objects.order_by("number"))
        last = entries[-1]
        head = {"number": last.number, "sha256": last.sha256}
        AdministrationHead.objects.update_or_create(pk=1, defaults=head)
        said = last_said(entries)
        for kind in ADMINISTERED.values():
            insert([_made(noted) for (about, _), noted in said.items() if about == kind.about])
        count += insert(_entries(backup, JournalEntry, Agreement, "agreement_id"))
        count += insert(_entries(backup, ModelEntry, OperatingModel, "model_id"))
        for agreement in Agreement.objects.all():
            _end(backup, agreement)
        for model in OperatingModel.objects.all():
            _end_as_entered(model)
            model.save(update_fields=["head_number", "head_sha256"])
    restart_numbering()
    return count


def differing_from(backup: BackupReader) -> Iterator[str]:
    """Yield, in plain words, what was made anew otherwise than the backup has it."""
    before = _keys_of(backup)
    now = {table: dict(table._default_manager.values_list("pk", "key")) for table in _POINTED}
    wanted: dict[type[models.Model], tuple[str, ...] | None] = {
        kind.table: (*kind.fields, *kind.sealed) for kind in ADMINISTERED.values()
    }
    wanted |= dict.fromkeys(STANDING)
    for table, fields in wanted.items():
        had = _comparable(table, backup.lines(_member(table)), before, fields)
        rows = (plain_row(each) for each in table._default_manager.all())
        has = _comparable(table, rows, now, fields)
        if had != has:
            missing, more = (had - has).total(), (has - had).total()
            yield (
                f"the table '{table._meta.db_table}' differs from what the journals say:"
                f" {missing} rows of the backup do not follow from them, {more} that do are not"
                " in it"
            )


def _must_be_empty() -> None:
    if connection.introspection.table_names():
        raise NotEmpty


def _labels(backup: BackupReader) -> list[str]:
    names = [each for each in backup.names if each.startswith("tables/")]
    return [each.removeprefix("tables/").removesuffix(".jsonl") for each in names]


def _member(table: type[models.Model]) -> str:
    return f"tables/{table._meta.label}.jsonl"


def _rows(backup: BackupReader, table: type[models.Model]) -> Iterator[models.Model]:
    return (read_row(table, line) for line in backup.lines(_member(table)))


def _made(noted: Noted) -> models.Model:
    """Return the row that an entry of the host's journal speaks of, not saved yet."""
    kind = next(each for each in ADMINISTERED.values() if each.about == noted.about)
    values = {**kind.values(noted.says), **kind.finds(noted.key)}
    if kind.table is Person:
        # Whose key was destroyed has no name any more.
        values |= {"name": "", "email": f"{noted.key}@erased.invalid", **unsealed(noted)}
        values["password"] = make_password(None)
    return kind.table(**{name: value for name, value in values.items() if "__" not in name})


def _entries(
    backup: BackupReader, table: type[KeptEntry], owner: type[models.Model], named: str
) -> Iterator[models.Model]:
    """Yield a table of journals' entries; the host's seals say to which journal each belongs."""
    keys = _keys_of(backup)
    owners = dict(owner._default_manager.values_list("key", "pk"))
    people = dict(Person.objects.values_list("key", "pk"))
    for line in backup.lines(_member(table)):
        columns = json.loads(line)
        columns[named] = owners[keys[owner][columns[named]]]
        if columns["entered_by_id"] is not None:
            columns["entered_by_id"] = people[keys[Person][columns["entered_by_id"]]]
        yield read_row(table, json.dumps(columns))


def _end(backup: BackupReader, agreement: Agreement) -> None:
    """Say what an agreement's journal ends with, and for which moment its tables are wanted."""
    _end_as_entered(agreement)
    for row in _rows(backup, Agreement):
        assert isinstance(row, Agreement)
        if row.key == agreement.key:
            agreement.known_at = row.known_at
    agreement.save(update_fields=["head_number", "head_sha256", "known_at"])


def _end_as_entered(owner: Agreement | OperatingModel) -> None:
    last = owner.entries.order_by("-number").first()
    if last is not None:
        owner.head_number, owner.head_sha256 = last.number, last.sha256


def _keys_of(backup: BackupReader) -> Mapping[type[models.Model], Mapping[int, str]]:
    return {
        table: {row["id"]: row["key"] for row in map(json.loads, backup.lines(_member(table)))}
        for table in _POINTED
    }


def _comparable(
    table: type[models.Model],
    lines: Iterable[str],
    keys: Mapping[type[models.Model], Mapping[int, str]],
    fields: tuple[str, ...] | None,
) -> Counter[str]:
    """Return rows without their numbers: what they point to is named by its key."""
    found: Counter[str] = Counter()
    for line in lines:
        columns: dict[str, Any] = json.loads(line)
        plain = {}
        for field in table._meta.concrete_fields:
            if field.primary_key or (fields is not None and field.name not in fields):
                continue
            value = columns.get(field.attname)
            if isinstance(field, models.ForeignKey) and value is not None:
                value = keys[field.related_model][value]
            plain[field.name] = value
        found[json.dumps(plain, sort_keys=True)] += 1
    return found
