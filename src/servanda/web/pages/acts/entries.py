"""What is said of single entries of the journal."""

from __future__ import annotations

from servanda.web.pages.acts.form import REASON, ActForm, hidden

__all__ = ["ENTRIES"]

ENTRIES = (
    ActForm(
        does="figure countersigned",
        title="Confirm a figure",
        button="Confirm",
        tab="journal",
        fields=(hidden("figure"),),
    ),
    ActForm(
        does="entry reversed",
        title="Take back an entry",
        button="Take back",
        tab="journal",
        intro="It stays readable, and counts no longer.",
        fields=(hidden("entry"), REASON),
    ),
)
