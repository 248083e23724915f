"""What lines, commitments, measures and keys are called by their readers."""

from __future__ import annotations

from functools import partial

from servanda.agreement.model.agreement import Agreement
from servanda.facts.figure import Segment
from servanda.journal.passkeys import passkey_of
from servanda.reports.act_words import ActWords
from servanda.reports.reader import Reader
from servanda.reports.statement_view import with_segment
from servanda.settlement.assess import title_of
from servanda.web.languages.speaking import say

__all__ = ["key_called", "said_to", "titled"]

_SHOWN = 6


def key_called(key: str) -> str:
    """Return a reader's name for a public key.

    Args:
        key: The key, as agreements and entries name it.
    """
    passkey = passkey_of(key)
    if passkey is None:
        return say("the key file of {key}…", key=key.partition(":")[2][:_SHOWN])
    return say(
        "a passkey of {site} ({credential_text}…)",
        site=passkey.site,
        credential_text=passkey.credential_text[:_SHOWN],
    )


def said_to(reader: Reader, agreement: Agreement) -> ActWords:
    """Return how sentences about acts name things to a reader.

    Args:
        reader: How days and moments are spelt.
        agreement: The version that gives names.
    """
    return ActWords(reader=reader, titled=partial(titled, agreement))


def titled(agreement: Agreement, name: str, segment: Segment = ()) -> str:
    """Return a reader's name for a line, commitment, figure or measure, with its segment.

    Args:
        agreement: The version that gives names.
        name: Its identifier.
        segment: What it is about.
    """
    return with_segment(_title(agreement, name), segment)


def _title(agreement: Agreement, name: str) -> str:
    commitment = agreement.commitments.get(name)
    figure = agreement.figures.get(name)
    measure = agreement.measures.get(name)
    if figure is not None and figure.title:
        return figure.title
    if commitment is not None:
        return title_of(agreement, commitment)
    if measure is not None and measure.title:
        return measure.title
    review = agreement.reviews.get(name)
    return review.title if review is not None and review.title else name
