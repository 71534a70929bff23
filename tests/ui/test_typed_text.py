"""What is typed in the real window: by whatever way a page is left, it is stored, or kept as a draft as it was typed."""

from __future__ import annotations

import json
import random
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPlainTextEdit, QPushButton, QWidget

from scrutineer.casefile import drafts, tables
from scrutineer.casefile.records import RECORDS
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.ids import IndicatorId, ReviewId, TargetId
from scrutineer.errors import UserError
from scrutineer.operations import casefiles
from scrutineer.operations.queries.challenges import lives
from scrutineer.ui import session
from scrutineer.ui.destinations import (
    SettingsPart,
    ToChallenge,
    ToChecklists,
    ToClocks,
    ToDays,
    ToEvidence,
    ToHome,
    ToIndicators,
    ToInspections,
    ToItem,
    ToLine,
    ToNewActivity,
    ToNewChallenge,
    ToNewEvidence,
    ToNewRecommendation,
    ToNewView,
    ToOutcomes,
    ToPieces,
    ToQuestions,
    ToSettings,
    ToStructure,
    ToVoices,
)
from scrutineer.ui.kept import place_of
from scrutineer.ui.kit.fields import DateField
from scrutineer.ui.kit.form import Form
from scrutineer.ui.pages import PAGES
from tests.conftest import CLOCK, PASSPHRASE
from tests.ui.conftest import idle, shown_panel, wait_open

PLACES = (
    "event",
    ToNewEvidence(),
    ToLine(TargetId("six-steps:4c")),
    ToNewView(),
    ToNewChallenge(),
    ToOutcomes(),
    ToChecklists("wt-yearly-report-2023", None, TargetId("wt-yearly-report-2023:R4")),
    ToNewActivity(),
    ToDays(),
    ToPieces(),
    ToIndicators(IndicatorId(1)),
    ToStructure("group", 1),
    ToStructure("peers", 1),
    ToInspections(1),
    ToClocks(ReviewId(1)),
    ToNewRecommendation(),
    ToQuestions(1),
    ToSettings(),
    ToSettings(SettingsPart.AGENCIES),
    ToSettings(SettingsPart.SEATS),
    ToSettings(SettingsPart.CYCLES),
)


def go(window, place) -> None:
    """Open a place; "event" is a challenge whose next event is asked for."""
    if place == "event":
        place = ToChallenge(next(life.challenge.id for life in lives(window.casefile) if life.is_open and life.events))
    window.workspace.go(place)


def text_fields(form: Form) -> list[QLineEdit | QPlainTextEdit]:
    """The fields of a form that can be typed into now."""
    return [
        field
        for field in form.fields().values()
        if isinstance(field, QLineEdit | QPlainTextEdit) and field.isVisible() and field.isEnabled()
    ]


def type_into_all(window, dice: random.Random) -> list[str]:
    """Type into every field of every form that is shown; returns what was typed."""
    typed = []
    for form in shown_panel(window).findChildren(Form):
        for field in text_fields(form):
            word = f"{'1 Sept or so' if isinstance(field, DateField) else 'Typed'} {dice.randrange(10**9)}"
            (field.setText if isinstance(field, QLineEdit) else field.setPlainText)(word)
            typed.append(word)
    return typed


def everything_kept(casefile) -> str:
    """All text of all records and drafts, as one; of what the undo button took back, from the journal."""
    rows = [tables.whole_table(casefile, record.table)[1] for record in RECORDS]
    rows.append([list(row) for row in casefile.reader.execute("SELECT after FROM journal_change")])
    kept = [dict(draft.fields) for draft in drafts.every(casefile)]
    return json.dumps([rows, kept], ensure_ascii=False, default=str)


def in_its_field(window) -> str:
    """What stands in the forms of the page that is shown: it was not left."""
    return json.dumps([form.typed() for form in shown_panel(window).findChildren(Form)], ensure_ascii=False)


def another_page(_qtbot, window) -> None:
    window.workspace.go(ToHome())


def another_tab(_qtbot, window) -> None:
    window.workspace.go(ToVoices())


def another_row(_qtbot, window) -> None:
    for form in shown_panel(window).findChildren(Form):
        form.keep()  # a row chosen keeps it; where a page has no rows, the timer does


def undo_button(qtbot, window) -> None:
    qtbot.mouseClick(window.workspace.undo_button, Qt.MouseButton.LeftButton)


def text_size(qtbot, window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)


def lock(qtbot, window) -> None:
    path = window.casefile.path
    window.lock()
    qtbot.waitUntil(window.welcome.unlock.button.isEnabled, timeout=20_000)
    wait_open(qtbot, window, path)


WAYS = (another_page, another_tab, another_row, undo_button, text_size, lock)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_whatever_way_a_form_is_left_nothing_typed_is_lost_or_changed(qtbot, example_window, way):
    window, dice = example_window, random.Random(way.__name__)
    typed: list[str] = []
    for place in PLACES:
        go(window, place)
        here = type_into_all(window, dice)
        assert here, place
        typed += here
        way(qtbot, window)
        idle(qtbot, window)
    kept = everything_kept(window.casefile) + in_its_field(window)
    assert [word for word in typed if word not in kept] == []


