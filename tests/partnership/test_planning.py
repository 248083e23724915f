"""What plans of a review come to: what an entry changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from servanda.facts.decision import EntryReversed, ReviewPlanned
from servanda.partnership.planning import revision_of, turn_of
from servanda.pipeline.deciding import open_desk
from tests.partnership.pair import CIO, EXECUTIVE, MANAGER, amsterdam, begin, say

_APRIL = amsterdam("2026-04-16 10:00:00")
_PLAN = ReviewPlanned(
    review="steering",
    period="2026-H1",
    starts=amsterdam("2026-06-10 09:00:00"),
    ends=amsterdam("2026-06-10 10:30:00"),
    invited=(replace(CIO, address="e.vos@example.com"), MANAGER, EXECUTIVE),
)


def test_a_plan_taken_back_gives_way_to_the_one_before(tmp_path: Path) -> None:
    workspace = begin(tmp_path)
    first = say(workspace, _APRIL, "client", _PLAN)
    other = replace(_PLAN, review="monthly", period="2026-05")
    say(workspace, _APRIL, "provider", other)
    moved = replace(_PLAN, ends=amsterdam("2026-06-10 11:00:00"), invited=(EXECUTIVE,))
    second = say(workspace, _APRIL, "client", moved)
    back = say(
        workspace, _APRIL, "client", EntryReversed(entry=second.sha256, reason="Too long for us.")
    )
    desk = open_desk(workspace, _APRIL).value
    assert desk is not None
    entries = desk.journal.entries
    turns = [turn_of(entries, each.sha256) for each in (first, second, back)]
    assert [(each.before, each.after) for each in turns if each] == [
        (None, _PLAN),
        (_PLAN, moved),
        (moved, _PLAN),
    ]
    assert turns[1] is not None
    assert [each.address for each in turns[1].let_go] == ["e.vos@example.com"]
    assert turn_of(entries, "ab" * 32) is None
    assert revision_of(entries, "steering", "2026-H1") == back.number
    assert revision_of(entries, "monthly", "2026-05") == 2
