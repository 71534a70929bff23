"""The form for somebody's view: what each kind of voice is asked, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from scrutineer.casefile import tables
from scrutineer.domain.changes import EVERYTHING
from scrutineer.domain.ids import TargetId
from scrutineer.domain.marking import Marking
from scrutineer.domain.voices import View
from scrutineer.ui.destinations import ToNewView
from tests.conftest import CLOCK
from tests.ui.conftest import go

LINE = TargetId("six-steps:1c")


@pytest.fixture
def form(at_empty):
    """Somebody at the form, begun on a line."""
    return at_empty.within(go(at_empty, ToNewView(LINE)).form)


def kept(form) -> tuple[View, ...]:
    return tables.rows(form.top.window().casefile, View, target=LINE)


ASKED = {
    "Joint view of the partners": [],
    "An agency’s own view": ["Agency"],
    "Young scrutineers": ["Who"],
    "Practitioners’ survey": ["Counts of the survey", "The item that holds it"],
    "Another scrutineer": ["Who"],
}


@pytest.mark.parametrize("kind", ASKED)
def test_each_kind_of_voice_is_asked_for_what_it_has(form, kind):
    assert form.choices("Whose view") == list(ASKED)
    form.choose("Whose view", kind)
    labels = ("Agency", "Who", "Counts of the survey", "The item that holds it")
    shown = {label.text() for label in form.top.findChildren(QLabel) if label.isVisible()}
    assert [words for words in labels if words in shown] == ASKED[kind]


def test_an_agencys_view_is_kept_with_the_day_it_was_said(form):
    form.choose("Whose view", "An agency’s own view")
    form.choose("Agency", "Police")
    form.choose("Level they give", "Reasonable assurance")
    form.write("In their own words", "We think it works.")
    form.write("Said on", "1/6/2026")
    form.press("Record the view")
    (view,) = kept(form)
    police = next(one.id for one in form.top.window().workspace.session.context.agencies if one.name == "Police")
    assert (view.agency_id, view.level, view.words, view.said_on) == (
        police,
        "reasonable",
        "We think it works.",
        date(2026, 6, 1),
    )
    assert form.text("In their own words") == ""
    assert form.chosen("Level they give") == "No level given"


def test_a_day_that_is_none_keeps_what_was_typed(form):
    form.write("In their own words", "Heard.")
    form.write("Said on", "the other day")
    form.press("Record the view")
    assert kept(form) == ()
    assert form.text("In their own words") == "Heard."


def test_without_a_line_nothing_is_recorded(at_empty):
    form = at_empty.within(go(at_empty, ToNewView()).form)
    form.write("In their own words", "Heard.")
    form.press("Record the view")
    at_empty.sees("Choose the step or line.")
    assert tables.rows(at_empty.top.casefile, View) == ()


def test_it_begins_today(form):
    assert form.text("Said on") == f"{CLOCK.today().day} November 2026"


def test_a_survey_needs_figures(at_example):
    at = at_example
    form = at.within(go(at, ToNewView(LINE)).form)
    form.choose("Whose view", "Practitioners’ survey")
    form.write("Favourable", "most")
    form.press("Record the view")
    at.sees("“most” is no number.")
    form.write("Favourable", "9")
    form.write("Answered", "40")
    survey = next(words for words in form.choices("The item that holds it") if "212 replies" in words)
    form.choose("The item that holds it", survey)
    form.press("Record the view")
    (view,) = tables.rows(at.top.casefile, View, target=LINE)
    assert view.counts == "9 of 40 favourable"
    assert view.evidence_id is not None
    at.press("Back to the line")
    at.pick("Voices by line", "1c ")
    assert any("[E10]" in row.spoken for row in at.list("In words only").rows_model.rows)


def test_what_was_said_by_mistake_is_taken_away(form):
    form.choose("Whose view", "Young scrutineers")
    form.write("In their own words", "A mistake.")
    form.press("Record the view")
    form.sees("A mistake")
    form.press("Take away")
    assert kept(form) == ()
    assert "A mistake" not in form.words()


def correcting(form) -> None:
    """Put right a view of the young scrutineers that was taken down wrongly."""
    form.choose("Whose view", "Young scrutineers")
    form.write("In their own words", "Nobody showd us.")
    form.press("Record the view")
    form.press("Correct the view of Young scrutineers")
    assert form.text("In their own words") == "Nobody showd us."


def test_a_correction_keeps_the_marking_that_was_given_meanwhile_and_what_was_typed(form):
    correcting(form)
    form.write("In their own words", "Nobody showed us.")
    form.choose("Marking of the view of Young scrutineers", "Private")
    assert form.chosen("Marking") == "Private"
    assert form.text("In their own words") == "Nobody showed us."
    form.press("Record the correction")
    (view,) = kept(form)
    assert (view.words, view.marking) == ("Nobody showed us.", Marking.PRIVATE)


def test_the_correction_of_a_view_that_is_taken_away_ends_with_it(form):
    correcting(form)
    form.press("Take away")
    assert kept(form) == ()
    assert form.has("Record the view")
    assert form.text("In their own words") == ""


def test_a_view_on_a_scale_that_is_not_in_use_any_more_is_corrected_and_keeps_its_level(form):
    correcting(form)
    casefile = form.top.window().casefile
    (view,) = kept(form)
    with casefile.transact("On another scale"):
        tables.update(casefile, replace(view, scale_id="met", level="Mostly met"))
    form.top.window().workspace.on_changed(EVERYTHING, "")
    form.write("In their own words", "Nobody showed us.")
    form.press("Record the correction")
    (view,) = kept(form)
    assert (view.words, view.scale_id, view.level) == ("Nobody showed us.", "met", "Mostly met")
