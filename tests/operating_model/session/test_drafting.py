from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.operating_model.model.words import Ambition, Scope
from servanda.operating_model.reference import processes
from servanda.operating_model.session.drafting import Action, draft
from servanda.operating_model.session.fitting import unfit
from servanda.operating_model.session.outstanding import outstanding
from servanda.operating_model.session.places import place_named
from servanda.operating_model.standing import stand
from tests.operating_model.session.room import NEW, designed, drafted_text, read, sound
from tests.operating_model.texts import DAY, HEAD, service_text

BARE: Final = HEAD
STANDS: Final = service_text(
    """
present:
  incident management: {application: {performs: desk}, interface: t.b.d.} # as it was found
steps:
  - {process: incident management, scope: interface, accountable: IT operations, by: 2026-09-30}
benefits: {fewer_calls: {expected: fewer calls, on: 2026-12-31, owner: cio}}
"""
)


TOO_LONG: Final = "it has 301 characters, and there is room for 300; say it shorter"
NO_MEASURES: Final = (
    "there is nothing to choose from; link an agreement in the operating model first"
)


def test_a_new_service_comes_with_its_risks_and_its_actions() -> None:
    design = designed(
        BARE,
        "fleet_planner",
        {
            **NEW,
            "service/used by": "Fleet",
            "service/used for": "planning of vans",
            "benefit/1/expected": "10% fewer kilometres",
            "benefit/1/on": "2026-12-31",
            "benefit/1/owner": "Head of Fleet",
            "interface/1/system": "Payroll",
            "danger/1/title": "It stands still in the morning",
            "danger/1/likelihood": "once a month",
            "danger/1/consequence": "vans leave two hours late",
            "danger/1/owner": "head of fleet",
            "cell/incident management/application/accountable": "IT operations",
            "cell/incident management/application/performs": "northwind",
            "cell/incident management/application/because": "vans start at four",
            "cell/contract management/application/accountable": "business",
            "cell/contract management/application/by": "2026-08-31",
            "cell/contract management/application/owner": "Head of Fleet",
        },
    )
    assert outstanding(design) == ()
    found = draft(design)
    assert [each.title for each in found.risks] == [
        "It stands still in the morning",
        "Supportability and transition management (application): nobody is accountable",
    ]
    undecided = "Supportability and transition management, application: decide who is accountable"
    assert found.actions == (
        Action(
            what="(Vendor) contract management, application: hand over to business",
            owner="Head of Fleet",
            by=date(2026, 8, 31),
        ),
        Action(what=undecided, owner="Chief Information Officer", by=date(2026, 9, 30)),
        Action(
            what="Look whether it came: 10% fewer kilometres",
            owner="Head of Fleet",
            by=date(2026, 12, 31),
        ),
    )
    model = sound(read(drafted_text(BARE, design)))
    service = model.services["fleet_planner"]
    assert model.roles["head_of_fleet"].title == "Head of Fleet"
    assert [each.owner for each in service.risks.values()] == ["head_of_fleet", "cio"]
    assert (service.used_by, service.interfaces) == ("Fleet", ("Payroll",))
    cells = {each.key: each for each in stand(model, service, DAY).cells}
    incidents = cells["incident management", Scope.APPLICATION]
    assert (incidents.present.accountable, incidents.present.performs) == (
        "IT operations",
        ("northwind",),
    )
    contract = cells["contract management", Scope.APPLICATION]
    assert (contract.present.accountable, contract.target.accountable) == ("t.b.d.", "business")


def test_what_stands_stays_where_nobody_speaks_of_it() -> None:
    design = designed(STANDS, "payments", {**NEW, "service/title": "Payments"})
    text = drafted_text(STANDS, design)
    assert "# as it was found" in text
    before, after = sound(read(STANDS)), sound(read(text))
    then = stand(after, after.services["payments"], DAY).cells
    for now, cell in zip(stand(before, before.services["payments"], DAY).cells, then, strict=True):
        assert (cell.present, cell.target) == (now.present, now.target)
    benefit = after.services["payments"].benefits[0]
    assert (benefit.name, benefit.expected) == ("fewer_calls", "fewer calls")


def test_a_choice_holds_from_today_unless_it_names_a_day() -> None:
    design = designed(
        STANDS,
        "payments",
        {
            "person/1/name": "A. Brandt",
            "service/open owner": "cio",
            "service/open by": "2026-09-30",
            "cell/change management/application/accountable": "IT delivery",
            "cell/change management/application/because": "they built it",
            "cell/release management/interface/accountable": "IT operations",
            "cell/release management/interface/because": "the desk tests it",
            "cell/release management/interface/by": "2026-10-31",
            "cell/release management/interface/owner": "lead",
        },
    )
    after = sound(read(drafted_text(STANDS, design)))
    service = after.services["payments"]
    cells = {each.key: each for each in stand(after, service, DAY).cells}
    assert cells["change management", Scope.APPLICATION].present.accountable == "IT delivery"
    assert cells["release management", Scope.INTERFACE].present.accountable == "IT delivery"
    released = cells["release management", Scope.INTERFACE]
    assert released.target.accountable == "IT operations"
    assert released.step is not None
    assert (released.step.owner, released.step.by) == ("lead", date(2026, 10, 31))


