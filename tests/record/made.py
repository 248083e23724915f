"""A book in which a month was played, or goes on.

Run as ``python -m tests.record.made FOLDER play`` or ``go-on``. A process works on one
book, so that each use is a process of its own.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from servanda.kernel.time import Instant
from servanda.record.opening import open_book, prepare


def main(folder: Path, use: str) -> None:
    """Play the month, or say one thing after the other until the process is stopped."""
    book = open_book(folder)
    prepare()
    # Where no book is open these cannot be loaded.
    from servanda.desk.callers import Caller
    from servanda.desk.saying import submit_evidence
    from servanda.pipeline.submitting import NothingNew
    from servanda.record.models import Representation
    from tests.desk.book import two_parties
    from tests.desk.operating_model.made import WITH_SERVICES, say_something, with_model
    from tests.desk.story import play
    from tests.flow.kept import HEADER, JANUARY

    if use == "play":
        parties = two_parties(WITH_SERVICES)
        (parties.evidence(book.path) / "tickets.csv").write_text(HEADER + JANUARY, "utf-8")
        play(parties)
        say_something(with_model(parties))
        return
    rows = Representation.objects.select_related("organisation", "agreement").order_by("party")
    people = [(row.agreement.key, row.organisation.people.order_by("pk")[0]) for row in rows]
    while True:
        for key, person in people:
            caller = Caller(person=person, at=Instant.from_datetime(datetime.now(UTC)))
            try:
                submit_evidence(caller, key, note="again")
            except NothingNew:
                continue
            sys.stdout.write("said\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
