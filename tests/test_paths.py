"""Where things are: everything in one folder where one is named, and what ships is there."""

from __future__ import annotations

import pytest

from scrutineer import paths


@pytest.mark.parametrize("place", [paths.config, paths.logs])
def test_everything_is_kept_in_the_folder_that_is_named(place, monkeypatch, tmp_path):
    home = tmp_path / "not there yet"
    monkeypatch.setenv("SCRUTINEER_HOME", str(home))
    assert place().parent == home
    assert place().is_dir()
    assert paths.documents() == home


def test_settings_and_logs_are_two_folders():
    assert paths.config() != paths.logs()


@pytest.mark.parametrize("shipped", ["tokens.json", "fonts/Inter-Regular.ttf", "icons"])
def test_what_ships_is_there(shipped):
    assert (paths.resources() / shipped).exists()