def test_another_ambition_holds_from_the_day_of_the_session() -> None:
    answers = {**NEW, "service/title": "Payments", "service/ambition": "A"}
    answers |= {
        f"cell/{process}/application/accountable": each.reference[Ambition.A, Scope.APPLICATION]
        for process, each in processes().items()
    }
    design = designed(STANDS, "payments", answers)
    after = sound(read(drafted_text(STANDS, design)))
    service = after.services["payments"]
    assert service.ambition.on(date(2026, 6, 29)) is Ambition.B
    assert service.ambition.on(DAY) is Ambition.A
    assert all(each.has_arrived for each in stand(after, service, DAY).cells)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"service/title": ""}, "Say what the service is called."),
        ({"person/1/name": ""}, "Say who is in the room."),
        ({"service/ambition": ""}, "Say where the service is meant to go: A, B or C."),
        (
            {"service/ambition": "C", "service/open owner": ""},
            "28 cells stay t.b.d.: say who works them off.",
        ),
        (
            {"service/open by": ""},
            "Supportability and transition management, application: say by which day.",
        ),
        (
            {"cell/problem management/interface/accountable": "business"},
            "Problem management, interface: say why business and not IT operations.",
        ),
        (
            {"cell/problem management/interface/by": "2026-07-31"},
            "Problem management, interface: say who sees to it.",
        ),
        ({"benefit/1/expected": "less", "benefit/1/owner": "cio"},
         "Say on which day one looks for 'less'."),
        ({"danger/1/title": "Fire", "danger/1/likelihood": "rare", "danger/1/owner": "cio"},
         "Say what 'Fire' would do to the business."),
        ({"service/hypothesis": "faster"}, "Say what would end the experiment."),
    ],
)  # fmt: skip
def test_what_is_outstanding_is_told_with_its_place(said: dict[str, str], words: str) -> None:
    found = outstanding(designed(BARE, "fleet_planner", {**NEW, **said}))
    assert [each.words for each in found] == [words]
    assert all(place_named(str(each.place)) == each.place for each in found)


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("service/ambition", "D", "'D' is none of these: A, B, C"),
        ("service/live from", "31/12/2026", "'31/12/2026' is no day; write it like 2026-06-30"),
        ("benefit/1/on", "2026-06-29", "2026-06-29 has passed; name a day from 2026-06-30 on"),
        ("service/title", "x" * 301, TOO_LONG),
        ("service/title", "a\x1b[31m", "it holds characters that cannot be printed; type it anew"),
        ("cell/incident management/application/accountable", "northwind",
         "'northwind' is none of these: IT operations, IT delivery, business, t.b.d."),
        ("cell/gardening/application/because", "x",
         "the operating model has no process called 'gardening'"),
        ("benefit/13/expected", "x", "there is room for 12, numbered from 1 on"),
        ("benefit/1/measure", "restore", NO_MEASURES),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_refused_in_words(
    place: str, value: str, words: str
) -> None:
    design, found = designed(BARE, "fleet_planner", {}), place_named(place)
    assert found is not None
    assert unfit(design.subject, design.answers, found, value) == words


_CELLS = [f"cell/{process}/{scope.value}" for process in list(processes())[:5] for scope in Scope]


@settings(max_examples=8)
@given(
    st.sampled_from("ABC"),
    st.sampled_from([BARE, STANDS]),
    st.dictionaries(
        st.sampled_from(_CELLS),
        st.tuples(
            st.sampled_from(["IT operations", "IT delivery", "business", "t.b.d."]),
            st.sampled_from(["", "provider", "vendor", "desk"]),
            st.sampled_from(["", "2026-08-31"]),
        ),
    ),
)
def test_whatever_is_chosen_is_what_the_text_means_then(
    ambition: str, text: str, chosen: dict[str, tuple[str, str, str]]
) -> None:
    answers = {**NEW, "service/title": "Payments", "service/ambition": ambition}
    for cell, (accountable, performs, by) in chosen.items():
        answers |= {f"{cell}/accountable": accountable, f"{cell}/because": "a: b, {c} # d"}
        answers |= {f"{cell}/performs": performs, f"{cell}/owner": "lead", f"{cell}/by": by}
    design = designed(text, "payments", answers)
    assert outstanding(design) == ()
    after = sound(read(drafted_text(text, design)))
    service = after.services["payments"]
    then = {each.key: each for each in stand(after, service, DAY).cells}
    assert service.together == design.together
    for each in design.cells:
        meant = then[each.process.name, each.scope].target
        assert meant.accountable == each.chosen
        assert meant.performs in {(each.performs,), ()} or not each.performs
        if each.is_undecided:
            assert any(step.is_about((each.process.name, each.scope)) for step in service.steps)
