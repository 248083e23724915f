"""A portfolio of 200 services in one text, and sheets filled in at random."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.operating_model.changing import with_values
from servanda.operating_model.filling import FilledCell, filled_values
from servanda.operating_model.model.words import Ambition, Scope
from servanda.operating_model.read.model import read_model_texts
from servanda.operating_model.reference import processes
from servanda.operating_model.standing import Cell, stand
from tests.operating_model.texts import DAY, HEAD, examined, model_of, service_text

SERVICES = 200
PARTIES = ("IT operations", "IT delivery", "business", "t.b.d.")
PERFORMERS = st.lists(
    st.sampled_from(["northwind", "desk", "business", "IT operations"]), max_size=2, unique=True
).map(tuple)


def portfolio() -> str:
    lines = [HEAD, "services:\n"]
    for number in range(SERVICES):
        ambition = "ABC"[number % 3]
        lines.append(f"  service_{number}:\n    title: Service {number}\n")
        lines.append(f"    ambition: {ambition}\n    mode: {1 + number % 2}\n")
        lines.append("    live from: 2025-01-01\n    interfaces: [Ledger, Mail]\n    present:\n")
        lines += [
            f"      {process}: {{performs: northwind}}\n" for process in list(processes())[:8]
        ]
    return "".join(lines)


def test_two_hundred_services_stand_in_one_text() -> None:
    examination = examined(portfolio())
    standings = examination.standings.values()
    assert len(standings) == SERVICES
    assert Counter(each.ambition for each in standings) == {
        Ambition.A: 67,
        Ambition.B: 67,
        Ambition.C: 66,
    }
    undecided = [each for each in standings if any(cell.is_undecided for cell in each.cells)]
    assert {each.ambition for each in undecided} == {Ambition.B, Ambition.C}
    assert len(undecided) == 133


@st.composite
def filled_cells(draw: st.DrawFn) -> tuple[FilledCell, ...]:
    """Return rows about some processes of one service, for both scopes or apart."""
    names = draw(st.lists(st.sampled_from(list(processes())), min_size=1, max_size=4, unique=True))
    apart = [(Scope.APPLICATION,), (Scope.INTERFACE,)]
    rows = [
        (process, scopes)
        for process in names
        for scopes in (apart if draw(st.booleans()) else [tuple(Scope)])
    ]
    return tuple(_cell(draw, process, scopes) for process, scopes in rows)


def _cell(draw: st.DrawFn, process: str, scopes: tuple[Scope, ...]) -> FilledCell:
    accountable, meant = draw(st.sampled_from(PARTIES)), draw(st.sampled_from(PARTIES))
    return FilledCell(
        service="payments",
        process=process,
        scopes=scopes,
        present=Cell(accountable=accountable, performs=draw(PERFORMERS) or (accountable,)),
        target=Cell(accountable=meant, performs=draw(PERFORMERS)),
        because=draw(st.sampled_from(["it fits", "a: b, {c} # d", "it's so"])),
    )


FIRST = """
present:
  incident management: {application: {performs: desk}, interface: t.b.d.} # as it was found
target: {release management: {performs: [northwind, desk]}}
steps: # towards the target
  - {process: incident management, scope: interface, accountable: IT operations,
     by: 2026-03-31, done: 2026-03-30}
"""


@settings(max_examples=30)
@given(filled_cells(), st.sampled_from(["", FIRST]))
def test_what_is_filled_in_is_what_the_text_says_then(
    cells: tuple[FilledCell, ...], body: str
) -> None:
    before = read_model_texts([("model.yaml", service_text(body).encode())])
    assert before.model is not None
    standing = stand(before.model, before.model.services["payments"], DAY)
    values = filled_values(cells, {"payments": standing}, DAY)
    printed = with_values(before.sources["model.yaml"], before.roots["model.yaml"], values)
    assert printed.text is not None
    assert printed.text.count("#") - str(values).count("#") == body.count("#")
    after = model_of(printed.text)
    then = {each.key: each for each in stand(after, after.services["payments"], DAY).cells}
    said = {(each.process, scope): each for each in cells for scope in each.scopes}
    for now in standing.cells:
        filled, found = said.get(now.key), then[now.key]
        present, target = (filled or now).present, (filled or now).target
        assert (found.present, found.target) == (present, target)
        if filled is not None:
            assert found.because == filled.because
    again = filled_values(cells, {"payments": stand(after, after.services["payments"], DAY)}, DAY)
    assert again == {}
