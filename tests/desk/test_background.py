"""Background work is done once by effect, whoever is stopped in the middle of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.desk.background import Sort, attempt
from servanda.desk.bringing import NotBrought, add_part, begin_document, begin_upload
from servanda.desk.errands import ERRANDS
from servanda.desk.queueing import ask_for_statements, ask_for_submission, given_up, try_again
from servanda.desk.saying import say
from servanda.desk.worker import Worker
from servanda.desk.working import Entered
from servanda.facts.decision import AttachedDocument, DisputeRaised, LineNamed
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.record import Record
from servanda.pipeline.refusals import UnknownPeriod
from servanda.record.folder import BookFolder
from servanda.record.models import Job, JobState, JournalEntry, Person, Upload, UploadPurpose
from servanda.record.queue import HELD_SECONDS, TRIES_MAX, HeldNoLonger, put, take
from tests.desk.book import Parties, noon
from tests.desk.test_crowd import crowd

DAY = "2026-02-04"
CSV = b"number,opened,resolved\n9,2026-01-07T10:00:00Z,2026-01-07T11:00:00Z\n"


class Clock:
    """A clock that is turned by hand."""

    def __init__(self, day: str = DAY) -> None:
        self.at = noon(day)

    def __call__(self) -> Instant:
        return self.at

    def turn(self, seconds: int) -> None:
        self.at = self.at.plus_seconds(seconds)


def _work_off(clock: Callable[[], Instant]) -> None:
    worker = Worker(now=clock)
    while worker.step():
        pass


def test_statements_are_issued_in_the_background_once(parties: Parties) -> None:
    job = ask_for_statements(parties.caller("provider"), parties.key, "2026-01")
    _work_off(Clock())
    job.refresh_from_db()
    assert job.state == JobState.DONE
    entry = JournalEntry.objects.get(act="statement issued")
    assert job.answer == {"entries": [entry.sha256]}
    assert (job.steps_done, job.doing) == (1, "")
    again = ask_for_statements(parties.caller("provider"), parties.key, "2026-01")
    _work_off(Clock())
    again.refresh_from_db()
    assert again.state == JobState.REFUSED
    assert "2026-01" in again.refusal
    assert JournalEntry.objects.filter(act="statement issued").count() == 1


@pytest.mark.parametrize("through", ["", "next month", "2025-12", "2026-13"])
def test_nothing_is_put_into_the_queue_for_a_period_that_there_is_not(
    parties: Parties, through: str
) -> None:
    with pytest.raises(UnknownPeriod, match=f"no period '{through}'"):
        ask_for_statements(parties.caller("provider"), parties.key, through)
    assert not Job.objects.filter(does=Sort.STATEMENTS.value).exists()


def test_who_stopped_after_the_last_statement_has_issued_them(parties: Parties) -> None:
    job = ask_for_statements(parties.caller("provider"), parties.key, "2026-01")
    _work_off(Clock())
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, ended_at=None, content={
        "through": "2026-01"})  # fmt: skip
    _work_off(Clock())
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_rights_are_those_of_when_it_is_done(parties: Parties) -> None:
    Person.objects.filter(pk=parties.provider.pk).update(administers=True)
    job = ask_for_submission(parties.caller("provider"), parties.key, "January")
    Person.objects.filter(pk=parties.provider.pk).update(is_active=False)
    _work_off(Clock())
    job.refresh_from_db()
    assert job.state == JobState.REFUSED
    assert not JournalEntry.objects.exists()


def test_one_worker_takes_a_job_and_another_when_that_one_is_silent(parties: Parties) -> None:
    clock = Clock()
    _work_off(clock)
    ask_for_submission(parties.caller("provider"), parties.key, "January")
    slow = take(clock())
    assert slow is not None
    assert take(clock()) is None
    clock.turn(HELD_SECONDS - 1)
    assert slow.renew(clock())
    clock.turn(HELD_SECONDS - 1)
    assert take(clock()) is None
    clock.turn(2)
    quick = take(clock())
    assert quick is not None
    assert quick.job.tries == 2
    # The slow one is at its end only now: what it has entered must not stand.
    assert isinstance(attempt(slow, ERRANDS[Sort.SUBMISSION], clock), HeldNoLonger)
    assert not JournalEntry.objects.exists()
    assert not slow.renew(clock())
    assert attempt(quick, ERRANDS[Sort.SUBMISSION], clock) is None
    assert JournalEntry.objects.count() == 1


def test_what_goes_wrong_is_tried_again_later_and_given_up_in_the_end(book: BookFolder) -> None:
    clock = Clock()
    job = put("letter mailed", {"nobody": "knows this"}, clock())
    waits = []
    for _ in range(TRIES_MAX):
        assert Worker(now=clock).step()
        assert not Worker(now=clock).step()
        job.refresh_from_db()
        if job.state == JobState.WAITING:
            wait = (job.due_at - clock().to_datetime()).total_seconds()
            waits.append(int(wait))
            clock.turn(int(wait))
    assert waits == [10, 60, 300, 1_800, 7_200, 21_600, 43_200]
    assert (job.state, job.tries) == (JobState.DEAD, TRIES_MAX)
    assert [each.key for each in given_up()] == [job.key]
    assert "TypeError" in job.refusal
    try_again(job.key, clock())
    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.WAITING, 0)


def test_a_job_that_stops_every_worker_is_given_up(book: BookFolder) -> None:
    clock = Clock()
    job = put("letter mailed", {}, clock())
    for _ in range(TRIES_MAX):
        assert take(clock()) is not None
        clock.turn(HELD_SECONDS + 1)
    assert take(clock()) is None
    job.refresh_from_db()
    assert job.state == JobState.DEAD


def test_what_is_put_there_once_is_there_once(book: BookFolder) -> None:
    one = put("letter mailed", {"a": 1}, noon(DAY), once="this one")
    assert put("letter mailed", {"a": 2}, noon(DAY), once="this one") == one
    assert Job.objects.count() == 1


@pytest.fixture
def whole(parties: Parties) -> tuple[Upload, Job]:
    """A file that came whole, and whoever took the last part died then."""
    caller = parties.caller("provider")
    digest = hashlib.sha256(CSV).hexdigest()
    upload = begin_upload(caller, parties.key, "tickets-9.csv", len(CSV), digest)
    add_part(caller, parties.key, upload.key, 0, CSV[:10])
    return upload, put(
        Sort.FILE.value,
        {"upload": upload.key, "name": upload.name},
        noon(DAY),
        agreement=parties.agreement,
    )


def test_a_file_whose_taking_in_was_stopped_is_taken_in(
    parties: Parties, book: BookFolder, whole: tuple[Upload, Job]
) -> None:
    upload, job = whole
    agreement = parties.evidence(book.path).parent
    incoming = agreement / "incoming" / upload.key / upload.name
    incoming.write_bytes(CSV)
    _work_off(Clock())
    upload.refresh_from_db()
    assert upload.ended_at is not None
    assert (agreement / "evidence" / upload.name).read_bytes() == CSV
    # Whoever did it may have been stopped before saying so.
    Job.objects.filter(pk=job.pk).update(
        state=JobState.WAITING, content={"upload": upload.key, "name": upload.name}
    )
    Upload.objects.filter(pk=upload.pk).update(ended_at=None)
    _work_off(Clock())
    upload.refresh_from_db()
    assert upload.ended_at is not None
    assert not incoming.parent.exists()


def test_a_file_that_is_found_wrong_in_the_background_leaves_nothing(
    parties: Parties, book: BookFolder, whole: tuple[Upload, Job]
) -> None:
    upload, job = whole
    incoming = parties.evidence(book.path).parent / "incoming" / upload.key / upload.name
    incoming.write_bytes(b"x" * len(CSV))
    _work_off(Clock())
    job.refresh_from_db()
    assert job.state == JobState.REFUSED
    assert "announced" in job.refusal
    assert not incoming.parent.exists()
    assert not Upload.objects.exists()


def test_what_is_said_names_documents_that_were_brought(parties: Parties, book: BookFolder) -> None:
    paper = b"%PDF-1.7 a sheet with the savings"
    digest = hashlib.sha256(paper).hexdigest()
    job = ask_for_statements(parties.caller("provider"), parties.key, "2026-01")
    _work_off(Clock())
    job.refresh_from_db()
    act = DisputeRaised(
        statement=job.answer["entries"][0],
        line=LineNamed(name="restored"),
        reason="Ticket 2 was the carrier's; see the letter.",
        proposed=Quantity.money(400, "EUR"),
        documents=(AttachedDocument(name="Letter of 3 February.pdf", sha256=digest),),
    )
    client = parties.caller("client")
    with pytest.raises(NotBrought, match="is not in the book; bring it first"):
        say(client, parties.key, act)
    upload = begin_document(client, parties.key, "Letter of 3 February.pdf", len(paper), digest)
    add_part(client, parties.key, upload.key, 0, paper, purpose=UploadPurpose.DOCUMENT)
    entered = say(client, parties.key, act)
    assert isinstance(entered, Entered)
    record = Record(parties.evidence(book.path).parent / "record")
    assert record.document_path(act.documents[0]).read_bytes() == paper


def test_workers_that_are_killed_leave_every_statement_issued_once(tmp_path: Path) -> None:
    came_out = crowd(tmp_path / "book", "work", "3", "2018-03")
    assert came_out["periods"] == [f"2018-0{month}" for month in range(1, 4)]
    assert came_out["faults"] == []
    assert came_out["jobs"] == ["done"]
