"""Any two versions are held against each other, in words at once and in money by a worker."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.desk.agreeing import NewVersion, propose_version
from servanda.desk.finding_out import forget_comparisons
from servanda.desk.refusals import NotThere
from servanda.desk.side_by_side import sides_seen
from servanda.desk.worker import Worker
from servanda.desk.working import Entered
from servanda.kernel.quantity import Quantity
from servanda.record.models import Finding
from tests.desk.book import Parties, noon

DAY = "2026-02-10"
FIRST = "2026-01-01"


def _propose(parties: Parties) -> str:
    """Propose half the fee, of which the one ticket in three that was late takes 10%."""
    version = NewVersion(changes=["terms.fee=5000.00 EUR"], governs_from=date(2026, 7, 1))
    entered = propose_version(parties.caller("client", DAY), parties.key, version)
    assert isinstance(entered, Entered)
    return f"proposal-{entered.entries[-1].number}"


def _work_off() -> None:
    worker = Worker(now=lambda: noon(DAY))
    while worker.step():
        pass


def test_a_proposal_is_compared_in_words_at_once_and_in_money_later(parties: Parties) -> None:
    proposal = _propose(parties)
    caller = parties.caller("provider", DAY)
    first = sides_seen(caller, parties.key, FIRST, proposal)
    assert ["5000" in each.text for each in first.found.changes] == [True]
    assert first.found.before is None
    assert first.finding.job is not None
    _work_off()
    found = sides_seen(caller, parties.key, FIRST, proposal)
    assert found.finding.is_fresh
    sides = found.found
    assert [each.period for each in sides.periods] == ["2026-01"]
    before, after = sides.before, sides.after
    assert before is not None
    assert after is not None
    more = Quantity(after.amount - before.amount, after.unit)
    assert sides.changes[0].alone == more
    assert {each.name for each in sides.commitments} == {"restored"}
    # Whoever follows the same link later is not made to wait.
    again = sides_seen(parties.caller("client", DAY), parties.key, FIRST, proposal)
    assert again.found == sides
    assert again.finding.job is None


def test_a_version_that_is_none_is_not_there(parties: Parties) -> None:
    with pytest.raises(NotThere):
        sides_seen(parties.caller("client", DAY), parties.key, FIRST, "proposal-99")


def test_comparisons_are_kept_for_ninety_days(parties: Parties) -> None:
    proposal = _propose(parties)
    caller = parties.caller("client", DAY)
    sides_seen(caller, parties.key, FIRST, proposal)
    _work_off()
    assert Finding.objects.filter(sort="versions compared").count() == 1
    forget_comparisons(noon("2026-05-10"))
    assert Finding.objects.filter(sort="versions compared").count() == 1
    forget_comparisons(noon("2026-05-12"))
    assert not Finding.objects.filter(sort="versions compared").exists()
