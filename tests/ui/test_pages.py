"""Each page: what it shows, what the keys do, how it looks in both palettes and at 200% text."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QPushButton

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Ending, EventKind
from scrutineer.domain.evidence import Bearing, Evidence
from scrutineer.domain.ids import TargetId
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.operations import casefiles, evidence
from scrutineer.operations.queries.challenges import lives
from scrutineer.settings import Settings
from scrutineer.ui.destinations import (
    Destination,
    ToAgencyReturns,
    ToChallenge,
    ToEvidence,
    ToHome,
    ToLine,
    ToNewChallenge,
    ToNewEvidence,
    ToReports,
    ToReturns,
    ToSettings,
)
from scrutineer.ui.kit.fields import DateField, Segments
from scrutineer.ui.kit.lists import hit_ranges, plain
from scrutineer.ui.kit.tables import RowsModel, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.pages import CHALLENGES, EVIDENCE, HOME, PAGES, page_of
from scrutineer.ui.parts.event_form import EventForm
from scrutineer.ui.theme import ZOOMS, tokens
from tests.conftest import CLOCK, PASSPHRASE
from tests.ui.conftest import idle, shown_panel, type_text, wait_open

ROOT = Path(__file__).parent.parent.parent


def page(window):
    return shown_panel(window)


def words(widget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_every_destination_has_one_place():
    served = [kind for page in PAGES for place in (page, *page.tabs) for kind in place.serves]
    assert sorted(served, key=repr) == sorted(get_args(Destination), key=repr)
    for page in PAGES:
        assert page_of(page.start) is page
        assert page.tab_of(page.start) is None
        for tab in page.tabs:
            assert (page_of(tab.start), page.tab_of(tab.start)) == (page, tab)


def test_the_guide_names_every_page_with_its_key_and_every_tab():
    guide = " ".join((ROOT / "docs" / "user-guide.md").read_text(encoding="utf-8").split())
    keys = guide[guide.index("Keys: ") :]
    assert [page.number for page in PAGES] == list(range(1, 9))
    assert [page.words for page in PAGES if f"{page.shortcut} {page.words}," not in keys] == []
    assert re.findall(r"Ctrl\+\d \w+", guide) == [f"{page.shortcut} {page.words}" for page in PAGES]
    assert [tab.words for page in PAGES for tab in page.tabs if tab.words not in guide] == []


def test_a_page_is_imported_on_its_first_visit_only():
    code = (
        "import sys; import scrutineer.ui.workspace; from scrutineer.ui.pages import PAGES\n"
        "print(*sorted(name for name in sys.modules if name.startswith('scrutineer.ui.panels.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["scrutineer.ui.panels.base"]


def test_home_shows_the_six_steps_and_what_needs_attention(qtbot, example_window):
    home = page(example_window)
    names = [
        button.accessibleName()
        for button in home.findChildren(QPushButton)
        if button.accessibleName().startswith("Step ")
    ]
    assert len(names) == 6
    assert names[1].startswith("Step 2, Wider partners, Limited assurance, evidence strong, improving")
    assert "Not yet scrutinised" in names[5]
    assert "Since last cycle" in words(home)
    model = home._attention.model()
    assert model.rowCount() > 5
    step = next(button for button in home.findChildren(QPushButton) if button.accessibleName().startswith("Step 4"))
    step.setFocus()
    qtbot.keyClick(step, Qt.Key.Key_Return)
    assert example_window.workspace.destination() == ToLine(TargetId("six-steps:4"))


def test_attention_leads_to_the_thing(qtbot, example_window):
    attention = page(example_window)._attention
    attention.setCurrentIndex(attention.model().index(1, 0))
    attention.activated.emit(attention.currentIndex())
    assert example_window.workspace.page is CHALLENGES
    assert page(example_window).log.current().challenge.reference == "NSCP-26-002"


@pytest.mark.parametrize("number", range(8))
def test_every_page_opens_by_its_key_on_an_empty_casefile(qtbot, empty_window, number):
    qtbot.keyClick(empty_window, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.ControlModifier)
    assert empty_window.workspace.page is PAGES[number]
    assert words(page(empty_window))


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize(("zoom", "size"), [(100, (1366, 736)), (100, (1920, 1000)), (200, (1366, 736))])
def test_every_page_fits_without_warnings(qtbot, make_window, example, palette, zoom, size):
    """Qt's own warnings fail the test; nothing may be wider than the window."""
    example.close()
    window = wait_open(qtbot, make_window(Settings(palette=palette, zoom=zoom), size), example.path)
    for known in PAGES:
        window.workspace.go(known.start)
        qtbot.wait(30)
        assert window.width() == size[0]
        assert page(window).minimumSizeHint().width() <= size[0]
    idle(qtbot, window)


