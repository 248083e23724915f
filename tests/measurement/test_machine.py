"""The engine's memory is what was said, or a share of what the machine or its container has."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.measurement.engine import EngineLimits
from servanda.measurement.machine import (
    NotAnAmount,
    machine_bytes,
    memory_bytes,
    read_amount,
    within_memory,
)


def told(root: Path, groups: str, files: dict[str, str]) -> int:
    for name, text in {"proc/self/cgroup": groups, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return machine_bytes(root)


def test_a_container_has_what_its_group_may_take(tmp_path: Path) -> None:
    files = {"sys/fs/cgroup/jobs/one/memory.max": "300000000\n"}
    assert told(tmp_path, "0::/jobs/one\n", files) == 300_000_000


def test_groups_around_it_bound_it_too(tmp_path: Path) -> None:
    files = {
        "sys/fs/cgroup/jobs/memory.max": "250000000\n",
        "sys/fs/cgroup/jobs/one/memory.max": "max\n",
    }
    assert told(tmp_path, "0::/jobs/one\n", files) == 250_000_000


def test_a_path_of_the_host_is_looked_up_at_the_top(tmp_path: Path) -> None:
    files = {"sys/fs/cgroup/memory/memory.limit_in_bytes": "400000000\n"}
    assert told(tmp_path, "4:memory:/not/seen/here\n1:cpu:/\n", files) == 400_000_000


def test_without_groups_the_machine_counts(tmp_path: Path) -> None:
    assert machine_bytes(tmp_path) == machine_bytes(tmp_path / "nowhere") > 0


def test_what_was_said_holds_while_it_is_said() -> None:
    before = EngineLimits().memory_bytes
    assert before == memory_bytes()
    with within_memory(333_000_000):
        assert EngineLimits().memory_bytes == 333_000_000
    assert EngineLimits().memory_bytes == before


@pytest.mark.parametrize("text", ["", "2", "two GB", "2 GBs", "-2 GB", "199 MB", "1e9 MB", "2 KB"])
def test_what_is_no_amount_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(NotAnAmount, match="write '700 MB' or '2 GB', at least 200 MB"):
        read_amount(text)
