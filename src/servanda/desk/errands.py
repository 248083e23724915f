"""What each sort of background work does, so that doing it again does nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from email.utils import parseaddr

from django.core.mail import EmailMultiAlternatives

from servanda.desk.agreeing import lay_texts_down
from servanda.desk.background import Errand, Sort
from servanda.desk.bringing import take_file_in
from servanda.desk.finding_out import forget_comparisons
from servanda.desk.foreseeing import foresee
from servanda.desk.incoming import forget_old_files
from servanda.desk.joining import link_of
from servanda.desk.letters import Letter, invitation_letter, password_letter
from servanda.desk.measuring_again import measure_again
from servanda.desk.passwords import new_password_link
from servanda.desk.reminding import remind
from servanda.desk.saying import issue_statements, submit_evidence
from servanda.desk.side_by_side import compare_in_money
from servanda.desk.summoning import summon
from servanda.desk.working import Entered
from servanda.pipeline.issuing import NothingDue
from servanda.record.models import Invitation, Person
from servanda.record.opening import current_book
from servanda.record.queue import forget

__all__ = ["ERRANDS"]


def _mail_invitation(errand: Errand) -> None:
    found = Invitation.objects.select_related("invited_by__organisation", "agreement").get(
        pk=errand.content["invitation"]
    )
    if found.taken_at is None and found.expires_at > errand.now().to_datetime():
        _send(errand, invitation_letter(found, link_of(found)))
    errand.done()


def _mail_password(errand: Errand) -> None:
    person = Person.objects.filter(key=errand.content["person"], is_active=True).first()
    if person is not None and person.mail_address:
        _send(errand, password_letter(person.mail_address, new_password_link(person)))
    errand.done()


def _mail_letter(errand: Errand) -> None:
    _send(errand, Letter(**errand.content))
    errand.done()


def _write_reminders(errand: Errand) -> None:
    letters = remind(errand.now())
    forget(errand.now())
    forget_comparisons(errand.now())
    forget_old_files(errand.now())
    errand.done({"letters": letters})


def _submit(errand: Errand) -> None:
    def keep(entered: Entered) -> None:
        errand.done(_entries(entered))

    submit_evidence(errand.caller(keep), errand.agreement.key, note=errand.content["note"])


def _issue(errand: Errand) -> None:
    """Issue one statement after the other; each stands once it is entered."""
    before = errand.held.job.steps_done
    made: dict[str, list[str]] = {"entries": []}

    def keep(entered: Entered) -> None:
        made.update(_entries(entered))
        count = before + len(made["entries"])
        errand.held.told(f"{count} handed over", count, 0)

    try:
        issue_statements(errand.caller(keep), errand.agreement.key, errand.content["through"])
    except NothingDue:
        # Whoever worked on this before may have handed over the last one, and said no more.
        if not before:
            raise
    errand.done(made)


def _entries(entered: Entered) -> dict[str, list[str]]:
    return {"entries": [each.sha256 for each in entered.entries]}


def _send(errand: Errand, letter: Letter) -> None:
    """Hand a letter over, under a name of its own by which a second one is known as the same."""
    sender = current_book().settings.mail_from
    host = parseaddr(sender)[1].rpartition("@")[2] or "servanda"
    headers = {
        "Message-ID": f"<{errand.held.job.key}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    if letter.settings:
        headers["List-Unsubscribe"] = f"<{letter.settings}>"
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=sender,
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers=headers,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        # As an alternative, so that a mail program offers to answer; none reads it as a letter.
        message.attach_alternative(letter.calendar, f"text/calendar; method={letter.method}")
    message.send()


ERRANDS: Mapping[Sort, Callable[[Errand], None]] = {
    Sort.INVITATION: _mail_invitation,
    Sort.LETTER: _mail_letter,
    Sort.SUMMONS: summon,
    Sort.PASSWORD: _mail_password,
    Sort.REMINDERS: _write_reminders,
    Sort.FILE: take_file_in,
    Sort.TEXTS: lay_texts_down,
    Sort.SUBMISSION: _submit,
    Sort.STATEMENTS: _issue,
    Sort.OUTLOOK: foresee,
    Sort.COMPARISON: compare_in_money,
    Sort.RECORDS: measure_again,
}
