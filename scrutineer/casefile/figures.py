"""The figures that workbooks give, whatever their layout: of whom or what, of when, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.ids import AgencyId, CycleId
from scrutineer.domain.periods import span_of
from scrutineer.domain.returns import AnswerStatus


class LedgerFigure(NamedTuple):
    """A number that a workbook gives: of whom or what, of which group, meeting or standard, of which period, and the
    cell it stands in. `starts` where the period's first day was kept with it."""

    subject: str
    aspect: str
    period: str
    starts: str
    number: Any
    file: str
    cell: str
    agency_id: AgencyId | None

    @property
    def key(self) -> tuple[object, ...]:
        """What figures of one thing share, however its names and its period are written."""
        starts = date.fromisoformat(self.starts) if self.starts else None
        who, what = (" ".join(part.casefold().split()) for part in (self.subject, self.aspect))
        return who, what, *span_of(self.period, starts)

    @property
    def about(self) -> str:
        """What it is of, in words."""
        return ", ".join(filter(None, (self.subject, self.aspect, self.period)))


_CONTRIBUTIONS = (
    "SELECT coalesce(a.name, c.partner), '', c.year, '', c.amount, f.name, c.cell, c.agency_id FROM contribution c "
    "JOIN return_file f ON f.id = c.return_id LEFT JOIN agency a ON a.id = c.agency_id WHERE c.amount IS NOT NULL"
)
_ATTENDANCE = (
    "SELECT t.seat, t.meeting || ' ' || t.on_date, '', '', t.presence, f.name, t.cell, t.agency_id FROM attendance t "
    "JOIN return_file f ON f.id = t.return_id WHERE t.presence IS NOT NULL AND t.on_date IS NOT NULL"
)
_TRAINING = (
    "SELECT t.course || ', ' || t.agency, '', t.period, '', t.number, f.name, t.cell, t.agency_id "
    "FROM training_number t JOIN return_file f ON f.id = t.return_id WHERE t.number IS NOT NULL"
)
_FIGURES = (
    "SELECT i.name || coalesce(', ' || a.name, ''), v.breakdown, v.period, v.starts, printf('%.12g', v.numerator) || "
    "CASE WHEN v.denominator IS NULL THEN '' ELSE printf(' of %.12g', v.denominator) END, "
    "f.name, v.cell, a.id FROM indicator_value v JOIN indicator i ON i.id = v.indicator_id "
    "LEFT JOIN agency a ON a.id = coalesce(v.agency_id, i.agency_id) "
    "JOIN return_file f ON f.id = v.return_id WHERE v.numerator IS NOT NULL"
)


def contributions(casefile: Casefile) -> Iterator[LedgerFigure]:
    """Every sum that was read, by partner and year, in pounds."""
    return (LedgerFigure(*row) for row in casefile.view.execute(_CONTRIBUTIONS))


def presences(casefile: Casefile) -> Iterator[LedgerFigure]:
    """Who filled each seat at each meeting with a date."""
    return (LedgerFigure(*row) for row in casefile.view.execute(_ATTENDANCE))


def training_numbers(casefile: Casefile) -> Iterator[LedgerFigure]:
    """How many people each agency trained, by course and period."""
    return (LedgerFigure(*row) for row in casefile.view.execute(_TRAINING))


def indicator_figures(casefile: Casefile) -> Iterator[LedgerFigure]:
    """Every figure of an indicator that a workbook gives, by indicator, agency, group and period, in words."""
    return (LedgerFigure(*row) for row in casefile.view.execute(_FIGURES))


def numeric_answers(casefile: Casefile, cycle_id: CycleId) -> Iterator[LedgerFigure]:
    """Answers of a cycle that were typed as figures, by agency and standard."""
    rows = casefile.view.execute(
        "SELECT a.name, n.standard, '', '', n.typed, f.name, n.cell, n.agency_id FROM answer n "
        "JOIN return_file f ON f.id = n.return_id JOIN agency a ON a.id = n.agency_id "
        "WHERE n.cycle_id = ? AND n.status IN (?, ?) AND n.standard <> '' AND n.typed GLOB '*[0-9]*' "
        "AND n.typed NOT GLOB '*[A-Za-z]*'",
        [cycle_id, AnswerStatus.ANSWERED.value, AnswerStatus.DECIDED.value],
    )
    return (LedgerFigure(*row) for row in rows)
