"""What a field may hold: rules as marks in the types of records, and what of a record breaks them, in words.

A record says its rules where it says its types: `title: Title`, `dated: DayDone`. What its fields must be to each other
it says in a method `problems`. A field without a mark holds what its type says: a text that can be stored and shown, a
day of this age, a number that fits. Everything that is written goes through `problems_of`, whoever writes it.
"""

from __future__ import annotations

import math
import re
import types
import typing
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any

from scrutineer.errors import UserError

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
"""What this field deals with lies between these days; anything else is a slip of the keyboard."""

YEARS_AHEAD = 20
"""How far ahead anything may be planned, counted from the casefile's own day."""

LONGEST_LINE, LONGEST_NAME, LONGEST_TEXT = 5_000, 200, 1_000_000
LONGEST_READ = 50_000_000
"""What a file may say: attachments bring the text of whole books."""

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that is broken: what is wrong, and what to do. The first has no full stop yet. `about` is the field that
    it is said beside, where it is one."""

    message: str
    advice: str
    about: str = ""

    def error(self) -> UserError:
        """The refusal that says it."""
        return UserError(f"{self.message}. Nothing was changed.", self.advice, about=self.about)


# What a screen shows nothing for, though Unicode calls it a letter or a symbol: fillers of Hangul, a blank of Braille.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_NEVER = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("[\t\n\r\u2028\u2029]")


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: empty, or white space, zero-width and control characters alone."""
    return not any(unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANK for sign in text)


def one_line(text: str, message: str, advice: str, about: str = "") -> str:
    """A text on one line, its words a space apart; where it shows nothing, the sentence that asks for it."""
    cleaned = " ".join(text.split())
    if is_blank(cleaned):
        raise UserError(message, advice, about=about)
    return cleaned


def legible(text: str) -> str:
    """A text of a stranger's file, or of a file's name, as it can be stored: what cannot is shown as a mark."""
    if not _CONTROL.search(text):
        return text
    return _CONTROL.sub(lambda match: " " if match[0] < "\ud800" else "\ufffd", text)


@dataclass(frozen=True, slots=True)
class Text:
    """A text. `needed`: something of it shows; `line`: of one line; `letter`: with a letter; `shape`: of this form.

    `as_read` is for what a file holds: it may hold any sign that can be stored.
    """

    longest: int = LONGEST_TEXT
    needed: bool = False
    line: bool = False
    letter: bool = False
    as_read: bool = False
    shape: re.Pattern[str] | None = None
    asked: str = "Write it in words."

    def breach(self, value: Any, _today: date | None) -> tuple[str, str] | None:
        """What is wrong with a value and what to do, or None."""
        if not isinstance(value, str):
            return "is no text", self.asked
        sign = (_NEVER if self.as_read else _CONTROL).search(value)
        if sign:
            return f"holds a sign that cannot be shown (U+{ord(sign[0]):04X})", "Take it out, or type the text anew."
        if self.needed and is_blank(value):
            return "is blank", self.asked
        if len(value) > self.longest:
            return f"has {len(value):,} characters", f"Keep it to {self.longest:,}."
        return self._form(value)

    def _form(self, value: str) -> tuple[str, str] | None:
        if self.line and _BREAK.search(value):
            return "runs over several lines", "Write it on one line."
        if self.letter and value and not any(sign.isalpha() for sign in value):
            return "has no letter in it", self.asked
        if self.shape and not self.shape.fullmatch(value):
            return f"cannot be “{value[:40]}”", self.asked
        return None


@dataclass(frozen=True, slots=True)
class Day:
    """A day. `done`: something happened on it, so that it is not ahead of the casefile's own day.

    `due`: something is due or planned by it, so that one that has passed, or lies years ahead, is unlikely; `near`:
    only one that lies years ahead is. What is unlikely is asked about (`unlikely`), and is no breach.
    """

    done: bool = False
    due: bool = False
    near: bool = False

    def breach(self, value: Any, today: date | None) -> tuple[str, str] | None:
        """What is wrong with a value and what to do, or None. Without `today` nothing is ahead of anything."""
        if not isinstance(value, date) or isinstance(value, datetime):
            return "is no day", "Write it as 2026-09-30."
        if not FIRST_DAY <= value <= LAST_DAY:
            return f"is in the year {value.year}", "Look at the year again."
        if today is not None and self.done and value > today:
            return f"is in the future ({value.isoformat()})", "Give the day on which it happened."
        if today is not None and value.year > today.year + YEARS_AHEAD:
            return f"is in the year {value.year}", "Look at the year again."
        return None


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `least` on, whole or not as the type says."""

    least: float = 0
    most: float = LARGEST
    whole: bool = True

    def breach(self, value: Any, _today: date | None) -> tuple[str, str] | None:
        """What is wrong with a value and what to do, or None."""
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
            or (self.whole and not isinstance(value, int))
        ):
            return "is no number", "Give it in figures."
        if value < self.least:
            return "is below nothing" if self.least == 0 else f"is below {self.least:,}", "Give a larger number."
        return ("is too large to be true", "Look at the number again.") if value > self.most else None


@dataclass(frozen=True, slots=True)
class Moment:
    """A stamp: a moment in UTC as ISO 8601, or "" where none was kept."""

    def breach(self, value: Any, _today: date | None) -> tuple[str, str] | None:
        """What is wrong with a value and what to do, or None."""
        try:
            read = datetime.fromisoformat(value) if value else None
        except (TypeError, ValueError):
            return "is no moment", "Restore a backup in which it is whole."
        known = read is None or FIRST_DAY <= read.date() <= LAST_DAY
        return None if known else ("is in no year of this age", "Restore a backup in which it is whole.")


@dataclass(frozen=True, slots=True)
class Member:
    """One of an enum's members."""

    kind: type[Any]

    def breach(self, value: Any, _today: date | None) -> tuple[str, str] | None:
        """What is wrong with a value and what to do, or None."""
        if isinstance(value, self.kind):
            return None
        return f"cannot be “{value}”", "Choose one of those there are."


