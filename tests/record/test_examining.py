"""A journal that was edited, cut, reordered or replaced is found, and the place is named."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from servanda.desk.keeping import examine_book, rebuild_book
from servanda.desk.looking import take_away
from servanda.journal.chain import Journal, Speaker, next_entry
from servanda.journal.wire import entry_bytes, read_entry
from servanda.pipeline.verifying import verify
from servanda.record.folder import BookFolder
from servanda.record.models import (
    ClaimState,
    DisputeState,
    JournalEntry,
    LineState,
    StatementState,
)
from servanda.record.projecting import laid_out
from tests.desk.book import Parties
from tests.desk.story import play

_FORGERIES = int(os.environ.get("SERVANDA_FORGERIES", "20"))


def _faults() -> tuple[str, ...]:
    return tuple(each for _, found in examine_book() for each in found)


def _unguarded() -> None:
    """Take the guard away, as somebody who owns the machine can."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER journal_entry_stays ON journal_entry")
        else:
            cursor.execute("DROP TRIGGER journal_entry_stays_UPDATE")
            cursor.execute("DROP TRIGGER journal_entry_stays_DELETE")


def test_a_sound_book_has_no_faults(parties: Parties) -> None:
    assert _faults() == ()
    play(parties)
    assert _faults() == ()


def test_the_database_itself_refuses_to_change_an_entry(parties: Parties) -> None:
    from django.db import DatabaseError, transaction

    play(parties)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        JournalEntry.objects.filter(number=1).update(party="client")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        JournalEntry.objects.filter(number=1).delete()
    assert _faults() == ()


def _edited(rows: list[JournalEntry], chance: random.Random) -> None:
    row = chance.choice(rows)
    place = chance.randrange(len(row.line))
    other = chance.choice([each for each in "abc019" if each != row.line[place]])
    row.line = row.line[:place] + other + row.line[place + 1 :]
    row.save()


def _removed(rows: list[JournalEntry], chance: random.Random) -> None:
    chance.choice(rows).delete()


def _cut(rows: list[JournalEntry], chance: random.Random) -> None:
    for row in rows[chance.randrange(len(rows)) :]:
        row.delete()


def _reordered(rows: list[JournalEntry], chance: random.Random) -> None:
    one, two = chance.sample(rows, 2)
    one.line, two.line = two.line, one.line
    one.sha256, two.sha256 = "", two.sha256
    one.save()
    two.save()


def _replaced(rows: list[JournalEntry], chance: random.Random) -> None:
    """Write a sound journal in place of the old one: the same acts, told by somebody else."""
    journal = Journal()
    for row in rows:
        entry = read_entry(row.line.encode())
        person = f"{entry.person} {chance.randrange(10)}"
        speaker = Speaker(party=entry.party, person=person)
        made = next_entry(journal, entry.agreement, entry.at, speaker, entry.act)
        journal = Journal(entries=(*journal.entries, made))
        row.line, row.sha256 = entry_bytes(made).decode(), made.sha256
        row.save()
    agreement = rows[0].agreement
    agreement.head_sha256 = journal.head
    agreement.save()


@pytest.mark.parametrize("forge", [_edited, _removed, _cut, _reordered, _replaced])
def test_a_forgery_is_found(
    forge: Callable[[list[JournalEntry], random.Random], None], parties: Parties
) -> None:
    from django.db import transaction

    play(parties)
    _unguarded()
    for seed in range(_FORGERIES):
        point = transaction.savepoint()
        rows = list(JournalEntry.objects.filter(agreement=parties.agreement).order_by("number"))
        forge(rows, random.Random(seed))
        assert _faults(), seed
        transaction.savepoint_rollback(point)
    assert _faults() == ()


def test_who_has_seen_a_head_finds_a_history_rewritten_behind_it(
    parties: Parties, tmp_path: Path
) -> None:
    play(parties)
    seen = verify(take_away(parties.caller("client"), parties.key, tmp_path / "one").path).head
    _unguarded()
    rows = list(JournalEntry.objects.filter(agreement=parties.agreement).order_by("number"))
    _replaced(rows, random.Random(1))
    path = take_away(parties.caller("client"), parties.key, tmp_path / "two").path
    (journal, *_) = (each for each in verify(path, head=seen).checks if "journal" in each.what)
    assert any(seen[:12] in each for each in journal.wrong)


def test_tables_are_made_again_from_the_journal_alone(parties: Parties, book: BookFolder) -> None:
    play(parties)
    live = laid_out(parties.agreement)
    assert all(
        live[table.__name__] for table in (StatementState, LineState, DisputeState, ClaimState)
    )
    for table in (StatementState, LineState, DisputeState, ClaimState):
        table.objects.all().delete()
    assert any("rebuild it" in each for each in _faults())
    assert rebuild_book() == 1
    assert laid_out(parties.agreement) == live
    assert _faults() == ()
