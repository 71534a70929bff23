"""A scale that the workbook writes out itself and that is not the declared one is asked about."""

from __future__ import annotations

import pytest

from scrutineer.domain.grid import DropDown
from scrutineer.domain.mapping import Layout, Role
from scrutineer.domain.scale import require_scale
from scrutineer.exchange import apply, written_scale
from scrutineer.frameworks.loader import scales
from tests.exchange.made import profile, sheet, workbook

ROWS = (("1.1", "A lead is named", 3), ("1.2", "Staff know the route", 2))
HEADS = ("Ref", "Question", "Our score")


def asked(*sheets, **more) -> list[str]:
    return [question.text for question in apply.read_with(workbook(*sheets), profile(**more)).questions]


def key(*rows: tuple, title: str = "Key"):
    return sheet(("Score", "What it means"), *rows, title=title)


NOT_TO_THREE = [(0, "Not in place"), (1, "Partly in place"), (2, "Mostly in place"), (3, "Fully in place")]


@pytest.mark.parametrize("said", ["Score 1 to 4", "Please score each standard. Rating scale: 1-5", "1 = not met, 2 = part met, 3 = met",
                                  "Key: 0 = Fully in place; 3 = Not in place", "Grade from 0 to 5"])  # fmt: skip
def test_another_scale_above_the_headings_is_asked_about_by_name(said):
    (text,) = asked(sheet((said,), HEADS, *ROWS))
    assert said in text
    assert "Return!A1" in text
    assert "0 to 3, where 0 is the lowest" in text


@pytest.mark.parametrize("said", ["Score 0 to 3", "0 = Not in place, 3 = Fully in place", "Standards 1 to 5 of the audit",
                                  "Return for 2025-26", "Page 1 of 4", "Section 11 audit: parts 1 - 4"])  # fmt: skip
def test_the_declared_scale_or_no_scale_at_all_is_not(said):
    assert asked(sheet((said,), HEADS, *ROWS)) == []


def test_a_range_in_the_heading_of_the_answers_is_one():
    headings = {"ref": Role.NUMBER, "question": Role.STANDARD, "how we did (1-4)": Role.SELF}
    rows = (("Ref", "Question", "How we did (1-4)"), *ROWS)
    assert len(asked(sheet(*rows), headings=headings)) == 1
    across = {"ref": Role.NUMBER, "question": Role.STANDARD}
    matrix = sheet(("Ref", "Question", "Police (1-4)", "Housing (1-4)"), ("1.1", "A lead", 2, 3))
    assert len(asked(matrix, headings=across, layout=Layout.AGENCIES_ACROSS)) == 1


def test_a_key_on_a_sheet_of_its_own_is_one_and_a_list_of_standards_is_none():
    audit = sheet(HEADS, *ROWS)
    assert len(asked(audit, key((1, "Not met"), (2, "Part met"), (3, "Met")))) == 1
    assert asked(audit, key(*NOT_TO_THREE)) == []
    assert len(asked(audit, key(*((3 - figure, words) for figure, words in NOT_TO_THREE)))) == 1
    assert asked(audit, key((5, "Governance"), (6, "Training"), (7, "Voice"))) == []


def test_a_drop_down_that_offers_other_figures_is_one():
    offered = DropDown("C2:C20", ("1", "2", "3", "4"))
    assert len(asked(sheet(HEADS, *ROWS, drop_downs=(offered,)))) == 1
    assert asked(sheet(HEADS, *ROWS, drop_downs=(DropDown("C2:C20", ("0", "1", "2", "3")),))) == []
    assert asked(sheet(HEADS, *ROWS, drop_downs=(DropDown("A2:A20", ("1", "2", "3", "4")),))) == []


def test_a_figure_that_means_not_applicable_is_no_level():
    scale = require_scale(scales(), "1-3-0-na")
    assert asked(sheet(("0 = n/a, 1 = low, 3 = high",), HEADS, *ROWS), scale=scale) == []


def test_once_a_person_said_that_the_declared_one_is_right_nothing_is_asked():
    book = workbook(sheet(("Score 1 to 4",), HEADS, *ROWS))
    assert apply.read_with(book, profile(), {written_scale.SCALE: "declared"}).questions == ()
