"""What serving each page takes in a book of 1,000 agreements, on SQLite and on PostgreSQL.

``python -m tests.bench.pages`` lets both parties live through a whole life of an agreement, fills
the book with as many more as are asked for, in all of which both have a part, and opens every page.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from servanda.record.folder import BookSettings, create_folder
from servanda.record.opening import open_book, prepare
from tests.bench.shared_book import PAGES_BEGIN

if TYPE_CHECKING:
    from django.test import Client

_GOAL_MILLISECONDS = 200
_ROUNDS = 5
_DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_PAGE = """\
## Pages

Written by `make bench-pages`; do not edit what follows.

A book of {agreements:,} agreements with {months} months each, in all of which both parties have \
a part, and one whose every page has something to show. A figure is the median time in \
milliseconds that the server's process works for a page over {rounds} requests, the slower of \
both parties' (what PostgreSQL's own process works comes on top); beside it how many queries it \
asks of the database; that these grow with nothing is held by `tests/web/test_page_queries.py`. \
`first` is what the page took when it was opened for the first time, when a text may have to be \
read or a template to be prepared. The goal is {goal} ms at the median. Measured with one \
process on a machine of {cores} cores that had other work to do, so that time on the clock would \
say little.

{heading}
{rows}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What serving a page took, in milliseconds.

    Args:
        usual: The median.
        first: The first time.
        queries: How many queries it asked.
    """

    usual: float
    first: float
    queries: int


def _filled(agreements: int, months: int) -> Mapping[str, str]:
    """Live through one agreement, and give its people a part in many more."""
    from servanda.record.models import Agreement, Appointment, Organisation, Person, Representation
    from tests.bench.shared_book import fill
    from tests.web.browsed import live

    told = live()
    fill(agreements, months)
    begun = datetime(2021, 1, 1, tzinfo=UTC)
    more = [*Agreement.objects.exclude(key=told["agreement"])]
    for email, party in (("c.jones@example.com", "client"), ("j.smith@example.com", "provider")):
        person = Person.objects.get(email=email)
        Appointment.objects.bulk_create(
            Appointment(agreement=each, person=person, role="owner", begun_at=begun)
            for each in more
        )
        Representation.objects.filter(agreement__in=[each.pk for each in more], party=party).update(
            organisation=person.organisation
        )
    Organisation.objects.update(requires_second_factor=False)
    return {**told, "long": str(max(more, key=lambda each: each.pk).key)}


def _addresses(told: Mapping[str, str]) -> Iterator[str]:
    """Yield every page, and those of an agreement with years behind it that are of words alone."""
    from tests.web.visiting import visited

    yield from (each for each in visited(told) if each != "/")
    yield "/?page=1"
    yield "/?page=1&words=services&waits=yes"
    for tab in ("decisions/", "people/", "journal/"):
        yield f"/agreements/{told['long']}/{tab}"


def _measured(told: Mapping[str, str]) -> dict[str, Served]:
    """Open every page as both parties, and return what it took by its address without keys."""
    from django.test import Client

    from servanda.record.models import Person

    found: dict[str, Served] = {}
    for email in ("c.jones@example.com", "j.smith@example.com"):
        browser = Client(SERVER_NAME="127.0.0.1")
        browser.force_login(Person.objects.get(email=email))
        for address in _addresses(told):
            took = _opened(browser, address)
            name = _named(address, told)
            if took and (name not in found or found[name].usual < took.usual):
                found[name] = took
    return found


def _named(address: str, told: Mapping[str, str]) -> str:
    """Return an address as it stands in the table, the same in every book."""
    for name, value in sorted(told.items(), key=lambda each: -len(each[1])):
        address = re.sub(rf"(?<=[/=]){re.escape(value)}(?=$|[/?.&])", name, address)
    return address


def _opened(browser: Client, address: str) -> Served | None:
    """Open a page several times; what one is led away from, or refused, is no page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for _ in range(_ROUNDS + 1):
        begun = time.process_time()
        answer = browser.get(address)
        times.append((time.process_time() - begun) * 1000)
        assert answer.status_code < 500, address
        if answer.status_code not in {200, 422}:
            return None
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    return Served(usual=median(times[1:]), first=times[0], queries=len(queries))


def _in_book(database: str, agreements: int, months: int, scratch: Path) -> dict[str, Served]:
    folder = scratch / "book"
    settings = BookSettings(database=database) if database else BookSettings()
    logging.getLogger("servanda").setLevel(logging.ERROR)
    create_folder(folder, settings)
    open_book(folder)
    prepare()
    return _measured(_filled(agreements, months))


def _child(arguments: argparse.Namespace, into: Path) -> None:
    """Measure in one sort of database, and write down what came out: a process opens one book."""
    with ExitStack() as held:
        database = ""
        if arguments.database == "postgresql":
            from tests.postgresql import server

            database = held.enter_context(server()).address
        scratch = Path(held.enter_context(tempfile.TemporaryDirectory()))
        found = _in_book(database, arguments.agreements, arguments.months, scratch)
    into.write_text(json.dumps({name: asdict(each) for name, each in found.items()}), "utf-8")


def _in_each(
    databases: Sequence[str], arguments: argparse.Namespace
) -> dict[str, dict[str, Served]]:
    """Measure in each sort of database, in a process of its own."""
    found: dict[str, dict[str, Served]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for database in databases:
            into = Path(scratch) / f"{database}.json"
            words = [f"--agreements={arguments.agreements}", f"--months={arguments.months}"]
            command = [sys.executable, "-m", "tests.bench.pages", *words]
            subprocess.run(
                [*command, f"--database={database}", f"--into={into}"],
                check=True,
                env={k: v for k, v in os.environ.items() if not k.startswith("DJANGO")},
            )
            found[database] = read_measured(into)
    return found


def read_measured(file: Path) -> dict[str, Served]:
    """Return what was measured and written down."""
    return {name: Served(**each) for name, each in json.loads(file.read_text("utf-8")).items()}


def write_page(
    page: Path, measured: Mapping[str, Mapping[str, Served]], agreements: int, months: int
) -> None:
    """Write what was measured, by the sort of database, into its part of a page."""
    heads = [f" {_DATABASES[each]} | first |" for each in measured]
    first = next(iter(measured.values()))
    rows = [_row(name, [found[name] for found in measured.values()]) for name in sorted(first)]
    made = _PAGE.format(
        agreements=agreements,
        months=months,
        rounds=_ROUNDS,
        goal=_GOAL_MILLISECONDS,
        cores=os.cpu_count(),
        heading=f"| page |{''.join(heads)} queries |\n|---|{'---:|' * (2 * len(heads) + 1)}",
        rows="\n".join(rows),
    )
    _written(page, made)


def _row(name: str, found: Sequence[Served]) -> str:
    times = [f"{time:.0f}" for each in found for time in (each.usual, each.first)]
    return f"| {name} | {' | '.join(times)} | {found[0].queries} |"


def _written(page: Path, made: str) -> None:
    """Put the table into its page, in place of the one before."""
    text = page.read_text("utf-8")
    kept = text.partition(PAGES_BEGIN)[0].rstrip()
    page.write_text(f"{kept}\n\n{PAGES_BEGIN}\n\n{made}", "utf-8")


def main(arguments: list[str]) -> None:
    """Fill books, open every page, and write the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--agreements", type=int, default=1000)
    asked.add_argument("--months", type=int, default=6)
    asked.add_argument("--page", type=Path, default=Path("docs/scale/shared-book.md"))
    asked.add_argument("--database", choices=_DATABASES)
    asked.add_argument("--into", type=Path)
    wanted = asked.parse_args(arguments)
    if wanted.into:
        _child(wanted, wanted.into)
        return
    databases = [wanted.database] if wanted.database else [*_DATABASES]
    measured = _in_each(databases, wanted)
    write_page(wanted.page, measured, wanted.agreements, wanted.months)
    slow = [
        f"{name} ({database})"
        for database, found in measured.items()
        for name, each in found.items()
        if each.usual > _GOAL_MILLISECONDS
    ]
    print(f"slower than {_GOAL_MILLISECONDS} ms: {', '.join(slow) or 'none'}")
    sys.exit(bool(slow))


if __name__ == "__main__":
    main(sys.argv[1:])
