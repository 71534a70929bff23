"""Settings of this person: whole or not at all, and never lost without saying so."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from scrutineer import logs, settings
from scrutineer.errors import UserError
from scrutineer.notices import Notices, notice_of
from scrutineer.settings import Recent, Settings, TableWidths


def test_what_is_saved_is_loaded():
    kept = replace(Settings(), palette="dark", zoom=150, recent=(Recent("/a", "A", "2026-11-20T10:00"),),
                   columns=(TableWidths("Agencies, 3 columns", (0, 150, 0), (2,)),))  # fmt: skip
    settings.save(kept)
    assert settings.load() == (kept, "")


def test_an_unreadable_file_is_moved_aside_and_said():
    settings.settings_file().write_text("{not json")
    loaded, said = settings.load()
    assert loaded == Settings()
    assert "unreadable" in said
    assert settings.settings_file().with_suffix(".unreadable.json").read_text() == "{not json"


@pytest.mark.parametrize(
    "wrong",
    ['{"idle_minutes": "ten"}', '{"idle_minutes": -5}', '{"idle_minutes": 1e99}', '{"idle_minutes": true}',
     '{"idle_minutes": NaN}', '{"idle_minutes": 10000000}', '{"zoom": "large"}', '{"zoom": Infinity}', '{"zoom": null}',
     '{"palette": "purple"}', '{"palette": 7}', '{"recent": 7}', '{"recent": [7]}', '{"recent": [{"path": 7}]}',
     '{"recent": [{"path": 7, "partnership": "", "opened": ""}]}', "[]", "7", "[" * 100000,
     '{"columns": 7}', '{"columns": [7]}', '{"columns": [{}]}', '{"columns": [{"table": "A", "widths": [-1]}]}',
     '{"columns": [{"table": "A", "widths": [1.5]}]}', '{"columns": [{"table": 7, "widths": []}]}',
     '{"columns": [{"table": "A", "widths": [], "hidden": 3}]}',
     '{"columns": [{"table": "A", "widths": [], "hidden": ["2"]}]}'],
)  # fmt: skip
def test_a_setting_of_a_wrong_type_never_stops_the_window_or_the_idle_lock(wrong):
    settings.settings_file().write_text(wrong)
    loaded, said = settings.load()
    assert loaded == Settings()
    assert "could not be read" in said


def test_unknown_keys_of_a_newer_program_do_no_harm():
    settings.settings_file().write_text('{"version": 9, "palette": "dark", "colour_of_tea": "brown", "zoom": 900}')
    loaded, said = settings.load()
    assert (loaded.palette, loaded.zoom, said) == ("dark", 200, "")


def test_recent_casefiles_are_few_and_the_newest_first():
    one = Settings()
    for number in range(12):
        one = settings.remember(one, Recent(f"/{number}", "P", "2026-11-20T10:00"))
    one = settings.remember(one, Recent("/5", "P", "2026-11-21T10:00"))
    assert len(one.recent) == 8
    assert [recent.path for recent in one.recent][:2] == ["/5", "/11"]


def test_every_error_becomes_words():
    assert notice_of(UserError("It is full.", "Free some space.")).advice == "Free some space."
    try:
        raise KeyError("secret text of a case")
    except KeyError as error:
        notice = notice_of(error)
    assert "KeyError" in notice.advice
    assert "secret" not in notice.message + notice.advice + notice.where


def test_the_centre_owns_the_hooks_and_gives_them_back():
    import sys

    before = sys.excepthook
    heard = []
    with Notices(listener=heard.append) as notices:
        sys.excepthook(ValueError, ValueError("x"), None)
    assert sys.excepthook is before
    assert len(heard) == len(notices.records) == 1


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """A home that cannot be made: a file stands in its way."""
    (tmp_path / "a file").write_text("kept")
    monkeypatch.setenv("SCRUTINEER_HOME", str(tmp_path / "a file" / "home"))


def test_a_folder_that_cannot_be_made_is_said_and_the_program_goes_on(nowhere):
    loaded, said = settings.load()
    assert loaded == Settings()
    assert "cannot be made" in said
    with pytest.raises(UserError, match="cannot be made"):
        settings.save(loaded)


def test_a_log_that_cannot_be_written_is_said_and_loses_no_error(nowhere):
    kept, logs.LOGGER.handlers[:] = list(logs.LOGGER.handlers), []
    try:
        assert "There is no log" in logs.start()
        logs.LOGGER.error("unexpected %s", "fault")
        logs.LOGGER.error("and another")
        assert not any(isinstance(handler, logging.FileHandler) for handler in logs.LOGGER.handlers)
    finally:
        logs.LOGGER.handlers[:] = kept


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[1]", b'{"recent": 3}', b"[" * 100_000, b'{"recent": [{"x": 1}]}'])
def test_settings_of_whatever_kind_are_moved_aside_and_said(content):
    settings.settings_file().write_bytes(content)
    loaded, said = settings.load()
    assert loaded == Settings()
    assert "unreadable" in said


def test_settings_that_are_no_ordinary_file_are_said():
    settings.settings_file().mkdir()
    loaded, said = settings.load()
    assert loaded == Settings()
    assert "a folder, not a file" in said
