"""A year between two parties, each before a browser of its own: what both do, on pages alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Page

from tests.desk.book import PASSWORD
from tests.web.browsing import ServedBook, sign_in
from tests.web.life import life_text

__all__ = ["Quarter", "Side"]

_TEXT = (
    life_text(date(2026, 1, 1))
    .replace("  stabilization: until both agree\n", "")
    .replace("name: Northwind, zone: Europe/Amsterdam", "name: Northwind, zone: Asia/Kolkata")
    .replace(
        "reviews:\n",
        "goodwill: {habit: 3 times in a year}\n"
        "reviews:\n"
        "  steering:\n"
        "    title: Half-yearly business review\n"
        "    level: business\n"
        "    every: half year\n"
        "    attended by: {client: [CIO, contract manager], provider: account executive}\n",
    )
)
_STEERING = "Half-yearly business review of H1 2026"
_REVIEW = "partnership/reviews/steering/2026-H1/"
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


class Side:
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

    def follow(self, name: str, *, about: str = "") -> None:
        """Follow the first way of a name, about something where there are several."""
        ways = self.page.locator("main").get_by_role("link", name=name, exact=not about)
        ways.filter(has_text=about).first.click()

    def enter(self, button: str, **typed: str) -> str:
        """Fill a form in, send it, and return what was said of it."""
        for name, value in typed.items():
            field = self.page.locator(f'[name="{name}"]')
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


class Quarter:
    """What both do, in its order."""

    def __init__(self, served: ServedBook, browser: Browser) -> None:
        self.served = served
        pages = [served.open(browser).new_page() for _ in range(2)]
        self.client = Side(pages[0], "c.jones@example.com")
        self.provider = Side(pages[1], "j.smith@example.com")

    def day(self, month: int, day: int, hour: int = 12) -> None:
        self.served.set_clock(datetime(2026, month, day, hour, tzinfo=UTC))

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
            self.provider.page.get_by_role("button", name="Take it in at once").click()
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

    def plan(self) -> None:
        """Plan the half-yearly review on the provider's side; the client sees when it is."""
        self.day(5, 26)
        self.provider.open("partnership/")
        self.provider.follow("Plan it", about=_STEERING)
        self.provider.enter(
            "Plan it",
            starts="2026-06-10T10:00",
            ends="2026-06-10T12:00",
            place="Acme's board room",
            brings="Our goal: no month below 95%.",
            **{
                "invited: client: CIO": "E. Vos <e.vos@example.com>",
                "invited: client: contract manager": "C. Jones",
                "invited: provider: account executive": "J. Smith",
            },
        )
        self.client.open("partnership/")
        self.client.shows("Jun 10, 2026 10:00 to 12:00 (Europe/Amsterdam, client)")
        self.client.shows("Jun 10, 2026 13:30 to 15:30 (Asia/Kolkata, provider)")

    def hold(self) -> None:
        """Hold it: say who is here, then type on both sides what is said, decided, to be done."""
        self.day(6, 10, 9)
        for side in (self.client, self.provider):
            side.open(_REVIEW)
        self.client.follow("Say who is here")
        self.client.enter(
            "Enter it",
            cost="6 hours",
            **{
                "attendance: client: CIO": "E. Vos",
                "attendance: client: contract manager": "C. Jones",
                "attendance: provider: account executive": "J. Smith",
            },
        )
        self.provider.shows("E. Vos (CIO of the client)")
        self.provider.open(_REVIEW)
        page = self.provider.page
        page.context.set_offline(offline=True)
        page.get_by_label("What was talked about").fill("Late tickets halved.")
        page.get_by_role("button", name="Add to the minutes").click()
        self.provider.shows("The network is away.")
        page.context.set_offline(offline=False)
        self.client.shows("Late tickets halved.")
        page.get_by_label("What was decided").fill("The target stays as it is.")
        page.get_by_role("button", name="Add the decision").click()
        self.client.shows("The target stays as it is.")
        page = self.client.page
        page.get_by_label("What is to be done").fill("Show the queue's length.")
        page.get_by_label("Who does it").select_option("provider")
        page.get_by_label("In whose role there").fill("service delivery manager")
        page.get_by_label("Last day for it").fill("2026-07-31")
        page.get_by_role("button", name="Agree on the action").click()
        self.provider.shows("Show the queue's length.")

    def take_pack(self, to: Path) -> None:
        """Take away as slides what lies on the review's table."""
        self.client.open(f"{_REVIEW}pack")
        self.client.shows("Where it stands")
        with self.client.page.expect_download() as download:
            self.client.follow("slides")
        download.value.save_as(to)

    def do(self) -> None:
        """Do what was agreed in it."""
        self.day(7, 6)
        self.provider.open("partnership/")
        self.provider.follow("It is done", about="Show the queue")
        self.provider.enter("It is done", how="It hangs in the hall.")
        self.client.open("partnership/")
        self.client.shows("Nothing is left to do.")
        self.client.shows("It hangs in the hall.")

    def help(self, *months: int) -> None:
        """Give the same favour once in each of some months; the client acknowledges it."""
        for month in months:
            self.day(month, 20)
            self.provider.open("partnership/goodwill/")
            self.provider.follow("Say that you gave a favour")
            self.provider.enter(
                "Enter it",
                favour="weekend",
                what="Two people over a weekend.",
                worth="1600",
                on=f"2026-{month:02}-18",
            )
            self.client.open("partnership/goodwill/")
            self.client.follow("Acknowledge", about="Two people")
            self.client.enter("Acknowledge", words="Thank you.")

    def put_into_the_agreement(self) -> None:
        """Make an amendment of the favour, and sign it on both sides."""
        self.client.open("partnership/goodwill/")
        self.client.shows("Given 3 times in 2026 by the provider")
        self.client.page.get_by_role("button", name="Draft the amendment").click()
        self.client.shows("weekend_price")
        self.client.follow("Propose it")
        self.client.enter("Propose", note="So that nobody has to ask for a favour.")
        for side in (self.provider, self.client):
            side.open("text/")
            side.follow("Sign")
            side.enter("Sign for your party")
        self.provider.open("text/")
        self.provider.shows("amendment-2.yaml")
