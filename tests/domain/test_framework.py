"""A framework: ids and titles that stay, local wording, what applied when, and codes for lines of one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.framework import (
    SIX_STEPS,
    AddedLine,
    Framework,
    InForce,
    LineOfEnquiry,
    Step,
    Wording,
    editions_during,
    next_code,
    on_day,
    plain_code,
    six_step,
    with_local,
)
from scrutineer.domain.ids import TargetId
from scrutineer.errors import UserError
from scrutineer.frameworks.loader import framework_text, parse_framework, shipped

SIX = parse_framework(framework_text(SIX_STEPS))
START, END = date(2023, 12, 15), date(2026, 3, 18)


def line(code: str, **more) -> LineOfEnquiry:
    return LineOfEnquiry(target=TargetId(f"x:{code}"), code=code, label="L", question="Q?", **more)


def framework(*lines: LineOfEnquiry, **more) -> Framework:
    step = Step(target=TargetId("x:1"), number="1", title="T", label="L", lines=lines)
    return Framework(id="x", version="1", title="T", short_title="X", source="s", note="n", steps=(step,), **more)


def test_local_wording_never_changes_ids_or_titles():
    worded = with_local(
        SIX,
        [
            Wording(target=TargetId("six-steps:3"), label="Voice"),
            Wording(target=TargetId("six-steps:3a"), question="Do they know?"),
            Wording(target=TargetId("six-steps:3b"), label="Plans"),
        ],
        [AddedLine(target=TargetId("six-steps:3h"), step=TargetId("six-steps:3"), code="3h", label="L", question="Q")],
    )
    step, base = worded.step("six-steps:3"), SIX.step("six-steps:3")
    assert (step.label, step.title) == ("Voice", base.title)
    assert worded.line("six-steps:3a").question == "Do they know?"
    assert worded.line("six-steps:3a").label == SIX.line("six-steps:3a").label
    assert worded.line("six-steps:3b").question == SIX.line("six-steps:3b").question
    assert worded.line("six-steps:3b").label == "Plans"
    assert worded.line("six-steps:3h").maps_to == base.maps_to
    assert set(worded.targets()) - set(SIX.targets()) == {"six-steps:3h"}
    assert next_code(step) == "3i"
    assert [other for other in worded.steps if other.number != "3"] == [
        other for other in SIX.steps if other.number != "3"
    ]


def test_a_question_in_the_scrutineers_words_is_no_starter_any_more():
    worded = with_local(
        SIX,
        [
            Wording(target=TargetId("six-steps:3a"), question="Do they know?"),
            Wording(target=TargetId("six-steps:3b"), label="P"),
        ],
        [AddedLine(target=TargetId("six-steps:3h"), step=TargetId("six-steps:3"), code="3h", label="L", question="Q")],
    )
    assert [worded.line(f"six-steps:3{letter}").starter for letter in "abh"] == [False, True, False]


def test_an_added_line_may_be_worded_again():
    added = AddedLine(target=TargetId("x:1z"), step=TargetId("x:1"), code="1z", label="L", question="Q", evidence="E")
    worded = with_local(framework(), [Wording(target=TargetId("x:1z"), label="M", question="R")], [added])
    (own,) = worded.lines()
    assert (own.label, own.question, own.evidence) == ("M", "R", "E")


def test_without_local_words_a_framework_is_what_it_was():
    assert with_local(SIX, [], []) == SIX


@pytest.mark.parametrize(
    ("used", "code"),
    [((), "1a"), (("1a", "1c"), "1b"), (tuple(f"1{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"), "1aa"),
     ((*(f"1{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"), "1aa"), "1ab")],
)  # fmt: skip
def test_the_next_code_is_the_first_that_is_free(used, code):
    assert next_code(framework(*(line(known) for known in used)).steps[0]) == code


@pytest.mark.parametrize(
    ("target", "step"),
    [("six-steps:4", "six-steps:4"), ("six-steps:4c", "six-steps:4"), ("six-steps:6aa", "six-steps:6")],
)
def test_a_line_of_the_six_steps_belongs_to_its_step(target, step):
    assert six_step(target) == step


@pytest.mark.parametrize(
    ("code", "plain"),
    [("4c", True), ("R6", True), ("a-b_c.d", True), ("", False), ("a b", False), ("a:b", False), ("a|b", False), ("a\tb", False),
     ("a\u00a0b", False)],
)  # fmt: skip
def test_an_id_that_would_part_a_target_is_not_plain(code, plain):
    assert plain_code(code) is plain


def test_a_target_is_found_named_and_worded():
    assert SIX.knows("six-steps:4c")
    assert SIX.knows("six-steps:4")
    assert not SIX.knows("six-steps:9")
    assert SIX.step("six-steps:4c").number == "4"
    assert SIX.line("six-steps:4") is None
    assert SIX.name("six-steps:4") == f"Step 4, {SIX.step('six-steps:4').label}"
    assert SIX.name("six-steps:4c") == f"Step 4, {SIX.step('six-steps:4').label}, line 4c"
    assert SIX.name("ncb-principles:2") == "2 of ncb-principles"
    assert len(SIX.targets()) == len(set(SIX.targets())) == len(SIX.steps) + len(SIX.lines())
    with pytest.raises(UserError, match="no step or line “six-steps:9”"):
        SIX.step("six-steps:9")


@pytest.mark.parametrize("framework", shipped(), ids=lambda each: each.id)
def test_every_target_of_a_framework_is_its_own(framework):
    for target in framework.targets():
        assert framework.knows(target)
        owner = framework.step(target)
        own_line = framework.line(target)
        assert (own_line in owner.lines) if own_line else target == owner.target


def test_the_mark_of_a_wording_changes_with_its_words_alone():
    base = framework(line("1a"), line("1b", evidence="e"))
    assert set(base.wordings()) == set(base.targets())
    assert base.wordings()["x:1a"] == base.wordings()["x:1b"] == replace(line("1c"), question=" q? ").wording()
    assert replace(line("1a"), question="Other?").wording() != line("1a").wording()
    assert base.steps[0].wording() == replace(base.steps[0], label="Another label", title="t").wording()


@given(st.integers(-900, 2000), st.integers(-900, 2000))
def test_in_force_from_its_first_day_until_the_day_before_the_next(first, length):
    dated = InForce(starts=START, until=END)
    day = START + timedelta(days=first)
    assert dated.on(day) == (START <= day < END)
    ends = day + timedelta(days=abs(length))
    assert dated.during(day, ends) == (day < END and ends >= START)
    if length == 0:
        assert dated.during(day, day) == dated.on(day)


def test_what_has_no_first_day_never_applied_and_what_has_no_last_day_still_does():
    undated, current = InForce(until=END), InForce(starts=START)
    assert not undated.on(START)
    assert not undated.during(START, END)
    assert not current.on(START - timedelta(days=1))
    assert current.on(START)
    assert current.on(date(2050, 1, 1))
    assert current.during(date(2049, 1, 1), date(2050, 1, 1))


def test_the_dates_in_force_are_said_in_words():
    assert InForce().in_words() == "no date in force known"
    assert InForce(starts=START).in_words() == "in force from 15 December 2023"
    assert InForce(starts=START, until=END).in_words() == "in force from 15 December 2023 until 18 March 2026"


def test_on_a_day_only_what_applied_is_told():
    old, new = line("1a", in_force=InForce(starts=START, until=END)), line("1b", in_force=InForce(starts=END))
    both, undated = framework(old, new), framework(line("1c"))
    assert on_day([both, undated], date(2026, 3, 17)) == ((both, (old,)),)
    assert on_day([both, undated], END) == ((both, (new,)),)
    assert on_day([both, undated], date(2020, 1, 1)) == ()


def test_the_editions_of_a_period_stand_in_the_order_in_which_they_applied():
    later = framework(family="b", in_force=InForce(starts=END))
    earlier = framework(family="b", in_force=InForce(starts=START, until=END))
    other = framework(family="a", in_force=InForce(starts=START))
    undated = framework(family="a")
    assert editions_during([later, undated, earlier, other], date(2026, 1, 1), date(2026, 12, 31)) == (
        other,
        earlier,
        later,
    )
    assert editions_during([later, earlier], END, END) == (later,)
