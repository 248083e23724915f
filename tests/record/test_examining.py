"""A journal that was edited, cut, reordered or replaced is found, and the place is named."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from django.db import connection

from servanda.desk.callers import Caller
from servanda.desk.keeping import examine_book, rebuild_book
from servanda.desk.looking import take_away
from servanda.desk.saying import say
from servanda.facts.decision import Entry, QuotationAsked
from servanda.journal.chain import Journal, Speaker, next_entry
from servanda.journal.seals import seal_bytes
from servanda.journal.wire import entry_bytes, read_entry, signed_bytes
from servanda.pipeline.verifying import verify
from servanda.record.folder import BookFolder
from servanda.record.heads import heads_now, rewritten
from servanda.record.models import (
    ClaimState,
    DisputeState,
    JournalEntry,
    LineState,
    StatementState,
    WaitingState,
)
from servanda.record.opening import current_book
from servanda.record.projecting import laid_out
from tests.desk.book import Parties, noon, two_parties
from tests.desk.story import play
from tests.flow.kept import HEADER, JANUARY, KEYS, TEXT
from tests.journal.device import Device

_FORGERIES = int(os.environ.get("SERVANDA_FORGERIES", "12"))


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


def _edited(rows: list[JournalEntry], chance: random.Random) -> int:
    row = chance.choice(rows)
    place = chance.randrange(len(row.line))
    other = chance.choice([each for each in "abc019" if each != row.line[place]])
    row.line = row.line[:place] + other + row.line[place + 1 :]
    row.save()
    return row.number


def _edited_with_its_digest(rows: list[JournalEntry], chance: random.Random) -> int:
    number = _edited(rows, chance)
    row = rows[number - 1]
    row.sha256 = hashlib.sha256(row.line.encode()).hexdigest()
    row.save()
    return number


def _removed(rows: list[JournalEntry], chance: random.Random) -> int:
    row = chance.choice(rows)
    row.delete()
    return row.number


def _reordered(rows: list[JournalEntry], chance: random.Random) -> int:
    one, two = chance.sample(rows, 2)
    numbers = one.number, two.number
    for row, number in ((one, 0), (two, numbers[0]), (one, numbers[1])):
        row.number = number
        row.save()
    return min(numbers)


def _cut(rows: list[JournalEntry], chance: random.Random) -> int:
    for row in rows[chance.randrange(len(rows)) :]:
        row.delete()
    return len(rows)


def _cut_and_covered(rows: list[JournalEntry], chance: random.Random) -> int:
    """Cut the end off, and make everything else as if it had never been there."""
    left = chance.randrange(1, len(rows))
    for row in rows[left:]:
        row.delete()
    _head(rows[left - 1])
    rebuild_book()
    assert not _faults()
    return len(rows)


def _replaced(rows: list[JournalEntry], chance: random.Random) -> int:
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
    _head(rows[-1])
    return 1


def _replaced_by_the_host(rows: list[JournalEntry], chance: random.Random) -> int:
    """Write another journal with everything that the host has, its own key too."""
    _replaced(rows, chance)
    host = current_book().host_key()
    for row in rows:
        row.seal = host.sign(seal_bytes(row.agreement.key, row.number, row.sha256))
        row.save()
    return len(rows)


def _head(row: JournalEntry) -> None:
    agreement = row.agreement
    agreement.head_number, agreement.head_sha256 = row.number, row.sha256
    agreement.save()


_FORGING = (
    _edited,
    _edited_with_its_digest,
    _removed,
    _reordered,
    _cut,
    _cut_and_covered,
    _replaced,
    _replaced_by_the_host,
)


def test_every_forgery_is_found_and_named(parties: Parties, book: BookFolder) -> None:
    """By the book itself, or by who has seen its end before, where a host covers everything."""
    from django.db import transaction

    play(parties)
    _unguarded()
    seen = heads_now(book)
    for forge, seed in product(_FORGING, range(_FORGERIES)):
        point = transaction.savepoint()
        rows = list(JournalEntry.objects.filter(agreement=parties.agreement).order_by("number"))
        number = forge(rows, random.Random(seed))
        found = (*_faults(), *rewritten(seen, book))
        named = [each for each in found if re.search(rf"\bentry {number}\b", each)]
        assert named, (forge.__name__, seed, found)
        transaction.savepoint_rollback(point)
    assert _faults() == ()


@pytest.fixture
def signing(book: BookFolder) -> Parties:
    """Two parties of which each signs with a passkey, after January."""
    devices = {name: Device(name=name.encode()) for name in KEYS}
    text = TEXT
    for name, device in devices.items():
        text = text.replace(KEYS[name].public, device.public)
    made = replace(two_parties(text), signers=devices)
    (made.evidence(book.path) / "tickets.csv").write_text(HEADER + JANUARY, "utf-8")
    play(made)
    return made


def _other_words(entry: Entry, _: Parties, __: Entry) -> Entry:
    """Keep the signature under other words."""
    return replace(entry, person=f"{entry.person} Jr.")


def _other_device(entry: Entry, _: Parties, __: Entry) -> Entry:
    """Sign with another device, under the party's key."""
    return replace(entry, signature=Device().sign(signed_bytes(entry)))


