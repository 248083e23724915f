"""Which penalties may charge the same records, however they reach them."""

from __future__ import annotations

import pytest

from servanda.agreement.focus import diagnostics as kinds
from tests.agreement.focus.test_look import HEAD, RESTORED, of

SUMS = """\
rows:
  late: {each: late_case, from: incidents, where: priority = 'P1', counts in: resolved}
  others: {each: other_case, from: incidents, where: priority is not 'P1', counts in: resolved}
figures:
  lateness: {for each: late_case, is: 5 EUR}
  all_late: sum(lateness over late)
  charged: 2 EUR per late_case * count(late)
penalties:
  one: all_late
  two: FORMULA
limits: [penalties at most fee each month]
"""


@pytest.mark.parametrize(
    ("formula", "twice"),
    [
        ("2 EUR per late_case * count(late)", True),
        ("sum(lateness over late where service = 'mail')", True),
        ("2 EUR per other_case * count(others)", False),
        ("(sum(cost over others) / count(late)) * 1 late_case otherwise 0 EUR", False),
        ("charged", True),
        ("5% of sum(cost over others where cost above 0 EUR)", False),
        ("5% of sum(cost over late)", False),
        ("5% of sum(cost over late where cost above 10 EUR)", True),
    ],
)
def test_records_charged_twice_through_sums_in_figures(formula: str, *, twice: bool) -> None:
    head = HEAD.replace("service: text}", "service: text, cost: {type: money EUR, only: known}}")
    seen = of(kinds.CHARGED_TWICE, head, SUMS.replace("FORMULA", formula))
    assert [message for _, message in seen] == (
        ["'two' and 'one' (line 28) may charge the same rows of 'incidents'"] if twice else []
    )


LEVELS = """\
commitments:
  restored: {service: desk, aspect: experience, expected: at least 95%, minimum: at least 90%}
penalties:
  below: {when: restored.level = 'below expected', pays: 50 EUR}
  far_below: {when: restored.level = 'below minimum', pays: 100 EUR}
  each: {when: restored.missed, pays: 5% of fee}
  other: {when: restored.missed, pays: 2% of fee}
limits: [penalties at most fee each month]
"""


def test_penalties_of_which_one_at_most_pays_charge_nothing_twice() -> None:
    text = LEVELS.replace("  each: {when: restored.missed, pays: 5% of fee}\n", "").replace(
        "  other: {when: restored.missed, pays: 2% of fee}\n", ""
    )
    assert of(kinds.CHARGED_TWICE, HEAD, RESTORED, text) == []


def test_penalties_on_the_same_records_are_told_in_groups() -> None:
    first = (HEAD + RESTORED).count("\n") + 4
    assert of(kinds.CHARGED_TWICE, HEAD, RESTORED, LEVELS) == [
        (
            f"{first + 2}:3",
            f"'each', 'other' and 'below' (line {first}) may charge the same rows of 'incidents'",
        ),
        (
            f"{first + 2}:3",
            (
                f"'each', 'other' and 'far_below' (line {first + 1}) may charge the same rows of"
                " 'incidents'"
            ),
        ),
    ]


def test_a_reason_holds_for_all_that_stand_beside_the_same_penalty() -> None:
    text = LEVELS.replace("missed, pays: 5% of fee", "missed, pays: 5% of fee, besides: {below: a}")
    text = text.replace("2% of fee", "2% of fee, besides: {below: b, far_below: c}")
    assert of(kinds.CHARGED_TWICE, HEAD, RESTORED, text) == []
