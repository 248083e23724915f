"""What every journal of the open book ends with, and whether it goes on from what was seen."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.pipeline.heads import PEOPLE, Heads, SeenHead, moved_on
from servanda.record.folder import BookFolder
from servanda.record.models import (
    AdministrationEntry,
    Agreement,
    JournalEntry,
    KeptEntry,
    ModelEntry,
    OperatingModel,
)

__all__ = ["heads_now", "rewritten"]


def heads_now(book: BookFolder) -> Heads:
    """Return what every journal ends with, the host's own journal of people among them."""
    last = AdministrationEntry.objects.order_by("-number").first()
    journals = {PEOPLE: _seen(last)}
    for agreement in Agreement.objects.order_by("pk"):
        journals[agreement.key] = _seen(agreement.entries.order_by("-number").first())
    for model in OperatingModel.objects.order_by("pk"):
        journals[model.key] = _seen(model.entries.order_by("-number").first())
    return Heads(book=book.settings.address, host=book.host_key().public, journals=journals)


def rewritten(before: Heads, book: BookFolder) -> Iterator[str]:
    """Yield, in plain words, each journal that was rewritten behind what was seen of it."""
    titles = dict(Agreement.objects.values_list("key", "title"))
    titles |= dict(OperatingModel.objects.values_list("key", "title"))
    for key, why in moved_on(before, heads_now(book), _digest):
        yield f"{titles.get(key, key)}: {why}"


def _seen(last: AdministrationEntry | KeptEntry | None) -> SeenHead:
    if last is None:
        return SeenHead(number=0, sha256="")
    return SeenHead(number=last.number, sha256=last.sha256, seal=last.seal)


def _digest(key: str, number: int) -> str | None:
    if key == PEOPLE:
        found = AdministrationEntry.objects.filter(number=number)
        return found.values_list("sha256", flat=True).first()
    entries = JournalEntry.objects.filter(agreement__key=key, number=number)
    said = ModelEntry.objects.filter(model__key=key, number=number)
    digests = entries.values_list("sha256", flat=True)
    return digests.first() or said.values_list("sha256", flat=True).first()
