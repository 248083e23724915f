"""An operating model in the book: taken in, changed, spoken of, seen by whom it concerns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from servanda.desk.appointing import person_left
from servanda.desk.keeping import faults_of_book, rebuild_book
from servanda.desk.operating_model.appointing import (
    appoint_on_model,
    appointments_on_model,
    end_on_model,
)
from servanda.desk.operating_model.changing import (
    MovedOn,
    NothingDiffers,
    OtherName,
    change_texts,
    change_values,
    look_at_texts,
    texts_seen,
)
from servanda.desk.operating_model.founding import HasOne, NotAModelText, found_model
from servanda.desk.operating_model.leaving import LastModelOwner
from servanda.desk.operating_model.reading import last_change
from servanda.desk.operating_model.saying import NotYourRole, say_on_model
from servanda.desk.operating_model.seeing import list_models, see_model, see_whole_model
from servanda.desk.refusals import Mistaken, NotAllowed, NotThere
from servanda.facts.decision import EntryReversed, GateAgreed
from servanda.operating_model.standing import RiskState
from servanda.record.folder import BookFolder
from servanda.record.models import ModelCoverage, ModelEntry, OperatingModel
from tests.desk.operating_model.made import ACCEPTED, ModelParties, as_of, model_text, somebody

FIRST = "operating-model.yaml"


def _text(modelled: ModelParties) -> str:
    return texts_seen(as_of(modelled.owner), modelled.key)[1][FIRST]


def test_a_text_is_changed_by_who_draws_it_and_each_version_is_kept(
    modelled: ModelParties, book: BookFolder
) -> None:
    before = _text(modelled)
    after = before.replace("Seldom", "About once in ten years")
    looked = look_at_texts(as_of(modelled.architect), modelled.key, {FIRST: after})
    seen = see_model(as_of(modelled.owner), modelled.key)
    at = last_change(seen.journal.entries)
    change_texts(
        as_of(modelled.architect), modelled.key, {FIRST: after}, instead_of=at, note="Clearer."
    )
    assert looked.differences == ()
    assert _text(modelled) == after
    kept = list((book.operating_model(modelled.key) / "texts").rglob("*.yaml"))
    assert sorted(each.read_text("utf-8") for each in kept) == sorted([before, after])
    with pytest.raises(MovedOn):
        change_texts(as_of(modelled.architect), modelled.key, {FIRST: before}, instead_of=at)
    with pytest.raises(NothingDiffers):
        change_texts(as_of(modelled.architect), modelled.key, {FIRST: after})
    other = after.replace("operating model: acme", "operating model: other")
    with pytest.raises(OtherName):
        change_texts(as_of(modelled.architect), modelled.key, {FIRST: other})
    with pytest.raises(NotAllowed):
        change_texts(as_of(modelled.holder), modelled.key, {FIRST: before})
    assert (_text(modelled), [*faults_of_book()]) == (after, [])


def test_a_text_with_mistakes_changes_nothing(modelled: ModelParties) -> None:
    before, count = _text(modelled), ModelEntry.objects.count()
    wrong = before.replace("agreement: northwind\n", "agreement: norhtwind\n").replace(
        "ambition: B", "ambition: D"
    )
    with pytest.raises(Mistaken) as told:
        change_texts(as_of(modelled.owner), modelled.key, {FIRST: wrong})
    lines = sorted(each.span.line for each in told.value.diagnostics)
    assert lines == sorted(
        number
        for number, (old, new) in enumerate(
            zip(before.splitlines(), wrong.splitlines(), strict=True), 1
        )
        if old != new
    )
    assert (_text(modelled), ModelEntry.objects.count()) == (before, count)


def test_values_are_put_in_and_comments_stay(modelled: ModelParties) -> None:
    change_values(
        as_of(modelled.architect),
        modelled.key,
        lambda *_: {
            "services": {
                "desk": {
                    "present": {
                        "business continuity and disaster recovery": {
                            "accountable": "IT operations"
                        }
                    }
                }
            }
        },
    )
    text = _text(modelled)
    assert "# Every desk of the bank." in text
    assert "t.b.d." not in text


def test_one_speaks_in_a_role_of_the_text_that_one_holds(modelled: ModelParties) -> None:
    with pytest.raises(NotAllowed):
        say_on_model(as_of(modelled.owner), modelled.key, ACCEPTED)
    with pytest.raises(NotYourRole, match="'cio' or 'head_of_marketing'"):
        say_on_model(as_of(modelled.holder), modelled.key, ACCEPTED)
    with pytest.raises(NotYourRole, match="you do not hold the role 'account_manager'"):
        say_on_model(as_of(modelled.holder), modelled.key, ACCEPTED, role="account_manager")
    entered = say_on_model(as_of(modelled.holder), modelled.key, ACCEPTED, role="cio")
    assert (entered.entry.person, entered.entry.role, entered.entry.party) == (
        "M. de Vries",
        "cio",
        "IT operations",
    )
    seen = see_whole_model(as_of(modelled.colleague), modelled.key)
    assert seen.standing("desk").risks[0].state is RiskState.ACCEPTED
    agreed = GateAgreed(service="campaigns", process="change management", evidence="Calendar")
    said = say_on_model(as_of(modelled.holder), modelled.key, agreed)
    assert said.entry.role == "head_of_marketing"
    back = EntryReversed(entry=entered.entry.sha256, reason="Too early.")
    assert say_on_model(as_of(modelled.holder), modelled.key, back).entry.role == "cio"
    seen = see_whole_model(as_of(modelled.colleague), modelled.key)
    assert seen.standing("desk").risks[0].state is RiskState.OPEN
    unknown = replace(ACCEPTED, risk="recovry")
    with pytest.raises(Mistaken, match="there is no risk of 'desk' called 'recovry'"):
        say_on_model(as_of(modelled.holder), modelled.key, unknown, role="cio")


def test_the_other_party_sees_the_services_that_it_is_a_party_to_and_no_more(
    modelled: ModelParties,
) -> None:
    provider = as_of(modelled.parties.provider)
    assert [(each.model.key, each.is_own) for each in list_models(provider)] == [
        (modelled.key, False)
    ]
    seen = see_model(provider, modelled.key)
    assert list(seen.examination.standings) == ["desk"]
    assert sorted(seen.model.roles) == ["cio"]
    assert "chatworks" not in seen.model.parties
    assert seen.standing("desk").risks == ()
    assert not {each.service for each in seen.examination.findings} - {"desk", ""}
    with pytest.raises(NotThere):
        seen.standing("campaigns")
    with pytest.raises(NotAllowed):
        see_whole_model(provider, modelled.key)
    stranger = somebody("Without", modelled.parties.provider.organisation)
    assert list_models(as_of(stranger)) == []
    with pytest.raises(NotThere):
        see_model(as_of(stranger), modelled.key)
    without = _text(modelled).replace("    agreement: northwind\n    covers: desk\n", "")
    change_texts(as_of(modelled.owner), modelled.key, {FIRST: without})
    with pytest.raises(NotThere):
        see_model(provider, modelled.key)


def test_an_organisation_has_one_and_its_texts_are_called_so(modelled: ModelParties) -> None:
    text = model_text(modelled.parties)
    with pytest.raises(HasOne):
        found_model(as_of(modelled.owner), {FIRST: text})
    with pytest.raises(NotAModelText):
        found_model(as_of(modelled.parties.provider), {"model.yaml": text})
    wrong = text.replace(modelled.parties.agreement.identifier, "elsewhere")
    with pytest.raises(Mistaken, match="is none of your organisation's"):
        found_model(as_of(modelled.parties.provider), {FIRST: wrong})
    assert OperatingModel.objects.count() == 1


def test_roles_end_with_who_leaves_and_an_owner_stays(modelled: ModelParties) -> None:
    owner = as_of(modelled.owner)
    person_left(owner, modelled.holder.key)
    roles = [each.appointment.role for each in appointments_on_model(owner, modelled.key)]
    assert roles == ["owner", "architect"]
    with pytest.raises(LastModelOwner):
        end_on_model(owner, modelled.key, 1)
    appoint_on_model(owner, modelled.key, modelled.colleague.key, "owner")
    end_on_model(owner, modelled.key, 1)
    left = [each.appointment for each in appointments_on_model(owner, modelled.key)]
    assert [(each.person, each.role) for each in left] == [
        (modelled.architect, "architect"),
        (modelled.colleague, "owner"),
    ]


def test_tables_follow_from_the_journal_and_a_changed_one_is_named(
    modelled: ModelParties, book: BookFolder
) -> None:
    say_on_model(as_of(modelled.holder), modelled.key, ACCEPTED, role="cio")
    before = list(ModelCoverage.objects.values("model", "agreement", "link", "has_services"))
    assert [*faults_of_book()] == []
    ModelCoverage.objects.update(has_services=False)
    assert [each.split(":")[0] for each in faults_of_book()] == ["Operating model of Acme"]
    rebuild_book()
    assert (
        list(ModelCoverage.objects.values("model", "agreement", "link", "has_services")) == before
    )
    assert [*faults_of_book()] == []
    (text,) = (book.operating_model(modelled.key) / "texts").rglob("*.yaml")
    Path(text).write_text(text.read_text("utf-8") + "# more\n", "utf-8")
    assert len([*faults_of_book()]) == 1
