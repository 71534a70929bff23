"""What a thing is called where it can be chosen no more."""

from __future__ import annotations

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.clocks import PracticeReview
from scrutineer.domain.evidence import Evidence
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.partnership import Agency, Seat
from scrutineer.domain.pieces import Piece
from scrutineer.operations.queries.called import framework_called, row_called
from scrutineer.operations.queries.context import read_context


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Agency, lambda row: row.name), (Piece, lambda row: row.title), (Seat, lambda row: row.title),
        (Evidence, lambda row: f"{row.reference} {row.title}"), (PracticeReview, lambda row: row.code),
        (Judgement, lambda _row: "Your judgement of Step "),
    ],
)  # fmt: skip
def test_a_row_is_called_by_its_words_and_one_that_is_gone_by_none(example, kind, words):
    context, row = read_context(example), tables.rows(example, kind)[0]
    assert words(row) in row_called(example, context, kind, row.id)
    assert row_called(example, context, kind, 987_654) == ""


def test_a_framework_is_called_by_its_title(example):
    context = read_context(example)
    assert framework_called(example, context, "ncb-principles") == "NCB principles"
    assert framework_called(example, context, "withdrawn") == ""
