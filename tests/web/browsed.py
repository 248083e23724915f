"""A book for browsers, whose clock a test sets: ``python -m tests.web.browsed FOLDER PORT [new]``.

The clock is a moment in ``FOLDER.clock``, read whenever somebody asks; without it, the machine's.
``new`` begins a book with nobody in it, otherwise both parties have lived through a whole life of
an agreement.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.kernel.time import Instant
from servanda.record.folder import BookSettings, create_folder
from servanda.record.opening import open_book, prepare
from servanda.web import clock

if TYPE_CHECKING:
    from tests.web.life import Life


def main(folder: Path, port: int, *, new: bool) -> None:
    """Make the book, write down how one comes in, and serve it."""
    _set_clock(folder.with_suffix(".clock"))
    create_folder(folder, BookSettings(address=f"http://127.0.0.1:{port}"))
    open_book(folder)
    prepare()
    told = _begin() if new else live()
    folder.with_suffix(".told").write_text(json.dumps(told), "utf-8")
    logging.getLogger("servanda").setLevel(logging.WARNING)
    from servanda.web.serving import serve

    serve("127.0.0.1", port, ready=lambda: None)


def _set_clock(file: Path) -> None:
    """Let everything that asks for the moment be told the file's; nothing has been loaded yet."""
    machine = clock.now

    def now() -> Instant:
        return Instant.parse(file.read_text("utf-8")) if file.exists() else machine()

    clock.now = now


def _begin() -> dict[str, str]:
    from servanda.desk.joining import invite_first

    return {"link": invite_first("c.jones@example.com", clock.now()).link}


def live() -> dict[str, str]:
    """Live through everything, and leave something open of each kind."""
    from servanda.record.models import Organisation
    from tests.desk.book import two_parties
    from tests.desk.operating_model.made import WITH_SERVICES, with_model
    from tests.web.life import Life, months_ago, tickets
    from tests.web.samples import LINE

    parties = two_parties(WITH_SERVICES)
    model = with_model(parties).key
    life = Life(parties, 3)
    for part in (life.begin, life.stabilize):
        part()
    submission = _submit_less(life) + 1
    life.bring_evidence()
    statement = life.settle()
    life.object_to(statement)
    for part in (life.spend, life.amend, life.manage):
        part()
    Organisation.objects.update(requires_second_factor=False)
    subject = {"table": "tickets", "keys": [f"{months_ago(3):%y%m}2"]}
    subject["period"] = f"{months_ago(3):%Y-%m}"
    life.say(life.provider, "relief-claimed", relief="carrier", subject=subject, reason="Cut.")
    line = {**LINE, "name": "shared"}
    life.say(life.client, "dispute-raised", statement=statement, line=line, reason="Too much.")
    changes = {"changes": ["terms.fee=12000.00 EUR"], "governs_from": str(_next_quarter())}
    life.ask(life.provider, "propose_version", "POST", "proposals", changes)
    token = {"name": "Nightly import", "scopes": ["read"]}
    life.ask(life.client, "make_token", "POST", "/tokens", token)
    aside = {
        "name": "more.csv",
        "size": len(tickets(1)),
        "sha256": hashlib.sha256(tickets(1)).hexdigest(),
        "aside": True,
    }
    upload = life.ask(life.client, "begin_upload", "POST", "uploads", aside)["key"]
    life.ask(life.client, "add_part", "PUT", f"uploads/{upload}?offset=0", tickets(1))
    system = life.ask(life.client, "systems", "GET", "/systems")["systems"][0]["key"]
    title, path = {"title": "Fleet planner"}, f"/operating-models/{model}/sessions"
    session = life.ask(life.client, "begin_session", "POST", path, title)["key"]
    outcome = {"title": "Calm mornings"}
    workshop = life.ask(life.client, "begin_workshop", "POST", "workshops", outcome)["key"]
    return {
        "workshop": str(workshop),
        "agreement": life.key,
        "model": model,
        "session": str(session),
        "period": f"{months_ago(2):%Y-%m}",
        "digest": statement,
        "case": f"{months_ago(2):%y%m}2",
        "system": str(system),
        "upload": str(upload),
        "evidence": str(submission),
        "first_day": str(months_ago(3)),
        "last_day": str(months_ago(1)),
    }


def _submit_less(life: Life) -> int:
    """Submit evidence that lacks a row, to be corrected by what is submitted next."""
    content = b"".join(life.rows().splitlines(keepends=True)[:-1])
    digest = hashlib.sha256(content).hexdigest()
    new = {"name": "tickets.csv", "size": len(content), "sha256": digest}
    upload = life.ask(life.provider, "begin_upload", "POST", "uploads", new)["key"]
    life.ask(life.provider, "add_part", "PUT", f"uploads/{upload}?offset=0", content)
    entered = life.ask(life.provider, "submit_evidence", "POST", "submissions", {})
    return int(entered["entries"][0]["number"])


def _next_quarter() -> date:
    """Return a first day of a month that nobody has spoken of."""
    from tests.web.life import months_ago

    return (months_ago(0) + timedelta(days=100)).replace(day=1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), new=sys.argv[3:] == ["new"])
