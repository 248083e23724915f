"""A service goes from an experiment into commitments over a year, on the pages of a shared book.

The agreement, the evidence and what is paid are those that the commands are held to.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from html import unescape
from io import BytesIO

import pytest
from django.test import Client

from servanda.record.folder import BookFolder
from servanda.record.models import OperatingModel, Person
from servanda.web import clock
from tests.desk.book import two_parties
from tests.desk.operating_model.made import somebody
from tests.mechanisms.experiment import (
    COMMITTED,
    CREDITS,
    EXPERIMENT,
    INCENTIVES,
    MONTHS,
    model_text,
    reports,
    section,
    worked,
)


class _Clock:
    """A clock that is set, in place of the machine's."""

    def __init__(self) -> None:
        self.day = "2026-01-05"

    def now(self, _: tzinfo) -> datetime:
        return datetime.fromisoformat(f"{self.day}T13:00:00").replace(tzinfo=UTC)


class _Year:
    """A year between two parties on the pages."""

    def __init__(self, book_clock: _Clock) -> None:
        self.clock = book_clock
        self.parties = two_parties(section().agreement)
        home = self.parties.client.organisation
        self.client, self.provider = self.parties.client, self.parties.provider
        self.head = somebody("Head of Service", home)
        self.lead = somebody("Lead of operations", home)
        self.agreement = f"/agreements/{self.parties.key}"
        text = model_text(agreement=self.parties.agreement.identifier, lived=False)
        self.sends(self.client, "2026-01-06", "/operating-models/new", text=text)
        self.model = f"/operating-models/{OperatingModel.objects.get().key}"
        self.service = f"{self.model}/services/assistant/"
        for person, role in ((self.head, "as owner"), (self.lead, "as operations_lead")):
            given = {"person": person.key, "role": role}
            self.sends(self.client, "2026-01-06", f"{self.model}/people/appoint", **given)

    def _browser(self, person: Person, day: str) -> Client:
        self.clock.day = day
        browser = Client()
        browser.force_login(person)
        return browser

    def page(self, person: Person, day: str, address: str) -> str:
        response = self._browser(person, day).get(address)
        assert response.status_code == 200, response.content
        return unescape(response.content.decode())

    def sends(
        self, by: Person, day: str, address: str, status: int = 302, /, **typed: object
    ) -> str:
        response = self._browser(by, day).post(address, typed)
        assert response.status_code == status, unescape(response.content.decode())[-3000:]
        return unescape(response.content.decode())

    def settles(self, number: int) -> str:
        """Bring the evidence of a month, submit it, hand the statement over, and return it."""
        day = (*(f"{each}-02" for each in MONTHS), "2027-01-02")[number]
        file = BytesIO(reports(number).encode())
        file.name = "reports.csv"
        self.sends(self.provider, day, f"{self.agreement}/evidence/bring", file=file)
        self.sends(self.provider, day, f"{self.agreement}/say/evidence-submitted")
        month = MONTHS[number - 1]
        self.sends(self.provider, day, f"{self.agreement}/say/statement-issued", period=month)
        return self.page(self.client, day, f"{self.agreement}/statements/{month}/")

    def agrees_to_change_management(self) -> None:
        """Let the wrong role try, and the right one agree."""
        gate = {"service": "assistant", "process": "change management", "evidence": "Its calendar"}
        address = f"{self.model}/say/gate-agreed"
        self.sends(self.head, "2026-03-10", address, 422, **gate, role="owner")
        self.sends(self.lead, "2026-03-10", address, **gate, role="operations_lead")

    def does_the_step(self) -> None:
        """Do what leads to how it is meant."""
        assert "meant: Business" in self._of_service("2026-05-20", on="2026-05-20")
        done = {"service": "assistant", "step": "1", "done": "2026-05-20"}
        self.sends(self.client, "2026-05-20", f"{self.model}/say/step-done", **done)
        assert "meant: Business" not in self._of_service("2026-05-20", on="2026-05-20")

    def leaves_the_experiment(self) -> None:
        """Take the service to mode 1 from July on, agree to the last gate, amend the agreement."""
        change = f"{self.model}/text/change"
        form = self.page(self.client, "2026-06-10", change)
        (text,) = re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", form, re.DOTALL)
        (seen,) = re.findall(r'name="instead_of" value="(\w*)"', form)
        assert text.count(f"mode: {EXPERIMENT}") == 1
        later = text.replace(f"mode: {EXPERIMENT}", f"mode: {COMMITTED}")
        self.sends(self.client, "2026-06-10", change, content=later, instead_of=seen)
        too_early = "and the gate of incident management is not agreed on"
        assert self._of_service("2026-06-10", on="2026-07-01").count(too_early) == 1
        gate = {"service": "assistant", "process": "incident management", "evidence": "A rota"}
        address = f"{self.model}/say/gate-agreed"
        self.sends(self.head, "2026-06-12", address, **gate, role="owner")
        assert too_early not in self._of_service("2026-06-12", on="2026-07-01")
        self.signs_the_amendment()

    def signs_the_amendment(self) -> None:
        """Propose the penalties that apply from July on, and sign them for both parties."""
        proposed = {"amendment": section().amendments[0], "note": "Mode 1"}
        self.sends(self.client, "2026-06-15", f"{self.agreement}/say/draft-proposed", **proposed)
        for person in (self.client, self.provider):
            page = self.page(person, "2026-06-16", f"{self.agreement}/text/")
            (number,) = set(re.findall(r"say/version-signed\?number=(\d+)", page))
            sign = f"{self.agreement}/say/version-signed"
            self.sends(person, "2026-06-16", sign, number=number)

    def has_nothing_left_open(self) -> None:
        """Look at the service when the year is over, and back at what it was."""
        ended = "2027-01-02"
        first, grown, last = (
            self._of_service(ended, on=day) for day in ("2026-06-30", "2026-07-01", ended)
        )
        for page, mode in ((first, 2), (grown, 1), (last, 1)):
            assert f"Assistant: ambition B, mode {mode};" in page
            assert "What the rules find" not in page
        for said in ("agreed on 10 Mar 2026", "done on 20 May 2026", "agreed on 12 Jun 2026"):
            assert said in last

    def _of_service(self, day: str, *, on: str) -> str:
        return self.page(self.client, day, f"{self.service}?on={on}")


