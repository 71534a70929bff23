"""Every page as it is laid out: nothing cut, nothing out of reach, one scroll, no ellipsis beside free room."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Challenge, EventKind
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.partnership import Agency
from scrutineer.domain.recommendations import Recommendation
from scrutineer.operations import casefiles, challenges, evidence, partnership, recommendations
from scrutineer.operations.queries.context import read_context
from scrutineer.settings import Settings
from scrutineer.ui.destinations import (
    ToChallenge,
    ToClocks,
    ToDays,
    ToDue,
    ToInspections,
    ToPieces,
    ToQuestions,
    ToRecommendations,
    ToStructure,
)
from scrutineer.ui.kit.basic import EmptyState, button, column, holder, label, scroll
from scrutineer.ui.kit.fields import DateField
from scrutineer.ui.kit.scrolling import OneScroll
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.main_window import MainWindow
from scrutineer.ui.pages import PAGES
from scrutineer.ui.theme import Theme
from tests.conftest import CLOCK, PASSPHRASE
from tests.ui.conftest import focused, go, opened, person_at
from tests.ui.hands import spoken
from tests.ui.layout import flaws

PLACES = [place for page in PAGES for place in (page.tabs or (page,))]
SIZES = [((1366, 736), 100), ((1920, 1000), 100), ((1366, 736), 150), ((1366, 736), 200), ((1920, 1000), 200)]
LONG_NAME = "and Community Safety Directorate of the Combined Northern and Western Authorities"


@pytest.fixture(scope="session")
def long_path(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example with names of a hundred letters and titles of three hundred."""
    path = tmp_path_factory.mktemp("long") / "Long.scrutiny"
    shutil.copyfile(example_folder / "Northmoor.scrutiny", path)
    casefile = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    details = read_context(casefile).partnership
    partnership.set_partnership(casefile, details=replace(details, name=f"{details.name} {LONG_NAME}"))
    for agency in tables.rows(casefile, Agency):
        partnership.change_agency(casefile, agency=replace(agency, name=f"{agency.name} {LONG_NAME}"[:100]))
    for item in tables.rows(casefile, Evidence):
        evidence.change_evidence(casefile, item=replace(item, title=f"{item.title}. {LONG_NAME * 4}"[:300]))
    for challenge in tables.rows(casefile, Challenge):
        changed = replace(
            challenge, question=f"{challenge.question} {LONG_NAME * 4}", put_to=f"{challenge.put_to} {LONG_NAME}"
        )
        challenges.change_challenge(casefile, challenge=changed)
    casefile.close()
    return path


def seen_on(window: MainWindow, at) -> dict[str, list[str]]:
    """The flaws of each page that has any."""
    found = {}
    for place in PLACES:
        window.workspace.go(place.start)
        at.settle()
        with contextlib.suppress(at.qtbot.TimeoutError):  # what stands on a page asks for its room in turn
            at.qtbot.waitUntil(lambda: not flaws(window), timeout=1_000)
        if flawed := flaws(window):
            found[place.words] = flawed
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0][0]} at {size[1]}%")
@pytest.mark.parametrize("kind", ["worked example", "empty", "long texts"])
def test_every_page_is_laid_out_well(
    qtbot, make_window, example_folder, testshire_path, long_path, tmp_path, kind, size
):
    path = {"worked example": example_folder / "Northmoor.scrutiny", "empty": testshire_path, "long texts": long_path}
    window = opened(make_window(Settings(zoom=size[1]), size[0]), path[kind], tmp_path)
    found = seen_on(window, person_at(qtbot, window))
    assert not found, "\n".join(f"{place}: {flaw}" for place, flawed in found.items() for flaw in flawed)


@pytest.mark.parametrize("kind", ["worked example", "empty"])
def test_every_page_opens_at_its_top(qtbot, make_window, example_folder, testshire_path, tmp_path, kind):
    path = {"worked example": example_folder / "Northmoor.scrutiny", "empty": testshire_path}[kind]
    window = opened(make_window(Settings(zoom=200)), path, tmp_path)
    at = person_at(qtbot, window)
    for place in (*PLACES, *PLACES):  # on the first visit and when it is come back to
        window.workspace.go(place.start)
        at.settle()
        flaws(window)  # everything finds its room
        bars = [area.verticalScrollBar() for area in window.findChildren(OneScroll) if area.isVisible()]
        assert [bar.value() for bar in bars] == [0] * len(bars), place.words


