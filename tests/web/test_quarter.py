"""A quarter between two parties, each before a browser of its own, on the pages alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page

from tests.desk.book import PASSWORD
from tests.web.browsing import ServedBook, browsing, needs_browser, sign_in
from tests.web.life import life_text

pytestmark = needs_browser()

_TEXT = life_text(date(2026, 1, 1)).replace("  stabilization: until both agree\n", "")
_LATE = ("26012", "26022", "26032")


def _tickets(months: int) -> bytes:
    """Return two tickets of each month so far, the second one late, and the next month's first."""
    lines = ["number,opened,resolved,caller"]
    for month in range(1, months + 1):
        day = f"2026-{month:02}"
        lines += [
            f"26{month:02}1,{day}-05T10:00:00Z,{day}-05T12:00:00Z,Anna Visser",
            f"26{month:02}2,{day}-06T10:00:00Z,{day}-06T20:00:00Z,Bo Berg",
        ]
    day = f"2026-{months + 1:02}-01"
    lines.append(f"26{months + 1:02}0,{day}T08:00:00Z,{day}T09:00:00Z,Anna Visser")
    return "".join(f"{line}\n" for line in lines).encode()


class _Side:
    """A party before its browser."""

    def __init__(self, page: Page, email: str) -> None:
        self.page, self.email, self.home = page, email, ""

    def join(self, link: str, name: str, organisation: str) -> None:
        self.page.goto(link)
        self.page.get_by_label("Your name").fill(name)
        self.page.get_by_label("Your organisation").fill(organisation)
        self.page.get_by_label("A password").fill(PASSWORD)
        self.page.get_by_role("button", name="Join").click()
        sign_in(self.page, self.email)

    def open(self, place: str) -> None:
        """Open a page of the agreement; after an hour without a word one signs in first."""
        self.page.goto(f"{self.home}{place}")
        if "/sign-in/" in self.page.url:
            sign_in(self.page, self.email)
            self.page.goto(f"{self.home}{place}")

    def follow(self, name: str, *, within: str = "main") -> None:
        self.page.locator(within).get_by_role("link", name=name, exact=True).first.click()

    def enter(self, button: str, **typed: str) -> str:
        """Fill a form in, send it, and return what was said of it."""
        for name, value in typed.items():
            field = self.page.locator(f"[name={name}]")
            if field.evaluate("each => each.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        self.page.get_by_role("button", name=button, exact=True).click()
        told = self.page.locator("main").locator("[role=status], [role=alert], .wrong").first
        told.wait_for()
        words = told.inner_text()
        assert "Entered as" in words, words
        return words

    def shows(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for()


class _Quarter:
    """What both do, in its order."""

    def __init__(self, served: ServedBook, browser: Browser) -> None:
        self.served = served
        pages = [served.open(browser).new_page() for _ in range(2)]
        self.client = _Side(pages[0], "c.jones@example.com")
        self.provider = _Side(pages[1], "j.smith@example.com")

    def day(self, month: int, day: int) -> None:
        self.served.set_clock(datetime(2026, month, day, 12, tzinfo=UTC))

    def begin(self) -> None:
        self.client.join(self.served.told["link"], "C. Jones", "Acme Bank")
        page = self.client.page
        page.goto("/agreements/new")
        page.get_by_label("The text of the agreement").fill(_TEXT)
        page.get_by_role("button", name="Take it in").click()
        page.get_by_label("Mail address").fill(self.provider.email)
        page.get_by_label("For", exact=True).select_option("provider")
        page.locator("#invite-role").select_option("owner")
        page.get_by_role("button", name="Invite").click()
        told = page.get_by_role("status").inner_text()
        self.client.home = self.provider.home = page.url.removesuffix("people/")
        link = told.partition("alone: ")[2].strip().removesuffix(".")
        self.provider.join(link, "J. Smith", "Northwind")

    def agree(self) -> None:
        """Propose, counter, and sign the counter-proposal."""
        self.client.open("text/")
        self.client.follow("Propose single changes")
        self.client.enter("Propose", changes="terms.fee=9000.00 EUR", governs_from="2026-03-01")
        self.provider.open("text/")
        self.counter()
        for side in (self.provider, self.client):
            side.open("text/")
            side.follow("Sign")
            side.enter("Sign for your party")
        self.client.open("text/")
        self.client.shows("amendment-1.yaml")

    def counter(self) -> None:
        """Write another fee into the client's proposal, and propose it so."""
        page = self.provider.page
        page.get_by_role("button", name="Counter it").click()
        page.get_by_role("link", name="As text").click()
        text = page.locator("#text")
        assert "9000.00 EUR" in text.input_value()
        text.fill(text.input_value().replace("9000.00 EUR", "11000.00 EUR"))
        page.get_by_role("button", name="Save and check").click()
        self.provider.follow("Propose it")
        self.provider.enter("Propose")

    def close(self, month: int) -> None:
        """Bring a month's evidence, accept it, and hand its statement over."""
        self.day(month + 1, 2)
        self.provider.open("evidence/")
        file = FilePayload(name="tickets.csv", mimeType="text/csv", buffer=_tickets(month))
        self.provider.page.locator("[name=file]").set_input_files(file)
        with self.provider.page.expect_navigation():
            self.provider.page.get_by_role("button", name="Bring it").click()
        self.provider.shows("J. Smith")
        self.provider.follow("Submit the evidence")
        self.provider.enter("Submit", note=f"Month {month}")
        self.client.open("evidence/")
        self.client.follow("Accept")
        self.client.enter("Accept")
        self.provider.open("statements/")
        self.provider.follow("Hand over a statement")
        self.provider.enter("Hand over", period=f"2026-{month:02}")

    def object(self) -> None:
        """Dispute a line of January, and claim relief for its late ticket; both are decided."""
        self.client.open("statements/2026-01/")
        self.client.page.goto(self._dispute_of("monthly"))
        self.client.enter("Raise the dispute", proposed="8000", reason="We were away for a week.")
        self.provider.open("decisions/")
        self.provider.follow("Answer")
        self.provider.enter("Answer", answer="settled", amount="9500", reason="Talked over.")
        self.provider.open("decisions/")
        self.provider.follow("Claim relief")
        self.provider.enter(
            "Claim",
            relief="carrier",
            table="tickets",
            keys=_LATE[0],
            period="2026-01",
            reason="The carrier's line was cut.",
        )
        self.client.open("decisions/")
        self.client.follow("Answer")
        self.client.enter("Decide", answer="accepted", reason="So it was.")
        self.provider.open("statements/2026-01/")
        self.provider.follow("Hand over again")
        self.provider.enter("Hand over", period="2026-01")
        self.client.open("statements/2026-01/")
        self.client.shows("Edition 2, shown here")

    def _dispute_of(self, line: str) -> str:
        links = self.client.page.locator("a[href*='/say/dispute-raised']").all()
        found = [each.get_attribute("href") or "" for each in links]
        return next(each for each in found if line in each)

    def spend(self) -> None:
        """Propose what the holding account is spent on, decide, and report it done."""
        self.provider.open("holding-account/")
        self.provider.follow("Propose a spending")
        self.provider.enter(
            "Propose",
            amount="800",
            purpose="training",
            what="Two days of training",
            helps="restored",
            looked_at="2026-06-30",
        )
        self.client.open("holding-account/")
        self.client.follow("Decide")
        self.client.enter("Decide", approved="yes")
        self.provider.open("holding-account/")
        self.provider.follow("Report as done")
        self.provider.enter("Report", cost="750", on="2026-04-02")

    def take_away(self, to: Path) -> None:
        """Take the journal away with all that it cites."""
        self.client.open("journal/")
        with self.client.page.expect_download() as download:
            self.client.follow("Take it away")
        download.value.save_as(to)


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Quarter]:
    folder = tmp_path_factory.mktemp("quarter") / "book"
    folder.with_suffix(".clock").write_text("2026-01-05T12:00:00Z", "utf-8")
    served = ServedBook(folder, new=True)
    try:
        with browsing() as browser:
            yield _Quarter(served, browser)
    finally:
        served.stop()


def test_two_parties_walk_a_quarter_and_it_is_verified_without_the_book(
    quarter: _Quarter, tmp_path: Path
) -> None:
    quarter.begin()
    quarter.agree()
    quarter.close(1)
    quarter.object()
    quarter.close(2)
    quarter.close(3)
    quarter.spend()
    quarter.client.open("holding-account/")
    totals = quarter.client.page.locator("dl.totals").inner_text()
    # February's ten per cent of 10,000 and March's of 11,000; January's went with the relief.
    assert "2,100.00" in totals
    assert "750.00" in totals
    assert "1,350.00" in totals
    bundle = tmp_path / "life.servanda"
    quarter.take_away(bundle)
    quarter.served.stop()
    command = [sys.executable, "-m", "servanda.app.main", "verify", str(bundle)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
