"""``servanda outcomes``: where outcomes stand, of one agreement and of two that share one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.folder import run

TEXT = """\
servanda: 1
agreement: {name}
title: {title}
parties:
  client: {{name: Acme Bank, zone: Europe/Amsterdam}}
  provider: {{name: {provider}, zone: Europe/Amsterdam}}
in force: {{from: 2026-01-01, until: 2026-12-31}}
settlement: {{every: month, currency: EUR, rounding: 0.01 EUR half-up}}
evidence:
  payments:
    each: record
    noun: payment_day
    file: payments.csv
    key: day
    at: closed
    columns: {{day: text, closed: instant, handled: whole number, untouched: whole number}}
measures:
  straight_through:
    from: payments
    ratio: {{at: closed}}
    value: (sum(untouched) / sum(handled)) as %
    no data: not settled
outcomes:
  fewer_repairs:
    title: Payments that nobody has to touch
    owner: Head of Payments
    why: each manual repair costs 11 EUR and a day
    measure: straight_through
    baseline: {{is: 93.4%, from: 2025-01-01, until: 2025-12-31}}
    target: {{is: at least 97%, by: 2026-12-31}}
    served with: [{other}]
    attribution: {attribution}
    shared success:
      gained: (straight_through - 93.4%) as % of 100000 EUR
      provider: {part}
"""
PAYMENTS = """\
day,closed,handled,untouched
1,2026-01-15T10:00:00Z,1000,940
2,2026-02-15T10:00:00Z,1000,970
3,2026-03-15T10:00:00Z,1000,961
4,2026-04-02T10:00:00Z,1000,900
"""


def write(folder: Path, **said: str) -> Path:
    """Write an agreement that serves the outcome, with the same evidence for all."""
    (folder / "evidence").mkdir(parents=True)
    (folder / "agreement.yaml").write_text(TEXT.format(**said), encoding="utf-8")
    (folder / "evidence" / "payments.csv").write_text(PAYMENTS, encoding="utf-8")
    return folder


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Return two agreements whose providers serve an outcome together."""
    platform = write(
        tmp_path / "platform",
        name="acme-platform",
        title="Payments platform",
        provider="Northwind",
        other="acme-network",
        attribution="{client: 25%, provider: 40%, acme-network: 35%}",
        part="50%",
    )
    network = write(
        tmp_path / "network",
        name="acme-network",
        title="Lines",
        provider="Southwind",
        other="acme-platform",
        attribution="{client: 25%, acme-platform: 40%, provider: 35%}",
        part="60%",
    )
    return platform, network


def test_it_stands_where_its_figures_say(
    two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("outcomes", two[0], "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    (outcome,) = found["outcomes"]
    assert (outcome["level"], outcome["trend"], outcome["way"]) == ("on the way", "worse", "0.75")
    shares = {each["period"]: each["shared"]["amount"] for each in outcome["periods"]}
    assert shares == {"2026-01": "120", "2026-02": "720", "2026-03": "540"}
    assert outcome["gained"]["amount"] == "6900"
    assert found["together"][0]["lacking"] == ["acme-network"]


def test_two_providers_are_paid_out_of_one_gain(
    two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("outcomes", *two) == 0
    told = capsys.readouterr().out
    assert "of 6,900.00 EUR gained they are paid 2,829.00 EUR together" in " ".join(told.split())
    assert "attributes" not in told


def test_agreements_that_do_not_say_the_same_are_pointed_out(
    two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = two[1] / "agreement.yaml"
    path.write_text(path.read_text("utf-8").replace("provider: 35%}", "provider: 30%}"), "utf-8")
    assert run("outcomes", *two) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "'acme-platform' attributes 35% to 'acme-network', 'acme-network' 30%" in told


def test_without_an_outcome_there_is_nothing_to_look_at(
    two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = two[0] / "agreement.yaml"
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("outcomes:")], "utf-8")
    assert run("outcomes", two[0]) == 2
    assert "no outcome is agreed here" in capsys.readouterr().err
