"""What each column holds can be said whatever the width: in the sheet where it fits, else beside it."""

from __future__ import annotations

import pytest

from scrutineer.domain.mapping import Role
from scrutineer.exchange import suggest
from scrutineer.operations import answer_returns
from scrutineer.operations.demo import example
from scrutineer.ui.kit.basic import column, holder
from scrutineer.ui.parts.sheet_grid import SheetGrid
from tests.ui.conftest import dress
from tests.ui.hands import Hands
from tests.ui.layout import flaws


@pytest.fixture
def shown(qtbot, dressed):
    """The moderation matrix of the worked example, 14 columns, in a page of a width; and what was said of it."""

    def show(width: int):
        dress(dressed, "light", 100)
        guess = suggest.suggest(answer_returns.read_file(example() / "s11-moderation-matrix.xlsx")[0]).first
        assert guess is not None
        grid, said = SheetGrid(dressed), []
        grid.roles_changed.connect(lambda roles, _layout: said.append(roles))
        page = holder(column(grid.choices, grid, None))
        qtbot.addWidget(page)
        page.resize(width, 700)
        with qtbot.waitExposed(page):
            page.show()
        grid.show_guess(guess)
        return Hands(qtbot, page), grid, said

    return show


@pytest.mark.parametrize(("width", "in_sheet"), [(1800, True), (900, False)])
def test_every_choice_is_within_reach_and_says_what_it_says_in_either_place(shown, width, in_sheet):
    at, grid, said = shown(width)
    at.choose("Column N", "Left out")
    assert grid.isRowHidden(0) is not in_sheet
    assert said[-1]["schools forum"] is Role.LEFT_OUT
    assert said[-1]["standard"] is Role.STANDARD
    assert said[-1]["(no heading)"] is Role.LEFT_OUT
    assert at.combo("Column N").visibleRegion().boundingRect().size() == at.combo("Column N").size()
    assert [flaw for flaw in flaws(at.top) if "reach" in flaw] == []


def test_what_was_said_stands_when_the_choices_move(shown):
    at, grid, said = shown(900)
    at.choose("Column N", "Left out")
    at.sees("N  Schools forum")
    at.top.resize(1800, 700)
    at.wait(lambda: not grid.isRowHidden(0))
    assert at.combo("Column N").currentText() == "Left out"
    at.choose("Column N", "An agency's answers")
    assert "schools forum" not in said[-1]
    at.top.resize(900, 700)
    at.wait(lambda: grid.isRowHidden(0))
    assert at.combo("Column N").currentText() == "An agency's answers"
