"""What always has a value, so that money need not say what it is without one."""

from __future__ import annotations

import pytest

from servanda.agreement.read.versions import read_texts
from servanda.kernel.diagnostic import Severity

HEAD = """\
servanda: 1
agreement: sample
title: Sample
parties: {client: {name: Acme, zone: UTC}, provider: Northwind}
in force: {from: 2026-01-01, until: 2026-12-31}
settlement: {every: month, currency: EUR}
terms:
  step: 30 minutes
  no_step: {2026-01-01: 30 minutes, 2026-07-01: 0 minutes}
  steps: {gold: 30 minutes, silver: 1 hour}
  grace: {gold: 0 minutes, silver: 1 hour}
  dated: {2026-01-01: {gold: 1 EUR, silver: 2 EUR}, 2026-07-01: {gold: 1 EUR}}
tables:
  open_gap: {above 99%: 0%, below 99%: 10%}
  agreed_gap: {above 99%: 0%, below 99%: 10%, gaps: not settled}
evidence:
  outages:
    each: interval
    noun: outage
    from: began
    until: ended
    columns:
      began: instant
      ended: instant
      plan: {type: text, only: [gold, silver]}
      any_plan: text
      users: {type: number of users, only: at least 1 user}
      affected: {type: number of users, only: known}
      guessed: number of users
      level: {type: percent, only: from 0% to 100%}
rows:
  failures: {each: failure, from: outages}
"""
SURE = [
    "100 EUR * (affected / users)",
    "5 EUR per started step of length",
    "5 EUR per full steps[plan] of greatest(0 minutes, length - grace[plan])",
    "2 EUR per user * affected",
    "agreed_gap(level) of 100 EUR",
    "100 EUR * ((guessed otherwise 0) / users)",
]
UNSURE = [
    "100 EUR * (users / affected)",
    "100 EUR * (guessed / users)",
    "5 EUR per started no_step of length",
    "5 EUR per full steps[any_plan] of length",
    "dated[plan]",
    "open_gap(level) of 100 EUR",
]


def errors(body: str) -> list[str]:
    reading = read_texts([("a.yaml", (HEAD + body).encode())])
    return [each.code for each in reading.diagnostics if each.severity is Severity.ERROR]


@pytest.mark.parametrize("pays", SURE)
def test_money_that_is_always_known(pays: str) -> None:
    assert errors(f"penalties:\n  p: {{for each: failure, pays: '{pays}'}}\n") == []


@pytest.mark.parametrize("pays", UNSURE)
def test_money_that_may_have_no_value(pays: str) -> None:
    assert errors(f"penalties:\n  p: {{for each: failure, pays: '{pays}'}}\n") == ["A102"]


def test_figures_that_look_back_at_each_other_are_told_apart() -> None:
    """Evidence used once: what is usable depends on what was granted before, and that on it."""
    assert (
        errors("""\
figures:
  usable: {for each: failure, is: sum(length over earlier failures where not granted)}
  used: {for each: failure, is: usable / 720 hours}
  granted: {for each: failure, is: used above 1%}
  received: 10 EUR
  before: previous balance otherwise 0 EUR
  offset: least(received, before)
  earned: {when: run(received is 0 EUR) is 3, is: sum(offset over earlier periods) - before}
  balance: before + earned - offset
penalties:
  p: balance
""")
        == []
    )


def test_a_figure_that_only_itself_tells_of_is_a_number() -> None:
    assert errors("figures:\n  n: (previous n otherwise 0) + 1\n  m: n + 1\n") == []
    assert errors("figures:\n  n: (previous n otherwise 0 EUR) + 1\n") == ["F040"]


@pytest.mark.parametrize(
    ("only", "code"),
    [
        ("v: {type: text, only: from 1 to 2}", "A055"),
        ("v: {type: number, only: [a, b]}", "A055"),
        ("v: {type: money EUR, only: at least 1 USD}", "A055"),
        ("v: {type: percent, only: up to 5 points}", "A055"),
        ("v: number of", "A037"),
        ("v: number of minutes", "A037"),
    ],
)
def test_rules_that_do_not_fit_their_column(only: str, code: str) -> None:
    body = f"  extra: {{each: record, at: t, columns: {{t: instant, {only}}}}}\n"
    text = HEAD.replace("rows:\n", f"{body}rows:\n")
    reading = read_texts([("a.yaml", text.encode())])
    found = [each.code for each in reading.diagnostics if each.severity is Severity.ERROR]
    assert found == [code]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("conditions: {c: {from: outages, where: no_such}}\n", "F020"),
        ("conditions: {c: {from: no_such}}\n", "A100"),
        ("history: {until: 2026-01-31, from: outages, gives: {no_such: users}}\n", "A100"),
        ("must:\n  - holds: count(failures)\n", "F043"),
    ],
)
def test_what_names_nothing_is_said(body: str, code: str) -> None:
    assert errors(body) == [code]


def test_only_conditions_have_spells() -> None:
    text = HEAD + "  dark: {each: dark_time, spells: step}\n"
    reading = read_texts([("a.yaml", text.encode())])
    assert "F020" in [each.code for each in reading.diagnostics]


def test_a_shorthand_of_a_window_is_not_told_to_ask_whether_it_is_due() -> None:
    text = """\
servanda: 1
agreement: sample
title: Sample
parties:
  client: {name: Acme, zone: UTC}
  provider: {name: Northwind, zone: UTC}
in force: {from: 2026-01-01, until: 2027-12-31}
settlement: {every: month, currency: EUR}
evidence:
  reports:
    each: record
    noun: report
    at: reported
    columns: {reported: instant, level: percent}
measures:
  up: {from: reports, ratio: {at: reported}, value: mean(level), no data: not settled}
commitments:
  steady: {figure: year_mean, over: this quarter, expected: at least 99%, no data: not settled}
figures:
  average: mean(fee over last 12 months)
  year_mean: mean(up over last 12 months)
charges:
  fee: 1000 EUR
penalties:
  unsteady: {of: average, below expected: 5%, commitment: steady}
limits:
  - penalties at most 100 EUR each month
"""
    reading = read_texts([("agreement.yaml", text.encode())])
    [absent] = [each for each in reading.diagnostics if each.code == "A102"]
    assert "of average) otherwise 0 EUR" in str(absent)
    assert "due and" not in str(absent)