def test_what_is_typed_outlives_the_process(qtbot, example_window, tmp_path, monkeypatch):
    """The file is copied as a kill would leave it, a moment after the last key."""
    monkeypatch.setattr(Form, "EVERY", 5)
    window = example_window
    typed = []
    for place in PLACES:
        go(window, place)
        typed += type_into_all(window, random.Random(str(place)))
        forms = [form for form in shown_panel(window).findChildren(Form) if form.is_changed]
        kept = window.workspace.session.drafts
        qtbot.waitUntil(lambda forms=forms, kept=kept: all(f.about in kept or not f.is_changed for f in forms))
        idle(qtbot, window)
    copy = tmp_path / "killed.scrutiny"
    for ending in ("", "-wal"):
        beside = window.casefile.path.with_name(window.casefile.path.name + ending)
        if beside.exists():
            shutil.copyfile(beside, copy.with_name(copy.name + ending))
    opened = casefiles.open_casefile(copy, passphrase=PASSPHRASE, clock=CLOCK)
    kept = everything_kept(opened)
    opened.discard()
    assert [word for word in typed if word not in kept] == []


def test_drafts_are_listed_on_home_and_come_back_in_their_form(qtbot, example_window):
    window = example_window
    go(window, "event")
    form = next(f for f in shown_panel(window).findChildren(Form) if f.about.startswith("event:"))
    form.fields()["text"].setPlainText("They said that")
    form.fields()["on_date"].setText("1 Sept or so")
    window.workspace.go(ToHome())
    idle(qtbot, window)
    attention = next(
        v for v in window.workspace.panel().findChildren(QListView) if v.accessibleName() == "Needs attention"
    )
    model = attention.model()
    rows = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert rows[0] == "Typed and not recorded yet"
    assert rows[1].startswith("What happened next, NSCP-")
    window.workspace.go(ToSettings())
    lock(qtbot, window)
    window.workspace.go(ToHome())
    attention = next(
        v for v in window.workspace.panel().findChildren(QListView) if v.accessibleName() == "Needs attention"
    )
    attention.activated.emit(attention.model().index(1, 0))
    form = next(f for f in shown_panel(window).findChildren(Form) if f.about.startswith("event:"))
    assert form.fields()["text"].toPlainText() == "They said that"
    assert form.fields()["on_date"].text() == "1 Sept or so"
    assert form.note.findChild(QLabel).text() == f"Kept from {CLOCK.now().astimezone():%H:%M}, not recorded yet."


def test_every_form_has_a_place_that_shows_it_again(qtbot, example_window):
    window = example_window
    for place in (*PLACES, ToEvidence()):
        go(window, place)
        for form in [f for f in shown_panel(window).findChildren(Form) if f.about and f.parent().isVisible()]:
            about = form.about
            window.workspace.go(ToHome())
            window.workspace.go(place_of(about))
            again = [f.about for f in shown_panel(window).findChildren(Form)]
            assert about in again
            go(window, place)


NO_FORM = {
    "Search this casefile", "Search evidence", "Since", "Filter steps and lines", "Current passphrase", "New passphrase",
    "New passphrase again", "Passphrase of their casefile", "What applied on",
    "A label for this area", "Search in the pages", "From", "To", "As it stood on", "Compared with",
}  # fmt: skip
"""Fields that hold nothing to record: what one searches for, which days a report or a chart tells of, and passphrases, which are
never kept."""


def test_every_field_that_can_be_typed_into_belongs_to_a_form(qtbot, example_window):
    window = example_window
    strangers = set()
    places = [(shown.words, shown.start) for page in PAGES for shown in page.tabs or (page,)]
    places += [(part.value, ToSettings(part)) for part in SettingsPart]
    for words, place in places:
        window.workspace.go(place)
        panel = window.workspace.panel()
        known = {id(field) for form in panel.findChildren(Form) for field in form.fields().values()}
        fields: list[QWidget] = [*panel.findChildren(QLineEdit), *panel.findChildren(QPlainTextEdit)]
        strangers |= {
            (words, field.accessibleName())
            for field in fields
            if id(field) not in known and not field.isReadOnly() and field.accessibleName() not in NO_FORM
        }
    assert strangers == set()


def test_a_half_written_private_challenge_keeps_its_marking_its_line_and_its_dates(qtbot, example_window):
    window = example_window
    window.workspace.go(ToNewChallenge())
    form = shown_panel(window).form
    form.question.setPlainText("Half asked")
    form.target.choose("six-steps:4c")
    form.marking.setCurrentIndex(0)
    form.raised_on.setText("1 Sept")
    marking = form.marking.currentText()
    lock(qtbot, window)
    assert not [life for life in lives(window.casefile) if life.challenge.question == "Half asked"]
    window.workspace.go(ToNewChallenge())
    form = shown_panel(window).form
    assert (form.question.toPlainText(), form.target.value(), form.raised_on.text(), form.marking.currentText()) == (
        "Half asked", "six-steps:4c", "1 Sept", marking,
    )  # fmt: skip


