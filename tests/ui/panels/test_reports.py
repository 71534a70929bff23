"""Reports: what is asked for, the checks, the pages as they are printed, its sections, and what was issued."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from scrutineer.domain.marking import Marking
from scrutineer.operations import issuing
from scrutineer.operations.reports import KINDS
from scrutineer.ui.destinations import ToChallenge, ToItem, ToReports
from tests.printed_text import printed_text
from tests.ui.conftest import go
from tests.ui.hands import choose_files, press_keys


@pytest.fixture
def at(at_example):
    """Somebody at the report of the worked example, once it is drawn."""
    go(at_example, ToReports())
    at_example.sees("Page 1 of ")
    at_example.sees("to mend")
    return at_example


def text_of(path) -> str:
    return printed_text(path.read_bytes())


def pages(at) -> list[QLabel]:
    return [label for label in at.top.findChildren(QLabel) if label.accessibleName().startswith("Page ")]


def export(at, monkeypatch, path, form="PDF"):
    choose_files(monkeypatch, path)
    at.press(f"Export {form}")
    at.sees(f"{path.name} is in")
    return path


def drawn(at):
    """The first page, once its words are known."""
    at.wait(lambda: pages(at) and pages(at)[0].accessibleDescription())
    return pages(at)[0]


# What is asked for


def test_every_kind_is_offered_and_says_what_it_is(at):
    assert [row[0] for row in at.rows("Kinds of report")] == [kind.title for kind in KINDS]
    at.pick("Kinds of report", "Plan on a page")
    at.sees("on one page.")
    at.wait(lambda: "Plan on a page" in drawn(at).accessibleDescription())


def test_the_year_before_has_its_report_and_what_tells_of_today_offers_none(at):
    assert at.choices("Cycle") == ["Cycle 2, the current one", "Cycle 1"]
    at.pick("Kinds of report", "Annual scrutiny report")
    at.wait(lambda: "1 March 2026" in drawn(at).accessibleDescription())
    at.choose("Cycle", "Cycle 1")
    at.wait(lambda: "1 February 2025 to 28 February 2026" in drawn(at).accessibleDescription())
    at.pick("Kinds of report", "What is due")
    assert not at.shows("Cycle")


def test_what_is_exported_of_the_year_before_is_of_that_year(at, monkeypatch, tmp_path):
    at.pick("Kinds of report", "Annual scrutiny report")
    at.choose("Cycle", "Cycle 1")
    at.wait(lambda: "1 February 2025 to 28 February 2026" in drawn(at).accessibleDescription())
    at.choose("Format", "Web page")
    path = export(at, monkeypatch, tmp_path / "year.html", "Web page")
    assert "1 February 2025 to 28 February 2026" in path.read_text(encoding="utf-8")


def test_only_what_a_kind_can_be_asked_for_is_shown(at):
    assert at.shows("Agency")
    assert not at.shows("From")
    at.pick("Kinds of report", "Quarterly findings")
    assert at.shows("From")
    assert not at.shows("Agency")


def test_the_partners_edition_is_chosen_first_and_private_words_stay_out(at, monkeypatch, tmp_path):
    assert at.is_on("Edition: Partner")
    partner = text_of(export(at, monkeypatch, tmp_path / "partner.pdf"))
    at.press("Edition: Private")
    at.sees("0 to mend")
    private = text_of(export(at, monkeypatch, tmp_path / "private.pdf"))
    assert len(private) > len(partner)


def test_one_agencys_challenges_alone(at, monkeypatch, tmp_path):
    every = text_of(export(at, monkeypatch, tmp_path / "every.pdf"))
    at.choose("Agency", "Police")
    at.sees("to mend")
    police = text_of(export(at, monkeypatch, tmp_path / "police.pdf"))
    assert len(police) < len(every)


def test_a_day_that_is_no_one_day_stops_the_report_and_is_asked_about(at):
    at.pick("Kinds of report", "Quarterly findings")
    at.sees("to mend")
    at.write("From", "1 March 2026")
    at.wait(lambda: "1 March 2026 to" in drawn(at).accessibleDescription())
    at.write("To", "sometime")
    at.sees("A day is not clear.")
    assert not at.can_press("Export PDF")
    at.write("To", "1 February 2026")
    at.sees("The report would end before it starts.")
    assert not at.can_press("Export PDF")


def test_where_one_comes_from_the_challenges_their_report_is_chosen(at):
    at.pick("Kinds of report", "Annual scrutiny report")
    go(at, ToReports("challenges"))
    assert at.selected("Kinds of report") == ["Challenge report"]
    assert at.top.workspace.destination() == ToReports("challenges")


# The checks


def test_each_check_says_what_was_looked_at_and_what_there_was_nothing_to_examine_of(at):
    verdict = next(label.text() for label in at.top.findChildren(QLabel) if " to mend, " in label.text())
    assert " to look at, " in verdict
    assert verdict.endswith(" with nothing to examine")
    assert at.can_press("Export PDF")


def test_a_check_leads_to_the_words_that_it_speaks_of(at):
    at.press("Show it: A sentence without a source.")
    sought = at.text("Search in the pages")
    assert sought.endswith("honestly.")
    at.sees("1 of 1")
    marked = [passage for page in at.top.workspace.panel().pages.pages.sheets() for passage in page.passages_marked()]
    assert [words.strip("“”") for words in marked] == [sought]


def test_what_stops_a_report_stands_beside_its_buttons(at):
    at.press("Beside the pages: Sections")
    for row in at.rows("Sections of the report"):
        at.pick("Sections of the report", row[0], then="Space")
    at.sees("Nothing is written before this is mended: no section is left")
    for words in ("Export PDF", "Print", "Issue version 1", "Draft of version 1"):
        assert not at.can_press(words)
    at.press("As it comes")
    at.wait(lambda: at.can_press("Export PDF"))


# The pages


def test_the_pages_are_drawn_with_their_words_for_a_screen_reader(at):
    assert "Challenge report" in drawn(at).accessibleDescription()


def test_the_pages_are_gone_through_and_made_larger_and_fitted_again(at):
    number = len(pages(at))
    assert number > 1
    at.press("Next page")
    at.sees(f"Page 2 of {number}")
    at.press("Page before")
    at.sees(f"Page 1 of {number}")
    width = pages(at)[0].width()
    at.press("Larger")
    assert pages(at)[0].width() > width
    at.press("Smaller")
    at.press("Smaller")
    smaller = pages(at)[0].width()
    assert smaller < width
    at.press("Fit width")
    assert smaller < pages(at)[0].width()


def test_words_are_sought_from_place_to_place(at):
    at.keys("Ctrl+F")
    at.type("Search in the pages", "strategy discussions")
    at.sees("1 of 3")
    at.keys("Return")
    at.sees("2 of 3")
    at.press("Place before")
    at.sees("1 of 3")
    at.write("Search in the pages", "no such words anywhere")
    at.sees("0 found")


def test_contents_lead_to_the_page_of_a_section(at):
    at.press("Contents")
    menu = at.top.workspace.panel().pages.contents_menu()
    entry = next(action for action in menu.actions() if action.text().startswith("The challenges, page "))
    number = entry.text().rpartition(" ")[2]
    entry.trigger()
    at.sees(f"Page {number} of ")


def test_small_pages_lead_to_the_large_ones(at):
    at.press("Small pages")
    at.wait(lambda: len(at.rows("Small pages")) == len(pages(at)))
    at.pick_place("Small pages", 2)
    at.sees("Page 3 of ")


def point_at(at, words: str) -> None:
    """Click the first of these words on the pages, going on to the next page while it is on none that is drawn."""
    view = at.top.workspace.panel().pages.pages

    def places():
        return [
            (sheet, place) for sheet in view.sheets() for place, word in enumerate(sheet.words) if word.text == words
        ]

    def find():
        if not places():
            at.press("Next page")
        return places()

    at.wait(find)
    sheet, place = places()[0]
    view.show_page(view.sheets().index(sheet) + 1)
    at.settle()
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, sheet.box_of(place).center())


def test_a_word_opens_what_stands_behind_it(at):
    point_at(at, "NSCP-26-002")
    at.wait(lambda: isinstance(at.top.workspace.destination(), ToChallenge))
    go(at, ToReports())
    at.sees("Page ")
    point_at(at, "E2")
    at.wait(lambda: isinstance(at.top.workspace.destination(), ToItem))


def test_words_that_stand_in_every_report_say_so(at):
    drawn(at)
    point_at(at, "Challenge")
    at.sees("Nothing is recorded behind these words")
    assert isinstance(at.top.workspace.destination(), ToReports)


# Written out


@pytest.mark.parametrize(("form", "ending"), [("PDF", "pdf"), ("Word", "docx"), ("Web page", "html")])
def test_it_is_exported_in_every_format_and_a_missing_ending_is_given(at, monkeypatch, tmp_path, form, ending):
    at.choose("Format", form)
    choose_files(monkeypatch, tmp_path / "our report")
    at.keys("Ctrl+Return")
    at.sees(f"our report.{ending} is in")
    at.sees("Read back: the file says what the report says.")
    assert (tmp_path / f"our report.{ending}").exists()


def test_a_grid_is_offered_for_excel(at, monkeypatch, tmp_path):
    assert "Excel" not in at.choices("Format")
    at.pick("Kinds of report", "Challenge log")
    at.wait(lambda: "Excel" in at.choices("Format"))
    at.choose("Format", "Excel")
    assert export(at, monkeypatch, tmp_path / "log.xlsx", "Excel").exists()


def test_what_was_said_of_a_file_stays_while_the_report_is_what_it_holds(at, monkeypatch, tmp_path):
    export(at, monkeypatch, tmp_path / "ours.pdf")
    at.press("Edition: Private")
    at.press("Edition: Partner")  # before the private one is drawn
    at.settle()
    at.sees("Page 1 of ")
    at.wait(lambda: at.button("Export PDF").isEnabled())
    assert "ours.pdf is in" in at.words()
    at.press("Edition: Private")
    at.wait(lambda: "ours.pdf is in" not in at.words())


def test_calling_the_choice_off_writes_nothing(at, monkeypatch, tmp_path):
    choose_files(monkeypatch)
    at.press("Export PDF")
    at.press("Issue version 1")
    assert list(tmp_path.glob("*.pdf")) == []
    assert issuing.issued(at.top.casefile) == ()


def test_an_issue_takes_the_version_shows_its_proof_and_comes_again(at, monkeypatch, tmp_path):
    choose_files(monkeypatch, tmp_path / "first.pdf")
    at.press("Issue version 1")
    at.sees("Read back: the file says what the report says, and nothing else. SHA-256 ")
    at.wait(lambda: at.has("Issue version 2"))
    at.press("Beside the pages: Issued")
    assert at.rows("Issued reports")[0][0].startswith("Challenge report  Version 1, partner")
    choose_files(monkeypatch, tmp_path / "again.pdf")
    at.press("Write again")
    at.sees("again.pdf is in")
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "first.pdf").read_bytes()


def test_what_came_back_on_a_draft_is_recorded_and_settled_later(at, monkeypatch, tmp_path):
    choose_files(monkeypatch, tmp_path / "draft.pdf")
    at.press("Draft of version 1")
    at.sees("draft.pdf is in")
    at.press("Beside the pages: Issued")
    at.sees("What came back on this draft")
    at.choose("From", "Police")
    at.type("What they said of the facts", "The rota began in May.")
    press_keys("Ctrl+Return")
    at.sees("The rota began in May.")
    at.type("What was done about the reply of Police", "Corrected.")
    at.press("Record what was done")
    at.sees("Done: Corrected.")
    (draft,) = issuing.issued(at.top.casefile)
    assert [reply.done for reply in issuing.replies_on(at.top.casefile, [draft.id])] == ["Corrected."]
    at.choose("Marking of the reply of Police", "Private")
    (reply,) = issuing.replies_on(at.top.casefile, [draft.id])
    assert reply.marking is Marking.PRIVATE


# Sections


def test_a_section_is_left_out_moved_and_begun_with_words_of_ones_own(at, monkeypatch, tmp_path):
    at.press("Beside the pages: Sections")
    at.pick("Sections of the report", "What the levels mean", then="Space")
    at.pick("Sections of the report", "How to reply", then="Ctrl+Up")
    at.wait(lambda: [row[0] for row in at.rows("Sections of the report")][2] == "How to reply")
    at.type("Words of your own", "Agreed by the executive on 3 June.")
    press_keys("Ctrl+Return")
    at.keys("Ctrl+F")
    at.type("Search in the pages", "Agreed by the executive")
    at.sees("1 of 1")
    written = text_of(export(at, monkeypatch, tmp_path / "arranged.pdf"))
    assert "What the levels mean" not in written
    assert "Agreed by the executive on 3 June." in " ".join(written.split())
    assert written.index("How to reply") < written.index("The challenges")  # in the contents
