"""Every JSON document has the shape that is documented, and the documentation is in step."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from scripts.json_page import json_pages
from servanda.cli.documents.every import DOCUMENTS
from servanda.evidence.people.pseudonyms import pseudonym
from servanda.facts.decision import LinePaid, StatementIssued
from servanda.facts.statement import LinePurpose
from servanda.journal.chain import Journal, Speaker, next_entry
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.pipeline.deciding import open_desk
from servanda.pipeline.issuing import issue
from servanda.pipeline.people import keyring_of
from servanda.pipeline.proposing import draft_of_changes, propose
from servanda.pipeline.record import Record
from servanda.pipeline.workspace import find_workspace
from tests.cli.folder import AGREEMENT, run, write_folder


def _until_august(folder: Path) -> Path:
    """Let the evidence reach further: a forecast needs six complete months."""
    with (folder / "evidence" / "incidents.csv").open("a", encoding="utf-8") as file:
        file.write("INC9,2026-08-31T09:00:00+02:00,2026-08-31T10:00:00+02:00,P2\n")
    return folder


def _issue(folder: Path) -> bool:
    """Hand January's statement over, and return whether the text allows it."""
    speaker = Speaker(party="provider", person="P. Manager")
    moment = Instant.parse("2026-03-01T12:00:00Z")
    return issue(find_workspace(folder), "2026-01", speaker, moment).value is not None


def issued(folder: Path) -> Path:
    """Hand January's statement over, and return the folder."""
    assert _issue(folder)
    return folder


def proposed(folder: Path) -> int:
    """Propose an amendment of the text in the folder; return the proposal's number."""
    opened = open_desk(find_workspace(folder), Instant.parse("2026-01-02T12:00:00Z"))
    if opened.value is not None:
        change = ("commitments.restored.expected=at least 96%",)
        draft = draft_of_changes(opened.value, change, first_day=date(2026, 2, 1)).value
        assert draft is not None
        speaker = Speaker(party="client", person="C. Jones")
        assert propose(opened.value, speaker, draft).value is not None
    return 1


def credited(folder: Path) -> Path:
    """Enter a statement that credits something, whatever the text says; return the folder."""
    act = StatementIssued(
        period="2026-01",
        edition=1,
        statement_sha256="0",
        snapshot_sha256="0",
        texts=(),
        lines=(
            LinePaid(
                name="restored",
                purpose=LinePurpose.SERVICE_CREDIT,
                payable=Quantity.money(5, "EUR"),
            ),
        ),
    )
    speaker = Speaker(party="provider", person="Somebody")
    at = Instant.parse("2026-02-03T12:00:00Z")
    entry = next_entry(Journal(), "small-desk", at, speaker, act)
    Record(folder / "record").append(Journal(), [entry])
    return folder


def invoiced(folder: Path) -> Path:
    """Hand January over, and write an invoice that asks for more; return its file."""
    _issue(folder)
    path = folder / "invoice.csv"
    path.write_text("line,amount\nmonthly,10500.00\nTravel,120.00\n", encoding="utf-8")
    return path


def sealed(folder: Path) -> str:
    """Seal a name beside the record in the folder; return its pseudonym."""
    keyring = keyring_of(find_workspace(folder))
    key = keyring.key_or_new()
    person = pseudonym("Anna Visser", key)
    keyring.keep(key, {person: "Anna Visser"})
    return person


MODEL = """\
servanda: 1
operating model: small
title: A small operating model
agreements: {desk: .}
parties: {northwind: {title: Northwind, side: provider, agreement: desk}}
register: {planner: {title: Planner, function: Facilities, found: 2026-01-05}}
"""


def modelled(folder: Path) -> Path:
    """Put an operating model into the folder; return it."""
    (folder / "operating-model.yaml").write_text(MODEL, encoding="utf-8")
    return folder


def reviewed(folder: Path) -> Path:
    """Let the agreement ask for a review every month; return the folder."""
    text = (folder / "agreement.yaml").read_text(encoding="utf-8")
    attended = "{client: contract manager, provider: service delivery manager}"
    review = f"{{level: operational, every: month, attended by: {attended}}}"
    (folder / "agreement.yaml").write_text(f"{text}reviews: {{monthly: {review}}}\n", "utf-8")
    return folder


def aimed(folder: Path) -> Path:
    """Let the agreement name an outcome; return the folder."""
    path = folder / "agreement.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}outcomes: {{open_desk: {{owner: Board, measure: uptime}}}}\n", "utf-8")
    return folder


def served(folder: Path) -> Path:
    """Let the agreement name a service; return the folder."""
    path = folder / "agreement.yaml"
    path.write_text(path.read_text("utf-8") + "services: {desk: Service desk}\n", "utf-8")
    return folder


DOCS = Path(__file__).resolve().parents[2] / "docs"


