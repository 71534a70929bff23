"""Coverage: any framework beside the six steps, and what is recorded behind a cell."""

from __future__ import annotations

from scrutineer.operations import judgements
from scrutineer.ui.destinations import ToCoverage, ToItem, ToLine
from scrutineer.ui.ops import do
from tests.ui.conftest import go

TABLE = "Lines by step"


def test_coverage_of_any_framework(at_example):
    at = at_example
    panel = go(at, ToCoverage())
    at.sees("spans two editions")
    for words in at.choices("Framework"):
        at.choose("Framework", words)
        assert "looked at in this cycle" in at.words()
    go(at, ToCoverage("davis-questions"))
    at.pick_place(TABLE, len(at.rows(TABLE)) - 1)
    at.sees("Context only: never counted as a gap of the partnership.")
    assert panel.destination() == ToCoverage("davis-questions")


def test_a_change_on_a_step_shows_at_once(at_empty):
    at = at_empty
    go(at, ToCoverage())
    at.sees("0 of 7 functions")
    at.top.workspace.session.run(do(judgements.record_judgement, target="six-steps:3", level="limited", narrative="x"))
    at.sees("3 of 7 functions")


def test_what_is_recorded_behind_a_cell_is_one_step_away(at_example):
    at = at_example
    panel = go(at, ToCoverage())
    rows = at.rows(TABLE)
    place = next(n for n, row in enumerate(rows) if "item" in row[-1])
    at.pick_place(TABLE, place, column=len(rows[0]) - 2)
    at.sees("Recorded: ")
    item = next(one for one in at.within(panel).buttons() if one.startswith("E") and one[1:].isdecimal())
    at.within(panel).press(item)
    assert isinstance(at.top.workspace.destination(), ToItem)
    at.wait(lambda: at.has(item))


def test_a_judgement_of_a_step_leads_to_it(at_empty):
    at = at_empty
    judgements.record_judgement(at.top.casefile, target="six-steps:3", level="limited", narrative="x")
    panel = go(at, ToCoverage())
    looked_at = next(n for n, row in enumerate(at.rows(TABLE)) if row[-1] == "Judged")
    at.pick_place(TABLE, looked_at, column=len(at.rows(TABLE)[0]) - 2)
    at.within(panel).press("3 Limited assurance")
    assert at.top.workspace.destination() == ToLine("six-steps:3")
