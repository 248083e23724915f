"""Questions that take longer than somebody waits: found out by a worker, kept, and read."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from servanda.desk.background import WEIGHING, Errand, Sort
from servanda.desk.seeing import Seen
from servanda.facts.decision import Entry
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Progress
from servanda.pipeline.workspace import Workspace
from servanda.record.models import Finding, Job, JobState
from servanda.record.queue import put

__all__ = ["FindingSeen", "answered", "find_out", "forget_comparisons", "inputs_of", "telling"]

_TOLD_EVERY_SECONDS = 0.5
_KEPT_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSeen:
    """Hold what is known of a question.

    Args:
        content: The answer as it was kept; nothing where none was found so far.
        made_at: When it was found.
        is_fresh: Whether texts, evidence and decisions are the same still.
        job: The work on a fresh one, where there is none.
    """

    content: Mapping[str, Any] | None
    made_at: Instant | None
    is_fresh: bool
    job: Job | None

    @property
    def why_not(self) -> str:
        """Return why no fresh answer can be found, in words; empty while there is hope."""
        if self.job is None or self.job.state not in {JobState.REFUSED, JobState.DEAD}:
            return ""
        if self.job.state == JobState.REFUSED:
            return self.job.refusal
        return "it has failed several times; whoever runs this book can say why"


def find_out(
    seen: Seen, sort: Sort, *, name: str = "", asked: Mapping[str, Any] | None = None
) -> FindingSeen:
    """Return the answer to a question, and have it found out where it is not known.

    However often it is asked, it is found out once for the same texts, evidence and decisions.

    Args:
        seen: The agreement, and who asks.
        sort: What is asked.
        name: Which one of several questions of that sort.
        asked: What the worker is told.
    """
    agreement = seen.seat.agreement
    inputs = inputs_of(seen.workspace, seen.journal.entries)
    row = Finding.objects.filter(agreement=agreement, sort=sort.value, name=name).first()
    is_fresh = row is not None and row.inputs_sha256 == inputs
    job = None
    if not is_fresh:
        once = f"{sort.value} {agreement.key} {name[:16]} {inputs[:32]}"
        job = put(
            sort.value, dict(asked or {}), seen.seat.caller.at, once=once, agreement=agreement
        )
    return FindingSeen(
        content=row.content if row else None,
        made_at=Instant.from_datetime(row.made_at) if row else None,
        is_fresh=is_fresh,
        job=job,
    )


def answered(
    errand: Errand, inputs: str, finds: Callable[[], Mapping[str, Any]], *, name: str = ""
) -> Mapping[str, Any]:
    """Return the answer to a question: the one that is kept, or else found and kept now.

    Args:
        errand: The work.
        inputs: Digest of all that the answer follows from.
        finds: Finds it.
        name: Which one of several questions of the errand's sort.
    """
    of: dict[str, Any] = {
        "agreement": errand.agreement,
        "sort": errand.held.job.does,
        "name": name,
    }
    row = Finding.objects.filter(**of, inputs_sha256=inputs).first()
    if row is not None:
        content: Mapping[str, Any] = row.content
        return content
    found = finds()
    values = {
        "inputs_sha256": inputs,
        "content": found,
        "made_at": errand.now().to_datetime(),
    }
    with transaction.atomic():
        Finding.objects.update_or_create(**of, defaults=values)
    return found


def inputs_of(workspace: Workspace, entries: Iterable[Entry]) -> str:
    """Return a digest of all that figures and money follow from.

    Args:
        workspace: Where texts and evidence lie.
        entries: The agreement's journal.
    """
    weighing = [each.sha256 for each in entries if isinstance(each.act, WEIGHING)][-1:]
    texts = [hashlib.sha256(path.read_bytes()).hexdigest() for path in workspace.texts]
    files = sorted(path for path in workspace.evidence.glob("*") if not path.name.startswith("."))
    evidence = [f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return hashlib.sha256("\n".join([*texts, *evidence, *weighing]).encode()).hexdigest()


def forget_comparisons(at: Instant) -> None:
    """Let go of comparisons that were found long ago; who follows a link to one asks anew."""
    before = at.to_datetime() - timedelta(days=_KEPT_DAYS)
    Finding.objects.filter(sort=Sort.COMPARISON.value, made_at__lt=before).delete()


def telling(errand: Errand) -> Progress:
    """Return what says how far an errand has come, to whom asks for it; not too often."""
    told = 0.0

    def tell(doing: str, done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _TOLD_EVERY_SECONDS:
            told = now
            errand.held.told(doing, done, total)

    return tell
