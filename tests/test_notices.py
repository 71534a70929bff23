"""Faults in words: a person's own speak for themselves, ours say where they happened and never what was being read."""

from __future__ import annotations

import logging
import sys
import threading
import warnings

from scrutineer.errors import UserError
from scrutineer.notices import Notice, Notices, notice_of

SECRET = "the words of a case"


def fault() -> BaseException:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return error


def test_a_fault_of_the_world_says_what_to_do():
    assert notice_of(UserError("Full.", "Free some.")) == Notice("Full.", "Free some.")


def test_a_fault_of_ours_says_where_and_keeps_the_case_to_itself(caplog):
    with caplog.at_level(logging.ERROR, logger="scrutineer"):
        notice = notice_of(fault())
    assert notice.where.startswith("test_notices.py:")
    assert "ValueError" in notice.advice
    assert SECRET not in f"{notice}{caplog.text}"


def test_what_nobody_caught_arrives_from_any_thread_and_the_hooks_go_back():
    before = (sys.excepthook, threading.excepthook, warnings.showwarning)
    told: list[Notice] = []
    with Notices(listener=told.append, in_words=lambda error: UserError("In words.")) as notices:
        error = fault()
        sys.excepthook(type(error), error, None)
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert [notice.message for notice in told] == ["In words."] * 2
    assert notices.records == told
    assert (sys.excepthook, threading.excepthook, warnings.showwarning) == before
