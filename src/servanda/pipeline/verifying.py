"""Whether a record is what its parties said, and whether its figures come out again.

Everything is computed anew from the bundle alone: no network, no clock, no other file.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from servanda.agreement.read.versions import read_texts
from servanda.decisions.standing import replay
from servanda.evidence.snapshot import Snapshot, UnknownSnapshot
from servanda.evidence.verify import odd_tables
from servanda.facts.decision import (
    DraftProposed,
    Entry,
    EvidenceSubmitted,
    StatementIssued,
    VersionSigned,
)
from servanda.facts.statement import Statement
from servanda.journal.chain import Journal, read_journal
from servanda.kernel.decimals import amount_text
from servanda.kernel.diagnostic import Severity
from servanda.ledger.export import csv_text
from servanda.ledger.transaction import left_over
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.archive import odd_bytes, unpack
from servanda.pipeline.booking import Booked, book_of_record
from servanda.pipeline.bundling import (
    LEDGER,
    MANIFEST,
    SUPPORTED,
    cited_files,
    manifest_of,
    sha256_of,
)
from servanda.pipeline.inputs import as_cited, cites
from servanda.pipeline.journal_store import JOURNAL
from servanda.pipeline.measuring import measure_inputs
from servanda.pipeline.record import Record, edition_name
from servanda.pipeline.refusals import CannotRead
from servanda.pipeline.settling import settle_measured
from servanda.pipeline.workspace import Workspace
from servanda.settlement.adjusting import paid_lines
from servanda.settlement.canonical import statement_bytes
from servanda.settlement.posting.credit_note import CreditNote, credit_notes
from servanda.settlement.semantics import KNOWN, Semantics

__all__ = ["Check", "Verified", "verify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Say what was looked at and what is wrong with it.

    Args:
        what: What was looked at, in words: ``statement 2026-03, edition 1``.
        wrong: What is wrong, a sentence each; empty where nothing is.
    """

    what: str
    wrong: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Return whether nothing is wrong."""
        return not self.wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """Hold what verifying found.

    Args:
        agreement: Identifier of the agreement, empty where the journal cannot be read.
        head: Digest of the journal's last entry.
        entries: Number of its entries.
        unsigned: Entries that carry no signature, and so rest on the word of who holds the file.
        checks: Everything that was looked at, in order. Where files are not what they were, the
            figures are not computed from them.
    """

    agreement: str
    head: str
    entries: int
    unsigned: int
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Return whether nothing is wrong with anything."""
        return all(each.holds for each in self.checks)


def verify(path: Path, *, head: str = "", progress: Progress = say_nothing) -> Verified:
    """Verify a bundle, or the folder of a record.

    Args:
        path: A bundle's file or a record's folder.
        head: Digest of an entry that the caller has seen before, which has to be there still;
            empty to ask for none.
        progress: Told before each step.

    Raises:
        CannotRead: There is nothing there.
        NotABundle: The file is no bundle at all, or its members do not pass their checksums; the
            message names the member.
    """
    with tempfile.TemporaryDirectory(prefix="servanda-") as scratch:
        place = Path(scratch)
        if path.is_dir():
            return _Verifying(Record(path), place, progress).all(head)
        if not path.is_file():
            raise CannotRead(path, "there is no such bundle or folder")
        folder = place / "bundle"
        progress("unpacking", 0, 0)
        files = unpack(path, folder)
        first = tuple(_container(path, files, place))
        return _Verifying(Record(folder), place, progress).all(head, first, files)


def _container(path: Path, files: Mapping[str, Path], scratch: Path) -> Iterator[Check]:
    odd = odd_bytes(path, files, scratch)
    wrong: tuple[str, ...] = ()
    if odd is not None:
        where = f"in {odd.member}" if odd.member else "in the bundle's own directory"
        wrong = (f"byte {odd.offset} ({where}) is not as it was packed",)
    yield Check(what="the bundle's bytes", wrong=wrong)


