"""The command and its subcommands; what each does is imported only when it runs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from inspect import BoundArguments
from keyword import iskeyword

from cyclopts import App

from servanda.cli.version import version_text

__all__ = ["COMMANDS", "GROUPS", "build_application", "execute"]

COMMANDS = {
    "new": "Start an agreement from a template or a schedule, on your own export.",
    "check": "Say what is wrong with an agreement, with its place and what to do.",
    "format": "Lay an agreement's text out in house style; comments stay.",
    "read": "Say in plain words what an agreement means, in hours, cases and money.",
    "profile": "Say what is odd about evidence, before it is used.",
    "measure": "Compute every figure of an agreement from its evidence.",
    "settle": "Settle periods into statements.",
    "report": "Say how things stand: a statement, a scorecard or a trend, to read or to print.",
    "compare": "Say what changes between two versions, in words and in money.",
    "try": "Change a target, a tier or a share, and see the difference in money.",
    "backtest": "Settle a draft over past evidence: what would have been paid, by which clause.",
    "forecast": "Say what the next periods may pay, and what the open one hangs on.",
    "explain": "Open a figure down to its records, or a case down to its clock.",
    "issue": "Hand over a statement, or restate those that come out otherwise now.",
    "submit": "Enter evidence into the record as it is now known.",
    "propose": "Propose a version of the agreement: its text, an amendment, or single changes.",
    "proposals": "List what was proposed; say what a proposal changes, in words and in money.",
    "comment": "Comment lines of a proposed text, answer a comment, or resolve it.",
    "sign": "Sign a proposed version; it is agreed once both parties have.",
    "withdraw": "Withdraw a proposal of one's own.",
    "notice": "Give notice: the agreement ends on a day, and is not renewed.",
    "accept": "Accept evidence that the other party submitted.",
    "query": "Query evidence that the other party submitted.",
    "waiting": "List what waits for whom until when, and when to remind them.",
    "calendar": "List the days that matter: notice, end, renewal, time limits; also as iCalendar.",
    "renewal": "Gather what an agreement has come to, for the talk about how it goes on.",
    "outcomes": "Say where outcomes of the business stand, and what success came to.",
    "workshop": "Draft what a workshop on a metric came to: an outcome, on trial without money.",
    "partnership": "Say how both sides work together: reviews, actions, work, what was given.",
    "review": "Plan reviews, prepare their packs, say who was there, and take minutes.",
    "action": "Agree on something to be done, or say that it is.",
    "incident-review": "Ask for the review of an incident, or hand it over.",
    "case-study": "Make a case study of an incident's review, agree to it, say how many read it.",
    "signal-measure": "Draft a measure, on trial, of a signal that would have shown an incident.",
    "quotation": "Ask for a quotation, give it, accept or decline it.",
    "work-request": "Ask for work, deliver it, accept it as done or return it.",
    "goodwill": "Say what was given beyond the agreement, acknowledge it, settle a habit.",
    "pain-point": "Name what hurts users, say what is done about it, close it when it is gone.",
    "maintenance": "Announce planned maintenance of a service to its users.",
    "service-card": "Say what the users of a service can rely on, as a card to be handed round.",
    "principle": "Give an example of a principle that was kept, or departed from.",
    "circumstance": "Report a circumstance that changed, or answer a report.",
    "strategic-issue": "Bring a strategic issue, or answer one with experience from elsewhere.",
    "goal": "Set a goal of the provider's own, or say whether it is reached.",
    "favour-amendment": "Draft an amendment that makes ordered work of a favour given by habit.",
    "model": "Say who is accountable for which process of which service, and what is at risk.",
    "key": "Make a key with which a party signs.",
    "record": "Say how everything stands that the parties said, or check and take over a journal.",
    "claim": "Claim that records, or a stretch of time, should not count.",
    "answer": "Answer a claim for relief, a dispute, a query or a proposal.",
    "agree": "Agree to a statement, or to some of its lines.",
    "dispute": "Dispute one line of a statement.",
    "spend": "Spend from the holding account: propose, decide, report.",
    "attest": "Enter a figure by hand.",
    "countersign": "Confirm a figure that the other party entered by hand.",
    "waive": "Give up one line in one's own favour for one period.",
    "wrinkle": "Keep the list of what is worked off before stabilization ends.",
    "end-stabilization": "End the stabilization of a commitment, by both parties' word.",
    "reverse": "Take back an entry of one's own.",
    "credit-note": "Write the credit note of an issued statement.",
    "invoice": "Hold the provider's invoice against what is payable, line by line.",
    "ledger": "Show the accounts: what was charged, credited, held and spent.",
    "holding": "Show the holding account: what came in, what was bought, whether it helped.",
    "bundle": "Pack the record into one file that the other party can verify.",
    "erase": "Erase a person from evidence and sealed names; figures and digests stay.",
    "retention": "Say what is past the time for which it is kept, or let it go.",
    "processing-record": "Write the record of processing for a data protection officer.",
    "who": "Say whose pseudonym it is, for who holds the sealed names.",
    "verify": "Compute a bundle anew, offline, and say whether everything holds.",
    "sign-with": "Sign, with the party's key, what a shared book asks for.",
    "heads": "Keep the last entries seen in a shared book, and find history rewritten behind them.",
    "serve": "Open a shared book, in which both parties work, with pages and an API.",
    "work": "Do what waits in the background of a shared book: letters, uploads, statements.",
    "operate": "See who is in a shared book, shut somebody out, let somebody in again.",
    "book": "Look after a shared book: begin it, examine it, rebuild its lists, back up, restore.",
    "demo": "Settle the shipped example, from its evidence to the latest statement.",
    "schema": "Print the JSON Schema of agreements, for editors.",
}
MODEL_COMMANDS = {
    "check": "Say what is wrong with an operating model, and what it leaves at risk.",
    "show": "Show a portfolio at a glance, or one service with its matrix and risks.",
    "matrix": "Write the matrix as a sheet to fill in.",
    "fill": "Bring a matrix back that was filled in, and say what changes.",
    "compare": "Say what changed since the last review.",
    "risks": "List risks: who owns them, who accepted them until when, what is open.",
    "accept": "Accept a risk for a while.",
    "agree": "Agree to a gate: what a process needs to leave the experiment is in place.",
    "proof": "Say that a control was shown to work.",
    "stepped-in": "Say that who is accountable has stepped in, and what came of it.",
    "reverse": "Take back a word of one's own role.",
    "journal": "List what was said: risks borne, gates agreed, tasks done, controls shown.",
    "session-pack": "Write the pack for a session that designs a service's support.",
    "register": "List the services that business functions buy or run, or take in a list.",
    "letter": "Write to the owner of a service of the business what IT can do for it.",
    "step-in": "Say where who is accountable has to step in, by what was missed.",
    "format": "Lay the text of an operating model out in house style; comments stay.",
    "schema": "Print the JSON Schema of operating models, for editors.",
}
REVIEW_COMMANDS = {
    "plan": "Plan a review, or plan it anew.",
    "times": "Say when both sides could meet for a review.",
    "invitation": "Print the invitation to a review that is planned, for calendars.",
    "pack": "Prepare what lies on the table of a review: page, PDF, slides.",
    "held": "Say that a review took place, and who was there.",
    "minutes": "Add to the minutes of a review.",
}
GROUPS = {"model": MODEL_COMMANDS, "review": REVIEW_COMMANDS}
"""Commands that have commands of their own."""
_ABOUT = """\
Agreements between a client and its service providers: text that runs, measured on evidence,
settled to the cent, opened down to the record.

