"""Contradictions: what the rules found, its sources, and the challenge one step away."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Evidence, Link, LinkTarget
from scrutineer.operations.queries.challenges import lives, rests_on
from scrutineer.operations.queries.contradictions import contradictions
from scrutineer.ui.destinations import ToContradictions, ToItem
from scrutineer.ui.pages import CHALLENGES
from tests.ui.conftest import go

TABLE = "Contradictions"


def test_a_contradiction_is_one_step_from_a_challenge(at_example):
    at = at_example
    casefile, context = at.top.casefile, at.top.workspace.session.context
    go(at, ToContradictions())
    one = next(one for one in contradictions(casefile, context) if one.evidence_ids and one.agency_id)
    at.pick(TABLE, one.rule.value, one.about, one.differs)
    at.sees(one.question)
    at.press("Raise a challenge")
    assert at.text("The question") == one.question
    assert at.within(at.top.workspace.panel().form).chosen("Agency") == context.agency_name(one.agency_id)
    at.choose("How what you came from bears on it", "Context")
    before = set(tables.rows(casefile, Link, target_kind=LinkTarget.CHALLENGE))
    at.press("Raise challenge")
    linked = set(tables.rows(casefile, Link, target_kind=LinkTarget.CHALLENGE)) - before
    assert set(one.evidence_ids) <= {link.evidence_id for link in linked}


@pytest.mark.parametrize("way", ["Open the item", "Open the line"])
def test_each_kind_of_source_leads_to_its_place(at_example, way):
    at = at_example
    panel = go(at, ToContradictions())
    side = at.within(panel)
    places = range(len(at.rows(TABLE)))
    next(place for place in places if at.pick_place(TABLE, place) or side.has(way))
    side.press(way)
    assert at.top.workspace.page.words == {"Open the item": "Evidence", "Open the line": "Steps"}[way]


def test_one_rule_alone_is_shown(at_example):
    at = at_example
    go(at, ToContradictions())
    every = at.rows(TABLE)
    rules = {row[1] for row in every}
    assert len(rules) > 1
    for rule in rules:
        at.choose("Rule", rule)
        assert {row[1] for row in at.rows(TABLE)} == {rule}
    at.choose("Rule", "Every rule")
    assert at.rows(TABLE) == every


def test_ctrl_enter_raises_the_challenge(at_example):
    at = at_example
    go(at, ToContradictions())
    at.pick_place(TABLE, 0)
    at.keys("Ctrl+Return")
    assert at.top.workspace.page is CHALLENGES
    assert at.field("The question").hasFocus()


def test_nothing_found_is_said(at_empty):
    at = at_empty
    go(at, ToContradictions())
    at.sees("Nothing found")
    at.keys("Ctrl+Return")
    assert at.top.workspace.destination() == ToContradictions()
    assert lives(at.top.casefile) == ()


def test_the_same_recommendation_again_is_found_from_the_item(at_example):
    at = at_example
    item = next(one for one in tables.rows(at.top.casefile, Evidence) if one.title.startswith("Local review"))
    go(at, ToItem(item.id))
    at.write("Recommendation", "Leaders see one record each month", then="Return")
    go(at, ToContradictions())
    assert any("Recommends again" in row[0] for row in at.rows(TABLE))


def test_a_challenge_from_a_finding_rests_on_its_sources(at_example):
    at = at_example
    go(at, ToContradictions())
    casefile = at.top.casefile
    one = next(one for one in contradictions(casefile, at.top.workspace.session.context) if one.evidence_ids)
    at.pick(TABLE, one.about, one.differs)
    at.press("Raise a challenge")
    at.write("Put to", "Chair")
    at.choose("How what you came from bears on it", "Context")
    at.press("Keep as draft")
    newest = max(lives(casefile), key=lambda life: life.challenge.id)
    assert newest.challenge.question == one.question
    assert set(one.evidence_ids) <= {rest.item.id for rest in rests_on(casefile)[newest.challenge.id]}
