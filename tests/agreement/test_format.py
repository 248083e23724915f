"""House style: what it looks like, and where comments go."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from servanda.agreement import format as formatting
from servanda.agreement.format import format_text
from servanda.agreement.read.versions import read_texts
from servanda.agreement.text.compose import compose
from servanda.agreement.text.node import ListNode, MappingNode, ScalarNode
from servanda.kernel.source import SourceSpan
from tests.agreement.shipped import SHIPPED, shown


def _formatted(text: str) -> str:
    printed = format_text(text, "agreement.yaml").text
    assert printed is not None
    assert format_text(printed, "agreement.yaml").text == printed
    return printed


def _check(before: str, after: str) -> None:
    assert _formatted(dedent(before).lstrip("\n")) == dedent(after).lstrip("\n")


def test_keys_go_in_the_order_of_their_description() -> None:
    _check(
        """
        title: Payments
        must: [1 EUR at least 0 EUR]
        agreement: a
        in force: {until: 2028-12-31, from: 2026-01-01}
        servanda: 1
        """,
        """
        servanda: 1
        agreement: a
        title: Payments
        in force: {from: 2026-01-01, until: 2028-12-31}
        must:
          - 1 EUR at least 0 EUR
        """,
    )


def test_what_the_author_ordered_keeps_its_order() -> None:
    _check(
        """
        terms: {b: 1 EUR, a: 2 EUR}
        tables:
          credit: {below 99.0%: 25%, at least 99.0%: 0%, title: Credits}
        limits: [penalties at most b each year, penalties at most a each month]
        """,
        """
        terms:
          b: 1 EUR
          a: 2 EUR
        tables:
          credit: {title: Credits, below 99.0%: 25%, at least 99.0%: 0%}
        limits:
          - penalties at most b each year
          - penalties at most a each month
        """,
    )


def test_dated_values_go_in_the_order_of_time() -> None:
    _check(
        """
        terms:
          fee: {2027-01-01: 2 EUR, 2026-01-01: 1 EUR}
        """,
        """
        terms:
          fee: {2026-01-01: 1 EUR, 2027-01-01: 2 EUR}
        """,
    )


def test_comments_go_with_what_they_are_about() -> None:
    _check(
        """
        # An agreement.

        # What it is about
        title: Payments   # in short
        # The language
        servanda: 1
        terms: # all in euros
          # twelve months
          fee:  1 EUR  #the fee
          # risk: 2 EUR

          # unused
        # Who agrees
        parties:
          client: Acme Bank
        # the end
        """,
        """
        # An agreement.

        # The language
        servanda: 1
        # What it is about
        title: Payments # in short
        # Who agrees
        parties:
          client: Acme Bank
        terms: # all in euros
          # twelve months
          fee: 1 EUR #the fee
          # risk: 2 EUR

          # unused
        # the end
        """,
    )


def test_comments_between_items_and_at_the_end_of_lists() -> None:
    _check(
        """
        limits:
        - penalties at most a each month
        # then
        - # the year
          of: [penalties]
          # its name
          name: yearly
          # open
        # Notes
        notes: [one]
        """,
        """
        limits:
          - penalties at most a each month
          # then
          # the year
          # its name
          - name: yearly
            of: [penalties]
            # open
        # Notes
        notes:
          - one
        """,
    )


def test_comments_in_braces_open_them() -> None:
    _check(
        """
        parties:
          client: {name: Acme Bank,   # the bank
                   # where it works
                   zone: Europe/Amsterdam}  # done
          provider: {name: Northwind} # the other
        """,
        """
        parties:
          client:
            name: Acme Bank # the bank
            # where it works
            zone: Europe/Amsterdam
            # done
          provider: {name: Northwind} # the other
        """,
    )


def test_comments_beside_and_after_folded_texts() -> None:
    _check(
        """
        outcomes:
          repairs:
            why: >- # in words
              each repair costs
              11 EUR
            # after
            owner: Head
        notes: |
          One. # not a comment
          Two.
        # end
        """,
        """
        outcomes:
          repairs:
            # after
            owner: Head
            why: each repair costs 11 EUR # in words
        notes: |
          One. # not a comment
          Two.
        # end
        """,
    )


def test_blank_lines_between_groups_stay_single() -> None:
    _check(
        """


        terms:

          a: 1 EUR


          b: 2 EUR

          # group
          c: 3 EUR


        """,
        """
        terms:
          a: 1 EUR

          b: 2 EUR

          # group
          c: 3 EUR
        """,
    )


def test_quotes_stand_only_where_they_have_to() -> None:
    _check(
        """
        evidence:
          incidents:
            nulls: ["", "?", "n/a", 'a, b']
            columns: {"opened": {format: "day/month/year hour:minute"}}
        outcomes:
          repairs: {why: "each: 11 EUR, and it's a day"}
        notes: "first\\tsecond"
        """,
        """
        evidence:
          incidents:
            nulls: ['', '?', n/a, 'a, b']
            columns: {opened: {format: day/month/year hour:minute}}
        outcomes:
          repairs: {why: "each: 11 EUR, and it's a day"}
        notes: "first\\tsecond"
        """,
    )


def test_a_quoted_remove_is_no_removal() -> None:
    _check(
        """
        services: {old: 'remove', older: "remove", oldest: remove}
        """,
        """
        services:
          old: 'remove'
          older: 'remove'
          oldest: remove
        """,
    )


def test_short_mappings_close_and_long_ones_open() -> None:
    _check(
        """
        settlement:
          every: month
          currency: EUR
        commitments:
          a: {aspect: technical, expected: at least 95%, minimum: at least 90%,
              critical: yes, clause: master 4.2 (a)}
          b:
            aspect: technical
            expected: at least 95%
            minimum: at least 90%
            critical: yes
        """,
        """
        settlement: {every: month, currency: EUR}
        commitments:
          a:
            aspect: technical
            expected: at least 95%
            minimum: at least 90%
            critical: yes
            clause: master 4.2 (a)
          b:
            aspect: technical
            expected: at least 95%
            minimum: at least 90%
            critical: yes
        """,
    )


def test_long_formulas_end_their_lines_at_operators() -> None:
    _check(
        """
        measures:
          major:
            where:
              (priority = 'P1' or priority = 'P2 and others alike') and
              status in ['New', 'On Hold'] or urgent
        """,
        """
        measures:
          major:
            where: >-
              (priority = 'P1' or priority = 'P2 and others alike') and status in ['New', 'On Hold']
              or urgent
        """,
    )


def test_long_sentences_are_folded_and_paragraphs_kept() -> None:
    sentence = " ".join(["word"] * 30)
    printed = _formatted(f'notes:\n- {sentence}\n- "{sentence}\\n\\n- {sentence}\\n"\n')
    assert max(len(line) for line in printed.splitlines()) <= 100
    assert [line for line in printed.splitlines() if ">" in line or "|" in line] == [
        "  - >-",
        "  - >",
    ]
    read = compose("agreement.yaml", printed.encode()).node
    assert isinstance(read, MappingNode)
    notes = read.get("notes")
    assert isinstance(notes, ListNode)
    assert [item.text for item in notes.items if isinstance(item, ScalarNode)] == [
        sentence,
        f"{sentence}\n\n- {sentence}\n",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "T020"),
        ("a: [", "T010"),
        ("a: 1\na: 2\n", "T016"),
        ("a: &b 1\n", "T014"),
        ("\ta: 1\n", "T005"),
        ("a: \ud800", "T002"),
        ("# only a comment\n", "T020"),
    ],
)
def test_what_cannot_be_read_is_left_alone(text: str, code: str) -> None:
    formatted = format_text(text, "agreement.yaml")
    assert formatted.text is None
    assert [found.code for found in formatted.diagnostics] == [code]


def test_a_layout_that_says_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatting, "print_tree", lambda _: "a: 2\n")
    formatted = format_text("a: 1\n", "agreement.yaml")
    assert formatted.text is None
    assert [found.code for found in formatted.diagnostics] == ["T025"]


def test_other_line_ends_and_marks_go() -> None:
    formatted = format_text("\ufeffservanda: 1\r\ntitle: A # b\r\n", "agreement.yaml")
    assert formatted.text == "servanda: 1\ntitle: A # b\n"
    assert [found.code for found in formatted.diagnostics] == ["T003"]


@pytest.mark.parametrize("path", SHIPPED, ids=shown)
def test_shipped_agreements_keep_every_value(path: Path) -> None:
    files = [path] if path.name == "agreement.yaml" else [_base_of(path), *_amendments_to(path)]
    texts = [(str(file), file.read_bytes()) for file in files]
    printed = [(name, _formatted(content.decode()).encode()) for name, content in texts]
    before, after = read_texts(texts), read_texts(printed)
    assert before.history is not None, before.diagnostics
    assert after.history is not None, after.diagnostics
    assert _plain(after.history) == _plain(before.history)


def _base_of(amendment: Path) -> Path:
    own = amendment.with_name("agreement.yaml")
    return own if own.exists() else amendment.parent.parent / "service-desk" / "agreement.yaml"


def _amendments_to(last: Path) -> list[Path]:
    """Return an amendment and those before it in its folder, where they are numbered."""
    before = sorted(last.parent.glob("amendment-*.yaml"))
    return before[: before.index(last) + 1] if last in before else [last]


def _plain(value: object) -> object:
    """Return a value without what speaks of the text's layout: places and digests."""
    if isinstance(value, SourceSpan):
        return None
    if is_dataclass(value):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)
            if field.name != "sha256" or hasattr(value, "file")
        }
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value
