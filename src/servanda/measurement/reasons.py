"""Why a record did not count, in the words of statements and traces."""

from __future__ import annotations

__all__ = [
    "AFTER_STOP",
    "EMPTY_INTERVAL",
    "ENDS_BEFORE_BEGIN",
    "MISSING_ANSWER",
    "NEVER_STARTED",
    "NOT_ABOUT",
    "NOT_COUNTERSIGNED",
    "NOT_KNOWN_WHERE",
    "NOT_STOPPED",
    "NO_ALLOWANCE",
    "NO_ANSWER",
    "NO_AUTHOR",
    "NO_BEGIN",
    "NO_BUSINESS_DAY",
    "NO_CASE",
    "NO_DOCUMENT",
    "NO_INSTANT",
    "NO_KEY",
    "NO_PERIOD",
    "NO_SEGMENT",
    "NO_START",
    "NO_VALUE",
    "NO_WEIGHT",
    "OFF_SCALE",
    "OPEN",
    "OUTSIDE_CALENDAR",
    "OUTSIDE_HOURS",
    "OUTSIDE_PERIODS",
    "OUTSIDE_REGISTER",
    "PLANNED_NO_SEGMENT",
    "REPLACED",
    "SAME_SIGNATURE",
    "SIGNED_EARLY",
    "STOP_BEFORE_START",
    "TOO_SHORT",
    "TWICE",
]

NO_KEY = "it has no key"
TWICE = "its key appears more than once"
NO_START = "its start is not known"
NEVER_STARTED = "its clock never started"
STOP_BEFORE_START = "it stopped before it started"
OPEN = "it is open: neither stopped nor past due"
NOT_ABOUT = "the measure is not about it"
NOT_STOPPED = "it is past due but has not stopped"
NO_ALLOWANCE = "no time allowed is known for it"
NO_CASE = "its case is not in the table of cases"
NOT_KNOWN_WHERE = "it is not known whether the measure is about it"
NO_INSTANT = "its instant is not known"
NO_VALUE = "its value is not known"
NO_SEGMENT = "its segment is not known"
PLANNED_NO_SEGMENT = "it is planned time that does not say which segment it is about"
OUTSIDE_REGISTER = "its segment is not in the register"
OUTSIDE_PERIODS = "it counts outside the periods measured"
OUTSIDE_CALENDAR = "it lies outside the years that calendars are laid out for"
NO_BUSINESS_DAY = "a day that it asks for is not among the business days that are known"
NO_ANSWER = "there is no answer"
MISSING_ANSWER = "the answer is a code for no answer"
OFF_SCALE = "the answer is outside the scale"
NO_BEGIN = "its beginning is not known"
ENDS_BEFORE_BEGIN = "it ends before it begins"
TOO_SHORT = "it is shorter than the shortest outage that counts"
NO_WEIGHT = "its weight is not a share from 0% to 100%"
OUTSIDE_HOURS = "it lies outside the agreed time, or in planned time"
EMPTY_INTERVAL = "no record falls in the interval"
AFTER_STOP = "it came after the stop that stands"
NO_PERIOD = "it does not say which period it is about"
NO_AUTHOR = "it does not say who entered it, or when"
NO_DOCUMENT = "its document is not named by a SHA-256 digest"
NOT_COUNTERSIGNED = "it is not countersigned"
SAME_SIGNATURE = "it is countersigned by the one who entered it"
SIGNED_EARLY = "it was countersigned before it was entered"
REPLACED = "another entry was countersigned later"