@dataclass(frozen=True, slots=True)
class Several:
    """Several texts, each of which follows a rule."""

    each: Text

    def breach(self, value: Any, today: date | None) -> tuple[str, str] | None:
        """What is wrong with the first that is wrong and what to do, or None."""
        if not isinstance(value, tuple):
            return "is no list", "Give each in words."
        return next((broken for item in value if (broken := self.each.breach(item, today))), None)


Rule = Text | Day | Number | Moment | Member | Several

Name = Annotated[str, Text(LONGEST_NAME, needed=True, line=True, letter=True, asked="Give the name it is known by.")]
Period = Annotated[str, Text(LONGEST_NAME, needed=True, line=True, asked="Say which, such as 2026/27 or quarter 2.")]
Label = Annotated[str, Text(LONGEST_NAME, line=True)]
Title = Annotated[str, Text(LONGEST_LINE, needed=True, line=True, asked="Say it in a few words.")]
Line = Annotated[str, Text(LONGEST_LINE, line=True)]
Words = Annotated[str, Text(needed=True)]
AsRead = Annotated[str, Text(LONGEST_READ, as_read=True)]
Names = Annotated[tuple[str, ...], Several(Text(LONGEST_NAME, needed=True, line=True, letter=True))]
Targets = Annotated[tuple[str, ...], Several(Text(LONGEST_NAME, needed=True, line=True))]
DayDone = Annotated[date, Day(done=True)]
DayDue = Annotated[date, Day(due=True)]
DayNear = Annotated[date, Day(near=True)]
Stamp = Annotated[str, Moment()]
Sum = Annotated[float, Number(-1e12, 1e12, whole=False)]
People = Annotated[float, Number(0, 1e9, whole=False)]


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field's rule, and what the field is called in a sentence."""

    name: str
    label: str
    rule: Rule
    optional: bool


def rules_of(kind: type[Any]) -> tuple[FieldRule, ...]:
    """The rule of each field of a record, from its types."""
    if kind not in _KNOWN:
        _KNOWN[kind] = tuple(_read_rules(kind))
    return _KNOWN[kind]


_KNOWN: dict[type[Any], tuple[FieldRule, ...]] = {}


def _read_rules(kind: type[Any]) -> Iterator[FieldRule]:
    hints = typing.get_type_hints(kind, include_extras=True)
    for field in fields(kind):
        label = LABELS.get(field.name, field.name.removesuffix("_id").replace("_", " "))
        for rule, optional in _rules(hints[field.name]):
            yield FieldRule(field.name, label, rule, optional)


LABELS = {
    "dated": "date", "on_date": "date", "said_on": "date", "received": "day of receipt", "asked_on": "day of asking",
    "due": "day it is due", "review_on": "day of review", "starts": "first day", "ends": "last day",
    "put_to": "“Put to”",
    "who": "voice", "by": "“by”", "returned_on": "day of return", "raised_on": "day it was raised",
    "due_on": "day it is due",
    "favourable": "number favourable", "answered": "number who answered", "dont_know": "number who did not know",
    "sha256": "mark of the file", "added_on": "day", "in_kind": "contribution in kind",
}  # fmt: skip
"""What fields are called in a sentence, where it is not their name."""


def _rules(hint: Any) -> Iterator[tuple[Rule, bool]]:
    """The rule of a type, and whether nothing may stand there; none for what may be anything."""
    if typing.get_origin(hint) is Annotated:
        inner, *marks = typing.get_args(hint)
        yield marks[-1], _is_optional(inner)
    elif _is_optional(hint):
        inner = next(part for part in typing.get_args(hint) if part is not type(None))
        yield from ((rule, True) for rule, _ in _rules(inner))
    else:
        rule = _plain_rule(getattr(hint, "__supertype__", hint))
        if rule is not None:
            yield rule, False


def _is_optional(hint: Any) -> bool:
    return typing.get_origin(hint) in (typing.Union, types.UnionType)


def _plain_rule(kind: Any) -> Rule | None:
    if typing.get_origin(kind) is tuple:
        return Several(Text())
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Member(kind)
    return _PLAIN.get(kind)


_PLAIN: dict[Any, Rule] = {
    str: Text(), int: Number(), float: Number(-1e300, 1e300, whole=False), date: Day(), bool: Member(bool),
}  # fmt: skip


def problems_of(thing: Any, noun: str, today: date | None = None) -> Iterator[Problem]:
    """What of a record breaks a rule, field by field, then between its fields. `today` is the casefile's own day.

    What its fields must be to each other is asked only where each is what it may be.
    """
    whole = True
    for field in rules_of(type(thing)):
        value = getattr(thing, field.name)
        broken = None if value is None and field.optional else field.rule.breach(value, today)
        if broken:
            whole = False
            yield Problem(f"The {field.label} of the {noun} {broken[0]}", broken[1], field.name)
    if whole and hasattr(thing, "problems"):
        yield from thing.problems()


def require(thing: Any, noun: str, today: date | None = None) -> None:
    """Raise the first rule that a record breaks."""
    for problem in problems_of(thing, noun, today):
        raise problem.error()


def before(later: date | None, earlier: date | None) -> bool:
    """Whether the day that must come later comes earlier; False where either is not said."""
    return later is not None and earlier is not None and later < earlier
