"""A sound body for each operation of the API, so that what is asked reaches the table of rights."""

from __future__ import annotations

from typing import Any

ENTRY = "0" * 64
LINE = {"name": "restored", "segment": {}}

BODIES: dict[str, dict[str, Any]] = {
    "make_token": {"name": "nightly import", "scopes": ["read"]},
    "make_system": {"name": "Nightly import", "purpose": "Brings the tickets of each day."},
    "make_system_token": {"name": "nightly import", "scopes": ["read"]},
    "found_agreement": {"texts": {"agreement.yaml": "servanda: 1\n"}, "party": "client"},
    "invite_colleague": {"email": "new@example.com"},
    "invite": {"email": "guest@example.com", "party": "guest", "role": "viewer"},
    "appoint": {"person": "nobody", "role": "viewer"},
    "begin_document": {"name": "Savings 2026-01.pdf", "size": 10, "sha256": ENTRY},
    "issue_in_background": {"through": "2026-01"},
    "submit_in_background": {"note": "Tickets of January."},
    "hand_over_role": {"person": "nobody"},
    "require_second_factor": {"required": True},
    "name_administrator": {"administers": True},
    "wish_reminders": {"reminders": "daily"},
    "begin_upload": {"name": "tickets.csv", "size": 10, "sha256": ENTRY},
    "erase_person": {"person": "Anna Visser"},
    "submit_evidence": {"note": "Tickets of January."},
    "issue_statement": {"period": "2026-01"},
    "look_at_draft": {},
    "propose_version": {"note": "As it lies here."},
    "sign_version": {},
    "draft_declined": {"proposal": ENTRY, "reason": "Not so."},
    "comment_made": {
        "proposal": ENTRY,
        "text_sha256": ENTRY,
        "first_line": 1,
        "last_line": 2,
        "words": "Why?",
    },
    "comment_answered": {"comment": ENTRY, "words": "Because."},
    "notice_given": {"ends": "2026-12-31"},
    "evidence_accepted": {"evidence": ENTRY},
    "evidence_queried": {"evidence": ENTRY, "reason": "Ticket 2 is missing."},
    "query_answered": {"query": ENTRY, "reason": "It was never opened."},
    "statement_agreed": {"statement": ENTRY},
    "dispute_raised": {"statement": ENTRY, "line": LINE, "reason": "It was not ours."},
    "dispute_answered": {"dispute": ENTRY, "answer": "declined", "reason": "It was."},
    "relief_claimed": {
        "relief": "carrier",
        "subject": {"table": "tickets", "keys": ["2"], "period": "2026-01"},
        "reason": "The line was cut.",
    },
    "relief_answered": {"claim": ENTRY, "answer": "accepted", "reason": ""},
    "spending_proposed": {
        "amount": "100.00 EUR",
        "purpose": "training",
        "what": "A day of training",
        "helps": "restored",
        "looked_at": "2026-06-30",
    },
    "spending_decided": {"proposal": ENTRY, "approved": True},
    "spending_done": {"proposal": ENTRY, "cost": "90.00 EUR", "on": "2026-05-01"},
    "figure_attested": {"measure": "savings", "period": "2026-01", "value": "1 EUR"},
    "figure_countersigned": {"figure": ENTRY},
    "right_waived": {"line": LINE, "period": "2026-01", "reason": "A kindness."},
    "wrinkle_found": {"commitment": "restored", "what": "Paging does not work."},
    "wrinkle_worked_off": {"wrinkle": ENTRY, "how": "Paging works."},
    "stabilization_ended": {"commitment": "restored", "since": "2026-02"},
    "entry_reversed": {"entry": ENTRY, "reason": "A slip."},
}
"""By operation; what needs none is not here."""
