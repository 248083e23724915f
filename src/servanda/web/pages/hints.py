"""What refusals advise, as it is done on pages: who reads a page has no command to type."""

from __future__ import annotations

import re

__all__ = ["on_pages"]

_PHRASES = (
    (("'servanda record' lists the entries with their numbers, 'servanda model journal' those of"
      " an operating model"), "the journal lists the entries with their numbers"),
    ("say it with --minutes, or --decision for each decision",
     "say it in its minutes, or in a line for each decision"),
    ("sign it with --key and the party's key file", "sign it with the party's key"),
    ("write them in with 'servanda format --freeze'", "write their dates into the text"),
    ("'servanda format --freeze' writes their dates out", "write their dates into the text"),
    ("; 'servanda profile' does", ""),
    (" (leave --at out to say it now)", ""),
    ("say it with --role ", "say it in the role "),
)  # fmt: skip
"""What is done otherwise on a page than a replaced word could say."""

_PLACES = {
    "record": "the journal",
    "partnership": "the page Partnership",
    "issue": "'Hand over a statement'",
    "claim": "'Claim relief'",
    "restate": "'Hand over a statement'",
    "holding": "the page Holding account",
    "profile": "the page Evidence",
    "check": "the page of the draft",
    "open-period": "the page Open period",
    "sign": "the page Agreement",
    "propose": "the page Agreement",
    "goodwill": "the page Goodwill",
    "review": "the page Partnership",
    "key": "the page Keys that sign",
    "model": "the operating model",
    "erase": "whoever owns the agreement",
    "ledger": "the page Statements",
    "quotation": "the page Quotations and work",
}
"""The pages that do what a command does."""

_COMMAND = re.compile(r"'servanda (?P<name>[a-z][a-z-]*)[^']*'")
_FLAG = re.compile(r",? ?(?:\bwith|:) --[a-z][a-z-]*(?: \d{4}-\d\d-\d\d)?|:? ?--[a-z][a-z-]*")


def on_pages(text: str) -> str:
    """Return what a refusal says, with commands and flags as what is done on pages.

    Example:
        >>> on_pages("entry 3 is answered; 'servanda record' shows it")
        'entry 3 is answered; the journal shows it'
        >>> on_pages("say it in a sentence, with --what")
        'say it in a sentence'
    """
    for phrase, instead in _PHRASES:
        text = text.replace(phrase, instead)
    if "servanda " in text:
        text = _COMMAND.sub(lambda found: _PLACES.get(found["name"], found[0]), text)
    return _FLAG.sub("", text) if "--" in text else text
