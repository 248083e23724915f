"""Amendments written from changes: as small as one target, and read back as what was wanted."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.agreement.amending import amendment_text
from servanda.agreement.typed import changed_root, read_typed
from servanda.agreement.variants import versions_of
from tests.cli.folder import AGREEMENT

BASE = ("agreement.yaml", AGREEMENT.encode())


def amended(*typed: str, title: str = "") -> str:
    """Return the amendment that typed changes come to."""
    (version,) = versions_of([BASE]).versions
    after = changed_root(version.root, read_typed(typed))
    return amendment_text(version.root, after, number=1, first_day=date(2026, 4, 1), title=title)


def test_one_target_is_one_line() -> None:
    assert (
        amended("commitments.restored.expected=at least 96%", title="Faster")
        == """\
servanda: 1
agreement: small-desk
amends: {number: 1, from: 2026-04-01, title: Faster}
commitments:
  restored: {expected: at least 96%}
"""
    )


CHANGES = [
    ("penalties.restored.pool=30%",),
    ("limits.1=penalties at most 9% of fee each month",),
    ("limits.1=remove",),
    ("calendars.office.open={mon-sat: 08:00-20:00}",),
    ("calendars.office.open={mon-fri: 09:00-17:00, sat: 09:00-12:00}",),
    ("commitments.uptime=remove",),
    ("terms.fee={2026-01-01: 10000.00 EUR, 2026-07-01: 11000.00 EUR}",),
    ("measures.restored.no data=missed", "terms.fee=9000.00 EUR"),
    ('notes=["One says: yes", "remove"]',),
    ("terms.extra='5 EUR'",),
]


@pytest.mark.parametrize("typed", CHANGES)
def test_what_is_written_reads_back_as_what_was_typed(typed: tuple[str, ...]) -> None:
    text = amended(*typed)
    (before, after) = versions_of([BASE, ("amendment-1.yaml", text.encode())]).versions
    wanted = changed_root(before.root, read_typed(typed))
    parts = {key: value for key, value in after.parts.items() if value}
    assert parts == {
        key: value
        for key, value in type(after)(
            root=wanted, sha256="", effective_from=date(2026, 4, 1), agreement=after.agreement
        ).parts.items()
        if value
    }
    assert parts != before.parts or typed[0].startswith("notes")


def test_a_change_that_changes_nothing_says_nothing() -> None:
    text = amended("commitments.restored.expected=at least 95%")
    assert "commitments" not in text
