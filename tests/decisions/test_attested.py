"""Figures in the journal, as rows of the evidence that their measure reads."""

from __future__ import annotations

from servanda.decisions.attested import attested_rows
from servanda.facts.decision import AttachedDocument, FigureAttested, FigureCountersigned
from tests.decisions.talk import Talk


def test_a_figure_becomes_a_row_of_its_table() -> None:
    talk = Talk()
    paper = AttachedDocument(name="savings.xlsx", sha256="ab" * 32)
    act = FigureAttested(
        measure="savings", period="2026-02", value="1250.50 EUR", documents=(paper,)
    )
    entered = talk.say("2026-03-02 10:00", "provider", act)
    (row,) = attested_rows(talk.history, talk.standing)
    assert row.measure == "savings"
    assert row.cells == {
        "entry": "entry 1",
        "amount": "1250.5",
        "month": "2026-02",
        "author": "provider: A. Person",
        "entered": "2026-03-02T09:00:00Z",
        "paper": "ab" * 32,
    }
    talk.say("2026-03-03 10:00", "client", FigureCountersigned(figure=entered.sha256))
    (row,) = attested_rows(talk.history, talk.standing)
    assert (row.cells["signer"], row.cells["signed"]) == (
        "client: A. Person",
        "2026-03-03T09:00:00Z",
    )
