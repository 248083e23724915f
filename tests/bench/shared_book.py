"""What reading a large shared book takes: agreements with years of months, on PostgreSQL.

``python -m tests.bench.shared_book`` fills a book of its own from a seed, the same entries, tables
and seals that people's own words would have left, and asks every operation that reads.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from servanda.agreement.model.agreement import History
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.silence import let_time_pass
from servanda.decisions.standing import take
from servanda.facts.decision import (
    Act,
    Answer,
    AttachedDocument,
    CommentMade,
    DisputeAnswered,
    DisputeRaised,
    DraftDeclined,
    DraftProposed,
    Entry,
    EvidenceAccepted,
    EvidenceSubmitted,
    LineNamed,
    LinePaid,
    ReliefAnswered,
    ReliefClaimed,
    SpendingDecided,
    SpendingDone,
    SpendingProposed,
    StatementAgreed,
    StatementIssued,
    StretchNamed,
)
from servanda.facts.standing import Standing
from servanda.facts.statement import LinePurpose
from servanda.journal.chain import Journal, Speaker, next_entry
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.record.folder import BookSettings, create_folder
from servanda.record.opening import current_book, open_book, prepare
from tests.decisions.talk import TEXT, history_of
from tests.postgresql import server

if TYPE_CHECKING:
    from servanda.record.models import Agreement, Organisation, Person
    from tests.web.programs import Program

PAGES_BEGIN = "<!-- pages -->"
"""Where what serving pages takes begins on the page that both benchmarks write."""

_FIRST_YEAR = 2021
_CLIENTS, _PROVIDERS = 40, 15
_GOAL_MILLISECONDS = 100
_FIXED = "in force: {from: 2026-01-01, until: 2026-12-31}"
_TEXT = TEXT.replace(_FIXED, f"in force: {{from: {_FIRST_YEAR}-01-01, notice: 2 months}}")
_COURSES = 20
_NOT_MEASURED = {"bundle", "upload"}
_LINES = (
    ("fee", LinePurpose.CHARGE, 1000),
    ("slow", LinePurpose.SERVICE_CREDIT, 100),
    ("late", LinePurpose.SERVICE_CREDIT, 50),
)
_PAGE = """\
# A large shared book

Written by `make bench-book`; do not edit.

{agreements:,} agreements with {months} months each, {entries:,} entries in their journals, of \
{organisations} organisations, on PostgreSQL with its own settings, which laid {megabytes:,.0f} MB \
on disk. The person who asks has a part in all of them. A figure is the median time \
that the server takes for one request, from its first byte to its last, over {rounds} requests \
about agreements chosen at random; in parentheses the time within which 19 of 20 are answered. \
The goal is {goal} ms at the median. Measured with one process on a machine of {cores} cores \
that had other work to do.

How many queries each operation asks does not depend on how much there is; the numbers stand in \
`tests/web/test_queries.py`, and the tests hold them. `bundle` is not in the table: it packs files \
and computes accounts anew, and takes as long as these are long.