def test_an_empty_page_says_what_belongs_there_and_offers_the_first_act(at_empty):
    at, said = at_empty, {}
    for place in PLACES:
        panel = go(at, place.start)
        for empty in (part for part in panel.findChildren(EmptyState) if part.isVisible()):
            said[place.words] = [part.text() for part in empty.findChildren(QPushButton) if part.isVisible()]
            heading, sentence = (part.text() for part in empty.findChildren(QLabel) if part.text())
            assert len(sentence.split()) > len(heading.split()) > 1
            assert sentence.endswith(".")
    assert all(said.values()), said
    assert {"Due", "Year", "Days", "Pieces", "Clocks", "Structure", "Questions", "Inspections"} <= said.keys()


def shown(qtbot, theme: Theme, part: QWidget, width: int = 300, height: int = 200) -> QWidget:
    window = holder(column(part, spacing=0))
    qtbot.addWidget(window)
    theme.dress(window)
    window.resize(width, height)
    with qtbot.waitExposed(window):
        window.show()
    return window


def table(theme, *columns: TableColumn, rows: int = 3) -> Register:
    made = Register(theme, columns, name="Rows")
    made.rows_model.set_rows(list(range(rows)))
    return made


def test_what_is_laid_out_well_has_no_flaw(qtbot, dressed):
    parts = column(label("Where scrutiny stands", "title"), button("Lock"), None)
    assert flaws(shown(qtbot, dressed, scroll(holder(parts)))) == []


def test_a_cut_word_is_seen(qtbot, dressed):
    narrow = button("Capture evidence")
    narrow.setFixedWidth(40)
    assert any(flaw.startswith("cut: QPushButton “Capture evidence”") for flaw in flaws(shown(qtbot, dressed, narrow)))


def test_a_control_beyond_the_edge_is_seen(qtbot, dressed):
    frame = QWidget()
    far = button("New challenge")
    far.setParent(frame)
    far.move(280, 10)
    assert any(
        flaw.startswith("out of reach: QPushButton “New challenge”") for flaw in flaws(shown(qtbot, dressed, frame))
    )


def test_a_bar_within_a_bar_is_seen(qtbot, dressed):
    inner = scroll(holder(column(*(label(f"Line {number}") for number in range(40)))))
    inner.setFixedHeight(150)
    outer = scroll(holder(column(inner, *(label(f"Line {number}") for number in range(40)))))
    assert any(flaw.startswith("scrolls twice") for flaw in flaws(shown(qtbot, dressed, outer)))


def test_an_ellipsis_beside_free_room_is_seen(qtbot, dressed):
    words = TableColumn("What", 60, lambda _row: TableCell("Dip sample, 20 strategy discussions"), fixed=True)
    rest = TableColumn("When", 0, lambda _row: TableCell("today"))
    assert any(
        flaw.startswith("elided beside room") for flaw in flaws(shown(qtbot, dressed, table(dressed, words, rest), 700))
    )


@pytest.mark.parametrize(("words", "tone"), [("Acknowledged", "text"), ("48 days overdue", "danger")])
def test_a_word_that_is_cut_in_its_middle_and_what_is_late_cut_anywhere_is_seen(qtbot, dressed, words, tone):
    tight = TableColumn("Due", 76, lambda _row: TableCell(words, tone=tone), fixed=True)
    rest = TableColumn("What", 0, lambda _row: TableCell("a line of enquiry"))
    listed = table(dressed, tight, rest)
    window = shown(qtbot, dressed, listed, 200)
    for row in range(3):
        listed.setRowHeight(row, 32)
    assert any(flaw.startswith("cut: “") for flaw in flaws(window))


def test_a_table_breaks_no_word_while_another_column_can_give_way(qtbot, dressed):
    due = TableColumn("Due", 60, lambda _row: TableCell("48 days overdue", icon="clock", tone="danger"))
    rest = TableColumn("What", 0, lambda _row: TableCell("Which decisions were taken by the lead partners and when"))
    assert flaws(shown(qtbot, dressed, table(dressed, due, rest), 330)) == []


def test_a_table_shares_its_width_by_its_words(qtbot, dressed):
    words = TableColumn("What", 60, lambda _row: TableCell("Dip sample, 20 strategy discussions"))
    rest = TableColumn("When", 0, lambda _row: TableCell("today"))
    assert flaws(shown(qtbot, dressed, table(dressed, words, rest), 700)) == []


