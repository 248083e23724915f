"""Drafts are kept, edited as text and value by value in step, undone, and proposed."""

from __future__ import annotations

import pytest

from servanda.desk import drafts, drafts_begun, drafts_kept
from servanda.desk.agreeing import sign_version
from servanda.desk.drafts import WrongValues, draft_written
from servanda.desk.drafts_kept import ChangedElsewhere
from servanda.desk.working import Entered
from servanda.record.models import DraftState
from tests.desk.book import Parties

DAY = "2026-02-10"
FEE = ("terms", "fee")
LEVEL = ("commitments", "restored", "expected")


def _values(parties: Parties, party: str = "client") -> dict[tuple[str, ...], str]:
    found = draft_written(parties.caller(party, DAY), parties.key).values
    assert found is not None
    return {each.place: each.value for each in found}


def _signed(parties: Parties) -> None:
    """Have both sign the text as it lies in the book."""
    caller = parties.caller("client", DAY)
    proposed = drafts.propose_draft(caller, parties.key)
    assert isinstance(proposed, Entered)
    for party in ("client", "provider"):
        sign_version(parties.caller(party, DAY), parties.key, proposed.entries[-1].number)


def test_before_anything_is_signed_the_text_itself_is_written_on(parties: Parties) -> None:
    caller = parties.caller("client", DAY)
    written = draft_written(caller, parties.key)
    assert written.draft.name == "agreement.yaml"
    assert written.looked.diagnostics == ()
    assert _values(parties)[FEE] == "10000.00 EUR"


def test_what_is_typed_at_a_value_stands_in_the_text_and_the_other_way(parties: Parties) -> None:
    _signed(parties)
    caller = parties.caller("client", DAY)
    written = draft_written(caller, parties.key)
    assert written.draft.name == "amendment-1.yaml"
    text = f"{written.draft.text}terms:\n  fee: 11000.00 EUR # as agreed in May\n"
    drafts.save_text(caller, parties.key, text, was=written.sha256)
    assert _values(parties)[FEE] == "11000.00 EUR"
    was = draft_written(caller, parties.key).sha256
    changed = drafts.save_values(
        caller, parties.key, {FEE: "12000.00 EUR", LEVEL: "at least 80%"}, was=was
    )
    assert set(changed) == {FEE, LEVEL}
    written = draft_written(caller, parties.key)
    assert "fee: 12000.00 EUR # as agreed in May" in written.draft.text
    assert "expected: at least 80%" in written.draft.text
    assert written.looked.changes is not None
    said = " ".join(each.text for each in written.looked.changes.changes)
    assert "12000.00 EUR" in said
    assert "at least 80%" in said


def test_a_value_that_is_wrong_is_said_at_it_and_nothing_is_saved(parties: Parties) -> None:
    caller = parties.caller("client", DAY)
    before = draft_written(caller, parties.key)
    with pytest.raises(WrongValues) as refused:
        drafts.save_values(
            caller, parties.key, {LEVEL: "at least 80 apples", FEE: ""}, was=before.sha256
        )
    assert refused.value.wrong == {FEE: "please say this"}
    with pytest.raises(WrongValues) as refused:
        drafts.save_values(caller, parties.key, {LEVEL: "at least lots"}, was=before.sha256)
    assert set(refused.value.wrong) == {LEVEL}
    assert not DraftState.objects.exists()


def test_a_draft_is_kept_undone_and_done_again(parties: Parties) -> None:
    caller = parties.caller("client", DAY)
    first = draft_written(caller, parties.key)
    drafts.save_text(caller, parties.key, "servanda: [", was=first.sha256)
    broken = draft_written(caller, parties.key)
    assert broken.values is None
    assert broken.looked.diagnostics
    # The other party sees nothing of it.
    assert draft_written(parties.caller("provider", DAY), parties.key).draft == first.draft
    drafts_kept.step_back(caller, parties.key)
    undone = draft_written(caller, parties.key)
    assert (undone.draft.text, undone.can_undo, undone.can_redo) == (first.draft.text, False, True)
    drafts_kept.step_forward(caller, parties.key)
    assert draft_written(caller, parties.key).draft.text == "servanda: [\n"
    drafts_kept.let_go(caller, parties.key)
    assert draft_written(caller, parties.key).draft == first.draft


def test_a_change_in_another_window_is_not_overwritten(parties: Parties) -> None:
    caller = parties.caller("client", DAY)
    was = draft_written(caller, parties.key).sha256
    drafts.save_values(caller, parties.key, {FEE: "9000.00 EUR"}, was=was)
    with pytest.raises(ChangedElsewhere):
        drafts.save_values(caller, parties.key, {FEE: "8000.00 EUR"}, was=was)
    with pytest.raises(ChangedElsewhere):
        drafts.save_text(caller, parties.key, "servanda: 1", was=was)
    assert _values(parties)[FEE] == "9000.00 EUR"


def test_a_proposal_is_countered_with_a_draft_that_begins_with_it(parties: Parties) -> None:
    _signed(parties)
    client, provider = (parties.caller(each, DAY) for each in ("client", "provider"))
    was = draft_written(client, parties.key).sha256
    drafts.save_values(client, parties.key, {FEE: "9000.00 EUR"}, was=was)
    proposed = drafts.propose_draft(client, parties.key, note="Less work.")
    assert isinstance(proposed, Entered)
    assert not DraftState.objects.exists(), "what is proposed is no draft any more"
    number = proposed.entries[-1].number
    drafts_begun.begin_counter(provider, parties.key, number)
    written = draft_written(provider, parties.key)
    assert written.draft.instead_of is not None
    assert written.draft.instead_of.number == number
    assert _values(parties, "provider")[FEE] == "9000.00 EUR"
    drafts.save_values(provider, parties.key, {FEE: "9500.00 EUR"}, was=written.sha256)
    countered = drafts.propose_draft(provider, parties.key)
    assert isinstance(countered, Entered)
    act = countered.entries[-1].act
    assert getattr(act, "instead_of", "") == proposed.entries[-1].sha256


def test_a_draft_goes_on_after_a_signature_that_it_did_not_know(parties: Parties) -> None:
    """Both write amendment 1; the client's is signed, so that the provider's becomes 2."""
    _signed(parties)
    client, provider = (parties.caller(each, DAY) for each in ("client", "provider"))
    for caller, fee in ((client, "9000.00 EUR"), (provider, "9500.00 EUR")):
        was = draft_written(caller, parties.key).sha256
        drafts.save_values(caller, parties.key, {FEE: fee}, was=was)
    proposed = drafts.propose_draft(client, parties.key)
    assert isinstance(proposed, Entered)
    for party in ("client", "provider"):
        sign_version(parties.caller(party, DAY), parties.key, proposed.entries[-1].number)
    written = draft_written(provider, parties.key)
    assert written.draft.name == "amendment-2.yaml"
    assert "number: 2" in written.draft.text
    assert _values(parties, "provider")[FEE] == "9500.00 EUR"
    assert _values(parties)[FEE] == "9000.00 EUR"
    # What has to be mended by hand is told: both would govern from the same day.
    assert ["not after 2026-04-01" in each.message for each in written.looked.diagnostics] == [True]
    later = written.draft.text.replace("2026-04-01", "2026-05-01")
    drafts.save_text(provider, parties.key, later, was=written.sha256)
    assert isinstance(drafts.propose_draft(provider, parties.key), Entered)
