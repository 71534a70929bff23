"""Errors are sentences: what happened, then what to do."""

from __future__ import annotations

from scrutineer.errors import CannotFinalise, UserError, WrongPassphrase


def test_it_reads_as_one_text_with_or_without_advice():
    assert str(UserError("It is full.", "Free some space.")) == "It is full. Free some space."
    assert str(UserError("It is full.")) == "It is full."


def test_each_reason_is_named():
    error = CannotFinalise("Not yet.", ("no evidence", "no level"))
    assert error.reasons == ("no evidence", "no level")
    assert str(error) == "Not yet. no evidence; no level."
    assert isinstance(error, UserError)
    assert isinstance(WrongPassphrase("x"), UserError)


def test_no_sentence_is_turned_round_by_the_name_that_it_holds():
    error = UserError("weird \u202egnp.txt cannot be read.", "Rename \u2066it\udc80.")
    assert str(error) == "weird \ufffdgnp.txt cannot be read. Rename \ufffdit\ufffd."
    assert (error.message, error.args) == ("weird \ufffdgnp.txt cannot be read.", (error.message,))
