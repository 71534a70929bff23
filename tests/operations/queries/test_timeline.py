"""The timeline of the worked example: it says what the pages of its things say."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.dates import local_day
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.scale import NOT_YET
from scrutineer.domain.timeline import Happening
from scrutineer.operations.queries.attention import AttentionGroup
from scrutineer.operations.queries.challenges import lives
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.home import home_view
from scrutineer.operations.queries.timeline import year_timeline
from tests.conftest import CLOCK

TODAY = CLOCK.today()


@pytest.fixture
def context(example):
    return read_context(example)


def shown(example, context, cycle=None):
    picture = year_timeline(example, context, cycle or context.cycle, TODAY)
    return {lane.name: lane for lane in picture.lanes}


def test_what_is_due_is_what_home_and_the_log_say(example, context):
    lanes = shown(example, context)
    view = home_view(example, context, TODAY)
    overdue = [item for item in view.attention if item.group is AttentionGroup.OVERDUE]
    assert lanes["Replies due"].counts()[Happening.REPLY_LATE] == len(overdue)
    late = next(item.text for item in view.attention if item.group is AttentionGroup.LATE)
    assert f": {lanes['Returns due'].counts()[Happening.RETURN_LATE]} not received" in late
    raised = [life.raised_on for life in lives(example)]
    within = [day for day in raised if day and context.cycle.starts <= day <= context.cycle.ends]
    assert lanes["Challenges raised"].counts() == {Happening.RAISED: len(within)}


def test_what_was_gathered_and_judged_stands_under_its_step(example, context):
    lanes, view = shown(example, context), home_view(example, context, TODAY)
    for card in view.cards:
        lane = lanes[f"{card.step.number} {card.step.label}"]
        assert lane.counts().get(Happening.EVIDENCE, 0) <= card.linked
        made = [
            local_day(judgement.made)
            for judgement in tables.rows(example, Judgement, cycle_id=context.cycle.id, target=card.step.target)
            if judgement.level != NOT_YET
        ]
        judged = [entry for entry in lane.entries if entry.what is Happening.JUDGED]
        assert [entry.day for entry in judged] == sorted(made)
        if judged:
            assert judged[-1].look == context.scale.look(card.level)
    gathered = [lane.counts().get(Happening.EVIDENCE, 0) for lane in lanes.values()]
    assert sum(gathered) > 0


def test_in_a_cycle_that_is_over_nothing_is_due(example, context):
    lanes = shown(example, context, context.cycles[0])
    assert "Returns due" not in lanes
    assert "Replies due" not in lanes
    assert any(Happening.JUDGED in lane.counts() for lane in lanes.values())


def test_an_empty_casefile_has_its_lanes_and_nothing_in_them(casefile):
    picture = year_timeline(casefile, context := read_context(casefile), context.cycle, TODAY)
    assert len(picture.lanes) == 3 + len(context.framework.steps)
    assert picture.table.rows == ()