def test_the_text_size_keys(qtbot, example_window):
    window = example_window
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.zoom == 125
    assert window.workspace.page is HOME
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.zoom == ZOOMS[0]


def test_the_register_searches_filters_and_sorts(qtbot, example_window):
    window = example_window
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    register = page(window)
    total = len(register.items.rows_model.rows)
    type_text(qtbot, register.words, "strategy discussions health")
    found = register.items.rows_model.rows
    assert 0 < len(found) < total
    assert "hold all the words" in register._hits.text()
    assert any(hit_ranges(row.passage) for row in found)
    register.words.clear()
    register._filters["marking"].choose(register._filters["marking"].itemData(1))
    register._show_register()
    assert {row.item.marking.value for row in register.items.rows_model.rows} == {"private"}
    register._filters["marking"].choose(None)
    register._show_register()
    register.items.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    days = [row.item.dated for row in register.items.rows_model.rows]
    assert days == sorted(days)


def test_search_finds_challenges_and_judgements_too(qtbot, example_window):
    window = example_window
    type_text(qtbot, window.workspace.search, "strategy discussions health")
    qtbot.keyClick(window.workspace.search, Qt.Key.Key_Return)
    assert window.workspace.page is EVIDENCE
    others = [
        b for b in page(window).findChildren(QPushButton) if b.accessibleName().startswith(("challenge", "judgement"))
    ]
    challenge = next(b for b in others if b.accessibleName().startswith("challenge NSCP-26-001"))
    qtbot.keyClick(challenge, Qt.Key.Key_Return)
    assert window.workspace.page is CHALLENGES
    assert page(window).log.current().challenge.reference == "NSCP-26-001"


