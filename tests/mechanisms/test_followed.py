"""Pages on what the parties say are followed word by word, through the real commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.followed import follow
from tests.mechanisms.page import sections_of

_FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "mechanisms"
_PAGES = sorted(
    path for path in _FOLDER.glob("*.md") if "```text console" in path.read_text("utf-8")
)


def test_there_are_pages_to_follow() -> None:
    assert [page.stem for page in _PAGES] == ["disputes", "relief-claims", "restatement"]


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.stem)
def test_what_a_page_says_happens(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    section = next(iter(sections_of(page)))
    Path("agreement.yaml").write_text(section.agreement, encoding="utf-8")
    assert follow(page.read_text("utf-8"), monkeypatch, capsys) >= 4