| operation | milliseconds | |
|---|---:|---|
{rows}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """The times of one operation in milliseconds, sorted."""

    operation: str
    times: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def slow(self) -> float:
        return self.times[len(self.times) * 19 // 20]


def _issued(period: str, snapshot: str) -> StatementIssued:
    lines = (
        LinePaid(name=name, purpose=purpose, payable=Quantity.money(amount, "EUR"))
        for name, purpose, amount in _LINES
    )
    return StatementIssued(
        period=period, edition=1, statement_sha256=snapshot, snapshot_sha256=snapshot, texts=(),
        lines=tuple(lines),
    )  # fmt: skip


class Talking:
    """Both parties of one agreement, who say what the agreement allows."""

    def __init__(self, seed: int) -> None:
        history = _history()
        self._identifier = history.latest.identifier
        self._book, self.standing, self.entries = Rulebook(history), Standing(), list[Entry]()
        self.chance = random.Random(seed)

    def say(self, day: date, party: str, act: Act) -> str:
        at = Instant.from_datetime(datetime(day.year, day.month, day.day, 10, tzinfo=UTC))
        entry = next_entry(
            Journal(entries=tuple(self.entries)), self._identifier, at,
            Speaker(party=party, person="A. Person"), act,
        )  # fmt: skip
        standing = let_time_pass(self._book, self.standing, at)
        self.standing, wrong = take(self._book, standing, entry)
        assert not wrong, [each.message for each in wrong]
        self.entries.append(entry)
        return entry.sha256

    def months(self, count: int) -> None:
        for index in range(count):
            self._month(date(_FIRST_YEAR + index // 12, index % 12 + 1, 1))

    def _month(self, first: date) -> None:
        after = (first + timedelta(days=32)).replace(day=1)
        period, digest = f"{first:%Y-%m}", f"{self.chance.getrandbits(256):064x}"
        submitted = EvidenceSubmitted(snapshot_sha256=digest, texts=())
        evidence = self.say(after, "provider", submitted)
        self.say(after, "client", EvidenceAccepted(evidence=evidence))
        if first.month % 3 == 0:
            self._relief(first, after)
        statement = self.say(after, "provider", _issued(period, digest))
        if first.month % 3 == 1:
            self._dispute(statement, after + timedelta(days=2))
        self.say(after + timedelta(days=4), "client", StatementAgreed(statement=statement))
        if first.month == 6:
            self._spend(after + timedelta(days=5))
        if first.month == 9:
            self._negotiate(after + timedelta(days=5))

    def _relief(self, first: date, after: date) -> None:
        start = datetime(first.year, first.month, 27, 8, tzinfo=UTC)
        subject = StretchNamed(
            start=Instant.from_datetime(start),
            end=Instant.from_datetime(start + timedelta(minutes=self.chance.randrange(10, 90))),
        )
        claim = ReliefClaimed(
            relief="carrier", subject=subject, reason="The line was cut.", share=Fraction(1, 2)
        )
        claimed = self.say(after, "provider", claim)
        answer = ReliefAnswered(claim=claimed, answer=Answer.ACCEPTED, reason="So announced.")
        self.say(after, "client", answer)

    def _dispute(self, statement: str, day: date) -> None:
        raised = DisputeRaised(
            statement=statement, line=LineNamed(name="late"), reason="Counted twice.",
            proposed=Quantity.money(self.chance.randrange(1, 50), "EUR"),
        )  # fmt: skip
        dispute = self.say(day, "client", raised)
        answer = DisputeAnswered(dispute=dispute, answer=Answer.DECLINED, reason="Counted once.")
        self.say(day, "provider", answer)

    def _spend(self, day: date) -> None:
        proposed = SpendingProposed(
            amount=Quantity.money(80, "EUR"), purpose="training", what="Two days on payments",
            helps="restored", looked_at=day + timedelta(days=120),
        )  # fmt: skip
        proposal = self.say(day, "provider", proposed)
        self.say(day, "client", SpendingDecided(proposal=proposal, approved=True))
        done = SpendingDone(proposal=proposal, cost=Quantity.money(75, "EUR"), on=day)
        self.say(day + timedelta(days=1), "provider", done)

    def _negotiate(self, day: date) -> None:
        text = AttachedDocument(
            name="agreement.yaml", sha256=f"{self.chance.getrandbits(256):064x}"
        )
        governs = date(_FIRST_YEAR, 1, 1)
        draft = self.say(day, "client", DraftProposed(texts=(text,), governs_from=governs))
        comment = CommentMade(
            proposal=draft, text_sha256=text.sha256, first_line=3, last_line=4, words="Why?"
        )
        self.say(day, "provider", comment)
        self.say(day, "provider", DraftDeclined(proposal=draft, reason="Too early."))


def fill(agreements: int, months: int) -> int:
    """Fill the open book, and return how many entries there are."""
    from servanda.record.administering import take_up
    from servanda.record.models import Agreement, Appointment, JournalEntry, Representation

    homes, people = _organisations()
    courses = [_course(seed, months) for seed in range(min(_COURSES, agreements))]
    begun = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    founded = [
        Agreement(
            identifier=f"agreement-{number}", title=f"Services {number:04}",
            founded_by=people[number % _CLIENTS], founded_at=begun,
        )
        for number in range(agreements)
    ]  # fmt: skip
    Agreement.objects.bulk_create(founded)
    for number, agreement in enumerate(founded):
        sides = (number % _CLIENTS, _CLIENTS + number % _PROVIDERS)
        Representation.objects.bulk_create(
            Representation(agreement=agreement, organisation=homes[side], party=party)
            for side, party in zip(sides, ("client", "provider"), strict=True)
        )
        Appointment.objects.bulk_create(
            Appointment(agreement=agreement, person=people[side], role=role, begun_at=begun)
            for side, role in ((sides[0], "owner"), (sides[1], "owner"), (-1, "auditor"))
        )
        _write(agreement, courses[number % len(courses)])
    take_up()
    return JournalEntry.objects.count()


def _organisations() -> tuple[list[Organisation], list[Person]]:
    """Return organisations with a person each, and last one who audits everything."""
    from servanda.record.models import Organisation, Person

    joined = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    count = _CLIENTS + _PROVIDERS + 1
    homes = [Organisation(name=f"Organisation {each}", joined_at=joined) for each in range(count)]
    Organisation.objects.bulk_create(homes)
    people = [
        Person(email=f"p{number}@example.com", name=f"P. {number}", organisation=home,
               joined_at=joined)
        for number, home in enumerate(homes)
    ]  # fmt: skip
    Person.objects.bulk_create(people)
    return homes, people


@cache
def _history() -> History:
    return history_of(_TEXT)


def _course(seed: int, months: int) -> Talking:
    talking = Talking(seed)
    talking.months(months)
    return talking


def _write(agreement: Agreement, course: Talking) -> None:
    """Write what was said as the book itself would have, entry by entry."""
    from servanda.record.journals import DatabaseStore
    from servanda.record.laying_out import ROWS, moment_of, next_change
    from servanda.record.models import Agreement, JournalEntry

    book = current_book()
    folder = book.agreement(agreement.key)
    (folder / "evidence").mkdir(parents=True)
    (folder / "agreement.yaml").write_text(_TEXT, "utf-8")
    store = DatabaseStore(owner=agreement, host=book.host_key())
    JournalEntry.objects.bulk_create(
        [JournalEntry(agreement=agreement, **store._columns(each)) for each in course.entries]
    )
    rulebook = Rulebook(_history())
    for table, rows in ROWS.items():
        table._default_manager.bulk_create([*rows(agreement, rulebook, course.standing)])
    last = course.entries[-1]
    Agreement.objects.filter(pk=agreement.pk).update(
        head_number=last.number,
        head_sha256=last.sha256,
        known_at=moment_of(course.standing.known_at),
        changes_at=moment_of(next_change(course.standing)),
    )


def measure(months: int, rounds: int) -> Iterator[Timed]:
    """Ask every operation that reads, about agreements chosen at random."""
    from servanda.record.models import Agreement, Person
    from servanda.web.api import api
    from tests.web.programs import Program

    program = Program(Person.objects.order_by("-pk")[0])
    keys = [*Agreement.objects.values_list("key", flat=True)]
    chance = random.Random(1)
    labels = [f"{_FIRST_YEAR + each // 12}-{each % 12 + 1:02}" for each in range(months)]
    for path, methods in sorted(api.get_openapi_schema()["paths"].items()):
        operation = methods.get("get", {}).get("operationId")
        if operation is None or operation in _NOT_MEASURED:
            continue
        below = path.removeprefix("/api/v1")
        asked = [
            below.format(agreement=chance.choice(keys), period=chance.choice(labels))
            for _ in range(rounds)
        ]
        times = sorted(_milliseconds(program, each) for each in asked)
        yield Timed(operation=operation, times=tuple(times))


def _milliseconds(program: Program, path: str) -> float:
    begun = time.perf_counter()
    response = program.ask("GET", path)
    took = (time.perf_counter() - begun) * 1000
    assert response.status_code == 200, (path, response.content)
    return took


def _page(wanted: argparse.Namespace, entries: int, timed: Sequence[Timed]) -> str:
    from django.db import connection

    from servanda.record.models import Organisation

    with connection.cursor() as cursor:
        cursor.execute("select pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    rows = [f"| {each.operation} | {each.median:.0f} | ({each.slow:.0f}) |" for each in timed]
    return _PAGE.format(
        agreements=wanted.agreements,
        months=wanted.months,
        entries=entries,
        organisations=Organisation.objects.count(),
        megabytes=size / 1e6,
        rounds=wanted.rounds,
        goal=_GOAL_MILLISECONDS,
        cores=os.cpu_count(),
        rows="\n".join(rows),
    )


def main(arguments: list[str]) -> None:
    """Fill a book, ask it, and write the page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--agreements", type=int, default=1000)
    asked.add_argument("--months", type=int, default=60)
    asked.add_argument("--rounds", type=int, default=60)
    asked.add_argument("--page", type=Path, default=Path("docs/scale/shared-book.md"))
    wanted = asked.parse_args(arguments)
    with server() as running, tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "book"
        create_folder(folder, BookSettings(database=running.address))
        open_book(folder)
        prepare()
        entries = fill(wanted.agreements, wanted.months)
        timed = [*measure(wanted.months, wanted.rounds)]
        kept = wanted.page.read_text("utf-8") if wanted.page.exists() else ""
        pages = kept[kept.index(PAGES_BEGIN) :] if PAGES_BEGIN in kept else ""
        written = _page(wanted, entries, timed)
        wanted.page.write_text(f"{written}\n{pages}" if pages else written, "utf-8")
    slow = [each.operation for each in timed if each.median > _GOAL_MILLISECONDS]
    print(
        f"{len(timed)} operations, slower than {_GOAL_MILLISECONDS} ms: {', '.join(slow) or 'none'}"
    )
    sys.exit(bool(slow))


if __name__ == "__main__":
    main(sys.argv[1:])
