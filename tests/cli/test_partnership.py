"""Working together from the command line: said, told, invited to, drafted, and refused in words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from pptx import Presentation
from pptx.shapes.picture import Picture as SlidePicture
from pptx.util import Inches
from pypdf import PdfReader

from servanda.agreement.read.versions import read_texts
from tests.cli.folder import run
from tests.partnership.pair import TEXT

CLIENT = ("--as", "client", "--person", "C. Jones")
PROVIDER = ("--as", "provider", "--person", "J. Smith")
PLAN = (
    "review", "plan", "steering", "2026-H1",
    "--starts", "2026-04-27 10:00", "--ends", "2026-04-27 12:00",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an agreement's folder, made the one at hand."""
    (tmp_path / "agreement.yaml").write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_a_review_is_planned_invited_to_held_and_followed_up(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.is_dir()
    invited = ("--person-in", "client: CIO: E. Vos <e.vos@acme.example>", "--place", "Room 4")
    assert run(*PLAN, *invited, *CLIENT, "--at", "2026-02-01") == 0
    assert "2026-04-27 is King's Day for the client" in said(capsys)
    ask = ("review", "invitation", "steering", "2026-H1", "--at", "2026-02-01")
    assert run(*ask, "--organizer", "nobody") == 2
    said(capsys)
    assert run(*ask, "--organizer", "C. Jones <c.jones@acme.example>") == 0
    calendar = Calendar.from_ical(capsys.readouterr().out)
    assert str(calendar["method"]) == "REQUEST"
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == datetime(2026, 4, 27, 8, tzinfo=UTC)
    assert str(event["attendee"]) == "mailto:e.vos@acme.example"
    assert "13:30 to 15:30 (Asia/Kolkata, provider)" in str(event["description"])
    assert run(*ask) == 0
    calendar = Calendar.from_ical(capsys.readouterr().out)
    assert str(calendar["method"]) == "PUBLISH"
    assert "attendee" not in calendar.walk("VEVENT")[0]
    assert run("review", "times", "steering", "2026-H1", "--at", "2026-02-01") == 0
    assert capsys.readouterr().out.startswith("2026-02-09 09:00 to 11:00 (Europe/Amsterdam, ")
    there = (
        "--person-in", "client: contract manager: C. Jones",
        "--person-in", "provider: account executive: J. Smith",
    )  # fmt: skip
    held = ("review", "held", "steering", "2026-H1", "--on", "2026-06-10 10:00", *there)
    assert run(*held, *CLIENT, "--at", "2026-06-11") == 0
    minutes = ("review", "minutes", "2", "Repairs halved.", "--decision", "Go on.")
    assert run(*minutes, *CLIENT, "--at", "2026-06-11") == 0
    action = ("action", "Show the queue.", "--owner", "provider", "--in-role", "manager")
    assert run(*action, "--due", "2026-06-30", "--from", "2", *CLIENT, "--at", "2026-06-11") == 0
    said(capsys)
    assert run("partnership", "--at", "2026-07-05") == 0
    told = said(capsys)
    assert "took place 2026-06-10 10:00 (Europe/Amsterdam) and does not count as held" in told
    assert "missing client: CIO" in told
    assert "4 until 2026-06-30 (provider, manager): Show the queue. OVERDUE" in told
    assert (
        run("action", "--done", "4", "--how", "It is shown.", *PROVIDER, "--at", "2026-07-06") == 0
    )
    assert run("partnership", "--at", "2026-07-06") == 0
    assert "Open actions" not in said(capsys)


def test_what_cannot_be_is_told_in_words_and_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    third = ("--person-in", "cardnet: CEO: K. Third")
    assert run(*PLAN, *third, *CLIENT, "--at", "2026-05-01") == 1
    told = said(capsys)
    assert "K. Third comes for 'cardnet'" in told
    assert "the review would begin 2026-04-27 10:00 (Europe/Amsterdam), which is over" in told
    assert run(*PLAN, "--person-in", "E. Vos", *CLIENT, "--at", "2026-02-01") == 2
    assert "write it like 'client: CIO: E. Vos'" in said(capsys)
    assert run("review", "invitation", "steering", "2026-H1") == 2
    assert "no review 'steering' of 2026-H1 is planned" in said(capsys)
    happened = ("incident-review", "publish", "1", "--happened", "2026-02-10")
    assert run(*happened, *PROVIDER, "--at", "2026-02-10") == 2
    assert run("favour-amendment", "weekend", "--from", "2026-08-01") == 2
    assert "'weekend' is no habit; no favour is one so far" in said(capsys)
    assert not (folder / "record").exists()


def test_a_quotation_becomes_work_and_is_accepted_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.is_dir()
    assert run("quotation", "ask", "--what", "A desk.", *CLIENT, "--at", "2026-02-01") == 0
    offer = ("quotation", "give", "1", "--price", "4800 EUR", "--due", "2026-03-31")
    assert run(*offer, *PROVIDER, "--at", "2026-02-02") == 0
    accept = ("quotation", "accept", "1", *CLIENT, "--at", "2026-02-03")
    assert run(*accept) == 0
    said(capsys)
    assert run(*accept) == 1
    assert "the quotation of entry 1 is accepted already" in said(capsys)
    for doing, who in (("deliver", PROVIDER), ("accept", CLIENT)):
        assert run("work-request", doing, "1", *who, "--at", "2026-02-04") == 0
    said(capsys)
    assert run("partnership", "--at", "2026-02-05") == 0
    assert "1 A desk. (until 2026-03-31): done" in said(capsys)


def test_a_habit_becomes_a_sound_amendment(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gift = ("goodwill", "give", "weekend", "--what", 'A weekend\'s "help".')
    for month, worth in enumerate(("1600 EUR", "1600 EUR", "1601 EUR"), start=1):
        given = ("--worth", worth, "--on", f"2026-0{month}-09")
        assert run(*gift, *given, *PROVIDER, "--at", "2026-04-01") == 0
    said(capsys)
    assert run("partnership", "--at", "2026-04-02") == 0
    assert "habit: 'weekend', given 3 times in 2026 by the provider, worth 4,801.00 EUR" in said(
        capsys
    )
    draft = ("favour-amendment", "weekend", "--from", "2026-08-01", "--at", "2026-04-02")
    assert run(*draft) == 0
    text = capsys.readouterr().out
    base = (folder / "agreement.yaml").read_bytes()
    reading = read_texts([("agreement.yaml", base), ("amendment-1.yaml", text.encode())])
    assert reading.history is not None, reading.diagnostics
    assert "  weekend_price: 1600.33 EUR\n" in text
    settle = ("goodwill", "settle", "weekend", "--way", "amended", "--words", "See amendment 1.")
    assert run(*settle, *CLIENT, "--at", "2026-04-03") == 0
    assert run("goodwill", "acknowledge", "1", *CLIENT, "--at", "2026-04-03") == 0
    said(capsys)
    assert run("partnership", "--at", "2026-04-04") == 0
    assert "amended: See amendment 1." in said(capsys)


def test_a_pack_is_prepared_to_be_read_printed_and_shown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gift = ("goodwill", "give", "weekend", "--what", "Help.", "--worth", "1600 EUR")
    for day in range(1, 31):
        given = ("--on", f"2026-01-{day:02}")
        assert run(*gift, *given, *PROVIDER, "--at", "2026-02-01") == 0
    said(capsys)
    pack = ("review", "pack", "monthly", "2026-01", "--at", "2026-02-02")
    assert run(*pack) == 0
    told = said(capsys)
    assert "2026-01: 1 of 2 commitments met; 10,000.00 EUR net" in told
    assert "'weekend' was given 30 times in 2026 by the provider, worth 48,000.00 EUR" in told
    for wanted in ("pdf", "pptx", "html"):
        assert run(*pack, "--format", wanted, "--output", "packs") == 0
        first = (folder / "packs" / f"review-monthly-2026-01.{wanted}").read_bytes()
        assert run(*pack, "--format", wanted, "--output", "packs") == 0
        assert (folder / "packs" / f"review-monthly-2026-01.{wanted}").read_bytes() == first
    page = PdfReader(folder / "packs" / "review-monthly-2026-01.pdf").pages[0].extract_text()
    assert "Where it stands" in page
    slides = Presentation(str(folder / "packs" / "review-monthly-2026-01.pptx")).slides
    titles = [each.shapes[1].text_frame.text for each in slides]
    # Thirty favours do not fit on one slide.
    assert titles.count("FAVOURS") == 3
    rows = sum(
        len(shape.table.rows) - 1
        for each, title in zip(slides, titles, strict=True)
        if title == "FAVOURS"
        for shape in each.shapes
        if shape.has_table
    )
    assert rows == 30
    # Nothing reaches beyond a slide, and figures that are drawn say in words what they show.
    for slide in slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= Inches(13.34)
            assert 0 <= shape.top <= shape.top + shape.height <= Inches(7.53)
    drawn = [shape for slide in slides for shape in slide.shapes if isinstance(shape, SlidePicture)]
    named: Any = drawn[0]._element.nvPicPr
    assert named.cNvPr.get("descr").endswith("earned in incentives.")


def test_a_pack_of_no_review_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert folder.is_dir()
    plan = (*PLAN, *CLIENT, "--at", "2026-02-01")
    assert run(*plan) == 0
    assert run("review", "pack", "steerin", "2026-H1", "--at", "2026-02-02") == 2
    assert "did you mean 'steering 2026-H1'?" in said(capsys)


def test_the_text_is_read_in_plain_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("read", folder) == 0
    told = " ".join(said(capsys).split())
    assert "business review steering Held once in every half year, on business level." in told
    assert "Without one of CIO, contract manager (client) and account executive (provider)" in told
    assert "Given 3 times in a year, it is pointed out" in told
