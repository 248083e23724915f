"""The facilitator's pack of a session, as pages and programs give it."""

from __future__ import annotations

from servanda.operating_model.session.knowing import Subject
from servanda.reports.reader import Reader

__all__ = ["pack_pdf"]


def pack_pdf(subject: Subject, reader: Reader) -> bytes:
    """Return the pack on paper."""
    # Typesetting takes its time to load, and most pages need none.
    from servanda.reports.pdf import session_pack_pdf  # noqa: PLC0415 - as said above
    from servanda.reports.session_pack import session_pack  # noqa: PLC0415 - as said above

    return session_pack_pdf(session_pack(subject, reader), subject.day)