COMMANDS: dict[str, Callable[[Path], tuple[object, ...]]] = {
    "servanda check": lambda folder: ("check", folder),
    "servanda format": lambda folder: ("format", folder, "--diff"),
    "servanda read": lambda folder: ("read", folder),
    "servanda profile": lambda folder: ("profile", folder),
    "servanda measure": lambda folder: ("measure", folder),
    "servanda settle, servanda demo": lambda folder: ("settle", folder),
    "servanda report": lambda folder: ("report", folder),
    "servanda compare": lambda folder: ("compare", folder, folder),
    "servanda try": lambda folder: ("try", "penalties.restored.pool=4%", "-a", folder),
    "servanda backtest": lambda folder: ("backtest", folder),
    "servanda forecast": lambda folder: ("forecast", _until_august(folder), "--samples", 20),
    "servanda credit-note": lambda folder: ("credit-note", "2026-01", "-a", credited(folder)),
    "servanda invoice": lambda folder: (
        "invoice", "2026-01", invoiced(folder), "-a", folder,
    ),
    "servanda ledger": lambda folder: ("ledger", credited(folder)),
    "servanda holding": lambda folder: ("holding", credited(folder)),
    "servanda outcomes": lambda folder: ("outcomes", aimed(folder)),
    "servanda service-card": lambda folder: ("service-card", "desk", "-a", served(folder)),
    "servanda partnership": lambda folder: ("partnership", folder),
    "servanda review pack": lambda folder: (
        "review", "pack", "monthly", "2026-01", "-a", reviewed(folder), "--at", "2026-07-01",
    ),
    "servanda explain": lambda folder: ("explain", "restored", "2026-01", "-a", folder),
    "servanda explain --case": lambda folder: (
        "explain", "restored", "--case", "INC2", "-a", folder,
    ),
    "servanda explain CODE": lambda _: ("explain", "A228"),
    "servanda record": lambda folder: ("record", "-a", folder),
    "servanda proposals": lambda folder: ("proposals", proposed(folder), "-a", folder),
    "servanda waiting": lambda folder: ("waiting", "-a", folder),
    "servanda renewal": lambda folder: ("renewal", "-a", folder),
    "servanda calendar": lambda folder: ("calendar", "-a", folder, "--at", "2026-06-01"),
    "servanda claim, answer, agree, dispute, spend, model accept and so on": lambda folder: (
        "wrinkle", "restored", "--what", "A gap.", "-a", folder, "--as", "client", "--person",
        "C. Jones",
    ),
    "servanda issue": lambda folder: (
        "issue", "2026-01", "--as", "provider", "--person", "P. Manager", "-a", folder,
    ),
    "servanda erase": lambda folder: ("erase", sealed(folder), "-a", folder),
    "servanda retention": lambda folder: ("retention", folder),
    "servanda processing-record": lambda folder: ("processing-record", folder),
    "servanda who": lambda folder: ("who", sealed(folder), "-a", folder),
    "servanda bundle": lambda folder: ("bundle", issued(folder)),
    "servanda verify": lambda folder: ("verify", issued(folder) / "record"),
    "servanda model check, servanda model show, servanda model risks": lambda folder: (
        "model", "check", modelled(folder),
    ),
    "servanda model compare, servanda model fill": lambda folder: (
        "model", "compare", modelled(folder), "--since", "2026-01-01",
    ),
    "servanda model register": lambda folder: ("model", "register", modelled(folder)),
    "servanda model step-in": lambda folder: ("model", "step-in", modelled(folder)),
    "servanda model journal": lambda folder: ("model", "journal", modelled(folder)),
}  # fmt: skip

OF_NO_AGREEMENT = {
    "servanda format",
    "servanda explain CODE",
    "servanda bundle",
    "servanda verify",
    "servanda who",
}


def test_every_document_has_a_command() -> None:
    assert set(COMMANDS) == set(DOCUMENTS)


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_printed_has_the_documented_shape(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run(*COMMANDS[command](folder), "--format", "json") == 0
    printed = capsys.readouterr().out
    adapter: TypeAdapter[object] = TypeAdapter(DOCUMENTS[command])
    again = adapter.validate_json(printed)
    assert json.loads(adapter.dump_json(again)) == json.loads(printed)
    assert next(iter(json.loads(printed))) == "format"


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in OF_NO_AGREEMENT])
def test_mistakes_are_printed_as_a_checks_document(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk", AGREEMENT.replace("monthly: fee\n", "monthly: fe\n"))
    assert run(*COMMANDS[command](folder), "--format", "json") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["format"] == "servanda/check/1"
    assert document["errors"] == 1
    assert not (folder / "statements").exists()
    assert not (folder / ".servanda").exists()


@pytest.mark.parametrize(("name", "text"), list(json_pages().items()))
def test_the_documentation_is_in_step(name: str, text: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == text


def test_amounts_are_exact_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("measure", folder, "--period", "2026-01", "--format", "json") == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    uptime = next(each for each in figures if each["measure"] == "uptime")
    # Three hours of 744 were lost: 1/248, which has no end in decimals.
    assert uptime["value"]["amount"] == "247/248"
