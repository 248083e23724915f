"""A backup is the whole book as it was at one moment, and what was restored is examined."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from servanda.cli.application import execute
from servanda.pipeline.refusals import CannotRead, CannotWrite, MisusedCommand
from servanda.record.backup.archive import BackupReader, open_backup
from servanda.record.folder import BookSettings, MistakenBook, create_folder, open_folder
from tests.postgresql import new_database

_SERVED = os.environ.get("SERVANDA_BOOK", "")
_ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}


def _database() -> str:
    """Return a new database of the sort that the tests run on."""
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


def _made(*words: object) -> list[str]:
    return [sys.executable, "-m", "tests.record.made", *map(str, words)]


def _restore(folder: Path, backup: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return _servanda("book", "restore", folder, backup, "--database", _database(), *words)


def _by_hand(folder: Path, statement: str) -> None:
    """Change a table as somebody who owns the machine can."""
    settings = open_folder(folder).settings
    if settings.database == "sqlite":
        import sqlite3
        from contextlib import closing

        with closing(sqlite3.connect(folder / "book.sqlite3")) as connection:
            connection.execute(statement)
            connection.commit()
        return
    import psycopg

    with psycopg.connect(settings.database, autocommit=True) as server:
        server.execute(statement.encode())


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book in which a month was played."""
    folder = tmp_path_factory.mktemp("played") / "book"
    create_folder(folder, BookSettings(database=_database()))
    subprocess.run(_made(folder, "play"), check=True, env=_ENVIRONMENT)
    return folder


@pytest.fixture(scope="module")
def backup(played: Path) -> Path:
    """A backup of it."""
    path = played.parent / "monday.backup"
    kept = _servanda("book", "backup", played, path)
    assert kept.returncode == 0, kept.stderr
    assert "1 agreements" in kept.stdout
    return path


def _members(path: Path, *, below: str) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        names = [each for each in archive.namelist() if each.startswith(below)]
        return {name: archive.read(name) for name in names}


def test_a_restored_book_is_the_same_to_the_byte(backup: Path, tmp_path: Path) -> None:
    restored = _restore(tmp_path / "again", backup)
    assert restored.returncode == 0, restored.stderr
    assert "everything is as it has to be" in restored.stdout
    kept = _servanda("book", "backup", tmp_path / "again", tmp_path / "tuesday.backup")
    assert kept.returncode == 0, kept.stderr
    for below in ("tables/", "book/agreements/", "book/host.pem", "book/secret.key"):
        had = _members(backup, below=below)
        assert had
        assert _members(tmp_path / "tuesday.backup", below=below) == had
    # New rows are numbered after those that were put in.
    subprocess.run(
        [sys.executable, "-c", _FOUNDS_ANOTHER, str(tmp_path / "again")],
        check=True,
        env=_ENVIRONMENT,
    )


_FOUNDS_ANOTHER = """
import sys
from pathlib import Path
from servanda.record.opening import open_book
open_book(Path(sys.argv[1]))
from servanda.desk.callers import Caller
from servanda.desk.founding import found_agreement
from servanda.record.models import Person
from tests.desk.book import BEGIN, UNSIGNED
person = Person.objects.get(email="c.jones@example.com")
found_agreement(Caller(person=person, at=BEGIN), {"agreement.yaml": UNSIGNED}, "client")
"""


def test_everything_is_made_again_from_the_journals_alone(backup: Path, tmp_path: Path) -> None:
    made = _restore(tmp_path / "alone", backup, "--journals-alone")
    assert made.returncode == 0, made.stderr
    assert "everything is as it has to be" in made.stdout
    assert _servanda("book", "examine", tmp_path / "alone").returncode == 0


def test_what_the_journals_do_not_say_is_told(backup: Path, tmp_path: Path) -> None:
    restored = _restore(tmp_path / "again", backup)
    assert restored.returncode == 0, restored.stderr
    _by_hand(tmp_path / "again", "UPDATE appointment SET role = 'viewer' WHERE id = 2")
    _by_hand(tmp_path / "again", "DELETE FROM claim_state")
    examined = _servanda("book", "examine", tmp_path / "again")
    assert examined.returncode == 1
    assert "appointment 2: 'role' is not what was entered" in examined.stderr
    assert "the table 'claim_state' is not what follows from the journal" in examined.stderr
    kept = _servanda("book", "backup", tmp_path / "again", tmp_path / "odd.backup")
    assert (kept.returncode, "'role' is not what was entered" in kept.stderr) == (1, True)
    alone = _restore(tmp_path / "alone", tmp_path / "odd.backup", "--journals-alone")
    assert alone.returncode == 1
    assert "the table 'appointment' differs from what the journals say" in alone.stderr
    assert "the table 'claim_state' differs" in alone.stderr
    assert _servanda("book", "examine", tmp_path / "alone").returncode == 0


