"""The pages for judging, in the real window: what they show, what they record, and where they lead."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Bearing, Evidence, Link, LinkTarget
from scrutineer.domain.framework import AddedLine
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.outcomes import OutcomeQuestion
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.voices import View, Voice
from scrutineer.operations import across, casefiles, frameworks, judgements, partnership
from scrutineer.ui.destinations import (
    Destination,
    ToAreas,
    ToContradictions,
    ToCoverage,
    ToFrameworks,
    ToHome,
    ToItem,
    ToLine,
    ToLines,
    ToNewView,
    ToOutcomes,
    ToScrutineers,
    ToSteps,
    ToStrength,
    ToVoices,
    ToYears,
)
from scrutineer.ui.ops import do
from scrutineer.ui.pages import PAGES
from scrutineer.ui.parts.recommendations_part import RecommendationsPart
from tests.conftest import CLOCK, PASSPHRASE
from tests.ui.conftest import idle, shown_panel, type_text, wait_open

CTRL = Qt.KeyboardModifier.ControlModifier


def open_at(window, destination: Destination):
    window.workspace.go(destination)
    return shown_panel(window)


def words(widget) -> str:
    QApplication.processEvents()
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def press(widget, text: str) -> None:
    """Press the button that says this, as a person would find it."""
    QApplication.processEvents()
    found = [one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(widget)]
    assert found, text
    found[0].click()


TABS = [tab for page in PAGES for tab in page.tabs]


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.words)
def test_every_tab_opens_full(example_window, tab):
    panel = open_at(example_window, tab.start)
    assert panel.isVisible()
    assert words(panel)


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.words)
def test_every_tab_opens_empty_and_says_what_to_do(empty_window, tab):
    panel = open_at(empty_window, tab.start)
    assert panel.isVisible()
    assert words(panel)
    told = [one for one in panel.findChildren(QPushButton) if one.isVisibleTo(panel)]
    assert told or "Not yet: F1" in words(panel) or "stands here" in words(panel)


@pytest.mark.parametrize(
    ("size", "palette", "zoom"), [((1366, 736), "dark", 100), ((1920, 1040), "light", 100), ((1000, 700), "light", 200)]
)
def test_every_tab_fits(qtbot, make_window, example, size, palette, zoom):
    from scrutineer.settings import Settings

    example.close()
    window = wait_open(qtbot, make_window(Settings(palette=palette, zoom=zoom), size), example.path)
    for tab in TABS:
        open_at(window, tab.start)
        QApplication.processEvents()
    assert window.width() <= size[0]


def test_tabs_go_by_keyboard(qtbot, example_window):
    example_window.workspace.go(ToSteps())
    book = example_window.workspace.panel()
    book.tabs.setFocus()
    qtbot.keyClick(book.tabs, Qt.Key.Key_Right)
    assert type(book.shown).__name__ == "ViewsPanel"


# Separately and together


def test_a_view_is_recorded_and_stands_beside_the_others(qtbot, example_window):
    window = example_window
    window.workspace.go(ToLine(TargetId("six-steps:1c")))
    press(window.workspace.panel(), "Record a view")
    panel = shown_panel(window)
    form = panel.form
    assert form.target.value() == "six-steps:1c"
    form.kind.choose(Voice.YOUNG)
    form._fit()
    form.level.choose("none")
    type_text(qtbot, form.words, "Nobody showed us the budget.")
    qtbot.keyClick(form.words, Qt.Key.Key_Return, CTRL)
    idle(qtbot, window)
    (view,) = tables.rows(window.casefile, View, target="six-steps:1c")
    assert (view.kind, view.level, view.words) == (Voice.YOUNG, "none", "Nobody showed us the budget.")
    row = next(one for one in panel._rows if one.target == "six-steps:1c")
    assert "Young scrutineers" in row.voices
    window.workspace.go(ToLines())
    window.workspace.go(ToLine(TargetId("six-steps:1c")))
    names = [one.name for one in shown_panel(window).comparison.rows_model.rows]
    assert "Young scrutineers" in names


def test_a_survey_needs_figures(qtbot, example_window):
    form = open_at(example_window, ToVoices()).form
    form.start("six-steps:1c")
    form.kind.choose(Voice.PRACTITIONERS)
    form._fit()
    type_text(qtbot, form.favourable, "most")
    form.submit()
    assert "no number" in words(example_window)
    form.favourable.setText("9")
    form.answered.setText("40")
    survey = next(
        form.survey.itemData(n) for n in range(form.survey.count()) if "212 replies" in form.survey.itemText(n)
    )
    form.survey.choose(survey)
    form.submit()
    idle(qtbot, example_window)
    (view,) = tables.rows(example_window.casefile, View, target="six-steps:1c")
    assert view.counts == "9 of 40 favourable"
    assert view.evidence_id == survey
    panel = shown_panel(example_window)
    row = next(one for one in panel._rows if one.target == "six-steps:1c")
    assert row.voices["Practitioners"].words.endswith("[E10]")


def test_the_widest_disagreement_comes_first(example_window):
    panel = open_at(example_window, ToVoices())
    apart = [row.spread.levels if row.spread.levels is not None else -1 for row in panel._rows]
    assert apart == sorted(apart, reverse=True)
    panel.order.chosen.emit("order")
    panel.order.choose("order")
    panel._show()
    order = [row.target for row in panel._rows]
    assert order == [
        target for target in example_window.workspace.session.context.framework.targets() if target in order
    ]


def test_last_cycles_view_is_prior_until_confirmed(qtbot, example_window):
    panel = open_at(example_window, ToVoices())
    panel.show_destination(ToNewView(TargetId("six-steps:3d")))
    assert "Prior, from last cycle. Young scrutineers" in words(panel.form)
    press(panel.form, "They confirm it")
    idle(qtbot, example_window)
    found = tables.rows(example_window.casefile, View, target="six-steps:3d")
    assert len({view.cycle_id for view in found}) == 2
    assert "Prior" not in words(panel.form)


def test_a_prior_judgement_is_marked_until_touched(qtbot, example_window):
    window = example_window
    window.workspace.go(ToLine(TargetId("six-steps:6")))
    form = shown_panel(window).form
    assert form.status.text() == "Prior"
    assert "counts for this cycle once you touch it" in form.last.text()
    assert form.level.value() == "reasonable"
    assert tables.rows(window.casefile, Judgement, target="six-steps:6", cycle_id=2) == ()
    type_text(qtbot, form.narrative, "Looked at again. ")
    form.keep_draft()
    idle(qtbot, window)
    assert form.status.text() == "Draft"


# Strength, coverage, years, frameworks


def test_a_weak_judgement_leads_to_its_line(example_window):
    panel = open_at(example_window, ToStrength())
    assert "It rests on" in words(panel)
    assert "Cheapest next" in words(panel)
    target = panel.table.current().judgement.target
    press(panel, "Open the line")
    assert shown_panel(example_window).target == target


def test_coverage_of_any_framework(example_window):
    panel = open_at(example_window, ToCoverage())
    assert "spans two editions" in words(panel)
    for framework_id in [panel.framework.itemData(n) for n in range(panel.framework.count())]:
        panel.show_destination(ToCoverage(framework_id))
        assert "looked at in this cycle" in words(panel)
    panel.show_destination(ToCoverage("davis-questions"))
    panel.table.setCurrentIndex(panel.table.heat_model.index(panel.table.heat_model.rowCount() - 1, 0))
    assert "Context only" in words(panel)


def test_a_change_on_a_step_shows_in_coverage_at_once(qtbot, empty_window):
    panel = open_at(empty_window, ToCoverage())
    assert "0 of 7 functions" in words(panel)
    empty_window.workspace.session.run(
        do(judgements.record_judgement, target="six-steps:3", level="limited", narrative="x")
    )
    idle(qtbot, empty_window)
    assert "3 of 7 functions" in words(panel)


def test_two_cycles_side_by_side(example_window):
    panel = open_at(example_window, ToYears())
    assert "Cycle 1 to Cycle 2: 2 up, 1 down" in words(panel)
    panel.which.choose("all")
    panel._show()
    assert len(panel.table.rows_model.rows) > 6
    panel.after.choose(panel.before.value())
    panel._show()
    assert "Choose two different cycles" in words(panel)


def test_what_applied_on_a_day(qtbot, example_window):
    panel = open_at(example_window, ToFrameworks())
    panel.day.setText("1 May 2026")
    qtbot.keyClick(panel.day, Qt.Key.Key_Return)
    assert "What applied on 1 May 2026" in words(panel)
    ids = {pair[0].id for pair in panel.lines.rows_model.rows}
    assert "wt-functions-2026" in ids
    assert "wt-functions-2023" not in ids


def test_a_framework_of_ones_own_goes_out_and_comes_in(qtbot, example_window, tmp_path, monkeypatch):
    panel = open_at(example_window, ToFrameworks())
    path = tmp_path / "our own.xlsx"
    panel.list.select(lambda one: one.id == "wood-issues")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    press(panel, "Template from this one")
    idle(qtbot, example_window)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    press(panel, "Take one in")
    idle(qtbot, example_window)
    assert [one.id for one in panel._every if one.own] == ["our-wood-issues"]
    workbook = openpyxl.load_workbook(path)
    workbook["Lines"]["A3"] = ""
    workbook.save(path)
    press(panel, "Take one in")
    idle(qtbot, example_window)
    assert "Row 3 of “Lines” has no id" in example_window.notices.records.pop().message


# Learning


def test_a_contradiction_is_one_step_from_a_challenge(qtbot, example_window):
    panel = open_at(example_window, ToContradictions())
    found = next(one for one in panel._every if one.evidence_ids and one.agency_id)
    panel.table.select(lambda one: one == found)
    press(panel, "Raise a challenge")
    form = shown_panel(example_window).form
    assert form.question.toPlainText() == found.question
    assert form.agency.value() == found.agency_id
    form.submit()
    assert "supports it, contradicts it or is context" in form.form.asks()["bearing"]
    form.bearing.choose(Bearing.CONTEXT)
    form.submit()
    idle(qtbot, example_window)
    linked = tables.rows(example_window.casefile, Link, target_kind=LinkTarget.CHALLENGE)[-9:]
    assert set(found.evidence_ids) <= {link.evidence_id for link in linked}


def test_the_same_recommendation_again_is_found_from_the_item(qtbot, example_window):
    window = example_window
    item = next(one for one in tables.rows(window.casefile, Evidence) if one.title.startswith("Local review"))
    window.workspace.go(ToItem(item.id))
    part = shown_panel(window).details.findChild(RecommendationsPart)
    type_text(qtbot, part.text, "Leaders see one record each month")
    qtbot.keyClick(part.text, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert len(tables.rows(window.casefile, Recommendation, evidence_id=item.id)) == 3
    panel = open_at(window, ToContradictions())
    assert any("recommends again" in one.text for one in panel._every)


def test_an_outcome_is_written_answered_and_tied(qtbot, empty_window):
    window = empty_window
    panel = open_at(window, ToOutcomes())
    panel.new()
    type_text(qtbot, panel.title, "Neglect")
    qtbot.keyClick(panel.title, Qt.Key.Key_Return)
    idle(qtbot, window)
    type_text(qtbot, panel.text, "Children are seen sooner")
    qtbot.keyClick(panel.text, Qt.Key.Key_Return)
    idle(qtbot, window)
    type_text(qtbot, panel.answers[OutcomeQuestion.HOW_MUCH], "212 visits")
    panel.line.choose("six-steps:4c")
    panel.add_line()
    idle(qtbot, window)
    (view,) = panel._views
    assert view.outcomes[0].outcome.how_much == "212 visits"
    assert view.outcomes[0].outcome.targets == ("six-steps:4c",)
    assert "2 of 3 not answered" in panel.list.rows_model.data(
        panel.list.rows_model.index(0, 0), Qt.ItemDataRole.ToolTipRole
    )
    type_text(qtbot, panel.answers[OutcomeQuestion.DIFFERENCE], "Not known yet")
    window.workspace.go(ToHome())
    idle(qtbot, window)
    assert open_at(window, ToOutcomes())._views[0].outcomes[0].outcome.difference == "Not known yet"


def test_areas_stand_side_by_side_and_only_ticked_texts_leave(qtbot, example_window, tmp_path, monkeypatch):
    window = example_window
    panel = open_at(window, ToAreas())
    type_text(qtbot, panel.title, "Ask who reads it")
    press(panel, "Put on the shelf")
    idle(qtbot, window)
    out = tmp_path / "Area A.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    press(panel, "Write this area's profile")
    idle(qtbot, window)
    assert across.read_profiles([out])[0].items == ()
    panel._ticks[0][0].setChecked(True)
    press(panel, "Write this area's profile")
    idle(qtbot, window)
    assert [item.title for item in across.read_profiles([out])[0].items] == ["Ask who reads it"]
    panel.show_others([out])
    qtbot.waitUntil(lambda: panel.table.heat_model.columnCount() == 2, timeout=5000)
    assert "Area A: Ask who reads it" in words(panel)
    press(panel, "Put them away")
    assert panel.table.heat_model.columnCount() == 1


def test_areas_on_two_scales_share_no_tint(example_window):
    from scrutineer.domain.area import AreaLevel
    from scrutineer.ui.panels.across import _row

    def at(scale: str, level: str) -> AreaLevel:
        return AreaLevel("six-steps:1", scale, level, level, "thin", "steady")

    assert [cell.look for cell in _row([at("assurance", "limited"), at("assurance", "strong"), None])] == [
        "limited",
        "strong",
        "",
    ]
    assert [cell.look for cell in _row([at("assurance", "limited"), at("met", "Mostly met")])] == ["", ""]


def test_merging_shows_first_asks_and_then_merges(qtbot, example_window, tmp_path):
    window = example_window
    theirs = tmp_path / "theirs" / "Theirs.scrutiny"
    theirs.parent.mkdir()
    shutil.move(window.casefile.back_up(theirs.parent), theirs)
    other = casefiles.open_casefile(theirs, passphrase=PASSPHRASE, clock=CLOCK)
    other.author = "Second scrutineer"
    partnership.add_line(other, step="six-steps:4", label="Theirs", question="Is it theirs?")
    for one, text in ((other, "Theirs."), (window.casefile, "Ours.")):
        judgements.record_judgement(one, target="six-steps:6", level="limited", narrative=text)
    other.close()
    panel = open_at(window, ToScrutineers())
    panel.choose_file(theirs)
    type_text(qtbot, panel.passphrase, PASSPHRASE)
    qtbot.keyClick(panel.passphrase, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert "Comes in: 1 line of enquiry" in words(panel)
    assert "both judged it" in words(panel)
    press(panel, "Merge")
    idle(qtbot, window)
    assert "1 conflict still waits" in window.notices.records.pop().message
    (choice,) = panel._choices.values()
    choice.choose(False)
    press(panel, "Merge")
    idle(qtbot, window)
    assert [line.label for line in tables.rows(window.casefile, AddedLine)] == ["Theirs"]
    assert tables.rows(window.casefile, Judgement)[-1].narrative == "Ours."
    assert "Second scrutineer (merged)" in [one.who for one in panel.table.rows_model.rows]


def test_a_cycle_judged_against_another_framework_shows_its_lines(qtbot, make_window, example, tmp_path: Path):
    path = tmp_path / "own.xlsx"
    frameworks.export_template(example, out=path, framework_id="wood-issues")
    frameworks.take_framework(example, path=path)
    casefiles.start_cycle(example, name="Cycle 3", starts=date(2027, 4, 1), ends=date(2028, 3, 31),
                          guidance="Working Together 2026", framework_id="our-wood-issues")  # fmt: skip
    example.close()
    window = wait_open(qtbot, make_window(), example.path)
    for place in [*TABS, *PAGES]:
        open_at(window, place.start)
    window.workspace.go(ToLine(TargetId("our-wood-issues:5")))
    assert "sharing information" in words(shown_panel(window))


def test_home_leads_to_year_on_year(example_window):
    press(example_window.workspace.panel(), "Year on year")
    assert type(shown_panel(example_window)).__name__ == "YearsPanel"
