"""Reports: the edition and agency chosen, the checks before export, the pages as they are printed."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtWidgets import QLabel

from scrutineer.ui.destinations import ToReports
from tests.ui.conftest import go
from tests.ui.hands import choose_files


@pytest.fixture
def at(at_example):
    """Somebody at the report of the worked example, once it is drawn."""
    go(at_example, ToReports())
    at_example.sees("Page 1 of ")
    at_example.sees("to mend")
    return at_example


def text_of(path) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path.read_bytes()))


def pages(at) -> list[QLabel]:
    return [one for one in at.top.findChildren(QLabel) if one.accessibleName().startswith("Page ")]


def export(at, monkeypatch, path):
    choose_files(monkeypatch, path)
    at.press("Export PDF")
    return path


def test_the_partners_edition_is_chosen_first_and_private_words_stay_out(at, monkeypatch, tmp_path):
    assert at.is_on("Partner edition")
    partner = text_of(export(at, monkeypatch, tmp_path / "partner.pdf"))
    at.press("Private edition")
    at.sees("0 to mend")
    private = text_of(export(at, monkeypatch, tmp_path / "private.pdf"))
    assert len(private) > len(partner)


def test_one_agencys_challenges_alone(at, monkeypatch, tmp_path):
    every = text_of(export(at, monkeypatch, tmp_path / "every.pdf"))
    at.choose("Agency", "Police")
    at.sees("to mend")
    police = text_of(export(at, monkeypatch, tmp_path / "police.pdf"))
    assert len(police) < len(every)


def test_each_check_says_what_was_looked_at(at):
    at.sees("Before you export")
    verdict = next(words for words in at.words().split("  ") if "to mend" in words)
    assert " to look at, " in verdict
    assert at.can_press("Export PDF")


def test_the_pages_are_drawn_with_their_words_for_a_screen_reader(at):
    at.wait(lambda: not pages(at)[0].pixmap().isNull())
    assert "Challenge report" in pages(at)[0].accessibleDescription()


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
    assert abs(pages(at)[0].width() - width) < 40  # bars at the side and below take their part or not


def test_a_name_without_an_ending_becomes_a_pdf(at, monkeypatch, tmp_path):
    choose_files(monkeypatch, tmp_path / "our report")
    at.keys("Ctrl+Return")
    assert (tmp_path / "our report.pdf").exists()


def test_calling_the_choice_off_writes_nothing(at, monkeypatch, tmp_path):
    choose_files(monkeypatch)
    at.press("Export PDF")
    assert list(tmp_path.glob("*.pdf")) == []
