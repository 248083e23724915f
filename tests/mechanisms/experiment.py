"""A service that goes from an experiment into commitments over a year: its texts and its figures.

The agreement, what was measured and what it pays are those of the page on it.
"""

from __future__ import annotations

from pathlib import Path

from tests.mechanisms.page import Section, Table, sections_of

__all__ = [
    "COMMITTED",
    "CREDITS",
    "EXPERIMENT",
    "INCENTIVES",
    "MONTHS",
    "model_text",
    "reports",
    "section",
    "worked",
]

_PAGE = Path(__file__).parents[2] / "docs" / "mechanisms" / "experiment-first.md"
_MODEL = """\
servanda: 1
operating model: small
title: A small operating model
agreements: {{assistant: {agreement}}}
parties: {{provider_of_calls: {{title: The provider, side: provider, agreement: assistant}}}}
roles:
  owner: {{title: Head of Service, party: business}}
  operations_lead: {{title: Lead of IT operations, party: IT operations}}
services:
  assistant:
    title: Assistant
    agreement: assistant
    ambition: B
    mode: {mode}
    live from: 2026-01-01
    contracts: {{provider: business}}
    relationship: {{strategic: owner, tactical: owner, operational: owner}}
    present:
      incident management: {{application: {{performs: provider_of_calls}}}}
      change management: {{application: {{accountable: IT operations}}}}
    steps:
      - process: change management
        scope: application
        accountable: business
        by: 2026-05-31
        owner: owner
{done}\
    measured by: {{incident management: available}}
    experiment:
      hypothesis: A quarter of the calls can be answered without waiting.
      stops when: Fewer than a tenth are.
      case for staying: People like to talk to people.
      commitments at most: 1
    gates:
      change management:
        needs: Changes are announced to those who take the calls
        agreed by: operations_lead
        by: 2026-04-30
{changes}\
      incident management:
        needs: A second line that can be called at night
        agreed by: owner
        by: 2026-06-15
{incidents}\
"""

MONTHS = tuple(f"2026-{month:02}" for month in range(1, 13))
CREDITS = (0, 0, 0, 0, 0, 0, 300, 0, 300, 0, 0, 0)
"""What the provider owes for availability in each month of the year, in euros."""

INCENTIVES = (0, 400, 400, 400, 0, 400, 400, 0, 400, 400, 400, 400)
"""What it earns for calls answered in each month of the year, in euros."""

EXPERIMENT, COMMITTED = "2", "{2026-01-01: 2, 2026-07-01: 1}"
"""How the text says the service's mode: when the year begins, and once it leaves mode 2."""


def model_text(*, agreement: str = ".", lived: bool = True) -> str:
    """Return the operating model.

    Args:
        agreement: Where the agreement is found.
        lived: Whether the year is over: the step done, the gates agreed, mode 1 reached.
    """
    return _MODEL.format(
        agreement=agreement,
        mode=COMMITTED if lived else EXPERIMENT,
        done="        done: 2026-05-20\n" if lived else "",
        changes="        agreed: 2026-03-10\n" if lived else "",
        incidents="        agreed: 2026-06-12\n" if lived else "",
    )


def section() -> Section:
    """Return the page's agreement with its amendment."""
    (only,) = sections_of(_PAGE)
    return only


def worked() -> Table:
    """Return what was measured in each month, and what that pays."""
    (only,) = section().tables
    return only


def reports(months: int = 12) -> str:
    """Return the reports of the first months, and the one that says that they are over."""
    rows = [
        f"{row['month']}-28T12:00:00Z,{row['available']},{row['answered']},1"
        for row in worked().rows[:months]
    ]
    over = (*MONTHS, "2027-01")[months]
    rows.append(f"{over}-01T00:00:00Z,99%,40%,1")
    return "\n".join(["reported,level,speed,score", *rows, ""])
