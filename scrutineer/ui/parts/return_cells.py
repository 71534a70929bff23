"""The one table on Returns: who returned what and when, below it each answer by standard, in the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scrutineer.domain.dates import near_date
from scrutineer.domain.partnership import Agency
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import counted
from scrutineer.operations.queries.expected import ExpectedCell, ExpectedRow, Standing
from scrutineer.operations.queries.returns import StandardRow
from scrutineer.ui.kit.heat_model import HeatCell, HeatSpan

RECEIVED = "Received"
_EVERY = "every standard"
_ALL_FIT = 13
"""Agencies that stand beside each other at the narrowest window; where there are more, schools stand where asked."""
_MOST = 16
_NOT_ASKED = ExpectedCell(Standing.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class Columns:
    """The agencies across: those that were asked or returned something, then those that were not asked.

    `more` of the latter have no column of their own.
    """

    busy: tuple[Agency, ...]
    quiet: tuple[Agency, ...]
    more: int = 0

    @property
    def every(self) -> tuple[Agency, ...]:
        """All that have a column."""
        return (*self.busy, *self.quiet)


def columns_of(request: ExpectedRow | None, agencies: Sequence[Agency]) -> Columns:
    """Which agencies have a column. Many schools that nobody asked would push the others out of sight."""
    cells = request.cells if request else {}
    busy = tuple(a for a in agencies if cells.get(a.id, _NOT_ASKED).standing is not Standing.NOT_ASKED)
    asked = {agency.id for agency in busy}
    others = [agency for agency in agencies if agency.id not in asked]
    if len(agencies) <= _ALL_FIT:
        return Columns(busy, tuple(others))
    shown = [a for a in others if a.kind.value != "education"][: max(1, _MOST - len(busy))]
    return Columns(busy, tuple(shown), len(others) - len(shown))


@dataclass(frozen=True, slots=True)
class ReturnsTable:
    """What the table shows: a row of what was received, a row for each standard, and the blocks that cover cells."""

    names: tuple[str, ...]
    heads: list[str]
    cells: list[list[HeatCell]]
    spans: list[HeatSpan]


def returns_table(
    request: ExpectedRow | None, columns: Columns, standards: Sequence[StandardRow], scale: Scale | None, today: date
) -> ReturnsTable:
    """Agencies across; what came, then the answers in the look of their level on the return's own scale."""
    standing = {agency.id: (request.cells[agency.id] if request else _NOT_ASKED) for agency in columns.busy}
    silent = [
        all(agency.id not in standard.answers for standard in standards) and bool(standards) for agency in columns.busy
    ]
    cells = [[*(_received_cell(standing[agency.id], today) for agency in columns.busy)]]
    for standard in standards:
        answers = [(standing[agency.id], standard.answers.get(agency.id)) for agency in columns.busy]
        cells.append(
            [
                _silent_cell(expected) if none else _answer_cell(answer, scale)
                for (expected, answer), none in zip(answers, silent, strict=True)
            ]
        )
    words = "Not asked" + (f" and {columns.more} more" if columns.more else "")
    quiet = [HeatCell(words, tone="text-3", spoken=_unasked(agency, columns), about=_EVERY) for agency in columns.quiet]
    for row in cells:
        row.extend(quiet)
    spans = [HeatSpan(1, place, len(standards), 1) for place, none in enumerate(silent) if none]
    if columns.quiet:
        spans.append(HeatSpan(0, len(columns.busy), len(cells), len(columns.quiet)))
    heads = [RECEIVED, *(f"{standard.number} {standard.standard}".strip() for standard in standards)]
    return ReturnsTable(tuple(agency.name for agency in columns.every), heads, cells, spans)


def _received_cell(cell: ExpectedCell, today: date) -> HeatCell:
    """A tick and the day where something was returned, days over where it is late, the day it is due before."""
    shown_day = cell.received or cell.due
    day = near_date(shown_day, today) if shown_day else ""
    late, line = counted(cell.days, "day"), "border-strong"
    words = {
        Standing.RECEIVED: HeatCell(f"✓ {day}", tone="ok", spoken=f"received {day}", line=line),
        Standing.LATE: HeatCell(f"✓ {day} !", tone="warn", spoken=f"received {day}, {late} late", line=line),
        Standing.OVERDUE: HeatCell(f"! {late}", tone="danger", spoken=f"not received, {late} past its day", line=line),
        Standing.AWAITED: HeatCell(
            f"By {day}" if day else "Asked", spoken=_awaited(day), tone="text-2", line=line
        ),
        Standing.NOT_ASKED: HeatCell("–", tone="text-3", spoken="not asked", line=line),
    }  # fmt: skip
    return words[cell.standing]


def _awaited(day: str) -> str:
    return f"asked for by {day}, not received yet" if day else "asked for, not received yet"


def _unasked(agency: Agency, columns: Columns) -> str:
    """One block stands for all of them: it is read out with every name."""
    others = [other.name for other in columns.quiet if other is not agency]
    return "not asked" + (f", nor were {', '.join(others)}" if others else "")


def _silent_cell(cell: ExpectedCell) -> HeatCell:
    """What stands once down the column of an agency without an answer."""
    words = {Standing.OVERDUE: "No return", Standing.AWAITED: "Not in yet"}.get(cell.standing, "No answer")
    return HeatCell(words, tone="text-3", spoken=words.lower(), about=_EVERY, ground="surface-alt")


def _answer_cell(answer: SelfAssessment | None, scale: Scale | None) -> HeatCell:
    if answer is None:
        return HeatCell("No answer", tone="text-3", spoken="no answer", rank=-3)
    if answer.status is AnswerStatus.SET_ASIDE:
        words = "Blank" if not answer.typed else "Set aside"
        return HeatCell(words, tone="warn", spoken=f"set aside, {answer.reason}", rank=-1)
    if not answer.level:
        return HeatCell("Not appl.", tone="text-3", spoken="not applicable", rank=-2)
    look, words = _look(scale, answer.level), _short(scale, answer.level)
    moved = answer.moderated and answer.moderated != answer.level
    moderated = answer.moderated[:4] if moved else ""
    spoken = answer.word + (f", moderated to {answer.moderated_word}" if moved else "")
    rank = (scale.rank(answer.level) if scale else None) or 0
    return HeatCell(words, look, moderated, _look(scale, answer.moderated) if moved else "", spoken=spoken, rank=rank)


def _look(scale: Scale | None, key: str) -> str:
    level = scale.level(key) if scale else None
    return level.look if level else ""


def _short(scale: Scale | None, key: str) -> str:
    level = scale.level(key) if scale else None
    return (level.short or level.word) if level else (f"{key}%" if scale and scale.kind == "percent" else key)
