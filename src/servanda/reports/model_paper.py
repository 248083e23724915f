"""An operating model for people: coverage of a portfolio, risks, changes, register, tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from servanda.operating_model.differences import Difference
from servanda.operating_model.model.portfolio import RegisterEntry
from servanda.operating_model.rules.everything import Examination
from servanda.operating_model.rules.finding import Finding
from servanda.operating_model.standing import ServiceStanding
from servanda.operating_model.stepping_in import Task
from servanda.reports.model_tables import ACCOUNTABLE, findings_table, risks_table, teams_table
from servanda.reports.paper import Paper, PaperTable, day_as_period
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural

__all__ = [
    "changes_paper",
    "coverage_paper",
    "register_paper",
    "risks_paper",
    "tasks_paper",
]


def coverage_paper(
    examination: Examination, chosen: Sequence[ServiceStanding], reader: Reader
) -> Paper:
    """Say how far the services of a portfolio are decided on, one row each."""
    undecided = sum(1 for each in chosen if any(c.is_undecided for c in each.cells))
    services = f"{reader.number_of(len(chosen))} {plural(len(chosen), 'service')}"
    open_ = [each for standing in chosen for each in _open(examination, standing)]
    return Paper(
        kind="Operating model",
        title=examination.model.title,
        opening=f"{services}; in {reader.number_of(undecided)} of them something is t.b.d., and"
        f" {reader.number_of(len(open_))} {plural(len(open_), 'finding')}"
        f" {'is' if len(open_) == 1 else 'are'} borne by nobody.",
        sentences=tuple(_by_ambition(chosen, reader)),
        picture=None,
        tables=(
            PaperTable(
                title="Services",
                headings=("Service", "Ambition", "Mode", "Live", "Decided", "As meant", "Deviate",
                          "Open", "Accepted", "Next step"),
                rows=tuple(_service_row(examination, each, reader) for each in chosen),
                note="Decided, as meant, deviate: cells of the matrix. Open, accepted: findings.",
            ),
            teams_table(examination.model, examination.day, reader),
            findings_table(
                [each for each in examination.findings if not each.service], "Of no single service"
            ),
        ),
        notes=(ACCOUNTABLE,),
        period=day_as_period(examination.day),
    )  # fmt: skip


def _by_ambition(chosen: Sequence[ServiceStanding], reader: Reader) -> Iterator[str]:
    ambitions = Counter(each.ambition.value for each in chosen if each.ambition)
    modes = Counter(each.mode.value for each in chosen if each.mode)
    parts = [f"ambition {word}: {reader.number_of(ambitions[word])}" for word in sorted(ambitions)]
    parts += [
        f"mode {word}: {reader.number_of(modes[word])}" if word != "stopped" else
        f"stopped: {reader.number_of(modes[word])}"
        for word in sorted(modes)
    ]  # fmt: skip
    if parts:
        joined = "; ".join(parts)
        yield f"{joined[:1].upper()}{joined[1:]}."


def _open(examination: Examination, standing: ServiceStanding) -> list[Finding]:
    return [each for each in examination.of(standing.service.name) if each.is_pressing]


def _service_row(
    examination: Examination, standing: ServiceStanding, reader: Reader
) -> tuple[str, ...]:
    cells = standing.shown_cells()
    findings = examination.of(standing.service.name)
    steps = [step for step in standing.service.steps if not step.done or step.done > standing.day]
    following = min(steps, key=lambda step: step.by, default=None)
    count = reader.number_of
    return (
        standing.service.title,
        standing.ambition.value if standing.ambition else "",
        standing.mode.value if standing.mode else "",
        "yes" if standing.is_live else "no",
        f"{count(sum(not each.is_undecided for each in cells))} of {count(len(cells))}",
        f"{count(sum(each.has_arrived for each in cells))} of {count(len(cells))}",
        count(sum(each.deviates for each in cells)),
        count(sum(each.is_pressing for each in findings)),
        count(sum(not each.is_open for each in findings)),
        reader.day(following.by) if following else "",
    )


def risks_paper(examination: Examination, reader: Reader, *, history: bool) -> Paper:
    """List risks with how they stand, and every word by which one was accepted."""
    risks = [
        (standing.service.title, each)
        for standing in examination.standings.values()
        for each in standing.risks
    ]
    open_ = sum(each.state.is_open for _, each in risks)
    bare = [each for each in examination.findings if each.risk is None]
    words = tuple(
        (
            title,
            each.risk.title,
            said.by,
            said.role.replace("_", " "),
            reader.day(said.on),
            reader.day(said.until),
            said.because,
        )
        for title, each in risks
        for said in each.risk.acceptances
        if said.on <= examination.day
    )
    return Paper(
        kind="Risks",
        title=examination.model.title,
        opening=f"{len(risks)} {plural(len(risks), 'risk')}, {open_} open;"
        f" {len(bare)} {plural(len(bare), 'finding')} without one.",
        sentences=(),
        picture=None,
        tables=(
            risks_table(risks, reader),
            findings_table(bare, "Found, and recorded by nobody"),
            PaperTable(
                title="Who accepted what",
                headings=("Service", "Risk", "By", "Role", "On", "Until", "Because"),
                rows=words,
                in_text=history,
            ),
        ),
        notes=("An acceptance that has expired is an open risk.",),
        period=day_as_period(examination.day),
    )


def changes_paper(title: str, found: Sequence[Difference], day: date, since: str) -> Paper:
    """List what differs."""
    count = len(found)
    return Paper(
        kind="What changed",
        title=title,
        opening=f"{count} {plural(count, 'difference')} {since}."
        if count
        else f"Nothing differs {since}.",
        sentences=(),
        picture=None,
        tables=(
            PaperTable(
                title="Differences",
                headings=("Service", "What", "Before", "After"),
                rows=tuple((each.service, each.what, each.before, each.after) for each in found),
            ),
        ),
        notes=(),
        period=day_as_period(day),
    )


def register_paper(
    title: str, entries: Sequence[RegisterEntry], day: date, reader: Reader
) -> Paper:
    """List the services that business functions buy or run."""
    written = sum(each.letter is not None for each in entries)
    return Paper(
        kind="Register of business-led IT",
        title=title,
        opening=f"{len(entries)} {plural(len(entries), 'service')} that business functions buy or"
        f" run; owners written to: {written}.",
        sentences=(),
        picture=None,
        tables=(
            PaperTable(
                title="Register",
                headings=("Service", "Function", "Owner", "Contract", "Data", "Connected to",
                          "At stake", "Ambition", "Found", "In"),
                rows=tuple(
                    (
                        each.title,
                        each.function,
                        each.owner or "not known",
                        each.contract or "not known",
                        each.data or "not known",
                        ", ".join(each.interfaces),
                        each.exposure,
                        each.ambition.value if each.ambition else "open",
                        reader.day(each.found),
                        each.found_in.value,
                    )
                    for each in entries
                ),
            ),
        ),
        notes=("Advice, not policing: 'servanda model letter NAME' says what IT can do for one.",),
        period=day_as_period(day),
    )  # fmt: skip


def tasks_paper(title: str, tasks: Sequence[Task], day: date, reader: Reader) -> Paper:
    """Say who is asked to step in, for whom, by when."""
    count = len(tasks)
    opening = f"{count} {plural(count, 'task')} of stepping in, from {reader.day(day)}."
    return Paper(
        kind="Stepping in",
        title=title,
        opening=opening if count else "Nobody has to step in.",
        sentences=(),
        picture=None,
        tables=(
            PaperTable(
                title="Tasks",
                headings=("Service", "Process", "Steps in", "For", "By", "Because"),
                rows=tuple(
                    (
                        each.service,
                        each.process,
                        each.accountable,
                        ", ".join(each.performs),
                        reader.day(each.by),
                        each.because,
                    )
                    for each in tasks
                ),
            ),
        ),
        notes=(),
        period=day_as_period(day),
    )
