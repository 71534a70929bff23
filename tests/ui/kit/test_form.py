"""A form's promise: what is typed is stored, kept as a draft as it was typed, or still in its field; never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from scrutineer.domain.drafts import Draft
from scrutineer.domain.evidence import Bearing
from scrutineer.domain.marking import Marking
from scrutineer.domain.typed_dates import When
from scrutineer.errors import UserError
from scrutineer.ui.kit.basic import clear
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes, Segments
from scrutineer.ui.kit.form import Form
from tests.conftest import CLOCK, examples


class Kept:
    """Drafts in memory, as the casefile would keep them."""

    def __init__(self) -> None:
        self.drafts: dict[str, Draft] = {}

    def draft_of(self, form: str) -> Draft | None:
        return self.drafts.get(form)

    def keep_draft(self, draft: Draft) -> None:
        self.drafts[draft.form] = replace(draft, kept="2026-11-20T14:32:00+00:00")

    def drop_draft(self, form: str) -> None:
        self.drafts.pop(form, None)

    def kept_at(self, draft: Draft) -> str:
        return f"{datetime.fromisoformat(draft.kept):%H:%M}"


class Page(QWidget):
    """A form with a field of every kind."""

    def __init__(self, keeper: Kept, theme: Any) -> None:
        super().__init__()
        self.line, self.lines = Field(), Notes(name="Lines")
        self.day = DateField(name="Day", today=CLOCK.today, when=When.HAPPENED, required=False)
        self.choice = Combo(theme, [("How?", None), *((b.value, b) for b in Bearing)], name="Bearing")
        self.marking: Segments[Marking] = Segments([(m.value, m) for m in Marking], name="Marking", none=True)
        self.tick = QCheckBox("Tick")
        self.form = Form(keeper, self)
        box = QVBoxLayout(self)
        box.addWidget(self.form.note)
        for name in NAMES:
            box.addWidget(getattr(self, name))
            self.form.add(name, getattr(self, name), required="Write a line." if name == "line" else "")

    def type(self, name: str, text: str) -> None:
        """What a hand would do to a field."""
        part = getattr(self, name)
        if isinstance(part, Notes):
            part.setPlainText(text)
        elif isinstance(part, Combo):
            part.choose(BEARINGS[len(text) % 4])
        elif isinstance(part, Segments):
            part.findChildren(QPushButton)[len(text) % 3].click()
        elif isinstance(part, QCheckBox):
            part.setChecked(len(text) % 2 == 1)
        else:
            part.setText(text)


NAMES = ("line", "lines", "day", "choice", "marking", "tick")
BEARINGS = (None, *Bearing)
STORED: dict[str, dict[str, Any]] = {
    "item:1": {"line": "First", "lines": "Of the first", "day": date(2026, 5, 1), "choice": Bearing.SUPPORTS},
    "item:2": {"line": "Second", "lines": "", "day": None, "marking": Marking.PUBLIC, "tick": True},
    "new": {},
}


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def page(qtbot, dressed, kept) -> Page:
    made = Page(kept, dressed)
    qtbot.addWidget(made)
    made.show()
    made.form.follow("item:1", "First", STORED["item:1"])
    return made


def note(page: Page) -> str:
    """What the note says, "" where it is hidden."""
    return "" if page.form.note.isHidden() else page.form.note.findChild(QLabel).text()


def test_a_field_that_is_filled_shows_its_beginning(page):
    page.day.setFocus()
    page.form.follow("about:1", "About it", {"line": "A purpose that is longer than its field. " * 9})
    assert page.line.cursorPosition() == 0


def test_what_is_stored_is_shown_and_is_no_change(page, kept):
    assert page.line.text() == "First"
    assert page.day.text() == "1 May 2026"
    assert page.choice.value() is Bearing.SUPPORTS
    assert not page.form.is_changed
    page.form.keep()
    assert kept.drafts == {}


def test_a_draft_comes_back_with_its_time_and_can_be_discarded_and_brought_back(qtbot, dressed, page, kept):
    page.type("line", "Half a line")
    page.type("day", "1 Sept or so")
    page.form.follow("item:2", "Second", STORED["item:2"])
    assert note(page) == ""
    page.form.follow("item:1", "First", STORED["item:1"])
    assert (page.line.text(), page.day.text()) == ("Half a line", "1 Sept or so")
    assert note(page) == "Kept from 14:32, not recorded yet."
    discard = page.form.note.findChild(QPushButton)
    discard.click()
    assert (page.line.text(), page.day.text()) == ("First", "1 May 2026")
    assert kept.drafts == {}
    assert note(page) == "What was typed is discarded."
    discard.click()
    assert (page.line.text(), page.day.text()) == ("Half a line", "1 Sept or so")
    assert kept.drafts["item:1"].fields["line"] == "Half a line"


def test_a_draft_is_kept_soon_after_the_first_key(qtbot, page, kept, monkeypatch):
    monkeypatch.setattr(Form, "EVERY", 5)
    page.type("lines", "An hour of words")
    qtbot.waitUntil(lambda: "item:1" in kept.drafts)
    assert kept.drafts["item:1"].fields["lines"] == "An hour of words"


def test_what_changes_elsewhere_is_followed_but_not_over_what_is_typed(page):
    page.type("line", "Mine")
    page.form.follow("item:1", "First", {**STORED["item:1"], "line": "Theirs", "lines": "Theirs too"})
    assert (page.line.text(), page.lines.toPlainText()) == ("Mine", "Theirs too")
    assert set(page.form.changes()) == {"line"}


def test_what_is_not_clear_is_said_beside_its_field_which_has_the_focus(qtbot, page):
    page.activateWindow()
    page.type("line", " ")
    page.type("day", "1/9/99")
    assert not page.form.ready()
    assert page.form.asks() == {
        "line": "Write a line.",
        "day": "“1/9/99” could be 1999 or 2099. Write the year in full.",
    }
    qtbot.waitUntil(page.line.hasFocus)
    below = page.layout().itemAt(page.layout().indexOf(page.line) + 1).widget()
    assert below.text() == "Write a line."
    page.type("line", "Now there is one")
    assert set(page.form.asks()) == {"day"}
    page.type("day", "1/9/2025")
    assert page.form.ready()


def test_a_refusal_stands_beside_the_field_it_is_about(page):
    assert page.form.refused(UserError("The day is before the meeting.", "Give a later one.", about="day"))
    assert page.form.asks() == {"day": "The day is before the meeting. Give a later one."}
    assert not page.form.refused(UserError("The disk is full."))
    assert not page.form.refused(ValueError("ours"))


def test_the_fields_own_undo_ends_when_it_was_recorded(qtbot, page):
    page.line.end(False)  # a field that is filled shows its beginning
    qtbot.keyClicks(page.line, " and more")
    page.lines.setFocus()
    qtbot.keyClicks(page.lines, "Words. ")
    assert page.line.isUndoAvailable()
    assert page.lines.document().isUndoAvailable()
    page.form.recorded(page.form.sent())
    assert not page.line.isUndoAvailable()
    assert not page.lines.document().isUndoAvailable()
    assert page.line.text() == "First and more"


def test_what_is_typed_while_it_is_stored_stays(page, kept):
    page.form.follow("new", "New", {})
    page.type("line", "Sent")
    page.type("lines", "Sent too")
    sent = page.form.sent()
    page.type("lines", "Typed meanwhile")
    page.form.recorded(sent, anew={})
    assert (page.line.text(), page.lines.toPlainText()) == ("", "Typed meanwhile")
    assert kept.drafts["new"].fields["lines"] == "Typed meanwhile"


def test_what_is_typed_meanwhile_of_another_thing_is_kept_when_the_first_is_stored(page, kept):
    page.type("line", "Sent")
    sent = page.form.sent()
    page.type("line", "Sent, and more")
    page.form.follow("item:2", "Second", STORED["item:2"])
    page.form.recorded(sent)
    assert kept.drafts["item:1"].fields["line"] == "Sent, and more"


def test_what_was_stored_just_before_a_kill_is_no_draft_any_more(qtbot, dressed, kept, page):
    page.type("line", "Stored")
    page.form.keep()
    again = Page(kept, dressed)
    qtbot.addWidget(again)
    again.form.follow("item:1", "First", {**STORED["item:1"], "line": "Stored"})
    assert note(again) == ""
    assert kept.drafts == {}


def test_what_is_undone_may_stay_as_it_was_typed(qtbot, dressed, kept):
    host = QWidget()
    qtbot.addWidget(host)
    words = Notes(name="Narrative")
    form = Form(kept, host, undone_stays=True)
    form.add("narrative", words)
    form.follow("judgement", "Judgement", {"narrative": ""})
    words.setPlainText("An hour of words")
    sent = form.sent()
    form.follow("judgement", "Judgement", {"narrative": "An hour of words"})
    form.recorded(sent)
    form.follow("judgement", "Judgement", {"narrative": ""})  # undone
    assert words.toPlainText() == "An hour of words"
    assert form.is_changed
    form.follow("judgement", "Judgement", {"narrative": "An hour of words"})  # redone
    assert not form.is_changed


def test_what_is_cleared_away_keeps_what_was_typed_in_it(qtbot, dressed, kept):
    page = Page(kept, dressed)
    page.form.follow("item:1", "First", STORED["item:1"])
    page.type("line", "Half a line")
    frame = QWidget()
    qtbot.addWidget(frame)
    box = QVBoxLayout(frame)
    box.addWidget(page)
    clear(box)
    assert kept.drafts["item:1"].fields["line"] == "Half a line"


TYPED = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=12)


class FormLife(RuleBasedStateMachine):
    """Any typing, leaving, storing, refusing and dying: nothing typed is lost, nothing stored that was not sent."""

    theme: Any = None

    @initialize()
    def begin(self) -> None:
        self.kept = Kept()
        self.page = Page(self.kept, self.theme)
        self.stored: dict[str, Mapping[str, Any]] = dict(STORED)
        self.typed: dict[str, dict[str, str]] = {}  # what stands in each form that somebody typed into
        self.sent: Draft | None = None
        self.go("new")

    def teardown(self) -> None:
        self.page.deleteLater()

    def go(self, about: str) -> None:
        self.page.form.follow(about, about, self.stored[about])

    @property
    def about(self) -> str:
        return self.page.form.about

    @rule(about=st.sampled_from(sorted(STORED)))
    def leave_for(self, about: str) -> None:
        self.go(about)

    @rule(name=st.sampled_from(NAMES), text=TYPED)
    def type(self, name: str, text: str) -> None:
        self.page.type(name, text)
        self.typed[self.about] = self.page.form.typed()

    @rule()
    def read_again(self) -> None:
        self.go(self.about)

    @precondition(lambda self: self.sent is None)
    @rule()
    def send(self) -> None:
        self.sent = self.page.form.sent()

    @precondition(lambda self: self.sent is not None)
    @rule()
    def refuse(self) -> None:
        self.page.form.refused(UserError("No.", about="line"))
        self.sent = None

    @precondition(lambda self: self.sent is not None and self.sent.form != "new")
    @rule()
    def store(self) -> None:
        sent, self.sent = self.sent, None
        assert sent is not None
        values = {n: v for n, v in sent.fields.items() if n in ("line", "lines")}
        self.stored[sent.form] = {**self.stored[sent.form], **values, **{n: Raw(sent.fields[n]) for n in NAMES[2:]}}
        if self.typed.get(sent.form) == dict(sent.fields):
            del self.typed[sent.form]
        self.page.form.recorded(sent)
        self.go(self.about)

    @rule()
    def die_and_start_again(self) -> None:
        about = self.about
        self.page.form.keep()  # it is kept every few seconds
        self.sent = None
        self.page.deleteLater()
        self.page = Page(self.kept, self.theme)
        self.go(about)

    @invariant()
    def nothing_typed_is_lost_or_changed(self) -> None:
        for about, typed in self.typed.items():
            if about == self.about:
                assert self.page.form.typed() == typed
            elif about in self.kept.drafts:
                assert self.kept.drafts[about].fields == typed
            else:
                probe = Page(self.kept, self.theme)
                probe.form.follow(about, about, self.stored[about])
                assert probe.form.typed() == typed  # nothing differed from what is stored
                probe.deleteLater()


class Raw(str):
    """A stored value that stands in its field as it was typed."""


@pytest.mark.usefixtures("qtbot")
def test_whatever_happens_to_a_form_nothing_typed_is_lost(dressed, monkeypatch):
    from scrutineer.ui.kit import typed

    for part in (typed.Typed, typed.typed_of.dispatch(DateField), typed.typed_of.dispatch(Combo),
                 typed.typed_of.dispatch(Segments), typed.typed_of.dispatch(QCheckBox)):  # fmt: skip
        encode = part.encode
        monkeypatch.setattr(
            part, "encode", lambda self, v, encode=encode: str(v) if isinstance(v, Raw) else encode(self, v)
        )
    FormLife.theme = dressed
    run_state_machine_as_test(
        FormLife,
        settings=settings(
            max_examples=examples(80), stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_a_choice_that_is_no_longer_offered_is_asked_for_again_and_never_another(dressed, qtbot):
    """A draft names an agency that was taken out meanwhile: the first of the others does not stand for it."""
    kept, agencies = Kept(), [("The scrutineer", None), ("Police", 1)]
    host = QWidget()
    qtbot.addWidget(host)
    chosen = Combo(dressed, [*agencies, ("Fire", 2)], name="Source")
    QVBoxLayout(host).addWidget(chosen)
    form = Form(kept, host)
    form.add("source", chosen)
    form.follow("item", "An item", {"source": None})
    chosen.setCurrentIndex(2)
    chosen.set_choices(agencies)
    form.follow("item", "An item", {"source": None})
    assert form.typed() == {"source": "2"}
    assert not form.ready()
    assert form.asks() == {"source": "What was chosen is no longer there. Choose again."}
    form.follow("other", "Another", {"source": 1})
    assert form.typed() == {"source": "1"}
    form.follow("item", "An item", {"source": None})
    assert (form.typed(), chosen.currentText()) == ({"source": "2"}, "")
    chosen.set_choices([*agencies, ("Fire", 2)])
    form.follow("item", "An item", {"source": None})
    assert (chosen.currentText(), form.ready()) == ("Fire", True)
    chosen.set_choices(agencies)
    assert (chosen.currentText(), form.ready()) == ("Fire (no longer offered)", False)
    chosen.setCurrentIndex(0)
    assert (form.typed(), form.ready()) == ({"source": ""}, True)


def test_a_choice_that_is_stored_and_no_longer_offered_is_shown_and_given_back(dressed, qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    chosen = Combo(
        dressed, [("The scrutineer", None), ("Police", 1)], name="Source", called=lambda row: f"Agency {row}"
    )
    QVBoxLayout(host).addWidget(chosen)
    form = Form(Kept(), host)
    form.add("source", chosen)
    form.follow("item", "An item", {"source": 2})
    assert (chosen.currentText(), chosen.value(), form.is_changed) == ("Agency 2 (no longer offered)", 2, False)
    chosen.set_choices([("The scrutineer", None), ("Police", 1)])
    form.follow("item", "An item", {"source": 2})
    assert (chosen.value(), form.ready(), form.asks()) == (2, True, {})
    chosen.setCurrentIndex(1)
    form.follow("item", "An item", {"source": 2})
    assert (chosen.value(), form.changes(), form.ready()) == (1, {"source": "1"}, True)
