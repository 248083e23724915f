"""A book of any earlier version goes forward to this one, whole; of a later one it is left alone.

In ``kept`` lies a backup of each version's book after the same month was played in it, by the step
that its database had reached. The first was made before there were backups, out of its tables.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from servanda.record.folder import BookFolder, BookSettings, create_folder, open_folder
from servanda.record.opening import EarlierBook, LaterBook, prepare, see_current
from tests.postgresql import new_database

_KEPT = sorted((Path(__file__).parent / "kept").glob("*.backup"))
_SERVED = os.environ.get("SERVANDA_BOOK", "")
_ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}

_AS_IT_WAS = """
import sys
from pathlib import Path
from servanda.record.backup.archive import open_backup
from servanda.record.backup.placing import placed
from servanda.record.opening import open_book
kept, folder, database = sys.argv[1:]
with open_backup(Path(kept)) as backup, placed(backup, Path(folder), database=database) as book:
    open_book(book.path)
    from django.db import connection, transaction
    from servanda.record.backup.tables import insert, migrated_to, read_row
    tables = migrated_to(backup.manifest["migrations"])
    with transaction.atomic():
        for name in backup.names:
            if name.startswith("tables/"):
                table = tables.get_model(name[len("tables/") : -len(".jsonl")])
                insert(read_row(table, line) for line in backup.lines(name))
    connection.close()
"""


def _database() -> str:
    if not _SERVED:
        return "sqlite"
    return new_database(open_folder(Path(_SERVED)).settings.database)


def _servanda(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "servanda", *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        env=_ENVIRONMENT,
    )


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every row of a backup with its table."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("tables/"):
                for line in archive.read(name).splitlines():
                    yield name, json.loads(line)


@pytest.mark.parametrize("kept", _KEPT, ids=lambda path: path.stem)
def test_a_book_of_an_earlier_version_goes_forward_whole(kept: Path, tmp_path: Path) -> None:
    book = tmp_path / "book"
    restored = _servanda("book", "restore", book, kept, "--database", _database())
    assert restored.returncode == 0, restored.stderr
    assert "everything is as it has to be" in restored.stdout
    after = tmp_path / "after.backup"
    backed_up = _servanda("book", "backup", book, after)
    assert backed_up.returncode == 0, backed_up.stderr
    now = {(table, row["id"]): row for table, row in _rows(after) if "id" in row}
    before = [(table, row) for table, row in _rows(kept) if "id" in row]
    assert len(before) >= 23
    for table, row in before:
        found = now[table, row["id"]]
        assert {name: found.get(name) for name in row} == row, table


def test_lists_that_came_later_are_made_when_it_is_worked_for_again(tmp_path: Path) -> None:
    book = tmp_path / "book"
    words = [sys.executable, "-c", _AS_IT_WAS, str(_KEPT[0]), str(book), _database()]
    subprocess.run(words, check=True, env=_ENVIRONMENT)
    examined = _servanda("book", "examine", book)
    assert (examined.returncode, "of an earlier version" in examined.stderr) == (2, True)
    worked = _servanda("work", book, "--once")
    assert worked.returncode == 0, worked.stderr
    examined = _servanda("book", "examine", book)
    assert (examined.returncode, examined.stderr) == (0, "")
    assert not (book / "lists.wanted").exists()


def test_there_is_a_book_of_the_first_version() -> None:
    assert _KEPT[0].stem == "0002_entries_stay"


def test_no_table_differs_from_what_the_steps_forward_make(book: BookFolder) -> None:
    said = io.StringIO()
    call_command("makemigrations", check_changes=True, dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected\n"


def test_a_database_of_a_later_version_is_left_alone(book: BookFolder) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('record', '9999_later', '2026-01-01 00:00:00+00:00')"
        )
    for each in (prepare, see_current):
        with pytest.raises(LaterBook, match=r"knows 'record\.9999_later'; run that version"):
            each()


def test_a_database_of_an_earlier_version_is_brought_forward_first(book: BookFolder) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'record'")
    with pytest.raises(EarlierBook, match="'servanda serve' and 'servanda work' bring it forward"):
        see_current()


def test_processes_that_begin_at_once_bring_a_database_forward_once(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    create_folder(folder, BookSettings(database=_database()))
    words = [sys.executable, "-m", "servanda", "work", str(folder), "--once"]
    begun = [
        subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=_ENVIRONMENT)
        for _ in range(2)
    ]
    assert [(each.wait(), each.communicate()[1]) for each in begun] == [(0, "")] * 2
