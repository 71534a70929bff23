"""One standard answered twice, one place of a ledger filled twice: what can be told apart is, the rest waits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scrutineer.domain.answers import AnswerState, set_aside
from scrutineer.domain.grid import sheet_of, tidy
from scrutineer.domain.ledgers import Ledger, LogEntry
from scrutineer.domain.mapping import Profile
from scrutineer.domain.returns import FoundAnswer, ImportQuestion, LeftOut
from scrutineer.domain.words import shortened, some

SHEET = "sheet"
"""The kind of the question which of several sheets with the same standards is to be read."""


@dataclass(frozen=True, slots=True)
class ToldApart:
    """Answers of which no two can be taken for one, what was left out for it, and what it asks."""

    answers: tuple[FoundAnswer, ...]
    left_out: tuple[LeftOut, ...] = ()
    questions: tuple[ImportQuestion, ...] = ()


def told_apart(answers: Sequence[FoundAnswer], profile: Profile, chosen: Mapping[str, str]) -> ToldApart:
    """Ask which sheet is meant where two answer the same standards, and set aside what contradicts within one."""
    kept, left = _of_chosen_sheet(answers, chosen.get(SHEET, ""))
    rivals = () if profile.agency_by_sheet else _rival_sheets(kept)
    once = len({answer.number.casefold() for answer in kept}) == len(kept)  # nearly always, and then none meets another
    settled = tuple(kept) if once else waiting(kept, _numbers_worded_twice(kept) | reasons_apart(kept))
    questions = (_which_sheet(rivals),) if rivals and SHEET not in chosen else ()
    return ToldApart(settled, tuple(left), questions)


def waiting(answers: Sequence[FoundAnswer], reasons: Mapping[str, str]) -> tuple[FoundAnswer, ...]:
    """The answers, those set aside that have a reason by their cell."""
    return tuple(
        answer._replace(answer=set_aside(reasons[answer.cell])) if answer.cell in reasons else answer
        for answer in answers
    )


def reasons_apart(answers: Sequence[FoundAnswer]) -> dict[str, str]:
    """By cell, why an answer waits that meets another one at its agency and standard."""
    groups: dict[tuple[str, str, str], list[FoundAnswer]] = defaultdict(list)
    for answer in answers:
        groups[_key(answer)].append(answer)
    return {
        answer.cell: reason
        for (_, number, standard), same in groups.items()
        if len(same) > 1 and (number or standard)
        for answer, reason in _why_aside(same)
    }


def _key(answer: FoundAnswer) -> tuple[str, str, str]:
    """Whose answer to what: words are compared without their marks, a full stop makes no other standard."""
    return (
        tidy(answer.agency).casefold(),
        answer.number.casefold(),
        " ".join(_WORDS.findall(answer.standard.casefold())),
    )


_WORDS = re.compile(r"\w+")


def _sheet_of(answer: FoundAnswer) -> str:
    return sheet_of(answer.cell)


def _of_chosen_sheet(answers: Sequence[FoundAnswer], sheet: str) -> tuple[list[FoundAnswer], list[LeftOut]]:
    """Once a person said which sheet is meant, what other sheets say of its standards is left out."""
    if not sheet:
        return list(answers), []
    meant = {_key(answer) for answer in answers if _sheet_of(answer) == sheet}
    kept: list[FoundAnswer] = []
    left: list[LeftOut] = []
    for answer in answers:
        if _sheet_of(answer) != sheet and _key(answer) in meant:
            left.append(LeftOut(answer.cell, answer.typed, f"you chose the answers of {sheet}"))
        else:
            kept.append(answer)
    return kept, left


def _rival_sheets(answers: Sequence[FoundAnswer]) -> tuple[str, ...]:
    """The sheets that answer the same standards differently."""
    if len({_sheet_of(answer) for answer in answers}) < 2:
        return ()
    by_key: dict[tuple[str, str, str], dict[str, FoundAnswer]] = defaultdict(dict)
    for answer in answers:
        by_key[_key(answer)].setdefault(_sheet_of(answer), answer)
    rivals: dict[str, None] = {}
    for (_, number, standard), sheets in by_key.items():
        if (number or standard) and len(sheets) > 1 and len({answer.typed for answer in sheets.values()}) > 1:
            rivals |= dict.fromkeys(sheets)
    return tuple(rivals)


def _which_sheet(sheets: tuple[str, ...]) -> ImportQuestion:
    names = " and ".join(f"“{sheet}”" for sheet in sheets)
    return ImportQuestion(
        SHEET,
        f"The sheets {names} answer the same standards, and differently.",
        "Say which sheet is this agency's answer. If each sheet is an agency's, say so in the mapping.",
        tuple((sheet, f"Sheet “{sheet}”") for sheet in sheets),
    )


def _why_aside(same: list[FoundAnswer]) -> list[tuple[FoundAnswer, str]]:
    """Of answers to one standard those that wait, and why: all where they differ, else those after the first."""
    typed = [answer for answer in same if answer.typed or answer.answer.state is not AnswerState.SET_ASIDE]
    first = typed[0] if typed else same[0]
    differ = len({(answer.answer.state, answer.answer.level, answer.typed.casefold()) for answer in typed}) > 1
    waits = []
    for answer in same:
        others = [other for other in typed if other is not answer]
        if differ and answer in typed:
            said = some([f"{other.cell} says “{other.typed}”" for other in others])
            waits.append((answer, f"this standard is answered twice, and differently: {said}"))
        elif answer is not first:
            waits.append((answer, f"this standard was answered already in {first.cell}"))
    return waits


def _numbers_worded_twice(answers: Sequence[FoundAnswer]) -> dict[str, str]:
    """By cell, why an answer waits whose number stands over two standards because one of them lost its last nought.

    1.10 typed as a number is 1.1, and follows 1.9: which answer belongs to which standard only a person can say.
    """
    first: dict[tuple[str, str], FoundAnswer] = {}
    waits: dict[str, str] = {}
    before = ""
    for answer in answers:
        place = (answer.agency, answer.number)
        earlier = first.setdefault(place, answer)
        twice = earlier is not answer and _lost_nought(answer.number, before)
        if twice and _key(earlier) != _key(answer):
            reason = f"two standards are numbered {answer.number}: one may be {answer.number}0, typed as a number"
            waits |= {earlier.cell: reason, answer.cell: reason}
        before = answer.number
    return waits


def _lost_nought(number: str, before: str) -> bool:
    """Whether a number with a nought after it would be the one after `before`: 1.1 after 1.9."""
    whole, _, part = number.rpartition(".")
    earlier_whole, _, earlier = before.rpartition(".")
    numbers = whole == earlier_whole != "" and part.isdecimal() and earlier.isdecimal()
    return numbers and int(part) * 10 == int(earlier) + 1


def rows_apart(rows: Sequence[Ledger], place_of: Callable[[Ledger], object]) -> tuple[Ledger, ...]:
    """The rows of a ledger, those set aside that meet another one at one place.

    Where what they say differs all of them wait, and each says what the others say; where it is the same, all but the
    first. A blank cell says nothing.
    """
    groups: dict[object, list[Ledger]] = defaultdict(list)
    for row in rows:
        groups[place_of(row)].append(row)
    reasons = {id(row): why for same in groups.values() if len(same) > 1 for row, why in _why_row_waits(same)}
    return tuple(replace(row, reason=row.reason or reasons.get(id(row), "")) for row in rows)


def _why_row_waits(same: list[Ledger]) -> Iterator[tuple[Ledger, str]]:
    filled = [row for row in same if row.as_typed]
    differ = len({_says(row) for row in filled}) > 1
    first = filled[0] if filled else same[0]
    for row in same:
        others = [f"{other.cell} says “{_in_short(other)}”" for other in filled if other is not row]
        if differ and row.as_typed:
            yield row, f"{row.about} stands twice, and differently: {some(others)}"
        elif row is not first:
            yield row, f"the same as {first.cell}"


def _says(row: Ledger) -> tuple[str, str]:
    """What two rows must share to say the same thing: a log's rows are told apart by their questions too."""
    question = tidy(row.question).casefold() if isinstance(row, LogEntry) else ""
    return row.as_read or tidy(row.as_typed).casefold(), question


def _in_short(row: Ledger) -> str:
    return shortened(row.question, 60) if isinstance(row, LogEntry) else row.as_typed
