"""How the bad texts of the tests are mended: what their lines become, by file and line."""

from __future__ import annotations

from typing import Final

_COLUMNS: Final = (
    "    columns: {number: text, opened: instant, resolved: instant, priority: text, "
    "cost: money EUR, users: whole number}"
)

_PARTIES: Final = "parties: {client: {name: Acme, zone: UTC}, provider: Northwind}"
_MONTHLY: Final = "settlement: {every: month, currency: EUR}"
_CLOCK: Final = "    clock: {start: opened, stop: resolved, within: 4 hours}"
_OFFICE: Final = "  office: {open: {mon-fri: 08:00-18:00}}"

_RENEWED: Final = (
    "in force: {from: 2026-01-01, until: 2026-12-31, notice: 3 months, renewal: 12 months}"
)
MENDED: Final[dict[str, dict[int, str]]] = {
    "window-of-a-measure": {
        20: """rows:
  cases: {each: single_case, of: restored}
commitments:""",
        21: """  restored: {figure: of_all_cases, over: this quarter, expected: at least 95%}
figures:
  of_all_cases: share(met over cases in this quarter) otherwise 100%""",
    },
    "payable-of-the-same-period": {
        19: "  paid_so_far: sum(credit.payable over earlier months) otherwise 0 EUR",
        22: "  surcharge: {pays: 10% of (previous credit.payable otherwise 0 EUR)}",
    },
    "cure-costs-of-an-incentive": {23: "  restored: {pays: 5 EUR}"},
    "column-format-forgotten": {
        13: _COLUMNS.replace("opened: instant", "opened: {from: opened_at, type: instant}")
    },
    "name-with-capitals": {9: "  monthly_fee: 10 EUR"},
    "name-is-a-word": {9: "  fee: 10 EUR"},
    "date-in-other-order": {6: "in force: {from: 2026-01-01, until: 2026-12-31}"},
    "goodwill-now-and-then": {8: "goodwill: {habit: 3 times in a year}"},
    "review-without-the-client": {
        12: "    attended by: {client: CIO, provider: account executive}"
    },
    "reviews-read-and-none-agreed": {
        8: """reviews:
  monthly:
    level: operational
    every: month
    attended by: {client: contract manager, provider: service delivery manager}
measures:"""
    },
    "attributed-twice": {22: '    attribution: {client: 59.5%, provider: 40.5%}'},
    "attributed-to-a-stranger": {
        22: """    attribution: {provider: 40%, acme-network: 30%}
    served with: acme-network"""
    },
    "served-with-itself": {
        19: "  repairs: {owner: Head of Payments, measure: untouched, served with: acme-network}"
    },
    "success-of-nobody": {
        22: """    shared success: {gained: 100 EUR, provider: 50%}
    attribution: {provider: 40%}"""
    },
    "outcome-without-a-figure": {
        21: """    measure: untouched
    target: {is: at least 97%, by: 2026-09-30}"""
    },
    "baseline-backwards": {22: '    baseline: {is: 93%, from: 2025-01-01, until: 2025-12-31}'},
    "target-after-the-end": {22: '    target: {is: at least 97%, by: 2026-12-31}'},
    "more-than-its-part": {23: '    shared success: {gained: 100 EUR, provider: 100%}'},
    "owner-whom-no-review-needs": {19: '  repairs: {owner: Head of Payments, measure: untouched}'},
    "impossible-date": {6: "in force: {from: 2026-01-01, until: 2026-02-28}"},
    "day-of-month-32": {7: "settlement: {every: month, starts on: 28, currency: EUR}"},
    "kept-for-a-while": {14: "    keep: 24 months"},
    "opinion-of-a-few": {19: "    minimum sample: 5"},
    "sealed-in-the-open": {
        13: "    columns: {number: text, opened: instant, resolved: instant, "
        "caller: {type: text, personal: yes, sealed: yes}}"
    },
    "boolean-off": {13: _COLUMNS.replace("priority: text", "priority: {type: text, personal: no}")},
    "language-version": {2: "servanda: 1"},
    "key-without-value": {9: "  fee: 10 EUR"},
    "section-without-value": {8: ""},
    "country-in-words": {5: _PARTIES.replace("UTC", "UTC, country: NL")},
    "two-measure-kinds": {20: ""},
    "dates-and-words-mixed": {9: "  fee: {2026-01-01: 10 EUR, 2026-07-01: 12 EUR}"},
    "name-of-term-and-figure": {11: "  fee_again: 5 EUR"},
    "calendar-called-always": {9: "  office: {open: {mon-fri: 08:00-18:00}}"},
    "no-provider": {5: _PARTIES},
    "client-is-provider": {5: _PARTIES},
    "no-zone": {7: "settlement: {every: month, zone: Europe/Amsterdam, currency: EUR}"},
    "ends-before-it-begins": {6: "in force: {from: 2026-01-01, until: 2026-12-31}"},
    "renewal-of-what-does-not-end": {6: _RENEWED},
    "renewal-that-nobody-can-stop": {6: _RENEWED},
    "notice-before-the-first-day": {6: _RENEWED},
    "rounding-in-other-currency": {7: _MONTHLY.replace("EUR", "EUR, rounding: 0.01 EUR half-up")},
    "stabilization-in-days": {7: _MONTHLY.replace("EUR", "EUR, stabilization: 3 months")},
    "weeks-that-start-on-a-day": {7: _MONTHLY.replace("month", "four weeks")},
    "duration-in-days": {13: _COLUMNS.replace("users: whole number", "users: duration in hours")},
    "cell-of-a-case-split": {13: _COLUMNS},
    "key-is-no-column": {12: "    key: number"},
    "at-is-no-instant": {18: "    at: changed"},
    "scale-backwards": {22: "    score: {answer: score, scale: 1 to 5}"},
    "repeat-without-x": {25: "  restored: {of: fee, below expected: 5%, repeat: x2}"},
    "shorthand-beside-pays": {25: "  restored: {pays: 5 EUR}"},
    "shorthand-without-shares": {25: "  restored: {of: fee, pool: 10%, below expected: 50%}"},
    "shorthand-without-commitment": {25: "  restored: {of: fee, below expected: 5%}"},
    "shorthand-without-minimum": {25: "  restored: {of: fee, below expected: 5%}"},
    "limit-each-week": {9: "  - penalties at most 100 EUR each month"},
    "table-row-empty": {11: "    from 99.0% to below 99.9%: 10%", 12: "    at least 99.9%: 0%"},
    "table-without-rows": {9: "  credit: {below 99.0%: 25%, at least 99.0%: 0%}"},
    "weekday-twice": {9: "  office: {open: {mon-thu: 08:00-18:00, fri: 08:00-12:00}}"},
    "only-does-not-fit": {
        13: _COLUMNS.replace("money EUR", "{type: money EUR, only: from 0 EUR to 500 EUR}")
    },
    "agreement-that-amends": {8: ""},
    "term-uses-itself": {9: "  fee: 10 EUR + 1 EUR"},
    "commitment-as-a-value": {23: "  double: 2 * (restored otherwise 0%)"},
    "table-gap-at-a-point": {9: "  credit: {below 99.0%: 25%, at least 99.0%: 0%}"},
    "table-overlap": {10: "    below 99.0%: 25%"},
    "table-units": {11: "    at least 99.0%: 0%"},
    "table-columns": {11: "    at least 99.0%: {share: 0%, points: 0}"},
    "no-data-rule-missing": {16: "    no data: met\n    from: incidents"},
    "penalty-without-cap": {
        25: "  restored: {of: fee, below expected: 5%}\n"
        "limits:\n  - penalties at most 100 EUR each month"
    },
    "term-starts-late": {9: "  fee: {2026-01-01: 10 EUR}"},
    "must-fails-later": {11: "  - part + 40% at least 100%"},
    "segment-is-no-text": {20: "    by: priority"},
    "business-hours-without-calendar": {17: _CLOCK},
    "counts-in-due-without-within": {20: "    counts in: stop"},
    "condition-start-without-events": {17: _CLOCK},
    "minimum-above-expected": {21: "  restored: {expected: at least 95%, minimum: at least 90%}"},
    "one-of-several-hours": {9: "  office: {open: {mon: [08:00-12:00, 12:00-18:00]}}"},
    "impossible-hour": {9: "  office: {open: {mon-fri: 08:00-24:00}}"},
    "hours-overlap": {9: "  office: {open: {mon: [08:00-12:00, 13:00-18:00]}}"},
    "impossible-closed-day": {9: _OFFICE.replace("}}", "}, closed: [2026-02-28]}")},
    "backward-closed-days": {9: _OFFICE.replace("}}", "}, closed: 2026-12-24..2026-12-31}")},
    "unknown-zone": {5: _PARTIES.replace("UTC", "Europe/Amsterdam")},
    "unknown-weekday": {9: "  office: {open: {mon-fri: 08:00-18:00}}"},
    "rounding-mode": {7: _MONTHLY.replace("EUR", "EUR, rounding: 0.01 EUR half-up")},
    "non-breaking-space": {9: "  fee: 100 EUR"},
    "exponent": {9: "  fee: 1000 EUR"},
    "formula-in-quotes": {9: "  fee: 100 EUR"},
    "days-of-what": {17: _CLOCK.replace("4 hours", "52 hours")},
    "unknown-member": {23: "  quick: {when: restored.met, pays: 5 EUR}"},
    "unknown-key-of-term": {10: "  fee: 2 * rate['gold']"},
    "keyed-term-bare": {10: "  fee: 2 * rate['gold']"},
    "percentile-above-100": {18: "    value: percentile(95%, elapsed)"},
    "money-plus-share": {10: "  at_risk: 12% of fee"},
    "other-currency": {10: "  at_risk: fee + 5 EUR"},
    "text-compared-with-number": {18: "    where: priority = '1'"},
    "must-is-no-condition": {11: "  - fee + fee = 2000 EUR"},
    "mean-of-texts": {18: "    value: mean(elapsed)"},
    "keyed-term-of-two-units": {9: "  allowed: {P1: 4 hours, P2: 48 hours}"},
    "row-amount-in-a-period": {18: "  total: 2 * sum(each_miss over misses)"},
    "months-of-a-weekly-settlement": {11: "  year: sum(fee over last 12 periods)"},
    "tab-indentation": {9: "  payments: Payments"},
    "dash-in-one-line": {8: "notes:\n  - one"},
    "value-begins-with-at": {8: "notes: '@someone should look'"},
    "greater-sign-in-braces": {21: "  restored: {expected: at least 95%}"},
    "comma-in-braces": {
        9: "  stp: {owner: Head of Payments, why: 'each repair costs 11 EUR, and a day'}"
    },
    "braces-not-closed": {8: "services: {payments: Payments}"},
    "colon-in-value": {8: "notes: 'remember: this'"},
    "alias": {9: "  fee: 10 EUR"},
    "tag": {9: "  fee: 10 EUR"},
    "duplicate-key-in-braces": {8: "services: {payments: Payments, cards: Again}"},
    "merge-key": {9: "  payments: {title: Payments}"},
    "two-documents": {8: "", 9: ""},
    "list-as-key": {8: "services: {a: x, b: x}"},
    "indentation-between": {10: "    cards: Cards"},
    "line-without-colon": {5: _PARTIES},
    "bracket-in-braces": {19: _CLOCK.replace("4 hours", "'allowed[priority]'")},
    "no-measure-kind": {16: f"    from: incidents\n{_CLOCK}"},
    "unknown-document": {20: ""},
}  # fmt: skip
"""Lines, from 1, that are written anew; an empty one goes."""


