"""What is said about clarity and focus, with its exact place."""

from __future__ import annotations

import pytest

from servanda.agreement.focus import diagnostics as kinds
from servanda.agreement.focus import look
from servanda.agreement.focus.commitments import COMMITMENTS_MAX
from servanda.agreement.focus.topics import TOPIC_KINDS
from servanda.agreement.model.topics import Topic
from servanda.agreement.proof.prove import prove
from servanda.kernel.diagnostic import Diagnostic, DiagnosticKind, Severity
from tests.agreement.samples import read

HEAD = """\
servanda: 1
agreement: focus
title: Focus
parties: {client: {name: Acme Bank, zone: UTC}, provider: Northwind}
in force: {from: 2026-01-01, until: 2026-12-31}
settlement: {every: month, currency: EUR}
services: {desk: Service desk, mail: Mail}
terms: {fee: 1000 EUR}
evidence:
  incidents:
    each: case
    noun: incident
    key: number
    columns: {number: text, opened: instant, resolved: instant, priority: text, service: text}
  answers:
    each: record
    noun: answer
    at: given
    columns: {given: instant, score: whole number}
"""
RESTORED = """\
measures:
  restored:
    from: incidents
    where: priority in ['P1', 'P2']
    clock: {start: opened, stop: resolved, calendar: always, within: 4 hours}
    counts in: stop or due
    value: share(met)
    minimum sample: 3
    no data: met
  felt:
    from: answers
    score: {answer: score, scale: 1 to 5}
    value: mean(score)
    minimum sample: 5
    no data: met
"""
ALL_TOPICS = "topics:\n" + "".join(f"  {topic.value}: agreed\n" for topic in Topic)


def diagnosed(*parts: str) -> list[Diagnostic]:
    """Return what is found in a text."""
    reading = read(*parts)
    assert reading.history is not None, "\n".join(map(str, reading.diagnostics))
    return list(look(reading.history, prove(reading.history)))


def found(*parts: str) -> list[tuple[DiagnosticKind, str, str]]:
    """Return what is found in a text: kind, place, message."""
    looked = diagnosed(*parts)
    return [(each.kind, f"{each.span.line}:{each.span.column}", each.message) for each in looked]


def of(kind: DiagnosticKind, *parts: str) -> list[tuple[str, str]]:
    """Return places and messages of one kind."""
    return [(place, message) for each, place, message in found(*parts) if each is kind]


FELT = "  felt: {service: desk, aspect: experience, expected: at least 4}\n"
FOCUSED = (
    HEAD
    + RESTORED
    + "commitments:\n  restored: {service: desk, expected: at least 95%}\n"
    + FELT
    + "penalties: {restored: {of: fee, below expected: 50%}}\n"
    + "limits: [penalties at most fee each month]\n"
    + ALL_TOPICS
)


def test_a_focused_text_is_left_in_peace() -> None:
    assert found(FOCUSED) == []


def test_too_many_commitments() -> None:
    promised = "".join(
        f"  c{number}: {{measure: felt, service: desk, aspect: experience, expected: at least 4}}\n"
        for number in range(COMMITMENTS_MAX + 2)
    )
    seen = of(kinds.TOO_MANY_COMMITMENTS, HEAD, RESTORED, "commitments:\n", promised)
    line = (HEAD + RESTORED).count("\n") + 1 + COMMITMENTS_MAX + 1
    assert seen == [
        (f"{line}:3", "the provider makes 12 commitments; people keep 10 in mind at most")
    ]


def test_commitments_of_the_client_are_not_counted() -> None:
    promised = "".join(
        f"  c{number}: {{measure: felt, by: client, expected: at least 4}}\n"
        for number in range(COMMITMENTS_MAX + 2)
    )
    assert of(kinds.TOO_MANY_COMMITMENTS, HEAD, RESTORED, "commitments:\n", promised) == []


def test_a_critical_commitment_in_a_mean() -> None:
    text = "commitments:\n  felt: {critical: yes, service: desk, expected: at least 4}\n"
    assert of(kinds.CRITICAL_IN_AVERAGE, HEAD, RESTORED, text) == [
        ("36:3", "'felt' is critical, and bad cases can hide in the mean of 'felt'")
    ]


def test_a_critical_commitment_over_several_priorities() -> None:
    text = "commitments:\n  restored: {critical: yes, service: desk, expected: at least 95%}\n"
    assert of(kinds.CRITICAL_MIXED, HEAD, RESTORED, text) == [
        ("36:3", "'restored' is critical, and lumps several values of 'priority' together")
    ]
    divided = RESTORED.replace("value: share(met)", "value: share(met)\n    by: priority")
    assert of(kinds.CRITICAL_MIXED, HEAD, divided, text) == []