An agreement is a folder: `agreement.yaml`, `amendment-1.yaml` and so on, and its evidence in
`evidence/`. Without a folder named, commands work in the one at hand.
"""
_EPILOGUE = """\
Exit codes: 0 fine; 1 mistakes found in the agreement or the evidence; 2 the command was used
wrongly; 3 something could not be read or written; 70 a fault of Servanda; 130 interrupted.
"""


def build_application(opened: Collection[str] = ()) -> App:
    """Return the command with all subcommands, none of them imported yet.

    Args:
        opened: Commands that will be run or described in full. What is registered as the help of
            a command stands for its docstring, so that a list of commands imports none of them;
            these are registered without.
    """
    application = App(
        name="servanda",
        help=_ABOUT,
        help_epilogue=_EPILOGUE,
        help_format="markdown",
        version=version_text,
        result_action="return_value",
        suppress_keyboard_interrupt=False,
    )
    for name, about in COMMANDS.items():
        if name in GROUPS:
            application.command(_group(name, about, opened))
            continue
        word = name.replace("-", "_")
        # A word of Python's own cannot name a module.
        module = f"{word}_" if iskeyword(word) else word
        path = f"servanda.cli.commands.{module}:{word}_command"
        application.command(path, name=name, help=None if name in opened else about)
    application.register_install_completion_command(name="completion")
    return application


def _group(name: str, about: str, opened: Collection[str]) -> App:
    group = App(name=name, help=about, help_format="markdown")
    for own, each in GROUPS[name].items():
        word = own.replace("-", "_")
        path = f"servanda.cli.commands.{name}.{word}:{word}_command"
        group.command(path, name=own, help=None if own in opened else each)
    return group


def execute(arguments: Sequence[str]) -> int:
    """Run the command with its arguments.

    Returns:
        The exit code.

    Raises:
        CycloptsError: The arguments make no sense.
    """
    application = build_application(opened=arguments)
    command, given, _ = application.parse_args(
        list(arguments), exit_on_error=False, print_error=False
    )
    with _measuring_as_said(given):
        code = command(*given.args, **given.kwargs)
    return code if isinstance(code, int) else 0


@contextmanager
def _measuring_as_said(given: BoundArguments) -> Iterator[None]:
    """Measure on the engine, and within the memory, that arguments or the environment name."""
    # A command that measures has loaded all of them already, the others do without.
    from servanda.cli.options import Places  # noqa: PLC0415 - as said above
    from servanda.measurement.engines.choice import measuring_on  # noqa: PLC0415 - as said above
    from servanda.measurement.machine import within_memory  # noqa: PLC0415 - as said above

    places = next((each for each in given.arguments.values() if isinstance(each, Places)), None)
    if places is None:
        yield
    else:
        with measuring_on(places.engine_choice), within_memory(places.memory_bytes):
            yield