class _Verifying:
    """Look at one thing after the other."""

    def __init__(self, record: Record, scratch: Path, progress: Progress) -> None:
        self.record = record
        self.workspace = Workspace(
            texts=(),
            evidence=scratch / "no evidence",
            cache=scratch / "cache",
            output=scratch / "statements",
            record=record.folder,
            people=scratch / "people",
        )
        self.progress = progress

    def all(
        self, head: str, first: Sequence[Check] = (), files: Mapping[str, Path] | None = None
    ) -> Verified:
        journal = read_journal(self.record.content())
        checks = [*first, _journal_check(journal, head)]
        checks += self._files(journal, files)
        if all(each.holds for each in checks):
            checks += self._rules(journal)
            checks += self._signed(journal)
            checks += self._documents(journal)
            booked = book_of_record(self.record, journal)
            checks += self._ledger(booked, files)
            checks += self._credit_notes(booked)
            checks += self._evidence(journal)
        if all(each.holds for each in checks):
            checks += self._statements(journal)
        return Verified(
            agreement=journal.entries[0].agreement if journal.entries else "",
            head=journal.head,
            entries=len(journal.entries),
            unsigned=sum(not each.signature for each in journal.entries),
            checks=tuple(checks),
        )

    def _files(self, journal: Journal, files: Mapping[str, Path] | None) -> Iterator[Check]:
        yield Check(what="what the journal cites is there", wrong=tuple(self._missing(journal)))
        if files is not None:
            yield Check(what="the manifest", wrong=tuple(self._unlisted(journal, files)))

    def _missing(self, journal: Journal) -> Iterator[str]:
        try:
            cited = dict(cited_files(self.record, journal))
        except CannotRead as problem:
            yield str(problem)
            return
        yield from (f"{name} is not there" for name, place in cited.items() if not place.is_file())
        for entry in journal.entries:
            if isinstance(entry.act, DraftProposed | EvidenceSubmitted | StatementIssued):
                yield from self._other_texts(entry.act)

    def _other_texts(
        self, act: DraftProposed | EvidenceSubmitted | StatementIssued
    ) -> Iterator[str]:
        for text in act.texts:
            place = self.record.text_path(text)
            if place.is_file() and sha256_of(place) != text.sha256:
                yield f"texts/{text.sha256}/{text.name} is not the text that was cited"

    def _unlisted(self, journal: Journal, files: Mapping[str, Path]) -> Iterator[str]:
        if MANIFEST not in files:
            yield f"{MANIFEST} is not there"
            return
        content = files[MANIFEST].read_bytes()
        listed = _listed(content)
        found = {name: sha256_of(place) for name, place in files.items() if name != MANIFEST}
        for name in sorted({*listed, *found}):
            if name not in found:
                yield f"{name} is listed and not there"
            elif name not in listed:
                yield f"{name} is not listed"
            elif found[name] != listed[name]:
                yield f"{name} is not what was packed"
        try:
            cited = {name for name, _ in cited_files(self.record, journal)}
        except CannotRead:
            return
        yield from (
            f"{name} is cited by no entry" for name in sorted(found.keys() - cited - {LEDGER})
        )
        others = {name: place for name, place in files.items() if name != MANIFEST}
        if content != manifest_of(journal, others):
            yield f"{MANIFEST} is not the manifest of these files"

    def _rules(self, journal: Journal) -> Iterator[Check]:
        """Look whether each entry was allowed, by the newest texts that an entry names."""
        cited = [each for each in journal.entries if cites(each)]
        what = "what was said was allowed"
        if not cited:
            return
        inputs = as_cited(self.record, self.workspace, cited[-1], journal, journal.entries[-1].at)
        if inputs.value is None:
            wrong = tuple(f"{each.code}: {each.message}" for each in inputs.diagnostics)
            yield Check(what=what, wrong=wrong)
            return
        replayed = replay(
            inputs.value.history, journal.entries, journal.entries[-1].at, file=JOURNAL
        )
        yield Check(
            what=what,
            wrong=tuple(
                f"{JOURNAL}, line {each.span.line}: {each.message}" for each in replayed.diagnostics
            ),
        )

    def _signed(self, journal: Journal) -> Iterator[Check]:
        """Look whether each version that a party signed can be read and says what was proposed."""
        proposed = {each.sha256: each for each in journal.entries}
        signed = {
            each.act.proposal: None
            for each in journal.entries
            if isinstance(each.act, VersionSigned)
        }
        for digest in signed:
            entry = proposed.get(digest)
            if entry is not None and isinstance(entry.act, DraftProposed):
                wrong = tuple(self._proposed(entry.act))
                yield Check(what=f"the version that entry {entry.number} proposed", wrong=wrong)

    def _proposed(self, act: DraftProposed) -> Iterator[str]:
        texts = [(each.name, self.record.text(each)) for each in act.texts]
        reading = read_texts(texts)
        if reading.history is None:
            errors = (each for each in reading.diagnostics if each.severity is Severity.ERROR)
            yield from (f"{each.code}: {each.message}" for each in errors)
            return
        governs_from = reading.history.latest.effective_from
        if governs_from != act.governs_from:
            yield f"its text governs from {governs_from}, not from {act.governs_from}"

    def _documents(self, journal: Journal) -> Iterator[Check]:
        named = {
            document.sha256: (entry, document)
            for entry in journal.entries
            if isinstance(entry.act, SUPPORTED)
            for document in entry.act.documents
        }
        if not named:
            return
        places = {each: self.record.document_path(named[each][1]) for each in named}
        carried = [each for each in named if places[each].is_file()]
        wrong = tuple(
            f"'{document.name}' is not the document that entry {entry.number} names"
            for entry, document in map(named.__getitem__, carried)
            if sha256_of(places[document.sha256]) != document.sha256
        )
        yield Check(what=f"{len(carried)} of {len(named)} documents are carried", wrong=wrong)

    def _ledger(self, booked: Booked | None, files: Mapping[str, Path] | None) -> Iterator[Check]:
        """Look at everything posted again, and whether a bundle carries the same accounts."""
        carried = (files or {}).get(LEDGER)
        if booked is None:
            if carried is not None:
                yield Check(what="the ledger", wrong=(f"nothing can be posted for {LEDGER}",))
            return
        postings = list(booked.ledger.postings())
        odd = (
            f"the postings in {currency} come to {amount_text(amount)}, not to zero"
            for currency, amount in left_over(postings).items()
        )
        wrong = list(odd)
        if files is not None and carried is None:
            wrong.append(f"{LEDGER} is not there")
        elif carried is not None and carried.read_bytes() != csv_text(booked.ledger).encode():
            wrong.append(f"{LEDGER} does not come out again")
        count = f"{len(postings)} {'posting' if len(postings) == 1 else 'postings'}"
        what = f"the ledger: {count}, which sum to zero" if not wrong else "the ledger"
        yield Check(what=what, wrong=tuple(wrong))

    def _credit_notes(self, booked: Booked | None) -> Iterator[Check]:
        """Make every credit note again, and hold it against the totals of its statement."""
        if booked is None:
            return
        notes = credit_notes(booked.history, booked.occasions)
        count = sum(bool(each.number) for each in notes)
        if notes:
            what = f"the credit notes: {count}, which come to what their statements say"
            yield Check(what=what, wrong=tuple(self._odd_notes(notes)))

    def _odd_notes(self, notes: Sequence[CreditNote]) -> Iterator[str]:
        for note in notes:
            path = self.record.statement_path(edition_name(note.period.label, 1))
            if not path.is_file() or sha256_of(path) != note.statement_sha256:
                continue
            stated = _credited(path.read_bytes())
            if stated != (note.net.amount, note.to_holding_account.amount):
                amount = f"{amount_text(note.net.amount)} {note.net.unit}"
                yield (
                    f"the credit note of {note.period.label} comes to {amount}, and its statement"
                    " says otherwise"
                )

    def _evidence(self, journal: Journal) -> Iterator[Check]:
        digests = {
            each.act.snapshot_sha256: None
            for each in journal.entries
            if isinstance(each.act, EvidenceSubmitted | StatementIssued)
        }
        for number, digest in enumerate(digests):
            self.progress(f"reading evidence {digest[:12]}", number, len(digests))
            path = self.record.snapshot_path(digest)
            try:
                wrong = odd_tables(Snapshot.open(path))
            except UnknownSnapshot as problem:
                wrong = (str(problem),)
            yield Check(what=f"evidence {digest[:12]}", wrong=wrong)

    def _statements(self, journal: Journal) -> Iterator[Check]:
        issued = [each for each in journal.entries if isinstance(each.act, StatementIssued)]
        for number, entry in enumerate(issued):
            act = entry.act
            assert isinstance(act, StatementIssued)
            what = f"statement {act.period}, edition {act.edition}"
            self.progress(f"settling {what}", number, len(issued))
            yield Check(what=what, wrong=tuple(self._statement(journal, entry, act)))

    def _statement(self, journal: Journal, entry: Entry, act: StatementIssued) -> Iterator[str]:
        path = self.record.statement_path(edition_name(act.period, act.edition))
        if sha256_of(path) != act.statement_sha256:
            yield f"{path.name} is not the statement that entry {entry.number} handed over"
            return
        content = path.read_bytes()
        named = _semantics(content)
        semantics = KNOWN.get(named)
        if semantics is None:
            yield (
                f"it was settled under version {named} of the settlement semantics; this"
                f" program computes {' and '.join(f'version {each}' for each in KNOWN)}"
            )
            return
        before = replace(journal, entries=journal.entries[: entry.number - 1])
        again = self._again(before, entry, act.period, semantics)
        if again.value is None:
            yield from (f"{each.code}: {each.message}" for each in again.diagnostics)
            yield f"{act.period} cannot be settled again"
            return
        if statement_bytes(again.value) != content:
            yield "it does not come out again: " + _first_odd(content, again.value)
        if paid_lines(again.value) != act.lines:
            yield f"entry {entry.number} says other amounts than the statement"

    def _again(
        self, before: Journal, entry: Entry, period: str, semantics: Semantics
    ) -> Answer[Statement]:
        inputs = as_cited(self.record, self.workspace, entry, before, entry.at)
        if inputs.value is None:
            return Answer(None, inputs.diagnostics)
        measured = measure_inputs(inputs.value, self.workspace)
        if measured.value is None:
            return Answer(None, measured.diagnostics)
        statements = settle_measured(replace(measured.value, semantics=semantics)).statements
        return Answer(next((each for each in statements if each.period.label == period), None))


