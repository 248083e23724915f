"""The record folder: entered whole or not at all, and never rewritten unseen."""

from __future__ import annotations

from multiprocessing import get_context
from pathlib import Path

import pytest

from servanda.facts.decision import WrinkleFound
from servanda.journal.chain import Journal, Speaker, next_entry
from servanda.kernel.time import Instant
from servanda.pipeline.record import Record
from servanda.pipeline.refusals import BrokenJournal, ChangedMeanwhile

_SPEAKER = Speaker(party="client", person="C. Manager")


def _enter(record: Record, what: str) -> Journal:
    journal = record.journal()
    act = WrinkleFound(commitment="restore", what=what)
    entry = next_entry(journal, "small", Instant(0), _SPEAKER, act)
    return record.append(journal, [entry])


def _enter_many(folder: Path, name: str) -> None:
    for number in range(20):
        while True:
            try:
                _enter(Record(folder), f"{name} {number}")
                break
            except ChangedMeanwhile:
                continue


def test_nothing_entered_is_an_empty_journal(tmp_path: Path) -> None:
    record = Record(tmp_path / "record")
    assert record.journal() == Journal()
    assert not record.folder.exists()


def test_what_was_entered_is_there(tmp_path: Path) -> None:
    record = Record(tmp_path)
    _enter(record, "first")
    journal = _enter(record, "second")
    assert record.journal() == journal
    assert [entry.number for entry in journal.entries] == [1, 2]


def test_an_older_reading_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    record = Record(tmp_path)
    stale = record.journal()
    kept = _enter(record, "first")
    act = WrinkleFound(commitment="restore", what="second")
    with pytest.raises(ChangedMeanwhile):
        record.append(stale, [next_entry(stale, "small", Instant(0), _SPEAKER, act)])
    assert record.journal() == kept


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    context = get_context("spawn")
    processes = [context.Process(target=_enter_many, args=(tmp_path, name)) for name in "ab"]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    acts = [entry.act for entry in Record(tmp_path).journal().entries]
    said = {act.what for act in acts if isinstance(act, WrinkleFound)}
    assert len(acts) == 40
    assert said == {f"{name} {number}" for name in "ab" for number in range(20)}


def test_a_changed_file_is_named_with_its_line(tmp_path: Path) -> None:
    record = Record(tmp_path)
    _enter(record, "first")
    _enter(record, "second")
    record.path.write_bytes(record.content().replace(b"first", b"fir5t"))
    with pytest.raises(BrokenJournal, match="line 2: it does not continue"):
        record.journal()
