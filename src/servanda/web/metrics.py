"""Figures for Prometheus, of this process and of what waits in the book."""

from __future__ import annotations

import os
import resource
import secrets
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from servanda.record.models import Agreement, Job, JobState, JournalEntry, Organisation, Person
from servanda.record.opening import current_book
from servanda.web.clock import now
from servanda.web.problems import problem
from servanda.web.routes import lets

__all__ = ["Requests", "metrics", "requests"]

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_STARTED = time.time()
_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(slots=True)
class _Times:
    """How long requests took."""

    buckets: Counter[float] = field(default_factory=Counter)
    count: int = 0
    seconds: float = 0.0


class Requests:
    """Count the requests that this process has answered, and how long they took."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answered: Counter[tuple[str, str, int]] = Counter()
        self._times: dict[tuple[str, str], _Times] = defaultdict(_Times)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request.

        Args:
            method: Its method.
            route: What it asked for, with places instead of keys.
            status: The status that it was answered with.
            seconds: How long that took.
        """
        with self._lock:
            self._answered[method, route, status] += 1
            times = self._times[method, route]
            times.count += 1
            times.seconds += seconds
            # Each bucket holds what took as long as it says, or less.
            times.buckets.update(limit for limit in _SECONDS if seconds <= limit)

    def lines(self) -> Iterator[str]:
        """Yield the figures in Prometheus' text format."""
        with self._lock:
            answered = sorted(self._answered.items())
            times = [
                (place, dict(found.buckets), found.count, found.seconds)
                for place, found in sorted(self._times.items())
            ]
        yield from _head("servanda_requests_total", "counter", "Requests answered.")
        for (method, route, status), count in answered:
            labels = {"method": method, "route": route, "status": str(status)}
            yield _line("servanda_requests_total", count, labels)
        yield from _head("servanda_request_seconds", "histogram", "How long answering took.")
        for (method, route), buckets, count, seconds in times:
            labels = {"method": method, "route": route}
            for limit in _SECONDS:
                below = {**labels, "le": str(limit)}
                yield _line("servanda_request_seconds_bucket", buckets.get(limit, 0), below)
            every = {**labels, "le": "+Inf"}
            yield _line("servanda_request_seconds_bucket", count, every)
            yield _line("servanda_request_seconds_sum", round(seconds, 6), labels)
            yield _line("servanda_request_seconds_count", count, labels)


requests = Requests()
"""Those of this process."""


@lets("metrics looked at")
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer how this process and the book do, to who has the word of ``metrics.key``."""
    sent = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {current_book().metrics_word()}".encode()
    if not secrets.compare_digest(sent, wanted):
        return problem(401, "send the word of the book's file metrics.key: 'Bearer ...'")
    lines = (*requests.lines(), *_of_the_book(), *_of_the_process())
    return HttpResponse("\n".join(lines) + "\n", content_type=_TYPE)


def _of_the_book() -> Iterator[str]:
    for name, about, table in (
        ("servanda_agreements", "Agreements in the book.", Agreement),
        ("servanda_organisations", "Organisations in the book.", Organisation),
        ("servanda_people", "People and systems in the book.", Person),
        ("servanda_journal_entries", "Entries of all journals.", JournalEntry),
    ):
        yield from _head(name, "gauge", about)
        yield _line(name, table._default_manager.count())
    jobs = dict(Job.objects.values_list("state").annotate(Count("pk")).order_by())
    yield from _head("servanda_jobs", "gauge", "Work in the background, by its state.")
    for state in JobState:
        yield _line("servanda_jobs", jobs.get(state.value, 0), {"state": state.value})
    waiting = Job.objects.filter(state=JobState.WAITING).aggregate(due=Min("due_at"))["due"]
    late = (now().to_datetime() - waiting).total_seconds() if waiting else 0.0
    yield from _head("servanda_jobs_late_seconds", "gauge", "Since when work should have begun.")
    yield _line("servanda_jobs_late_seconds", round(max(late, 0.0), 3))


def _of_the_process() -> Iterator[str]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    # Kilobytes, but bytes on a Mac.
    memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    yield from _head("process_cpu_seconds_total", "counter", "Processor time of this process.")
    yield _line("process_cpu_seconds_total", round(used.ru_utime + used.ru_stime, 3))
    yield from _head("servanda_memory_max_bytes", "gauge", "Most memory that this process had.")
    yield _line("servanda_memory_max_bytes", memory)
    yield from _head("process_start_time_seconds", "gauge", "When this process began.")
    yield _line("process_start_time_seconds", round(_STARTED, 3))
    yield from _head("servanda_process_info", "gauge", "Which process this is.")
    yield _line("servanda_process_info", 1, {"pid": str(os.getpid())})


def _head(name: str, kind: str, about: str) -> Iterator[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"


def _line(name: str, value: float, labels: Mapping[str, str] | None = None) -> str:
    if not labels:
        return f"{name} {value}"
    said = ",".join(f'{label}="{_quoted(text)}"' for label, text in labels.items())
    return f"{name}{{{said}}} {value}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