@pytest.mark.parametrize(("height", "rows"), [(200, 40), (900, 40), (200, 3)])
def test_of_a_page_and_its_table_one_scrolls(qtbot, dressed, height, rows):
    listed = table(dressed, TableColumn("What", 0, lambda number: TableCell(f"Row {number}")), rows=rows)
    listed.setMinimumHeight(150)
    page = scroll(holder(column(*(label(f"Line {number}") for number in range(6)), listed)))
    window = shown(qtbot, dressed, page, height=height)
    assert flaws(window) == []
    bars = [page.verticalScrollBar(), listed.verticalScrollBar()]
    assert sum(bar.maximum() > 0 for bar in bars) == (1 if rows == 40 else int(page.verticalScrollBar().maximum() > 0))


@pytest.mark.parametrize(
    ("place", "words", "begun"),
    [
        (ToStructure(), "Add the first group", "Name"), (ToStructure("peers"), "Add the first pair", "The one"),
        (ToInspections(), "Add the first inspection", "Title"), (ToClocks(), "Begin the first clock", "Rule"),
        (ToQuestions(), "Record the first question", "The question"),
        (ToPieces(), "Begin the first piece", "Theme of a new piece"),
        (ToDue(), "Plan an activity", "What is done"), (ToDays(), "Record the contract", "What it is called"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("zoom", [100, 200])
def test_the_button_of_an_empty_page_leads_into_what_is_written_first(
    qtbot, make_window, testshire_path, tmp_path, place, words, begun, zoom
):
    at = person_at(qtbot, opened(make_window(Settings(zoom=zoom)), testshire_path, tmp_path))
    go(at, place)
    at.press(words)
    assert spoken(focused()) == begun


LONG_WORD = "Interoperabilitaetsverantwortungsuebernahmevereinbarung" * 3


@pytest.fixture(scope="session")
def wordy_path(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example with one challenge and one recommendation of words that are longer than any line."""
    path = tmp_path_factory.mktemp("wordy") / "Wordy.scrutiny"
    shutil.copyfile(example_folder / "Northmoor.scrutiny", path)
    casefile = casefiles.open_casefile(path, passphrase=PASSPHRASE, clock=CLOCK)
    day, judged = CLOCK.today(), tables.rows(casefile, Judgement)[0]
    new = challenges.raise_challenge(
        casefile, question=f"Why {LONG_WORD}?", put_to=LONG_WORD, why=LONG_WORD, test=LONG_WORD, thread=LONG_WORD[:150],
        raised_on=day, reply_due=day,
    ).value  # fmt: skip
    for kind in (EventKind.ESCALATED, EventKind.RESPONSE):
        challenges.record_event(
            casefile, challenge_id=new, kind=kind, on_date=day, text=LONG_WORD, by=LONG_WORD, stage=LONG_WORD
        )
    recommendations.add_recommendation(casefile, text=LONG_WORD, judgement_id=judged.id, owner=LONG_WORD)
    casefile.close()
    return path


@pytest.mark.parametrize("size", [((1366, 736), 100), ((1366, 736), 200)], ids=lambda size: f"{size[1]}%")
def test_words_longer_than_a_line_go_on_in_the_next_one_and_every_date_is_seen_whole(
    qtbot, make_window, wordy_path, tmp_path, size
):
    window = opened(make_window(Settings(zoom=size[1]), size[0]), wordy_path, tmp_path)
    at = person_at(qtbot, window)
    (challenge,) = (c for c in tables.rows(window.casefile, Challenge) if LONG_WORD in c.question)
    (advice,) = (r for r in tables.rows(window.casefile, Recommendation) if r.text == LONG_WORD)
    for place in (ToChallenge(challenge.id), ToRecommendations(advice.id, None)):
        go(at, place)
        at.settle()
        with contextlib.suppress(at.qtbot.TimeoutError):
            at.qtbot.waitUntil(lambda: not flaws(window), timeout=1_000)
        assert not flaws(window), "\n".join(flaws(window))


def test_a_date_that_is_cut_off_and_what_is_wider_than_its_view_are_seen(qtbot, dressed):
    field = DateField(CLOCK.today(), name="On", today=CLOCK.today)
    held = shown(qtbot, dressed, field)
    field.setFixedWidth(40)
    assert flaws(held) == []
    QLineEdit.setFixedWidth(field, 40)
    assert any("cut date" in flaw for flaw in flaws(held))
    wide = label("x" * 24)
    wide.setMinimumWidth(900)
    view = scroll(holder(column(wide), "page"))
    assert any("wider than seen" in flaw for flaw in flaws(shown(qtbot, dressed, view)))
