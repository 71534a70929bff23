"""The first sheet of a pack: by when, to whom, what is asked at one glance, and the agency's last answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scrutineer.domain.dates import long_date
from scrutineer.domain.packs import TO_CONFIRM, AskedQuestion, PackContent
from scrutineer.domain.words import counted
from scrutineer.exchange.pack_layout import (
    ATTENDANCE,
    CHALLENGES,
    CONTRIBUTIONS,
    EMPTY_ROWS,
    EVIDENCE,
    FIRST_ROW,
    QUESTIONS,
    Part,
)
from scrutineer.exchange.pack_pen import Pen, flat, height, lock

_WIDTHS = {"A": 3, "B": 46, "C": 18, "D": 100}
_PLEASE = (
    "The yellow cells are yours; everything else is locked. Please do not add, delete or sort rows: use another row of "
    "the register, or write beside the answer.",
    "A row grows with what you type. Where it does not (some versions of LibreOffice): Format, Rows, Optimal Height.",
    "Please name no child and no other private person anywhere. Send documents beside the workbook, not inside it.",
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One line of what is asked: what, a formula that counts what is done, how many it counts now, what to do."""

    what: str
    formula: str
    done: int
    todo: str


def write(pen: Pen, sheet: Any, content: PackContent, parts: Mapping[str, Part]) -> None:
    """Fill the first sheet. `parts` are the sheets to be filled in, with the columns that they have."""
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    _run_on(pen, sheet, 1, 2, f"Evidence request: {content.agency}", pen.title)
    _run_on(pen, sheet, 2, 2, f"{content.partnership}, {content.cycle}", pen.body)
    by_when = f"by {long_date(content.due)}" if content.due else "when asked"
    row = 4
    for name, text in (
        ("By when", f"Please send it back {by_when}."),
        ("To whom", f"{content.returns_to}, who sent it to you"),
        ("What is asked", f"{_sum(content)} Leave blank what you cannot answer."),
    ):
        pen.written.append(name)
        pen.text(sheet, row, 2, name, pen.strong).alignment = flat()
        _run_on(pen, sheet, row, 3, text, pen.strong if row == 4 else pen.body)
        row += 1
    row = _table(pen, sheet, row + 1, ("Done so far", "Number", "On which sheet, and how"))
    for asked in _asked(content, parts):
        _line(pen, sheet, row, (asked.what, "", asked.todo))
        pen.count(sheet, row, 3, asked.formula, asked.done)
        row += 1
    for text in (*_PLEASE, f"The questions: {content.framework}. No inspection checklist: nobody adds up a score."):
        row += 1
        _run_on(pen, sheet, row, 2, text, pen.body)
    _last_answers(pen, sheet, row + 2, content)
    lock(sheet, None)


def _sum(content: PackContent) -> str:
    """What is asked in one sentence."""
    asked = [counted(len(content.questions), "question")]
    if content.challenges:
        asked.append(f"{counted(len(content.challenges), 'challenge')} to reply to")
    return f"{', '.join([*asked, 'the evidence that you rely on, what you contribute'])} and who filled your seats."


def _last_answers(pen: Pen, sheet: Any, row: int, content: PackContent) -> None:
    """What the agency said last cycle, by question, in the words of this cycle and of that one."""
    last = [question for question in content.questions if question.prior or question.earlier_wording]
    if not last:
        return
    row = _table(pen, sheet, row, ("Your last answers", "Level then", "How you knew then"))
    for question in last:
        _line(pen, sheet, row, _then(question))
        row += 1


def _then(question: AskedQuestion) -> tuple[str, str, str]:
    asked = f"{question.number} {question.question}"
    if question.prior:
        return asked, question.level, question.narrative
    return asked, question.earlier_level, f"The question was worded differently: {question.earlier_wording}"


def _asked(content: PackContent, parts: Mapping[str, Part]) -> Iterator[_Asked]:
    number = len(content.questions)
    levels = _cells(parts[QUESTIONS.title], "level", number)
    priors = [question for question in content.questions if question.prior]
    todo = "Choose a level, say how you know and what difference it makes for children, and name the evidence by the " \
           "reference you give it in the register."  # fmt: skip
    if not priors:
        yield _Asked(f"Questions answered, of {number}", f"=COUNTA({levels})", 0, f"{QUESTIONS.title}: {todo}")
    else:
        confirmed = _cells(parts[QUESTIONS.title], "confirmed", number)
        answered = f'=COUNTIFS({levels},"?*",{confirmed},"<>{TO_CONFIRM}")'
        yield _Asked(f"Questions answered, of {number}", answered, 0, f"{QUESTIONS.title}: {todo}")
        yield _Asked(
            "Last cycle's answers still to confirm", f'=COUNTIF({confirmed},"{TO_CONFIRM}")', len(priors),
            "Change the answer, or choose “Confirmed” beside it. Until you do, it does not count as an answer.",
        )  # fmt: skip
    for part, what, field, rows, how in (
        (CHALLENGES, f"Challenges replied to, of {len(content.challenges)}", "reply", len(content.challenges),
         "Reply in words, with the date and your role."),
        (EVIDENCE, "Items of evidence listed", "title", EMPTY_ROWS, "List what you rely on, with its date."),
        (CONTRIBUTIONS, "Contributions given", "amount", len(content.years), "What you give, a year a row."),
        (ATTENDANCE, "Meetings told of", "presence", EMPTY_ROWS, "Who filled your seats, a meeting a row."),
    ):  # fmt: skip
        if rows:
            yield _Asked(what, f"=COUNTA({_cells(parts[part.title], field, rows)})", 0, f"{part.title}: {how}")


def _cells(part: Part, field: str, rows: int) -> str:
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(part.number(field))
    return f"'{part.title}'!{letter}{FIRST_ROW}:{letter}{FIRST_ROW + max(rows, 1) - 1}"


def _table(pen: Pen, sheet: Any, row: int, headings: tuple[str, ...]) -> int:
    for column, heading in enumerate(headings, 2):
        pen.head(sheet, row, column, heading)
    return row + 1


def _line(pen: Pen, sheet: Any, row: int, texts: tuple[str, ...]) -> None:
    for column, text in enumerate(texts, 2):
        pen.text(sheet, row, column, text).border = pen.border
        pen.written.append(text)
    sheet.row_dimensions[row].height = height(zip(texts, list(_WIDTHS.values())[1:], strict=True))


def _run_on(pen: Pen, sheet: Any, row: int, column: int, text: str, font: Any) -> None:
    """A text on one line across the columns."""
    pen.text(sheet, row, column, text, font).alignment = flat()
    pen.written.append(text)
