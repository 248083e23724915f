"""The renewal pack as a paper: what the agreement came to, and room for what was learnt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from servanda.facts.standing import DisputeState, SpendingState
from servanda.facts.statement import LinePurpose
from servanda.kernel.quantity import Quantity
from servanda.pipeline.renewing import LineEarned, ReliefUsed, RenewalPack
from servanda.reports.clean import one_line
from servanda.reports.paper import Paper, PaperCell, PaperTable
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell
from servanda.reports.statement_view import with_segment

__all__ = ["commitments_table", "reliefs_table", "renewal_paper"]

_AS_SETTLED_NOW: Final = (
    "Every period is as it is settled now; differences that restatements made are in the periods"
    " that they are about."
)


_AS_HANDED_OVER: Final = "Every period is as its statement was handed over last."


def renewal_paper(pack: RenewalPack, reader: Reader, *, as_handed_over: bool = False) -> Paper:
    """Return what a renewal pack says.

    Args:
        pack: The pack.
        reader: How figures are spelt.
        as_handed_over: Whether it rests on statements as they were handed over.
    """
    tables = (
        _lines(pack),
        _never(pack),
        commitments_table(pack),
        _amendments(pack, reader),
        _disputes(pack, reader),
        reliefs_table(pack),
        _account(pack),
        _lessons(pack),
    )
    basis = _AS_HANDED_OVER if as_handed_over else _AS_SETTLED_NOW
    return Paper(
        kind="Renewal pack",
        title=one_line(pack.agreement.title),
        opening=_opening(pack, reader),
        sentences=tuple(_sentences(pack, reader)),
        picture=None,
        tables=tuple(each for each in tables if each.rows),
        notes=(basis, f"Evidence {pack.snapshot_sha256[:12]}."),
        period=pack.periods[-1],
    )


def _opening(pack: RenewalPack, reader: Reader) -> str:
    first, last = reader.period(pack.periods[0]), reader.period(pack.periods[-1])
    said = ", ".join(
        f"{spell(total, reader)} {word}"
        for purpose, word in _SUMS.items()
        if (total := _total(pack, purpose)) is not None
    )
    return f"{first} to {last}: {said or 'no money moved'}"


_SUMS = {
    LinePurpose.CHARGE: "charged",
    LinePurpose.SERVICE_CREDIT: "in service credits",
    LinePurpose.INCENTIVE: "in incentives",
}


def _total(pack: RenewalPack, purpose: LinePurpose) -> Quantity | None:
    paid = [each.paid for each in pack.lines if each.purpose is purpose]
    return sum(paid[1:], start=paid[0]) if paid else None


def _sentences(pack: RenewalPack, reader: Reader) -> Iterator[str]:
    yield from _term(pack, reader)
    never = len(pack.never_triggered)
    if never:
        yield f"{never} {plural(never, 'clause')} never asked for anything."
    handed = len(pack.issued)
    if handed:
        closed = sum(each.closed_at is not None for each in pack.issued)
        silent = sum(each.by_silence for each in pack.issued)
        again = sum(len(each.editions) > 1 for each in pack.issued)
        yield (
            f"{handed} {plural(handed, 'statement')} handed over: {closed} agreed"
            f" ({silent} by silence), {again} restated."
        )


def _term(pack: RenewalPack, reader: Reader) -> Iterator[str]:
    term = pack.term
    if term is None:
        yield "The agreement is over."
    elif term.last_day is None:
        yield "The agreement has no end set."
    else:
        yield f"The term ends on {reader.day(term.last_day)}."
        if term.notice_by is not None:
            day = reader.day(term.notice_by)
            on = "it is renewed by itself" if term.renews else "it ends unless it is prolonged"
            yield f"Notice is given by {day} at the latest; else {on}."


def _lines(pack: RenewalPack) -> PaperTable:
    return PaperTable(
        title="What each line came to",
        headings=("Line", "Purpose", "Triggered", "Most in a period", "In all"),
        rows=tuple(
            (_named(each), each.purpose.value, _triggered(each), each.most, each.paid)
            for each in pack.lines
        ),
    )


def _never(pack: RenewalPack) -> PaperTable:
    return PaperTable(
        title="Clauses never triggered",
        headings=("Line", "Purpose", "Periods settled"),
        rows=tuple(
            (_named(each), each.purpose.value, str(each.settled)) for each in pack.never_triggered
        ),
        note="A clause that never acts may do its work, or be out of anybody's reach.",
    )


def commitments_table(pack: RenewalPack) -> PaperTable:
    """Return how commitments were kept."""
    return PaperTable(
        title="How commitments were kept",
        headings=("Commitment", "Judged", "Met", "Below expected", "Below minimum", "Not judged"),
        rows=tuple(
            (
                one_line(each.title or each.name),
                *map(
                    str,
                    (
                        each.judged,
                        each.met,
                        each.below_expected,
                        each.below_minimum,
                        each.not_judged,
                    ),
                ),
            )
            for each in pack.commitments
        ),
    )


def _amendments(pack: RenewalPack, reader: Reader) -> PaperTable:
    return PaperTable(
        title="What was amended",
        headings=("Amendment", "From", "Change"),
        rows=tuple(
            (
                str(each.number) if first else "",
                reader.day(each.governs_from) if first else "",
                one_line(words),
            )
            for each in pack.amendments
            for first, words in ((words is each.words[0], words) for words in each.words)
        ),
    )


def _disputes(pack: RenewalPack, reader: Reader) -> PaperTable:
    rows: list[tuple[PaperCell, ...]] = []
    for had in pack.disputes:
        dispute = had.dispute
        ended = dispute.state.value
        if dispute.state is DisputeState.CHANGED and dispute.amount is not None:
            ended = f"the line pays {spell(dispute.amount, reader)}"
        line = with_segment(_titled(pack, dispute.line.name), dispute.line.segment)
        period = reader.called(had.period) or had.period
        rows.append((period, line, dispute.raised_by, one_line(dispute.reason), ended))
    return PaperTable(
        title="What was disputed",
        headings=("Period", "Line", "By", "Why", "How it ended"),
        rows=tuple(rows),
    )


def reliefs_table(pack: RenewalPack) -> PaperTable:
    """Return what became of claims for relief."""
    return PaperTable(
        title="How relief was used",
        headings=("Relief", "Claimed", "Granted", "Declined", "Withdrawn or open"),
        rows=tuple((_called(each), *map(str, _counts(each))) for each in pack.reliefs),
    )


def _called(used: ReliefUsed) -> str:
    return one_line(used.title or used.name.replace("_", " "))


def _counts(used: ReliefUsed) -> tuple[int, int, int, int]:
    states = [each.state.value for each in used.claims]
    granted, declined = states.count("granted"), states.count("declined")
    return len(states), granted, declined, len(states) - granted - declined


def _account(pack: RenewalPack) -> PaperTable:
    rows: list[tuple[PaperCell, ...]] = []
    if pack.balance is not None:
        rows = [
            ("Received", "", pack.balance.received),
            *(
                (
                    one_line(each.what),
                    f"{each.purpose}, to help '{_titled(pack, each.helps)}'",
                    each.cost,
                )
                for each in pack.spendings
                if each.state is SpendingState.DONE and each.cost is not None
            ),
            ("Set aside", "", pack.balance.set_aside),
            ("Free", "", pack.balance.free),
        ]
    return PaperTable(
        title="The holding account",
        headings=("What", "For", "Amount"),
        rows=tuple(rows),
    )


def _lessons(pack: RenewalPack) -> PaperTable:
    """Ask of what stands out, and leave room for what the parties have to say about it."""
    asked = [
        *(f"{_named(each)}: needed, and within reach?" for each in pack.never_triggered),
        *(
            f"{one_line(each.title or each.name)}: the right promise?"
            for each in pack.commitments
            if each.judged and each.met in {0, each.judged}
        ),
        *dict.fromkeys(
            f"{_titled(pack, each.dispute.line.name)}: said clearly enough?"
            for each in pack.disputes
        ),
        *(f"Relief '{_called(each)}': needed?" for each in pack.reliefs if not each.claims),
        "What else was learnt?",
    ]
    return PaperTable(
        title="Lessons",
        headings=("Question", "What we keep or change"),
        rows=tuple((each, "") for each in asked),
        note="For both parties to fill in.",
    )


def _named(line: LineEarned) -> str:
    return with_segment(line.title or line.name, line.segment)


def _titled(pack: RenewalPack, name: str) -> str:
    """Return what a line or a measure is called."""
    lines = {each.name: each.title for each in pack.lines}
    measure = pack.agreement.measures.get(name)
    return lines.get(name) or (measure.title if measure else "") or name


def _triggered(line: LineEarned) -> str:
    unsettled = f", {line.open} not settled" if line.open else ""
    return f"{line.triggered} of {line.settled}{unsettled}"
