"""The cells of the tables on Returns: who returned what and when, and each answer by standard."""

from __future__ import annotations

from collections.abc import Sequence

from scrutineer.domain.dates import short_date
from scrutineer.domain.partnership import Agency
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import counted
from scrutineer.operations.queries.expected import ExpectedCell, ExpectedRow, Standing
from scrutineer.operations.queries.returns import StandardRow
from scrutineer.ui.kit.heat import HeatCell


def expected_cells(rows: Sequence[ExpectedRow], agencies: tuple[Agency, ...]) -> list[list[HeatCell]]:
    """A tick and the day where something was returned, days over where it is late, a dash where nobody asked."""
    return [[_expected_cell(request.cells[agency.id]) for agency in agencies] for request in rows]


def _expected_cell(cell: ExpectedCell) -> HeatCell:
    shown_day = cell.received or cell.due
    day = short_date(shown_day) if shown_day else ""
    late = counted(cell.days, "day")
    words = {
        Standing.RECEIVED: HeatCell(f"✓ {day}", tone="ok", spoken=f"received {day}"),
        Standing.LATE: HeatCell(f"✓ {day}", tone="warn", spoken=f"received {day}, {late} late"),
        Standing.OVERDUE: HeatCell(f"! {late}", tone="danger", spoken=f"not received, {late} past its day"),
        Standing.AWAITED: HeatCell(
            f"By {day}" if day else "Asked", tone="text-2", spoken="asked for, not received yet"
        ),
        Standing.NOT_ASKED: HeatCell("–", tone="text-3", spoken="not asked"),
    }
    return words[cell.standing]


def answer_cells(
    rows: Sequence[StandardRow], agencies: tuple[Agency, ...], scale: Scale | None
) -> list[list[HeatCell]]:
    """Each answer in the look of its level on the return's own scale."""
    return [[_answer_cell(standard.answers.get(agency.id), scale) for agency in agencies] for standard in rows]


def _answer_cell(answer: SelfAssessment | None, scale: Scale | None) -> HeatCell:
    if answer is None:
        return HeatCell("No return", tone="text-3")
    if answer.status is AnswerStatus.SET_ASIDE:
        words = "Blank" if not answer.typed else "Set aside"
        return HeatCell(words, tone="warn", spoken=f"set aside, {answer.reason}")
    if not answer.level:
        return HeatCell("Not appl.", tone="text-3", spoken="Not applicable")
    look, words = _look(scale, answer.level), _short(scale, answer.level)
    moved = answer.moderated and answer.moderated != answer.level
    moderated = answer.moderated[:4] if moved else ""
    spoken = answer.word + (f", moderated to {answer.moderated_word}" if moved else "")
    return HeatCell(words, look, moderated, _look(scale, answer.moderated) if moved else "", spoken=spoken)


def _look(scale: Scale | None, key: str) -> str:
    level = scale.level(key) if scale else None
    return level.look if level else ""


def _short(scale: Scale | None, key: str) -> str:
    level = scale.level(key) if scale else None
    return (level.short or level.word) if level else (f"{key}%" if scale and scale.kind == "percent" else key)
