"""The draft of an amendment that makes a part of the agreement of what was a favour."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from servanda.agreement.model.agreement import History
from servanda.kernel.decimals import amount_text
from servanda.kernel.quantity import Quantity

__all__ = ["Favour", "favour_amendment"]

_CENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Favour:
    """What was given again and again.

    Args:
        name: Its name, which becomes that of its charge.
        what: What it is, in a sentence.
        times: How often it was given.
        stretch: In which stretch of the calendar: ``2026``.
        worth: What it was worth in that stretch.
        given_by: Who gave it.
    """

    name: str
    what: str
    times: int
    stretch: str
    worth: Quantity
    given_by: str


def favour_rows(favour: str) -> str:
    """Return what the rows are called under which a favour is work that is asked for.

    Example:
        >>> favour_rows("weekend_support")
        'weekend_support_given'
    """
    return f"{favour}_given"


def favour_amendment(history: History, favour: Favour, first_day: date) -> str:
    """Return an amendment under which a favour is work that is asked for, and has its price.

    Args:
        history: The agreement; the amendment follows its last one.
        favour: What was given.
        first_day: First day on which the amendment governs.
    """
    each_time = Fraction(round(favour.worth.amount / favour.times * _CENT), _CENT)
    currency = history.latest.settlement.currency
    number = history.latest.amendment + 1
    return (
        f"# Goodwill of the {favour.given_by} in {favour.stretch}: given {favour.times} times,"
        f" worth {amount_text(favour.worth.amount)} {currency}.\n"
        f"# From now on it is asked for as work called '{favour.name}', and has its price once it\n"
        "# is accepted as done: what it was worth on average. Where it comes with the fee, write"
        f" 0 {currency}.\n"
        "servanda: 1\n"
        f"agreement: {history.latest.identifier}\n"
        "amends:\n"
        f"  number: {number}\n"
        f"  from: {first_day}\n"
        f"  title: {json.dumps('What was a favour: ' + favour.what, ensure_ascii=False)}\n"
        "rows:\n"
        f"  {favour_rows(favour.name)}:\n"
        f"    each: {favour.name}_time\n"
        "    from: work_requests\n"
        f"    where: what = '{favour.name}'\n"
        "    counts in: accepted\n"
        "terms:\n"
        f"  {favour.name}_price: {amount_text(each_time)} {currency}\n"
        "charges:\n"
        f"  {favour.name}:\n"
        f"    title: {json.dumps(favour.what, ensure_ascii=False)}\n"
        f"    for each: {favour.name}_time\n"
        f"    pays: {favour.name}_price\n"
    )
