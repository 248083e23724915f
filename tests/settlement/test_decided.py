"""What the parties decided, in the money: stabilization ended by both words, lines waived."""

from __future__ import annotations

from servanda.facts.decision import Entry, LineNamed, RightWaived
from servanda.facts.standing import Standing, Waiver
from servanda.facts.statement import LineStatus, Statement
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from tests.settlement.scenes import settled

BODY = """
measures:
  up: {from: outages, availability: {}, value: availability, no data: not settled}
commitments:
  up: {expected: at least 99%}
  other: {measure: up, expected: at least 99%}
penalties:
  up: {when: up below 99%, pays: 100 EUR}
  other: {when: up below 99%, pays: 50 EUR}
  flat: {when: up below 99%, pays: 7 EUR, commitment: other}
limits: [penalties at most 1000 EUR each month]
"""
THREE = "settlement: {every: month, currency: EUR, stabilization: 3 months}\n"
AGREED = "settlement: {every: month, currency: EUR, stabilization: until both agree}\n"
LOW = {"up": ["98", "98", "98", "98"]}


def paid(statement: Statement) -> dict[str, Quantity]:
    return {line.name: line.payable for line in statement.lines}


def euros(*amounts: int) -> list[Quantity]:
    return [Quantity.money(each, "EUR") for each in amounts]


def amounts(statements: list[Statement], name: str) -> list[Quantity]:
    return [paid(each)[name] for each in statements]


def test_money_moves_for_a_commitment_from_the_period_both_named() -> None:
    standing = Standing(stabilization_ends={"up": "2026-02"})
    statements = settled(BODY, LOW, settlement=THREE, standing=standing)
    assert amounts(statements, "up") == euros(0, 100, 100, 100)
    assert amounts(statements, "other") == euros(0, 0, 0, 50)
    assert [each.stabilization for each in statements] == [True, False, False, False]
    (line,) = [each for each in statements[1].lines if each.name == "other"]
    assert line.status is LineStatus.SHOWN
    assert [(each.name, each.amount) for each in line.stages] == list(
        zip(["asked", "stabilization"], euros(50, 0), strict=True)
    )


def test_stabilization_until_both_agree_lasts_until_they_do() -> None:
    silent = settled(BODY, LOW, settlement=AGREED)
    assert amounts(silent, "up") == euros(0, 0, 0, 0)
    both = Standing(stabilization_ends={"up": "2026-02", "other": "2026-04"})
    statements = settled(BODY, LOW, settlement=AGREED, standing=both)
    assert amounts(statements, "up") == euros(0, 100, 100, 100)
    assert amounts(statements, "flat") == euros(0, 0, 0, 7)


def test_a_waived_line_pays_nothing_for_one_period_and_says_why() -> None:
    act = RightWaived(line=LineNamed(name="up"), period="2026-02", reason="A new team.")
    entry = Entry(
        number=4, previous="", agreement="scene", at=Instant(0), party="client", person="C",
        role="", act=act, sha256="ab",
    )  # fmt: skip
    waiver = Waiver(
        entry="ab", line=act.line, period=act.period, waived_by="client", reason=act.reason
    )
    standing = Standing(waivers=(waiver,), entries={"ab": entry})
    statements = settled(BODY, LOW, standing=standing)
    assert amounts(statements, "up") == euros(100, 0, 100, 100)
    assert amounts(statements, "other") == euros(50, 50, 50, 50)
    (line,) = [each for each in statements[1].lines if each.name == "up"]
    last = line.stages[-1]
    assert (last.name, last.amount) == ("waived", Quantity.money(0, "EUR"))
    assert last.note == "waived by the client in entry 4: A new team."
    assert statements[1].sources.decisions_sha256
