"""The rows of a workbook's table: which there are, in which order, what is suggested, before the commit and after it."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.returns import AnswerStatus, Change, ReturnFile, SelfAssessment
from scrutineer.errors import UserError
from scrutineer.operations import answer_returns, imports, mappings, placing
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.placing import Because, Suggested
from scrutineer.operations.queries.working import Wanted, count_answers, proposed_rows, stored_rows
from tests.conftest import RETURNS
from tests.operations.acts import LINE, answer, next_cycle
from tests.operations.test_placing import take_in


def stored(casefile):
    file = tables.rows(casefile, ReturnFile)[0]
    return stored_rows(casefile, read_context(casefile), file.id)[1]


def proposed(casefile, name="s11-police.xlsx"):
    workbook, _content = answer_returns.read_file(RETURNS / name)
    profile = mappings.profile_from_file(RETURNS / "profiles" / "section-11.toml")
    shown = imports.propose(casefile, workbook=workbook, profile=profile)
    return proposed_rows(casefile, read_context(casefile), shown)


def test_what_is_proposed_and_what_is_stored_are_the_same_rows(casefile):
    before = proposed(casefile)
    assert before.is_proposal
    assert {before.rows([key])[key].change for key in before.ordered()} == {Change.NEW}
    take_in(casefile)
    after = stored(casefile)
    assert not after.is_proposal
    assert (len(after), after.count(Wanted.ASIDE), after.count(Wanted.UNPLACED)) == (len(before), 3, 23)
    rows = [[row.answer.cell for row in made.bare(made.ordered())] for made in (before, after)]
    assert rows[0] == rows[1] == sorted(rows[0], key=lambda cell: int(cell.rpartition("F")[2]))
    assert {row.agency for row in after.bare(after.ordered())} == {"Police"}
    assert after.scale is not None
    assert after.scale == before.scale


def test_each_kind_is_counted_and_shown_by_itself(casefile):
    take_in(casefile)
    first = tables.rows(casefile, SelfAssessment)[0]
    placing.place_answers(casefile, places={first.id: LINE})
    rows = stored(casefile)
    for wanted in Wanted:
        assert len(rows.ordered(wanted)) == rows.count(wanted)
    assert rows.count(Wanted.UNPLACED) == 22
    assert first.id not in rows.ordered(Wanted.UNPLACED)
    assert {row.answer.status for row in rows.bare(rows.ordered(Wanted.ASIDE))} == {AnswerStatus.SET_ASIDE}
    assert rows.count(Wanted.NEW) == 0


@pytest.mark.parametrize("order", ["standard", "agency", "value", "line", "change", "decision"])
def test_every_order_has_every_row_once_and_can_be_turned_round(casefile, order):
    take_in(casefile)
    rows = stored(casefile)
    up, down = rows.ordered(order=order), rows.ordered(order=f"-{order}")
    assert sorted(up) == sorted(down) == sorted(rows.ordered())
    numbers = [row.answer.number for row in rows.bare(rows.ordered(order="standard"))]
    assert numbers == sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])


def test_a_section_and_a_standard_are_found_whole(casefile):
    take_in(casefile)
    rows = stored(casefile)
    (first,) = rows.bare(rows.ordered()[:1])
    assert [row.answer.number for row in rows.bare(rows.of_area(first))] == ["1.1", "1.2", "1.3", "1.4"]
    assert rows.in_area(rows.areas()[0]) == rows.of_area(first)
    assert rows.of_standard(first) == [first.key]


def test_a_line_is_suggested_only_where_none_is_and_last_years_before_all(casefile):
    answer(casefile, "Police", "strong", standard="Parking permits", target=LINE)
    next_cycle(casefile)
    answer(casefile, "Police", "strong", standard="Parking permits", target="", profile="Section 11, 2027")
    file = tables.rows(casefile, ReturnFile, profile="Section 11, 2027")[0]
    rows = stored_rows(casefile, read_context(casefile), file.id)[1]
    (key,) = rows.ordered()
    assert rows.rows([key])[key].suggested == Suggested(LINE, Because.EARLIER)
    assert rows.as_before() == rows.suggested([key]) == {key: LINE}
    placing.place_answers(casefile, places={key: LINE})
    rows = stored_rows(casefile, read_context(casefile), file.id)[1]
    assert rows.rows([key])[key].suggested is None
    assert rows.as_before() == rows.suggested([key]) == {}


def test_a_workbook_that_was_taken_out_is_a_sentence(casefile):
    take_in(casefile)
    (file,) = tables.rows(casefile, ReturnFile)
    assert count_answers(casefile, file.id) == 23
    with pytest.raises(UserError):
        stored_rows(casefile, read_context(casefile), file.id + 1)