def test_backups_are_whole_while_people_write(backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "busy"
    assert _restore(folder, backup).returncode == 0
    with subprocess.Popen(
        _made(folder, "go-on"), stdout=subprocess.PIPE, text=True, env=_ENVIRONMENT
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "said\n"
        kept = [_servanda("book", "backup", folder, tmp_path / f"{each}") for each in range(2)]
        assert writer.poll() is None
        writer.kill()
    assert [(each.returncode, each.stderr) for each in kept] == [(0, ""), (0, "")]
    heads = [_heads(tmp_path / f"{each}") for each in range(2)]
    assert 6 < heads[0] < heads[1]
    restored = _restore(tmp_path / "again", tmp_path / "1")
    assert restored.returncode == 0, restored.stderr


def _heads(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        journals = json.loads(archive.read("backup.json"))["heads"]["journals"]
    return max(int(each["number"]) for key, each in journals.items() if key != "people")


def test_history_that_is_rewritten_behind_what_was_seen_is_found(
    backup: Path, tmp_path: Path
) -> None:
    assert _restore(tmp_path / "again", backup).returncode == 0
    seen = tmp_path / "seen.json"
    assert _servanda("book", "examine", tmp_path / "again", "--heads", seen).returncode == 0
    known = seen.read_text("utf-8")
    said = json.loads(known)
    for name, head in said["journals"].items():
        if name != "people":
            head["sha256"] = "0" * 64
    last = said["journals"]["people"]["number"]
    said["journals"]["people"]["number"] += 1
    seen.write_text(json.dumps(said), "utf-8")
    examined = _servanda("book", "examine", tmp_path / "again", "--heads", seen)
    assert examined.returncode == 1
    for book, number in (("A small desk", 6), ("Operating model of Acme", 3)):
        told = f"{book}: entry {number} is not the one that was seen: history was rewritten"
        assert told in examined.stderr
    assert f"people: it ends with entry {last}, and entry {last + 1} was seen" in examined.stderr
    # What was seen is kept, as it is what speaks against the book.
    assert json.loads(seen.read_text("utf-8")) == said


@pytest.mark.parametrize(
    ("damaged", "told"),
    [
        (lambda content: content[:-40], "cut off"),
        (lambda content: content[: len(content) // 2], "cut off"),
        (lambda _: b"nothing", "cut off"),
        (lambda content: content[:1000] + b"\0" * 400 + content[1400:], "damaged or missing"),
    ],
)
def test_a_damaged_backup_is_not_restored(
    damaged: object, told: str, backup: Path, tmp_path: Path
) -> None:
    assert callable(damaged)
    path = tmp_path / "broken.backup"
    path.write_bytes(damaged(backup.read_bytes()))
    with pytest.raises(CannotRead, match=told):
        execute(["book", "restore", str(tmp_path / "again"), str(path)])
    assert [each.name for each in tmp_path.iterdir()] == ["broken.backup"]


def test_no_byte_of_a_backup_is_free_to_change(backup: Path, tmp_path: Path) -> None:
    content, path = backup.read_bytes(), tmp_path / "odd.backup"
    for place in range(0, len(content), 97):
        path.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        try:
            with open_backup(path) as odd:
                # What is left is a date or a flag beside the content, which is as it was.
                if not odd.faults():
                    assert {each: odd.text(each) for each in _texts(odd)} == _written(backup)
        except CannotRead:
            continue


def _texts(backup: BackupReader) -> list[str]:
    return [each for each in backup.names if not each.endswith(".parquet")]


def _written(path: Path) -> dict[str, str]:
    with open_backup(path) as backup:
        return {each: backup.text(each) for each in _texts(backup)}


def test_a_backup_that_leads_out_of_the_folder_is_not_restored(tmp_path: Path) -> None:
    path = tmp_path / "odd.backup"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("book/../../odd", "x")
        manifest = {"format": "servanda/backup/1", "files": {"book/../../odd": ""}}
        archive.writestr("backup.json", json.dumps(manifest))
    with pytest.raises(CannotRead, match="outside of a book's folder"):
        execute(["book", "restore", str(tmp_path / "again"), str(path)])


def test_nothing_is_overwritten(backup: Path, played: Path) -> None:
    with pytest.raises(MistakenBook, match="overwrites nothing"):
        execute(["book", "restore", str(played), str(backup)])
    kept = _servanda("book", "backup", played, backup)
    assert kept.returncode == 3
    assert "a backup overwrites nothing" in kept.stderr


@pytest.mark.skipif(not _SERVED, reason="of a database on a server")
def test_a_database_that_holds_something_is_not_restored_into(
    backup: Path, played: Path, tmp_path: Path
) -> None:
    restored = _servanda("book", "restore", tmp_path / "again", backup)
    assert restored.returncode == 2
    assert "the database holds tables already" in restored.stderr
    assert not (tmp_path / "again").exists()
    assert _servanda("book", "examine", played).returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        ["backup", "book"],
        ["examine", "book", "file"],
        ["backup", "book", "file", "--heads", "seen"],
        ["examine", "book", "--journals-alone"],
    ],
)
def test_words_that_do_not_go_together(words: Sequence[str]) -> None:
    with pytest.raises(MisusedCommand):
        execute(["book", *words])


def test_a_place_that_cannot_be_written(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(CannotWrite):
        execute(["book", "restore", str(tmp_path / "file" / "again"), str(backup)])