def _journal_check(journal: Journal, head: str) -> Check:
    wrong = [f"{JOURNAL}, line {each.line}: {each.why}" for each in journal.broken]
    if not journal.entries and not wrong:
        wrong = [f"{JOURNAL} holds no entry"]
    if head and head not in {each.sha256 for each in journal.entries}:
        wrong.append(f"{JOURNAL} does not hold the entry {head}: it was rewritten or cut off")
    return Check(what="the journal's chain and signatures", wrong=tuple(wrong))


def _listed(manifest: bytes) -> dict[str, str]:
    try:
        files = json.loads(manifest)["files"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return files if isinstance(files, dict) else {}


def _semantics(content: bytes) -> int:
    """Return the version that a statement names, 0 where it names none."""
    try:
        named = json.loads(content)["sources"]["semantics"]
    except (ValueError, KeyError, TypeError):
        return 0
    return named if type(named) is int else 0


def _credited(content: bytes) -> tuple[Fraction, Fraction] | None:
    """Return what a statement credits, its charges apart, and what of it is held."""
    try:
        totals = json.loads(content)["totals"]
        amounts = {name: Fraction(total["amount"]) for name, total in totals.items()}
        less = amounts["incentives"] + amounts["adjustments"]
        return amounts["service_credits"] - less, amounts.get("held", Fraction(0))
    except (ValueError, KeyError, TypeError, ArithmeticError):
        return None


def _first_odd(content: bytes, statement: Statement) -> str:
    """Name the part of a statement in which two differ."""
    before, after = json.loads(content), json.loads(statement_bytes(statement))
    odd = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return f"{', '.join(odd)} differ" if odd else "its bytes differ"
