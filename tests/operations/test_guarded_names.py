"""Names to keep out: each once, in their order, and one undo brings one back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrutineer.errors import UserError
from scrutineer.operations import casefiles
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.guarded_names import change_guarded_name, guarded_names, keep_out, let_in


def names(casefile: Casefile) -> list[str]:
    return [guarded.name for guarded in guarded_names(casefile)]


def test_a_name_is_kept_out_once_however_it_is_written(casefile):
    first = keep_out(casefile, name="  Child   Q ").value
    assert keep_out(casefile, name="CHILD Q").value == first
    keep_out(casefile, name="Baby A")
    assert names(casefile) == ["Baby A", "Child Q"]


def test_it_is_respelt_but_never_into_another_or_into_nothing(casefile):
    keep_out(casefile, name="Baby A")
    keep_out(casefile, name="Child Q")
    (_, guarded) = guarded_names(casefile)
    change_guarded_name(casefile, guarded=replace(guarded, name="Child R"))
    assert names(casefile) == ["Baby A", "Child R"]
    for refused in ("baby a", " "):
        with pytest.raises(UserError):
            change_guarded_name(casefile, guarded=replace(guarded, name=refused))
    assert names(casefile) == ["Baby A", "Child R"]


def test_one_that_is_let_in_is_brought_back_by_undo(casefile):
    keep_out(casefile, name="Child Q")
    let_in(casefile, guarded=guarded_names(casefile)[0])
    assert names(casefile) == []
    casefiles.undo(casefile)
    assert names(casefile) == ["Child Q"]
