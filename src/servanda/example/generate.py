"""The example's evidence, file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from servanda.example import business, outages
from servanda.example.exports import Export, write_exports
from servanda.example.incidents import PRIORITIES, SERVICE_NAMES, Incident, all_incidents
from servanda.example.moments import local_dashes, utc_slashes
from servanda.example.requests import Request, all_requests

__all__ = [
    "INCIDENT_HEADINGS",
    "SEED",
    "agreement_paths",
    "all_exports",
    "generate_evidence",
    "incident_rows",
    "operating_model_path",
]

SEED = 20250101

Row = tuple[str, ...]

INCIDENT_HEADINGS = (
    "number", "sys_updated_on", "sys_mod_count", "incident_state", "hold_reason", "priority",
    "business_service", "caller_id",
)  # fmt: skip


def agreement_paths() -> tuple[Path, ...]:
    """Return the texts of the example: the agreement, then its amendments in order.

    Example:
        >>> [path.name for path in agreement_paths()]
        ['agreement.yaml', 'amendment-1.yaml', 'amendment-2.yaml', 'amendment-3.yaml']
    """
    folder = Path(__file__).parent
    return (folder / "agreement.yaml", *sorted(folder.glob("amendment-*.yaml")))


def operating_model_path() -> Path:
    """Return the text that says who answers for what in the example."""
    return Path(__file__).parent / "operating-model.yaml"


def generate_evidence(
    folder: Path, *, seed: int = SEED, progress: Callable[[str], None] | None = None
) -> tuple[Path, ...]:
    """Write eighteen months of evidence.

    Args:
        folder: Where the files go; made if it is not there.
        seed: The same seed gives the same bytes, on any machine and version of Python.
        progress: Told each file's name once it is written.

    Returns:
        The files, by name.
    """
    return write_exports(folder, all_exports(seed), progress=progress)


def all_exports(seed: int = SEED) -> Iterator[Export]:
    """Give the files of eighteen months, each with all its rows."""
    for name, headings, rows in _files(seed):
        yield Export(name=name, headings=headings, rows=tuple(rows))


def _files(seed: int) -> Iterator[tuple[str, Row, Iterable[Row]]]:
    down = outages.all_outages(seed)
    incidents = [
        (f"INC{number:07d}", incident)
        for number, incident in enumerate(all_incidents(seed, down), start=1_000_001)
    ]
    requests = [
        (f"REQ{number:07d}", request)
        for number, request in enumerate(all_requests(seed), start=2_000_001)
    ]
    yield from _incident_files(incidents)
    yield from _request_files(requests)
    yield from _service_files(seed, down)
    yield from _partnership_files(seed, incidents, requests)


def _incident_files(incidents: list[tuple[str, Incident]]) -> Iterator[tuple[str, Row, list[Row]]]:
    """Give an export for each quarter, and one of what was entered only afterwards."""
    by_file: dict[str, list[tuple[datetime, Row]]] = {}
    for number, incident in incidents:
        for changed, row, is_late in incident_rows(number, incident):
            quarter = (incident.opened.month - 1) // 3 + 1
            part = "late_entries" if is_late else f"{incident.opened.year}_q{quarter}"
            by_file.setdefault(f"incident_changes_{part}.csv", []).append((changed, row))
    for name in sorted(by_file):
        yield name, INCIDENT_HEADINGS, [row for _, row in sorted(by_file[name])]


def incident_rows(number: str, incident: Incident) -> Iterator[tuple[datetime, Row, bool]]:
    """Give the changes of an incident: when, as the export writes it, and whether it came late."""
    # What is entered late gets the later number, whatever time it is entered for.
    recorded = sorted(incident.changes, key=lambda change: change.late_entry)
    for sequence, change in enumerate(recorded):
        row = (
            number,
            utc_slashes(change.at),
            str(sequence),
            change.state,
            change.hold_reason,
            PRIORITIES[change.priority],
            SERVICE_NAMES[incident.service],
            incident.caller,
        )
        yield change.at, row, change.late_entry


def _request_files(requests: list[tuple[str, Request]]) -> Iterator[tuple[str, Row, Iterable[Row]]]:
    cases = (
        (
            number,
            request.item,
            local_dashes(request.opened),
            local_dashes(request.closed) if request.closed else "",
            request.caller,
        )
        for number, request in requests
    )
    changes = (
        (number, local_dashes(at), str(sequence), state)
        for number, request in requests
        for sequence, (at, state) in enumerate(request.changes())
    )
    yield "requests.csv", ("number", "cat_item", "opened_at", "closed_at", "requested_for"), cases
    headings = ("request", "sys_updated_on", "sys_mod_count", "state")
    yield "request_changes.csv", headings, changes


def _service_files(
    seed: int, down: list[outages.Outage]
) -> Iterator[tuple[str, Row, Iterable[Row]]]:
    headings: Row = ("id", "service", "start", "end", "cause", "reported_by")
    yield "outages.csv", headings, outages.outage_rows(seed, down)
    headings = ("change_number", "service", "announced", "planned_start", "planned_end")
    yield "planned_maintenance.csv", headings, outages.maintenance_rows()
    headings = ("number", "service", "work_end", "close_code")
    yield "changes.csv", headings, business.change_rows(seed)
    headings = ("probe", "timestamp", "state", "response_ms")
    yield "page_loads.csv", headings, business.page_load_rows(seed, down)


def _partnership_files(
    seed: int, incidents: list[tuple[str, Incident]], requests: list[tuple[str, Request]]
) -> Iterator[tuple[str, Row, Iterable[Row]]]:
    closed = [incident.resolved for _, incident in incidents if incident.resolved]
    closed += [request.closed for _, request in requests if request.closed]
    headings: Row = ("answer_id", "submitted", "q1_satisfaction")
    yield "survey_answers.csv", headings, business.answer_rows(seed, closed)
    headings = ("day", "cut_off", "received", "stp", "repaired")
    yield "payments_per_day.csv", headings, business.payment_rows(seed)
    headings = ("id", "subject", "asked", "given")
    yield "decisions.csv", headings, business.decision_rows(seed)
    headings = ("incident", "restored", "published")
    yield "post_incident_reviews.csv", headings, business.review_rows(seed, incidents)
