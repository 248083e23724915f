"""The page on the security standard names every requirement once, and files that are there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.house.files import ROOT

_PAGE = ROOT / "docs/security/asvs.md"
_ROW = re.compile(r"\| ([0-9.]+) \| ([12]) \| \**(met|not met|does not apply)\** \| (.+) \|")


def _rows() -> list[tuple[str, str, str, str]]:
    lines = _PAGE.read_text("utf-8").splitlines()
    rows = [line for line in lines if re.match(r"\| [0-9]", line)]
    found = [_ROW.fullmatch(line) for line in rows]
    assert all(found), [line for line, row in zip(rows, found, strict=True) if row is None]
    return [(row[1], row[2], row[3], row[4]) for row in found if row]


def test_every_requirement_of_both_levels_has_its_row() -> None:
    """``asvs.txt`` has the numbers of version 5.0.0 with their levels, in their order."""
    wanted = Path(__file__).with_name("asvs.txt").read_text("utf-8").splitlines()
    assert len(wanted) == 253
    assert [f"{number} {level}" for number, level, *_ in _rows()] == wanted


def test_the_page_counts_right() -> None:
    count = Counter(state for _, _, state, _ in _rows())
    told = (
        f"Of 253 requirements {count['met']} are met, {count['not met']} are not, and"
        f" {count['does not apply']} are about what the book does not have."
    )
    assert told in _PAGE.read_text("utf-8")


def test_what_is_met_is_met_somewhere_that_is_there() -> None:
    wrong = []
    for number, _, _, why in _rows():
        places = re.findall(r"`((?:src|tests|docs|scripts)/[^`]*|[a-z-]+\.(?:toml|txt))`", why)
        wrong += [f"{number}: {each}" for each in places if not _is_there(each)]
        for page, heading in re.findall(r"\]\(([^)#]+)(?:#([^)]*))?\)", why):
            text = (_PAGE.parent / page).read_text("utf-8")
            headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
            known = {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}
            if heading and heading not in known:
                wrong.append(f"{number}: {page}#{heading}")
    assert wrong == []


def _is_there(place: str) -> bool:
    # What a book's folder holds is no file of the project.
    return place == "book.toml" or (ROOT / place).exists()