def test_a_refused_event_keeps_the_reply_that_was_typed(qtbot, example_window):
    window = example_window
    go(window, "event")
    details = shown_panel(window).details
    form = next(f for f in details.findChildren(Form) if f.about.startswith("event:"))
    fields = form.fields()
    fields["kind"].setCurrentIndex(1)
    fields["text"].setPlainText("A reply typed for an hour")
    fields["on_date"].setText("1/1/2020")
    details.record()
    idle(qtbot, window)
    assert fields["text"].toPlainText() == "A reply typed for an hour"
    assert "before the event that it follows" in form.asks()["on_date"]
    qtbot.waitUntil(fields["on_date"].hasFocus)


def test_the_undo_button_undoes_what_it_says_and_leaves_what_is_typed(qtbot, example_window):
    window = example_window
    promised = window.casefile.labels()[0]
    window.workspace.go(ToNewEvidence())
    title = shown_panel(window).capture.title
    title.setText("Half typed")
    qtbot.mouseClick(window.workspace.undo_button, Qt.MouseButton.LeftButton)
    idle(qtbot, window)
    assert window.casefile.labels()[1] == promised
    assert title.text() == "Half typed"


def test_an_untouched_form_records_nothing_and_says_what_is_missing(qtbot, example_window):
    window = example_window
    go(window, "event")
    details = shown_panel(window).details
    before = everything_kept(window.casefile)
    details.record()
    idle(qtbot, window)
    form = next(f for f in details.findChildren(Form) if f.about.startswith("event:"))
    assert form.asks() == {"kind": "Choose what happened."}
    assert everything_kept(window.casefile) == before


def test_a_final_judgement_undone_keeps_its_words_in_the_form(qtbot, example_window):
    window = example_window
    window.workspace.go(ToLine(TargetId("six-steps:4c")))
    form = shown_panel(window).form
    form.narrative.setPlainText("An hour of words")
    form.level.findChildren(QPushButton)[0].click()
    form.direction.setCurrentIndex(1)
    form.finalise()
    idle(qtbot, window)
    window.workspace.undo()
    idle(qtbot, window)
    assert form.narrative.toPlainText() == "An hour of words"
    assert form.status.text() == "Draft"


def test_a_draft_is_gone_with_the_commit_that_stores_it_whatever_becomes_of_the_window(
    qtbot, example_window, monkeypatch
):
    """The window dies before it hears that what was typed is stored: the draft does not come back."""
    monkeypatch.setattr(Form, "recorded", lambda *_, **__: None)
    window = example_window
    window.workspace.go(ToSettings(SettingsPart.AGENCIES))
    form = next(form for form in shown_panel(window).findChildren(Form) if form.about == "agency:new")
    form.fields()["name"].setText("Coroner")
    form.keep()
    idle(qtbot, window)
    assert [draft.form for draft in drafts.every(window.casefile)] == ["agency:new"]
    add = next(b for b in shown_panel(window).findChildren(QPushButton) if b.text() == "Add" and b.isVisible())
    add.click()
    idle(qtbot, window)
    assert drafts.every(window.casefile) == ()
    assert window.workspace.session.drafts == {}
    assert "Coroner" in everything_kept(window.casefile)


def test_a_draft_that_the_disk_refused_is_kept_at_the_next_turn(qtbot, example_window, monkeypatch):
    window = example_window
    window.workspace.go(ToNewEvidence())
    capture = shown_panel(window).capture
    capture.title.setText("Typed while the disk was full")
    with monkeypatch.context() as full:
        full.setattr(session, "keep_draft", refuse)
        capture.form.keep()
        idle(qtbot, window)
    qtbot.waitUntil(lambda: bool(window.notices.records))
    window.notices.records.clear()  # it was said
    lock(qtbot, window)
    assert "Typed while the disk was full" in everything_kept(window.casefile)


def refuse(*_: object, **__: object) -> None:
    raise UserError("The disk is full.", "Free some space.")


def test_what_is_refused_after_its_form_was_left_is_said_and_not_beside_another(qtbot, example_window):
    """The item left has a title that is too long; another item is in the form by the time that is known."""
    window = example_window
    first, second = tables.rows(window.casefile, Evidence)[:2]
    window.workspace.go(ToItem(first.id))
    details = shown_panel(window).details
    details.fields.title.setText("x" * 5_001)
    window.workspace.go(ToItem(second.id))
    qtbot.waitUntil(lambda: bool(window.notices.records))
    assert "5,001 characters" in window.notices.records[-1].message
    window.notices.records.clear()
    assert details.fields.form.asks() == {}
    window.workspace.go(ToItem(first.id))
    assert details.fields.title.text() == "x" * 5_001
    details.fields.title.setText(first.title)
