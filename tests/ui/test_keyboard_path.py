"""From the first page to a printed report with keys alone: no mouse, no call into the window, no focus that is given."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.challenge import Status
from scrutineer.domain.evidence import Evidence, Link
from scrutineer.domain.judgement import Judgement, JudgementStatus
from scrutineer.domain.partnership import Agency
from scrutineer.operations.queries.challenges import lives
from scrutineer.ui.dialogs.guide import GuideDialog
from tests.conftest import PASSPHRASE
from tests.printed_text import printed_text
from tests.ui.hands import choose_files
from tests.ui.keyboard import Keyboard


@pytest.fixture
def keys(qtbot, make_window):
    """Somebody with a keyboard at the window as it opens, and the window, to look at what came of it."""
    window = make_window()
    with qtbot.waitActive(window):
        window.activateWindow()
    return Keyboard(qtbot, window, lambda: window.ops.is_busy), window


@pytest.fixture
def keys_at_example(qtbot, example_window):
    """Somebody with a keyboard at the worked example, and the window."""
    with qtbot.waitActive(example_window):
        example_window.activateWindow()
    return Keyboard(qtbot, example_window, lambda: example_window.ops.is_busy), example_window


def test_from_the_first_page_to_a_printed_report_with_keys_alone(keys, tmp_path, monkeypatch):
    person, window = keys

    # A casefile.
    person.press("Ctrl+N")
    assert person.hears() == "Name of the partnership"
    person.write("Elmshire Safeguarding Children Partnership")
    person.reach("Passphrase")
    person.write(PASSPHRASE)
    person.press("Tab")
    person.reach("Passphrase again")
    person.write(PASSPHRASE)
    person.press("Return")
    person.wait(lambda: window.casefile is not None and window.workspace is not None)
    person.settle()
    casefile = window.casefile

    # An agency.
    person.press("Ctrl+9")
    person.reach("Sections of Settings")
    person.press("Down", "Return")
    person.reach("Name of another agency")
    person.write("Police")
    person.press("Return")
    assert [agency.name for agency in tables.rows(casefile, Agency)] == ["Police"]

    # An item of evidence.
    person.press("Ctrl+E")
    person.type("Dip sample of ten records")
    person.press("Return")
    (item,) = tables.rows(casefile, Evidence)
    assert item.title == "Dip sample of ten records"

    # Linked to a step, and judged.
    person.press("Ctrl+2")
    person.reach("Steps and lines")
    person.press("Down", "Up")
    person.press("Ctrl+L")
    person.type("dip")
    person.reach("Bearing: Supports")
    person.press("Space")
    person.reach("Search evidence")
    person.press("Return", "Esc")
    assert len(tables.rows(casefile, Link)) == 1
    person.reach("Not yet scrutinised")
    person.reach("Limited assurance", "Left")
    person.reach("Narrative")
    person.write("The sample shows gaps.")
    person.press("Ctrl+Return")
    (judgement,) = tables.rows(casefile, Judgement)
    assert (judgement.level, judgement.status) == ("limited", JudgementStatus.FINAL)

    # A challenge.
    person.press("Ctrl+5", "Ctrl+N")
    person.reach("The question")
    person.write("Why are there gaps?")
    person.reach("Put to")
    person.write("Chief constable")
    person.press("Ctrl+Return")
    (life,) = lives(casefile)
    assert life.status is Status.RAISED

    # A report.
    report = tmp_path / "report.pdf"
    choose_files(monkeypatch, report)
    person.press("Ctrl+8")
    person.wait(lambda: window.workspace.page.words == "Reports")
    person.reach("Export PDF")
    person.press("Return")
    person.wait(report.exists)
    text = printed_text(report.read_bytes())
    assert "Why are there gaps?" in text


def test_tab_comes_to_what_is_chosen_among_several(keys_at_example):
    person, window = keys_at_example
    person.press("Ctrl+2")
    person.reach("Steps", "Shift+Tab", whole=True)
    assert window.workspace.rail.isAncestorOf(window.focusWidget())
    person.press("Down")
    assert window.workspace.page.words == "Evidence"
    person.press("Up", "Up")
    assert window.workspace.page.words == "Home"


def test_the_guide_is_read_and_left_by_keys(keys_at_example):
    person, window = keys_at_example
    person.press("Ctrl+5", "F1")
    person.wait(lambda: person.hears() == "Guide")
    person.press("Ctrl+F")
    person.type("closes only")
    person.press("Return", "Escape")
    person.wait(lambda: window.isActiveWindow())
    assert window.workspace.page.words == "Challenges"
    (guide,) = window.findChildren(GuideDialog)
    guide.deleteLater()
    person.wait(lambda: not window.findChildren(GuideDialog))
