"""How many queries each operation of the API asks of the database, however much lies there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from servanda.desk.saying import MADE_HERE
from servanda.journal.acts import NAME_OF
from servanda.web.api import api
from tests.desk.book import Parties
from tests.web.counting import counted, crowd
from tests.web.life import Life

_ENTERING = 17
"""Queries of every act: token, seat, journal, lock, entry, head, and the tables looked through."""

QUERIES: dict[str, int | tuple[int, ...]] = {
    **{NAME_OF[act].replace(" ", "_"): _ENTERING for act in NAME_OF if act not in MADE_HERE},
    # What follows from these is written into tables of its own.
    "comment_made": _ENTERING + 3,
    "dispute_answered": _ENTERING + 3,
    "dispute_raised": _ENTERING + 3,
    "draft_declined": _ENTERING + 2,
    "relief_answered": _ENTERING + 3,  # and the open period is looked at again
    "relief_claimed": _ENTERING + 2,
    "spending_decided": _ENTERING + 2,
    "spending_done": _ENTERING + 1,
    "spending_proposed": _ENTERING + 2,
    "statement_agreed": _ENTERING + 1,
    "issue_statement": _ENTERING + 4,
    "propose_version": _ENTERING + 2,
    # With the second signature other texts govern.
    "sign_version": (_ENTERING + 21, _ENTERING + 22),
    "submit_evidence": _ENTERING,
    "stabilization_ended": _ENTERING + 2,
    "evidence_queried": _ENTERING + 1,
    "query_answered": _ENTERING + 1,
    "figure_attested": _ENTERING + 3,  # where the document lies that it names
    "figure_countersigned": _ENTERING + 2,
    "comment_answered": _ENTERING + 3,
    "notice_given": _ENTERING + 2,
    "entry_reversed": _ENTERING + 1,
    "review_planned": _ENTERING + 1,  # whoever is asked to come is written to
    **dict.fromkeys(
        (
            "action_agreed",
            "action_done",
            "incident_review_opened",
            "incident_review_published",
            "quotation_asked",
            "work_requested",
            "work_accepted",
            "goodwill_given",
            "goodwill_acknowledged",
            "circumstance_reported",
            "circumstance_answered",
            "strategic_issue_brought",
            "strategic_issue_answered",
            "goal_set",
            "case_study_written",
            "case_study_agreed",
            "pain_point_named",
            "pain_point_answered",
            "pain_point_confirmed",
            "pain_point_reopened",
        ),
        _ENTERING + 1,
    ),
    **dict.fromkeys(
        ("quotation_given", "quotation_decided", "work_delivered", "pain_point_eased"),
        _ENTERING + 2,
    ),
    # Looking.
    "agreement": 3,
    "agreements": 3,
    "appointments": 4,
    "bundle": 4,
    "claims": 5,
    "partnership": 5,
    "disputes": 5,
    "entries": 4,
    "evidence": 3,
    "head": 4,
    "me": 1,
    "name_person": 3,
    "processing_record": 3,
    "proposals": 5,
    "retention": 3,
    "spendings": 5,
    "statement": 6,
    "statements": 5,
    "tokens": 2,
    "own_waits": 3,
    "waits": 3,
    "texts": 3,
    "calendar": 3,
    "calendar_file": 3,
    # Asked the first time, what is not known is put into the queue.
    "open_period": 6,
    "comparison": 6,
    "renewal": 3,
    "submissions": 3,
    "holding_account": 4,
    "figures": 3,
    "wrinkles": 3,
    "profile": 5,
    "statement_in_full": 3,
    "look_at_draft": 5,
    "own_draft": 4,
    "save_draft": 8,
    "save_draft_values": 9,
    "undo_draft": 8,
    "redo_draft": 8,
    "counter_proposal": 10,
    "let_draft_go": 7,
    "propose_draft": _ENTERING + 6,  # the draft is gone with it
    "hold_invoice": 5,
    "proposal": 5,
    "upload": 4,
    "attached": 4,
    "document": 4,
    "job": 4,
    "jobs": 5,
    # What enters nothing into a journal.
    "add_document_part": 14,
    "begin_document": 5,
    "issue_in_background": 4,
    "submit_in_background": 4,
    "hand_over_role": 19,
    "organisation": 2,
    "require_second_factor": 9,
    "name_administrator": 9,
    "clear_second_factor": 4,
    "rights": 1,
    "systems": 3,
    "make_system": 8,
    "make_system_token": 3,
    "revoke_system_token": 4,
    "people_invited": 4,
    "colleagues_invited": 2,
    "withdraw_from_agreement": 5,
    "withdraw_from_organisation": 3,
    "wish_reminders": 8,
    "choose_reading": 2,
    "add_part": 15,
    "appoint": 10,
    "begin_upload": 5,
    "erase_person": 5,  # files that were set aside are looked at, too
    "let_go": 4,
    "end_appointment": 13,
    "found_agreement": 23,
    "invite": 6,
    "invite_colleague": 3,
    "make_token": 2,
    "person_left": 13,
    "revoke_token": 3,
    "workshops": 4,
    "workshop": 5,
    "begin_workshop": 8,
    "say_in_workshop": 7,
    "draft_workshop": 13,
    "end_workshop": 6,
    # Operating models.
    "operating_models": 2,
    "operating_model": 8,  # the text is read; from then on it is known
    "operated_service": 4,
    "operating_risks": 4,
    "operating_texts": 4,
    "operating_entries": 4,
    "operating_head": 4,
    "operating_folder": 4,
    "operating_appointments": 5,
    "found_operating_model": 16,
    "begin_session": 9,
    "say_in_session": 8,
    "session_news": 6,
    "design_session": 7,
    "session_pack": 6,
    "design_sessions": 4,
    "draft_of_session": 8,
    "end_session": 20,
    "look_at_texts": 7,
    "change_texts": 13,
    "gate_agreed": 12,
    "stepped_in": 12,
    "control_shown": 12,
    "risk_accepted": 12,
    "word_taken_back": 12,
    "appoint_on_model": 16,
    "end_on_model": 13,
}
"""By operation: a new one is refused by the tests until it has a number here."""


def _operations() -> set[str]:
    described = api.get_openapi_schema()["paths"]
    return {each["operationId"] for paths in described.values() for each in paths.values()}


class _Counted:
    """Count what each operation asks for."""

    def __init__(self) -> None:
        self.found: dict[str, set[int]] = {}

    def __call__(self, name: str, does: Callable[[], Any]) -> Any:  # noqa: ANN401 - any answer
        with counted() as asked:
            answer = does()
        self.found.setdefault(name, set()).add(len(asked))
        return answer


def _lived(parties: Parties, months: int) -> dict[str, set[int]]:
    counts = _Counted()
    life = Life(parties, months, counts)
    # When a token was last used is noted once an hour.
    for program in (life.client, life.provider):
        program.ask("GET", "/me")
    life.live()
    return counts.found


def _numbers(name: str) -> set[int]:
    number = QUERIES[name]
    return {number} if isinstance(number, int) else set(number)


def test_each_operation_has_its_number_of_queries_and_more_data_ask_no_more(
    parties: Parties,
) -> None:
    wanted = {name: _numbers(name) for name in sorted(_operations())}
    assert _lived(parties, 2) == wanted
    crowd(parties.client, parties.provider)
    assert _lived(parties, 3) == wanted


def test_every_number_is_of_an_operation() -> None:
    assert set(QUERIES) == _operations()
