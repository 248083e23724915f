"""Texts that nobody means well with."""

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from servanda.agreement.read.versions import read_texts
from servanda.agreement.text.compose import BYTES_MAX, compose
from servanda.kernel.diagnostic import Diagnostic
from tests.agreement.samples import BASE, CASES

HOSTILE = {
    "20,000 nested brackets": (b"[" * 20_000, "T012"),
    "20,000 nested braces": (b"{a: " * 20_000, "T012"),
    "20,000 question marks": (b"? " * 20_000, "T012"),
    "20,000 brackets on lines": (b"[\n" * 20_000, "T012"),
    "deep indentation": (b"".join(b" " * n + b"a:\n" for n in range(900)), "T012"),
    "40,000 short keys": (b"".join(b"k%d: v\n" % n for n in range(40_000)), "T013"),
    "100,000 keys": (b"".join(b"k%d: v\n" % n for n in range(100_000)), "T001"),
    "a bomb of aliases": (
        b"a: &a [x, x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (n, n) for n in range(500)),
        "T014",
    ),
    "a text of a gigabyte's beginning": (b"a" * (BYTES_MAX + 1), "T001"),
    "one endless line": (b"notes: " + b"a " * 200_000, "A002"),
    "one endless quoted text": (b'notes: "' + b"\\x41" * 120_000 + b'"', "A002"),
    "only line ends": (b"\n" * 500_000, "T020"),
    "zeros": (b"\0" * 100_000, "T004"),
    "a deep formula": (b"terms:\n  fee: " + b"(" * 1_900 + b"1" + b")" * 1_900, "F004"),
    "a long formula": (b"terms:\n  fee: 1" + b" + 1" * 60_000, "F003"),
    "4,000 terms in a chain": (
        b"terms:\n" + b"".join(b"  t%d: t%d + 1\n" % (n, n + 1) for n in range(4_000)),
        "F020",
    ),
    "a circle of 2,000 terms": (
        b"terms:\n" + b"".join(b"  t%d: t%d + 1\n" % (n, (n + 1) % 2_000) for n in range(2_000)),
        "A101",
    ),
    "2,000 pairs of terms in circles": (
        b"terms:\n" + b"".join(b"  a%d: b%d\n  b%d: a%d\n" % (n, n, n, n) for n in range(2_000)),
        "A101",
    ),
    "4,000 figures in a chain": (
        b"figures:\n" + b"".join(b"  f%d: f%d + 1\n" % (n, n + 1) for n in range(4_000)),
        "F020",
    ),
    "2,000 figures that look back at each other": (
        b"figures:\n"
        + b"".join(
            b"  f%d: 1 + (previous f%d otherwise 0)\n" % (n, (n + 1) % 2_000) for n in range(2_000)
        ),
        "A002",
    ),
    "a table of 1,000 rows that overlap": (
        b"tables:\n  t:\n" + b"".join(b"    below %d%%: 1%%\n" % n for n in range(1_000)),
        "A106",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_refused(name: str) -> None:
    content, code = HOSTILE[name]
    reading = read_texts([("hostile.yaml", content)])
    assert reading.history is None
    assert code in {each.code for each in reading.diagnostics}
    assert len(reading.diagnostics) <= 501


READ_ALL = """
from servanda.agreement.read.versions import read_texts
from tests.agreement.test_hostile import HOSTILE
for content, _ in HOSTILE.values():
    read_texts([("hostile.yaml", content)])
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""


def test_hostile_texts_need_little_memory() -> None:
    # Not getrusage: a process inherits its peak from the one that started it.
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 256 * 1024


def check_places(diagnostics: tuple[Diagnostic, ...], content: bytes) -> None:
    lines = content.decode("utf-8", "replace").count("\n") + content.count(b"\r") + 1
    for each in diagnostics:
        assert each.message
        assert isinstance(each.hint, str)
        assert 1 <= each.span.line <= each.span.end_line <= lines + 1
        assert each.span.column >= 1


@given(st.binary(max_size=300))
@example(b"\xef\xbb\xbf")
@example(b"a: !<tag:x> &b *c")
def test_any_bytes_give_only_diagnostics(content: bytes) -> None:
    reading = read_texts([("any.yaml", content)])
    assert reading.history is None
    assert reading.diagnostics
    check_places(reading.diagnostics, content)


@given(st.text(alphabet="ab:- \n\t{}[],'\"#&*!|>%@`?\\", max_size=80))
def test_any_yaml_signs_give_only_diagnostics(text: str) -> None:
    composed = compose("any.yaml", text.encode())
    assert composed.node is not None or composed.diagnostics
    check_places(composed.diagnostics, text.encode())


SOUND = f"""{BASE}
services: {{payments: Payments platform}}
terms:
  fee: {{2026-01-01: 1000.00 EUR, 2026-07-01: 1100.00 EUR}}
  at_risk: 12% of fee
  rate: {{gold: 2 EUR, silver: {{day: 1 EUR, night: 3 EUR}}}}
tables:
  credit: {{below 99.0%: 25%, from 99.0% to below 99.9%: 10%, at least 99.9%: 0%}}
calendars:
  office:
    open: {{mon-fri: 08:00-18:00}}
    closed: [2026-12-24]
    special: {{2026-12-31: 08:00-12:00}}
{CASES}
rows:
  failures: {{each: failure, from: outages, where: length above 12 hours, counts in: ended}}
commitments:
  restored: {{expected: at least 95%, minimum: at least 90%, critical: yes}}
figures:
  lost: sum(length over failures)
penalties:
  restored: {{of: at_risk, pool: 40%, below expected: 50%, below minimum: 100%, repeat: x2}}
  long: {{for each: failure, pays: 45 EUR per full 12 hours of length}}
incentives:
  quick: {{when: restored.met, pays: 0.5% of fee}}
limits:
  - penalties at most at_risk each month
must:
  - 40% + 60% = 100%
"""
PIECES = st.sampled_from(
    [
        *" \n:{}[],'\"#%0()",
        *("", "- ", "  ", "no", "remove", "2026-02-30", "EUR"),
        *("fee", "restored", "met", "otherwise", "over"),
    ]
)


@given(
    st.lists(
        st.tuples(st.integers(0, len(SOUND)), st.integers(0, 20), PIECES), min_size=1, max_size=4
    )
)
def test_a_text_changed_at_random_gives_only_diagnostics(
    changes: list[tuple[int, int, str]],
) -> None:
    text = SOUND
    for place, length, piece in changes:
        text = text[:place] + piece + text[place + length :]
    reading = read_texts([("changed.yaml", text.encode())])
    assert reading.history is not None or reading.diagnostics
    check_places(reading.diagnostics, text.encode())
