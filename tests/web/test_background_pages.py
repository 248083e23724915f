"""Work in the background on its page: asked for, how far it is, how it ended."""

from __future__ import annotations

from html import unescape

from django.test import Client

from servanda.desk.background import Sort, attempt
from servanda.desk.foreseeing import foresee
from servanda.desk.saying import submit_evidence
from servanda.record.models import Job, JobState
from servanda.record.opening import current_book
from servanda.record.queue import put, take
from tests.desk.book import Parties, noon


def _page(parties: Parties, party: str, sent: dict[str, str] | None = None) -> tuple[int, str]:
    client = Client()
    client.force_login(getattr(parties, party))
    address = f"/agreements/{parties.key}/background/"
    answer = (
        client.get(address)
        if sent is None
        else client.post(f"{address}statements", sent, follow=True)
    )
    return answer.status_code, answer.content.decode()


def test_statements_are_asked_for_and_how_it_ended_is_said(parties: Parties) -> None:
    submit_evidence(parties.caller("provider", "2026-02-02"), parties.key)
    Job.objects.all().delete()
    status, page = _page(parties, "provider")
    assert (status, "Nothing was done in the background so far" in page) == (200, True)
    status, page = _page(parties, "provider", {"through": "2026-01"})
    assert "Statements are handed over: 2026-01" in page
    assert "Look again" in page
    job = Job.objects.get()
    job.state, job.doing, job.steps_done, job.steps_total = JobState.RUNNING, "measuring", 2, 5
    job.save()
    assert '<progress max="5" value="2"' in _page(parties, "provider")[1]
    job.state, job.refusal, job.ended_at = (
        JobState.REFUSED,
        "it is not over; 'servanda record' shows it",
        job.made_at,
    )
    job.save()
    page = _page(parties, "provider")[1]
    assert "the journal shows it" in page.replace("&#x27;", "'")
    assert "Look again" not in page
    assert "Statements are handed over" not in _page(parties, "client")[1]
    job.state, job.refusal = JobState.DEAD, "KeyError: 'inside'"
    job.save()
    page = _page(parties, "provider")[1]
    assert "failed again and again" in page
    assert "KeyError" not in page


def test_a_period_that_there_is_not_is_refused_beside_its_field(parties: Parties) -> None:
    submit_evidence(parties.caller("provider", "2026-02-02"), parties.key)
    Job.objects.all().delete()
    status, page = _page(parties, "provider", {"through": "January"})
    assert status == 422
    assert "the agreement has no period 'January'" in unescape(page)
    assert not Job.objects.exists()


def test_the_overview_says_what_lies_ahead_once_it_was_looked_at(parties: Parties) -> None:
    assert "What is about to happen" not in _overview(parties)
    with (parties.evidence(current_book().path) / "tickets.csv").open(
        "a", encoding="utf-8"
    ) as file:
        file.write("8,2026-02-02T20:00:00Z,\n")
    Job.objects.all().delete()
    put(Sort.OUTLOOK.value, {}, noon("2026-02-04"), agreement=parties.agreement)
    assert "It is being computed: waiting for its turn" in _overview(parties)
    assert "is being worked out" in _overview(parties, "/?page=1")
    held = take(noon("2026-02-04"))
    assert held is not None
    assert attempt(held, foresee, lambda: noon("2026-02-04")) is None
    page = _overview(parties)
    assert "What is about to happen in February 2026" in page
    assert "open-period/" in page
    page = _overview(parties, "/?page=1")
    assert "1 hangs on open cases" in page
    assert "2026-02; 1,000.00 EUR at stake" in page.replace("\xa0", " ")
    assert ",2026-02,0,1,0 EUR,1000 EUR," in _overview(parties, "/agreements.csv")


def _overview(parties: Parties, address: str = "") -> str:
    client = Client()
    client.force_login(parties.client)
    return client.get(address or f"/agreements/{parties.key}/").content.decode()