def test_a_technical_commitment_by_itself() -> None:
    text = "commitments:\n  restored: {service: mail, expected: at least 95%}\n"
    assert of(kinds.TECHNICAL_ALONE, HEAD, RESTORED, text, FELT) == [
        (
            "36:3",
            "'restored' is technical, serves no outcome, and no experience is promised beside it",
        )
    ]
    served = text.replace("service: mail", "service: mail, serves: work")
    outcomes = "outcomes: {work: {owner: Head of Work}}\n"
    assert of(kinds.TECHNICAL_ALONE, HEAD, RESTORED, served, FELT, outcomes) == []


def test_a_commitment_about_no_service() -> None:
    text = "commitments:\n  restored: {expected: at least 95%}\n"
    assert of(kinds.NO_SERVICE, HEAD, RESTORED, text) == [
        ("36:3", "'restored' does not say which service it is about")
    ]


TWO = """\
measures:
  urgent:
    from: incidents
    where: FIRST
    clock: {start: opened, stop: resolved, calendar: always, within: 4 hours}
    value: share(met)
    no data: met
  other:
    from: incidents
    where: SECOND
    clock: {start: opened, stop: resolved, calendar: always, within: 8 hours}
    value: share(met)
    no data: met
commitments: {urgent: {expected: at least 95%}, other: {expected: at least 95%}}
penalties:
  urgent: {of: fee, below expected: 50%}
  other: {of: fee, below expected: 50%}
limits: [penalties at most fee each month]
"""


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        ("priority = 'P1'", "priority = 'P2'", False),
        ("priority in ['P1', 'P2']", "priority = 'P2'", True),
        ("priority = 'P1'", "service = 'mail'", True),
        ("priority = 'P1' and service = 'desk'", "priority = 'P1' and service = 'mail'", False),
        ("priority is not 'P1'", "priority = 'P2'", True),
        ("priority in ['P1', 'P2']", "priority in ['P3']", False),
        ("priority is 'P1'", "priority is not 'P1'", False),
        ("priority is not 'P1'", "priority not in ['P1', 'P2']", True),
        ("users above 10", "users at most 10", False),
        ("users above 10", "users at most 11", True),
        ("users at least 10", "users at most 10", True),
        ("users is 4", "users above 5", False),
        ("vip", "not vip", False),
        ("vip", "not vip or users above 3", True),
    ],
)
def test_the_same_records_charged_twice(first: str, second: str, *, twice: bool) -> None:
    text = TWO.replace("FIRST", first).replace("SECOND", second)
    head = HEAD.replace("service: text}", "service: text, users: whole number, vip: yes or no}")
    seen = of(kinds.CHARGED_TWICE, head, text)
    expected = [("36:3", "'other' and 'urgent' (line 35) may charge the same rows of 'incidents'")]
    assert seen == (expected if twice else [])


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("other: {of: fee,", "other: {besides: {urgent: both were priced}, of: fee,"),
        ("urgent: {of: fee,", "urgent: {besides: {other: both were priced}, of: fee,"),
    ],
)
def test_records_that_are_meant_to_be_charged_twice(line: str, other: str) -> None:
    text = TWO.replace("FIRST", "priority = 'P1'").replace("SECOND", "service = 'mail'")
    assert line in text
    assert of(kinds.CHARGED_TWICE, HEAD, text.replace(line, other)) == []


def test_a_penalty_too_thin_to_matter() -> None:
    text = TWO.replace("FIRST", "priority = 'P1'").replace("SECOND", "priority = 'P2'")
    thin = text.replace(
        "other: {of: fee, below expected: 50%}", "other: {of: fee, below expected: 2%}"
    )
    assert of(kinds.THIN_LINE, HEAD, text) == []
    assert of(kinds.THIN_LINE, HEAD, thin) == [
        ("36:3", "'other' pays 20.00 EUR at most, of 520.00 EUR that all penalties can pay")
    ]


def test_an_incentive_that_answers_nothing() -> None:
    text = "incentives:\n  smile: {pays: 5 EUR}\n"
    answered = text.replace("pays:", "answers: nobody called back, pays:")
    assert of(kinds.ANSWERS_NOTHING, HEAD, text) == [
        ("21:3", "the incentive 'smile' does not say which frustration it answers")
    ]
    assert of(kinds.ANSWERS_NOTHING, HEAD, answered) == []


def test_a_measure_without_minimum_sample_or_calendar() -> None:
    bare = RESTORED.replace("    minimum sample: 3\n", "").replace("calendar: always, ", "")
    text = "commitments: {restored: {service: desk, expected: at least 95%}}\n"
    assert of(kinds.NO_MINIMUM_SAMPLE, HEAD, bare, text) == [
        ("21:3", "the measure 'restored' gives a value however few cases there are")
    ]
    assert of(kinds.NO_CALENDAR, HEAD, bare, text) == [
        ("21:3", "the measure 'restored' does not say in which calendar time passes")
    ]


