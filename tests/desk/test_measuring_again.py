"""Figures open again after what was measured of them is gone, as after an upgrade."""

from __future__ import annotations

import shutil

import pytest
from django.test import Client

from servanda.desk import opening
from servanda.desk.finding_out import FindingSeen
from servanda.desk.opening import open_figure
from servanda.desk.seeing import see
from servanda.desk.worker import Worker
from servanda.pipeline.explaining import Explanation
from servanda.record.folder import BookFolder
from servanda.record.models import Job, JobState
from servanda.record.queue import HELD_SECONDS, take
from tests.desk.book import Parties, noon
from tests.desk.story import play

_LATER = noon("2026-02-09")


@pytest.fixture
def upgraded(parties: Parties, book: BookFolder) -> Parties:
    """Two parties after January, of which nothing that was measured is kept."""
    play(parties)
    shutil.rmtree(book.agreement(parties.key) / ".servanda")
    opening._figure.cache_clear()
    return parties


def _opened(parties: Parties) -> Explanation | FindingSeen:
    seen = see(parties.caller("client", "2026-02-09"), parties.key)
    return open_figure(seen, "2026-01", "restored")


def _jobs() -> list[Job]:
    return list(Job.objects.filter(does="records measured again").order_by("pk"))


def test_what_was_measured_is_measured_again_in_the_background(upgraded: Parties) -> None:
    asked = [_opened(upgraded) for _ in range(2)]
    (job,) = _jobs()
    for waiting in asked:
        assert isinstance(waiting, FindingSeen)
        assert (waiting.is_fresh, waiting.why_not, waiting.job) == (False, "", job)
    # The first worker is stopped before it says a word; another one takes the job up.
    assert take(_LATER, key=job.key) is not None
    assert isinstance(_opened(upgraded), FindingSeen)
    worker = Worker(now=lambda: _LATER.plus_seconds(HELD_SECONDS + 1))
    while worker.step():
        pass
    (job,) = _jobs()
    assert (job.state, job.tries) == (JobState.DONE, 2)
    opened = _opened(upgraded)
    assert isinstance(opened, Explanation)
    (taken,) = opened.taken
    assert taken.records.first


def test_what_is_gone_again_is_measured_again(upgraded: Parties, book: BookFolder) -> None:
    worker = Worker(now=lambda: _LATER)
    for count in (1, 2):
        assert isinstance(_opened(upgraded), FindingSeen)
        assert len(_jobs()) == count
        while worker.step():
            pass
        assert isinstance(_opened(upgraded), Explanation)
        shutil.rmtree(book.agreement(upgraded.key) / ".servanda")
        opening._figure.cache_clear()


def test_the_page_says_that_it_is_being_made(upgraded: Parties) -> None:
    client = Client()
    client.force_login(upgraded.client)
    address = f"/agreements/{upgraded.key}/statements/2026-01/figure?name=restored"
    page = client.get(address).content.decode()
    assert "measured again from the evidence of the statement" in page
    assert "waiting for its turn" in page
    (job,) = _jobs()
    Job.objects.filter(pk=job.pk).update(doing="measuring restored", steps_done=2, steps_total=5)
    page = client.get(address).content.decode()
    assert "measuring restored" in page
    assert '<progress max="5" value="2"' in page
    Job.objects.filter(pk=job.pk).update(state=JobState.REFUSED, refusal="tickets.csv is gone")
    page = client.get(address).content.decode()
    assert "There is nothing to show yet: tickets.csv is gone." in page
