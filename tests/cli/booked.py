"""A small agreement whose parties have issued, restated and spent, in a folder of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from servanda.facts.decision import (
    Act,
    LinePaid,
    SpendingDecided,
    SpendingDone,
    SpendingProposed,
    StatementIssued,
)
from servanda.journal.chain import Journal, Speaker, next_entry
from servanda.pipeline.record import Record
from tests.settlement.occasions import PURPOSES, TEXT, euro, moment

_OUTAGES = """\
began,ended
2026-01-05T00:00:00Z,2026-01-07T00:00:00Z
2026-02-05T00:00:00Z,2026-02-05T12:00:00Z
2026-03-31T00:00:00Z,2026-03-31T00:01:00Z
"""


def write_text(folder: Path) -> Path:
    """Write the agreement and its evidence; nothing is said yet."""
    (folder / "evidence").mkdir(parents=True)
    (folder / "evidence" / "outages.csv").write_text(_OUTAGES, encoding="utf-8")
    text = TEXT.replace("REST", "client")
    text = text.replace("charges:\n", "commitments:\n  up: {expected: at least 99%}\ncharges:\n")
    text = text.replace("    from: began\n", "    file: outages.csv\n    from: began\n")
    (folder / "agreement.yaml").write_text(text, encoding="utf-8")
    return folder


class Talking:
    """Enter one thing after the other into the journal of a folder."""

    def __init__(self, folder: Path) -> None:
        self._record = Record(folder / "record")
        self._journal = Journal()

    def say(self, day: str, party: str, act: Act) -> str:
        speaker = Speaker(party=party, person="Somebody")
        entry = next_entry(self._journal, "small", moment(day), speaker, act)
        self._journal = self._record.append(self._journal, [entry])
        return entry.sha256

    def issue(
        self, day: str, period: str, edition: int, adjusts: tuple[str, ...] = (), **lines: str
    ) -> str:
        act = StatementIssued(
            period=period,
            edition=edition,
            statement_sha256=f"{period}.{edition}",
            snapshot_sha256="",
            texts=(),
            lines=tuple(
                LinePaid(name=name, purpose=PURPOSES[name], payable=euro(amount))
                for name, amount in lines.items()
            ),
            adjusts=adjusts,
            reasons=("later evidence",) if edition > 1 else (),
        )
        return self.say(day, "provider", act)


def write_booked(folder: Path) -> Path:
    """Write the agreement with two statements, a restatement and a course that was bought."""
    write_text(folder)
    talking = Talking(folder)
    talking.issue("2026-02-03", "2026-01", 1, fee="1000", credit="100", held="50", bonus="0")
    proposal = talking.say(
        "2026-02-10",
        "provider",
        SpendingProposed(
            amount=euro(40),
            purpose="training",
            what="A course on restarts",
            helps="up",
            looked_at=date(2026, 3, 15),
        ),
    )
    talking.say("2026-02-11", "client", SpendingDecided(proposal=proposal, approved=True))
    restated = talking.issue(
        "2026-02-20", "2026-01", 2, fee="1000", credit="80", held="50", bonus="0"
    )
    done = SpendingDone(proposal=proposal, cost=euro("35.50"), on=date(2026, 2, 28))
    talking.say("2026-03-01", "provider", done)
    talking.issue("2026-03-03", "2026-02", 1, (restated,), fee="1000", credit="100")
    return folder