def test_a_measure_that_does_not_say_where_a_case_counts() -> None:
    bare = RESTORED.replace("    counts in: stop or due\n", "")
    (said,) = [each for each in diagnosed(HEAD, bare) if each.kind is kinds.NO_ATTRIBUTION]
    assert f"{said.span.line}:{said.span.column}" == "21:3"
    assert said.message == "the measure 'restored' does not say in which period a case counts"
    assert said.hint.startswith("add 'counts in: stop or due'")
    untimed = bare.replace(", within: 4 hours", "").replace("share(met)", "mean(elapsed)")
    (said,) = [each for each in diagnosed(HEAD, untimed) if each.kind is kinds.NO_ATTRIBUTION]
    assert said.hint.startswith("add 'counts in: stop'")


LATE = """\
measures:
  restored:
    from: incidents
    clock: {start: opened, stop: resolved, within: 4 hours}
    value: share(met)
rows: {cases: {each: case, of: restored}}
penalties:
  late: {for each: case, when: not met, pays: 10 EUR}
"""


def test_a_measure_that_only_lends_its_rows_to_a_penalty() -> None:
    seen = [(kind, place) for kind, place, _ in found(HEAD, LATE, ALL_TOPICS)]
    assert seen == [
        (kinds.NO_CALENDAR, "21:3"),
        (kinds.NO_ATTRIBUTION, "21:3"),
        (kinds.NEVER_REACHED, "8:9"),
    ]
    warned = [(each.code, str(each.span.line)) for each in read(HEAD, LATE).diagnostics]
    assert warned == [("A109", "21"), ("A110", "27")]


def test_a_measure_whose_value_only_a_penalty_uses() -> None:
    bare = LATE.replace("for each: case, when: not met", "when: (USED otherwise 0%) below 95%")
    for used in ("restored", "restored 1 month ago"):
        seen = found(HEAD, bare.replace("USED", used))
        assert (kinds.NO_MINIMUM_SAMPLE, "21:3") in [(kind, place) for kind, place, _ in seen]


def test_topics_that_nothing_is_said_about() -> None:
    seen = [(kind.code, place) for kind, place, _ in found(HEAD)]
    assert seen == [("A232", "8:9"), *((kind.code, "1:1") for kind in TOPIC_KINDS.values())]
    assert len(seen) == 1 + len(Topic)


UNUSED = """\
terms: {fee: 1000 EUR, half_fee: 50% of fee}
tables: {credit: {below 95%: 5%, at least 95%: 0%}}
calendars: {office: {zone: UTC, open: {mon-fri: 08:00-18:00}}}
rows: {loud: {each: loud_one, from: incidents}}
"""


def test_what_nothing_uses_has_its_place() -> None:
    seen = found(HEAD.replace("terms: {fee: 1000 EUR}\n", UNUSED), RESTORED, ALL_TOPICS)
    unused = [(place, message) for kind, place, message in seen if kind is kinds.NEVER_REACHED]
    lost = "nothing that is promised, paid or shown makes use of"
    assert unused == [
        ("8:9", f"{lost} 'fee' (term)"),
        ("8:24", f"{lost} 'half_fee' (term)"),
        ("9:10", f"{lost} 'credit' (table)"),
        ("10:13", f"{lost} 'office' (calendar)"),
        ("11:8", f"{lost} 'loud' (rows)"),
        ("24:3", f"{lost} 'restored' (measure)"),
        ("32:3", f"{lost} 'felt' (measure)"),
    ]


def test_what_only_a_formula_or_a_clock_names_is_used() -> None:
    text = HEAD.replace("terms: {fee: 1000 EUR}\n", UNUSED).replace("loud:", "cases:")
    used = (
        "penalties: {late: {pays: 5 EUR per started business day of business days of office from"
        " period.start to period.end}, slow: {pays: (credit(restored) of half_fee) otherwise 0"
        " EUR}, many: 1 EUR per loud_one * count(cases)}\n"
    )
    seen = found(text, RESTORED, ALL_TOPICS, used)
    assert [place for kind, place, _ in seen if kind is kinds.NEVER_REACHED] == ["32:3"]


def test_a_topic_left_out_needs_its_reason() -> None:
    covered = "topics:\n  exit: 'not covered: a pilot of three months'\n  review: 'not covered:'\n"
    seen = found(HEAD, covered)
    assert (kinds.NO_REASON, "22:11", "'review' is not covered, and nothing says why") in seen
    assert kinds.NO_EXIT not in {kind for kind, _, _ in seen}


def test_every_topic_offers_a_clause() -> None:
    for kind in TOPIC_KINDS.values():
        assert kind.severity is Severity.NOTE
        assert kind.reason.startswith("A clause to start from: ")