def test_capture_takes_six_keys_and_a_title(qtbot, empty_window):
    window = empty_window
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    line = page(window).capture
    assert line.title.hasFocus()
    line.day.setText("31/11/2026")
    assert line.day.property("wrong")
    type_text(qtbot, line.title, "Meeting watched")
    qtbot.keyClick(line.title, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert tables.rows(window.casefile, Evidence) == ()
    line.day.setText("20/11/2026")
    qtbot.keyClick(line.title, Qt.Key.Key_Return)
    idle(qtbot, window)
    (item,) = tables.rows(window.casefile, Evidence)
    assert (item.title, item.dated, item.marking.value) == ("Meeting watched", date(2026, 11, 20), "private")
    assert line.title.text() == ""


def test_undo_reaches_the_casefile_from_the_field_just_used(qtbot, empty_window):
    window = empty_window
    window.workspace.go(ToNewEvidence())
    title = page(window).capture.title
    type_text(qtbot, title, "Captured by mistake")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert len(tables.rows(window.casefile, Evidence)) == 1
    qtbot.keyClick(title, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)
    assert len(tables.rows(window.casefile, Evidence)) == 1
    assert "Nothing more to take back in this field." in window.workspace.messages.text
    type_text(qtbot, title, "typing")
    for _ in range(12):
        qtbot.keyClick(title, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)
    assert title.text() == ""
    assert len(tables.rows(window.casefile, Evidence)) == 1
    offered = next(b for b in window.workspace.findChildren(QPushButton) if b.text().startswith("Undo “Capture"))
    assert offered.text() == "Undo “Capture “Captured by mistake””"
    qtbot.mouseClick(offered, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert tables.rows(window.casefile, Evidence) == ()
    assert window.casefile.labels()[1] == "Capture “Captured by mistake”"
    offered = [b.text() for b in window.workspace.findChildren(QPushButton) if b.text().startswith(("Undo,", "Redo,"))]
    assert "Redo, Ctrl+Y" in offered


def test_details_are_recorded_when_another_item_is_chosen(qtbot, example_window):
    window = example_window
    window.workspace.go(ToEvidence())
    register = page(window)
    first = register.items.current().item
    type_text(qtbot, register.details.limits, "And one more limit.")
    register.items.selectRow(3)
    idle(qtbot, window)
    assert "And one more limit." in tables.get(window.casefile, Evidence, first.id).limits


def test_the_steps_page_compares_without_combining(qtbot, example_window):
    window = example_window
    window.workspace.go(ToLine(TargetId("six-steps:1f")))
    rows = page(window).comparison.rows_model.rows
    assert [row.mine for row in rows].index(True) == 0
    placed = {row.name: (row.low, row.high) for row in rows if row.low and not row.mine}
    assert placed["Police"] == ("limited", "reasonable")
    assert {row.gap for row in rows if not row.low and not row.mine} == {"not placed"}
    model = page(window).comparison.rows_model
    assert model.data(model.index(0, 1), Qt.ItemDataRole.AccessibleTextRole) is not None


def test_what_blocks_a_judgement_stands_beside_the_button(qtbot, example_window):
    window = example_window
    window.workspace.go(ToLine(TargetId("six-steps:4c")))
    form = page(window).form
    assert not form.final.isEnabled()
    assert "give a reason for “Adequate” (the hint is Strong)" in form.blocked.text()
    type_text(qtbot, form.reason, "The sample is small.")
    assert form.final.isEnabled()
    window.workspace.go(ToLine(TargetId("six-steps:6a")))
    idle(qtbot, window)
    window.workspace.go(ToLine(TargetId("six-steps:4c")))
    assert page(window).form.reason.text() == "The sample is small."


def test_a_step_is_reworded_by_f2(qtbot, example_window):
    window = example_window
    window.workspace.go(ToLine(TargetId("six-steps:2")))
    panel = page(window)
    qtbot.keyClick(panel, Qt.Key.Key_F2)
    panel._own.selectAll()
    qtbot.keyClicks(panel._own, "All the others")
    qtbot.keyClick(panel._own, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert window.workspace.session.context.framework.step("six-steps:2").label == "All the others"
    panel._filter.setText("re-audit")
    panel._filter.clear()
    panel.new()
    type_text(qtbot, panel._new_label, "Own line")
    type_text(qtbot, panel._new_question, "Is it so?")
    panel._add_line()
    idle(qtbot, window)
    assert panel.target == "six-steps:2h"


def test_a_set_aside_answer_is_settled_on_the_returns_page(qtbot, example_window):
    window = example_window
    window.workspace.go(ToReturns())
    police = next(agency for agency in window.workspace.session.context.agencies if agency.name == "Police")
    page(window).show_destination(ToAgencyReturns(police.id))
    chosen = page(window).matrix.chosen
    assert chosen.status is AnswerStatus.SET_ASIDE
    details = page(window).matrix
    reason = next(
        field for field in details.findChildren(type(window.workspace.search)) if field.accessibleName() == "Reason"
    )
    type_text(qtbot, reason, "Telephone call")
    button = next(one for one in details.findChildren(QPushButton) if one.text() == "Record decision")
    qtbot.keyClick(button, Qt.Key.Key_Return)
    idle(qtbot, window)
    assert tables.get(window.casefile, SelfAssessment, chosen.id).status is AnswerStatus.DECIDED


def test_a_challenge_is_raised_from_an_answer(qtbot, example_window):
    window = example_window
    window.workspace.go(ToReturns())
    answers = page(window).matrix.answers
    answers.setCurrentIndex(answers.heat_model.index(1, 1))
    page(window).matrix.raise_challenge()
    form = page(window).form
    assert "Own answer to 1.2" in form.why.toPlainText()
    assert form.agency.currentText() == "Hospital trust"
    assert form.target.value() == "six-steps:2e"


def test_a_draft_is_reworded_and_put_to_somebody(qtbot, empty_window):
    window = empty_window
    window.workspace.go(ToNewChallenge())
    form = page(window).form
    type_text(qtbot, form.question, "Why?")
    type_text(qtbot, form.put_to, "Chair")
    form._submit(draft=True)
    idle(qtbot, window)
    (life,) = lives(window.casefile)
    reword = next(b for b in page(window).details.findChildren(QPushButton) if b.text() == "Reword")
    qtbot.keyClick(reword, Qt.Key.Key_Return)
    assert form.question.toPlainText() == "Why?"
    assert not form.due.isVisible()
    type_text(qtbot, form.why, "It was seen.")
    qtbot.keyClick(form.put_to, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, window)
    (again,) = lives(window.casefile)
    assert (again.challenge.reference, again.challenge.why) == (life.challenge.reference, "It was seen.")
    page(window).details.record()
    idle(qtbot, window)
    assert lives(window.casefile)[0].status.value == "Draft"
    events = page(window).details.findChild(EventForm)
    assert events.form.asks() == {"kind": "Choose what happened."}
    events.kind.choose((EventKind.RAISED, None))
    page(window).details.record()
    idle(qtbot, window)
    assert lives(window.casefile)[0].status.value == "Raised"


def test_what_stops_a_challenge_closing_is_said_and_it_closes(qtbot, example_window):
    window = example_window
    tested = next(life for life in lives(window.casefile) if life.status.value == "Tested")
    window.workspace.go(ToChallenge(tested.challenge.id))
    details = page(window).details
    closing = details._closing
    assert not closing.button.isEnabled()
    assert "Cannot be closed because" in details._blocked.text()
    closing.impact._group.button(2).click()
    assert "no explanation" in details._blocked.text()
    type_text(qtbot, closing.text, "Nothing shows that children are safer at night.")
    closing.ending.choose(Ending.WITHOUT)
    assert details._blocked.text() == ""
    qtbot.keyClick(closing.button, Qt.Key.Key_Return)
    idle(qtbot, window)
    closed = next(life for life in lives(window.casefile) if life.challenge.id == tested.challenge.id)
    assert closed.status.value == "Closed: accepted without impact evidence"


def test_editions_are_chosen_and_checked(qtbot, example_window):
    window = example_window
    window.workspace.go(ToReports())
    report = page(window)
    qtbot.waitUntil(lambda: report._rendered is not None, timeout=10_000)
    first = report._rendered
    report.choose_edition(type(report.edition()).PRIVATE)
    qtbot.waitUntil(lambda: report._rendered is not first, timeout=10_000)
    assert "0 to mend" in report._verdict.text()
    qtbot.waitUntil(lambda: bool(report.pages._pages) and not report.pages._pages[0].pixmap().isNull(), timeout=10_000)
    assert "Challenge report" in report.pages._pages[0].accessibleDescription()
    report.pages._step(1)
    report.pages._enlarge(1.25)
    report.pages._enlarge(0)


def test_settings_change_what_they_say(qtbot, example_window):
    window = example_window
    window.workspace.go(ToSettings())
    panel = page(window)
    panel.agencies.agency_name.setText("Fostering agencies")
    panel.agencies.aliases.setText("IFAs, Foster care")
    panel.agencies._add_agency()
    panel.cycle.cycle_name.setText("Second cycle")
    panel.cycle.save()
    panel.partnership.limits.setPlainText("Few replies from schools.")
    panel.partnership.save()
    panel.safety._check()
    idle(qtbot, window)
    context = window.workspace.session.context
    assert context.agencies[-1].aliases == ("IFAs", "Foster care")
    assert (context.cycle.name, context.partnership.limits) == ("Second cycle", "Few replies from schools.")
    panel.safety.current.setText("wrong")
    panel.safety.new_one.setText("a new passphrase")
    panel.safety.again.setText("a new passphrase")
    panel.safety._change_passphrase()
    idle(qtbot, window)
    qtbot.waitUntil(lambda: "does not open" in window.workspace.messages.text)
    panel.safety.current.setText(PASSPHRASE)
    panel.safety._change_passphrase()
    idle(qtbot, window)
    assert window.isEnabled()
    assert window.workspace.session.context.partnership.name
    panel.computer.palette_choice.choose("dark")
    panel.computer._save_settings()
    assert window.theme.palette == "dark"
    window.change_settings(replace(window.settings, palette="light"))


def test_undo_and_redo_buttons_say_what_they_would_do(qtbot, example_window):
    window = example_window
    evidence.capture_evidence(window.casefile, title="x", dated=date(2026, 6, 4))
    casefiles.undo(window.casefile)
    window.workspace.on_changed(frozenset(), "")
    assert window.workspace.redo_button.toolTip() == "Redo: Capture “x”"
    assert window.workspace.redo_button.isEnabled()


def test_a_fault_of_ours_is_a_message_not_a_crash(qtbot, example_window):
    window = example_window

    def broken(_casefile, *, progress) -> None:
        raise ZeroDivisionError("with the text of a case")

    window.workspace.session.run(do(broken))
    qtbot.waitUntil(lambda: bool(window.notices.records))
    notice = window.notices.records.pop()
    assert "safe" in notice.advice
    assert "text of a case" not in notice.message + notice.advice


def test_cancel_stops_what_is_under_way(qtbot, example_window):
    window = example_window
    started = []

    def slow(_casefile, *, progress) -> None:
        started.append(True)
        for number in range(20_000):
            progress.step(number, 20_000, "Slow work")
            threading.Event().wait(0.001)

    window.workspace.session.run(do(slow))
    qtbot.waitUntil(lambda: bool(started))
    window.workspace.escape()
    idle(qtbot, window)
    qtbot.waitUntil(lambda: "Cancelled" in words(window.workspace))


def test_f6_moves_between_regions_and_f1_names_the_keys(qtbot, example_window):
    window = example_window
    window.workspace.next_region(1)
    window.workspace.next_region(1)
    assert window.workspace.search.hasFocus()
    window.workspace.help()
    qtbot.waitUntil(lambda: "Ctrl+E" in words(window.workspace))
    window.workspace.back()


def test_screen_readers_get_names(qtbot, example_window):
    window = example_window
    card = next(b for b in page(window).findChildren(QPushButton) if b.accessibleName().startswith("Step 1"))
    interface = QAccessible.queryAccessibleInterface(card)
    assert interface.text(QAccessible.Text.Name).startswith("Step 1, Leadership, Reasonable assurance")
    assert interface.role() == QAccessible.Role.Button


def test_rows_model_is_a_model(qtmodeltester):
    model = RowsModel(
        [
            TableColumn("A", 0, lambda n: TableCell(str(n), "second", order=-n)),
            TableColumn("B", 10, lambda n: TableCell("x")),
        ]
    )
    model.set_rows([3, 1, 2])
    qtmodeltester.check(model)
    model.sort(0)
    assert model.rows == [3, 2, 1]


def test_small_parts(qtbot, dressed):
    field = DateField(date(2026, 11, 20), name="Date", today=CLOCK.today, required=False)
    qtbot.addWidget(field)
    assert field.text() == "20 November 2026"
    field.setText("soon")
    assert field.is_wrong()
    field.clear()
    assert not field.is_wrong()
    segments = Segments([("A", 1), ("B", 2)], name="x", none=True)
    qtbot.addWidget(segments)
    assert segments.value() is None
    segments.choose(2)
    assert segments.value() == 2
    assert plain("\u0002hit\u0003 rest") == "hit rest"
    assert hit_ranges("a \u0002hit\u0003 b") == [(2, 3)]


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_text_stands_out_from_its_ground(palette):
    """WCAG 2.2 AA: 4.5 for text, 3 for marks, on the grounds they are drawn on."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(a: str, b: str) -> float:
        high, low = sorted((luminance(a), luminance(b)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    colours = tokens()["colour"][palette]
    for ink in ("text", "text-2", "text-3", "accent", "danger", "warn", "ok"):
        for ground in ("window", "surface", "selection"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for look in tokens()["level"].values():
        assert contrast(look[palette]["text"], look[palette]["tint"]) >= 4.5
        assert contrast(look[palette]["mark"], colours["surface"]) >= 3


def test_a_new_scale_reaches_the_steps_page(qtbot, example_window):
    from scrutineer.operations import partnership

    window = example_window
    window.workspace.go(ToLine(TargetId("six-steps:4")))
    session = window.workspace.session
    session.run(do(partnership.set_partnership, details=replace(session.context.partnership, scale_id="met")))
    idle(qtbot, window)
    names = [button.accessibleName() for button in page(window).form.level._group.buttons()]
    assert names[:4] == ["Fully met", "Mostly met", "Partially met", "Not met"]
    assert page(window).target == "six-steps:4"


def test_a_challenge_is_raised_from_evidence_already_linked(qtbot, example_window):
    window = example_window
    window.workspace.go(ToEvidence())
    details = page(window).details
    item = details._view.item
    details._raise()
    form = page(window).form
    assert item.reference in form.why.toPlainText()
    type_text(qtbot, form.question, "What has changed since?")
    type_text(qtbot, form.put_to, "Chief nurse")
    form.bearing.choose(Bearing.CONTEXT)
    form.submit()
    idle(qtbot, window)
    newest = max(lives(window.casefile), key=lambda life: life.challenge.id)
    from scrutineer.operations.queries.challenges import rests_on

    assert item.id in {rest.item.id for rest in rests_on(window.casefile)[newest.challenge.id]}


def test_evidence_can_be_linked_to_the_judgement_alone(qtbot, example_window):
    from scrutineer.domain.evidence import Link, LinkTarget
    from scrutineer.ui.dialogs.link_evidence import LinkEvidenceDialog

    window = example_window
    window.workspace.go(ToLine(TargetId("six-steps:5")))
    page(window).link()
    (dialog,) = window.findChildren(LinkEvidenceDialog)
    dialog._choose_target((LinkTarget.JUDGEMENT, str(page(window)._view.judgement.id)))
    dialog._link()
    assert dialog.asked.text() == "Say whether it supports, contradicts or is context."
    dialog.bearing.choose(Bearing.SUPPORTS)
    dialog._link()
    idle(qtbot, window)
    assert any(link.target_kind is LinkTarget.JUDGEMENT for link in tables.rows(window.casefile, Link))
    dialog.close()
    qtbot.waitUntil(lambda: not window.findChildren(LinkEvidenceDialog))


def test_a_standard_is_sent_to_a_line_and_the_mapping_kept(qtbot, example_window):
    from scrutineer.operations import mappings
    from tests.conftest import RETURNS

    window = example_window
    window.workspace.go(ToReturns())
    page(window).import_file(RETURNS / "vcs-forum-self-assessment.ods")
    qtbot.waitUntil(lambda: page(window).check is not None and page(window).check.preview is not None, timeout=10_000)
    check = page(window).check
    assert not check.commit_button.isEnabled()
    check._on_line("1.1", "six-steps:2c")
    qtbot.waitUntil(lambda: check.commit_button.isEnabled(), timeout=10_000)
    assert check.commit_button.text() == "Commit 1 answer"
    check._save_mapping()
    idle(qtbot, window)
    assert mappings.profile_named(window.casefile, "Voluntary sector, 2026").lines["1.1"] == "six-steps:2c"
    check.commit()
    idle(qtbot, window)
    answers = {
        a.number: a.target for a in tables.rows(window.casefile, SelfAssessment) if a.profile.startswith("Voluntary")
    }
    assert (answers["1.1"], answers["1.2"]) == ("six-steps:2c", "six-steps:2e")


def test_settings_keep_what_is_being_typed(qtbot, example_window):
    window = example_window
    window.workspace.go(ToSettings())
    panel = page(window)
    type_text(qtbot, panel.partnership.summary, "Typed and not recorded. ")
    panel.agencies.agency_name.setText("Fostering agencies")
    panel.agencies.aliases.setText("")
    panel.agencies._add_agency()
    idle(qtbot, window)
    assert "Typed and not recorded." in panel.partnership.summary.toPlainText()
    window.workspace.go(ToHome())
    idle(qtbot, window)
    assert "Typed and not recorded." not in window.workspace.session.context.partnership.summary
    window.workspace.go(ToSettings())
    assert "Typed and not recorded." in panel.partnership.summary.toPlainText()
    assert "not recorded" not in panel.agencies.form.note.findChild(QLabel).text()


def test_an_open_dialog_does_not_outlive_a_lock(qtbot, example_window):
    from PySide6.QtWidgets import QDialog

    window = example_window
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.show()
    window.lock()
    qtbot.waitUntil(lambda: window.workspace is None, timeout=5_000)
    qtbot.waitUntil(window.welcome.unlock.button.isEnabled, timeout=10_000)
    dialog.setParent(None)
    dialog.deleteLater()
