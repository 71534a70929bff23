"""Which version this is, how it is renewed, where to ask, and the licences of what is built in."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from PySide6.QtWidgets import QLabel

from scrutineer import paths
from scrutineer.ui.dialogs.about import AboutDialog
from scrutineer.ui.dialogs.guide import GuideDialog
from tests.ui.hands import press_keys


@pytest.fixture
def about(at_example, tmp_path, monkeypatch):
    """Opens it by the guide's button; closed again at the end."""
    page = tmp_path / "licences.txt"
    monkeypatch.setattr(paths, "licences", lambda: page)

    def opened() -> AboutDialog:
        press_keys("F1", at_example.top)
        guide = at_example.top.findChild(GuideDialog)
        at_example.wait(lambda: guide.isVisible())
        guide.about_button.click()
        dialog = at_example.top.findChild(AboutDialog)
        at_example.wait(lambda: dialog.isVisible())
        return dialog

    yield opened
    for kind in (AboutDialog, GuideDialog):
        for left in at_example.top.findChildren(kind):
            left.close()
            left.deleteLater()
        at_example.wait(lambda kind=kind: not at_example.top.findChildren(kind))


def test_it_says_the_version_how_it_is_renewed_and_whom_to_ask(about):
    shown = " ".join(part.text() for part in about().findChildren(QLabel))
    assert f"Scrutineer {version('scrutineer')}" in shown
    assert "run a newer installer" in shown
    assert "gave you Scrutineer" in shown


def test_a_built_program_shows_the_licences_of_what_is_built_in(about):
    paths.licences().write_text("SQLCipher\n\nAll rights reserved by <b>Zetetic</b>", encoding="utf-8")
    assert "by <b>Zetetic</b>" in about().licences.toPlainText()


def test_where_it_was_not_built_it_says_when_that_page_is_made(about):
    assert "made when one is built" in about().licences.toPlainText()
