"""Many processes at work in one book, some of them killed: ``python -m tests.desk.crowd``.

Each use is a process of its own, as a process works on one book. Children are forked once
everything is loaded, and before the database is asked for anything.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.kernel.time import Instant
from servanda.record.opening import open_book, prepare

if TYPE_CHECKING:
    from servanda.desk.callers import Caller  # where no book is open it cannot be loaded

_OUT = [1]
PERIODS = [f"{2018 + month // 12}-{month % 12 + 1:02}" for month in range(100)]
_FEW = PERIODS[-4:]
"""For a crowd that settles nothing: what is served is measured again whenever evidence comes."""


def main(folder: Path, use: str, *arguments: str) -> None:
    """Do one of the uses in a book, and print what came out as JSON."""
    open_book(folder)
    from servanda.desk import keeping, saying, tokens, worker
    from tests.desk import book

    # Loaded, so that children need not, and work with one source however long it takes.
    del book, keeping, saying, tokens, worker
    if use == "state":
        sys.stdout.write(_child_says(lambda: _state(*arguments)))
        return
    uses: dict[str, Callable[..., object]] = {
        "close": _close,
        "kill": _kill,
        "work": _work,
        "tokens": _tokens,
    }
    key = _child_says(partial(_begin, _FEW if use == "tokens" else PERIODS))
    sys.stdout.write(json.dumps(uses[use](key, *arguments)))


def _begin(periods: list[str]) -> str:
    """Found the agreement from the first of the periods on, with evidence of all of them."""
    from servanda.record.opening import current_book
    from tests.desk.book import UNSIGNED, two_parties
    from tests.flow.kept import HEADER

    prepare()
    parties = two_parties(UNSIGNED.replace("{from: 2026-01-01,", f"{{from: {periods[0]}-01,"))
    tickets = [
        f"{number},{month}-{day}T08:00:00Z,{month}-{day}T09:00:00Z\n"
        for number, (month, day) in enumerate((each, day) for each in periods for day in ("02", 28))
    ]
    # Evidence goes on after the last period, which is over only then.
    tickets.append("1000,2026-05-02T08:00:00Z,2026-05-02T09:00:00Z\n")
    text = HEADER + "".join(tickets)
    (parties.evidence(current_book().path) / "tickets.csv").write_text(text, "utf-8")
    return parties.key


def _close(key: str, processes: str, periods: str) -> object:
    """Let processes close the same periods at once."""
    labels = PERIODS[: int(periods)]
    children = [_forked(lambda: _close_all(key, labels)) for _ in range(int(processes))]
    said = [_heard(*child) for child in children]
    return {
        "issued": sorted(each for process in said for each in json.loads(process)),
        **json.loads(_child_says(lambda: _state(key))),
    }


def _close_all(key: str, labels: list[str]) -> str:
    from servanda.desk.saying import issue_statement
    from servanda.desk.working import Entered
    from servanda.pipeline.issuing import NothingChanged

    issued = []
    for label in labels:
        try:
            entered = issue_statement(_caller("provider"), key, label)
        except NothingChanged:
            continue
        assert isinstance(entered, Entered)
        issued.append(label)
    return json.dumps(issued)


def _tokens(key: str) -> object:
    """Make a token for each party."""
    parties = ("provider", "client")
    return {"key": key, **{each: _child_says(partial(_token, each)) for each in parties}}


def _token(party: str) -> str:
    from servanda.desk.rights import FOR_PROGRAMS
    from servanda.desk.tokens import make_token

    return make_token(_caller(party), "test", [each.value for each in FOR_PROGRAMS]).secret


def _kill(key: str, times: str) -> object:
    """Let a process say one thing after the other, and kill it in the middle, many times."""
    chance = random.Random(7)
    acknowledged: list[str] = []
    for _ in range(int(times)):
        process, pipe = _forked(lambda: _say_on(key))
        with os.fdopen(pipe, encoding="utf-8") as heard:
            first = heard.readline()
            time.sleep(chance.uniform(0, 0.3))
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            acknowledged += [line.strip() for line in (first, *heard) if line.endswith("\n")]
    state = json.loads(_child_says(lambda: _state(key)))
    lost = sorted(set(acknowledged) - set(state["entries"]))
    return {"acknowledged": len(acknowledged), "lost": lost, **state}


def _work(key: str, times: str, last: str) -> object:
    """Let workers issue statements in the background, and kill all but the last in the middle."""
    chance = random.Random(11)
    _child_says(lambda: _ask(key, last))
    for number in range(int(times)):
        process, pipe = _forked(partial(_work_off, number))
        time.sleep(chance.uniform(0.5, 2.5))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(pipe)
    _child_says(lambda: _work_off(int(times)))
    return json.loads(_child_says(lambda: _state(key)))


def _ask(key: str, last: str) -> str:
    from servanda.desk.queueing import ask_for_statements

    ask_for_statements(_caller("provider"), key, last)
    return ""


def _work_off(minutes_late: int) -> str:
    """Work everything off, by a clock that is late enough for what was held to be free."""
    from servanda.desk.worker import Worker

    def late() -> Instant:
        return Instant.from_datetime(datetime.now(UTC)).plus_seconds(60 * minutes_late)

    worker = Worker(now=late)
    while worker.step(beats=True):
        pass
    return ""


def _say_on(key: str) -> str:
    from servanda.desk.saying import submit_evidence
    from servanda.desk.working import Entered
    from servanda.pipeline.submitting import NothingNew

    while True:
        for party in ("provider", "client"):
            try:
                entered = submit_evidence(_caller(party), key, note=str(os.getpid()))
            except NothingNew:
                continue
            assert isinstance(entered, Entered)
            os.write(_OUT[0], f"{entered.entries[-1].sha256}\n".encode())


def _state(key: str) -> str:
    from servanda.desk.keeping import examine_book
    from servanda.record.models import Job, JournalEntry

    rows = JournalEntry.objects.filter(agreement__key=key).order_by("number")
    faults = [fault for _, found in examine_book() for fault in found]
    periods = [
        json.loads(row.line)["act"]["period"] for row in rows if row.act == "statement issued"
    ]
    entries = [row.sha256 for row in rows]
    notes = [json.loads(row.line)["act"].get("note", "") for row in rows]
    asked = Job.objects.filter(asked_by__isnull=False).order_by("pk")
    jobs = list(asked.values_list("state", flat=True))
    return json.dumps(
        {"faults": faults, "periods": periods, "entries": entries, "jobs": jobs, "notes": notes}
    )


def _caller(party: str) -> Caller:
    from servanda.desk.callers import Caller
    from servanda.record.models import Representation

    row = Representation.objects.select_related("organisation").get(party=party)
    return Caller(person=row.organisation.people.get(), at=Instant.from_datetime(datetime.now(UTC)))


def _forked(does: Callable[[], str]) -> tuple[int, int]:
    """Start a child; what it returns, or writes to ``_OUT`` before it dies, is in the pipe."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    os.close(reading)
    _OUT[0] = writing
    code = 1
    try:
        os.write(writing, does().encode())
        code = 0
    except BaseException:  # noqa: BLE001 - a child says what went wrong, and goes no further
        traceback.print_exc()
    finally:
        os._exit(code)


def _heard(process: int, pipe: int) -> str:
    with os.fdopen(pipe, encoding="utf-8") as heard:
        said = heard.read()
    _, status = os.waitpid(process, 0)
    assert status == 0, "a child failed"
    return said


def _child_says(does: Callable[[], str]) -> str:
    return _heard(*_forked(does))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
