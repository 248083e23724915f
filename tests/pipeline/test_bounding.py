"""Lines that cannot all be due at once are not added up; where nothing decides it, that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.kernel.quantity import Quantity
from tests.cli.folder import AGREEMENT
from tests.pipeline.test_plain import overview, words

BARE = AGREEMENT.split("penalties:", maxsplit=1)[0]


def _text(lines: str, limits: str = "") -> str:
    return f"{BARE}penalties:\n{lines}{limits}"


LEVELS = """\
  slack: {when: restored.level = 'below expected', pays: 300 EUR}
  grave: {when: restored.level = 'below minimum', pays: 500 EUR}
"""
APART = """\
  a: {when: restored.missed and uptime.met, pays: 300 EUR}
  b: {when: restored.met and uptime.missed, pays: 400 EUR}
  c: {when: restored.missed and uptime.missed, pays: 600 EUR}
"""
RAMPS = """\
  far: "greatest(0 pp, 90% - restored) / 1 pp * 10 EUR otherwise 0 EUR"
  near: "least(10 pp, greatest(0 pp, restored - 80%)) / 1 pp * 10 EUR otherwise 0 EUR"
"""
BLIND = """\
  low: "(if restored below 50% then 200 EUR else 0 EUR) otherwise 150 EUR"
  high: "(if restored at least 50% then 200 EUR else 0 EUR) otherwise 180 EUR"
"""


@pytest.mark.parametrize(
    ("lines", "limits", "worst"),
    [
        (LEVELS, "", 500),
        (LEVELS, "limits: [grave at most 350 EUR each month]\n", 500),
        (LEVELS, "limits: [grave at most 100 EUR each month]\n", 400),
        (LEVELS, "limits: [penalties at most 450 EUR each month]\n", 450),
        (LEVELS + "  each: {when: uptime.missed, pays: 50 EUR}\n", "", 550),
        (LEVELS + "  each: {when: restored.missed, pays: 50 EUR}\n", "", 550),
        (APART, "", 600),
        # At 0% the first asks 900; from 80% to 90% they come to 100 together at most.
        (RAMPS, "", 900),
        # Nobody knows anything: each asks what its 'otherwise' says.
        (BLIND, "", 330),
    ],
)
def test_lines_of_which_one_excludes_the_other_are_not_added_up(
    tmp_path: Path, lines: str, limits: str, worst: int
) -> None:
    found = overview(tmp_path / "desk", _text(lines, limits))
    assert found.stakes.worst == Quantity.money(worst, "EUR")
    assert "added up" not in words(found)


def test_what_is_added_up_without_being_decided_is_said(tmp_path: Path) -> None:
    lines = """\
  level: {title: Level, when: restored.missed, pays: 300 EUR}
  both: {title: Both, when: uptime.missed, pays: '(100 EUR * restored) otherwise 0 EUR'}
"""
    found = overview(tmp_path / "desk", _text(lines))
    assert found.stakes.worst == Quantity.money(400, "EUR")
    said = words(found)
    assert (
        "at most 400.00 EUR (4% of the charges). 'Both' and 'Level' are added up as though all of"
        " it could be due at once: whether it can is not decided, since they depend on 'restored',"
        " 'uptime', and not only on levels."
    ) in said
    capped = overview(
        tmp_path / "capped", _text(lines, "limits: [penalties at most 350 EUR each month]\n")
    )
    assert "added up" not in words(capped)
