"""The picture of the worked example: what its steps were, are, and what stands under them."""

from __future__ import annotations

import pytest

from scrutineer.domain.judgement import Judgement
from scrutineer.domain.six_steps import Way
from scrutineer.frameworks.loader import scales
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.home import home_view
from scrutineer.operations.queries.six_steps import picture_now, picture_of
from scrutineer.operations.queries.years import year_on_year
from tests.conftest import CLOCK


@pytest.fixture
def context(example):
    return read_context(example)


def test_home_draws_what_its_cards_say(example, context):
    view = home_view(example, context, CLOCK.today())
    rows = picture_now(example, context, view.cards).rows
    assert [row.name for row in rows] == [f"{card.step.number} {card.step.label}" for card in view.cards]
    assert [(row.open, row.overdue) for row in rows] == [(card.open_challenges, card.overdue) for card in view.cards]
    assert [row.strength for row in rows if row.bars] == [card.strength.value for card in view.cards if card.strength]
    said = [moved.said.split()[0] for moved in view.moved]
    assert [row.way for row in rows] == [{"Up": Way.UP, "Down": Way.DOWN}.get(word) for word in said]


def test_two_cycles_are_drawn_as_their_table_tells_them(example, context):
    first, last = context.cycles[0].id, context.cycles[-1].id
    view = year_on_year(example, context, first, last)
    assert not view.picture.figures
    told = {row.name.replace("Step ", "").replace(",", ""): row for row in view.rows if row.is_step}
    for row in view.picture.rows:
        if row.name in told:
            assert (row.way is not None) is (told[row.name].move.value in ("up", "down"))


def test_only_the_current_cycle_has_figures(example, context):
    cards = home_view(example, context, CLOCK.today()).cards
    first, last = context.cycles[0].id, context.cycles[-1].id
    assert year_on_year(example, context, first, last, cards).picture.figures


def test_what_stands_on_no_level_of_the_scale_is_told_in_words(example, context):
    step = context.framework.steps[0]

    def given(scale_id: str, level: str) -> dict[str, Judgement]:
        return {step.target: Judgement(cycle_id=context.cycle.id, target=step.target, scale_id=scale_id, level=level)}

    for scale in scales():
        if scale.kind == "percent":
            (row,) = picture_of([step], scale, ("Cycle 1", given(scale.id, "60")), ("now", given(scale.id, "70"))).rows
            assert row.words == "before “60%”; now “70%”, in words only"
            assert (row.then, row.now, row.way, row.aside) == (None, None, None, "")
    (row,) = picture_of([step], context.scale, ("Cycle 1", given("rag", "green")), ("now", {})).rows
    assert row.words.startswith("before “")
    assert row.way is None
