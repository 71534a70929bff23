"""The figures that workbooks give, whatever their layout: of whom or what, of when, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.ids import AgencyId, CycleId
from scrutineer.domain.returns import AnswerStatus


class LedgerFigure(NamedTuple):
    """A number that a workbook gives: of whom or what, of when or which standard, and the cell it stands in."""

    subject: str
    aspect: str
    number: Any
    file: str
    cell: str
    agency_id: AgencyId | None


_CONTRIBUTIONS = (
    "SELECT coalesce(a.name, c.partner), c.year, c.amount, f.name, c.cell, c.agency_id FROM contribution c "
    "JOIN return_file f ON f.id = c.return_id LEFT JOIN agency a ON a.id = c.agency_id WHERE c.amount IS NOT NULL"
)
_ATTENDANCE = (
    "SELECT t.seat, t.meeting || ' ' || t.on_date, t.presence, f.name, t.cell, t.agency_id FROM attendance t "
    "JOIN return_file f ON f.id = t.return_id WHERE t.presence IS NOT NULL AND t.on_date IS NOT NULL"
)
_TRAINING = (
    "SELECT t.course || ', ' || t.agency, t.period, t.number, f.name, t.cell, t.agency_id FROM training_number t "
    "JOIN return_file f ON f.id = t.return_id WHERE t.number IS NOT NULL"
)
_FIGURES = (
    "SELECT i.name, trim(v.period || ' ' || v.breakdown), printf('%.12g', v.numerator) || "
    "CASE WHEN v.denominator IS NULL THEN '' ELSE printf(' of %.12g', v.denominator) END, "
    "f.name, v.cell, v.agency_id FROM indicator_value v JOIN indicator i ON i.id = v.indicator_id "
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
    """Every figure of an indicator that a workbook gives, by indicator, period and group, in words."""
    return (LedgerFigure(*row) for row in casefile.view.execute(_FIGURES))


def numeric_answers(casefile: Casefile, cycle_id: CycleId) -> Iterator[LedgerFigure]:
    """Answers of a cycle that were typed as figures, by agency and standard."""
    rows = casefile.view.execute(
        "SELECT a.name, n.standard, n.typed, f.name, n.cell, n.agency_id FROM answer n "
        "JOIN return_file f ON f.id = n.return_id JOIN agency a ON a.id = n.agency_id "
        "WHERE n.cycle_id = ? AND n.status IN (?, ?) AND n.standard <> '' AND n.typed GLOB '*[0-9]*' "
        "AND n.typed NOT GLOB '*[A-Za-z]*'",
        [cycle_id, AnswerStatus.ANSWERED.value, AnswerStatus.DECIDED.value],
    )
    return (LedgerFigure(*row) for row in rows)