@pytest.fixture
def year(book: BookFolder, monkeypatch: pytest.MonkeyPatch) -> _Year:
    """The year's begin: an agreement without penalties, and a service that is an experiment."""
    del book
    set_clock = _Clock()
    monkeypatch.setattr(clock, "datetime", set_clock)
    return _Year(set_clock)


def _words(page: str) -> list[str]:
    """Return what a page says, piece by piece."""
    pieces = re.split(r"<[^>]+>", page.partition("<main")[2])
    return [" ".join(each.split()) for each in pieces if each.strip()]


def _after(words: list[str], label: str) -> str:
    return words[words.index(label) + 1]


def test_no_penalty_before_the_gates_money_after_them_and_an_incentive_in_both(
    year: _Year,
) -> None:
    for month in (1, 2):
        _is_tried(year, month)
    year.agrees_to_change_management()
    for month in (3, 4):
        _is_tried(year, month)
    year.does_the_step()
    _is_tried(year, 5)
    year.leaves_the_experiment()
    _is_tried(year, 6)
    for month in range(7, 13):
        words = _settled(year, month)
        assert _after(words, "Service credits") == _euros(-CREDITS[month - 1])
        assert "credit" in words
    year.has_nothing_left_open()


def _is_tried(year: _Year, month: int) -> None:
    """Hold the statement of a month of the experiment against what is worked on the page."""
    words = _settled(year, month)
    assert _after(words, "Service credits") == "0.00 EUR"
    assert "credit" not in words


def _settled(year: _Year, month: int) -> list[str]:
    words = _words(year.settles(month))
    row = worked().rows[month - 1]
    assert _after(words, "assistant") == row["available"]
    assert _after(words, "Incentives") == _euros(INCENTIVES[month - 1])
    net = INCENTIVES[month - 1] - CREDITS[month - 1]
    assert _after(words, "Net for the period") == _euros(net)
    return words


def _euros(amount: int) -> str:
    return f"{amount}.00 EUR"
