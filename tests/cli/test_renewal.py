"""The renewal pack: what an agreement has come to, as text, on a page and on paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.folder import run, write_folder

CLIENT = ("--as", "client", "--person", "C. Jones")
PROVIDER = ("--as", "provider", "--person", "J. Smith")
MORE = """\
  unheard:
    when: uptime below 10% otherwise no
    pays: 100 EUR
    commitment: uptime
relief:
  third_party: {cause: third party, claimed by: provider}
  works: {title: Works, cause: planned maintenance, claimed by: provider}
holding account: {receives: penalties, decided by: client, spent on: [training], at the end: client}
limits:
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which a statement was handed over and one of its lines disputed."""
    folder = write_folder(tmp_path / "desk")
    path = folder / "agreement.yaml"
    text = path.read_text(encoding="utf-8").replace("limits:\n", MORE)
    renewed = text.replace("2026-12-31}", "2026-12-31, notice: 3 months, renewal: 12 months}")
    path.write_text(renewed, encoding="utf-8")
    monkeypatch.chdir(folder)
    when = ("--at", "2026-03-02")
    dispute = ("dispute", "2026-01", "restored", "--proposed", "500 EUR", "--reason", "Too much.")
    answer = ("answer", "2", "settled", "--amount", "600 EUR", "--reason", "Halfway.")
    claim = ("claim", "third_party", "--table", "incidents", "--keys", "INC4", "--period",
             "2026-02", "--reason", "A cut line.")  # fmt: skip
    assert run("issue", "2026-01", *PROVIDER, *when) == 0
    assert run(*dispute, *CLIENT, *when) == 0
    assert run(*answer, *PROVIDER, *when) == 0
    assert run(*claim, *PROVIDER, *when) == 0
    return folder


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.replace("\xa0", " ")


def test_it_says_what_everything_came_to(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys)
    assert run("renewal") == 0
    lines = [" ".join(each.split()) for each in told(capsys).splitlines()]
    assert lines[:5] == [
        "January 2026 to February 2026: 20,000.00 EUR charged, 600.00 EUR in service credits",
        "The term ends on 31 Dec 2026.",
        "Notice is given by 30 Sep 2026 at the latest; else it is renewed by itself.",
        "1 clause never asked for anything.",
        "1 statement handed over: 0 agreed (0 by silence), 0 restated.",
    ]
    for line in (
        "monthly charge 2 of 2 10,000.00 EUR 20,000.00 EUR",
        "Incidents restored in time service credit 1 of 2 600.00 EUR 600.00 EUR",
        "unheard service credit 2",
        "Availability of the desk 2 2 0 0 0",
        "January 2026 Incidents restored in time client Too much. the line pays 600.00 EUR",
        "third party 1 0 0 1",
        "Works 0 0 0 0",
        "Free 600.00 EUR",
        "unheard: needed, and within reach?",
        "Relief 'Works': needed?",
        "What else was learnt?",
    ):
        assert line in lines


def test_it_is_set_on_paper_and_on_a_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for wanted in ("pdf", "html", "xlsx"):
        assert run("renewal", "--format", wanted) == 0
    paper = PdfReader(folder / "statements" / "renewal.pdf")
    words = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert "Clauses never triggered" in words
    assert "unheard: needed, and within reach?" in words
    page = (folder / "statements" / "renewal.html").read_text(encoding="utf-8")
    assert "<h2>Lessons</h2>" in page
    assert "What else was learnt?" in page


def test_programs_read_it_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys)
    assert run("renewal", "--format", "json", "--period", "2026-01") == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["first"], document["last"]) == ("2026-01", "2026-01")
    assert document["never_triggered"] == ["unheard"]
    assert document["reliefs"][0] == {"name": "third_party", "claimed": 1, "states": {"claimed": 1}}
    (dispute,) = document["disputes"]
    assert (dispute["state"], dispute["amount"]["amount"]) == (
        "the line pays what was agreed",
        "600",
    )
    assert (document["term_ends"], document["notice_by"]) == ("2026-12-31", "2026-09-30")


def test_another_paper_is_set_as_pdf(folder: Path) -> None:
    assert run("try", "penalties.restored.pool=4%", "--format", "pdf") == 0
    paper = PdfReader(folder / "statements" / "try.pdf")
    assert "penalties.restored.pool=4%" in "".join(
        page.extract_text().replace("\u200b", "").replace("\n", "") for page in paper.pages
    )
