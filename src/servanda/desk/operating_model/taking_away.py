"""An operating model's journal as it stands, and the way out with everything."""

from __future__ import annotations

import io
import zipfile

from django.db.models import QuerySet

from servanda.desk.callers import Caller
from servanda.desk.looking import Head
from servanda.desk.operating_model.seats import take_model_seat
from servanda.desk.operating_model.seeing import see_model
from servanda.pipeline.journal_store import JOURNAL
from servanda.pipeline.operating import RECORD
from servanda.record.models import ModelEntry
from servanda.record.opening import current_book

__all__ = ["model_entries", "model_head", "take_model_away"]

_LOOKS = "whole operating model looked at"
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)


def model_entries(caller: Caller, model: str) -> QuerySet[ModelEntry]:
    """Return the journal, oldest first; raises as the table of rights says."""
    return take_model_seat(caller, model, _LOOKS).model.entries.order_by("number")


def model_head(caller: Caller, model: str, *, seen: str = "") -> Head:
    """Return the journal's last entry.

    Args:
        caller: Who asks.
        model: The operating model's key.
        seen: Digest of an entry that one has seen before.
    """
    entries = model_entries(caller, model)
    last = entries.last()
    holds = entries.filter(sha256=seen).exists() if seen else None
    host = current_book().host_key().public
    if last is None:
        return Head(number=0, sha256="", seal="", host=host, holds=holds)
    return Head(number=last.number, sha256=last.sha256, seal=last.seal, host=host, holds=holds)


def take_model_away(caller: Caller, model: str) -> bytes:
    """Pack texts and journal into one file: a folder as ``servanda model`` reads it.

    The same model gives the same bytes.

    Args:
        caller: Who asks.
        model: The operating model's key.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seen = see_model(caller, model, "operating model taken away")
    sources = seen.opened.reading.sources
    files = {name: sources[name].text.encode() for name in map(str, seen.opened.paths)}
    files[f"{RECORD}/{JOURNAL}"] = seen.journal.to_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            member = zipfile.ZipInfo(name, _FIRST_MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return packed.getvalue()
