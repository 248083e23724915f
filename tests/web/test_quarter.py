"""Two parties on the pages alone: a quarter of their agreement, and what they talk about after."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from pptx import Presentation

from tests.web.browsing import ServedBook, browsing, needs_browser
from tests.web.quarter import Quarter

pytestmark = needs_browser()


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quarter]:
    """Two parties that have walked a quarter together."""
    folder = tmp_path_factory.mktemp("quarter") / "book"
    folder.with_suffix(".clock").write_text("2026-01-05T12:00:00Z", "utf-8")
    served = ServedBook(folder, new=True)
    try:
        with browsing() as browser:
            walked = Quarter(served, browser)
            walked.begin()
            walked.agree()
            walked.close(1)
            walked.object()
            walked.close(2)
            walked.close(3)
            walked.spend()
            yield walked
    finally:
        served.stop()


def _holds(quarter: Quarter, bundle: Path) -> None:
    """Take the record away, and let it be verified by a process that knows nothing of the book."""
    quarter.take_away(bundle)
    command = [sys.executable, "-m", "servanda.app.main", "verify", str(bundle)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=bundle.parent)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_quarter_comes_out_to_the_cent_and_is_verified_without_the_book(
    quarter: Quarter, tmp_path: Path
) -> None:
    quarter.client.open("holding-account/")
    totals = quarter.client.page.locator("dl.totals").inner_text()
    # February's ten per cent of 10,000 and March's of 11,000; January's went with the relief.
    assert "2,100.00" in totals
    assert "750.00" in totals
    assert "1,350.00" in totals
    _holds(quarter, tmp_path / "life.servanda")


def test_a_review_is_held_and_a_favour_given_again_and_again_becomes_an_amendment(
    quarter: Quarter, tmp_path: Path
) -> None:
    quarter.help(4, 5)
    quarter.plan()
    quarter.take_pack(tmp_path / "pack.pptx")
    first, *rest = Presentation(str(tmp_path / "pack.pptx")).slides
    assert "Half-yearly business review, 2026-H1" in first.shapes[2].text_frame.text
    assert rest
    quarter.hold()
    # The page on which both type, as it stands while a review goes on.
    found = Axe().run(quarter.client.page).response["violations"]
    assert not found, [(each["id"], each["nodes"][0]["html"]) for each in found]
    quarter.help(6)
    quarter.do()
    quarter.put_into_the_agreement()
