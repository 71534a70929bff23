"""The first page: what was open lately."""

from __future__ import annotations

import pytest

from scrutineer.settings import Recent, Settings
from scrutineer.ui.kit.lists import SECOND_LINE
from scrutineer.ui.panels.welcome import RecentList


@pytest.mark.usefixtures("in_london")
def test_a_casefile_opened_just_after_midnight_in_summer_shows_that_day(make_window, tmp_path):
    opened = Recent(str(tmp_path / "Elmshire.scrutiny"), "Elmshire", "2026-06-30T23:30:00+00:00")
    window = make_window(Settings(recent=(opened,)))
    (listed,) = window.findChildren(RecentList)
    assert listed.model().index(0, 0).data(SECOND_LINE).endswith("Opened 1 July 2026")