ADVISED: Final[dict[str, dict[int, str]]] = {
    "people-in-the-clear": {
        13: "    columns: {number: text, opened: instant, done: instant, "
        "agent: {from: Assigned to, type: text, personal: yes}}",
    },
    "better-pays-less": {
        36: "  up: {pays: '(if up at least 99.9% then 50 EUR else 10 EUR)', answers: waiting}",
    },
    "beyond-the-cap": {
        37: "limits: [penalties at most 500 EUR each month]",
    },
    "row-never-reached": {
        40: "",
    },
    "never-pays": {
        36: "  up: {when: up below 99.0%, pays: 10 EUR}",
    },
    "gap-that-otherwise-answers": {
        38: "    from 99.0% to below 99.9%: 10%",
    },
    "cheaper-than-its-cure": {
        37: "limits: [penalties at most 6000 EUR each month]",
        36: "  up: {of: fee, below expected: 600%, cure costs: 5000 EUR}",
    },
    "too-many-commitments": {
        46: "",
    },
    "critical-inside-an-average": {
        31: "    value: share(score at least 4)",
        35: "  felt: {service: desk, aspect: experience, critical: yes, expected: at least 80%}",
    },
    "technical-alone": {
        36: "  restored: {service: desk, aspect: experience, expected: at least 95%}",
    },
    "about-no-service": {
        36: "  restored: {service: desk, aspect: experience, expected: at least 95%}",
    },
    "charged-twice": {
        40: "  each_late: {for each: late_case, pays: 5 EUR, besides: {restored: each hurts}}",
    },
    "too-thin": {
        45: "  restored: {of: fee, below expected: 10%}",
    },
    "answers-nothing": {
        38: "  restored: {when: restored above 99%, pays: 5 EUR, answers: people waited too long}",
    },
    "no-minimum-sample": {
        33: "    no data: not settled\n    minimum sample: 5",
    },
    "no-calendar": {
        30: "    clock: {start: opened, stop: resolved, calendar: always, within: 4 hours}",
    },
    "topic-without-a-reason": {
        38: "  exit: 'not covered: the master agreement says how it ends'",
    },
    "critical-about-several-sorts": {
        33: "    value: share(met)\n    by: priority",
    },
    "counts-in-unsaid": {
        31: "    counts in: stop or due\n    value: share(met)",
    },
    "declared-and-never-used": {
        9: "",
    },
}
"""The same of the texts that are sound and could be better."""


def mend(text: str, lines: dict[int, str]) -> str:
    """Return a bad text with its lines mended."""
    written = [
        lines.get(number, line)
        for number, line in enumerate(text.split("\n"), 1)
        if lines.get(number, "kept")
    ]
    return "\n".join(written)