def _other_site(entry: Entry, parties: Parties, _: Entry) -> Entry:
    """Let the party's own device sign for another site, as a false page would."""
    device = parties.signers[entry.party]
    assert isinstance(device, Device)
    answer = device.answer(signed_bytes(entry), origin="https://book.other.example")
    return replace(entry, signature=answer)


def _other_entry(entry: Entry, _: Parties, other: Entry) -> Entry:
    """Put the answer of another entry under this one."""
    return replace(entry, key=other.key, party=other.party, signature=other.signature)


def _nobody_there(entry: Entry, parties: Parties, _: Entry) -> Entry:
    """Let the device sign without asking for anybody."""
    device = parties.signers[entry.party]
    assert isinstance(device, Device)
    return replace(entry, signature=device.answer(signed_bytes(entry), flags=0x01))


_FORGING_SIGNED = (_other_words, _other_device, _other_site, _other_entry, _nobody_there)


def test_whoever_has_the_host_cannot_make_a_passkey_say_something_else(
    signing: Parties, book: BookFolder
) -> None:
    """Everything that the host has is written anew: digests, seals, the end, what follows."""
    from django.db import transaction

    assert _faults() == ()
    _unguarded()
    host = book.host_key()
    for forge, seed in product(_FORGING_SIGNED, range(_FORGERIES)):
        point = transaction.savepoint()
        chance = random.Random(seed)
        rows = list(JournalEntry.objects.filter(agreement=signing.agreement).order_by("number"))
        entries = [read_entry(each.line.encode()) for each in rows]
        place, other = chance.sample(range(len(rows)), 2)
        forged = forge(entries[place], signing, entries[other])
        row = rows[place]
        row.line = entry_bytes(forged).decode()
        row.sha256 = hashlib.sha256(row.line.encode()).hexdigest()
        row.party = forged.party
        row.seal = host.sign(seal_bytes(signing.key, row.number, row.sha256))
        row.save()
        for gone in rows[place + 1 :]:
            gone.delete()
        _head(row)
        (fault, *_) = _faults()
        assert fault.startswith(f"entry {row.number}: its signature does not hold"), forge.__name__
        transaction.savepoint_rollback(point)
    assert _faults() == ()


def test_a_bundle_signed_with_passkeys_verifies_without_the_book_or_a_browser(
    signing: Parties, tmp_path: Path
) -> None:
    packed = take_away(signing.caller("client"), signing.key, tmp_path / "bundle.zip")
    verified = verify(packed.path)
    assert verified.holds
    lines = JournalEntry.objects.filter(agreement=signing.agreement).values_list("line", flat=True)
    keys = {json.loads(each)["key"] for each in lines}
    assert keys == {each.public for each in signing.signers.values()}
    assert rebuild_book() == 1
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


def test_what_waits_because_of_working_together_is_made_again_too(parties: Parties) -> None:
    asked = QuotationAsked(what="A second desk.")
    say(Caller(person=parties.client, at=noon("2026-02-03")), parties.key, asked)
    assert [each.party for each in WaitingState.objects.all()] == ["provider"]
    live = laid_out(parties.agreement)
    WaitingState.objects.all().delete()
    assert _faults() == (
        "the table 'waiting_state' is not what follows from the journal; rebuild it",
    )
    rebuild_book()
    assert laid_out(parties.agreement) == live
    assert _faults() == ()
