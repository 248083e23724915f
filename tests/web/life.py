"""A life of an agreement in which every operation of the API is done once, and succeeds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from servanda.evidence.people.keyring import Keyring
from servanda.pipeline.workspace import find_workspace
from servanda.record.models import Organisation, Person
from servanda.record.opening import current_book
from tests.desk.book import BEGIN, Parties
from tests.web.programs import Program
from tests.web.samples import LINE

_TEXT = """\
servanda: 1
agreement: life
title: A whole life
parties:
  client: {{name: Acme, zone: Europe/Amsterdam}}
  provider: {{name: Northwind, zone: Europe/Amsterdam}}
in force: {{from: {first}, notice: 2 months}}
settlement:
  every: month
  zone: Europe/Amsterdam
  currency: EUR
  rounding: 0.01 EUR half-up
  stabilization: until both agree
terms:
  fee: 10000.00 EUR
evidence:
  tickets:
    each: case
    noun: ticket
    file: tickets*.csv
    key: number
    keep: 24 months
    columns:
      number: text
      opened: instant
      resolved: instant
      caller: {{type: text, personal: yes, sealed: yes}}
  entries:
    each: record
    noun: entry
    key: entry
    at: entered
    required: no
    columns:
      entry: text
      month: text
      amount: money EUR
      author: text
      entered: instant
      paper: text
      signer: text
      signed: instant
measures:
  restored:
    from: tickets
    clock: {{start: opened, stop: resolved, calendar: always, within: 4 hours}}
    counts in: stop or due
    value: share(met)
    no data: met
  savings:
    from: entries
    attested:
      figure: amount
      period: month
      entered by: author
      document: paper
      countersigned by: signer
      countersigned at: signed
    value: attested
    no data: not settled
relief:
  carrier:
    cause: third party
    claimed by: provider
    answered within: 30 calendar days
    silence means: declined
    share: at most 100%
commitments:
  restored: {{aspect: technical, expected: at least 75%}}
charges:
  monthly: {{pays: fee}}
penalties:
  restored: {{of: fee, pool: 10%, below expected: 100%}}
incentives:
  shared: {{pays: 10% * savings}}
limits:
  - penalties at most 10% of fee each month
services:
  desk: {{title: Service desk, card: {{public: yes}}}}
principles: {{open: Bad news travels first.}}
reviews:
  monthly:
    level: operational
    every: month
    attended by: {{client: contract manager, provider: service delivery manager}}
holding account:
  receives: [restored]
  decided by: client
  spent on: {{training: Training on the job}}
  at the end: client
"""

OPERATED = """\
servanda: 1
operating model: life
title: A whole life of services
roles:
  cio: {title: Chief Information Officer, party: IT operations}
services:
  campaigns:
    title: Campaign assistant
    ambition: C
    mode: 2
    gates:
      change management: {needs: Changes are announced, agreed by: cio}
    risks:
      recovery:
        title: Nobody recovers it
        likelihood: Seldom
        consequence: A day without it
        owner: cio
        treatment: reduce
        raised: 2026-01-05
    controls:
      access:
        {title: Access is reviewed, about: security, owner: cio, executed by: business, every: 3}
    step in:
      - {process: incident management, because: Late, asked: 2026-01-10, by: 2026-02-10}
