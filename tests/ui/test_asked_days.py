"""Wherever a day ahead is typed in the window, an unlikely one is asked about, with a tick that says that it is so."""

from __future__ import annotations

import ast
from pathlib import Path

from scrutineer.ui.destinations import SettingsPart, ToMeeting, ToSettings
from scrutineer.ui.kit.fields import DateField
from scrutineer.ui.kit.form import Form
from scrutineer.ui.pages import PAGES
from scrutineer.ui.parts.several_challenges import SeveralChallenges
from tests.ui.conftest import go

UI = Path(__file__).parent.parent.parent / "scrutineer" / "ui"
SURE = "Yes, it is so"

LOOKING = {"As it stood on", "Compared with", "What applied on", "From", "To", "Since"}
"""Days that say what is looked at: nothing is recorded of them."""


def days_ahead() -> set[str]:
    """The accessible name of each field of the window for a day that may lie ahead, where it is written as one."""
    made = [
        {keyword.arg: keyword.value for keyword in node.keywords}
        for file in UI.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "DateField"
    ]
    names = (said["name"] for said in made if "HAPPENED" not in ast.unparse(said.get("when", ast.Constant(""))))
    return {name.value for name in names if isinstance(name, ast.Constant)}


def test_every_day_ahead_is_a_field_of_a_form_so_that_it_cannot_be_typed_without_being_asked_about(qtbot, at_example):
    """What a form records is asked about at the gate, whatever operation it is handed to: a field of no form is not."""
    at, asked, bare = at_example, set(), set()
    places = [place.start for page in PAGES for place in page.tabs or (page,)]
    places += [ToMeeting(), *map(ToSettings, (SettingsPart.SEATS, SettingsPart.CYCLES))]
    shown = [lambda place=place: go(at, place) for place in places]
    several = SeveralChallenges(at.top.workspace.session, lambda: None)
    qtbot.addWidget(several)
    for show in (*shown, lambda: several):
        part = show()
        inside = {field for form in part.findChildren(Form) for field in form.fields().values()}
        for field in part.findChildren(DateField):
            (asked if field in inside else bare).add(field.accessibleName())
    assert bare <= LOOKING
    assert days_ahead() - asked <= LOOKING