"""


def months_ago(count: int) -> date:
    """Return the first day of a month before this one."""
    day = date.today().replace(day=1)  # noqa: DTZ011 - the server's clock is what counts
    for _ in range(count):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


def life_text(first_day: date) -> str:
    """Return an agreement that began on a day."""
    return _TEXT.format(first=first_day)


def tickets(months: int) -> bytes:
    """Return two tickets of each of its months, one of them late."""
    lines = ["number,opened,resolved,caller"]
    for back in range(months, 0, -1):
        day = months_ago(back)
        lines += [
            f"{day:%y%m}1,{day:%Y-%m}-05T10:00:00Z,{day:%Y-%m}-05T12:00:00Z,Anna Visser",
            f"{day:%y%m}2,{day:%Y-%m}-06T10:00:00Z,{day:%Y-%m}-06T20:00:00Z,Bo Berg",
        ]
    return "".join(f"{line}\n" for line in lines).encode()


def _administrator() -> Person:
    """Return somebody who administers an organisation of their own."""
    with transaction.atomic():
        home = Organisation.objects.create(name="Draws", joined_at=BEGIN.to_datetime())
        return Person.objects.create(
            email=f"{home.key}@example.org",
            name="A. Brandt",
            organisation=home,
            administers=True,
            joined_at=BEGIN.to_datetime(),
        )


class Life:
    """Live an agreement through the API.

    Args:
        parties: Both parties; theirs is another agreement, so that there are two.
        months: How many months there are to settle, at least two; all but the last are.
        around: Wraps each request, told the operation's name.
    """

    def __init__(
        self,
        parties: Parties,
        months: int,
        around: Callable[[str, Callable[[], Any]], Any] = lambda _, does: does(),
    ) -> None:
        self.client, self.provider = Program(parties.client), Program(parties.provider)
        self.months, self._around = months, around
        self.parties = parties
        self.key = ""

    def ask(self, program: Program, name: str, method: str, path: str, body: Any = None) -> Any:  # noqa: ANN401 - JSON
        """Do an operation that has to succeed, and return what it answers."""
        path = path if path.startswith("/") else f"/agreements/{self.key}/{path}".rstrip("/")
        response = self._around(name, lambda: program.ask(method, path, body))
        assert response.status_code < 300, (name, response.content)
        kind = response.headers["Content-Type"]
        return json.loads(response.content) if "json" in kind else response.content

    def say(self, program: Program, act: str, **content: object) -> str:
        """Say something, and return its entry's digest."""
        name = act.replace("-", "_")
        entered = self.ask(program, name, "POST", f"said/{act}", content)
        digest: str = entered["entries"][-1]["sha256"]
        return digest

    def text(self) -> str:
        """Return the agreement's text."""
        return life_text(months_ago(self.months))

    def rows(self) -> bytes:
        """Return its evidence."""
        return tickets(self.months)

    def live(self) -> None:
        """Do everything once."""
        self.begin()
        self.stabilize()
        self.bring_evidence()
        statement = self.settle()
        self.object_to(statement)
        self.spend()
        self.work_together()
        self.amend()
        self.look()
        self.manage()
        self.forget()
        self.operate()

    def begin(self) -> None:
        """Take the agreement in, and let the other party join."""
        from servanda.desk.joining import take_invitation
        from servanda.web.clock import now

        new = {"texts": {"agreement.yaml": self.text()}, "party": "client"}
        self.key = self.ask(self.client, "found_agreement", "POST", "/agreements", new)["key"]
        asked = {"email": self.parties.provider.email, "party": "provider", "role": "owner"}
        invited = self.ask(self.client, "invite", "POST", "invitations", asked)
        take_invitation(invited["link"].rpartition("/")[2], now())

    def stabilize(self) -> None:
        """Work off a wrinkle, and end stabilization from the first month on."""
        wrinkle = self.say(
            self.client, "wrinkle-found", commitment="restored", what="Nobody is paged."
        )
        self.say(self.provider, "wrinkle-worked-off", wrinkle=wrinkle, how="Paging works.")
        since = f"{months_ago(self.months):%Y-%m}"
        for program in (self.client, self.provider):
            self.say(program, "stabilization-ended", commitment="restored", since=since)

    def bring_evidence(self) -> None:
        """Upload, submit, query, answer and accept."""
        content = self.rows()
        digest = hashlib.sha256(content).hexdigest()
        new = {"name": "tickets.csv", "size": len(content), "sha256": digest}
        upload = self.ask(self.provider, "begin_upload", "POST", "uploads", new)["key"]
        self.ask(self.provider, "upload", "GET", f"uploads/{upload}")
        self.ask(self.provider, "add_part", "PUT", f"uploads/{upload}?offset=0", content)
        entered = self.ask(self.provider, "submit_evidence", "POST", "submissions", {})
        evidence = entered["entries"][0]["sha256"]
        query = self.say(self.client, "evidence-queried", evidence=evidence, reason="All of it?")
        self.say(self.provider, "query-answered", query=query, reason="All of it.")
        self.say(self.client, "evidence-accepted", evidence=evidence)
        month = f"{months_ago(1):%Y-%m}"
        said: dict[str, Any] = {"measure": "savings", "period": month, "value": "100.00 EUR"}
        said["documents"] = [self.bring_document()]
        figure = self.say(self.provider, "figure-attested", **said)
        self.say(self.client, "figure-countersigned", figure=figure)

    def bring_document(self) -> dict[str, str]:
        """Upload a document, and return how it is named."""
        content = b"Savings of last month: 100.00 EUR\n"
        named = {"name": "savings.txt", "sha256": hashlib.sha256(content).hexdigest()}
        new = {**named, "size": len(content)}
        upload = self.ask(self.provider, "begin_document", "POST", "documents", new)["key"]
        self.ask(self.provider, "document", "GET", f"documents/{upload}")
        path = f"documents/{upload}?offset=0"
        self.ask(self.provider, "add_document_part", "PUT", path, content)
        return named

    def settle(self) -> str:
        """Issue every month but the last, and return the last entry."""
        statement = ""
        for back in range(self.months, 1, -1):
            body = {"period": f"{months_ago(back):%Y-%m}"}
            issued = self.ask(self.provider, "issue_statement", "POST", "statements", body)
            statement = issued["entries"][-1]["sha256"]
        invoice = f"statements/{months_ago(2):%Y-%m}/invoice?name=invoice.csv"
        rows = b"line,amount\nmonthly,1250.50\n"
        held = self.ask(self.client, "hold_invoice", "POST", invoice, rows)
        assert "monthly" in {each["name"] for each in held["positions"]}
        return statement

    def object_to(self, statement: str) -> None:
        """Agree, dispute, claim relief, and waive a right."""
        period = f"{months_ago(2):%Y-%m}"
        self.say(self.client, "statement-agreed", statement=statement, lines=[{"name": "monthly"}])
        dispute = self.say(
            self.client,
            "dispute-raised",
            statement=statement,
            line=LINE,
            reason="Twice.",
            proposed="500 EUR",
        )
        self.say(
            self.provider, "dispute-answered", dispute=dispute, answer="declined", reason="Once."
        )
        keys = [f"{months_ago(2):%y%m}2"]
        subject = {"table": "tickets", "keys": keys, "period": period}
        claim = self.say(
            self.provider,
            "relief-claimed",
            relief="carrier",
            subject=subject,
            reason="The line was cut.",
        )
        self.say(self.client, "relief-answered", claim=claim, answer="declined", reason="No.")
        waived = self.say(
            self.client,
            "right-waived",
            line=LINE,
            period=f"{months_ago(1):%Y-%m}",
            reason="A kindness.",
        )
        self.say(self.client, "entry-reversed", entry=waived, reason="A slip.")

    def spend(self) -> None:
        """Spend from the holding account."""
        today = date.today()  # noqa: DTZ011 - as above
        proposal = self.say(
            self.provider,
            "spending-proposed",
            amount="100.00 EUR",
            purpose="training",
            what="A day",
            helps="restored",
            looked_at=str(today + timedelta(days=90)),
        )
        self.say(self.client, "spending-decided", proposal=proposal, approved=True)
        self.say(self.provider, "spending-done", proposal=proposal, cost="90.00 EUR", on=str(today))

    def work_together(self) -> None:
        """Hold a review, learn from an incident, quote work and deliver it, give a favour."""
        client, provider, today = self.client, self.provider, date.today()  # noqa: DTZ011 - as above
        soon, ago = str(today + timedelta(days=30)), str(months_ago(1))
        review = {"review": "monthly", "period": ago[:7]}
        begins, ends = f"{soon}T09:00:00Z", f"{soon}T10:00:00Z"
        self.say(client, "review-planned", **review, starts=begins, ends=ends)
        there = [{"party": "client", "role": "contract manager", "person": "C. Jones"}]
        at = f"{ago}T09:00:00Z"
        held = self.say(client, "review-held", **review, at=at, attendance=there)
        self.say(client, "review-minuted", held=held, minutes="All is well.")
        action = self.say(
            client, "action-agreed", what="Tidy up.", owner="provider", role="manager", due=soon
        )
        self.say(provider, "action-done", action=action, how="It is tidy.")
        said = {"incident": "1", "restored": at, "what": "It stood still."}
        incident = self.say(client, "incident-review-opened", **said)
        learned = {
            "timeline": [{"at": at, "what": "It stood still."}],
            "users": "Nobody could work.",
            "staff": "No alarm.",
            "causes": ["a full disk"],
            "prevented_by": "An alarm.",
            "changes": ["An alarm at 80%."],
        }
        self.say(provider, "incident-review-published", review=incident, **learned)
        told = {"title": "A full disk", "audience": "operators", "learn": ["Set an alarm."]}
        study = self.say(client, "case-study-written", review=incident, **told)
        self.say(provider, "case-study-agreed", study=study)
        read = {"group": "service desk", "staff": 40, "read": 25}
        self.say(provider, "case-study-read", study=study, **read)
        quotation = self.say(client, "quotation-asked", what="A report.")
        offer = {"price": "900.00 EUR", "due": soon}
        self.say(provider, "quotation-given", quotation=quotation, **offer)
        self.say(client, "quotation-decided", quotation=quotation, accepted=True)
        self.say(client, "work-requested", what="A new desk.", due=soon)
        self.say(provider, "work-delivered", work=quotation)
        self.say(client, "work-accepted", work=quotation, accepted=True)
        worth = {"what": "A weekend's help.", "worth": "500.00 EUR", "on": ago}
        favour = self.say(provider, "goodwill-given", favour="weekend", **worth)
        self.say(client, "goodwill-acknowledged", goodwill=favour)
        self.say(client, "habit-settled", favour="weekend", way="ends", words="It was once.")
        self.serve_users(soon)
        self.behave(ago, soon)

    def behave(self, ago: str, soon: str) -> None:
        """Give an example, report what changed, bring an issue, and look at a goal."""
        client, provider = self.client, self.provider
        self.say(client, "example-given", principle="open", kept=True, on=ago, what="Told early.")
        changed = {"what": "Branches close.", "since": ago, "affects": "The desk."}
        circumstance = self.say(client, "circumstance-reported", **changed)
        self.say(provider, "circumstance-answered", circumstance=circumstance, words="Let us see.")
        brought = {"what": "Branches close.", "matters": "Customers go online."}
        issue = self.say(client, "strategic-issue-brought", **brought)
        self.say(provider, "strategic-issue-answered", issue=issue, words="Evening hours help.")
        own = {"what": "No calls at night.", "seen_by": "The log of calls.", "due": soon}
        goal = self.say(provider, "goal-set", **own)
        self.say(client, "goal-looked-at", goal=goal, reached=False, words="Two calls in May.")

    def serve_users(self, soon: str) -> None:
        """Ease what hurts users until they say it is gone, announce maintenance, show a card."""
        client, provider = self.client, self.provider
        named = {"group": "branch staff", "what": "Mornings are slow.", "role": "manager"}
        pain = {"pain_point": self.say(client, "pain-point-named", owner="provider", **named)}
        self.say(provider, "pain-point-answered", **pain, words="A second line.", due=soon)
        self.say(provider, "pain-point-eased", **pain, what="The line is there.")
        self.say(client, "pain-point-confirmed", **pain, gone=True, speaks="head of branches")
        self.say(client, "pain-point-reopened", **pain, words="Mornings are slow again.")
        window = {"starts": f"{soon}T21:00:00Z", "ends": f"{soon}T22:00:00Z", "what": "It moves."}
        self.say(provider, "maintenance-announced", service="desk", **window)
        card = self.say(client, "service-card-made-public", service="desk")
        self.say(provider, "service-card-taken-back", card=card)

    def hold_workshop(self) -> None:
        """Work a metric out together, draft it, and let the draft go."""
        from servanda.drafting.workshop_text import QUESTIONS

        begun = self.ask(self.client, "begin_workshop", "POST", "workshops", {"title": "Calm desk"})
        one = f"workshops/{begun['key']}"
        said = dict.fromkeys(QUESTIONS, "As both said.") | {"measure": "restored"}
        answers = [{"place": f"metric/{name}", "value": said[name]} for name in said]
        self.ask(self.provider, "say_in_workshop", "POST", f"{one}/answers", {"answers": answers})
        assert not self.ask(self.provider, "workshop", "GET", one)["outstanding"]
        self.ask(self.client, "workshops", "GET", "workshops")
        last = {"last": len(answers)}
        drafted = self.ask(self.client, "draft_workshop", "POST", f"{one}/draft", last)
        assert f"{begun['name']}_trial" in drafted["text"]
        self.ask(self.client, "let_draft_go", "DELETE", "draft")

    def give_workshop_up(self) -> None:
        """Begin a workshop, and end it without a draft."""
        begun = self.ask(self.client, "begin_workshop", "POST", "workshops", {"title": "Few calls"})
        self.ask(self.client, "end_workshop", "POST", f"workshops/{begun['key']}/end")

    def draft(self, change: dict[str, Any]) -> None:
        """Write a counter-proposal as text and value by value, let it go, and write it anew."""
        client = self.client
        proposed = self.ask(self.provider, "propose_version", "POST", "proposals", change)
        countered = {"proposal": proposed["entries"][-1]["number"]}
        self.ask(client, "counter_proposal", "POST", "draft/countering", countered)
        draft = self.ask(client, "own_draft", "GET", "draft")
        fee = next(each for each in draft["values"] if each["place"] == ["terms", "fee"])
        values = {"values": [{**fee, "value": "10500.00 EUR"}], "was": draft["sha256"]}
        saved = self.ask(client, "save_draft_values", "PUT", "draft/values", values)
        assert "10500.00 EUR" in saved["text"]
        self.ask(client, "undo_draft", "POST", "draft/undone")
        self.ask(client, "redo_draft", "POST", "draft/done-again")
        self.ask(client, "let_draft_go", "DELETE", "draft")
        text = saved["text"].replace("10500.00", "10600.00")
        written = self.ask(client, "save_draft", "PUT", "draft", {"text": text})
        assert written["mistakes"] == []
        assert change["governs_from"] in written["text"]
        proposed = self.ask(client, "propose_draft", "POST", "draft/proposed", {"note": "Less."})
        entry = proposed["entries"][-1]["sha256"]
        self.say(self.provider, "draft-declined", proposal=entry, reason="Not so.")

    def amend(self) -> None:
        """Propose a version and decline it, sign another, give notice, and give a workshop up."""
        later = (months_ago(0) + timedelta(days=62)).replace(day=1)
        change = {"changes": ["terms.fee=11000.00 EUR"], "governs_from": str(later)}
        self.hold_workshop()
        self.draft({**change, "changes": ["terms.fee=11100.00 EUR"]})
        self.ask(self.provider, "look_at_draft", "POST", "drafts", change)
        proposed = self.ask(self.provider, "propose_version", "POST", "proposals", change)
        entry = proposed["entries"][-1]
        comment = self.say(
            self.client,
            "comment-made",
            proposal=entry["sha256"],
            text_sha256=entry["content"]["texts"][-1]["sha256"],
            first_line=1,
            last_line=1,
            words="Why?",
        )
        self.give_workshop_up()
        self.say(self.provider, "comment-answered", comment=comment, words="Prices rose.")
        self.ask(self.client, "proposal", "GET", f"proposals/{entry['number']}")
        self.say(self.client, "draft-declined", proposal=entry["sha256"], reason="Too much.")
        change = {**change, "changes": ["terms.fee=10500.00 EUR"]}
        proposed = self.ask(self.provider, "propose_version", "POST", "proposals", change)
        number = proposed["entries"][-1]["number"]
        for program in (self.client, self.provider):
            self.ask(program, "sign_version", "POST", f"proposals/{number}/signatures", {})
        self.say(self.client, "notice-given", ends="2190-12-31", reason="One never knows.")

    def operate(self) -> None:
        """Take an operating model in, change it, and say everything about it that can be said."""
        # An organisation has one operating model, and lives may be lived more than once.
        person = _administrator()
        draws = Program(person)
        draws.ask("GET", "/me")
        texts = {"texts": {"operating-model.yaml": OPERATED}}
        made = self.ask(draws, "found_operating_model", "POST", "/operating-models", texts)
        one = f"/operating-models/{made['key']}"
        colleague = {"person": person.key, "role": "role holder", "named": "cio"}
        given = self.ask(draws, "appoint_on_model", "POST", f"{one}/appointments", colleague)
        changed = {"texts": {"operating-model.yaml": OPERATED.replace("Seldom", "Often")}}
        self.ask(draws, "look_at_texts", "POST", f"{one}/drafts", changed)
        self.ask(draws, "change_texts", "POST", f"{one}/texts", changed)
        for act, content in (
            ("gate-agreed", {"process": "change management", "evidence": "The calendar"}),
            (
                "stepped-in",
                {
                    "process": "incident management",
                    "asked": "2026-01-10",
                    "on": "2026-01-20",
                    "outcome": "We led the calls.",
                },
            ),
            ("control-shown", {"control": "access", "on": "2026-01-20", "evidence": "Review"}),
            ("risk-accepted", {"risk": "recovery", "until": "2190-12-31", "reason": "Later."}),
        ):
            body = {"service": "campaigns", **content}
            name = act.replace("-", "_")
            self.ask(draws, name, "POST", f"{one}/said/{act}", body)
        listed = json.loads(draws.ask("GET", f"{one}/entries").content)["entries"]
        slip = {"entry": listed[-1]["sha256"], "reason": "A slip."}
        self.ask(draws, "word_taken_back", "POST", f"{one}/said/word-taken-back", slip)
        for name, path in (
            ("operating_model", ""),
            ("operated_service", "/services/campaigns"),
            ("operating_risks", "/risks"),
            ("operating_texts", "/texts"),
            ("operating_entries", "/entries"),
            ("operating_head", "/head"),
            ("operating_folder", "/folder"),
            ("operating_appointments", "/appointments"),
        ):
            self.ask(draws, name, "GET", f"{one}{path}")
        self.ask(draws, "operating_models", "GET", "/operating-models")
        self._design(draws, f"{one}/sessions")
        ended = f"{one}/appointments/{given['number']}"
        self.ask(draws, "end_on_model", "DELETE", ended)

    def _design(self, draws: Program, sessions: str) -> None:
        """Design the support of a new service in a session, and take it over."""
        title = {"title": "Fleet planner"}
        begun = self.ask(draws, "begin_session", "POST", sessions, title)
        one = f"{sessions}/{begun['key']}"
        said = (
            ("person/1/name", "A. Brandt"),
            ("service/ambition", "B"),
            ("service/open owner", "cio"),
            ("service/open by", "2190-12-31"),
        )
        answers = {"answers": [{"place": place, "value": value} for place, value in said]}
        answered = self.ask(draws, "say_in_session", "POST", f"{one}/answers", answers)
        self.ask(draws, "session_news", "GET", f"{one}/answers?after=1")
        self.ask(draws, "design_session", "GET", one)
        self.ask(draws, "draft_of_session", "GET", f"{one}/draft")
        self.ask(draws, "session_pack", "GET", f"{one}/pack")
        self.ask(draws, "end_session", "POST", f"{one}/end", {"last": answered["last"]})
        self.ask(draws, "design_sessions", "GET", sessions)

    def look(self) -> None:
        """Look at everything."""
        for name in ("me", "tokens", "agreements"):
            self.ask(self.client, name, "GET", f"/{name}")
        self.ask(self.client, "agreement", "GET", f"/agreements/{self.key}")
        for name in (
            "appointments",
            "bundle",
            "claims",
            "partnership",
            "disputes",
            "entries",
            "evidence",
            "head",
            "processing_record",
            "retention",
            "proposals",
            "spendings",
            "statements",
        ):
            self.ask(self.client, name, "GET", name.replace("_", "-"))
        self.ask(self.client, "statement", "GET", f"statements/{months_ago(2):%Y-%m}")
        self.ask(
            self.client,
            "statement_in_full",
            "GET",
            f"statements/{months_ago(2):%Y-%m}/editions/1",
        )
        for name in ("holding_account", "figures", "wrinkles"):
            self.ask(self.client, name, "GET", name.replace("_", "-"))
        self.ask(self.client, "profile", "GET", "evidence/tickets.csv/profile")
        self.ask(self.client, "own_waits", "GET", "/waiting")
        for name, path in (
            ("waits", "waiting"),
            ("texts", "texts"),
            ("calendar", "calendar"),
            ("open_period", "open-period"),
            (
                "comparison",
                f"comparison?before={months_ago(self.months)}&after={months_ago(self.months)}",
            ),
            ("calendar_file", "calendar.ics"),
            ("renewal", "renewal"),
            ("submissions", "submissions"),
        ):
            self.ask(self.client, name, "GET", path)
        paper = hashlib.sha256(b"Savings of last month: 100.00 EUR\n").hexdigest()
        self.ask(self.client, "attached", "GET", f"attached/{paper}")
        through = {"through": f"{months_ago(2):%Y-%m}"}
        self.ask(self.client, "issue_in_background", "POST", "jobs/statements", through)
        job = self.ask(self.client, "submit_in_background", "POST", "jobs/submissions", {})["key"]
        self.ask(self.client, "jobs", "GET", "jobs")
        self.ask(self.client, "job", "GET", f"jobs/{job}")

    def manage(self) -> None:
        """One's own account, and people."""
        from servanda.desk.joining import take_invitation
        from servanda.web.clock import now
        from tests.desk.book import PASSWORD

        made = self.ask(
            self.client, "make_token", "POST", "/tokens", {"name": "t", "scopes": ["read"]}
        )
        self.ask(self.client, "revoke_token", "DELETE", f"/tokens/{made['key']}")
        wish = {"reminders": "daily" if self.months % 2 else "weekly"}
        self.ask(self.client, "organisation", "GET", "/organisation")
        required = {"required": not self.months % 2}
        path = "/organisation/second-factor"
        self.ask(self.client, "require_second_factor", "PUT", path, required)
        self.ask(self.client, "wish_reminders", "PUT", "/me/reminders", wish)
        reading = {"language": "en", "locale": "", "zone": "Europe/Amsterdam"}
        self.ask(self.client, "choose_reading", "PUT", "/me/reading", reading)
        email = f"new-{self.months}@example.com"
        invited = self.ask(
            self.client, "invite_colleague", "POST", "/invitations", {"email": email}
        )
        self.withdraw_invitations()
        word = invited["link"].rpartition("/")[2]
        colleague = take_invitation(word, now(), name="N. New", password=PASSWORD)
        body = {"person": colleague.key, "role": "viewer"}
        number = self.ask(self.client, "appoint", "POST", "appointments", body)["number"]
        path, heir = f"appointments/{number}/successors", {"person": self.parties.client.key}
        number = self.ask(self.client, "hand_over_role", "POST", path, heir)["number"]
        self.ask(self.client, "end_appointment", "DELETE", f"appointments/{number}")
        path = f"/people/{colleague.key}"
        administers = {"administers": True}
        self.ask(self.client, "name_administrator", "PUT", f"{path}/administration", administers)
        self.ask(self.client, "clear_second_factor", "DELETE", f"{path}/second-factor")
        self.ask(self.client, "person_left", "DELETE", path)
        self.ask(self.client, "rights", "GET", "/rights")
        self.let_a_system_work()

    def let_a_system_work(self) -> None:
        """Make a system, give it a token, and take that away again."""
        new = {"name": f"Import {self.months}", "purpose": "Brings the tickets of each day."}
        key = self.ask(self.client, "make_system", "POST", "/systems", new)["key"]
        path, token = f"/systems/{key}/tokens", {"name": "t", "scopes": ["read"]}
        made = [
            self.ask(self.client, "make_system_token", "POST", path, token)
            for _ in range(self.months)
        ]
        self.ask(self.client, "revoke_system_token", "DELETE", f"{path}/{made[0]['key']}")
        self.ask(self.client, "systems", "GET", "/systems")

    def withdraw_invitations(self) -> None:
        """Invite a guest and a colleague, look who has not come, and think better of it."""
        asked = {"email": "guest@example.com", "party": "guest", "role": "viewer"}
        self.ask(self.client, "invite", "POST", "invitations", asked)
        found = self.ask(self.client, "people_invited", "GET", "invitations")["invitations"]
        path = f"invitations/{found[0]['key']}"
        self.ask(self.client, "withdraw_from_agreement", "DELETE", path)
        path = "/invitations"
        self.ask(self.client, "invite_colleague", "POST", path, {"email": "slip@example.com"})
        found = self.ask(self.client, "colleagues_invited", "GET", path)["invitations"]
        path = f"/invitations/{found[0]['key']}"
        self.ask(self.client, "withdraw_from_organisation", "DELETE", path)

    def forget(self) -> None:
        """Erase somebody from the evidence, and let go what is past its time."""
        people = find_workspace(current_book().agreement(self.key)).people
        (person,) = (
            pseudonym for pseudonym, name in Keyring(people).names().items() if name[0] == "A"
        )
        named = self.ask(self.client, "name_person", "GET", f"people/{person}")
        assert named["name"] == "Anna Visser"
        body = {"person": "Anna Visser"}
        erased = self.ask(self.client, "erase_person", "POST", "erasures", body)
        assert (erased["person"], erased["names"], erased["still"]) == (person, 1, [])
        self.ask(self.client, "let_go", "POST", "retention", {})
